//! The F distribution.

use libm::{exp, log};

use super::Beta;
use super::search::Tail;
use crate::stats::special::{Tails, incomplete_beta, ln_beta_kernel};

/// Fisher's F distribution: the ratio of two independent chi-squared variables, each over its degrees of freedom.
///
/// `cdf(x) = I(d₁x / (d₁x + d₂); d₁/2, d₂/2)` by [`incomplete_beta`], relative error about 1e-13 down to 1e-300. Degrees
/// of freedom need not be whole.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FisherF {
    df1: f64,
    df2: f64,
}

impl FisherF {
    /// `None` unless both degrees of freedom are positive and below 1e100.
    pub fn new(df1: f64, df2: f64) -> Option<Self> {
        let is_valid = |df: f64| df > 0.0 && df < 1e100;
        (is_valid(df1) && is_valid(df2)).then_some(Self { df1, df2 })
    }

    /// Degrees of freedom of the numerator.
    pub const fn df1(self) -> f64 {
        self.df1
    }

    /// Degrees of freedom of the denominator.
    pub const fn df2(self) -> f64 {
        self.df2
    }

    /// Logarithm of the density at `x`; at 0 it may be infinite.
    pub fn ln_pdf(self, x: f64) -> f64 {
        if x > 0.0 && x < f64::INFINITY {
            let (share, rest) = self.shares(x);
            return ln_beta_kernel(0.5 * self.df1, 0.5 * self.df2, share, rest) - log(x);
        }
        match self.df1.total_cmp(&2.0) {
            std::cmp::Ordering::Less if x == 0.0 => f64::INFINITY,
            std::cmp::Ordering::Equal if x == 0.0 => 0.0,
            std::cmp::Ordering::Less | std::cmp::Ordering::Equal | std::cmp::Ordering::Greater => {
                f64::NEG_INFINITY
            }
        }
    }

    /// Density at `x`.
    pub fn pdf(self, x: f64) -> f64 {
        exp(self.ln_pdf(x))
    }

    /// P(X ≤ `x`).
    pub fn cdf(self, x: f64) -> f64 {
        self.tails(x).lower
    }

    /// P(X > `x`), without the loss of `1 − cdf`.
    pub fn sf(self, x: f64) -> f64 {
        self.tails(x).upper
    }

    /// The `x` with `cdf(x) = probability`. `None` unless 0 < `probability` < 1, or when `x` is beyond an `f64`.
    pub fn quantile(self, probability: f64) -> Option<f64> {
        self.find(Tail::below(probability)?)
    }

    /// The `x` with `sf(x) = probability`, for tails too small for one minus them. `None` as for the quantile.
    pub fn upper_quantile(self, probability: f64) -> Option<f64> {
        self.find(Tail::above(probability)?)
    }

    fn find(self, tail: Tail) -> Option<f64> {
        let odds = Beta::new(0.5 * self.df1, 0.5 * self.df2)?.log_odds(tail)?;
        Some(exp(odds) * (self.df2 / self.df1)).filter(|x| x.is_finite())
    }

    fn tails(self, x: f64) -> Tails {
        let (share, rest) = self.shares(x);
        incomplete_beta(0.5 * self.df1, 0.5 * self.df2, share, rest)
    }

    /// `d₁x / (d₁x + d₂)` and its complement.
    fn shares(self, x: f64) -> (f64, f64) {
        let odds = self.df1 / self.df2 * x.max(0.0);
        (1.0 / (1.0 + 1.0 / odds), 1.0 / (1.0 + odds))
    }
}
