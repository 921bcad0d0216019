//! The hypergeometric distribution.

use libm::exp;

use super::search;
use crate::stats::saddle::ln_binomial;

/// How many of `draws` taken without replacement are among the `marked` of a `population`.
///
/// Probabilities by Loader's expansion as in R's `dhyper`, tails by summing ratios of neighbours outwards, so that a
/// tail of 1e-250 has as many digits as one of 0.1: relative error under 1e-11 for populations up to a million.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hypergeometric {
    population: u64,
    marked: u64,
    draws: u64,
}

impl Hypergeometric {
    /// `None` when more are marked or drawn than there are.
    pub const fn new(population: u64, marked: u64, draws: u64) -> Option<Self> {
        if marked > population || draws > population {
            None
        } else {
            Some(Self { population, marked, draws })
        }
    }

    /// Fewest that can be marked.
    pub const fn lowest(self) -> u64 {
        (self.draws + self.marked).saturating_sub(self.population)
    }

    /// Most that can be marked.
    pub const fn highest(self) -> u64 {
        if self.draws < self.marked { self.draws } else { self.marked }
    }

    /// The most likely number.
    pub fn mode(self) -> u64 {
        let product = (u128::from(self.draws) + 1) * (u128::from(self.marked) + 1);
        u64::try_from(product / (u128::from(self.population) + 2)).unwrap_or(u64::MAX)
    }

    /// `ln P(X = k)`; minus infinity outside the support.
    pub fn ln_pmf(self, k: u64) -> f64 {
        if k < self.lowest() || k > self.highest() {
            return f64::NEG_INFINITY;
        }
        if self.lowest() == self.highest() {
            return 0.0;
        }
        let [population, marked, draws, k] = [self.population, self.marked, self.draws, k].map(|n| n as f64);
        let (drawn, left) = (draws / population, (population - draws) / population);
        ln_binomial(k, marked, drawn, left) + ln_binomial(draws - k, population - marked, drawn, left)
            - ln_binomial(draws, population, drawn, left)
    }

    /// P(X = `k`).
    pub fn pmf(self, k: u64) -> f64 {
        exp(self.ln_pmf(k))
    }

    /// P(X ≤ `k`).
    pub fn at_most(self, k: u64) -> f64 {
        if k < self.lowest() {
            0.0
        } else if k >= self.highest() {
            1.0
        } else if k < self.mode() {
            self.sum_down(k)
        } else {
            1.0 - self.sum_up(k + 1)
        }
    }

    /// P(X ≥ `k`).
    pub fn at_least(self, k: u64) -> f64 {
        if k > self.highest() {
            0.0
        } else if k <= self.lowest() {
            1.0
        } else if k > self.mode() {
            self.sum_up(k)
        } else {
            1.0 - self.sum_down(k - 1)
        }
    }

    /// The smallest `k` with `at_most(k) ≥ probability`, to within rounding. `None` unless 0 < `probability` < 1.
    pub fn quantile(self, probability: f64) -> Option<u64> {
        search::count(probability, self.highest(), |k| (self.at_most(k), self.at_least(k + 1)))
    }

    /// P(X = k − 1) / P(X = k).
    fn ratio_down(self, k: u64) -> f64 {
        let rest = (self.population + k) as f64 - (self.marked + self.draws) as f64;
        k as f64 * rest / ((self.marked + 1 - k) as f64 * (self.draws + 1 - k) as f64)
    }

    /// P(X = k + 1) / P(X = k).
    pub(in crate::stats) fn ratio_up(self, k: u64) -> f64 {
        1.0 / self.ratio_down(k + 1)
    }

    fn sum_down(self, from: u64) -> f64 {
        let ratios = (self.lowest() + 1..=from).rev().map(|k| self.ratio_down(k));
        exp(self.ln_pmf(from)) * one_and_products(ratios)
    }

    fn sum_up(self, from: u64) -> f64 {
        let ratios = (from..self.highest()).map(|k| self.ratio_up(k));
        exp(self.ln_pmf(from)) * one_and_products(ratios)
    }
}

/// `1 + r₁ + r₁r₂ + …`, to the last digit that counts.
fn one_and_products(ratios: impl Iterator<Item = f64>) -> f64 {
    let (mut sum, mut term) = (1.0, 1.0);
    for ratio in ratios {
        term *= ratio;
        sum += term;
        if term < sum * f64::EPSILON * 1e-3 {
            break;
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Ways to choose, by Pascal's triangle.
    fn choose(n: u64, k: u64) -> f64 {
        (1..=k).fold(1.0, |product, i| product * (n - k + i) as f64 / i as f64)
    }

    #[test]
    fn a_population_of_one_kind_leaves_no_choice() {
        let all = Hypergeometric::new(10, 10, 4).unwrap();
        assert_eq!((all.lowest(), all.highest(), all.pmf(4), all.pmf(3)), (4, 4, 1.0, 0.0));
        assert_eq!(Hypergeometric::new(3, 4, 1), None);
        assert_eq!(Hypergeometric::new(3, 1, 4), None);
    }

    proptest! {
        #![proptest_config(crate::effort::cases(256))]

        #[test]
        fn probabilities_are_ratios_of_ways_to_choose(population in 1_u64..60, marked in 0_u64..60, draws in 0_u64..60) {
            let (marked, draws) = (marked.min(population), draws.min(population));
            let distribution = Hypergeometric::new(population, marked, draws).unwrap();
            let mut below = 0.0;
            for k in distribution.lowest()..=distribution.highest() {
                let expected = choose(marked, k) * choose(population - marked, draws - k) / choose(population, draws);
                prop_assert!((distribution.pmf(k) - expected).abs() <= 1e-12 * expected);
                prop_assert!((distribution.at_least(k) - (1.0 - below)).abs() < 1e-12);
                below += expected;
                prop_assert!((distribution.at_most(k) - below).abs() < 1e-12);
            }
        }
    }
}
