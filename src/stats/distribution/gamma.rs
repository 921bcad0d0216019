//! The gamma distribution.

use libm::{exp, log};

use super::search::{self, Point, Tail};
use crate::stats::special::{incomplete_gamma, ln_gamma_kernel};

/// The gamma distribution with a shape and a scale: density `(x/s)^(a − 1) e^(−x/s) / (s Γ(a))` for x > 0, mean `a s`.
///
/// Tails by [`incomplete_gamma`], relative error about 1e-13 down to 1e-300. The rate of R is `1 / scale`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gamma {
    shape: f64,
    scale: f64,
}

impl Gamma {
    /// `None` unless both are positive and finite.
    pub fn new(shape: f64, scale: f64) -> Option<Self> {
        let is_valid = |value: f64| value > 0.0 && value.is_finite();
        (is_valid(shape) && is_valid(scale)).then_some(Self { shape, scale })
    }

    /// Logarithm of the density at `x`; at 0 it may be infinite.
    pub fn ln_pdf(self, x: f64) -> f64 {
        if x > 0.0 && x < f64::INFINITY {
            return ln_gamma_kernel(self.shape, x / self.scale) - log(x);
        }
        match self.shape.total_cmp(&1.0) {
            std::cmp::Ordering::Less if x == 0.0 => f64::INFINITY,
            std::cmp::Ordering::Equal if x == 0.0 => -log(self.scale),
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
        incomplete_gamma(self.shape, x / self.scale).lower
    }

    /// P(X > `x`), without the loss of `1 − cdf`.
    pub fn sf(self, x: f64) -> f64 {
        incomplete_gamma(self.shape, x / self.scale).upper
    }

    /// The `x` with `cdf(x) = probability`. `None` unless 0 < `probability` < 1, or when `x` is beyond an `f64`.
    pub fn quantile(self, probability: f64) -> Option<f64> {
        self.find(Tail::below(probability)?)
    }

    /// The `x` with `sf(x) = probability`, for tails too small for one minus them. `None` as for the quantile.
    pub fn upper_quantile(self, probability: f64) -> Option<f64> {
        self.find(Tail::above(probability)?)
    }

    /// Searches `ln(x / scale)`.
    fn find(self, tail: Tail) -> Option<f64> {
        let at = |place: f64| {
            let x = exp(place);
            let tails = incomplete_gamma(self.shape, x);
            Point { lower: tails.lower, upper: tails.upper, density: exp(ln_gamma_kernel(self.shape, x)) }
        };
        Some(exp(search::place(tail, log(self.shape), at)?) * self.scale)
    }
}
