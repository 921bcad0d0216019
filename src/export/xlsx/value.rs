//! What a cell of a sheet holds.

use super::board::Column;
use crate::domain::Finite;
use crate::exhibit::{Count, Estimate, Policy};
use crate::export::numbering;

/// Longest text of a cell; a sheet takes 32,767.
pub(super) const MOST_CHARACTERS: usize = 32_000;

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    /// A number with its number format.
    Number { value: f64, format: String },
    /// The number of another cell of the same row, by a formula, so that it follows when that is changed.
    Same { of: Column, value: f64 },
    /// How far one cell of the same row lies above another, by a formula.
    Reach { of: Column, over: Column, value: f64 },
    /// Words.
    Words(String),
    /// Words that lead to a sheet.
    Link { words: String, sheet: String },
    /// Hidden by the policy.
    Hidden,
    /// Nothing.
    Blank,
}

impl Value {
    /// A number as a program prints it by itself.
    pub(super) fn number(value: f64) -> Self {
        Self::Number { value, format: "General".to_owned() }
    }

    /// Words as a sheet can hold them; none are an empty cell.
    pub(super) fn words(words: &str) -> Self {
        let words = clean(words);
        if words.is_empty() { Self::Blank } else { Self::Words(words) }
    }

    /// People.
    pub(super) fn count(count: Count) -> Self {
        let before = match count {
            Count::Hidden => return Self::Hidden,
            Count::Zero | Count::Exact(_) => "",
            Count::About(_) => "about ",
        };
        let format = numbering::code(before, 0, "").unwrap_or_default();
        count.shown().map_or(Self::Hidden, |people| Self::Number { value: people.into(), format })
    }

    /// The value of an estimate.
    pub(super) fn estimate(estimate: &Estimate, format: &str) -> Self {
        match estimate {
            Estimate::Mean { value, .. } => Self::finite(Some(*value), format),
            Estimate::Hidden => Self::Hidden,
            Estimate::Empty => Self::Blank,
        }
    }

    /// A number that may be missing.
    pub(super) fn finite(value: Option<Finite>, format: &str) -> Self {
        value.map_or(Self::Blank, |value| Self::Number { value: value.get(), format: format.to_owned() })
    }

    /// The number it holds.
    pub(super) const fn shown(&self) -> Option<f64> {
        match self {
            Self::Number { value, .. } | Self::Same { value, .. } | Self::Reach { value, .. } => Some(*value),
            Self::Words(_) | Self::Link { .. } | Self::Hidden | Self::Blank => None,
        }
    }
}

/// Words without what XML does not allow, and no longer than a cell takes.
pub(super) fn clean(words: &str) -> String {
    let is_allowed = |character: char| {
        !matches!(character, '\u{fffe}' | '\u{ffff}') && (!character.is_control() || character == '\n')
    };
    let characters = words.chars().take(MOST_CHARACTERS);
    characters.map(|character| if is_allowed(character) { character } else { ' ' }).collect()
}

/// `hidden: under 11`.
pub(super) fn hidden_words() -> String {
    format!("hidden: under {}", Policy::THRESHOLD)
}
