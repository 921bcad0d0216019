//! The nodes of the tree.

use serde::{Deserialize, Serialize};

use crate::cohort::CohortId;
use crate::domain::{Code, Day, Finite};

/// A node of the tree. Every criterion is true or false of a person: a missing value meets none but
/// [`Presence::Missing`], so `Not` of a criterion is met by everyone who does not meet it, those without a value among
/// them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "detail", rename_all = "snake_case", deny_unknown_fields)]
pub enum Criterion {
    /// Meets every one; an empty list is met by everyone.
    All(Vec<Criterion>),
    /// Meets at least one; the list is not empty. Since version 2.
    Any(Vec<Criterion>),
    /// Does not meet it. Since version 2.
    Not(Box<Criterion>),
    /// A number within limits, both inclusive; at least one is given.
    NumberRange {
        /// A number variable.
        variable: Code,
        /// At least.
        low: Option<Finite>,
        /// At most.
        high: Option<Finite>,
    },
    /// A day within limits, both inclusive; at least one is given. Since version 2.
    DateRange {
        /// A date variable.
        variable: Code,
        /// On or after.
        low: Option<Day>,
        /// On or before.
        high: Option<Day>,
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
    /// Whether a variable has a value. Since version 2.
    VariablePresence {
        /// A variable of any type.
        variable: Code,
        /// Missing or recorded.
        presence: Presence,
    },
    /// A score at a time point within limits, both inclusive; at least one is given. Since version 2.
    ScoreRange {
        /// An instrument.
        instrument: Code,
        /// A time point.
        time_point: Code,
        /// At least.
        low: Option<Finite>,
        /// At most.
        high: Option<Finite>,
    },
    /// The change in points from the person's own baseline, later minus baseline, within limits, both inclusive; at
    /// least one is given. Since version 2.
    ScoreChange {
        /// An instrument with a baseline.
        instrument: Code,
        /// A time point after the baseline.
        time_point: Code,
        /// At least; a fall is negative.
        low: Option<Finite>,
        /// At most.
        high: Option<Finite>,
    },
    /// The change in per cent of the person's own baseline, which must be above zero, within limits, both inclusive;
    /// at least one is given. Since version 2.
    ScorePercentChange {
        /// An instrument with a baseline.
        instrument: Code,
        /// A time point after the baseline.
        time_point: Code,
        /// At least, in per cent; a fall is negative.
        low: Option<Finite>,
        /// At most, in per cent.
        high: Option<Finite>,
    },
    /// Improved, in the direction of the instrument, by at least one of its published thresholds. Since version 2.
    Responder {
        /// An instrument with a baseline.
        instrument: Code,
        /// A time point after the baseline.
        time_point: Code,
        /// The label of one of the instrument's thresholds.
        threshold: String,
    },
    /// Whether there is a score at a time point. Since version 2.
    ScorePresence {
        /// An instrument.
        instrument: Code,
        /// A time point.
        time_point: Code,
        /// Missing or recorded.
        presence: Presence,
    },
    /// Values of an instrument that counts (sessions, say) from one time point to another, both included, that add up
    /// to at least so much. A missing value adds nothing. Since version 2.
    Engagement {
        /// An instrument without negative values.
        instrument: Code,
        /// First time point.
        from: Code,
        /// Last time point; the first or a later one.
        to: Code,
        /// Least sum; above zero.
        at_least: Finite,
    },
    /// Picked by another saved cohort of the study. Since version 2.
    InCohort {
        /// The saved cohort.
        cohort: CohortId,
    },
}

/// Whether a value is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Presence {
    /// There is none.
    Missing,
    /// There is one.
    Recorded,
}

impl Criterion {
    /// The variable of a criterion on one; `None` for a list, a score or a saved cohort.
    pub const fn variable(&self) -> Option<&Code> {
        match self {
            Self::NumberRange { variable, .. }
            | Self::DateRange { variable, .. }
            | Self::OneOf { variable, .. }
            | Self::FlagIs { variable, .. }
            | Self::VariablePresence { variable, .. } => Some(variable),
            Self::All(_)
            | Self::Any(_)
            | Self::Not(_)
            | Self::ScoreRange { .. }
            | Self::ScoreChange { .. }
            | Self::ScorePercentChange { .. }
            | Self::Responder { .. }
            | Self::ScorePresence { .. }
            | Self::Engagement { .. }
            | Self::InCohort { .. } => None,
        }
    }

    /// The criteria directly below; none for a simple one.
    pub fn members(&self) -> &[Self] {
        match self {
            Self::All(criteria) | Self::Any(criteria) => criteria,
            Self::Not(criterion) => std::slice::from_ref(criterion.as_ref()),
            Self::NumberRange { .. }
            | Self::DateRange { .. }
            | Self::OneOf { .. }
            | Self::FlagIs { .. }
            | Self::VariablePresence { .. }
            | Self::ScoreRange { .. }
            | Self::ScoreChange { .. }
            | Self::ScorePercentChange { .. }
            | Self::Responder { .. }
            | Self::ScorePresence { .. }
            | Self::Engagement { .. }
            | Self::InCohort { .. } => &[],
        }
    }

    /// Whether version 1 of the language has this node and everything below it.
    pub(super) fn is_of_version_1(&self) -> bool {
        match self {
            Self::All(criteria) => criteria.iter().all(Self::is_of_version_1),
            Self::NumberRange { .. } | Self::OneOf { .. } | Self::FlagIs { .. } => true,
            Self::Any(_)
            | Self::Not(_)
            | Self::DateRange { .. }
            | Self::VariablePresence { .. }
            | Self::ScoreRange { .. }
            | Self::ScoreChange { .. }
            | Self::ScorePercentChange { .. }
            | Self::Responder { .. }
            | Self::ScorePresence { .. }
            | Self::Engagement { .. }
            | Self::InCohort { .. } => false,
        }
    }
}
