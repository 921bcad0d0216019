//! The noncentral chi-squared and F distributions: their central relatives mixed by a Poisson count.

use libm::{exp, floor, log};

use super::Poisson;
use super::search::{self, Point, Tail};
use super::studentized::outward;
use crate::stats::special::{incomplete_beta, incomplete_gamma, ln_beta_kernel, ln_gamma_kernel};

/// A sum of squares of `df` normal deviates with variance 1 whose squared means add up to the noncentrality.
///
/// `Σ P(J = j) P(χ²(df + 2j) > x)` with J a Poisson count of mean `noncentrality / 2`; all terms are positive, so tails
/// keep their digits: relative error about 1e-12. Equals `pchisq(x, df, ncp)` of R.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NoncentralChiSquared {
    df: f64,
    noncentrality: f64,
}

/// The ratio of a noncentral chi-squared variable to an independent central one, each over its degrees of freedom: the
/// F statistic when the null hypothesis is false.
///
/// As [`NoncentralChiSquared`], with incomplete beta functions. Equals `pf(x, df1, df2, ncp)` of R.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NoncentralF {
    df1: f64,
    df2: f64,
    noncentrality: f64,
}

/// The largest noncentrality: beyond it the sum has too many terms.
const LARGEST: f64 = 1e8;

impl NoncentralChiSquared {
    /// `None` unless the degrees of freedom are positive and below 1e100 and the noncentrality is 0 to 1e8.
    pub fn new(df: f64, noncentrality: f64) -> Option<Self> {
        let is_valid = df > 0.0 && df < 1e100 && (0.0..=LARGEST).contains(&noncentrality);
        is_valid.then_some(Self { df, noncentrality })
    }

    /// Density at `x`; 0 at and below 0.
    pub fn pdf(self, x: f64) -> f64 {
        if !(x > 0.0 && x < f64::INFINITY) {
            return 0.0;
        }
        mixed(self.noncentrality, |pairs| exp(ln_gamma_kernel(0.5 * self.df + pairs, 0.5 * x))) / x
    }

    /// P(X ≤ `x`).
    pub fn cdf(self, x: f64) -> f64 {
        mixed(self.noncentrality, |pairs| incomplete_gamma(0.5 * self.df + pairs, 0.5 * x).lower).min(1.0)
    }

    /// P(X > `x`), without the loss of `1 − cdf`.
    pub fn sf(self, x: f64) -> f64 {
        mixed(self.noncentrality, |pairs| incomplete_gamma(0.5 * self.df + pairs, 0.5 * x).upper).min(1.0)
    }

    /// The `x` with `cdf(x) = probability`. `None` unless 0 < `probability` < 1, or when the search fails.
    pub fn quantile(self, probability: f64) -> Option<f64> {
        self.find(Tail::below(probability)?)
    }

    /// The `x` with `sf(x) = probability`, for tails too small for one minus them. `None` as for the quantile.
    pub fn upper_quantile(self, probability: f64) -> Option<f64> {
        self.find(Tail::above(probability)?)
    }

    fn find(self, tail: Tail) -> Option<f64> {
        let at = |place: f64| {
            let x = exp(place);
            Point { lower: self.cdf(x), upper: self.sf(x), density: x * self.pdf(x) }
        };
        search::place(tail, log(self.df + self.noncentrality), at).map(exp)
    }
}

impl NoncentralF {
    /// `None` unless both degrees of freedom are positive and below 1e100 and the noncentrality is 0 to 1e8.
    pub fn new(df1: f64, df2: f64, noncentrality: f64) -> Option<Self> {
        let is_valid = |df: f64| df > 0.0 && df < 1e100;
        (is_valid(df1) && is_valid(df2) && (0.0..=LARGEST).contains(&noncentrality)).then_some(Self {
            df1,
            df2,
            noncentrality,
        })
    }

    /// Density at `x`; 0 at and below 0.
    pub fn pdf(self, x: f64) -> f64 {
        if !(x > 0.0 && x < f64::INFINITY) {
            return 0.0;
        }
        let (share, rest) = self.shares(x);
        let kernel = |pairs: f64| exp(ln_beta_kernel(0.5 * self.df1 + pairs, 0.5 * self.df2, share, rest));
        mixed(self.noncentrality, kernel) / x
    }

    /// P(X ≤ `x`).
    pub fn cdf(self, x: f64) -> f64 {
        let (share, rest) = self.shares(x);
        let lower = |pairs: f64| incomplete_beta(0.5 * self.df1 + pairs, 0.5 * self.df2, share, rest).lower;
        mixed(self.noncentrality, lower).min(1.0)
    }

    /// P(X > `x`), without the loss of `1 − cdf`.
    pub fn sf(self, x: f64) -> f64 {
        let (share, rest) = self.shares(x);
        let upper = |pairs: f64| incomplete_beta(0.5 * self.df1 + pairs, 0.5 * self.df2, share, rest).upper;
        mixed(self.noncentrality, upper).min(1.0)
    }

    /// The `x` with `cdf(x) = probability`. `None` unless 0 < `probability` < 1, or when the search fails.
    pub fn quantile(self, probability: f64) -> Option<f64> {
        self.find(Tail::below(probability)?)
    }

    /// The `x` with `sf(x) = probability`, for tails too small for one minus them. `None` as for the quantile.
    pub fn upper_quantile(self, probability: f64) -> Option<f64> {
        self.find(Tail::above(probability)?)
    }

    fn find(self, tail: Tail) -> Option<f64> {
        let at = |place: f64| {
            let x = exp(place);
            Point { lower: self.cdf(x), upper: self.sf(x), density: x * self.pdf(x) }
        };
        search::place(tail, log(1.0 + self.noncentrality / self.df1), at).map(exp)
    }

    /// `d₁x / (d₁x + d₂)` and its complement.
    fn shares(self, x: f64) -> (f64, f64) {
        let odds = self.df1 / self.df2 * x.max(0.0);
        (1.0 / (1.0 + 1.0 / odds), 1.0 / (1.0 + odds))
    }
}

/// The mean of `of` over a Poisson count of mean `noncentrality / 2`, summed from its mode outwards.
fn mixed(noncentrality: f64, of: impl Fn(f64) -> f64) -> f64 {
    let Some(weights) = Poisson::new(0.5 * noncentrality) else {
        return 0.0;
    };
    let mode = floor(0.5 * noncentrality);
    let term = |pairs: f64| if pairs < 0.0 { 0.0 } else { weights.pmf(pairs as u64) * of(pairs) };
    term(mode) + outward(|number| term(mode - number)) + outward(|number| term(mode + number))
}
