//! Why a cohort was refused.

use super::CohortId;
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
        "This cohort definition says version {0}, and this program reads versions 1 and 2. Write it as version 2."
    )]
    UnknownVersion(u8),
    /// A criterion that the version stated does not have.
    #[error("This cohort definition uses a criterion that came with version {0}. State that version.")]
    NewerThanItsVersion(u8),
    /// An `any` without criteria, which nobody could meet.
    #[error("A choice between no criteria is met by nobody. Add a criterion or remove the choice.")]
    EmptyAny,
    /// The study has no such variable that people may filter by.
    #[error("This study has no variable called “{0}” to filter by. Choose one from the list of filters.")]
    UnknownVariable(Code),
    /// The variable is of another type than the criterion.
    #[error("“{label}” is not {wanted}, so this criterion does not fit it. Use a criterion of its own type.")]
    WrongType {
        /// Variable label.
        label: String,
        /// `a number`, `a category`, `a yes-or-no answer`, `a date`.
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
    /// The study has no such instrument.
    #[error("This study has no score called “{0}”. Choose one from the list of scores.")]
    UnknownScore(Code),
    /// The study has no such time point.
    #[error("This study has no time point called “{0}”. Choose one from its list.")]
    UnknownTimePoint(Code),
    /// The instrument has no such threshold.
    #[error("“{label}” has no threshold called “{threshold}”. Choose one from its list.")]
    UnknownThreshold {
        /// Instrument label.
        label: String,
        /// What was given, cut to 40 characters.
        threshold: String,
    },
    /// Change of an instrument that has no baseline.
    #[error("“{0}” has no baseline, so it has no change. Use its value at a time point.")]
    NoBaseline(String),
    /// Change at the baseline itself or before it.
    #[error(
        "The change of “{label}” is counted from baseline, which {time_point} is not after. Choose a later one."
    )]
    NotAfterBaseline {
        /// Instrument label.
        label: String,
        /// Time point label.
        time_point: String,
    },
    /// A limit in per cent too large or too fine to be meant.
    #[error(
        "A limit of “{0}” in per cent is beyond 1,000,000 or nearer to zero than 0.000001. Give a plain percentage."
    )]
    UnlikelyPercent(String),
    /// A sum of something that can be negative.
    #[error("“{0}” can be negative, so its values are not counts to add up. Choose a score that counts.")]
    NotACount(String),
    /// A sum that everyone reaches.
    #[error("Everyone reaches a total of “{0}” of zero or less. Give a number above zero.")]
    NoLeastTotal(String),
    /// Time points in the wrong order.
    #[error("The time points of “{label}” begin at {from}, after their end at {to}. Swap the two.")]
    EmptyWindow {
        /// Instrument label.
        label: String,
        /// First time point.
        from: String,
        /// Last time point.
        to: String,
    },
    /// No such saved cohort, or one that may not be used here.
    #[error("There is no saved cohort {0} in this study. Choose one from the list of cohorts.")]
    UnknownCohort(CohortId),
    /// A saved cohort that would contain itself.
    #[error("The saved cohort “{0}” would contain itself. Remove it from this definition.")]
    Cycle(String),
}
