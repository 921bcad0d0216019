//! The negative binomial distribution.

use libm::{exp, log, log1p};

use super::search;
use crate::stats::special::{Tails, incomplete_beta, ln_beta_kernel};

/// Failures before the `size`-th success, each trial with the same probability; for a size that is not whole a Poisson
/// count whose mean varies as a gamma variable of that shape: `P(k) = Γ(k + n) / (Γ(n) k!) pⁿ (1 − p)ᵏ`.
///
/// Tails by [`incomplete_beta`]: relative error about 1e-13 down to 1e-300. Equals R's `dnbinom` and `pnbinom`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NegativeBinomial {
    size: f64,
    success: f64,
    failure: f64,
}

impl NegativeBinomial {
    /// `None` unless the size is positive and below 1e100 and the probability of success lies between 0 and 1.
    pub fn new(size: f64, success: f64) -> Option<Self> {
        let is_valid = size > 0.0 && size < 1e100 && success > 0.0 && success < 1.0;
        is_valid.then_some(Self { size, success, failure: 1.0 - success })
    }

    /// By the mean of the counts; their variance is `mean + mean² / size`. `None` unless both are positive and finite.
    pub fn with_mean(size: f64, mean: f64) -> Option<Self> {
        let is_valid = |value: f64| value > 0.0 && value < 1e100;
        let of = |part: f64| part / (size + mean);
        (is_valid(size) && is_valid(mean)).then_some(Self { size, success: of(size), failure: of(mean) })
    }

    /// `ln P(X = k)`.
    pub fn ln_pmf(self, k: u64) -> f64 {
        if k == 0 {
            let ln = if self.failure < 0.5 { log1p(-self.failure) } else { log(self.success) };
            return self.size * ln;
        }
        // Γ(k + n) / (Γ(n) k!) is 1 / (k B(n, k)).
        ln_beta_kernel(self.size, k as f64, self.success, self.failure) - log(k as f64)
    }

    /// P(X = `k`).
    pub fn pmf(self, k: u64) -> f64 {
        exp(self.ln_pmf(k))
    }

    /// P(X ≤ `k`).
    pub fn cdf(self, k: u64) -> f64 {
        self.tails(k).lower
    }

    /// P(X > `k`), without the loss of `1 − cdf`.
    pub fn sf(self, k: u64) -> f64 {
        self.tails(k).upper
    }

    /// The smallest `k` with `cdf(k) ≥ probability`, to within rounding. `None` unless 0 < `probability` < 1.
    pub fn quantile(self, probability: f64) -> Option<u64> {
        search::count(probability, u64::MAX, |k| (self.cdf(k), self.sf(k)))
    }

    /// P(X ≤ k) = I(p; n, k + 1).
    fn tails(self, k: u64) -> Tails {
        incomplete_beta(self.size, k as f64 + 1.0, self.success, self.failure)
    }
}
