//! Why a statistic has no value.

/// The reason a statistic cannot be computed from these numbers: the place of a silent NaN.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Undefined {
    /// Fewer values than the statistic needs.
    #[error("There are too few values: at least two are needed in each group.")]
    TooFewValues,
    /// All values are equal, so nothing can be divided by their spread.
    #[error("The values do not vary.")]
    NoSpread,
    /// A ratio has a zero in it.
    #[error("A cell of the table is zero, so the ratio or its interval does not exist.")]
    ZeroCell,
    /// The total of a row or column is zero.
    #[error("Everybody or nobody had the outcome, so the groups cannot be told apart.")]
    EmptyMargin,
    /// The interval of the risk difference includes zero, where its reciprocal is unbounded.
    #[error("The interval of the risk difference includes zero, so a number needed to treat does not exist.")]
    DifferenceIncludesZero,
    /// A share of a baseline whose mean is zero.
    #[error("The mean at baseline is zero, so no share of it can be formed.")]
    ZeroBaseline,
    /// The groups have no level in common, so their distance is infinite.
    #[error("The groups have no level in common.")]
    NothingInCommon,
    /// Value tables and counts do not belong together, or a value is not finite.
    #[error("The values are not all finite numbers in ascending order with a count each.")]
    BadValues,
    /// A result beyond the range of floating-point numbers.
    #[error("The numbers are too large or too small to compute with.")]
    OutOfRange,
    /// Groups, columns or rows that should have one length have not, or there are fewer of them than the method needs.
    #[error(
        "The groups, columns or rows do not belong together: their numbers differ, or there are too few."
    )]
    WrongShape,
    /// A probability, margin, correlation or other option outside its range.
    #[error("An option lies outside the range in which the method is defined.")]
    BadOption,
    /// A column of the model is a combination of others.
    #[error("A column of the model is a combination of the others, so their effects cannot be told apart.")]
    Collinear,
    /// The outcome is predicted perfectly, so the estimate is infinite.
    #[error("The variables separate the outcomes perfectly, so the estimates are infinite.")]
    Separated,
    /// The search for the estimates did not end.
    #[error("The estimates did not settle within the allowed number of steps.")]
    NotConverged,
    /// The data say nothing about a variance or correlation of the model.
    #[error("The data do not determine a variance or correlation of the model.")]
    NotIdentified,
    /// Nobody had the event.
    #[error("No event was observed.")]
    NoEvents,
    /// An exact method on more data than it can enumerate.
    #[error("There are too many values for the exact method.")]
    TooManyValues,
}
