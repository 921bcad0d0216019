//! Why a cohort was refused.

use crate::domain::Code;

/// Why a cohort was refused. Each is a sentence for the person who sent it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CohortError {
    /// Longer than [`super::CohortDefinition::MAX_BYTES`].
    #[error("This cohort definition is longer than {0} bytes. Send a shorter one.")]
    TooLong(usize),
    /// Nested deeper than [`super::CohortDefinition::MAX_DEPTH`].
    #[error("This cohort definition is nested more than {0} levels deep. Use fewer levels.")]
    TooDeep(usize),
    /// More nodes than [`super::CohortDefinition::MAX_NODES`].
    #[error("This cohort definition has more than {0} criteria. Use fewer.")]
    TooManyNodes(usize),
    /// Not JSON, or not the JSON of a definition.
    #[error(
        "This cohort definition cannot be read at line {line}, column {column}: {reason}. Correct it there."
    )]
    Malformed {
        /// 1-based line.
        line: usize,
        /// 1-based column.
        column: usize,
        /// What is wrong there.
        reason: String,
    },
    /// A version of the language that this program does not know.
    #[error(
        "This cohort definition says version {0}, and this program reads version 1. Write it as version 1."
    )]
    UnknownVersion(u8),
    /// The study has no such variable that people may filter by.
    #[error("This study has no variable called “{0}” to filter by. Choose one from the list of filters.")]
    UnknownVariable(Code),
    /// The variable is of another type than the criterion.
    #[error("“{label}” is not {wanted}, so this criterion does not fit it. Use a criterion of its own type.")]
    WrongType {
        /// Variable label.
        label: String,
        /// `a number`, `a category`, `a yes-or-no answer`.
        wanted: &'static str,
    },
    /// A range without limits.
    #[error("The range of “{0}” has no limit. Give the lowest value, the highest, or both.")]
    NoLimit(String),
    /// A range that nothing is in.
    #[error("The range of “{label}” begins at {low}, above its end at {high}. Swap the two.")]
    EmptyRange {
        /// Variable label.
        label: String,
        /// From, in words.
        low: String,
        /// To, in words.
        high: String,
    },
    /// A list without levels.
    #[error("No value of “{0}” is chosen. Choose at least one.")]
    NoLevels(String),
    /// A list with more levels than [`super::CohortDefinition::MAX_LEVELS`].
    #[error("More than {limit} values of “{label}” are listed. List fewer.")]
    TooManyLevels {
        /// Variable label.
        label: String,
        /// Most values allowed.
        limit: usize,
    },
    /// The category has no such level.
    #[error("“{label}” has no value called “{level}”. Choose one from its list.")]
    UnknownLevel {
        /// Variable label.
        label: String,
        /// The level.
        level: Code,
    },
}
