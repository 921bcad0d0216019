//! The distribution of U over all ways to deal the pooled values out, ties included.

use super::Block;
use crate::stats::alternative::Alternative;

/// For each whole number, the number of ways in which `2U` is that number.
///
/// Counted block by block of equal values: choosing `i` of a block of `t` for the first group after `c` chosen among
/// `m` smaller values adds `2i(m − c) + i(t − i)` to `2U`. Ways are `f64`, exact to 2^53 and right to 1e-14 relative
/// beyond. Needs time and memory proportional to `n₁² n₂ (n₁ + n₂)` and `n₁² n₂`: for small groups only.
pub(super) struct ExactU {
    ways: Vec<f64>,
}

/// About 80 MB of numbers: 150 in each group.
const MOST_CELLS: f64 = 1e7;

impl ExactU {
    pub fn new(blocks: &[Block]) -> Self {
        let n1: u64 = blocks.iter().map(|block| block.first).sum();
        let n2: u64 = blocks.iter().map(|block| block.second).sum();
        let (chosen_most, width) = (n1 as usize, (2 * n1 * n2 + 1) as usize);
        let mut ways = vec![vec![0.0; width]; chosen_most + 1];
        if let Some(start) = ways.first_mut().and_then(|row| row.first_mut()) {
            *start = 1.0;
        }
        let mut smaller = 0;
        for block in blocks {
            let size = (block.first + block.second) as usize;
            ways = add_block(&ways, size, smaller, n2 as usize);
            smaller += size;
        }
        Self { ways: ways.pop().unwrap_or_default() }
    }

    /// Whether all ways can be counted in reasonable time.
    pub fn is_countable(n1: f64, n2: f64) -> bool {
        n1 * n1 * n2 * 2.0 <= MOST_CELLS
    }

    /// For two groups without ties.
    pub fn without_ties(n1: u64, n2: u64) -> Self {
        let blocks: Vec<Block> = (0..n1 + n2)
            .map(|place| Block { first: u64::from(place < n1), second: u64::from(place >= n1) })
            .collect();
        Self::new(&blocks)
    }

    /// The smallest `2U` that at least a share of `probability` of the ways does not exceed.
    pub fn lower_quantile(&self, probability: f64) -> u64 {
        let goal = (probability - 10.0 * f64::EPSILON) * self.ways.iter().sum::<f64>();
        let mut below = 0.0;
        let reaches = |ways: &f64| {
            below += ways;
            below >= goal
        };
        self.ways.iter().position(reaches).unwrap_or(self.ways.len() - 1) as u64
    }

    /// The share of ways with a `2U` at least as far from its mean `n₁n₂`, on either side.
    pub fn p_value_as_far(&self, twice_u: u128) -> f64 {
        let mean = self.ways.len() / 2;
        let observed = usize::try_from(twice_u).unwrap_or(usize::MAX).abs_diff(mean);
        let all: f64 = self.ways.iter().sum();
        let far = self.ways.iter().enumerate().filter(|(place, _)| place.abs_diff(mean) >= observed);
        far.map(|(_, ways)| ways).sum::<f64>() / all
    }

    /// The share of ways with a `2U` at least as far out; two-sided is twice the smaller tail, at most 1.
    pub fn p_value(&self, twice_u: u128, alternative: Alternative) -> f64 {
        let observed = usize::try_from(twice_u).unwrap_or(usize::MAX);
        let all: f64 = self.ways.iter().sum();
        let below = || self.ways.iter().take(observed.saturating_add(1)).sum::<f64>() / all;
        let above = || self.ways.iter().skip(observed).sum::<f64>() / all;
        match alternative {
            Alternative::Less => below(),
            Alternative::Greater => above(),
            Alternative::TwoSided => (2.0 * below().min(above())).min(1.0),
        }
    }
}

/// `ways[chosen][2U]` after one more block of `size` equal values above `smaller` others.
fn add_block(ways: &[Vec<f64>], size: usize, smaller: usize, n2: usize) -> Vec<Vec<f64>> {
    let mut after: Vec<Vec<f64>> = ways.iter().map(|row| vec![0.0; row.len()]).collect();
    for (chosen, row) in ways.iter().enumerate().take(smaller + 1) {
        let others = smaller - chosen;
        // Those not chosen make up the second group.
        let fewest = (others + size).saturating_sub(n2);
        for more in fewest..=size.min(ways.len() - 1 - chosen) {
            let added = 2 * more * others + more * (size - more);
            let choices = choose(size, more);
            if let Some(target) = after.get_mut(chosen + more) {
                for (to, from) in target.iter_mut().skip(added).zip(row) {
                    *to += choices * from;
                }
            }
        }
    }
    after
}

fn choose(n: usize, k: usize) -> f64 {
    (1..=k.min(n - k)).fold(1.0, |product, i| product * (n + 1 - i) as f64 / i as f64)
}

/// The smallest whole `u` with P(U ≤ u) ≥ `probability` for two groups without ties: `qwilcox` of R.
///
/// The ways are the coefficients of the Gaussian binomial, `∏ (1 − q^(n₂ + i)) / (1 − q^i)`, in whole numbers: exact for
/// up to about 60 in each group.
pub(super) fn lower_quantile(n1: u64, n2: u64, probability: f64) -> u64 {
    let width = (n1 * n2 / 2 + 1) as usize;
    let mut ways = vec![0_i128; width];
    if let Some(start) = ways.first_mut() {
        *start = 1;
    }
    for i in 1..=n1 as usize {
        multiply(&mut ways, n2 as usize + i);
        divide(&mut ways, i);
    }
    let all = choose((n1 + n2) as usize, n1 as usize);
    // R allows for the rounding of the sums in the same way.
    let goal = probability - 10.0 * f64::EPSILON;
    let mut below = 0;
    let reaches = |ways: &i128| {
        below += *ways;
        below as f64 / all >= goal
    };
    ways.iter().position(reaches).unwrap_or(width - 1) as u64
}

/// As [`lower_quantile`], for groups of any countable size and any probability.
pub(in crate::stats) fn any_lower_quantile(n1: u64, n2: u64, probability: f64) -> Option<u64> {
    if n1 + n2 <= 120 && probability <= 0.5 {
        return Some(lower_quantile(n1, n2, probability));
    }
    ExactU::is_countable(n1 as f64, n2 as f64)
        .then(|| ExactU::without_ties(n1, n2).lower_quantile(probability) / 2)
}

/// By `1 − q^power`.
fn multiply(coefficients: &mut [i128], power: usize) {
    for place in (power..coefficients.len()).rev() {
        let lower = coefficients.get(place - power).copied().unwrap_or(0);
        if let Some(coefficient) = coefficients.get_mut(place) {
            *coefficient -= lower;
        }
    }
}

/// By `1 − q^power`, which goes without remainder.
fn divide(coefficients: &mut [i128], power: usize) {
    for place in power..coefficients.len() {
        let lower = coefficients.get(place - power).copied().unwrap_or(0);
        if let Some(coefficient) = coefficients.get_mut(place) {
            *coefficient += lower;
        }
    }
}
