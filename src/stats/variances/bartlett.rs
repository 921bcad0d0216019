//! Bartlett's test.

use libm::log;

use super::{SpreadTest, moments};
use crate::stats::{ChiSquared, Undefined};

/// Bartlett's test of equal variances in two groups or more.
///
/// `K² = ((N − k) ln s² − Σ (nᵢ − 1) ln sᵢ²) / (1 + (Σ 1/(nᵢ − 1) − 1/(N − k)) / (3 (k − 1)))` on `k − 1` degrees of
/// freedom, `s²` the pooled variance. Assumes normal values, and is badly off when they are not. Source: Bartlett, Proc R
/// Soc Lond A 1937;160:268; equals `bartlett.test` of R.
///
/// # Errors
/// [`Undefined::WrongShape`] for fewer than two groups, [`Undefined::TooFewValues`] for a group of none or one,
/// [`Undefined::BadValues`] for a value that is not finite, [`Undefined::NoSpread`] for a group that does not vary.
pub fn bartlett_test(groups: &[Vec<f64>]) -> Result<SpreadTest, Undefined> {
    let (mut squares, mut logs, mut reciprocals, mut total) = (0.0, 0.0, 0.0, 0.0);
    for group in moments(groups)? {
        let variance = group.variance.ok_or(Undefined::TooFewValues)?;
        if variance <= 0.0 {
            return Err(Undefined::NoSpread);
        }
        let df = f64::from(group.n) - 1.0;
        squares += df * variance;
        logs += df * log(variance);
        reciprocals += 1.0 / df;
        total += df;
    }
    let df = groups.len() as f64 - 1.0;
    let correction = 1.0 + (reciprocals - 1.0 / total) / (3.0 * df);
    let statistic = ((total * log(squares / total) - logs) / correction).max(0.0);
    if !statistic.is_finite() {
        return Err(Undefined::OutOfRange);
    }
    let p_value = ChiSquared::new(df).ok_or(Undefined::OutOfRange)?.sf(statistic);
    Ok(SpreadTest { statistic, df, p_value })
}
