//! Pearson's product-moment correlation.

use super::{fisher_interval, product_moment, refuse_unless_finite, t_of};
use crate::stats::{Alternative, Confidence, Limits, Undefined};

/// Pearson's correlation with its test and interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pearson {
    /// `r √((n − 2) / (1 − r²))`; `None` where it is infinite, for r of −1 or 1.
    pub statistic: Option<f64>,
    /// `n − 2`.
    pub df: f64,
    /// Probability of a statistic as far out, by the alternative.
    pub p_value: f64,
    /// r, from −1 to 1.
    pub estimate: f64,
    /// Fisher's interval; open for three pairs, from −1 or to 1 after a one-sided test.
    pub conf_int: Limits,
}

/// Pearson's product-moment correlation; with one variable of two values, the point-biserial correlation.
///
/// The test is that of t on `n − 2` degrees of freedom, the interval `tanh(atanh r ± z / √(n − 3))`. Assumes independent
/// pairs, nearly bivariate normal. Source: Fisher, Biometrika 1915;10:507, Metron 1921;1:3; equals `cor.test` of R.
///
/// # Errors
/// [`Undefined::TooFewValues`] for fewer than three pairs, [`Undefined::BadValues`] for a value that is not finite,
/// [`Undefined::NoSpread`] when a variable does not vary.
pub fn pearson_correlation(
    pairs: &[[f64; 2]],
    alternative: Alternative,
    confidence: Confidence,
) -> Result<Pearson, Undefined> {
    refuse_unless_finite(pairs)?;
    if pairs.len() < 3 {
        return Err(Undefined::TooFewValues);
    }
    let estimate = product_moment(pairs)?;
    let (statistic, p_value) = t_of(estimate, pairs.len(), alternative)?;
    let df = pairs.len() as f64 - 2.0;
    let conf_int = if pairs.len() > 3 {
        fisher_interval(estimate, 1.0 / libm::sqrt(df - 1.0), alternative, confidence)?
    } else {
        Limits { low: None, high: None }
    };
    Ok(Pearson { statistic, df, p_value, estimate, conf_int })
}
