//! Numbers made no finer than may be seen.

use crate::domain::{Finite, Interval, format};
use crate::exhibit::{Count, Estimate, Policy};

/// A mean with two significant digits and an interval of the same decimal place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct RoundedMean {
    pub value: Finite,
    pub interval: Interval,
    /// Decimals to print.
    pub places: u8,
}

/// What must be known of people to decide whether their median or quartiles may be shown under
/// [`Policy::Rounded`]: all of the group and those with a value as shown, and whether a mean of those may be shown.
#[derive(Debug, Clone, Copy)]
pub(super) struct QuartileSupport {
    pub size: Count,
    pub present: Count,
    pub supported: bool,
}

impl QuartileSupport {
    /// Fewest people for a median, and for quartiles: eleven in each part.
    pub const FEWEST_OF_MEDIAN: u32 = 2 * Policy::THRESHOLD;
    pub const FEWEST: u32 = 4 * Policy::THRESHOLD;

    /// Whether a number may be shown that tells that at least `fewest` of `people` have a value. Where their number is
    /// hidden, that must leave the others room enough to stay hidden.
    pub fn bears(self, people: u32, fewest: u32) -> bool {
        let at_least =
            |count: Count| count.shown().map_or(0, |people| people.saturating_sub(Policy::BAND / 2));
        match self.present {
            Count::Hidden => {
                self.supported && people >= fewest && at_least(self.size) >= fewest + Self::FEWEST_OF_MEDIAN
            }
            Count::Zero | Count::Exact(_) | Count::About(_) => {
                self.supported && at_least(self.present) >= fewest
            }
        }
    }
}

/// `value` with two significant digits and at most `most_places` decimals; `interval` rounded outward to the same
/// decimal place. `None` when a number leaves the range of `f64`.
pub(super) fn two_digits(value: Finite, interval: Interval, most_places: u8) -> Option<RoundedMean> {
    let place = place_of_two_digits(value, most_places);
    let low = at_place(interval.low.get(), place, libm::floor);
    let high = at_place(interval.high.get(), place, libm::ceil);
    Some(RoundedMean {
        value: rounded_at(value.get(), place)?,
        interval: Interval::new(low, high)?,
        places: u8::try_from(place).unwrap_or(0),
    })
}

/// The decimal place of the second significant digit of `value`, at most `most_places`: 1 is tenths, −1 tens.
pub(super) fn place_of_two_digits(value: Finite, most_places: u8) -> i32 {
    const DIGITS: i32 = 2;
    let coarse = format::to_significant(value, DIGITS as u32).get();
    let most = i32::from(most_places);
    if coarse == 0.0 {
        most
    } else {
        (DIGITS - 1 - libm::floor(libm::log10(libm::fabs(coarse))) as i32).min(most)
    }
}

/// `value` rounded to a decimal place; `None` when it leaves the range of `f64`.
pub(super) fn rounded_at(value: f64, place: i32) -> Option<Finite> {
    Finite::new(at_place(value, place, libm::round))
}

/// A share's interval, rounded outward to whole per cents.
pub(super) fn outward_percents(interval: Interval) -> Option<Interval> {
    let low = at_place(interval.low.get(), 2, libm::floor);
    let high = at_place(interval.high.get(), 2, libm::ceil);
    Interval::new(low, high.min(1.0))
}

/// The decimal place that is finer than any picture of an axis so long: a ten-thousandth of it.
pub(super) fn drawn_place(span: f64) -> i32 {
    if span > 0.0 && span.is_finite() { 4 - libm::floor(libm::log10(span)) as i32 } else { 0 }
}

/// An estimate that is drawn and printed nowhere, rounded at a decimal `place`.
pub(super) fn as_drawn(estimate: Estimate, place: i32) -> Estimate {
    match estimate {
        Estimate::Mean { value, interval } => Estimate::Mean {
            value: rounded_at(value.get(), place).unwrap_or(value),
            interval: interval.and_then(|ends| {
                let [low, high] = [ends.low, ends.high].map(|end| at_place(end.get(), place, libm::round));
                Interval::new(low, high)
            }),
        },
        absent @ (Estimate::Hidden | Estimate::Empty) => absent,
    }
}

/// `value` rounded by `rounding` at the decimal `place`: 1 is tenths, −1 tens.
fn at_place(value: f64, place: i32, rounding: impl Fn(f64) -> f64) -> f64 {
    let scale = libm::exp10(f64::from(place.abs()));
    let rounded = if place >= 0 { rounding(value * scale) / scale } else { rounding(value / scale) * scale };
    // No sign on zero.
    rounded + 0.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rounded(value: f64, low: f64, high: f64) -> (f64, f64, f64, u8) {
        let mean = two_digits(Finite::new(value).unwrap(), Interval::new(low, high).unwrap(), 1).unwrap();
        (mean.value.get(), mean.interval.low.get(), mean.interval.high.get(), mean.places)
    }

    #[test]
    fn a_mean_keeps_two_digits_and_its_interval_is_no_finer() {
        assert_eq!(rounded(22.34, 19.5, 25.19), (22.0, 19.0, 26.0, 0));
        assert_eq!(rounded(-4.36, -6.11, -2.6), (-4.4, -6.2, -2.6, 1));
        assert_eq!(rounded(0.123, -0.04, 0.31), (0.1, -0.1, 0.4, 1));
        assert_eq!(rounded(123.4, 118.0, 131.0), (120.0, 110.0, 140.0, 0));
        assert_eq!(rounded(9.96, 9.2, 10.4), (10.0, 9.0, 11.0, 0));
        assert_eq!(rounded(0.0, -0.06, 0.06), (0.0, -0.1, 0.1, 1));
    }

    #[test]
    fn shares_are_whole_per_cents() {
        let interval = outward_percents(Interval::new(0.123, 0.9921).unwrap()).unwrap();
        assert_eq!((interval.low.get(), interval.high.get()), (0.12, 1.0));
    }
}
