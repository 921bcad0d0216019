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
}
