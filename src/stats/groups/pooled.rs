//! Several groups ranked together.

use crate::stats::{Counted, Undefined};

/// Sums of the mid-ranks of each group among the values of all groups.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct PooledRanks {
    /// Values in each group.
    pub sizes: Vec<f64>,
    /// Mean rank of each group less the mean of all ranks, `(N + 1) / 2`.
    pub centred: Vec<f64>,
    /// Values in all.
    pub n: f64,
    /// `Σ (t³ − t)` over the sets of tied values.
    pub tie_term: f64,
}

impl PooledRanks {
    /// # Errors
    /// [`Undefined::WrongShape`] for fewer than two groups, [`Undefined::NoSpread`] when all values are equal.
    pub fn new(groups: &[Counted]) -> Result<Self, Undefined> {
        if groups.len() < 2 {
            return Err(Undefined::WrongShape);
        }
        let mut values: Vec<(f64, usize, u64)> = groups
            .iter()
            .enumerate()
            .flat_map(|(group, counted)| counted.iter().map(move |(value, count)| (value, group, count)))
            .collect();
        values.sort_by(|a, b| a.0.total_cmp(&b.0));
        let n: u64 = groups.iter().map(Counted::n).sum();
        let mut doubled = vec![0_i128; groups.len()];
        let (mut below, mut tie_term, mut distinct) = (0_u64, 0.0, 0);
        for ties in values.chunk_by(|a, b| a.0 == b.0) {
            let tied: u64 = ties.iter().map(|(_, _, count)| count).sum();
            // Twice the mid-rank less twice the mean rank is a whole number.
            let rank = i128::from(2 * below + tied) - i128::from(n);
            for &(_, group, count) in ties {
                doubled[group] += rank * i128::from(count);
            }
            below += tied;
            tie_term += tie(tied as f64);
            distinct += 1;
        }
        if distinct < 2 {
            return Err(Undefined::NoSpread);
        }
        let sizes: Vec<f64> = groups.iter().map(|group| group.n() as f64).collect();
        let centred = doubled.iter().zip(&sizes).map(|(&sum, size)| 0.5 * sum as f64 / size).collect();
        Ok(Self { sizes, centred, n: n as f64, tie_term })
    }

    /// Mean rank of each group.
    pub fn mean_ranks(&self) -> Vec<f64> {
        self.centred.iter().map(|rank| rank + 0.5 * (self.n + 1.0)).collect()
    }

    /// Variance of a rank, with divisor `N`, less what ties take from it: `((N³ − N) − Σ (t³ − t)) / 12N`.
    pub fn rank_variance(&self) -> f64 {
        (tie(self.n) - self.tie_term) / (12.0 * self.n)
    }
}

/// `t³ − t`.
pub(super) fn tie(size: f64) -> f64 {
    size * (size - 1.0) * (size + 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The ranks are 1.5 twice and 4 thrice, around their mean of 3.
    #[test]
    fn two_values_can_be_ranked_and_one_cannot() {
        let of =
            |groups: [&[f64]; 2]| PooledRanks::new(&groups.map(|group| Counted::of_values(group).unwrap()));
        let found = of([&[0.0, 1.0], &[0.0, 1.0, 1.0]]).unwrap();
        assert!((found.centred[0] + 0.25).abs() < 1e-15 && (found.centred[1] - 1.0 / 6.0).abs() < 1e-15);
        assert_eq!(of([&[1.0, 1.0], &[1.0]]), Err(Undefined::NoSpread));
    }
}
