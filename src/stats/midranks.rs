//! Ranks in which equal values share the mean of their places.

/// The ranks of a sample, from 1, and how its values are tied.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Midranks {
    /// One a value, in the order given. Twice a rank is whole.
    pub ranks: Vec<f64>,
    /// How often each value occurs, ascending by value.
    pub blocks: Vec<usize>,
}

impl Midranks {
    /// Of values that are all finite.
    pub fn of(values: &[f64]) -> Self {
        let mut order: Vec<(f64, usize)> =
            values.iter().enumerate().map(|(place, &value)| (value + 0.0, place)).collect();
        order.sort_unstable_by(|(a, _), (b, _)| a.total_cmp(b));
        let mut ranks = vec![0.0; values.len()];
        let mut blocks = Vec::new();
        let mut below = 0;
        for run in order.chunk_by(|(a, _), (b, _)| a == b) {
            let rank = below as f64 + 0.5 * (run.len() as f64 + 1.0);
            for &(_, place) in run {
                if let Some(slot) = ranks.get_mut(place) {
                    *slot = rank;
                }
            }
            below += run.len();
            blocks.push(run.len());
        }
        Self { ranks, blocks }
    }

    /// Whether two values are equal.
    pub fn has_ties(&self) -> bool {
        self.blocks.iter().any(|&size| size > 1)
    }

    /// `Σ f(t)` over the sizes of all blocks of equal values.
    pub fn sum_over_blocks(&self, of_size: impl Fn(f64) -> f64) -> f64 {
        self.blocks.iter().map(|&size| of_size(size as f64)).sum()
    }

    /// `Σ (t³ − t)`, by which ties narrow the variance of rank sums.
    pub fn tie_term(&self) -> f64 {
        self.sum_over_blocks(|size| size * (size - 1.0) * (size + 1.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_share_the_mean_of_their_places() {
        let found = Midranks::of(&[3.0, -0.0, 5.0, 0.0, 3.0, 3.0]);
        assert_eq!(found.ranks, [4.0, 1.5, 6.0, 1.5, 4.0, 4.0]);
        assert_eq!(found.blocks, [2, 3, 1]);
        assert_eq!(found.tie_term(), 6.0 + 24.0);
        assert!(found.has_ties() && !Midranks::of(&[2.0, 1.0]).has_ties());
    }
}
