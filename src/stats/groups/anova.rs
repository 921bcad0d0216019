//! One-way analysis of variance.

use libm::{fabs, sqrt};

use crate::stats::{FisherF, Moments, Undefined};

/// One line of a table of variance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Variation {
    /// Sum of squares.
    pub sum_sq: f64,
    /// Degrees of freedom.
    pub df: f64,
}

impl Variation {
    /// Mean square: the sum by its degrees of freedom.
    pub fn mean_sq(self) -> f64 {
        self.sum_sq / self.df
    }
}

/// A one-way table of variance with its test.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Anova {
    /// Between the groups' means.
    pub between: Variation,
    /// Within the groups.
    pub within: Variation,
    /// F: the ratio of the mean squares.
    pub statistic: f64,
    /// Upper tail of the F distribution.
    pub p_value: f64,
}

impl Anova {
    /// R²: the share of the sum of squares that lies between the groups.
    pub fn r_squared(&self) -> f64 {
        self.between.sum_sq / (self.between.sum_sq + self.within.sum_sq)
    }

    /// Standard deviation within the groups.
    pub fn residual_standard_error(&self) -> f64 {
        sqrt(self.within.mean_sq())
    }
}

/// Welch's test of equal means, in the words of R's `oneway.test`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WelchAnova {
    /// Welch's F.
    pub statistic: f64,
    /// Groups less one.
    pub numerator_df: f64,
    /// Not whole.
    pub denominator_df: f64,
    /// Upper tail of the F distribution.
    pub p_value: f64,
}

/// One-way analysis of variance from the size, mean and variance of each group, which may be published ones.
///
/// `F = (Σ nᵢ (x̄ᵢ − x̄)² / (k − 1)) / (Σ (nᵢ − 1) sᵢ² / (N − k))`. Assumes independent values, nearly normal with one
/// common variance. Source: Fisher, Statistical Methods for Research Workers, 1925; equals `aov(y ~ group)` of R.
///
/// # Errors
/// [`Undefined::WrongShape`] for fewer than two groups, [`Undefined::TooFewValues`] when each is one value,
/// [`Undefined::NoSpread`] when no group's values vary.
pub fn one_way_anova(groups: &[Moments]) -> Result<Anova, Undefined> {
    table(groups, largest_mean(groups))
}

/// One-way analysis of variance from the values, as [`one_way_anova`].
///
/// The values are first lessened by their mean, which is exact for values that differ in their last digits only: so
/// the digits of the sums of squares are as many as the data have.
///
/// # Errors
/// As [`one_way_anova`]; [`Undefined::TooFewValues`] for a group without values, [`Undefined::BadValues`] when one is
/// not finite.
pub fn one_way_anova_of_values(groups: &[Vec<f64>]) -> Result<Anova, Undefined> {
    let shifted = shifted_moments(groups)?;
    let largest = groups.iter().flatten().map(|value| fabs(*value)).fold(0.0, f64::max);
    table(&shifted, largest)
}

/// Moments of each group around one common shift.
fn shifted_moments(groups: &[Vec<f64>]) -> Result<Vec<Moments>, Undefined> {
    if groups.iter().flatten().any(|value| !value.is_finite()) {
        return Err(Undefined::BadValues);
    }
    let n = groups.iter().map(Vec::len).sum::<usize>() as f64;
    let shift: f64 = groups.iter().flatten().map(|value| value / n).sum();
    let moments = |group: &Vec<f64>| {
        if group.is_empty() {
            return Err(Undefined::TooFewValues);
        }
        let shifted: Vec<f64> = group.iter().map(|value| value - shift).collect();
        Moments::of_values(&shifted).ok_or(Undefined::OutOfRange)
    };
    groups.iter().map(moments).collect()
}

fn table(groups: &[Moments], size: f64) -> Result<Anova, Undefined> {
    let within = variation_within(groups, size)?;
    let between = variation_between(groups);
    let statistic = between.mean_sq() / within.mean_sq();
    let p_value = upper_tail(statistic, between.df, within.df)?;
    Ok(Anova { between, within, statistic, p_value })
}

/// Sum of squares within the groups.
///
/// # Errors
/// As [`one_way_anova`].
pub(super) fn variation_within(groups: &[Moments], size: f64) -> Result<Variation, Undefined> {
    if groups.len() < 2 {
        return Err(Undefined::WrongShape);
    }
    let free = |group: &Moments| f64::from(group.n) - 1.0;
    let df: f64 = groups.iter().map(free).sum();
    if df < 1.0 {
        return Err(Undefined::TooFewValues);
    }
    let sum_sq = groups.iter().map(|group| free(group) * group.variance.unwrap_or(0.0)).sum();
    let within = Variation { sum_sq, df };
    // R's rule for data that are constant but for rounding, as in the t test.
    let spread = sqrt(within.mean_sq());
    if spread > 10.0 * f64::EPSILON * size { Ok(within) } else { Err(Undefined::NoSpread) }
}

fn variation_between(groups: &[Moments]) -> Variation {
    let first = groups.first().map_or(0.0, |group| group.mean);
    let n: f64 = groups.iter().map(|group| f64::from(group.n)).sum();
    let mean = groups.iter().map(|group| f64::from(group.n) / n * (group.mean - first)).sum::<f64>();
    let square = |group: &Moments| {
        let deviation = group.mean - first - mean;
        f64::from(group.n) * deviation * deviation
    };
    Variation { sum_sq: groups.iter().map(square).sum(), df: groups.len() as f64 - 1.0 }
}

pub(super) fn largest_mean(groups: &[Moments]) -> f64 {
    groups.iter().map(|group| fabs(group.mean)).fold(0.0, f64::max)
}

/// P(F > statistic).
///
/// # Errors
/// [`Undefined::OutOfRange`] when the statistic is not a number.
pub(super) fn upper_tail(statistic: f64, df1: f64, df2: f64) -> Result<f64, Undefined> {
    let distribution = FisherF::new(df1, df2).filter(|_| statistic.is_finite());
    distribution.map(|f| f.sf(statistic)).ok_or(Undefined::OutOfRange)
}

/// Welch's test of equal means of groups whose variances may differ.
///
/// With `wᵢ = nᵢ / sᵢ²`, `x̄` the mean weighted by them and `Λ = 3 Σ (1 − wᵢ/Σw)² / (nᵢ − 1) / (k² − 1)`:
/// `F = Σ wᵢ (x̄ᵢ − x̄)² / (k − 1) / (1 + 2 (k − 2) Λ / 3)` on `k − 1` and `1/Λ` degrees of freedom. Assumes independent
/// values with nearly normal means. Source: Welch, Biometrika 1951;38:330; equals `oneway.test` of R.
///
/// # Errors
/// [`Undefined::WrongShape`] for fewer than two groups, [`Undefined::TooFewValues`] for a group of one value,
/// [`Undefined::NoSpread`] when the values of one group do not vary.
pub fn welch_anova(groups: &[Moments]) -> Result<WelchAnova, Undefined> {
    if groups.len() < 2 {
        return Err(Undefined::WrongShape);
    }
    let weights = groups.iter().map(weight).collect::<Result<Vec<f64>, Undefined>>()?;
    let total: f64 = weights.iter().sum();
    let first = groups.first().map_or(0.0, |group| group.mean);
    let weighted = || groups.iter().zip(&weights);
    let mean: f64 = weighted().map(|(group, weight)| weight / total * (group.mean - first)).sum();
    let between: f64 = weighted().map(|(group, weight)| weight * square(group.mean - first - mean)).sum();
    let numerator_df = groups.len() as f64 - 1.0;
    let unlike: f64 =
        weighted().map(|(group, weight)| square(1.0 - weight / total) / (f64::from(group.n) - 1.0)).sum();
    let scaled = unlike / (square(numerator_df + 1.0) - 1.0);
    let statistic = between / numerator_df / (1.0 + 2.0 * (numerator_df - 1.0) * scaled);
    let denominator_df = 1.0 / (3.0 * scaled);
    let p_value = upper_tail(statistic, numerator_df, denominator_df)?;
    Ok(WelchAnova { statistic, numerator_df, denominator_df, p_value })
}

/// `n / s²`.
fn weight(group: &Moments) -> Result<f64, Undefined> {
    let variance = group.variance.ok_or(Undefined::TooFewValues)?;
    if sqrt(variance) <= 10.0 * f64::EPSILON * fabs(group.mean) {
        return Err(Undefined::NoSpread);
    }
    Ok(f64::from(group.n) / variance)
}

fn square(value: f64) -> f64 {
    value * value
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::stats::{TestOptions, pooled_t_test, welch_t_test};

    fn moments(values: &[f64]) -> Moments {
        Moments::of_values(values).unwrap()
    }

    #[test]
    fn groups_without_means_to_compare_are_refused_with_a_reason() {
        let of = one_way_anova_of_values;
        assert_eq!(of(&[]), Err(Undefined::WrongShape));
        assert_eq!(of(&[vec![1.0, 2.0]]), Err(Undefined::WrongShape));
        assert_eq!(of(&[vec![1.0], vec![]]), Err(Undefined::TooFewValues));
        assert_eq!(of(&[vec![1.0], vec![2.0]]), Err(Undefined::TooFewValues));
        assert_eq!(of(&[vec![0.1; 3], vec![0.3; 3]]), Err(Undefined::NoSpread));
        assert_eq!(of(&[vec![1.0, f64::INFINITY], vec![2.0]]), Err(Undefined::BadValues));
        assert_eq!(of(&[vec![1e300, -1e300], vec![2.0]]), Err(Undefined::OutOfRange));
        let [varied, constant, single] = [&[1.0, 2.0][..], &[3.0, 3.0], &[3.0]].map(moments);
        assert_eq!(welch_anova(&[varied, constant]), Err(Undefined::NoSpread));
        assert_eq!(welch_anova(&[varied, single]), Err(Undefined::TooFewValues));
    }

    #[test]
    fn values_constant_but_for_rounding_do_not_vary() {
        assert_eq!(one_way_anova_of_values(&[vec![0.0; 3], vec![0.0; 3]]), Err(Undefined::NoSpread));
        let [rounded, zero] = [(1e6, 1e-22), (0.0, 0.0)].map(|(mean, variance)| Moments {
            n: 3,
            mean,
            variance: Some(variance),
        });
        assert_eq!(one_way_anova(&[rounded, rounded]), Err(Undefined::NoSpread));
        assert_eq!(welch_anova(&[moments(&[1.0, 2.0]), rounded]), Err(Undefined::NoSpread));
        assert_eq!(welch_anova(&[moments(&[1.0, 2.0]), zero]), Err(Undefined::NoSpread));
    }

    /// By hand: 2 within on one degree of freedom, 6 between on one.
    #[test]
    fn one_degree_of_freedom_is_enough() {
        let found = one_way_anova_of_values(&[vec![1.0, 3.0], vec![5.0]]).unwrap();
        assert!((found.statistic - 3.0).abs() < 1e-14 && found.within.df == 1.0, "{found:?}");
    }

    /// Simon and Lesage's data, as certified by NIST: 9 groups of a leading number and tenths, the sum of squares
    /// within being 0.01 a degree of freedom.
    fn simon_lesage(leading: f64, size: usize) -> Vec<Vec<f64>> {
        let tenths = |group: usize| [4, 3, 5, 3, 5, 3, 5, 3, 5][group];
        let value = |group: usize, place: usize| match place {
            0 => tenths(group),
            _ if place % 2 == 1 => tenths(group) - 1,
            _ => tenths(group) + 1,
        };
        // As the decimal is read from a file: leading plus tenths, rounded once.
        let read = |tenths: i32| (leading * 10.0 + f64::from(tenths)) / 10.0;
        (0..9).map(|group| (0..size).map(|place| read(value(group, place))).collect()).collect()
    }

    /// Correct digits of F: 21, 201 or 2001, by the number of values.
    #[test]
    fn as_many_digits_are_right_as_the_data_have() {
        // Of 13 leading digits in common, double precision leaves 4.2 whatever the algorithm.
        for (leading, digits) in [(1.0, 13.0), (1e6, 10.0), (1e12, 4.0)] {
            for (size, certified) in [(21, 21.0), (201, 201.0), (2001, 2001.0)] {
                let found = one_way_anova_of_values(&simon_lesage(leading, size)).unwrap().statistic;
                let right = -libm::log10(((found - certified) / certified).abs().max(1e-16));
                assert!(right >= digits, "{leading} {size}: {right:.1} digits of F");
            }
        }
    }

    fn sample() -> impl Strategy<Value = Vec<f64>> {
        prop::collection::vec(-4.0_f64..4.0, 3..12)
    }

    proptest! {
        #![proptest_config(crate::effort::cases(256))]

        #[test]
        fn of_two_groups_f_is_t_squared(a in sample(), b in sample()) {
            let (first, second) = (moments(&a), moments(&b));
            let t = pooled_t_test(&first, &second, TestOptions::default()).unwrap();
            let f = one_way_anova(&[first, second]).unwrap();
            prop_assert!((f.statistic - t.statistic * t.statistic).abs() < 1e-9 * f.statistic.max(1.0));
            prop_assert!((f.p_value - t.p_value).abs() < 1e-9);
            let t = welch_t_test(&first, &second, TestOptions::default()).unwrap();
            let f = welch_anova(&[first, second]).unwrap();
            prop_assert!((f.statistic - t.statistic * t.statistic).abs() < 1e-9 * f.statistic.max(1.0));
            prop_assert!((f.denominator_df - t.df).abs() < 1e-9 * t.df);
        }

        #[test]
        fn neither_shift_nor_unit_nor_order_matters(groups in prop::collection::vec(sample(), 2..5), shift in -50.0_f64..50.0) {
            let before = one_way_anova_of_values(&groups).unwrap();
            let moved: Vec<Vec<f64>> = groups.iter().rev().map(|group| group.iter().map(|x| 8.0 * x + shift).collect()).collect();
            let after = one_way_anova_of_values(&moved).unwrap();
            prop_assert!((before.statistic - after.statistic).abs() < 1e-9 * before.statistic.max(1.0));
            let by_moments = one_way_anova(&groups.iter().map(|group| moments(group)).collect::<Vec<_>>()).unwrap();
            prop_assert!((before.p_value - by_moments.p_value).abs() < 1e-9);
        }
    }
}
