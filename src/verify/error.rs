//! What can be wrong with a case.

use crate::stats::Undefined;
use crate::stats::model::FormulaError;

/// Why a case cannot be run, in one sentence.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum CaseError {
    /// The file holds no list of cases.
    #[error("The file is not a list of cases: {reason}.")]
    Malformed {
        /// The JSON reader's words.
        reason: String,
    },
    /// No method has this name.
    #[error("There is no method “{name}”; sinew verify --list names all.")]
    UnknownMethod {
        /// The name in the case.
        name: String,
    },
    /// An argument or option that the method does not have.
    #[error("The method has no {kind} “{name}”; it has {known}.")]
    UnknownField {
        /// `argument` or `option`.
        kind: &'static str,
        /// The name in the case.
        name: String,
        /// The names it has.
        known: String,
    },
    /// An option given among the arguments, or the other way round.
    #[error("“{name}” is an {other} of the method, and the case gives it as an {kind}.")]
    Misplaced {
        /// `argument` or `option`, as the case has it.
        kind: &'static str,
        /// The name in the case.
        name: String,
        /// What it is.
        other: &'static str,
    },
    /// An argument the method needs and the case does not give.
    #[error("The argument “{name}” is missing.")]
    MissingArgument {
        /// The argument's name.
        name: String,
    },
    /// An argument or option of the wrong kind or outside its range.
    #[error("“{name}” must be {expected}.")]
    BadValue {
        /// The argument's or option's name.
        name: String,
        /// What it may be.
        expected: String,
    },
    /// A column that the data do not have.
    #[error("The data have no column “{name}”; they have {known}.")]
    NoColumn {
        /// The name in the case.
        name: String,
        /// The columns they have.
        known: String,
    },
    /// Data that cannot be read.
    #[error("The data cannot be read: {reason}.")]
    BadData {
        /// What is wrong.
        reason: String,
    },
    /// A result that the method does not give.
    #[error("The method gives no “{name}”; it gives {known}.")]
    UnknownResult {
        /// The name in the case.
        name: String,
        /// The names it gives.
        known: String,
    },
    /// An expected value of another shape than the one found.
    #[error("“{name}” is {found}, and the case expects {expected}.")]
    ShapeDiffers {
        /// The result's name.
        name: String,
        /// What the engine gives.
        found: String,
        /// What the case gives.
        expected: String,
    },
    /// A formula that cannot be read or evaluated.
    #[error(transparent)]
    Formula(#[from] FormulaError),
    /// The statistic does not exist for these data.
    #[error("The statistic does not exist here: {0}")]
    Undefined(#[from] Undefined),
}

/// Names as a sentence lists them; `none` for none.
pub(super) fn listed<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<&str> = names.collect();
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}
