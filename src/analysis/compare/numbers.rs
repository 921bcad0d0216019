//! Estimates and probabilities as a viewer may see them.

use serde::{Deserialize, Serialize};

use crate::analysis::rounding::two_digits;
use crate::domain::{Finite, Interval, format};
use crate::exhibit::Policy;
use crate::stats::Undefined;

/// A number with its doubt, or the reason there is none.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PublicNumber {
    /// Shown.
    Shown {
        /// The estimate.
        value: Finite,
        /// 95 % confidence interval, where there is one.
        interval: Option<Interval>,
        /// Decimals to print.
        places: u8,
    },
    /// Held back by the policy.
    Hidden,
    /// It does not exist, with the reason as a sentence.
    Undefined(String),
}

impl PublicNumber {
    /// Shown as computed under [`Policy::Exact`]; with two significant digits and an interval no finer, rounded outward,
    /// under [`Policy::Rounded`]. The reason why a number does not exist is told under the first only: that values do not
    /// vary, say, is itself a disclosure.
    pub(super) fn of(found: Result<(f64, Option<Interval>), Undefined>, places: u8, policy: Policy) -> Self {
        let (value, interval) = match (found, policy) {
            (Ok(found), _) => found,
            (Err(reason), Policy::Exact) => return Self::Undefined(reason.to_string()),
            (Err(_), Policy::Rounded) => return Self::Hidden,
        };
        let shown = match policy {
            Policy::Exact => Finite::new(value).map(|value| Self::Shown { value, interval, places }),
            Policy::Rounded => coarse(value, interval, places),
        };
        shown.unwrap_or(Self::Hidden)
    }

    /// The value and its interval, when shown.
    pub fn shown(&self) -> Option<(Finite, Option<Interval>, u8)> {
        match self {
            Self::Shown { value, interval, places } => Some((*value, *interval, *places)),
            Self::Hidden | Self::Undefined(_) => None,
        }
    }

    /// `−4.0 (95% CI −6.1 to −1.9)`; `None` when not shown.
    pub fn words(&self) -> Option<String> {
        let (value, interval, places) = self.shown()?;
        let places = usize::from(places);
        let interval = interval
            .map_or_else(String::new, |interval| format!(" (95% CI {})", format::interval(interval, places)));
        Some(format!("{}{interval}", format::decimal(value, places)))
    }
}

fn coarse(value: f64, interval: Option<Interval>, places: u8) -> Option<PublicNumber> {
    let alone = Interval::new(value, value)?;
    let rounded = two_digits(Finite::new(value)?, interval.unwrap_or(alone), places)?;
    Some(PublicNumber::Shown {
        value: rounded.value,
        interval: interval.map(|_| rounded.interval),
        places: rounded.places,
    })
}

/// A p-value, or the band it lies in.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PublicProbability {
    /// As computed.
    Exact(Finite),
    /// Only the band, under [`Policy::Rounded`].
    Band(ProbabilityBand),
    /// Held back by the policy, or there is none.
    Hidden,
}

/// Where a p-value lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProbabilityBand {
    /// Below 0.001.
    Below001,
    /// From 0.001, below 0.01.
    Below01,
    /// From 0.01, below 0.05.
    Below05,
    /// 0.05 or more.
    AtLeast05,
}

impl ProbabilityBand {
    /// The band of a p-value.
    pub fn of(p_value: f64) -> Self {
        if p_value < 0.001 {
            Self::Below001
        } else if p_value < 0.01 {
            Self::Below01
        } else if p_value < 0.05 {
            Self::Below05
        } else {
            Self::AtLeast05
        }
    }

    /// `< 0.001`.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Below001 => "< 0.001",
            Self::Below01 => "< 0.01",
            Self::Below05 => "< 0.05",
            Self::AtLeast05 => "≥ 0.05",
        }
    }
}

impl PublicProbability {
    pub(super) fn of(p_value: Option<f64>, policy: Policy) -> Self {
        let Some(p_value) = p_value else { return Self::Hidden };
        match policy {
            Policy::Exact => Finite::new(p_value).map_or(Self::Hidden, Self::Exact),
            Policy::Rounded => Self::Band(ProbabilityBand::of(p_value)),
        }
    }

    /// `0.034`, `0.0042`, `< 0.001`; `None` when there is nothing to print.
    pub fn text(self) -> Option<String> {
        match self {
            Self::Exact(value) if value.get() < 0.001 => Some("< 0.001".to_owned()),
            Self::Exact(value) if value.get() < 0.01 => Some(format::decimal(value, 4)),
            Self::Exact(value) => Some(format::decimal(value, 3)),
            Self::Band(band) => Some(band.words().to_owned()),
            Self::Hidden => None,
        }
    }

    /// `p = 0.034`, `p < 0.001`.
    pub fn words(self) -> Option<String> {
        let text = self.text()?;
        let equals = if text.starts_with(['<', '≥']) { "" } else { "= " };
        Some(format!("p {equals}{text}"))
    }
}

#[cfg(test)]
mod tests {
    use super::ProbabilityBand::{AtLeast05, Below001, Below01, Below05};
    use super::*;

    fn finite(value: f64) -> Finite {
        Finite::new(value).unwrap()
    }

    #[test]
    fn rounded_numbers_have_two_digits_and_no_finer_interval() {
        let found = Ok((1.384_5, Interval::new(1.121, 1.709)));
        let rounded = PublicNumber::of(found, 2, Policy::Rounded);
        assert_eq!(rounded.words().as_deref(), Some("1.4 (95% CI 1.1 to 1.8)"));
        let exact = PublicNumber::of(found, 2, Policy::Exact);
        assert_eq!(exact.words().as_deref(), Some("1.38 (95% CI 1.12 to 1.71)"));
        let alone = PublicNumber::of(Ok((-0.123_4, None)), 2, Policy::Rounded);
        assert_eq!(alone.words().as_deref(), Some("−0.12"));
    }

    #[test]
    fn a_reason_is_given_only_where_it_discloses_nothing() {
        let why = Err(Undefined::NoSpread);
        assert_eq!(PublicNumber::of(why, 1, Policy::Rounded), PublicNumber::Hidden);
        let shown = PublicNumber::of(why, 1, Policy::Exact);
        assert_eq!(shown, PublicNumber::Undefined("The values do not vary.".to_owned()));
    }

    #[test]
    fn probabilities_are_banded_at_their_edges() {
        let bands = [0.0, 0.000_999, 0.001, 0.009_9, 0.01, 0.049, 0.05, 1.0].map(ProbabilityBand::of);
        assert_eq!(bands, [Below001, Below001, Below01, Below01, Below05, Below05, AtLeast05, AtLeast05]);
        let words = |p| PublicProbability::of(Some(p), Policy::Exact).words();
        assert_eq!(words(0.034_2).as_deref(), Some("p = 0.034"));
        assert_eq!(words(0.004_21).as_deref(), Some("p = 0.0042"));
        assert_eq!(words(1e-9).as_deref(), Some("p < 0.001"));
        assert_eq!(PublicProbability::Band(AtLeast05).words().as_deref(), Some("p ≥ 0.05"));
        assert_eq!(PublicProbability::Exact(finite(1.0)).words().as_deref(), Some("p = 1.000"));
        assert_eq!(PublicProbability::of(None, Policy::Exact).words(), None);
    }
}
