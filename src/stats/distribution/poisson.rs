//! The Poisson distribution.

use libm::{exp, log};

use super::search;
use crate::stats::saddle::{LN_SQRT_TWO_PI, half_deviance, stirling_error};
use crate::stats::special::{Tails, incomplete_gamma};

/// Counts of independent events with a given mean.
///
/// Probabilities by Loader's expansion as R's `dpois`, tails by [`incomplete_gamma`]: relative error about 1e-13 down to
/// 1e-300.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Poisson {
    mean: f64,
}

impl Poisson {
    /// `None` unless the mean is 0 or more and below 1e15.
    pub fn new(mean: f64) -> Option<Self> {
        (0.0..1e15).contains(&mean).then_some(Self { mean })
    }

    /// Its mean.
    pub const fn mean(self) -> f64 {
        self.mean
    }

    /// `ln P(X = k)`.
    pub fn ln_pmf(self, k: u64) -> f64 {
        let count = k as f64;
        if k == 0 {
            -self.mean
        } else if self.mean == 0.0 {
            f64::NEG_INFINITY
        } else {
            -stirling_error(count) - half_deviance(count, self.mean) - LN_SQRT_TWO_PI - 0.5 * log(count)
        }
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
        search::count(probability, u64::MAX, |k| (self.cdf(k), self.sf(k)))
    }

    /// P(X > k) = P(k + 1, mean) below and P(X ≤ k) above.
    fn tails(self, k: u64) -> Tails {
        incomplete_gamma(k as f64 + 1.0, self.mean)
    }
}
