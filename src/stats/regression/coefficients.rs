//! Estimates with their standard errors, tests and intervals: the table every model ends in.

use libm::{fabs, sqrt};
use nalgebra::DMatrix;

use crate::domain::Finite;
use crate::stats::{Confidence, Limits, Normal, StudentT, Undefined};

/// The distribution that a coefficient divided by its standard error is compared with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Reference {
    /// Student's t with these degrees of freedom, for linear models.
    StudentT(f64),
    /// The standard normal, for models fitted by maximum likelihood.
    Normal,
}

/// One estimate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Coefficient {
    /// The estimate.
    pub estimate: f64,
    /// Its standard error; 0 where the model fits the data exactly.
    pub standard_error: f64,
    /// `estimate / standard_error`; `None` with a standard error of 0.
    pub statistic: Option<f64>,
    /// Two-sided; `None` with a standard error of 0.
    pub p_value: Option<f64>,
    /// `estimate ± quantile · standard_error`.
    pub conf_int: Limits,
}

impl Reference {
    /// Probability of a value as far from zero, on either side.
    ///
    /// # Errors
    /// [`Undefined::TooFewValues`] without degrees of freedom.
    pub fn two_sided(self, statistic: f64) -> Result<f64, Undefined> {
        match self {
            Self::StudentT(df) => {
                Ok(2.0 * StudentT::new(df).ok_or(Undefined::TooFewValues)?.sf(fabs(statistic)))
            }
            Self::Normal => Ok(2.0 * Normal.sf(fabs(statistic))),
        }
    }

    /// The quantile by which a two-sided interval extends.
    ///
    /// # Errors
    /// As [`Reference::two_sided`].
    pub fn quantile(self, confidence: Confidence) -> Result<f64, Undefined> {
        let probability = confidence.upper_probability();
        let quantile = match self {
            Self::StudentT(df) => StudentT::new(df).ok_or(Undefined::TooFewValues)?.quantile(probability),
            Self::Normal => Normal.quantile(probability),
        };
        quantile.ok_or(Undefined::OutOfRange)
    }

    /// An estimate with its test against zero and its interval.
    ///
    /// # Errors
    /// [`Undefined::TooFewValues`] without degrees of freedom, [`Undefined::OutOfRange`] for what is not finite.
    pub fn coefficient(
        self,
        estimate: f64,
        standard_error: f64,
        confidence: Confidence,
    ) -> Result<Coefficient, Undefined> {
        let half_width = self.quantile(confidence)? * standard_error;
        let limit = |value: f64| Finite::new(value).ok_or(Undefined::OutOfRange);
        let (low, high) = (limit(estimate - half_width)?, limit(estimate + half_width)?);
        let statistic = Some(estimate / standard_error).filter(|value| value.is_finite());
        let p_value = statistic.map(|statistic| self.two_sided(statistic)).transpose()?;
        let conf_int = Limits { low: Some(low), high: Some(high) };
        Ok(Coefficient { estimate, standard_error, statistic, p_value, conf_int })
    }

    /// All estimates of a model, by their covariance matrix.
    ///
    /// # Errors
    /// As [`Reference::coefficient`]; [`Undefined::WrongShape`] when the matrix has another size.
    pub fn coefficients(
        self,
        estimates: &[f64],
        covariance: &DMatrix<f64>,
        confidence: Confidence,
    ) -> Result<Vec<Coefficient>, Undefined> {
        if covariance.shape() != (estimates.len(), estimates.len()) {
            return Err(Undefined::WrongShape);
        }
        let variances = covariance.diagonal();
        let pairs = estimates.iter().zip(variances.iter());
        pairs
            .map(|(&estimate, &variance)| self.coefficient(estimate, sqrt(variance.max(0.0)), confidence))
            .collect()
    }
}
