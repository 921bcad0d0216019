//! A histogram in words, for those who do not see it: what its bars show, and no other number.

use super::{FacetRow, FacetValue};
use crate::domain::{Bands, Finite, format};
use crate::exhibit::Count;

/// Every bin with those selected and everyone behind it, bins of one band after its name.
///
/// `Age: 30 to under 35, 12 of 40; 35 to 40, hidden of 35.` An empty text without bins.
pub fn histogram_words(label: &str, rows: &[FacetRow], bands: Option<&Bands>) -> String {
    let bins: Vec<Bin<'_>> = rows.iter().filter_map(Bin::of).collect();
    let Some(last) = bins.len().checked_sub(1) else { return String::new() };
    let (mut text, mut band) = (format!("{label}: "), String::new());
    for (position, bin) in bins.iter().enumerate() {
        let here = bands.map(|bands| bin.bands(bands)).unwrap_or_default();
        if position > 0 {
            text.push_str("; ");
        }
        if here != band {
            text.push_str(&here);
            text.push_str(": ");
            band = here;
        }
        text.push_str(&bin.words(if position == last { "to" } else { "to under" }));
    }
    text.push('.');
    text
}

/// A row that stands for a range.
struct Bin<'a> {
    row: &'a FacetRow,
    low: Finite,
    high: Finite,
}

impl<'a> Bin<'a> {
    const fn of(row: &'a FacetRow) -> Option<Self> {
        match row.value {
            FacetValue::Bin { low, high } => Some(Self { row, low, high }),
            FacetValue::Level { .. } | FacetValue::Answer(_) => None,
        }
    }

    /// `mild`, or `mild and moderate` where the bin takes in both.
    fn bands(&self, bands: &Bands) -> String {
        let labels: Vec<&str> =
            bands.between(self.low, self.high).iter().map(|band| band.label.as_str()).collect();
        labels.join(" and ")
    }

    fn words(&self, up_to: &str) -> String {
        let (low, high) = (format::exact(self.low), format::exact(self.high));
        format!(
            "{low} {up_to} {high}, {} of {}",
            short_words(self.row.selected),
            short_words(self.row.everyone)
        )
    }
}

/// A count in the rail, where the rounding is said once above.
pub fn short_words(count: Count) -> String {
    count.shown().map_or_else(|| "hidden".to_owned(), format::count)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::NumberRange;

    fn finite(value: f64) -> Finite {
        Finite::new(value).expect("finite")
    }

    fn bin(low: f64, high: f64, everyone: Count, selected: Count) -> FacetRow {
        let value = FacetValue::Bin { low: finite(low), high: finite(high) };
        FacetRow { value, everyone, selected }
    }

    fn rows() -> [FacetRow; 4] {
        [
            bin(0.0, 5.0, Count::Exact(1_230), Count::Exact(310)),
            bin(5.0, 6.0, Count::About(98), Count::Hidden),
            bin(6.0, 15.0, Count::About(43), Count::Zero),
            bin(15.0, 27.0, Count::Hidden, Count::Hidden),
        ]
    }

    fn bands() -> Bands {
        let range = NumberRange { low: Finite::ZERO, high: finite(27.0) };
        let limits = [(0.0, "minimal"), (5.0, "mild"), (10.0, "moderate"), (20.0, "severe")];
        let limits = limits.map(|(low, label)| (finite(low), label.to_owned())).to_vec();
        Bands::from_lower_limits(range, finite(1.0), "a table", limits).expect("good bands")
    }

    #[test]
    fn bins_are_told_from_left_to_right_as_the_bars_show_them() {
        assert_eq!(
            histogram_words("PHQ-9", &rows(), None),
            "PHQ-9: 0 to under 5, 310 of 1,230; 5 to under 6, hidden of 98; 6 to under 15, 0 of 43; \
             15 to 27, hidden of hidden."
        );
    }

    #[test]
    fn a_bin_says_its_band_and_one_that_was_merged_says_both() {
        assert_eq!(
            histogram_words("PHQ-9", &rows(), Some(&bands())),
            "PHQ-9: minimal: 0 to under 5, 310 of 1,230; mild: 5 to under 6, hidden of 98; \
             mild and moderate: 6 to under 15, 0 of 43; moderate and severe: 15 to 27, hidden of hidden."
        );
    }

    #[test]
    fn nothing_is_said_without_bins() {
        assert_eq!(histogram_words("Sex", &[], None), "");
    }
}
