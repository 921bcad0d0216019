//! Estimates with their errors, tests and intervals.

use libm::{fabs, sqrt};
use nalgebra::{DMatrix, DVector};

use crate::domain::Interval;
use crate::stats::{ChiSquared, Confidence, Normal, Undefined};

/// A test on the chi-squared distribution.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ChiSquaredTest {
    /// Chi-squared.
    pub statistic: f64,
    /// Degrees of freedom.
    pub df: f64,
    /// Upper tail.
    pub p_value: f64,
}

impl ChiSquaredTest {
    pub(super) fn new(statistic: f64, df: usize) -> Result<Self, Undefined> {
        let distribution = ChiSquared::new(df as f64).ok_or(Undefined::WrongShape)?;
        if !statistic.is_finite() {
            return Err(Undefined::OutOfRange);
        }
        Ok(Self { statistic, df: distribution.df(), p_value: distribution.sf(statistic) })
    }
}

/// Estimates on the scale of the model, in the order of its columns, with normal tests and intervals.
#[derive(Debug, Clone, PartialEq)]
pub struct Estimates {
    /// Estimates.
    pub coefficients: Vec<f64>,
    /// Their standard errors.
    pub standard_errors: Vec<f64>,
    /// Estimate by standard error.
    pub z: Vec<f64>,
    /// Two-sided.
    pub p_values: Vec<f64>,
    /// Their intervals.
    pub conf_int: Vec<Interval>,
    /// Their covariance.
    pub covariance: DMatrix<f64>,
}

impl Estimates {
    /// From estimates and their covariance.
    ///
    /// # Errors
    /// [`Undefined::NoSpread`] for a variance that is not positive, [`Undefined::OutOfRange`].
    pub(super) fn new(
        coefficients: &DVector<f64>,
        covariance: DMatrix<f64>,
        confidence: Confidence,
    ) -> Result<Self, Undefined> {
        let variances = covariance.diagonal();
        if !variances.iter().all(|&variance| variance > 0.0) {
            return Err(Undefined::NoSpread);
        }
        let standard_errors: Vec<f64> = variances.iter().copied().map(sqrt).collect();
        let z: Vec<f64> = coefficients.iter().zip(&standard_errors).map(|(b, error)| b / error).collect();
        let quantile = confidence.normal_deviate()?;
        let limits = |(&b, &error): (&f64, &f64)| Interval::new(b - quantile * error, b + quantile * error);
        let conf_int: Option<Vec<Interval>> = coefficients.iter().zip(&standard_errors).map(limits).collect();
        Ok(Self {
            coefficients: coefficients.iter().copied().collect(),
            p_values: z.iter().map(|&z| 2.0 * Normal.sf(fabs(z))).collect(),
            z,
            standard_errors,
            conf_int: conf_int.ok_or(Undefined::OutOfRange)?,
            covariance,
        })
    }
}
