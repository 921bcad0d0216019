//! Standardised mean differences as effect sizes.

use libm::sqrt;

use super::distribution::{half_step_gamma_ratio, noncentrality_limits};
use super::t_test::pooled_variance;
use super::{Confidence, Moments, Undefined};
use crate::domain::Interval;

/// A standardised difference of two means.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EffectSize {
    /// In standard deviations; positive when the first mean is larger.
    pub estimate: f64,
    /// Confidence interval.
    pub conf_int: Interval,
    /// Degrees of freedom of the pooled standard deviation.
    pub df: f64,
}

/// Cohen's d: the difference of the means by the pooled standard deviation.
///
/// The interval inverts the noncentral t distribution. Assumes normal values with one common variance. Source: Hedges
/// & Olkin, Statistical Methods for Meta-Analysis, 1985; equals `effectsize::cohens_d` of R up to its search
/// tolerance.
///
/// # Errors
/// [`Undefined::TooFewValues`] for fewer than three values in all, [`Undefined::NoSpread`] when they do not vary.
pub fn cohens_d(first: &Moments, second: &Moments, confidence: Confidence) -> Result<EffectSize, Undefined> {
    scaled(first, second, confidence, |_| 1.0)
}

/// Hedges' g: Cohen's d and its interval times [`small_sample_correction`], which is exact and the default here;
/// equals `effectsize::hedges_g` of R.
///
/// Of changes from baseline it is standardised by the pooled standard deviation of the changes.
///
/// # Errors
/// As [`cohens_d`], and [`Undefined::TooFewValues`] for three values.
pub fn hedges_g(first: &Moments, second: &Moments, confidence: Confidence) -> Result<EffectSize, Undefined> {
    scaled(first, second, confidence, small_sample_correction)
}

/// Hedges' g with [`approximate_correction`], as many papers print it.
///
/// # Errors
/// As [`cohens_d`].
pub fn hedges_g_approximate(
    first: &Moments,
    second: &Moments,
    confidence: Confidence,
) -> Result<EffectSize, Undefined> {
    scaled(first, second, confidence, approximate_correction)
}

/// `J(ν) = Γ(ν/2) / (√(ν/2) Γ((ν − 1)/2))`, which makes d unbiased. Zero at one degree of freedom. Source: Hedges, J
/// Educ Stat 1981;6:107, equation 6e.
pub fn small_sample_correction(df: f64) -> f64 {
    if df <= 1.0 { 0.0 } else { half_step_gamma_ratio(0.5 * (df - 1.0)) / sqrt(0.5 * df) }
}

/// `1 − 3 / (4ν − 1)`, within 0.0004 of [`small_sample_correction`] from ten degrees of freedom on. Source: the same.
pub fn approximate_correction(df: f64) -> f64 {
    1.0 - 3.0 / (4.0 * df - 1.0)
}

fn scaled(
    first: &Moments,
    second: &Moments,
    confidence: Confidence,
    correction: impl Fn(f64) -> f64,
) -> Result<EffectSize, Undefined> {
    let (variance, df) = pooled_variance(first, second)?;
    let size = first.mean.abs().max(second.mean.abs());
    // t = d √(n₁n₂ / (n₁ + n₂)), and the noncentrality is scaled alike.
    let [n1, n2] = [first.n, second.n].map(f64::from);
    let scale = sqrt(n1 * n2 / (n1 + n2));
    in_units_of(sqrt(variance), first.mean - second.mean, size, df, scale, correction(df), confidence)
}

/// Cohen's d of one sample: its mean, less `null_value`, by its standard deviation; of differences, d of paired values
/// (`d_z`).
///
/// `t = d √n`, and the interval inverts the noncentral t distribution. Assumes normal values. Equals
/// `effectsize::cohens_d(x, mu)` and `cohens_d(x, y, paired = TRUE)` of R up to its search tolerance.
///
/// # Errors
/// [`Undefined::TooFewValues`] for one value, [`Undefined::NoSpread`] when the values do not vary.
pub fn one_sample_cohens_d(
    sample: &Moments,
    null_value: f64,
    confidence: Confidence,
) -> Result<EffectSize, Undefined> {
    one_sample(sample, null_value, confidence, |_| 1.0)
}

/// The same times [`small_sample_correction`]: `effectsize::hedges_g(x, mu)` of R.
///
/// # Errors
/// As [`one_sample_cohens_d`], and [`Undefined::TooFewValues`] for two values.
pub fn one_sample_hedges_g(
    sample: &Moments,
    null_value: f64,
    confidence: Confidence,
) -> Result<EffectSize, Undefined> {
    one_sample(sample, null_value, confidence, small_sample_correction)
}

fn one_sample(
    sample: &Moments,
    null_value: f64,
    confidence: Confidence,
    correction: impl Fn(f64) -> f64,
) -> Result<EffectSize, Undefined> {
    let spread = sqrt(sample.variance.ok_or(Undefined::TooFewValues)?);
    let (n, difference) = (f64::from(sample.n), sample.mean - null_value);
    in_units_of(spread, difference, sample.mean.abs(), n - 1.0, sqrt(n), correction(n - 1.0), confidence)
}

/// `scale` makes a t of a difference in units of the spread.
fn in_units_of(
    spread: f64,
    difference: f64,
    size: f64,
    df: f64,
    scale: f64,
    factor: f64,
    confidence: Confidence,
) -> Result<EffectSize, Undefined> {
    if spread <= 10.0 * f64::EPSILON * size || spread == 0.0 {
        return Err(Undefined::NoSpread);
    }
    if factor <= 0.0 {
        return Err(Undefined::TooFewValues);
    }
    let d = difference / spread;
    let tail = 1.0 - confidence.upper_probability();
    let (low, high) = noncentrality_limits(d * scale, df, tail).ok_or(Undefined::OutOfRange)?;
    let conf_int = Interval::new(factor * low / scale, factor * high / scale).ok_or(Undefined::OutOfRange)?;
    Ok(EffectSize { estimate: factor * d, conf_int, df })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Exact: J(2) = 1/√π, J(4) = √(2/π)... by the definition.
    #[test]
    fn the_correction_is_exact_where_the_gamma_function_is_known() {
        let pi = std::f64::consts::PI;
        assert!((small_sample_correction(2.0) - 1.0 / sqrt(pi)).abs() < 1e-15);
        assert!((small_sample_correction(3.0) - sqrt(pi / 6.0)).abs() < 1e-15);
        assert!((small_sample_correction(4.0) - sqrt(2.0 / pi)).abs() < 1e-15);
        assert_eq!(small_sample_correction(1.0), 0.0);
    }

    #[test]
    fn values_that_do_not_vary_have_no_effect_size() {
        let constant = Moments { n: 5, mean: 3.0, variance: Some(0.0) };
        let one = Moments { n: 1, mean: 3.0, variance: None };
        assert_eq!(cohens_d(&constant, &constant, Confidence::NINETY_FIVE), Err(Undefined::NoSpread));
        assert_eq!(cohens_d(&one, &one, Confidence::NINETY_FIVE), Err(Undefined::TooFewValues));
    }

    #[test]
    fn spread_of_nothing_but_rounding_has_no_effect_size() {
        let rounded = Moments { n: 5, mean: 1e6, variance: Some(1e-22) };
        assert_eq!(cohens_d(&rounded, &rounded, Confidence::NINETY_FIVE), Err(Undefined::NoSpread));
        assert_eq!(one_sample_cohens_d(&rounded, 0.0, Confidence::NINETY_FIVE), Err(Undefined::NoSpread));
    }

    /// The correction of one degree of freedom is 0, which would call any difference none.
    #[test]
    fn one_degree_of_freedom_has_no_corrected_effect_size() {
        let pair = Moments { n: 2, mean: 3.0, variance: Some(2.0) };
        let one = Moments { n: 1, mean: 1.0, variance: None };
        assert_eq!(hedges_g(&pair, &one, Confidence::NINETY_FIVE), Err(Undefined::TooFewValues));
        assert_eq!(one_sample_hedges_g(&pair, 0.0, Confidence::NINETY_FIVE), Err(Undefined::TooFewValues));
    }

    proptest! {
        #![proptest_config(crate::effort::cases(256))]

        #[test]
        fn the_approximation_is_near(df in 10_u32..100_000) {
            let df = f64::from(df);
            prop_assert!((small_sample_correction(df) - approximate_correction(df)).abs() < 4e-4);
        }

        #[test]
        fn the_estimate_lies_in_its_interval_whatever_the_size_of_the_groups(
            n in 2_u32..200_000, m in 2_u32..200_000, difference in -4.0_f64..4.0
        ) {
            let first = Moments { n, mean: difference, variance: Some(1.0) };
            let second = Moments { n: m, mean: 0.0, variance: Some(1.0) };
            let g = hedges_g(&first, &second, Confidence::NINETY_FIVE).unwrap();
            prop_assert!(g.conf_int.low.get() < g.estimate && g.estimate < g.conf_int.high.get());
            let back = hedges_g(&second, &first, Confidence::NINETY_FIVE).unwrap();
            prop_assert!((back.conf_int.low.get() + g.conf_int.high.get()).abs() < 1e-9);
        }
    }
}
