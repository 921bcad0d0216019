//! Why an address was refused.

use crate::cohort::CohortError;

/// Why an address was refused. Each is a sentence for the person who opened it; what it quotes is cut to 40
/// characters.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// More text than a form of this page can send.
    #[error("This address is too long: it sets more than fits in {limit} characters. Set fewer filters.")]
    TooLong {
        /// Most characters.
        limit: usize,
    },
    /// A field that this page does not have.
    #[error("This page has no setting called “{0}”. Remove it from the address.")]
    UnknownField(String),
    /// A field given twice.
    #[error("“{0}” is set more than once. Set it once.")]
    Repeated(String),
    /// A score that the study does not have.
    #[error("This study has no score called “{0}”. Choose one from the list of scores.")]
    UnknownScore(String),
    /// Not a category or flag that people may split by.
    #[error("This study has no category called “{0}” to split by. Choose one from the list.")]
    UnknownSplit(String),
    /// Not a handling of missing values.
    #[error("“{0}” is no way to treat missing values. Choose “observed”, “completers”, “locf” or “bocf”.")]
    UnknownHandling(String),
    /// Not a band.
    #[error("“{0}” is no band. Choose “interval” or “quartiles”.")]
    UnknownBand(String),
    /// Not a way to say who has improved.
    #[error("“{0}” is no way to say who has improved. Choose “at_time_point” or “last_value”.")]
    UnknownImproved(String),
    /// Not a group that the study offers.
    #[error("There is no group called “{0}”. Choose one from the list of groups.")]
    UnknownGroup(String),
    /// Not the text of a version of a saved cohort.
    #[error("“{0}” names no saved cohort. Choose one from the list of cohorts.")]
    UnknownCohortVersion(String),
    /// Not the position of a rule.
    #[error("There is no rule “{0}” to switch off. Remove it from the address.")]
    UnknownRule(String),
    /// More rules than a cohort can have.
    #[error("A cohort can have at most {limit} rules. Remove some.")]
    TooManyRules {
        /// Most rules.
        limit: usize,
    },
    /// A rule that cannot be read.
    #[error(transparent)]
    Rule(#[from] CohortError),
    /// A group compared with itself.
    #[error("Both groups are the same. Choose two different ones.")]
    SameGroups,
    /// Not a time point of the study.
    #[error("This study has no time point called “{0}”. Choose one from the list.")]
    UnknownTime(String),
    /// Not a way to treat people in both groups.
    #[error(
        "“{0}” is no way to treat people in both groups. Choose “second_without_first” or “drop_from_both”."
    )]
    UnknownOverlap(String),
    /// Not a way to estimate a difference.
    #[error(
        "There is no estimate called “{0}”. Choose “recommended”, “crude”, “adjusted”, “repeated” or “ranked”."
    )]
    UnknownLead(String),
    /// A limit that is no number.
    #[error("“{text}” is no number for “{label}”. Write it like 30 or 30.5.")]
    NotANumber {
        /// Variable label.
        label: String,
        /// What was given.
        text: String,
    },
    /// A range that nothing is in.
    #[error("The range of “{label}” begins at {low}, above its end at {high}. Swap the two.")]
    EmptyRange {
        /// Variable label.
        label: String,
        /// From.
        low: String,
        /// To.
        high: String,
    },
    /// A level that the category does not have.
    #[error("“{label}” has no value called “{text}”. Choose one from its list.")]
    UnknownLevel {
        /// Variable label.
        label: String,
        /// What was given.
        text: String,
    },
    /// Not an answer of a flag.
    #[error("“{label}” can be “yes”, “no” or “any”, not “{text}”.")]
    UnknownAnswer {
        /// Variable label.
        label: String,
        /// What was given.
        text: String,
    },
}
