//! The Kruskal-Wallis test: whether some of several groups tend to larger values.

use super::pooled::PooledRanks;
use crate::stats::{ChiSquared, Counted, Undefined};

/// The result of a Kruskal-Wallis test.
#[derive(Debug, Clone, PartialEq)]
pub struct KruskalWallis {
    /// H, corrected for ties.
    pub statistic: f64,
    /// Groups less one.
    pub df: f64,
    /// Upper tail of the chi-squared distribution.
    pub p_value: f64,
    /// Mean rank of each group among all values.
    pub mean_ranks: Vec<f64>,
    /// `H / (N − 1)`, from 0 to 1: the share of the variance of the ranks that lies between the groups. Source: Tomczak
    /// & Tomczak, Trends Sport Sci 2014;1:19.
    pub epsilon_squared: f64,
    /// `(H − k + 1) / (N − k)`, not below 0; `None` when every group is one value. Source: the same.
    pub eta_squared: Option<f64>,
}

/// Kruskal-Wallis test on the ranks of all values, ties sharing their mean rank.
///
/// `H = Σ nᵢ (R̄ᵢ − (N + 1)/2)² / s²` with `s²` the variance of the ranks (divisor `N − 1`), which is `12 / N(N + 1)`
/// times the sum, divided by `1 − Σ (t³ − t) / (N³ − N)`. Compared with the chi-squared distribution, which is near
/// from about five values a group on. Assumes independent values. A histogram gives the same as its values. Source:
/// Kruskal & Wallis, J Am Stat Assoc 1952;47:583; equals `kruskal.test` of R.
///
/// # Errors
/// [`Undefined::WrongShape`] for fewer than two groups, [`Undefined::NoSpread`] when all values are equal.
pub fn kruskal_wallis(groups: &[Counted]) -> Result<KruskalWallis, Undefined> {
    let ranks = PooledRanks::new(groups)?;
    let between: f64 = ranks.sizes.iter().zip(&ranks.centred).map(|(size, rank)| size * rank * rank).sum();
    let epsilon_squared = between / (ranks.n * ranks.rank_variance());
    let statistic = epsilon_squared * (ranks.n - 1.0);
    let (k, n) = (groups.len() as f64, ranks.n);
    let p_value = ChiSquared::new(k - 1.0).ok_or(Undefined::OutOfRange)?.sf(statistic);
    let eta_squared = (n > k).then(|| ((statistic - k + 1.0) / (n - k)).max(0.0));
    let mean_ranks = ranks.mean_ranks();
    Ok(KruskalWallis { statistic, df: k - 1.0, p_value, mean_ranks, epsilon_squared, eta_squared })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of_values(groups: &[Vec<f64>]) -> Result<KruskalWallis, Undefined> {
        let groups: Result<Vec<Counted>, Undefined> =
            groups.iter().map(|group| Counted::of_values(group)).collect();
        kruskal_wallis(&groups?)
    }

    #[test]
    fn groups_that_cannot_be_ranked_are_refused_with_a_reason() {
        assert_eq!(of_values(&[]), Err(Undefined::WrongShape));
        assert_eq!(of_values(&[vec![1.0, 2.0]]), Err(Undefined::WrongShape));
        assert_eq!(of_values(&[vec![1.0], vec![]]), Err(Undefined::TooFewValues));
        assert_eq!(of_values(&[vec![1.0, f64::NAN], vec![2.0]]), Err(Undefined::BadValues));
        assert_eq!(of_values(&[vec![1.0, 1.0], vec![1.0]]), Err(Undefined::NoSpread));
    }

    #[test]
    fn groups_of_one_value_each_have_no_eta_squared() {
        let test = of_values(&[vec![1.0], vec![2.0], vec![3.0]]).unwrap();
        assert_eq!((test.statistic, test.epsilon_squared, test.eta_squared), (2.0, 1.0, None));
    }

    fn scores() -> impl Strategy<Value = Vec<Vec<u32>>> {
        (2_usize..5, 2_usize..12).prop_flat_map(|(groups, values)| {
            prop::collection::vec(prop::collection::vec(0_u32..9, values), groups)
        })
    }

    proptest! {
        #![proptest_config(crate::effort::cases(256))]

        #[test]
        fn a_histogram_says_the_same_as_its_values(counts in scores()) {
            let table: Vec<f64> = (0..counts[0].len()).map(|value| value as f64).collect();
            let values = |counts: &Vec<u32>| -> Vec<f64> {
                table.iter().zip(counts).flat_map(|(&v, &n)| std::iter::repeat_n(v, n as usize)).collect()
            };
            let histograms: Result<Vec<Counted>, Undefined> =
                counts.iter().map(|counts| Counted::of_histogram(&table, counts)).collect();
            let by_values = of_values(&counts.iter().map(values).collect::<Vec<_>>());
            prop_assert_eq!(histograms.and_then(|groups| kruskal_wallis(&groups)), by_values);
        }

        #[test]
        fn only_the_order_of_the_values_matters(groups in prop::collection::vec(prop::collection::vec(-3.0_f64..3.0, 1..8), 2..5)) {
            let before = of_values(&groups).unwrap();
            let stretched: Vec<Vec<f64>> = groups.iter().rev().map(|group| group.iter().map(|x| libm::exp(*x) - 5.0).collect()).collect();
            let after = of_values(&stretched).unwrap();
            prop_assert!((before.statistic - after.statistic).abs() <= 1e-12 * before.statistic.max(1.0));
        }

        #[test]
        fn two_groups_are_compared_as_by_the_rank_sum(first in prop::collection::vec(0_u32..7, 2..15), second in prop::collection::vec(0_u32..7, 2..15)) {
            use crate::stats::{Alternative, MannWhitneyMethod, mann_whitney};
            let [a, b] = [first, second].map(|values| Counted::of_values(&values.into_iter().map(f64::from).collect::<Vec<_>>()).unwrap());
            let by_rank_sum = mann_whitney(&a, &b, Alternative::TwoSided, MannWhitneyMethod::Normal);
            match (kruskal_wallis(&[a, b]), by_rank_sum) {
                (Ok(h), Ok(u)) => prop_assert!((h.p_value - u.p_value).abs() < 1e-12),
                (h, u) => prop_assert_eq!(h.err(), u.err()),
            }
        }
    }
}
