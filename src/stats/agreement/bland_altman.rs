//! Bland and Altman's limits of agreement of two methods of measurement.

use libm::sqrt;

use crate::domain::Interval;
use crate::stats::{Confidence, Moments, StudentT, Undefined};

/// The variance of a limit of agreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LimitsVariance {
    /// `SD² (1/n + z²/(2(n − 1)))` (Bland & Altman, Stat Methods Med Res 1999;8:135).
    Full,
    /// `3 SD²/n` (Bland & Altman, Lancet 1986;1:307).
    Approximate,
}

/// Limits of agreement of two methods.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BlandAltman {
    /// Number of pairs.
    pub n: u32,
    /// Mean of first − second.
    pub bias: f64,
    /// Its t interval.
    pub bias_conf_int: Interval,
    /// Standard deviation of the differences.
    pub standard_deviation: f64,
    /// `bias ± z · SD`.
    pub limits: Interval,
    /// t interval of the lower limit.
    pub lower_conf_int: Interval,
    /// t interval of the upper limit.
    pub upper_conf_int: Interval,
}

/// Limits of agreement of pairs of one measurement each by the first and the second method.
///
/// `share` of the differences lie within `bias ± z · SD`, 0.95 by custom with `z` = 1.96 (1.959964 here). Assumes
/// independent pairs and normal differences that do not depend on size. Source: Bland & Altman, Lancet 1986;1:307.
///
/// # Errors
/// [`Undefined::TooFewValues`] for fewer than two pairs; equal differences give limits without width.
pub fn bland_altman(
    pairs: &[[f64; 2]],
    share: Confidence,
    variance: LimitsVariance,
    confidence: Confidence,
) -> Result<BlandAltman, Undefined> {
    let differences: Vec<f64> = pairs.iter().map(|[first, second]| first - second).collect();
    if differences.iter().any(|difference| !difference.is_finite()) {
        return Err(Undefined::BadValues);
    }
    let moments = Moments::of_values(&differences).ok_or(Undefined::TooFewValues)?;
    let standard_deviation = sqrt(moments.variance.ok_or(Undefined::TooFewValues)?);
    let n = f64::from(moments.n);
    let z = share.normal_deviate()?;
    let t = StudentT::new(n - 1.0).and_then(|t| t.quantile(confidence.upper_probability()));
    let t = t.ok_or(Undefined::OutOfRange)?;
    let factor = match variance {
        LimitsVariance::Full => 1.0 / n + z * z / (2.0 * (n - 1.0)),
        LimitsVariance::Approximate => 3.0 / n,
    };
    let around =
        |centre: f64, half: f64| Interval::new(centre - half, centre + half).ok_or(Undefined::OutOfRange);
    let limits = around(moments.mean, z * standard_deviation)?;
    let half_width = t * standard_deviation * sqrt(factor);
    Ok(BlandAltman {
        n: moments.n,
        bias: moments.mean,
        bias_conf_int: around(moments.mean, t * standard_deviation / sqrt(n))?,
        standard_deviation,
        limits,
        lower_conf_int: around(limits.low.get(), half_width)?,
        upper_conf_int: around(limits.high.get(), half_width)?,
    })
}
