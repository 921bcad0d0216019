//! How finely the numbers at marks are printed: one choice for a whole figure.

use super::scale::Domain;
use crate::domain::format::{self, MINUS};
use crate::domain::{Finite, Interval, reading};
use crate::exhibit::{Estimate, TrendFigure};

/// From here on numbers are printed as a power of ten.
const LARGE: f64 = 1e7;
/// More decimals than these are a power of ten.
const MOST_PLACES: usize = 6;

/// How the numbers of a figure are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Precision {
    /// So many decimals.
    Places(usize),
    /// As many decimals as each number has: they were rounded before they came here.
    AsPublished,
    /// Three digits and a power of ten.
    PowerOfTen,
}

impl Precision {
    /// One decimal on a score of 2 to 2,000 points, more on finer scales; numbers that were published with two
    /// significant digits keep them.
    pub(crate) fn of(figure: &TrendFigure) -> Self {
        let span = Domain::of(&figure.y).span();
        let largest = figure.y.low.get().abs().max(figure.y.high.get().abs());
        match places_for(span) {
            Some(_) if largest >= LARGE => Self::PowerOfTen,
            None => Self::PowerOfTen,
            Some(_) if were_rounded(figure) => Self::AsPublished,
            Some(places) => Self::Places(places),
        }
    }

    /// The number as text.
    pub(crate) fn value(self, value: Finite) -> String {
        match self {
            _ if value.get().abs() >= LARGE => power_of_ten(value),
            Self::Places(places) => format::decimal(value, places),
            Self::AsPublished => format::decimal(value, places_of(value)),
            Self::PowerOfTen => power_of_ten(value),
        }
    }

    /// `(14.6 to 15.6)`.
    pub(crate) fn interval(self, interval: Interval) -> String {
        format!("({} to {})", self.value(interval.low), self.value(interval.high))
    }
}

fn places_for(span: f64) -> Option<usize> {
    let mut step = 2_000.0;
    for places in 0..=MOST_PLACES {
        if span >= step {
            return Some(places);
        }
        step = if places == 0 { 2.0 } else { step / 10.0 };
    }
    None
}

fn were_rounded(figure: &TrendFigure) -> bool {
    let mut means =
        figure.series.iter().flat_map(|series| &series.points).filter_map(|point| match point.estimate {
            Estimate::Mean { value, .. } => Some(value),
            Estimate::Hidden | Estimate::Empty => None,
        });
    means.all(|mean| format::to_significant(mean, 2) == mean)
}

/// The fewest decimals that print the number exactly.
fn places_of(value: Finite) -> usize {
    let exact = |places: usize| reading::number(&format!("{:.places$}", value.get())) == Some(value);
    (0..MOST_PLACES).find(|places| exact(*places)).unwrap_or(MOST_PLACES)
}

/// Three digits and a power of ten: `2.23 × 10⁸`.
pub(crate) fn power_of_ten(value: Finite) -> String {
    let number = if value.get() == 0.0 { 0.0 } else { value.get() };
    let text = format!("{number:.2e}");
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let raised: String = exponent.chars().map(superscript).collect();
    let mantissa = mantissa.replace('-', &MINUS.to_string());
    if exponent == "0" { mantissa } else { format!("{mantissa} × 10{raised}") }
}

const fn superscript(digit: char) -> char {
    match digit {
        '0' => '⁰',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '4' => '⁴',
        '5' => '⁵',
        '6' => '⁶',
        '7' => '⁷',
        '8' => '⁸',
        '9' => '⁹',
        _ => '⁻',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finite(value: f64) -> Finite {
        Finite::new(value).unwrap()
    }

    #[test]
    fn finer_scales_get_more_decimals() {
        let places = [50_000.0, 100.0, 10.0, 1.0, 0.05, 1e-9].map(places_for);
        assert_eq!(places, [Some(0), Some(1), Some(1), Some(2), Some(3), None]);
    }

    #[test]
    fn published_digits_are_kept_and_no_more() {
        assert_eq!(Precision::AsPublished.value(finite(22.0)), "22");
        assert_eq!(Precision::AsPublished.value(finite(-9.7)), "−9.7");
        assert_eq!(Precision::Places(1).value(finite(22.0)), "22.0");
    }

    #[test]
    fn very_large_and_very_small_numbers_are_powers_of_ten() {
        assert_eq!(power_of_ten(finite(123_456_789.0)), "1.23 × 10⁸");
        assert_eq!(power_of_ten(finite(-2.5e-12)), "−2.50 × 10⁻¹²");
        assert_eq!(power_of_ten(finite(-0.0)), "0.00");
    }
}
