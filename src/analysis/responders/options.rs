//! What is asked.

use serde::{Deserialize, Serialize};

use crate::domain::Code;

/// Which score, by which groups, and which value decides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResponderOptions {
    /// The score.
    pub instrument: Code,
    /// A category or flag; `None`: everyone is one group.
    pub grouping: Option<Code>,
    /// The value compared with the baseline.
    pub value: ResponderValue,
}

/// The value compared with a person's baseline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ResponderValue {
    /// The value at the primary time point; someone without one has not improved (non-responder imputation).
    #[default]
    AtTimePoint,
    /// The last value after baseline, up to the primary time point; someone without any has not improved.
    LastValue,
}

impl ResponderValue {
    /// Both, in the order they are offered.
    pub const ALL: [Self; 2] = [Self::AtTimePoint, Self::LastValue];

    /// The word used in addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Self::AtTimePoint => "at_time_point",
            Self::LastValue => "last_value",
        }
    }

    /// The value with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|value| value.code() == code)
    }

    /// What is done about a missing value at the time point called `end`.
    pub(in crate::analysis) fn missing_words(self, end: &str) -> String {
        match self {
            Self::AtTimePoint => format!("people without a value at {end} count as not improved"),
            Self::LastValue => {
                format!("people without a value at {end} count with their last value after baseline")
            }
        }
    }

    /// The words on a control.
    pub const fn label(self) -> &'static str {
        match self {
            Self::AtTimePoint => "Missing is not improved",
            Self::LastValue => "Last value counts",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_is_found_by_its_code() {
        for value in ResponderValue::ALL {
            assert_eq!(ResponderValue::from_code(value.code()), Some(value));
        }
        assert_eq!(ResponderValue::from_code("locf"), None);
    }
}
