//! Axes and numbers in the files of office programs: ranges, ticks and number formats that print what the page prints.

use crate::domain::{Finite, format};
use crate::exhibit::{Axis, Tick};

/// The range an axis is drawn over: ordered, finite, not empty.
pub(super) fn range(axis: &Axis) -> (f64, f64) {
    /// Past this a chart of an office program holds nothing.
    const LARGEST: f64 = 1e300;
    let (low, high) = (axis.low.get().clamp(-LARGEST, LARGEST), axis.high.get().clamp(-LARGEST, LARGEST));
    let (low, high) = (low.min(high), low.max(high));
    let apart = low.abs().max(1.0);
    if high - low > 0.0 { (low, high) } else { (low - apart, high + apart) }
}

/// Evenly spaced ticks that a number format prints as the specification has them.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Numbering {
    /// From one tick to the next.
    pub(super) step: f64,
    /// The number format.
    pub(super) format: String,
}

impl Numbering {
    /// `None` where ticks are uneven, do not begin at the axis or are words.
    pub(super) fn of(axis: &Axis, (low, high): (f64, f64)) -> Option<Self> {
        let [first, second, ..] = axis.ticks.as_slice() else { return None };
        let step = second.at.get() - first.at.get();
        let slack = (high - low) * 1e-9;
        let is_even = |(tick, count): (&Tick, f64)| (tick.at.get() - (low + step * count)).abs() <= slack;
        let counts = (0..).map(f64::from);
        if step <= slack || !axis.ticks.iter().zip(counts).all(is_even) {
            return None;
        }
        Some(Self { step, format: format_code(&axis.ticks)? })
    }
}

/// The number format that prints every label: decimals, and what follows the number.
fn format_code(ticks: &[Tick]) -> Option<String> {
    let first = ticks.first()?;
    let end = first.label.rfind(|character: char| character.is_ascii_digit())? + 1;
    let (number, unit) = first.label.split_at(end);
    let places = places(number);
    let prints = |tick: &Tick| tick.label == format!("{}{unit}", format::decimal(tick.at, places));
    if !ticks.iter().all(prints) {
        return None;
    }
    code("", places, unit)
}

/// Decimals of a number as printed.
fn places(number: &str) -> usize {
    number.split_once('.').map_or(0, |(_, decimals)| decimals.len())
}

/// A number format with words around the number and a true minus; `None` where the words cannot be written in one.
pub(super) fn code(before: &str, places: usize, after: &str) -> Option<String> {
    sections(before, &format!("{before}{}", format::MINUS), places, after)
}

/// A number format with words before numbers from zero on, before those below, and after all.
fn sections(before: &str, below: &str, places: usize, after: &str) -> Option<String> {
    /// A format takes 255 characters in all.
    const MOST_WORDS: usize = 40;
    let fits = |words: &str| words.chars().count() <= MOST_WORDS && !words.contains(['"', '\\']);
    if !fits(before) || !fits(after) || places > 15 {
        return None;
    }
    let quoted = |words: &str| if words.is_empty() { String::new() } else { format!("\"{words}\"") };
    let decimals = if places == 0 { String::new() } else { format!(".{}", "0".repeat(places)) };
    let number = format!("#,##0{decimals}{}", quoted(after));
    Some(format!("{}{number};{}{number}", quoted(before), quoted(below)))
}

/// The number format by which a number reads as `text`; `None` where none does (`<0.001`, `2.2 × 10⁸`).
pub(super) fn printed(value: Finite, text: &str) -> Option<String> {
    let start = text.find(|character: char| character.is_ascii_digit())?;
    let end = text.rfind(|character: char| character.is_ascii_digit())? + 1;
    let (before, number, after) = (text.get(..start)?, text.get(start..end)?, text.get(end..)?);
    let (before, minus) = before.strip_suffix(format::MINUS).map_or((before, ""), |before| (before, "−"));
    let places = places(number);
    let reads = |value: Finite| format::decimal(value, places) == format!("{minus}{number}");
    if reads(value) {
        // What is below nothing by less than is printed has no sign there.
        let below = if minus.is_empty() && value.get() < 0.0 { "" } else { "−" };
        return sections(before, &format!("{before}{below}"), places, after);
    }
    let is_share = after.starts_with('%') && Finite::new(value.get() * 100.0).is_some_and(reads);
    (is_share && before.is_empty() && after == "%").then(|| share(places))
}

/// The number format that prints a share of one as per cent.
pub(super) fn share(places: usize) -> String {
    // A per cent sign outside quotes multiplies by a hundred.
    let code = code("", places, "").unwrap_or_else(|| "0".to_owned());
    code.replace(';', "%;") + "%"
}

/// The number format for numbers that are read off an axis: two decimals finer than its ticks lie apart, up to eight;
/// a program's own choice where that does not do.
pub(super) fn readings(axis: &Axis) -> String {
    let (low, high) = range(axis);
    let tick = (high - low) / 10.0;
    let places = (0..=8_usize).find(|places| tick * 10_f64.powi(i32::try_from(*places).unwrap_or(0)) >= 5.0);
    places.and_then(|places| code("", places.max(1), "")).unwrap_or_else(|| "General".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn axis(ticks: &[(f64, &str)], low: f64, high: f64) -> Axis {
        let finite = |value| Finite::new(value).unwrap();
        let tick = |(at, label): &(f64, &str)| Tick { at: finite(*at), label: (*label).to_owned() };
        Axis {
            title: String::new(),
            low: finite(low),
            high: finite(high),
            ticks: ticks.iter().map(tick).collect(),
            note: None,
        }
    }

    #[test]
    fn even_ticks_of_numbers_are_left_to_a_number_format() {
        let code = |axis: &Axis| Numbering::of(axis, range(axis)).map(|numbering| numbering.format);
        let scores = axis(&[(0.0, "0"), (10.0, "10"), (20.0, "20")], 0.0, 27.0);
        assert_eq!(code(&scores).as_deref(), Some("#,##0;\"−\"#,##0"));
        let shares = axis(&[(0.0, "0%"), (50.0, "50%")], 0.0, 100.0);
        assert_eq!(code(&shares).as_deref(), Some("#,##0\"%\";\"−\"#,##0\"%\""));
        let small = axis(&[(-0.5, "−0.5"), (0.0, "0.0"), (0.5, "0.5")], -0.5, 0.5);
        assert_eq!(code(&small).as_deref(), Some("#,##0.0;\"−\"#,##0.0"));
    }

    #[test]
    fn words_and_uneven_ticks_are_not() {
        for ticks in [
            axis(&[(0.0, "Baseline"), (1.0, "1")], 0.0, 1.0),
            axis(&[(0.0, "0"), (3.0, "3"), (12.0, "12")], 0.0, 12.0),
            axis(&[(2.0, "2"), (4.0, "4")], 1.0, 5.0),
            axis(&[(2.0, "2")], 1.0, 5.0),
        ] {
            assert_eq!(Numbering::of(&ticks, range(&ticks)), None);
        }
    }

    #[test]
    fn a_number_in_a_cell_reads_as_it_is_printed() {
        let code = |value: f64, text: &str| printed(Finite::new(value).unwrap(), text);
        assert_eq!(code(22.34, "22.3").as_deref(), Some("#,##0.0;\"−\"#,##0.0"));
        assert_eq!(code(-4.37, "−4.4").as_deref(), Some("#,##0.0;\"−\"#,##0.0"));
        assert_eq!(code(-0.04, "0.0").as_deref(), Some("#,##0.0;#,##0.0"));
        assert_eq!(code(13.0, "about 13").as_deref(), Some("\"about \"#,##0;\"about −\"#,##0"));
        assert_eq!(code(42.12, "42.1%").as_deref(), Some("#,##0.0\"%\";\"−\"#,##0.0\"%\""));
        assert_eq!(code(0.4212, "42.1%").as_deref(), Some("#,##0.0%;\"−\"#,##0.0%"));
        for (value, text) in [(0.0003, "<0.001"), (2.23e8, "2.23 × 10⁸"), (3.0, "three"), (3.0, "\"3\"")] {
            assert_eq!(code(value, text), None, "{text}");
        }
    }

    #[test]
    fn readings_are_finer_than_the_ticks_of_their_axis() {
        let reading = |high| readings(&axis(&[], 0.0, high));
        assert_eq!(reading(50.0), "#,##0.0;\"−\"#,##0.0");
        assert_eq!(reading(0.3), "#,##0.000;\"−\"#,##0.000");
        assert_eq!(reading(1e-9), "General");
    }
}
