//! The distribution of the largest of several comparisons with one control.

use libm::{exp, expm1, fabs, log1p, pow, sqrt};

use super::search::{self, Point, Tail};
use super::studentized::{finer_for, mean_over_scale};
use crate::stats::Normal;

/// Which comparisons count as large.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sides {
    /// Those far from zero in either direction: `max |Tᵢ|`.
    Two,
    /// Those far above zero: `max Tᵢ`.
    One,
}

/// The largest of several t statistics that share a control: a multivariate t whose correlations are products `λᵢλⱼ`.
///
/// `P(max > d)` is the mean over `s = √(χ²/ν)` of `∫ φ(z) (1 − Π (1 − pᵢ(z))) dz`, where `pᵢ(z)` is the probability that the
/// i-th comparison is large given the control at `z`; both integrals by the trapezoidal rule, which converges
/// exponentially fast for them. All terms are positive, so tails keep their digits: relative error about 1e-12 down to
/// 1e-20, where programs that integrate by simulation have 1e-4. Source: Dunnett, J Am Stat Assoc 1955;50:1096; Biometrics 1964;20:482.
#[derive(Debug, Clone, PartialEq)]
pub struct Dunnett {
    arms: Vec<Arm>,
    df: f64,
    sides: Sides,
}

/// Comparisons that are alike: `T = (λ Z₀ + √(1 − λ²) Z) / s`.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Arm {
    /// How many.
    count: f64,
    /// λ.
    shared: f64,
    /// √(1 − λ²).
    own: f64,
}

impl Dunnett {
    /// By the loadings λ, each between −1 and 1, and the degrees of freedom: at least 1, infinity for a known deviation.
    /// `None` for none, or outside these.
    pub fn new(loadings: &[f64], df: f64, sides: Sides) -> Option<Self> {
        let mut arms: Vec<Arm> = Vec::new();
        for &shared in loadings {
            let own = sqrt((1.0 - shared) * (1.0 + shared));
            match arms.iter_mut().find(|arm| arm.shared == shared) {
                Some(arm) => arm.count += 1.0,
                // Nearer to 1 the integrand is too steep for the rule.
                None if own > 1e-3 => arms.push(Arm { count: 1.0, shared, own }),
                None => return None,
            }
        }
        (!arms.is_empty() && df >= 1.0).then_some(Self { arms, df, sides })
    }

    /// Of means with one common variance: `λᵢ = √(nᵢ / (nᵢ + n₀))`. `None` for an empty group, or as [`Self::new`].
    pub fn of_group_sizes(control: u32, others: &[u32], df: f64, sides: Sides) -> Option<Self> {
        if control == 0 || others.contains(&0) {
            return None;
        }
        let loading = |&size: &u32| sqrt(f64::from(size) / (f64::from(size) + f64::from(control)));
        Self::new(&others.iter().map(loading).collect::<Vec<f64>>(), df, sides)
    }

    /// P(max ≤ `d`).
    pub fn cdf(&self, d: f64) -> f64 {
        if d.is_nan() { 0.0 } else { self.tail(d, Self::all_small) }
    }

    /// P(max > `d`), without the loss of `1 − cdf`: the adjusted p-value of a statistic of `d`.
    pub fn sf(&self, d: f64) -> f64 {
        if d.is_nan() { 1.0 } else { self.tail(d, Self::some_large) }
    }

    /// The `d` with `cdf(d) = probability`. `None` unless 0 < `probability` < 1, or when the search fails.
    pub fn quantile(&self, probability: f64) -> Option<f64> {
        self.find(Tail::below(probability)?)
    }

    /// The `d` with `sf(d) = probability`, for tails too small for one minus them. `None` as for the quantile.
    pub fn upper_quantile(&self, probability: f64) -> Option<f64> {
        self.find(Tail::above(probability)?)
    }

    fn find(&self, tail: Tail) -> Option<f64> {
        const APART: f64 = 1e-4;
        let of = |place: f64| match (self.sides, tail) {
            (Sides::Two, Tail::Lower(_)) => self.cdf(exp(place)),
            (Sides::Two, Tail::Upper(_)) => self.sf(exp(place)),
            (Sides::One, Tail::Lower(_)) => self.cdf(place),
            (Sides::One, Tail::Upper(_)) => self.sf(place),
        };
        let at = |place: f64| {
            let here = of(place);
            // The slope by a difference is good to eight digits, which only slows the search a little.
            let density = fabs(of(place + APART) - of(place - APART)) / (2.0 * APART);
            Point { lower: here, upper: here, density }
        };
        let found = search::place(tail, 0.7, at)?;
        Some(match self.sides {
            Sides::Two => exp(found),
            Sides::One => found,
        })
    }

    fn tail(&self, d: f64, given: impl Fn(&Self, f64, f64) -> f64) -> f64 {
        let d = d.clamp(-1e100, 1e100);
        let start = if d > 0.0 && self.df < f64::INFINITY { sqrt(self.df / (self.df + d * d)) } else { 1.0 };
        mean_over_scale(self.df, start, self.finer(), |s| self.over_control(d * s, &given)).min(1.0)
    }

    /// The mean of `given` over the control's deviate, all limits being `w`.
    fn over_control(&self, w: f64, given: &impl Fn(&Self, f64, f64) -> f64) -> f64 {
        const REACH: f64 = 9.5;
        let steepest = self.arms.iter().map(|arm| arm.own).fold(1.0, f64::min);
        let step = 0.25 * steepest / self.finer();
        let largest = self.arms.iter().map(|arm| fabs(arm.shared)).fold(0.0, f64::max);
        let reach = REACH + largest * fabs(w).min(60.0);
        let most = libm::ceil(reach / step) as i32;
        let term = |number: i32| {
            let z = step * f64::from(number);
            Normal.pdf(z) * given(self, z, w)
        };
        step * (-most..=most).map(term).sum::<f64>()
    }

    fn finer(&self) -> f64 {
        finer_for(self.arms.iter().map(|arm| arm.count).sum())
    }

    /// 1 − Π (1 − pᵢ).
    fn some_large(&self, z: f64, w: f64) -> f64 {
        -expm1(self.arms.iter().map(|arm| arm.count * log1p(-arm.large(z, w, self.sides))).sum::<f64>())
    }

    fn all_small(&self, z: f64, w: f64) -> f64 {
        self.arms.iter().map(|arm| pow(arm.small(z, w, self.sides), arm.count)).product()
    }
}

impl Arm {
    /// The probability that the comparison is beyond `w` when the control's deviate is `z`.
    fn large(self, z: f64, w: f64, sides: Sides) -> f64 {
        let above = Normal.sf((w - self.shared * z) / self.own);
        match sides {
            Sides::One => above,
            Sides::Two if w < 0.0 => 1.0,
            Sides::Two => (above + Normal.cdf((-w - self.shared * z) / self.own)).min(1.0),
        }
    }

    fn small(self, z: f64, w: f64, sides: Sides) -> f64 {
        let (high, low) = ((w - self.shared * z) / self.own, (-w - self.shared * z) / self.own);
        match sides {
            Sides::One => Normal.cdf(high),
            Sides::Two if w < 0.0 => 0.0,
            // The difference from the side where both are small.
            Sides::Two if low > 0.0 => Normal.sf(low) - Normal.sf(high),
            Sides::Two => Normal.cdf(high) - Normal.cdf(low),
        }
    }
}
