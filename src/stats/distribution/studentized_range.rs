//! The distribution of the studentised range, on which Tukey's comparisons of means rest.

use libm::{ceil, exp, expm1, log, log1p, pow, sqrt};

use super::search::{self, Point, Tail};
use super::studentized::{finer_for, mean_over_scale};
use crate::stats::Normal;

/// The range of `groups` independent normal means over an estimate of their standard deviation with `df` degrees of
/// freedom: `ptukey` and `qtukey` of R.
///
/// `P(Q > q)` is the mean over `s = √(χ²/ν)` of `k ∫ φ(z) (Φ(z)^(k−1) − (Φ(z) − Φ(z − qs))^(k−1)) dz`; both integrals by the
/// trapezoidal rule, which converges exponentially fast for them. All terms are positive, so tails keep their digits:
/// relative error about 1e-13 down to 1e-20 and less beyond, where R's `ptukey` has 1e-10 at best. Source of the formula:
/// Copenhaver & Holland, J Stat Comput Simul 1988;30:1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StudentizedRange {
    /// As a number, for powers.
    groups: f64,
    df: f64,
}

/// What is averaged over the scale.
#[derive(Debug, Clone, Copy)]
enum Part {
    Lower,
    Upper,
    Density,
}

impl StudentizedRange {
    /// `None` unless there are 2 to 100 000 groups and at least 1 degree of freedom; infinity is a known deviation.
    pub fn new(groups: u32, df: f64) -> Option<Self> {
        let is_valid = (2..=100_000).contains(&groups) && df >= 1.0;
        is_valid.then(|| Self { groups: f64::from(groups), df })
    }

    /// Density at `q`.
    pub fn pdf(self, q: f64) -> f64 {
        self.part(Part::Density, q)
    }

    /// P(Q ≤ `q`).
    pub fn cdf(self, q: f64) -> f64 {
        if q > 0.0 { self.part(Part::Lower, q).min(1.0) } else { 0.0 }
    }

    /// P(Q > `q`), without the loss of `1 − cdf`.
    pub fn sf(self, q: f64) -> f64 {
        if q > 0.0 { self.part(Part::Upper, q).min(1.0) } else { 1.0 }
    }

    /// The `q` with `cdf(q) = probability`. `None` unless 0 < `probability` < 1, or when the search fails.
    pub fn quantile(self, probability: f64) -> Option<f64> {
        self.find(Tail::below(probability)?)
    }

    /// The `q` with `sf(q) = probability`, for tails too small for one minus them. `None` as for the quantile.
    pub fn upper_quantile(self, probability: f64) -> Option<f64> {
        self.find(Tail::above(probability)?)
    }

    fn find(self, tail: Tail) -> Option<f64> {
        let at = |place: f64| {
            let q = exp(place);
            // Only one of the tails is asked for.
            let (lower, upper) = match tail {
                Tail::Lower(_) => (self.cdf(q), 0.0),
                Tail::Upper(_) => (0.0, self.sf(q)),
            };
            Point { lower, upper, density: q * self.pdf(q) }
        };
        search::place(tail, log(3.0), at).map(exp)
    }

    fn part(self, part: Part, q: f64) -> f64 {
        if !(0.0..1e150).contains(&q) {
            return 0.0;
        }
        // Far out the range of two has the tail of a normal deviate of variance 2.
        let start = match part {
            Part::Upper | Part::Density if self.df < f64::INFINITY => sqrt(self.df / (self.df + 0.5 * q * q)),
            Part::Lower | Part::Upper | Part::Density => 1.0,
        };
        let finer = finer_for(self.groups);
        match part {
            Part::Lower | Part::Upper => {
                mean_over_scale(self.df, start, finer, |s| self.of_range(part, q * s))
            }
            Part::Density => mean_over_scale(self.df, start, finer, |s| s * self.of_range(part, q * s)),
        }
    }

    /// The part for the range itself, at width `w`. For large `w` it is large around `w / 2` where the range is large, and
    /// above zero where it is small.
    fn of_range(self, part: Part, w: f64) -> f64 {
        const REACH: f64 = 9.5;
        let step = 0.25 / finer_for(self.groups);
        let most = ceil(REACH / step) as i32;
        let centre = match part {
            Part::Lower => (0.5 * w).min(2.0),
            Part::Upper | Part::Density => 0.5 * w,
        };
        let term = |number: i32| self.integrand(part, centre + step * f64::from(number), w);
        self.groups * step * (-most..=most).map(term).sum::<f64>()
    }

    fn integrand(self, part: Part, z: f64, w: f64) -> f64 {
        let density = Normal.pdf(z);
        // Φ(z) − Φ(z − w) from the side where both are small.
        let within =
            if z > 0.5 * w { Normal.sf(z - w) - Normal.sf(z) } else { Normal.cdf(z) - Normal.cdf(z - w) };
        match part {
            Part::Lower => density * power(within, self.groups - 1.0),
            Part::Upper => {
                let (below, far_below) = (Normal.cdf(z), Normal.cdf(z - w));
                let share = expm1((self.groups - 1.0) * log1p(-far_below / below));
                -density * power(below, self.groups - 1.0) * share
            }
            Part::Density => {
                let both = density * Normal.pdf(z - w);
                (self.groups - 1.0) * both * power(within, self.groups - 2.0)
            }
        }
    }
}

/// A whole power of what lies from 0 to 1.
fn power(base: f64, exponent: f64) -> f64 {
    if exponent == 0.0 { 1.0 } else { pow(base.max(0.0), exponent) }
}
