//! The ways to estimate the difference, side by side on the page; one of them leads.

use serde::{Deserialize, Serialize};

/// How the difference of two groups is estimated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// Difference of the mean changes, Welch's t test.
    Crude,
    /// With the baseline held equal, by analysis of covariance.
    Adjusted,
    /// From every score up to the time point, by a mixed model for repeated measures.
    Repeated,
    /// Hodges-Lehmann shift of the changes, Mann-Whitney test.
    Ranked,
}

impl Method {
    /// Every method, in the order of the page.
    pub const ALL: [Self; 4] = [Self::Crude, Self::Adjusted, Self::Repeated, Self::Ranked];

    /// The word used in addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Crude => "crude",
            Self::Adjusted => "adjusted",
            Self::Repeated => "repeated",
            Self::Ranked => "ranked",
        }
    }

    /// The method with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.code() == code)
    }

    /// The name for people, at the beginning of a line.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Crude => "Crude",
            Self::Adjusted => "Adjusted",
            Self::Repeated => "Repeated measures",
            Self::Ranked => "By rank",
        }
    }

    /// What it is, in the middle of a sentence.
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Crude => "the crude difference (Welch’s t test)",
            Self::Adjusted => "the adjusted difference (analysis of covariance)",
            Self::Repeated => "repeated measures (MMRM)",
            Self::Ranked => "the difference by rank (Hodges-Lehmann)",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_method_is_found_by_its_code() {
        for method in Method::ALL {
            assert_eq!(Method::from_code(method.code()), Some(method));
        }
        assert_eq!(Method::from_code("best"), None);
    }
}
