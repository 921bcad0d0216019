//! Searches for quantiles: where a tail has the probability wanted.

use libm::{fabs, log};

/// A tail of a probability.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Tail {
    /// P(X ≤ x) is this.
    Lower(f64),
    /// P(X > x) is this.
    Upper(f64),
}

impl Tail {
    /// The smaller tail of the point below which `probability` lies; `None` unless 0 < `probability` < 1.
    pub(super) fn below(probability: f64) -> Option<Self> {
        let is_inside = probability > 0.0 && probability < 1.0;
        let tail = if probability <= 0.5 { Self::Lower(probability) } else { Self::Upper(1.0 - probability) };
        is_inside.then_some(tail)
    }

    /// The smaller tail of the point above which `probability` lies; `None` unless 0 < `probability` < 1.
    pub(super) fn above(probability: f64) -> Option<Self> {
        Self::below(probability).map(|tail| match tail {
            Self::Lower(small) => Self::Upper(small),
            Self::Upper(small) => Self::Lower(small),
        })
    }
}

/// Both tails and the density at a point of the scale on which the search goes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Point {
    /// P(X ≤ x).
    pub lower: f64,
    /// P(X > x).
    pub upper: f64,
    /// The density on the scale of the search.
    pub density: f64,
}

/// How far from 0 a search goes: `e^700` is the edge of what an `f64` holds.
const FURTHEST: f64 = 700.0;

/// The place on the real line with the tail: Newton on the logarithm of the tail, kept inside a bracket that narrows
/// with every step. `None` when it lies beyond [`FURTHEST`].
pub(super) fn place(tail: Tail, start: f64, at: impl Fn(f64) -> Point) -> Option<f64> {
    const MOST_STEPS: usize = 400;
    // Newton doubles the digits, so after a step shorter than half of them all are right.
    const HALF_THE_DIGITS: f64 = 1e-9;
    let (mut low, mut high) = (f64::NEG_INFINITY, f64::INFINITY);
    let mut here = start.clamp(-FURTHEST, FURTHEST);
    for _ in 0..MOST_STEPS {
        let step = step(tail, at(here));
        if step > 0.0 {
            low = here;
        } else {
            high = here;
        }
        let newton = here + step;
        let is_inside = fabs(step) < 50.0 && newton >= low && newton <= high;
        let next = if is_inside { newton } else { halfway(low, high) };
        let enough = if is_inside { HALF_THE_DIGITS } else { f64::EPSILON } * (1.0 + fabs(next));
        if fabs(next - here) <= enough {
            return Some(next);
        }
        if fabs(next) > FURTHEST {
            return None;
        }
        here = next;
    }
    Some(here)
}

/// Newton's step; its sign is right even where its size is not finite.
fn step(tail: Tail, point: Point) -> f64 {
    let toward = |here: f64, wanted: f64| here / point.density * log(wanted / here);
    let (newton, is_up) = match tail {
        Tail::Lower(wanted) => (toward(point.lower, wanted), point.lower < wanted),
        Tail::Upper(wanted) => (-toward(point.upper, wanted), point.upper > wanted),
    };
    match (newton.is_finite(), is_up) {
        (true, _) => newton,
        (false, true) => f64::INFINITY,
        (false, false) => f64::NEG_INFINITY,
    }
}

fn halfway(low: f64, high: f64) -> f64 {
    match (low.is_finite(), high.is_finite()) {
        (true, true) => 0.5 * (low + high),
        (true, false) => low + fabs(low).max(1.0),
        (false, true) => high - fabs(high).max(1.0),
        (false, false) => 0.0,
    }
}

/// The smallest count at which the lower tail reaches `probability`, to within 64 units of rounding, as R has it.
/// `None` unless 0 < `probability` < 1, or when it is beyond `highest`.
pub(super) fn count(probability: f64, highest: u64, tails: impl Fn(u64) -> (f64, f64)) -> Option<u64> {
    const FUZZ: f64 = 64.0 * f64::EPSILON;
    let tail = Tail::below(probability)?;
    let reaches = |k: u64| match (tail, tails(k)) {
        (Tail::Lower(wanted), (lower, _)) => lower >= wanted * (1.0 - FUZZ),
        (Tail::Upper(wanted), (_, upper)) => upper <= wanted * (1.0 + FUZZ),
    };
    let mut high = 1;
    while high < highest && !reaches(high) {
        high = high.saturating_mul(2).min(highest);
    }
    let (mut low, mut high) = (0, high.min(highest));
    if !reaches(high) {
        return None;
    }
    while low < high {
        let middle = low + (high - low) / 2;
        if reaches(middle) { high = middle } else { low = middle + 1 }
    }
    Some(high)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_furthest_place_itself_is_still_searched() {
        // Twice the start is the furthest place; the density, being nothing, leaves only halves.
        let at = |place: f64| {
            let lower = if place < 600.0 { 0.1 } else { 0.9 };
            Point { lower, upper: 1.0 - lower, density: 0.0 }
        };
        let found = place(Tail::Lower(0.5), 0.5 * FURTHEST, at).unwrap();
        assert!((found - 600.0).abs() < 1e-12, "{found}");
        assert_eq!(place(Tail::Lower(0.95), 0.5 * FURTHEST, at), None);
    }

    #[test]
    fn a_count_reaches_a_probability_to_within_64_units_of_rounding() {
        let unit = 0.25 * f64::EPSILON;
        let rising = |k: u64| (0.25 - unit * if k < 3 { 65.0 } else { 64.0 }, f64::NAN);
        assert_eq!(count(0.25, 9, rising), Some(3));
        let falling = |k: u64| (f64::NAN, 0.25 + unit * if k < 3 { 65.0 } else { 64.0 });
        assert_eq!(count(0.75, 9, falling), Some(3));
    }

    #[test]
    fn a_count_beyond_the_highest_is_none() {
        assert_eq!(count(0.5, 9, |k| if k > 9 { (1.0, 0.0) } else { (0.0, 1.0) }), None);
    }
}
