//! What a viewer may see.

use serde::{Deserialize, Serialize};

use super::Count;

/// A viewer's policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Policy {
    /// Exact numbers, for people who may lawfully see participant data.
    Exact,
    /// Counts under 11 hidden, others shown as the middle of a band of five; no finer number that gives them away.
    Rounded,
}

impl Policy {
    /// Smallest count shown under [`Policy::Rounded`].
    pub const THRESHOLD: u32 = 11;
    /// Width of a band under [`Policy::Rounded`].
    pub const BAND: u32 = 5;

    /// The word used on the command line and in content addresses, with the version of the rules.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Rounded => "rounded-1",
        }
    }

    /// The words in the trust line and in every file.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Exact => "off: exact counts",
            Self::Rounded => "on: counts under 11 hidden, others rounded",
        }
    }

    /// Whether nothing at all may be shown of `selected` people out of `everyone`: fewer than eleven but not nobody, or
    /// all but fewer than eleven.
    pub const fn withholds(self, selected: u32, everyone: u32) -> bool {
        match self {
            Self::Exact => false,
            Self::Rounded => is_small(selected) || is_small(everyone.saturating_sub(selected)),
        }
    }

    /// One count, before secondary suppression: 0 → `Zero`; under 11 → `Hidden`; 11–15 → 13, 16–20 → 18 …
    pub const fn count(self, people: u32) -> Count {
        match self {
            _ if people == 0 => Count::Zero,
            Self::Exact => Count::Exact(people),
            Self::Rounded if people < Self::THRESHOLD => Count::Hidden,
            Self::Rounded => Count::About(people.div_ceil(Self::BAND) * Self::BAND - 2),
        }
    }
}

const fn is_small(people: u32) -> bool {
    people > 0 && people < Policy::THRESHOLD
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cohort_is_withheld_when_it_or_the_rest_is_small() {
        let withheld =
            [0, 1, 10, 11, 89, 90, 99, 100].map(|selected| Policy::Rounded.withholds(selected, 100));
        assert_eq!(withheld, [false, true, true, false, false, true, true, false]);
        assert!(!Policy::Exact.withholds(3, 100));
    }

    #[test]
    fn the_threshold_edges_are_as_written() {
        let shown = [0, 1, 10, 11, 15, 16, 20, 21].map(|people| Policy::Rounded.count(people));
        assert_eq!(
            shown,
            [
                Count::Zero,
                Count::Hidden,
                Count::Hidden,
                Count::About(13),
                Count::About(13),
                Count::About(18),
                Count::About(18),
                Count::About(23),
            ]
        );
    }
}
