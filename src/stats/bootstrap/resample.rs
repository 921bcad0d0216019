//! Resamples from a seed, and the statistics computed on them.

use libm::sqrt;

use super::{Undefined, summed};
use crate::stats::sample::median;

/// Draws resamples: `SplitMix64`, whose state is hashed from the seed and the number of the resample, so that resample 17
/// is the same whatever else is drawn. For bootstraps, not for secrets.
///
/// Source: Steele, Lea & Flood, OOPSLA 2014; indices by multiplication with rejection, Lemire, ACM Trans Model Comput
/// Simul 2019;29:3.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Resampler {
    seed: u64,
    n: u32,
}

impl Resampler {
    /// Of `n` observations. `None` for none.
    pub const fn new(seed: u64, n: u32) -> Option<Self> {
        if n == 0 { None } else { Some(Self { seed, n }) }
    }

    /// The observations, counted from 0, of one resample.
    pub fn resample(self, number: u64) -> Vec<usize> {
        let mut indices = vec![0; self.n as usize];
        self.draw(number, &mut indices);
        indices
    }

    /// Draws a resample into memory that is there.
    fn draw(self, number: u64, indices: &mut [usize]) {
        let mut state = mixed(self.seed ^ mixed(number.wrapping_add(INCREMENT)));
        let below = u64::from(self.n);
        // Draws under this belong to indices that would come once more often than the others.
        let threshold = below.wrapping_neg() % below;
        indices.fill_with(|| index(&mut state, below, threshold));
    }

    /// The first `count` resamples.
    pub fn resamples(self, count: u32) -> Vec<Vec<usize>> {
        (0..count).map(|number| self.resample(u64::from(number))).collect()
    }
}

fn index(state: &mut u64, below: u64, threshold: u64) -> usize {
    loop {
        *state = state.wrapping_add(INCREMENT);
        let product = u128::from(mixed(*state)) * u128::from(below);
        if product as u64 >= threshold {
            return (product >> 64) as usize;
        }
    }
}

const INCREMENT: u64 = 0x9e37_79b9_7f4a_7c15;

const fn mixed(value: u64) -> u64 {
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

/// A statistic of observations that are one number or a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Statistic {
    /// Mean of the first numbers.
    Mean,
    /// Median of the first numbers.
    Median,
    /// Sample SD of the first numbers.
    StandardDeviation,
    /// Pearson's correlation of the pairs.
    Correlation,
}

impl Statistic {
    /// The statistic of the observations with these indices.
    ///
    /// # Errors
    /// [`Undefined::WrongShape`] for an index beyond the observations, and the statistic's own reasons.
    pub fn of(self, observations: &[[f64; 2]], indices: &[usize]) -> Result<f64, Undefined> {
        self.gathered(observations, indices, &mut Vec::with_capacity(indices.len()))
    }

    /// The same with memory for the observations that are chosen.
    fn gathered(
        self,
        observations: &[[f64; 2]],
        indices: &[usize],
        chosen: &mut Vec<[f64; 2]>,
    ) -> Result<f64, Undefined> {
        if indices.iter().any(|&index| index >= observations.len()) {
            return Err(Undefined::WrongShape);
        }
        if self == Self::Mean {
            return mean(indices, |&index| observations[index][0]);
        }
        chosen.clear();
        chosen.extend(indices.iter().map(|&index| observations[index]));
        match self {
            Self::Mean => mean(chosen, |[first, _]| *first),
            Self::Median => median(&chosen.iter().map(|[first, _]| *first).collect::<Vec<f64>>()),
            Self::StandardDeviation => standard_deviation(chosen),
            Self::Correlation => correlation(chosen),
        }
    }

    /// The statistic of each resample.
    ///
    /// # Errors
    /// As [`Self::of`].
    pub fn replicates(
        self,
        observations: &[[f64; 2]],
        resamples: &[Vec<usize>],
    ) -> Result<Vec<f64>, Undefined> {
        let mut chosen = Vec::with_capacity(observations.len());
        resamples.iter().map(|resample| self.gathered(observations, resample, &mut chosen)).collect()
    }

    /// The statistic of each of the first `count` resamples, which are drawn one after another and not kept.
    ///
    /// # Errors
    /// As [`Self::of`].
    pub fn drawn(
        self,
        observations: &[[f64; 2]],
        resampler: Resampler,
        count: u32,
    ) -> Result<Vec<f64>, Undefined> {
        let mut indices = vec![0; resampler.n as usize];
        let mut chosen = Vec::with_capacity(indices.len());
        let replicate = |number: u32| {
            resampler.draw(u64::from(number), &mut indices);
            self.gathered(observations, &indices, &mut chosen)
        };
        (0..count).map(replicate).collect()
    }
}

/// In plain sums: a resample is one of thousands, and its own doubt is larger than their last digit.
fn mean<T>(values: &[T], of: impl Fn(&T) -> f64) -> Result<f64, Undefined> {
    if values.is_empty() {
        return Err(Undefined::TooFewValues);
    }
    let mean = summed(values, of) / values.len() as f64;
    if mean.is_finite() { Ok(mean) } else { Err(Undefined::BadValues) }
}

fn standard_deviation(pairs: &[[f64; 2]]) -> Result<f64, Undefined> {
    let mean = mean(pairs, |[first, _]| *first)?;
    let squares = summed(pairs, |[first, _]| (first - mean) * (first - mean));
    if pairs.len() < 2 {
        return Err(Undefined::TooFewValues);
    }
    let found = sqrt(squares / (pairs.len() as f64 - 1.0));
    if found.is_finite() { Ok(found) } else { Err(Undefined::BadValues) }
}

fn correlation(pairs: &[[f64; 2]]) -> Result<f64, Undefined> {
    if pairs.len() < 2 {
        return Err(Undefined::TooFewValues);
    }
    let count = pairs.len() as f64;
    let mean = |of: fn(&[f64; 2]) -> f64| pairs.iter().map(of).sum::<f64>() / count;
    let (first, second) = (mean(|pair| pair[0]), mean(|pair| pair[1]));
    let (mut squares, mut other_squares, mut products) = (0.0, 0.0, 0.0);
    for [one, other] in pairs {
        let (one, other) = (one - first, other - second);
        squares += one * one;
        other_squares += other * other;
        products += one * other;
    }
    let found = products / (sqrt(squares) * sqrt(other_squares));
    if found.is_finite() { Ok(found) } else { Err(Undefined::NoSpread) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_four_observations_every_draw_is_kept() {
        // The state after this one is 0, which hashes to 0.
        let mut state = INCREMENT.wrapping_neg();
        assert_eq!((index(&mut state, 4, 0), state), (0, 0));
    }
}
