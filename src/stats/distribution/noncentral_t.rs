//! The noncentral t distribution and the inversion that gives intervals of standardised differences.

use libm::{asinh, cosh, erfc, exp, expm1, fabs, log, log1p, sinh, sqrt};

use super::{half_step_gamma_ratio, search};
use crate::stats::Normal;
use crate::stats::saddle::{LN_SQRT_TWO_PI, stirling_error};
use crate::stats::special::{Tails, incomplete_gamma};

/// Student's t with `df` degrees of freedom around a noncentrality: the distribution of `(Z + δ) / √(χ²/ν)`.
///
/// The tails are integrals of normal tails over the distribution of `s = √(χ²/ν)`, by the trapezoidal rule in `ln s`,
/// which converges exponentially fast for such integrands; for large noncentralities, of tails of `s` over the normal
/// distribution instead. All terms are positive, so nothing cancels. Relative error under 1e-11.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NoncentralT {
    df: f64,
    noncentrality: f64,
}

/// One tail at one point.
#[derive(Debug, Clone, Copy)]
struct Tail {
    df: f64,
    /// `±t`.
    slope: f64,
    /// `±δ`: the tail is the integral of `P(Z > slope·s − shift)`.
    shift: f64,
}

impl NoncentralT {
    /// `None` unless `df` is at least 1 and both are finite.
    pub fn new(df: f64, noncentrality: f64) -> Option<Self> {
        (df >= 1.0 && df.is_finite() && noncentrality.is_finite()).then_some(Self { df, noncentrality })
    }

    /// P(T ≤ `x`).
    pub fn cdf(self, x: f64) -> f64 {
        self.tails(x).lower
    }

    /// P(T > `x`), without the loss of `1 − cdf`.
    pub fn sf(self, x: f64) -> f64 {
        self.tails(x).upper
    }

    /// The tail away from the noncentrality is integrated, where the normal tail ends near the integrand's peak. The other
    /// is a third or more, so that one minus the first loses nothing.
    fn tails(self, x: f64) -> Tails {
        let Self { df, noncentrality } = self;
        if !x.is_finite() {
            let lower = if x > 0.0 { 1.0 } else { 0.0 };
            return Tails { lower, upper: 1.0 - lower };
        }
        if x > noncentrality {
            let upper = Tail { df, slope: x, shift: noncentrality }.probability();
            Tails { lower: 1.0 - upper, upper }
        } else {
            let lower = Tail { df, slope: -x, shift: -noncentrality }.probability();
            Tails { lower, upper: 1.0 - lower }
        }
    }

    /// Density at `x`, from the difference of two tails (Johnson, Kotz & Balakrishnan, Continuous Univariate
    /// Distributions 2, 1995, 31.21), as R has it: absolute error under 1e-11 over the spread of the distribution.
    pub fn pdf(self, x: f64) -> f64 {
        let df = self.df;
        if fabs(x) <= sqrt(df * f64::EPSILON) {
            let half = 0.5 * self.noncentrality * self.noncentrality;
            return half_step_gamma_ratio(0.5 * df) * exp(-half) / sqrt(df * std::f64::consts::PI);
        }
        let wider = Self { df: df + 2.0, noncentrality: self.noncentrality };
        let scaled = x * sqrt(1.0 + 2.0 / df);
        // The tail away from the other, so that no difference of numbers near one is taken.
        let difference = if x > self.noncentrality {
            self.sf(x) - wider.sf(scaled)
        } else {
            wider.cdf(scaled) - self.cdf(x)
        };
        (df / x * difference).max(0.0)
    }

    /// The `x` with `cdf(x) = probability`. `None` unless 0 < `probability` < 1, or when the search fails.
    pub fn quantile(self, probability: f64) -> Option<f64> {
        self.find(search::Tail::below(probability)?)
    }

    /// The `x` with `sf(x) = probability`, for tails too small for one minus them. `None` as for the quantile.
    pub fn upper_quantile(self, probability: f64) -> Option<f64> {
        self.find(search::Tail::above(probability)?)
    }

    /// Searches `asinh(x)`, on which the tails are nearly straight lines far out.
    fn find(self, tail: search::Tail) -> Option<f64> {
        let at = |place: f64| {
            let x = sinh(place);
            let Tails { lower, upper } = self.tails(x);
            search::Point { lower, upper, density: self.pdf(x) * cosh(place) }
        };
        search::place(tail, asinh(self.noncentrality), at).map(sinh)
    }
}

impl Tail {
    /// `ln` of the integrand in `u = ln s` but for a constant: `ν(u − (s² − 1)/2) + ln P(Z > slope·s − shift)`.
    fn ln_integrand(self, u: f64) -> f64 {
        self.df * (u - 0.5 * expm1(2.0 * u)) + ln_normal_tail(self.slope * exp(u) - self.shift)
    }

    fn probability(self) -> f64 {
        let a = 0.5 * self.df;
        let peak = self.peak();
        if self.is_steep(exp(peak)) {
            return self.over_normal();
        }
        let step = 0.125 * self.width(exp(peak));
        let height = self.ln_integrand(peak);
        if height == f64::NEG_INFINITY {
            return 0.0;
        }
        let (left, right) = (self.sum(peak, height, -step), self.sum(peak, height, step));
        // 2 (ν/2)^(ν/2) e^(−ν/2) / Γ(ν/2), by Stirling's formula with its error.
        let ln_constant = 0.5 * log(a) - LN_SQRT_TWO_PI - stirling_error(a);
        (2.0 * step * (1.0 + left + right) * exp(height + ln_constant)).min(1.0)
    }

    /// How wide the integrand is on the scale of `ln s`, or a part of it, where it is large: there the distribution of s and
    /// the normal tail have this curvature at most. Far out `s` is next to nothing, and the curvature with it.
    fn width(self, s: f64) -> f64 {
        let (own, normal) = self.curvatures(s);
        1.0 / sqrt(own * own + normal * normal)
    }

    /// Roots of the curvatures of the distribution of s and of the normal tail.
    fn curvatures(self, s: f64) -> (f64, f64) {
        (sqrt(2.0 * self.df) * s.max(1.0), self.slope * s)
    }

    /// Whether the normal tail is a mere step for the distribution of s, which would take many terms.
    fn is_steep(self, s: f64) -> bool {
        let (own, normal) = self.curvatures(s);
        fabs(normal) > 50.0 * own
    }

    /// The same probability by the normal deviate: of `s` on the side of `(Z + shift) / slope` where Z is above
    /// `slope·s − shift`. Where the normal tail is steep that changes slowly with Z, by less than a factor of e for each unit as
    /// long as it is a number at all, so that the product lies where the normal density does.
    fn over_normal(self) -> f64 {
        const STEP: f64 = 0.25;
        const REACH: i32 = 40;
        let term = |number: i32| {
            let z = STEP * f64::from(number);
            Normal.pdf(z) * self.scale_tail((z + self.shift) / self.slope)
        };
        (STEP * (-REACH..=REACH).map(term).sum::<f64>()).min(1.0)
    }

    /// `P(S < s)` where the slope rises, `P(S > s)` where it falls.
    fn scale_tail(self, s: f64) -> f64 {
        let half = 0.5 * self.df;
        let Tails { lower, upper } = incomplete_gamma(half, half * s * s.max(0.0));
        if self.slope > 0.0 { lower } else { upper }
    }

    /// The integrand relative to its height, summed away from the peak until nothing is added.
    fn sum(self, peak: f64, height: f64, step: f64) -> f64 {
        const MOST_STEPS: u32 = 100_000;
        let mut sum = 0.0;
        for number in 1..MOST_STEPS {
            let term = exp(self.ln_integrand(peak + f64::from(number) * step) - height);
            sum += term;
            if term <= 1e-18 * (1.0 + sum) {
                break;
            }
        }
        sum
    }

    /// Where the integrand, which has one peak, is near its largest: golden sections.
    fn peak(self) -> f64 {
        const GOLDEN: f64 = 0.618_033_988_749_894_9;
        // Beyond that the ends of the section would be neighbouring numbers and never meet.
        const FINEST: f64 = 1e-11;
        let (mut low, mut high) = (-1.0, 1.0);
        // Too far right the integrand may be nothing, of which the logarithm is minus infinity; too far left it never is.
        while self.ln_integrand(2.0 * low) >= self.ln_integrand(low) && low > -600.0 {
            low *= 2.0;
        }
        while self.ln_integrand(2.0 * high) > self.ln_integrand(high) && high < 600.0 {
            high *= 2.0;
        }
        (low, high) = (2.0 * low, 2.0 * high);
        while high - low > (0.1 * self.width(exp(high))).max(FINEST) {
            let inner = high - GOLDEN * (high - low);
            let outer = low + GOLDEN * (high - low);
            if self.ln_integrand(inner) > self.ln_integrand(outer) { high = outer } else { low = inner }
        }
        0.5 * (low + high)
    }
}

/// `ln P(Z > x)`, also where the probability is below the smallest `f64`.
fn ln_normal_tail(x: f64) -> f64 {
    if x < 30.0 {
        return log(0.5 * erfc(x * std::f64::consts::FRAC_1_SQRT_2));
    }
    let square = 1.0 / (x * x);
    -0.5 * x * x - log(x) - LN_SQRT_TWO_PI
        + log1p(-square * (1.0 - square * (3.0 - square * (15.0 - 105.0 * square))))
}

/// The noncentralities under which a t of `statistic` or more, or of `statistic` or less, has probability `tail` each:
/// the confidence limits of the noncentrality. `None` unless 0 < `tail` < ½, `df` ≥ 1, or when the search fails.
///
/// Source: Steiger & Fouladi, in What If There Were No Significance Tests?, 1997; `effectsize` of R does the same.
pub fn noncentrality_limits(statistic: f64, df: f64, tail: f64) -> Option<(f64, f64)> {
    if !(tail > 0.0 && tail < 0.5 && statistic.is_finite()) {
        return None;
    }
    let low = lower_limit(statistic, df, tail)?;
    // The upper limit is the lower one seen in a mirror.
    let high = -lower_limit(-statistic, df, tail)?;
    Some((low, high))
}

/// The δ with `P(T > statistic) = tail`, which rises with δ: false position on the normal scale, where the tail is
/// nearly a straight line.
fn lower_limit(statistic: f64, df: f64, tail: f64) -> Option<f64> {
    const MOST_STEPS: usize = 200;
    let goal = Normal.quantile(tail)?;
    let excess = |noncentrality: f64| -> Option<f64> {
        // Far out the tail rounds to 0 or 1, which have no quantile.
        let tail = NoncentralT::new(df, noncentrality)?.sf(statistic).clamp(1e-300, 1.0 - 1e-15);
        Some(Normal.quantile(tail)? - goal)
    };
    let spread = sqrt(1.0 + 0.5 * statistic * statistic / df);
    let (mut low, mut high) = bracket(statistic + goal * spread, spread, &excess)?;
    let (mut below, mut above) = (excess(low)?, excess(high)?);
    let mut before = low;
    for _ in 0..MOST_STEPS {
        let here = inside(low - below * (high - low) / (above - below), low, high);
        let found = excess(here)?;
        if found == 0.0 || fabs(here - before) <= 1e-14 * (1.0 + fabs(here)) {
            return Some(here);
        }
        // An end that stays twice counts half, so that both move (Illinois).
        let stays = (here > before) == (found < 0.0);
        if found < 0.0 {
            (low, below) = (here, found);
            above *= if stays { 0.5 } else { 1.0 };
        } else {
            (high, above) = (here, found);
            below *= if stays { 0.5 } else { 1.0 };
        }
        before = here;
    }
    Some(before)
}

/// Two numbers around `start` between which the rising `excess` turns positive.
fn bracket(start: f64, width: f64, excess: &impl Fn(f64) -> Option<f64>) -> Option<(f64, f64)> {
    const MOST_STEPS: i32 = 60;
    let end = |direction: f64| {
        (0..MOST_STEPS)
            .map(|step| start + direction * width * libm::ldexp(0.25, step))
            .find(|&end| excess(end).is_some_and(|excess| excess * direction > 0.0))
    };
    Some((end(-1.0)?, end(1.0)?))
}

/// `guess`, or halfway when it is not strictly between the ends.
fn inside(guess: f64, low: f64, high: f64) -> f64 {
    if guess > low && guess < high { guess } else { 0.5 * (low + high) }
}

#[cfg(test)]
mod tests;
