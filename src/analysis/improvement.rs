//! How much a person improved, for every question about it.

use crate::domain::{Direction, Instrument};

/// A difference this part of the baseline short of a cut-off reaches it: 4.0 − 2.8 is a rounding error below 1.2.
pub(super) const ROUNDING: f64 = 1e-9;

/// Points by which a score got better from `start` to `end`; negative when it got worse.
pub(super) const fn gain(direction: Direction, start: f64, end: f64) -> f64 {
    match direction {
        Direction::LowerIsBetter => start - end,
        Direction::HigherIsBetter => end - start,
    }
}

/// The least improvement in per cent that an improvement of `points` can be on the scale of `instrument`, for people
/// with a baseline above 0.
pub(super) fn least_percent(instrument: &Instrument, points: f64) -> f64 {
    let highest = match instrument.direction {
        Direction::LowerIsBetter => instrument.range.high.get(),
        Direction::HigherIsBetter => instrument.range.high.get() - points,
    };
    if highest > 0.0 { 100.0 * points / highest } else { 0.0 }
}
