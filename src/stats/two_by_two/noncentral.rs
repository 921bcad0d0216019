//! Fisher's noncentral hypergeometric distribution.

use libm::{exp, log};

use crate::stats::Hypergeometric;
use crate::stats::tail::{Unimodal, one_and_products};

/// The first cell of a table of two rows and two columns given its margins, when the odds ratio is not 1.
///
/// `P(k) ∝ hypergeometric(k) · ωᵏ`. Sums run outwards from the mode by ratios of neighbours, so that nothing cancels.
#[derive(Debug, Clone, Copy)]
pub(super) struct NoncentralHypergeometric {
    central: Hypergeometric,
    ln_odds_ratio: f64,
    odds_ratio: f64,
    mode: u64,
    /// `Σ P(k) / P(mode)`.
    mass: f64,
    mean: f64,
}

impl NoncentralHypergeometric {
    /// For a positive finite odds ratio.
    pub(super) fn new(central: Hypergeometric, odds_ratio: f64) -> Self {
        let mut found = Self {
            central,
            ln_odds_ratio: log(odds_ratio),
            odds_ratio,
            mode: central.lowest(),
            mass: 1.0,
            mean: 0.0,
        };
        found.mode = found.search_mode();
        let (up, up_steps) = one_and_products(found.ratios_up(found.mode));
        let (down, down_steps) = one_and_products(found.ratios_down(found.mode));
        found.mass = up + (down - 1.0);
        found.mean = found.mode as f64 + (up_steps - down_steps) / found.mass;
        found
    }

    /// Expected count.
    pub(super) const fn mean(&self) -> f64 {
        self.mean
    }

    /// The last count that is no less likely than the one before it.
    fn search_mode(&self) -> u64 {
        let (mut low, mut high) = (self.central.lowest(), self.central.highest());
        while low < high {
            let middle = low + (high - low).div_ceil(2);
            if self.ratio_up(middle - 1) >= 1.0 { low = middle } else { high = middle - 1 }
        }
        low
    }

    /// P(k + 1) / P(k).
    fn ratio_up(&self, k: u64) -> f64 {
        self.odds_ratio * self.central.ratio_up(k)
    }

    fn ratios_up(&self, from: u64) -> impl Iterator<Item = f64> {
        (from..self.central.highest()).map(|k| self.ratio_up(k))
    }

    fn ratios_down(&self, from: u64) -> impl Iterator<Item = f64> {
        (self.central.lowest()..from).rev().map(|k| 1.0 / self.ratio_up(k))
    }

    /// P(k) / P(mode) as a logarithm.
    fn ln_relative(&self, k: u64) -> f64 {
        let steps = k as f64 - self.mode as f64;
        self.central.ln_pmf(k) - self.central.ln_pmf(self.mode) + steps * self.ln_odds_ratio
    }
}

impl Unimodal for NoncentralHypergeometric {
    fn lowest(&self) -> u64 {
        self.central.lowest()
    }

    fn highest(&self) -> u64 {
        self.central.highest()
    }

    fn mode(&self) -> u64 {
        self.mode
    }

    fn ln_pmf(&self, k: u64) -> f64 {
        self.ln_relative(k) - log(self.mass)
    }

    fn at_most(&self, k: u64) -> f64 {
        if k < self.lowest() {
            0.0
        } else if k >= self.highest() {
            1.0
        } else if k <= self.mode {
            exp(self.ln_pmf(k)) * one_and_products(self.ratios_down(k)).0
        } else {
            1.0 - self.at_least(k + 1)
        }
    }

    fn at_least(&self, k: u64) -> f64 {
        if k > self.highest() {
            0.0
        } else if k <= self.lowest() {
            1.0
        } else if k > self.mode {
            exp(self.ln_pmf(k)) * one_and_products(self.ratios_up(k)).0
        } else {
            1.0 - self.at_most(k - 1)
        }
    }
}
