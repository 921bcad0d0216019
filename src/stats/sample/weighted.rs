//! Weighted mean, variance and quantiles.

use libm::sqrt;

use super::{Undefined, checked};

/// What the weights are, which sets the divisor of the variance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weights {
    /// How often each value occurs: divisor `Σw − 1`.
    Frequency,
    /// How much each value counts, as with inverse probabilities: divisor `Σw − Σw² / Σw`, `cov.wt` of R.
    Reliability,
    /// Divisor `Σw`: `cov.wt(method = "ML")` of R.
    MaximumLikelihood,
}

/// A weighted mean and spread.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WeightedMoments {
    /// Sum of the weights.
    pub sum_of_weights: f64,
    /// `Σwx / Σw`.
    pub mean: f64,
    /// `Σw(x − mean)²` over the divisor; `None` where that is not positive.
    pub variance: Option<f64>,
    /// Kish's effective sample size `(Σw)² / Σw²`.
    pub effective_n: f64,
}

impl WeightedMoments {
    /// Square root of the variance.
    pub fn standard_deviation(&self) -> Option<f64> {
        self.variance.map(sqrt)
    }
}

/// Weighted mean and variance.
///
/// # Errors
/// [`Undefined::WrongShape`] for unlike numbers of values and weights, [`Undefined::BadValues`] for what is not finite or
/// a negative weight, [`Undefined::TooFewValues`] when no weight is positive.
pub fn weighted_moments(
    values: &[f64],
    weights: &[f64],
    kind: Weights,
) -> Result<WeightedMoments, Undefined> {
    let sum = sum_of_weights(values, weights)?;
    let weighted = |of: &dyn Fn(f64) -> f64| {
        values.iter().zip(weights).map(|(&value, &weight)| weight * of(value)).sum::<f64>()
    };
    let rough = weighted(&|value| value) / sum;
    let mean = rough + weighted(&|value| value - rough) / sum;
    let squares = weighted(&|value| (value - mean) * (value - mean));
    let weights_squared: f64 = weights.iter().map(|weight| weight * weight).sum();
    let divisor = match kind {
        Weights::Frequency => sum - 1.0,
        Weights::Reliability => sum - weights_squared / sum,
        Weights::MaximumLikelihood => sum,
    };
    if !(mean.is_finite() && squares.is_finite()) {
        return Err(Undefined::OutOfRange);
    }
    let variance = (divisor > 0.0).then(|| squares / divisor);
    Ok(WeightedMoments { sum_of_weights: sum, mean, variance, effective_n: sum * sum / weights_squared })
}

/// The smallest value at or below which a share `probability` of the weight lies: the inverse of the weighted empirical
/// distribution function, `numpy.quantile(method="inverted_cdf", weights)`.
///
/// # Errors
/// As [`weighted_moments`], and [`Undefined::BadOption`] for a probability outside 0 to 1.
pub fn weighted_quantile(values: &[f64], weights: &[f64], probability: f64) -> Result<f64, Undefined> {
    let sum = sum_of_weights(values, weights)?;
    if !(0.0..=1.0).contains(&probability) {
        return Err(Undefined::BadOption);
    }
    let mut pairs: Vec<(f64, f64)> =
        values.iter().copied().zip(weights.iter().copied()).filter(|(_, weight)| *weight > 0.0).collect();
    pairs.sort_by(|one, other| one.0.total_cmp(&other.0));
    let mut passed = 0.0;
    let reached = pairs.iter().find(|(_, weight)| {
        passed += weight;
        passed >= probability * sum * (1.0 - 4.0 * f64::EPSILON)
    });
    reached.or(pairs.last()).map(|(value, _)| *value).ok_or(Undefined::TooFewValues)
}

fn sum_of_weights(values: &[f64], weights: &[f64]) -> Result<f64, Undefined> {
    if values.len() != weights.len() {
        return Err(Undefined::WrongShape);
    }
    checked(values)?;
    if checked(weights)?.iter().any(|&weight| weight < 0.0) {
        return Err(Undefined::BadValues);
    }
    let sum: f64 = weights.iter().sum();
    if !sum.is_finite() {
        Err(Undefined::OutOfRange)
    } else if sum > 0.0 {
        Ok(sum)
    } else {
        Err(Undefined::TooFewValues)
    }
}
