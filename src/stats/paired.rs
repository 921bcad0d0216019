//! Summaries of pairs: two values of each person.

use super::Moments;

/// Both values of each person and their difference.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PairedMoments {
    /// Of the earlier values.
    pub before: Moments,
    /// Of the later values.
    pub after: Moments,
    /// Of the differences later − earlier.
    pub change: Moments,
    /// Sample covariance of the two (divisor n − 1), in the squared unit; `None` for a single pair.
    pub covariance: Option<f64>,
}

impl PairedMoments {
    /// From pairs (earlier, later) with how often each occurs. `None` when nothing is counted, or when a value or a sum
    /// is not finite.
    ///
    /// All sums are of deviations from the means, so nothing cancels.
    pub fn of_counted_pairs(pairs: &[(f64, f64, u32)]) -> Option<Self> {
        let n = pairs.iter().try_fold(0_u32, |sum, (_, _, count)| sum.checked_add(*count))?;
        let summary = |value: fn(f64, f64) -> f64| {
            let values: Vec<f64> = pairs.iter().map(|&(before, after, _)| value(before, after)).collect();
            let counts: Vec<u32> = pairs.iter().map(|&(_, _, count)| count).collect();
            Moments::of_histogram(&values, &counts)
        };
        let (before, after) = (summary(|before, _| before)?, summary(|_, after| after)?);
        let change = summary(|before, after| after - before)?;
        let products: f64 =
            pairs.iter().map(|&(x, y, count)| (x - before.mean) * (y - after.mean) * f64::from(count)).sum();
        let covariance = (n > 1).then(|| products / f64::from(n - 1));
        products.is_finite().then_some(Self { before, after, change, covariance })
    }

    /// From the pairs themselves.
    pub fn of_values(pairs: &[(f64, f64)]) -> Option<Self> {
        let counted: Vec<_> = pairs.iter().map(|&(before, after)| (before, after, 1)).collect();
        Self::of_counted_pairs(&counted)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn no_pairs_have_no_moments_and_one_pair_no_covariance() {
        assert_eq!(PairedMoments::of_values(&[]), None);
        assert_eq!(PairedMoments::of_values(&[(1.0, f64::NAN)]), None);
        let one = PairedMoments::of_values(&[(1.0, 4.0)]).unwrap();
        assert_eq!((one.covariance, one.change.mean), (None, 3.0));
    }

    /// The covariance of 0, 1, 3 and 0, 2, 3 is `(11 − 4 · 5 / 3) / 2`, wherever they begin.
    #[test]
    fn a_covariance_of_large_values_keeps_its_digits() {
        let pairs = [(0.0, 0.0), (1.0, 2.0), (3.0, 3.0)].map(|(x, y)| (1e9 + x, 2e9 + y));
        let covariance = PairedMoments::of_values(&pairs).unwrap().covariance.unwrap();
        assert!((covariance - 13.0 / 6.0).abs() < 1e-12, "{covariance}");
    }

    proptest! {
        #![proptest_config(crate::effort::cases(256))]

        #[test]
        fn counted_pairs_say_the_same_as_listed_ones(
            pairs in prop::collection::vec((0_u8..20, 0_u8..20, 0_u32..9), 1..30)
        ) {
            let counted: Vec<_> = pairs.iter().map(|&(x, y, n)| (f64::from(x), f64::from(y), n)).collect();
            let listed: Vec<_> =
                counted.iter().flat_map(|&(x, y, n)| std::iter::repeat_n((x, y), n as usize)).collect();
            match (PairedMoments::of_counted_pairs(&counted), PairedMoments::of_values(&listed)) {
                (None, None) => {}
                (Some(a), Some(b)) => {
                    let near = |a: f64, b: f64| (a - b).abs() <= 1e-12 * 400.0;
                    prop_assert_eq!(a.change.n, b.change.n);
                    prop_assert!(near(a.change.mean, b.change.mean));
                    prop_assert!(near(a.covariance.unwrap_or(0.0), b.covariance.unwrap_or(0.0)));
                    let variance = |m: Moments| m.variance.unwrap_or(0.0);
                    let through = variance(a.before) + variance(a.after) - 2.0 * a.covariance.unwrap_or(0.0);
                    prop_assert!(near(variance(a.change), through));
                }
                other => prop_assert!(false, "{other:?}"),
            }
        }
    }
}
