//! The Walsh averages of a sample: the means of all its pairs, each value paired with itself too.

use crate::stats::Undefined;
use crate::stats::nth_smallest::nth_smallest;

/// All `n (n + 1) / 2` averages, never listed.
pub(super) struct WalshAverages {
    /// Ascending.
    sorted: Vec<f64>,
}

impl WalshAverages {
    /// Of values that are all finite.
    pub fn of(values: &[f64]) -> Self {
        let mut sorted: Vec<f64> = values.iter().map(|value| value + 0.0).collect();
        sorted.sort_unstable_by(f64::total_cmp);
        Self { sorted }
    }

    /// Their number.
    pub fn n(&self) -> u128 {
        let n = self.sorted.len() as u128;
        n * (n + 1) / 2
    }

    /// The average at a rank from 1.
    pub fn at_rank(&self, rank: u128) -> Result<f64, Undefined> {
        let (Some(&low), Some(&high)) = (self.sorted.first(), self.sorted.last()) else {
            return Err(Undefined::TooFewValues);
        };
        if !(mean(low, low).is_finite() && mean(high, high).is_finite()) {
            return Err(Undefined::OutOfRange);
        }
        Ok(nth_smallest(low, high, rank, |limit| self.at_most(limit)))
    }

    /// The pseudomedian: the mean of the two in the middle, which for an odd number are one.
    pub fn median(&self) -> Result<f64, Undefined> {
        let n = self.n();
        let lower = self.at_rank(n.div_ceil(2))?;
        let upper = if n.is_multiple_of(2) { self.at_rank(n / 2 + 1)? } else { lower };
        Ok(0.5 * lower + 0.5 * upper)
    }

    /// How many averages are at most `limit`. The larger one value, the smaller its partners must be.
    fn at_most(&self, limit: f64) -> u128 {
        let mut pairs = 0;
        let mut partners = self.sorted.len();
        for (place, &value) in self.sorted.iter().enumerate() {
            while partners > place
                && self.sorted.get(partners - 1).is_some_and(|&other| mean(value, other) > limit)
            {
                partners -= 1;
            }
            pairs += partners.saturating_sub(place) as u128;
        }
        pairs
    }
}

/// As R computes it.
fn mean(a: f64, b: f64) -> f64 {
    f64::midpoint(a, b)
}
