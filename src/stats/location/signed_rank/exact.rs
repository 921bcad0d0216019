//! The distribution of V over all ways to give the ranks signs, ties included.

use crate::stats::Alternative;

/// For each whole number, the number of ways in which `2V` is that number.
///
/// Each rank adds itself or nothing, so the ways are counted rank by rank: in time proportional to the cube of their
/// number. Ways are `f64`, exact to 2^53 and right to 1e-14 relative beyond.
pub(super) struct ExactV {
    ways: Vec<f64>,
}

impl ExactV {
    /// Of ranks whose doubles are whole.
    pub fn new(ranks: &[f64]) -> Self {
        let doubled: Vec<usize> = ranks.iter().map(|rank| (2.0 * rank) as usize).collect();
        let mut ways = vec![0.0; doubled.iter().sum::<usize>() + 1];
        if let Some(start) = ways.first_mut() {
            *start = 1.0;
        }
        let mut most = 0;
        for rank in doubled {
            most += rank;
            for sum in (rank..=most).rev() {
                let without = ways.get(sum - rank).copied().unwrap_or(0.0);
                if let Some(with) = ways.get_mut(sum) {
                    *with += without;
                }
            }
        }
        Self { ways }
    }

    /// The share of ways with a V at least as far out. The distribution is symmetric, so two-sided is twice a tail.
    pub fn p_value(&self, v: f64, alternative: Alternative) -> f64 {
        let observed = (2.0 * v) as usize;
        let all: f64 = self.ways.iter().sum();
        let below = || self.ways.iter().take(observed + 1).sum::<f64>() / all;
        let above = || self.ways.iter().skip(observed).sum::<f64>() / all;
        match alternative {
            Alternative::Less => below(),
            Alternative::Greater => above(),
            Alternative::TwoSided => (2.0 * below().min(above())).min(1.0),
        }
    }

    /// The smallest `2V` that at least a share of `probability` of the ways does not exceed.
    pub fn lower_quantile(&self, probability: f64) -> usize {
        // R allows for the rounding of the sums in the same way.
        let goal = (probability - 10.0 * f64::EPSILON) * self.ways.iter().sum::<f64>();
        let mut below = 0.0;
        let reaches = |ways: &f64| {
            below += ways;
            below >= goal
        };
        self.ways.iter().position(reaches).unwrap_or(self.ways.len() - 1)
    }
}
