//! Bootstrap intervals of any statistic, from resamples that are given or drawn from a seed.

mod acceleration;
mod jackknife;
mod resample;

use libm::{floor, sqrt};

pub use acceleration::{JackknifeCentre, jackknife_acceleration, regression_acceleration};
pub use resample::{Resampler, Statistic};

use super::{Confidence, Normal, Undefined};
use crate::domain::Interval;

/// Bootstrap intervals in the four forms of `boot.ci` of R.
///
/// Source: Davison & Hinkley, Bootstrap Methods and their Application, 1997, chapter 5; Efron, J Am Stat Assoc
/// 1987;82:171. Quantiles of the replicates are interpolated on the normal scale between the places `k / (R + 1)`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BootstrapIntervals {
    /// The statistic of the sample.
    pub estimate: f64,
    /// Mean of the replicates less the estimate.
    pub bias: f64,
    /// SD of the replicates.
    pub standard_error: f64,
    /// `estimate − bias ± z × standard error`.
    pub normal: Interval,
    /// `2 × estimate` less the quantiles of the replicates.
    pub basic: Interval,
    /// Quantiles of the replicates.
    pub percentile: Interval,
    /// Quantiles at levels corrected for bias and acceleration; `None` when every replicate lies on one side of the
    /// estimate, or when the correction leaves 0 to 1.
    pub bca: Option<Interval>,
    /// Normal quantile of the share of replicates below the estimate; `None` as for `bca`.
    pub bias_correction: Option<f64>,
}

/// The intervals from the estimate, its replicates and its acceleration.
///
/// # Errors
/// [`Undefined::TooFewValues`] for fewer than two replicates, [`Undefined::NoSpread`] when they do not vary,
/// [`Undefined::BadValues`] when a number is not finite.
pub fn bootstrap_intervals(
    estimate: f64,
    replicates: &[f64],
    acceleration: f64,
    confidence: Confidence,
) -> Result<BootstrapIntervals, Undefined> {
    let sorted = Replicates::new(replicates)?;
    if !(estimate.is_finite() && acceleration.is_finite()) {
        return Err(Undefined::BadValues);
    }
    let (bias, standard_error) = spread(estimate, replicates);
    if !(bias.is_finite() && standard_error.is_finite()) {
        return Err(Undefined::OutOfRange);
    }
    if standard_error <= 0.0 {
        return Err(Undefined::NoSpread);
    }
    let high = confidence.upper_probability();
    let z = Normal.quantile(high).ok_or(Undefined::BadOption)?;
    let [lower, upper] = [-z, z].map(|z| sorted.at_normal(z));
    let interval = |low, high| Interval::new(low, high).ok_or(Undefined::OutOfRange);
    let bias_correction = sorted.bias_correction(estimate);
    Ok(BootstrapIntervals {
        estimate,
        bias,
        standard_error,
        normal: interval(estimate - bias - z * standard_error, estimate - bias + z * standard_error)?,
        basic: interval(2.0 * estimate - upper, 2.0 * estimate - lower)?,
        percentile: interval(lower, upper)?,
        bca: bias_correction.and_then(|correction| sorted.bca(correction, acceleration, z)),
        bias_correction,
    })
}

/// Mean of the replicates less the estimate, and their SD, both from distances to one of them: replicates that are all alike
/// have none.
fn spread(estimate: f64, replicates: &[f64]) -> (f64, f64) {
    let first = replicates.first().copied().unwrap_or(estimate);
    let count = replicates.len() as f64;
    let mean = summed(replicates, |value| value - first) / count;
    let squares = summed(replicates, |value| (value - first - mean) * (value - first - mean));
    ((first - estimate) + mean, sqrt(squares / (count - 1.0)))
}

/// A plain sum in four parts that do not wait for each other.
fn summed<T>(values: &[T], of: impl Fn(&T) -> f64) -> f64 {
    let fours = values.chunks_exact(4);
    let rest: f64 = fours.remainder().iter().map(&of).sum();
    let add = |[a, b, c, d]: [f64; 4], four: &[T]| {
        [a + of(&four[0]), b + of(&four[1]), c + of(&four[2]), d + of(&four[3])]
    };
    let [a, b, c, d] = fours.fold([0.0; 4], add);
    ((a + b) + (c + d)) + rest
}

/// Replicates in ascending order.
struct Replicates(Vec<f64>);

impl Replicates {
    fn new(replicates: &[f64]) -> Result<Self, Undefined> {
        if replicates.len() < 2 {
            return Err(Undefined::TooFewValues);
        }
        if replicates.iter().any(|value| !value.is_finite()) {
            return Err(Undefined::BadValues);
        }
        let mut sorted = replicates.to_vec();
        sorted.sort_unstable_by(f64::total_cmp);
        Ok(Self(sorted))
    }

    /// The quantile at the probability of a normal deviate, interpolated on the normal scale; beyond the outermost places
    /// the outermost replicate, as in `boot.ci`.
    fn at_normal(&self, deviate: f64) -> f64 {
        let places = self.0.len() as f64 + 1.0;
        let place = places * Normal.cdf(deviate);
        let below = floor(place);
        let (low, high) = (self.nth(below), self.nth(below + 1.0));
        let share = |place: f64| Normal.quantile(place / places);
        match (share(below), share(below + 1.0)) {
            (Some(from), Some(to)) if place > below => low + (deviate - from) / (to - from) * (high - low),
            (Some(_), Some(_) | None) | (None, None) => low,
            (None, Some(_)) => high,
        }
    }

    /// Counted from 1.
    fn nth(&self, place: f64) -> f64 {
        let index = (place.clamp(1.0, self.0.len() as f64) - 1.0) as usize;
        self.0.get(index).copied().unwrap_or(0.0)
    }

    fn bias_correction(&self, estimate: f64) -> Option<f64> {
        let below = self.0.partition_point(|&value| value < estimate);
        Normal.quantile(below as f64 / self.0.len() as f64)
    }

    fn bca(&self, correction: f64, acceleration: f64, z: f64) -> Option<Interval> {
        let adjusted = |z: f64| {
            let shifted = correction + z;
            let divisor = 1.0 - acceleration * shifted;
            (divisor > 0.0).then(|| correction + shifted / divisor)
        };
        Interval::new(self.at_normal(adjusted(-z)?), self.at_normal(adjusted(z)?))
    }
}

#[cfg(test)]
mod tests;
