//! What is found, before anything is held back.

use crate::analysis::compare::PairSizes;
use crate::domain::{Code, Instrument, Interval, MissingDataHandling};
use crate::stats::Moments;

/// Means over time by group.
#[derive(Debug, Clone, PartialEq)]
pub struct TrendResult {
    /// The score.
    pub instrument: Instrument,
    /// What was done about missing values.
    pub handling: MissingDataHandling,
    /// Position of the primary time point.
    pub primary: usize,
    /// Position of the baseline; `None` when the score has none or it is itself the primary time point.
    pub baseline: Option<usize>,
    /// People in the study.
    pub everyone: u32,
    /// People in the cohort.
    pub selected: u32,
    /// People in the cohort without a value of the grouping variable: in no group.
    pub ungrouped: u32,
    /// How two chosen groups were made; `None` for groups by a variable.
    pub pair: Option<PairSizes>,
    /// In the order of the category's levels, or first and second; groups of nobody are kept.
    pub groups: Vec<TrendGroup>,
}

/// One group.
#[derive(Debug, Clone, PartialEq)]
pub struct TrendGroup {
    /// Level code; `None` for everyone as one group and for a chosen group.
    pub code: Option<Code>,
    /// Name for people.
    pub label: String,
    /// People in it.
    pub people: u32,
    /// Of whom the handling keeps so many: all, the completers, or those with a baseline value.
    pub analysed: u32,
    /// One a time point.
    pub points: Vec<TrendPoint>,
    /// Change from baseline to the primary time point; `None` without a baseline.
    pub change: Option<Change>,
    /// People of the whole group with a value of their own at the primary time point.
    pub reporting: u32,
}

/// One group at one time point.
#[derive(Debug, Clone, PartialEq)]
pub struct TrendPoint {
    /// Of the values that contribute, filled in where the handling fills; `None` when there are none.
    pub moments: Option<Moments>,
    /// Of the mean; `None` for fewer than two values.
    pub interval: Option<Interval>,
    /// From the 25th to the 75th percentile of the same values; `None` when there are none.
    pub quartiles: Option<Interval>,
    /// Analysed people without a value of their own here but with one later.
    pub no_report: u32,
    /// Analysed people without a value of their own here or later.
    pub left: u32,
}

impl TrendPoint {
    /// People who contribute a value.
    pub fn contributing(&self) -> u32 {
        self.moments.map_or(0, |moments| moments.n)
    }

    /// People without a value of their own.
    pub const fn missing(&self) -> u32 {
        self.no_report + self.left
    }
}

/// Mean of the differences primary time point − baseline over people who contribute both.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// Of the differences; `None` when nobody has both.
    pub moments: Option<Moments>,
    /// Of the mean difference.
    pub interval: Option<Interval>,
}

impl Change {
    /// People who contribute both values.
    pub fn pairs(&self) -> u32 {
        self.moments.map_or(0, |moments| moments.n)
    }
}
