//! What can be wrong with a formula.

/// Why a formula cannot be read or evaluated, with the place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FormulaError {
    /// Something else was expected here.
    #[error("At character {place} of the formula: {found} where {expected} is expected.")]
    Unexpected {
        /// Counted from one.
        place: usize,
        /// What stands there.
        found: String,
        /// What might stand there.
        expected: &'static str,
    },
    /// Parentheses nested beyond what a model needs, or more terms than a model can have.
    #[error("The formula is too large: {what}.")]
    TooLarge {
        /// Which limit.
        what: &'static str,
    },
    /// An operator or number that means nothing among the terms of a model.
    #[error("“{expression}” is no term of a model: {reason}.")]
    BadTerm {
        /// As written.
        expression: String,
        /// Why not.
        reason: &'static str,
    },
    /// A name that is no column.
    #[error("The data have no column “{name}”; they have {known}.")]
    NoColumn {
        /// The name in the formula.
        name: String,
        /// The columns there are.
        known: String,
    },
    /// A function that formulas do not know.
    #[error("The formula calls “{function}”, which is none of {known}.")]
    NoFunction {
        /// The name in the formula.
        function: String,
        /// Those there are.
        known: &'static str,
    },
    /// A function with too many or too few arguments, or of a wrong kind.
    #[error("“{expression}” cannot be evaluated: {reason}.")]
    BadCall {
        /// As written.
        expression: String,
        /// Why not.
        reason: &'static str,
    },
    /// A transformation without a value, as the logarithm of zero.
    #[error("“{expression}” has no finite value in row {row}.")]
    NotFinite {
        /// As written.
        expression: String,
        /// Counted from one.
        row: usize,
    },
    /// The columns are not of one length.
    #[error("The columns have unlike numbers of rows.")]
    UnlikeLengths,
}
