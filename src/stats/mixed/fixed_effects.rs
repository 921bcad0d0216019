//! Fixed effects of a model whose variances were estimated, and contrasts of them.

use libm::{fabs, sqrt};
use nalgebra::{DMatrix, DVector};

use crate::domain::Interval;
use crate::stats::{Confidence, StudentT, Undefined};

/// How degrees of freedom and standard errors allow for the estimation of the variances.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DegreesOfFreedom {
    /// Satterthwaite's, with the standard errors of the model: `2v²/Var(v̂)` by the delta method. Source: Giesbrecht and
    /// Burns, Biometrics 1985;41:477.
    #[default]
    Satterthwaite,
    /// Those of Kenward and Roger, Biometrics 1997;53:983, with their larger standard errors.
    KenwardRoger,
}

/// Estimated fixed effects.
#[derive(Debug, Clone, PartialEq)]
pub struct FixedEffects {
    pub(in crate::stats) estimate: DVector<f64>,
    pub(in crate::stats) model_covariance: DMatrix<f64>,
    pub(in crate::stats) reported_covariance: DMatrix<f64>,
    /// Derivative of `model_covariance` by each parameter of the variances.
    pub(in crate::stats) sensitivities: Vec<DMatrix<f64>>,
    /// Covariance of the parameters of the variances.
    pub(in crate::stats) parameter_covariance: DMatrix<f64>,
}

/// A combination of fixed effects with its t test against zero.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Contrast {
    /// The combination.
    pub estimate: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// Degrees of freedom.
    pub df: f64,
    /// `estimate / standard_error`.
    pub statistic: f64,
    /// Two-sided.
    pub p_value: f64,
    /// Confidence interval.
    pub conf_int: Interval,
}

impl FixedEffects {
    /// The effects, column by column of the design.
    pub fn estimate(&self) -> &[f64] {
        self.estimate.as_slice()
    }

    /// Their covariance as reported: Kenward and Roger's when these were asked for.
    pub const fn covariance(&self) -> &DMatrix<f64> {
        &self.reported_covariance
    }

    /// Every effect with its test.
    ///
    /// # Errors
    /// As [`Self::contrast`].
    pub fn coefficients(&self, confidence: Confidence) -> Result<Vec<Contrast>, Undefined> {
        let columns = self.estimate.len();
        let single = |column: usize| (0..columns).map(|other| f64::from(u8::from(other == column))).collect();
        (0..columns).map(|column| self.contrast(&single(column) as &Vec<f64>, confidence)).collect()
    }

    /// The combination of the effects with these weights.
    ///
    /// `t = l′β / √(l′Φl)` on `2(l′Cl)² / (g′Wg)` degrees of freedom, `C` the covariance of the model, `g` the derivatives
    /// of `l′Cl` and `W` the covariance of the variances' parameters. For one combination these are the degrees of
    /// freedom of Satterthwaite and of Kenward and Roger alike.
    ///
    /// # Errors
    /// [`Undefined::WrongShape`] unless there is a weight for each effect, [`Undefined::NoSpread`] for weights that are
    /// all zero.
    pub fn contrast(&self, weights: &[f64], confidence: Confidence) -> Result<Contrast, Undefined> {
        if weights.len() != self.estimate.len() {
            return Err(Undefined::WrongShape);
        }
        let weights = DVector::from_column_slice(weights);
        let spread = |covariance: &DMatrix<f64>| weights.dot(&(covariance * &weights));
        let variance = spread(&self.reported_covariance);
        if variance <= 0.0 {
            return Err(Undefined::NoSpread);
        }
        let df = self.satterthwaite(&weights);
        tested(weights.dot(&self.estimate), sqrt(variance), df, confidence)
    }
}

fn tested(
    estimate: f64,
    standard_error: f64,
    df: f64,
    confidence: Confidence,
) -> Result<Contrast, Undefined> {
    let t = StudentT::new(df).ok_or(Undefined::OutOfRange)?;
    let statistic = estimate / standard_error;
    let quantile = t.quantile(confidence.upper_probability()).ok_or(Undefined::OutOfRange)?;
    let half_width = quantile * standard_error;
    let conf_int =
        Interval::new(estimate - half_width, estimate + half_width).ok_or(Undefined::OutOfRange)?;
    let p_value = 2.0 * t.sf(fabs(statistic));
    Ok(Contrast { estimate, standard_error, df, statistic, p_value, conf_int })
}
