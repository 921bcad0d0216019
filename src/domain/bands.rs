//! Named bands of a score: what a value means in the words of a publication.

use serde::{Deserialize, Serialize};

use super::{Finite, NumberRange, format};

/// One band: the scores from `low` to `high`, both included.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// Name for people, as in a sentence ("moderately severe").
    pub label: String,
    /// Lowest score of the band.
    pub low: Finite,
    /// Highest score of the band.
    pub high: Finite,
}

impl Band {
    /// `mild, 5 to 9`.
    pub fn words(&self) -> String {
        format!("{}, {}", self.label, self.scores())
    }

    /// `5 to 9`; `0` of a band of one score.
    pub fn scores(&self) -> String {
        let (low, high) = (format::exact(self.low), format::exact(self.high));
        if low == high { low } else { format!("{low} to {high}") }
    }
}

/// The bands of a score, at least two, each with a name of its own: in ascending order, apart from each other, from the
/// lowest to the highest value that can occur.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Parts", into = "Parts", deny_unknown_fields)]
pub struct Bands {
    source: String,
    bands: Vec<Band>,
}

/// Why bands were refused; each completes a sentence that begins with what is refused.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum BandsError {
    /// No publication.
    #[error("has no source; name the publication that the bands come from.")]
    Unsourced,
    /// None, or one that says nothing.
    #[error("lists fewer than two bands; list them all from the lowest score up, or leave bands out.")]
    TooFew,
    /// A band without a name.
    #[error("has no name; say in a word what a score in this band means.")]
    Unnamed {
        /// Which band.
        position: usize,
    },
    /// Two bands of one name.
    #[error("is “{label}”, the name of a band before; give each band a name of its own.")]
    Repeated {
        /// Which band.
        position: usize,
        /// The name.
        label: String,
    },
    /// The first band leaves out scores, or begins before the range.
    #[error("is {found}; the first band must begin at {expected}, the lowest value of the range.")]
    Start {
        /// Where it begins.
        found: String,
        /// Where the range begins.
        expected: String,
    },
    /// A band does not begin after the one before it.
    #[error(
        "is {found}; it must be larger than the {before} before it: list bands from the lowest score up."
    )]
    Unordered {
        /// Which band.
        position: usize,
        /// Where it begins.
        found: String,
        /// Where the one before begins or ends.
        before: String,
    },
    /// A band begins after the range.
    #[error("is {found}, above {end}, the highest value of the range; correct it or the range.")]
    Outside {
        /// Which band.
        position: usize,
        /// Where it begins.
        found: String,
        /// Where the range ends.
        end: String,
    },
    /// The last band leaves out scores.
    #[error("ends at {found}; the last band must end at {expected}, the highest value of the range.")]
    End {
        /// Which band.
        position: usize,
        /// Where it ends.
        found: String,
        /// Where the range ends.
        expected: String,
    },
    /// Bands end a step before the next; one would end before it begins.
    #[error("ends less than a step above where it begins; give a smaller step.")]
    Narrow {
        /// Which band.
        position: usize,
    },
    /// A step that is none.
    #[error("must be larger than 0: the smallest difference between two scores.")]
    Step,
}

impl BandsError {
    /// Which band is refused; `None` where they are refused together.
    pub const fn position(&self) -> Option<usize> {
        match self {
            Self::Unsourced | Self::TooFew | Self::Step => None,
            Self::Start { .. } => Some(0),
            Self::Unnamed { position }
            | Self::Repeated { position, .. }
            | Self::Unordered { position, .. }
            | Self::Outside { position, .. }
            | Self::End { position, .. }
            | Self::Narrow { position } => Some(*position),
        }
    }
}

impl Bands {
    /// Bands that cover `range`, each from its lower limit up to a `step` below the next one's; the last ends with the
    /// range.
    ///
    /// # Errors
    /// A [`BandsError`] for the first thing that does not hold.
    pub fn from_lower_limits(
        range: NumberRange,
        step: Finite,
        source: &str,
        limits: Vec<(Finite, String)>,
    ) -> Result<Self, BandsError> {
        if step <= Finite::ZERO {
            return Err(BandsError::Step);
        }
        check_limits(range, &limits)?;
        let ends: Vec<Finite> = limits.iter().skip(1).map(|(low, _)| below(*low, step)).collect();
        let ends = ends.into_iter().chain([range.high]);
        let band = |((low, label), high)| Band { label, low, high };
        Self::new(range, source, limits.into_iter().zip(ends).map(band).collect())
    }

    /// Bands that cover `range`.
    ///
    /// # Errors
    /// A [`BandsError`] for the first thing that does not hold.
    pub fn new(range: NumberRange, source: &str, bands: Vec<Band>) -> Result<Self, BandsError> {
        let limits: Vec<(Finite, String)> = bands.iter().map(|band| (band.low, band.label.clone())).collect();
        check_limits(range, &limits)?;
        check_ends(range, &bands)?;
        let source = source.trim().to_owned();
        if source.is_empty() {
            return Err(BandsError::Unsourced);
        }
        let trimmed = |band: Band| Band { label: band.label.trim().to_owned(), ..band };
        Ok(Self { source, bands: bands.into_iter().map(trimmed).collect() })
    }

    /// The publication they come from.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The bands, from the lowest score up.
    pub fn list(&self) -> &[Band] {
        &self.bands
    }

    /// Where every band but the first begins.
    pub fn borders(&self) -> impl Iterator<Item = Finite> + '_ {
        self.bands.iter().skip(1).map(|band| band.low)
    }

    /// The bands that scores of at least `low` and below `high` can lie in; for the highest score, that of the last.
    pub fn between(&self, low: Finite, high: Finite) -> &[Band] {
        let first = self.bands.iter().rposition(|band| band.low <= low).unwrap_or(0);
        let after = self.bands.iter().rposition(|band| band.low < high).map_or(first, |last| last + 1);
        self.bands.get(first..after.max(first + 1)).unwrap_or_default()
    }

    /// What the limits of a filter on one band are: none at the ends of the range, where there is nothing to leave out.
    pub fn limits_of(&self, band: &Band) -> (Option<Finite>, Option<Finite>) {
        let is_first = self.bands.first().is_some_and(|first| first.low == band.low);
        let is_last = self.bands.last().is_some_and(|last| last.low == band.low);
        ((!is_first).then_some(band.low), (!is_last).then_some(band.high))
    }
}

fn check_limits(range: NumberRange, limits: &[(Finite, String)]) -> Result<(), BandsError> {
    let [(first, _), _, ..] = limits else { return Err(BandsError::TooFew) };
    if *first != range.low {
        let (found, expected) = (format::exact(*first), format::exact(range.low));
        return Err(BandsError::Start { found, expected });
    }
    for (position, (low, label)) in limits.iter().enumerate() {
        let before = limits.get(..position).unwrap_or_default();
        if let Some((last, _)) = before.last().filter(|(last, _)| last >= low) {
            let (found, before) = (format::exact(*low), format::exact(*last));
            return Err(BandsError::Unordered { position, found, before });
        }
        if *low > range.high {
            let (found, end) = (format::exact(*low), format::exact(range.high));
            return Err(BandsError::Outside { position, found, end });
        }
        let label = label.trim();
        if label.is_empty() {
            return Err(BandsError::Unnamed { position });
        }
        if before.iter().any(|(_, other)| other.trim() == label) {
            return Err(BandsError::Repeated { position, label: label.to_owned() });
        }
    }
    Ok(())
}

fn check_ends(range: NumberRange, bands: &[Band]) -> Result<(), BandsError> {
    for (position, band) in bands.iter().enumerate() {
        if band.high < band.low {
            return Err(BandsError::Narrow { position });
        }
        let next = bands.get(position + 1);
        if let Some(next) = next.filter(|next| next.low <= band.high) {
            let (found, before) = (format::exact(next.low), format::exact(band.high));
            return Err(BandsError::Unordered { position: position + 1, found, before });
        }
        if next.is_none() && band.high != range.high {
            let (found, expected) = (format::exact(band.high), format::exact(range.high));
            return Err(BandsError::End { position, found, expected });
        }
    }
    Ok(())
}

/// `limit − step`, without the last digits that the subtraction of binary fractions leaves.
fn below(limit: Finite, step: Finite) -> Finite {
    const DIGITS: u32 = 12;
    Finite::new(limit.get() - step.get()).map_or(limit, |end| format::to_significant(end, DIGITS))
}

/// What is written and sent.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Parts {
    source: String,
    bands: Vec<Band>,
}

impl TryFrom<Parts> for Bands {
    type Error = BandsError;

    fn try_from(parts: Parts) -> Result<Self, BandsError> {
        let (Some(first), Some(last)) = (parts.bands.first(), parts.bands.last()) else {
            return Err(BandsError::TooFew);
        };
        let range = NumberRange { low: first.low, high: last.high };
        Self::new(range, &parts.source, parts.bands)
    }
}

impl From<Bands> for Parts {
    fn from(bands: Bands) -> Self {
        Self { source: bands.source, bands: bands.bands }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finite(value: f64) -> Finite {
        Finite::new(value).expect("finite")
    }

    fn bands(step: f64, high: f64, limits: &[(f64, &str)]) -> Result<Bands, BandsError> {
        let range = NumberRange { low: Finite::ZERO, high: finite(high) };
        let limits = limits.iter().map(|(low, label)| (finite(*low), (*label).to_owned())).collect();
        Bands::from_lower_limits(range, finite(step), "Kroenke 2001", limits)
    }

    fn phq9() -> Bands {
        let limits = [
            (0.0, "minimal"),
            (5.0, "mild"),
            (10.0, "moderate"),
            (15.0, "moderately severe"),
            (20.0, "severe"),
        ];
        bands(1.0, 27.0, &limits).expect("as published")
    }

    fn labels(bands: &[Band]) -> Vec<&str> {
        bands.iter().map(|band| band.label.as_str()).collect()
    }

    #[test]
    fn a_band_ends_a_step_before_the_next_and_the_last_with_the_range() {
        let words: Vec<String> = phq9().list().iter().map(Band::words).collect();
        let expected = [
            "minimal, 0 to 4",
            "mild, 5 to 9",
            "moderate, 10 to 14",
            "moderately severe, 15 to 19",
            "severe, 20 to 27",
        ];
        assert_eq!(words, expected);
        let fine = bands(0.1, 1.0, &[(0.0, "low"), (0.3, "high")]).expect("good");
        assert_eq!(fine.list()[0].words(), "low, 0 to 0.2");
        let grades = bands(1.0, 1.0, &[(0.0, "no"), (1.0, "yes")]).expect("good");
        assert_eq!(grades.list()[1].words(), "yes, 1");
    }

    #[test]
    fn bands_that_do_not_hold_together_are_refused_where_they_do_not() {
        let (low, high) = ((0.0, "low"), (10.0, "high"));
        let cases = [
            (vec![], None, "fewer than two"),
            (vec![low], None, "fewer than two"),
            (vec![(1.0, "low"), high], Some(0), "must begin at 0"),
            (vec![low, high, (10.0, "higher")], Some(2), "larger than the 10 before it"),
            (vec![low, high, (5.0, "middle")], Some(2), "is 5;"),
            (vec![low, (28.0, "beyond")], Some(1), "above 27"),
            (vec![low, (10.0, " ")], Some(1), "has no name"),
            (vec![low, (10.0, "low ")], Some(1), "is “low”, the name of a band before"),
        ];
        for (limits, position, says) in cases {
            let error = bands(1.0, 27.0, &limits).expect_err(says);
            assert!(error.to_string().contains(says), "{error}");
            assert_eq!(error.position(), position, "{error}");
        }
        assert_eq!(bands(2.0, 27.0, &[low, (1.0, "high")]), Err(BandsError::Narrow { position: 0 }));
        assert_eq!(bands(0.0, 27.0, &[low, high]), Err(BandsError::Step));
    }

    #[test]
    fn what_is_sent_is_checked_when_it_is_read() {
        let text = serde_json::to_string(&phq9()).expect("serialises");
        assert_eq!(serde_json::from_str::<Bands>(&text).ok(), Some(phq9()));
        for (from, to) in [("\"high\":4.0", "\"high\":5.0"), ("Kroenke 2001", " "), ("\"mild\"", "\"\"")] {
            assert!(text.contains(from), "{text}");
            assert!(serde_json::from_str::<Bands>(&text.replacen(from, to, 1)).is_err(), "{to}");
        }
    }

    #[test]
    fn the_bands_of_a_bin_are_those_its_scores_can_lie_in() {
        let between = |low: f64, high: f64| labels(phq9().between(finite(low), finite(high))).join(" ");
        assert_eq!(between(0.0, 5.0), "minimal");
        assert_eq!(between(5.0, 6.0), "mild");
        assert_eq!(between(4.0, 6.0), "minimal mild");
        assert_eq!(between(14.0, 27.0), "moderate moderately severe severe");
        assert_eq!(between(27.0, 27.0), "severe");
        assert_eq!(between(-5.0, -1.0), "minimal");
    }

    #[test]
    fn a_filter_on_a_band_has_no_limit_at_an_end_of_the_range() {
        let bands = phq9();
        let limits = |position: usize| bands.limits_of(&bands.list()[position]);
        assert_eq!(limits(0), (None, Some(finite(4.0))));
        assert_eq!(limits(1), (Some(finite(5.0)), Some(finite(9.0))));
        assert_eq!(limits(4), (Some(finite(20.0)), None));
    }
}
