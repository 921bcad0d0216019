//! The binomial distribution.

use libm::exp;

use super::search;
use crate::stats::saddle::ln_binomial;
use crate::stats::special::{Tails, incomplete_beta};

/// Successes among independent trials, each with the same probability.
///
/// Probabilities by Loader's expansion as R's `dbinom`, tails by [`incomplete_beta`]: relative error about 1e-13 down to
/// 1e-300.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Binomial {
    trials: u64,
    success: f64,
}

impl Binomial {
    /// `None` unless the probability of success lies from 0 to 1, both included.
    pub fn new(trials: u64, success: f64) -> Option<Self> {
        (0.0..=1.0).contains(&success).then_some(Self { trials, success })
    }

    /// Number of trials.
    pub const fn trials(self) -> u64 {
        self.trials
    }

    /// Probability of success.
    pub const fn success(self) -> f64 {
        self.success
    }

    /// `ln P(X = k)`; minus infinity where k cannot be.
    pub fn ln_pmf(self, k: u64) -> f64 {
        if k > self.trials {
            return f64::NEG_INFINITY;
        }
        if self.success == 0.0 || self.success == 1.0 {
            return if k == self.certain() { 0.0 } else { f64::NEG_INFINITY };
        }
        ln_binomial(k as f64, self.trials as f64, self.success, 1.0 - self.success)
    }

    /// P(X = `k`).
    pub fn pmf(self, k: u64) -> f64 {
        exp(self.ln_pmf(k))
    }

    /// P(X ≤ `k`).
    pub fn cdf(self, k: u64) -> f64 {
        self.tails(k).upper
    }

    /// P(X > `k`), without the loss of `1 − cdf`.
    pub fn sf(self, k: u64) -> f64 {
        self.tails(k).lower
    }

    /// P(X ≥ `k`).
    pub fn at_least(self, k: u64) -> f64 {
        k.checked_sub(1).map_or(1.0, |below| self.sf(below))
    }

    /// The smallest `k` with `cdf(k) ≥ probability`, to within rounding. `None` unless 0 < `probability` < 1.
    pub fn quantile(self, probability: f64) -> Option<u64> {
        search::count(probability, self.trials, |k| (self.cdf(k), self.sf(k)))
    }

    /// The count when the probability of success is 0 or 1.
    fn certain(self) -> u64 {
        if self.success == 0.0 { 0 } else { self.trials }
    }

    /// P(X > k) = I(p; k + 1, n − k) below and P(X ≤ k) above.
    fn tails(self, k: u64) -> Tails {
        match self.trials.checked_sub(k) {
            None | Some(0) => Tails { lower: 0.0, upper: 1.0 },
            Some(left) => incomplete_beta(k as f64 + 1.0, left as f64, self.success, 1.0 - self.success),
        }
    }
}
