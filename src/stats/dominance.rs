//! How often a value of one group is larger than one of another: the common-language effect and Cliff's delta.

use libm::sqrt;

use super::{Confidence, Normal, StudentT, Undefined};
use crate::domain::Interval;

/// The common-language effect: the area under the ROC curve.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CommonLanguage {
    /// P(a value of the first group is larger than one of the second), equal ones counting half.
    pub estimate: f64,
    /// Standard error by `DeLong`.
    pub standard_error: f64,
    /// Its square.
    pub variance: f64,
    /// `estimate ± z · standard error`, cut at 0 and 1.
    pub conf_int: Interval,
}

/// The common-language effect of two groups with `DeLong`'s interval.
///
/// The variance is `s²(V₁)/n₁ + s²(V₂)/n₂`, V the share of the other group that each value beats. Assumes independent
/// values. Source: `McGraw` & Wong, Psychol Bull 1992;111:361; `DeLong`, `DeLong` & Clarke-Pearson, Biometrics 1988;44:837;
/// equals `pROC::ci.auc(method = "delong")` of R.
///
/// # Errors
/// [`Undefined::TooFewValues`] for a group of one or none, [`Undefined::BadValues`] for a value that is not finite.
pub fn common_language_effect(
    first: &[f64],
    second: &[f64],
    confidence: Confidence,
) -> Result<CommonLanguage, Undefined> {
    let dominance = Dominance::new(first, second)?;
    let estimate = 0.5 * (dominance.mean + 1.0);
    // A share is half a dominance, so its variance a quarter.
    let variance =
        0.25 * (variance(&dominance.of_first) / dominance.n1 + variance(&dominance.of_second) / dominance.n2);
    let standard_error = sqrt(variance);
    let reach = confidence.normal_deviate()? * standard_error;
    let conf_int = Interval::new((estimate - reach).max(0.0), (estimate + reach).min(1.0))
        .ok_or(Undefined::OutOfRange)?;
    Ok(CommonLanguage { estimate, standard_error, variance, conf_int })
}

/// How the variance of Cliff's delta is estimated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DeltaVariance {
    /// Cliff's unbiased estimate.
    #[default]
    Unbiased,
    /// His consistent one, never negative.
    Consistent,
}

/// The distribution behind the interval of Cliff's delta.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DeltaQuantile {
    /// Student's t on `n₁ + n₂ − 2` degrees of freedom.
    #[default]
    StudentT,
    /// The standard normal.
    Normal,
}

/// Cliff's delta with its interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CliffsDelta {
    /// P(first larger) − P(second larger), from −1 to 1: the rank-biserial correlation of two groups.
    pub estimate: f64,
    /// Variance of the estimate.
    pub variance: f64,
    /// Interval that allows for the skewness of delta near ±1.
    pub conf_int: Interval,
}

/// Cliff's delta of two groups.
///
/// The interval is `(δ − δ³ ± q s √((1 − δ²)² + q² s²)) / (1 − δ² + q² s²)`. For groups wholly apart, where the variance
/// would be 0, δ is drawn in by `1 / n₁n₂` and the outer limit is ±1. Assumes independent values. Source: Cliff, Psychol
/// Bull 1993;114:494; Feng & Cliff, J Mod Appl Stat Methods 2004;3:322; equals `effsize::cliff.delta` of R.
///
/// # Errors
/// [`Undefined::TooFewValues`] for a group of one or none, [`Undefined::BadValues`] for a value that is not finite,
/// [`Undefined::OutOfRange`] where the unbiased variance is negative.
pub fn cliffs_delta(
    first: &[f64],
    second: &[f64],
    confidence: Confidence,
    variance: DeltaVariance,
    quantile: DeltaQuantile,
) -> Result<CliffsDelta, Undefined> {
    let dominance = Dominance::new(first, second)?;
    let (n1, n2) = (dominance.n1, dominance.n2);
    let estimate = dominance.mean;
    let drawn_in = if estimate.abs() < 1.0 { estimate } else { estimate * (n1 * n2 - 1.0) / (n1 * n2) };
    let variance = dominance.variance(drawn_in, variance);
    if variance < 0.0 {
        return Err(Undefined::OutOfRange);
    }
    let probability = confidence.upper_probability();
    let q = match quantile {
        DeltaQuantile::StudentT => StudentT::new(n1 + n2 - 2.0).and_then(|t| t.quantile(probability)),
        DeltaQuantile::Normal => Normal.quantile(probability),
    };
    let reach = q.ok_or(Undefined::OutOfRange)? * sqrt(variance);
    let rest = 1.0 - drawn_in * drawn_in;
    let side = reach * sqrt(rest * rest + reach * reach);
    let limit = |side: f64| (drawn_in * rest + side) / (rest + reach * reach);
    let low = if estimate <= -1.0 { -1.0 } else { limit(-side) };
    let high = if estimate >= 1.0 { 1.0 } else { limit(side) };
    Ok(CliffsDelta { estimate, variance, conf_int: Interval::new(low, high).ok_or(Undefined::OutOfRange)? })
}

/// For each value, the share of the other group below it less the share above, seen from the first group.
struct Dominance {
    of_first: Vec<f64>,
    of_second: Vec<f64>,
    n1: f64,
    n2: f64,
    mean: f64,
    /// Share of pairs that are not equal.
    unequal: f64,
}

impl Dominance {
    fn new(first: &[f64], second: &[f64]) -> Result<Self, Undefined> {
        if first.len() < 2 || second.len() < 2 {
            return Err(Undefined::TooFewValues);
        }
        if first.iter().chain(second).any(|value| !value.is_finite()) {
            return Err(Undefined::BadValues);
        }
        let (n1, n2) = (first.len() as f64, second.len() as f64);
        let (below_second, above_second) = counts(second, first);
        let (below_first, above_first) = counts(first, second);
        let share = |below: &[usize], above: &[usize], n: f64| -> Vec<f64> {
            below.iter().zip(above).map(|(&below, &above)| (below as f64 - above as f64) / n).collect()
        };
        let wins: usize = below_second.iter().sum();
        let losses: usize = above_second.iter().sum();
        Ok(Self {
            of_first: share(&below_second, &above_second, n2),
            of_second: share(&above_first, &below_first, n1),
            mean: (wins as f64 - losses as f64) / (n1 * n2),
            unequal: (wins as f64 + losses as f64) / (n1 * n2),
            n1,
            n2,
        })
    }

    /// Of delta, around `delta`.
    fn variance(&self, delta: f64, estimate: DeltaVariance) -> f64 {
        let squares =
            |values: &[f64]| values.iter().map(|value| (value - delta) * (value - delta)).sum::<f64>();
        let (n1, n2) = (self.n1, self.n2);
        let (rows, columns) = (squares(&self.of_first), squares(&self.of_second));
        let all = n1 * n2 * (self.unequal - 2.0 * delta * self.mean + delta * delta);
        let free = (n1 - 1.0) * (n2 - 1.0);
        match estimate {
            DeltaVariance::Unbiased => (n2 * n2 * rows + n1 * n1 * columns - all) / (n1 * n2 * free),
            DeltaVariance::Consistent => {
                let (of_rows, of_columns) = (rows / (n1 - 1.0), columns / (n2 - 1.0));
                ((n2 - 1.0) * of_rows + (n1 - 1.0) * of_columns + all / free) / (n1 * n2)
            }
        }
    }
}

/// For each value, how many of the others are below and above it.
fn counts(others: &[f64], values: &[f64]) -> (Vec<usize>, Vec<usize>) {
    let mut sorted = others.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let below = |value: &f64| sorted.partition_point(|other| other < value);
    let above = |value: &f64| sorted.len() - sorted.partition_point(|other| other <= value);
    (values.iter().map(below).collect(), values.iter().map(above).collect())
}

/// Of at least two values.
fn variance(values: &[f64]) -> f64 {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / (n - 1.0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::stats::{Alternative, Counted, MannWhitneyMethod, mann_whitney};

    const NINETY_FIVE: Confidence = Confidence::NINETY_FIVE;

    #[test]
    fn groups_wholly_apart_have_a_limit_of_one() {
        let (low, high) = ([1.0, 2.0, 3.0], [4.0, 5.0, 6.0, 7.0]);
        let found =
            cliffs_delta(&high, &low, NINETY_FIVE, DeltaVariance::Consistent, DeltaQuantile::Normal).unwrap();
        assert_eq!((found.estimate, found.conf_int.high.get()), (1.0, 1.0));
        assert!(found.conf_int.low.get() < 1.0);
        let area = common_language_effect(&high, &low, NINETY_FIVE).unwrap();
        assert_eq!((area.estimate, area.standard_error), (1.0, 0.0));
        assert_eq!(common_language_effect(&[1.0], &low, NINETY_FIVE), Err(Undefined::TooFewValues));
        assert_eq!(common_language_effect(&[1.0, f64::NAN], &low, NINETY_FIVE), Err(Undefined::BadValues));
    }

    /// By hand: δ is drawn in to 11/12, from which every value is 1/12 away.
    #[test]
    fn the_variance_of_groups_wholly_apart_is_that_around_the_delta_drawn_in() {
        let (low, high) = ([1.0, 2.0, 3.0], [4.0, 5.0, 6.0, 7.0]);
        for (estimate, expected) in
            [(DeltaVariance::Unbiased, 1.0 / 144.0), (DeltaVariance::Consistent, 55.0 / 10_368.0)]
        {
            let found = |first: &[f64], second: &[f64]| {
                cliffs_delta(first, second, NINETY_FIVE, estimate, DeltaQuantile::Normal).unwrap()
            };
            let (above, below) = (found(&high, &low), found(&low, &high));
            assert!((above.variance - expected).abs() < 1e-15 && (below.variance - expected).abs() < 1e-15);
            assert_eq!((below.estimate, below.conf_int.low.get()), (-1.0, -1.0));
            assert!(below.conf_int.high.get() > -1.0);
        }
    }

    #[test]
    fn two_values_each_that_are_all_equal_have_a_delta_of_zero_without_doubt() {
        let equal = [1.0, 1.0];
        let found = cliffs_delta(&equal, &equal, NINETY_FIVE, DeltaVariance::Unbiased, DeltaQuantile::Normal)
            .unwrap();
        assert_eq!((found.estimate, found.variance), (0.0, 0.0));
        assert_eq!((found.conf_int.low.get(), found.conf_int.high.get()), (0.0, 0.0));
    }

    fn scores() -> impl Strategy<Value = Vec<f64>> {
        prop::collection::vec((0_u8..9).prop_map(f64::from), 2..25)
    }

    proptest! {
        #![proptest_config(crate::effort::cases(256))]

        #[test]
        fn the_area_and_delta_are_those_of_mann_whitney(first in scores(), second in scores()) {
            let area = common_language_effect(&first, &second, NINETY_FIVE).unwrap();
            let counted = |values: &[f64]| Counted::of_values(values).unwrap();
            let (x, y) = (counted(&first), counted(&second));
            if let Ok(test) = mann_whitney(&x, &y, Alternative::TwoSided, MannWhitneyMethod::Normal) {
                prop_assert!((area.estimate - test.probability_of_superiority).abs() < 1e-14);
                let back = common_language_effect(&second, &first, NINETY_FIVE).unwrap();
                prop_assert!((area.standard_error - back.standard_error).abs() < 1e-14);
                let delta = cliffs_delta(&first, &second, NINETY_FIVE, DeltaVariance::Consistent, DeltaQuantile::StudentT).unwrap();
                prop_assert!((delta.estimate - test.rank_biserial).abs() < 1e-14);
                prop_assert!(delta.conf_int.low.get() <= delta.estimate && delta.estimate <= delta.conf_int.high.get());
            }
        }
    }
}
