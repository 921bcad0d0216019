//! What is asked, and of whom.

use serde::{Deserialize, Serialize};

use super::{Method, OverlapResolution};
use crate::domain::Code;

/// Which score at which time point, what is done with people who are in both groups, and which estimate is told first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CompareOptions {
    /// The score.
    pub instrument: Code,
    /// The time point up to which change is compared.
    pub time_point: Code,
    /// People in both groups.
    pub overlap: OverlapResolution,
    /// The estimate that is told first; `None`: the one that is recommended.
    #[serde(default)]
    pub lead: Option<Method>,
}

/// How long an answer may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Depth {
    /// What is there in the time of a click; what takes longer is named as coming.
    Quick,
    /// All of it.
    Whole,
}

/// How people came to be in their groups: what a difference may be called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Assignment {
    /// Chance decided.
    Randomised,
    /// Something known at the start decided, but not chance.
    NotRandomised,
    /// Something that happened after the start decided: the difference is not an effect.
    SelectedAfterBaseline,
}

/// The groups as people know them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComparedWords {
    /// Names of the first and the second group.
    pub labels: [String; 2],
    /// How people came to be in them.
    pub assignment: Assignment,
}
