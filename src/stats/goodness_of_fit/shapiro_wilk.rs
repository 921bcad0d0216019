//! The test of Shapiro and Wilk.

use libm::{asin, exp, log, sqrt};

use crate::stats::{Normal, Undefined};

/// The result of a Shapiro-Wilk test.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ShapiroWilk {
    /// `W`, the squared correlation of the ordered values with their normal scores: 1 for a perfectly normal sample.
    pub statistic: f64,
    /// Probability of a W as small from normal values.
    pub p_value: f64,
}

/// Shapiro and Wilk's test of whether values are normal, for 3 to 5000 of them.
///
/// `W = (Σ aᵢ x₍ᵢ₎)² / Σ (xᵢ − x̄)²`, the weights and the p-value by Royston's polynomials; the p-value of three values is
/// exact. Assumes independent values. Source: Royston, Appl Stat 1995;44:547, algorithm AS R94; equals `shapiro.test` of
/// R.
///
/// # Errors
/// [`Undefined::TooFewValues`] for fewer than 3 values, [`Undefined::TooManyValues`] for more than 5000,
/// [`Undefined::BadValues`] for a value that is not finite, [`Undefined::NoSpread`] when all are equal.
pub fn shapiro_wilk_test(values: &[f64]) -> Result<ShapiroWilk, Undefined> {
    if values.len() < 3 {
        return Err(Undefined::TooFewValues);
    }
    if values.len() > 5_000 {
        return Err(Undefined::TooManyValues);
    }
    if values.iter().any(|value| !value.is_finite()) {
        return Err(Undefined::BadValues);
    }
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let lack = lack_of_fit(&sorted, &weights(sorted.len())?)?;
    Ok(ShapiroWilk { statistic: 1.0 - lack, p_value: p_value(lack, sorted.len()) })
}

/// The weights of the lower half, from the smallest value on, all positive.
fn weights(n: usize) -> Result<Vec<f64>, Undefined> {
    if n == 3 {
        return Ok(vec![std::f64::consts::FRAC_1_SQRT_2]);
    }
    let size = n as f64;
    let score =
        |place: usize| Normal.quantile((place as f64 - 0.375) / (size + 0.25)).ok_or(Undefined::OutOfRange);
    let mut scores = (1..=n / 2).map(score).collect::<Result<Vec<f64>, _>>()?;
    let squares = 2.0 * scores.iter().map(|score| score * score).sum::<f64>();
    let (length, step) = (sqrt(squares), 1.0 / sqrt(size));
    let mut rest = squares;
    let mut kept = 1.0;
    let corrections = [FIRST_WEIGHT, SECOND_WEIGHT];
    let corrected = if n > 5 { 2 } else { 1 };
    for (score, correction) in scores.iter_mut().zip(corrections).take(corrected) {
        let weight = polynomial(&correction, step) - *score / length;
        rest -= 2.0 * *score * *score;
        kept -= 2.0 * weight * weight;
        *score = weight;
    }
    let factor = sqrt(rest / kept);
    for score in scores.iter_mut().skip(corrected) {
        *score /= -factor;
    }
    Ok(scores)
}

/// `1 − W`, without the loss of taking it from 1.
fn lack_of_fit(sorted: &[f64], weights: &[f64]) -> Result<f64, Undefined> {
    let (Some(first), Some(last)) = (sorted.first(), sorted.last()) else {
        return Err(Undefined::TooFewValues);
    };
    let range = last - first;
    if !range.is_finite() {
        return Err(Undefined::OutOfRange);
    }
    if range <= 0.0 {
        return Err(Undefined::NoSpread);
    }
    let (n, half) = (sorted.len(), sorted.len() / 2);
    let weight = |place: usize| match (place < half, n - 1 - place < half) {
        (true, _) => -weights.get(place).copied().unwrap_or(0.0),
        (_, true) => weights.get(n - 1 - place).copied().unwrap_or(0.0),
        (false, false) => 0.0,
    };
    let mean = sorted.iter().map(|value| value / range).sum::<f64>() / n as f64;
    let (mut of_weights, mut of_values, mut of_both) = (0.0, 0.0, 0.0);
    for (place, value) in sorted.iter().enumerate() {
        let (weight, away) = (weight(place), value / range - mean);
        of_weights += weight * weight;
        of_values += away * away;
        of_both += weight * away;
    }
    let length = sqrt(of_weights * of_values);
    Ok((length - of_both) * (length + of_both) / (of_weights * of_values))
}

fn p_value(lack: f64, n: usize) -> f64 {
    let size = n as f64;
    if n == 3 {
        let six_over_pi = 6.0 * std::f64::consts::FRAC_1_PI;
        return (six_over_pi * (asin(sqrt(1.0 - lack)) - std::f64::consts::FRAC_PI_3)).max(0.0);
    }
    if lack <= 0.0 {
        return 1.0;
    }
    let (deviate, mean, sd) = if n <= 11 {
        let limit = polynomial(&[-2.273, 0.459], size);
        if log(lack) >= limit {
            return 1e-99;
        }
        (-log(limit - log(lack)), polynomial(&SMALL_MEAN, size), exp(polynomial(&SMALL_SD, size)))
    } else {
        let order = log(size);
        (log(lack), polynomial(&LARGE_MEAN, order), exp(polynomial(&LARGE_SD, order)))
    };
    Normal.sf((deviate - mean) / sd)
}

/// Coefficients from the constant on.
fn polynomial(coefficients: &[f64], x: f64) -> f64 {
    coefficients.iter().rev().fold(0.0, |sum, coefficient| sum * x + coefficient)
}

const FIRST_WEIGHT: [f64; 6] = [0.0, 0.221_157, -0.147_981, -2.071_19, 4.434_685, -2.706_056];
const SECOND_WEIGHT: [f64; 6] = [0.0, 0.042_981, -0.293_762, -1.752_461, 5.682_633, -3.582_633];
const SMALL_MEAN: [f64; 4] = [0.544, -0.399_78, 0.025_054, -6.714e-4];
const SMALL_SD: [f64; 4] = [1.3822, -0.778_57, 0.062_767, -0.002_032_2];
const LARGE_MEAN: [f64; 4] = [-1.5861, -0.310_82, -0.083_751, 0.003_891_5];
const LARGE_SD: [f64; 3] = [-0.4803, -0.082_676, 0.003_030_2];

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn samples_outside_its_range_are_refused() {
        assert_eq!(shapiro_wilk_test(&[1.0, 2.0]), Err(Undefined::TooFewValues));
        assert_eq!(shapiro_wilk_test(&[1.0; 5]), Err(Undefined::NoSpread));
        assert_eq!(shapiro_wilk_test(&[1.0, 2.0, f64::INFINITY]), Err(Undefined::BadValues));
        assert_eq!(shapiro_wilk_test(&vec![0.5; 5_001]), Err(Undefined::TooManyValues));
        assert_eq!(shapiro_wilk_test(&[-1.7e308, 1.7e308, 0.0]), Err(Undefined::OutOfRange));
    }

    #[test]
    fn five_thousand_values_are_not_too_many() {
        let values: Vec<f64> = (0..5_000).map(f64::from).collect();
        assert!(shapiro_wilk_test(&values).is_ok());
    }

    #[test]
    fn three_equally_spaced_values_are_as_normal_as_can_be() {
        let found = shapiro_wilk_test(&[1.0, 2.0, 3.0]).unwrap();
        assert!((found.statistic - 1.0).abs() < 1e-15 && (found.p_value - 1.0).abs() < 1e-7);
    }

    proptest! {
        #![proptest_config(crate::effort::cases(256))]

        #[test]
        fn the_unit_and_the_direction_do_not_matter(values in prop::collection::hash_set(-500_i32..500, 3..40)) {
            let values: Vec<f64> = values.into_iter().map(f64::from).collect();
            let turned: Vec<f64> = values.iter().map(|value| 40.0 - 2.5 * value).collect();
            let (there, back) = (shapiro_wilk_test(&values).unwrap(), shapiro_wilk_test(&turned).unwrap());
            prop_assert!((there.statistic - back.statistic).abs() < 1e-12);
            prop_assert!(there.statistic > 0.0 && there.statistic <= 1.0 && there.p_value <= 1.0);
        }
    }
}
