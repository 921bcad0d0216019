//! The tree, as saved and sent.

use serde::{Deserialize, Serialize};

use crate::domain::{Code, Finite};

/// A cohort definition: a versioned tree of criteria.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CohortDefinition {
    /// Version of the language: 1.
    pub version: u8,
    /// The tree.
    pub root: Criterion,
}

impl CohortDefinition {
    /// Version of the language written by this program.
    pub const VERSION: u8 = 1;

    /// Everyone.
    pub const fn everyone() -> Self {
        Self { version: Self::VERSION, root: Criterion::All(Vec::new()) }
    }

    /// Those who meet every criterion.
    pub const fn all_of(criteria: Vec<Criterion>) -> Self {
        Self { version: Self::VERSION, root: Criterion::All(criteria) }
    }
}

/// A node of the tree. A person whose value is missing meets no criterion on that variable.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "detail", rename_all = "snake_case", deny_unknown_fields)]
pub enum Criterion {
    /// Meets every one; an empty list is met by everyone.
    All(Vec<Criterion>),
    /// A number within limits, both inclusive; at least one is given.
    NumberRange {
        /// A number variable.
        variable: Code,
        /// At least.
        low: Option<Finite>,
        /// At most.
        high: Option<Finite>,
    },
    /// A category among levels; at least one.
    OneOf {
        /// A category variable.
        variable: Code,
        /// Level codes.
        levels: Vec<Code>,
    },
    /// A flag with a given answer.
    FlagIs {
        /// A flag variable.
        variable: Code,
        /// The answer.
        answer: bool,
    },
}
