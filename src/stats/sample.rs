//! Descriptions of one sample: moments and shape, quantiles of every definition, robust and weighted means.

mod quantiles;
mod robust;
mod weighted;

use libm::{pow, sqrt};

pub use quantiles::{QuantileType, quantile};
pub use robust::{
    TrimmedMean, interquartile_range, median, median_absolute_deviation, trimmed_mean, winsorized_mean,
};
pub use weighted::{WeightedMoments, Weights, weighted_moments, weighted_quantile};

use super::accurate::{mean, power_about};
use super::double_double::DoubleDouble;
use super::{Confidence, Moments, Undefined, mean_interval};
use crate::domain::Interval;

/// Moments of a sample, summed in double-double from the decimals the values were written as: 15 digits of every
/// certified univariate set of NIST.
///
/// With `mₖ = Σ(x − mean)ᵏ / n`. Three definitions of skewness and of excess kurtosis are in use (Joanes & Gill, J R Stat
/// Soc D 1998;47:183): of the sample (`g`), unbiased under normality (`G`, of SAS, SPSS and Excel) and with the sample SD
/// (`b`, of Minitab); `e1071::skewness` of R calls them types 1, 2 and 3.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SampleMoments {
    /// Number of values, at least 1.
    pub n: usize,
    /// Arithmetic mean.
    pub mean: f64,
    /// `Σ(x − mean)² / (n − 1)`; `None` for one value.
    pub variance: Option<f64>,
    /// `SD / √n`; `None` for one value.
    pub standard_error: Option<f64>,
    /// The three skewnesses; `None` when the values do not vary.
    pub skewness: Option<Shape>,
    /// The three excess kurtoses, 0 for a normal variable; `None` when the values do not vary.
    pub kurtosis: Option<Shape>,
}

/// A measure of shape in its three definitions.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shape {
    /// Type 1: `g₁ = m₃ / m₂^1.5`, `g₂ = m₄ / m₂² − 3`.
    pub of_sample: f64,
    /// Type 2: `G₁ = g₁ √(n(n − 1)) / (n − 2)`, `G₂ = ((n + 1) g₂ + 6)(n − 1) / ((n − 2)(n − 3))`; `None` for too few values.
    pub unbiased: Option<f64>,
    /// Type 3: `b₁ = g₁ (1 − 1/n)^1.5`, `b₂ = (g₂ + 3)(1 − 1/n)² − 3`.
    pub by_sample_sd: f64,
}

/// Moments and shape of a sample.
///
/// # Errors
/// [`Undefined::TooFewValues`] for none, [`Undefined::BadValues`] for a value that is not finite,
/// [`Undefined::OutOfRange`] when a sum is not.
pub fn sample_moments(values: &[f64]) -> Result<SampleMoments, Undefined> {
    let n = checked(values)?.len();
    let centre = mean(values).ok_or(Undefined::OutOfRange)?;
    let count = n as f64;
    let [squares, cubes, fourths] = [2, 3, 4].map(|power| power_about(values, centre, power).value());
    if !squares.is_finite() {
        return Err(Undefined::OutOfRange);
    }
    let variance = (n > 1).then(|| squares / (count - 1.0));
    let second = squares / count;
    let skewness = Some(cubes / count / pow(second, 1.5)).filter(|ratio| ratio.is_finite());
    let kurtosis = Some(fourths / count / (second * second) - 3.0).filter(|ratio| ratio.is_finite());
    Ok(SampleMoments {
        n,
        mean: centre.value(),
        variance,
        standard_error: variance.map(|variance| sqrt(variance / count)),
        skewness: skewness.map(|skewness| skewness_types(skewness, count)),
        kurtosis: kurtosis.map(|kurtosis| kurtosis_types(kurtosis, count)),
    })
}

fn skewness_types(of_sample: f64, n: f64) -> Shape {
    let unbiased = (n > 2.0).then(|| of_sample * sqrt(n * (n - 1.0)) / (n - 2.0));
    Shape { of_sample, unbiased, by_sample_sd: of_sample * pow(1.0 - 1.0 / n, 1.5) }
}

fn kurtosis_types(of_sample: f64, n: f64) -> Shape {
    let spread = (n - 2.0) * (n - 3.0);
    let unbiased = (n > 3.0).then(|| ((n + 1.0) * of_sample + 6.0) * (n - 1.0) / spread);
    let shrink = 1.0 - 1.0 / n;
    Shape { of_sample, unbiased, by_sample_sd: (of_sample + 3.0) * shrink * shrink - 3.0 }
}

/// The geometric mean with its t interval: `exp` of the mean of the logarithms and of its limits.
///
/// Assumes logarithms that are nearly normal. `None` for the interval of one value.
///
/// # Errors
/// [`Undefined::TooFewValues`] for none, [`Undefined::BadValues`] for a value that is not positive and finite.
pub fn geometric_mean(values: &[f64], confidence: Confidence) -> Result<(f64, Option<Interval>), Undefined> {
    if checked(values)?.iter().any(|&value| value <= 0.0) {
        return Err(Undefined::BadValues);
    }
    let logarithms: Vec<f64> = values.iter().map(|&value| libm::log(value)).collect();
    let moments = Moments::of_values(&logarithms).ok_or(Undefined::OutOfRange)?;
    let interval = mean_interval(&moments, confidence)
        .and_then(|interval| Interval::new(libm::exp(interval.low.get()), libm::exp(interval.high.get())));
    Ok((libm::exp(moments.mean), interval))
}

/// The correlation of each value with the next: `Σ(xᵢ − mean)(xᵢ₊₁ − mean) / Σ(xᵢ − mean)²`, as NIST and `acf` of R have it.
///
/// # Errors
/// [`Undefined::TooFewValues`] for fewer than two, [`Undefined::NoSpread`], or [`Undefined::BadValues`].
pub fn lag_one_autocorrelation(values: &[f64]) -> Result<f64, Undefined> {
    if checked(values)?.len() < 2 {
        return Err(Undefined::TooFewValues);
    }
    let centre = mean(values).ok_or(Undefined::OutOfRange)?;
    let away = |value: &f64| DoubleDouble::of_decimal(*value) - centre;
    let products = values.iter().zip(values.iter().skip(1)).map(|(one, next)| away(one) * away(next));
    let sum: DoubleDouble = products.sum();
    let squares = power_about(values, centre, 2).value();
    if squares > 0.0 { Ok(sum.value() / squares) } else { Err(Undefined::NoSpread) }
}

fn checked(values: &[f64]) -> Result<&[f64], Undefined> {
    if values.is_empty() {
        Err(Undefined::TooFewValues)
    } else if values.iter().any(|value| !value.is_finite()) {
        Err(Undefined::BadValues)
    } else {
        Ok(values)
    }
}

fn ascending(values: &[f64]) -> Result<Vec<f64>, Undefined> {
    let mut sorted = checked(values)?.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    Ok(sorted)
}

#[cfg(test)]
mod tests;
