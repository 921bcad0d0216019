//! The beta distribution.

use libm::{exp, log, log1p};

use super::search::{self, Point, Tail};
use crate::stats::special::{incomplete_beta, ln_beta_kernel};

/// The beta distribution: density `x^(a − 1) (1 − x)^(b − 1) / B(a, b)` for 0 < x < 1, mean `a / (a + b)`.
///
/// Tails by [`incomplete_beta`], relative error about 1e-13 down to 1e-300.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Beta {
    a: f64,
    b: f64,
}

impl Beta {
    /// `None` unless both shapes are positive and finite.
    pub fn new(a: f64, b: f64) -> Option<Self> {
        let is_valid = |value: f64| value > 0.0 && value < 1e300;
        (is_valid(a) && is_valid(b)).then_some(Self { a, b })
    }

    /// Logarithm of the density at `x`; at 0 and 1 it may be infinite.
    pub fn ln_pdf(self, x: f64) -> f64 {
        if x > 0.0 && x < 1.0 {
            return ln_beta_kernel(self.a, self.b, x, 1.0 - x) - log(x) - log1p(-x);
        }
        // At an end the density is that of a power: none, the other shape, or without bound.
        let at_end = |near: f64, far: f64| match near.total_cmp(&1.0) {
            std::cmp::Ordering::Less => f64::INFINITY,
            std::cmp::Ordering::Equal => log(far),
            std::cmp::Ordering::Greater => f64::NEG_INFINITY,
        };
        if x == 0.0 {
            at_end(self.a, self.b)
        } else if x == 1.0 {
            at_end(self.b, self.a)
        } else {
            f64::NEG_INFINITY
        }
    }

    /// Density at `x`.
    pub fn pdf(self, x: f64) -> f64 {
        exp(self.ln_pdf(x))
    }

    /// P(X ≤ `x`).
    pub fn cdf(self, x: f64) -> f64 {
        incomplete_beta(self.a, self.b, x, 1.0 - x).lower
    }

    /// P(X > `x`), without the loss of `1 − cdf`.
    pub fn sf(self, x: f64) -> f64 {
        incomplete_beta(self.a, self.b, x, 1.0 - x).upper
    }

    /// The `x` with `cdf(x) = probability`. `None` unless 0 < `probability` < 1, or when `x` is beyond an `f64`.
    pub fn quantile(self, probability: f64) -> Option<f64> {
        self.log_odds(Tail::below(probability)?).map(|odds| 1.0 / (1.0 + exp(-odds)))
    }

    /// The `x` with `sf(x) = probability`, for tails too small for one minus them. `None` as for the quantile.
    pub fn upper_quantile(self, probability: f64) -> Option<f64> {
        self.log_odds(Tail::above(probability)?).map(|odds| 1.0 / (1.0 + exp(-odds)))
    }

    /// `ln(x / (1 − x))` of the point with the tail, on which scale the search goes and neither end loses digits.
    pub(super) fn log_odds(self, tail: Tail) -> Option<f64> {
        let at = |place: f64| {
            let (x, complement) = (1.0 / (1.0 + exp(-place)), 1.0 / (1.0 + exp(place)));
            let tails = incomplete_beta(self.a, self.b, x, complement);
            let density = exp(ln_beta_kernel(self.a, self.b, x, complement));
            Point { lower: tails.lower, upper: tails.upper, density }
        };
        search::place(tail, log(self.a) - log(self.b), at)
    }
}
