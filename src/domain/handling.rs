//! What is done about values that are missing.

use serde::{Deserialize, Serialize};

/// How a mean over time treats people whose value is missing at a time point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MissingDataHandling {
    /// Everyone with a value at that time point; nothing is filled in.
    #[default]
    Observed,
    /// Only completers (the study's stated rule), each with their observed values.
    Completers,
    /// Last observation carried forward. Requires a baseline value; fills any missing value.
    Locf,
    /// Baseline observation carried forward. Requires a baseline value; fills any missing value.
    Bocf,
}

impl MissingDataHandling {
    /// All handlings, in the order they are offered.
    pub const ALL: [Self; 4] = [Self::Observed, Self::Completers, Self::Locf, Self::Bocf];

    /// The word used in addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Observed => "observed",
            Self::Completers => "completers",
            Self::Locf => "locf",
            Self::Bocf => "bocf",
        }
    }

    /// The handling with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|handling| handling.code() == code)
    }

    /// The words on a control.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Observed => "Reports only",
            Self::Completers => "Completers",
            Self::Locf => "Last value carried on",
            Self::Bocf => "Baseline carried on",
        }
    }

    /// The words in a subtitle or footnote.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Observed => "Means of values reported; nothing is filled in",
            Self::Completers => "Completers only; nothing is filled in",
            Self::Locf => {
                "A missing value is filled with the person’s last value (LOCF); imputed values treated as observed"
            }
            Self::Bocf => {
                "A missing value is filled with the person’s baseline value (BOCF); imputed values treated as observed"
            }
        }
    }
}
