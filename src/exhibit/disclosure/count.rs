//! Counts of people as a viewer may see them.

use serde::{Deserialize, Serialize};

use crate::domain::format;

/// A count of people under a policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Count {
    /// Nobody.
    Zero,
    /// Exactly so many.
    Exact(u32),
    /// The middle of a band of five.
    About(u32),
    /// Not shown: too few, or another hidden cell could be worked out from it.
    Hidden,
}

impl Count {
    /// The number drawn and printed; `None` when hidden.
    pub const fn shown(self) -> Option<u32> {
        match self {
            Self::Zero => Some(0),
            Self::Exact(people) | Self::About(people) => Some(people),
            Self::Hidden => None,
        }
    }

    /// `10,264`, `about 13`, `hidden`.
    pub fn words(self) -> String {
        match self {
            Self::Zero => "0".to_owned(),
            Self::Exact(people) => format::count(people),
            Self::About(people) => format!("about {}", format::count(people)),
            Self::Hidden => "hidden".to_owned(),
        }
    }
}
