//! Criteria with positions instead of names.

use crate::domain::VariableKind;

/// A criterion with positions instead of names. Met or not met by every person, never unknown.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::cohort) enum Resolved {
    /// Every one; none is everyone.
    All(Vec<Resolved>),
    /// At least one; none is nobody.
    Any(Vec<Resolved>),
    /// Not met.
    Not(Box<Resolved>),
    /// A number.
    Number { place: Place, limits: Limits<f64> },
    /// Days since 1970-01-01.
    Date { place: Place, limits: Limits<i32> },
    /// Level positions, ascending, each once.
    OneOf { place: Place, levels: Vec<u16> },
    /// The answer.
    FlagIs { place: Place, answer: bool },
    /// There is a value.
    Present(Place),
    /// A score.
    Score { place: ScorePlace, limits: Limits<f64> },
    /// Points from `baseline` to the place, later minus baseline.
    Change { place: ScorePlace, baseline: usize, limits: Limits<f64> },
    /// Per cent of the baseline, as [`crate::domain::is_percent_change_within`] has it.
    PercentChange { place: ScorePlace, baseline: usize, limits: Limits<f64> },
    /// There is a score.
    ScorePresent(ScorePlace),
    /// Values from `place` to the time point `last` add up to at least so much, in the order of time.
    Total { place: ScorePlace, last: usize, at_least: f64 },
}

impl Resolved {
    pub const EVERYONE: Self = Self::All(Vec::new());
    pub const NOBODY: Self = Self::Any(Vec::new());

    pub fn negated(self) -> Self {
        Self::Not(Box::new(self))
    }
}

/// Both inclusive, open where there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::cohort) struct Limits<T> {
    pub low: Option<T>,
    pub high: Option<T>,
}

/// Where a variable's values are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::cohort) struct Place {
    /// Position among all variables: its column in a frame.
    pub column: usize,
    /// The packed array of its kind.
    pub array: PackedArray,
    /// 1-based position among the variables of its own kind: its element in that array.
    pub element: i32,
}

/// The packed arrays of variables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::cohort) enum PackedArray {
    Numbers,
    Categories,
    Flags,
    Dates,
}

impl PackedArray {
    pub const fn of(kind: &VariableKind) -> Self {
        match kind {
            VariableKind::Number { .. } => Self::Numbers,
            VariableKind::Category { .. } => Self::Categories,
            VariableKind::Flag => Self::Flags,
            VariableKind::Date => Self::Dates,
        }
    }
}

/// Where scores are: positions of the instrument and the time point in the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::cohort) struct ScorePlace {
    pub instrument: usize,
    pub time: usize,
}
