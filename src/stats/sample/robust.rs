//! Means and spreads that outliers do not move.

use libm::{fabs, floor, sqrt};

use super::{QuantileType, Undefined, ascending, quantile};
use crate::domain::Interval;
use crate::stats::accurate::{mean, squares_about_mean};
use crate::stats::{Confidence, StudentT};

/// The middle value, or the mean of the two in the middle.
///
/// # Errors
/// [`Undefined::TooFewValues`] for no values, [`Undefined::BadValues`] for one that is not finite.
pub fn median(values: &[f64]) -> Result<f64, Undefined> {
    first(quantile(values, &[0.5], QuantileType::AveragedInverse)?)
}

/// Third less first quartile, of the definition: `IQR` of R.
///
/// # Errors
/// As [`median`].
pub fn interquartile_range(values: &[f64], definition: QuantileType) -> Result<f64, Undefined> {
    let quartiles = quantile(values, &[0.25, 0.75], definition)?;
    Ok(quartiles.last().copied().ok_or(Undefined::TooFewValues)? - first(quartiles)?)
}

/// `constant × median |x − median|`: `mad` of R, whose constant 1.4826 makes it the SD of a normal variable.
///
/// # Errors
/// As [`median`].
pub fn median_absolute_deviation(values: &[f64], constant: f64) -> Result<f64, Undefined> {
    let centre = median(values)?;
    let distances: Vec<f64> = values.iter().map(|value| fabs(value - centre)).collect();
    Ok(constant * median(&distances)?)
}

/// A trimmed mean with what its interval needs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TrimmedMean {
    /// Mean of the values left.
    pub estimate: f64,
    /// Values left out at each end.
    pub trimmed: usize,
    /// `SD of the winsorised values / ((1 − 2 trim) √n)`; `None` when fewer than two values are left.
    pub standard_error: Option<f64>,
    /// `n − 2 trimmed − 1`.
    pub df: f64,
    /// Interval by Student's t (Tukey & `McLaughlin` 1963); `None` as the standard error.
    pub conf_int: Option<Interval>,
}

/// The mean without the lowest and highest `⌊n trim⌋` values: `mean(x, trim)` of R; the median from ½ on.
///
/// # Errors
/// As [`median`], and [`Undefined::BadOption`] for a share outside 0 to ½.
pub fn trimmed_mean(values: &[f64], trim: f64, confidence: Confidence) -> Result<TrimmedMean, Undefined> {
    let sorted = ascending(values)?;
    let trimmed = ends(&sorted, trim)?;
    if trim == 0.5 {
        return Ok(TrimmedMean {
            estimate: median(values)?,
            trimmed,
            standard_error: None,
            df: 0.0,
            conf_int: None,
        });
    }
    let left = sorted.get(trimmed..sorted.len() - trimmed).unwrap_or_default();
    let estimate = mean(left).ok_or(Undefined::OutOfRange)?.value();
    let df = left.len() as f64 - 1.0;
    let standard_error = if df >= 1.0 { Some(winsorized_error(&sorted, trimmed, trim)?) } else { None };
    let conf_int = standard_error.and_then(|error| {
        let half = StudentT::new(df)?.quantile(confidence.upper_probability())? * error;
        Interval::new(estimate - half, estimate + half)
    });
    Ok(TrimmedMean { estimate, trimmed, standard_error, df, conf_int })
}

/// The mean with the lowest and highest `⌊n trim⌋` values each replaced by the nearest one left.
///
/// # Errors
/// As [`trimmed_mean`].
pub fn winsorized_mean(values: &[f64], trim: f64) -> Result<f64, Undefined> {
    let sorted = ascending(values)?;
    let trimmed = ends(&sorted, trim)?;
    Ok(mean(&winsorized(&sorted, trimmed)).ok_or(Undefined::OutOfRange)?.value())
}

fn winsorized_error(sorted: &[f64], trimmed: usize, trim: f64) -> Result<f64, Undefined> {
    let n = sorted.len() as f64;
    let squares = squares_about_mean(&winsorized(sorted, trimmed)).ok_or(Undefined::OutOfRange)?;
    Ok(sqrt(squares / (n - 1.0)) / ((1.0 - 2.0 * trim) * sqrt(n)))
}

fn winsorized(sorted: &[f64], trimmed: usize) -> Vec<f64> {
    let low = sorted.get(trimmed).copied().unwrap_or(f64::NEG_INFINITY);
    let high = sorted.len().checked_sub(trimmed + 1).and_then(|last| sorted.get(last)).copied();
    sorted.iter().map(|value| value.max(low).min(high.unwrap_or(f64::INFINITY))).collect()
}

/// How many values are left out at each end; always fewer than half.
fn ends(sorted: &[f64], trim: f64) -> Result<usize, Undefined> {
    if !(0.0..=0.5).contains(&trim) {
        return Err(Undefined::BadOption);
    }
    let half = sorted.len().saturating_sub(1) / 2;
    Ok((floor(sorted.len() as f64 * trim) as usize).min(half))
}

fn first(values: Vec<f64>) -> Result<f64, Undefined> {
    values.into_iter().next().ok_or(Undefined::TooFewValues)
}
