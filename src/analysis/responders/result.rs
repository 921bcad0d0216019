//! What is found, before anything is held back.

use super::ResponderValue;
use crate::analysis::compare::PairSizes;
use crate::domain::{Code, CompleterRule, Instrument};

/// Responders by group.
#[derive(Debug, Clone, PartialEq)]
pub struct RespondersResult {
    /// The score.
    pub instrument: Instrument,
    /// The value compared with the baseline.
    pub value: ResponderValue,
    /// Who is a completer.
    pub completer: CompleterRule,
    /// Position of the primary time point.
    pub primary: usize,
    /// Position of the baseline.
    pub baseline: usize,
    /// People in the study.
    pub everyone: u32,
    /// People in the cohort.
    pub selected: u32,
    /// People in the cohort without a value of the grouping variable: in no group.
    pub ungrouped: u32,
    /// How two chosen groups were made; `None` for groups by a variable.
    pub pair: Option<PairSizes>,
    /// In the order of the category's levels, or first and second; groups of nobody are kept.
    pub groups: Vec<ResponderGroup>,
}

/// One group.
#[derive(Debug, Clone, PartialEq)]
pub struct ResponderGroup {
    /// Level code; `None` for everyone as one group and for a chosen group.
    pub code: Option<Code>,
    /// Name for people.
    pub label: String,
    /// People in it.
    pub people: u32,
    /// People without a baseline value: in neither denominator.
    pub baseline_missing: u32,
    /// People with a baseline of 0 or below, of which no per cent can be taken: in neither denominator.
    pub baseline_zero: u32,
    /// Everyone with a baseline above 0.
    pub everyone: ResponderSet,
    /// The completers among them.
    pub completers: ResponderSet,
}

/// One denominator.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ResponderSet {
    /// People in it.
    pub people: u32,
    /// Of whom so many have a value to compare; the others have not improved.
    pub with_value: u32,
    /// Those who improved by at least 0, 1, 2 … 100 % of their own baseline.
    pub at_least: Vec<u32>,
    /// Those who reach each threshold of the instrument, in its order.
    pub thresholds: Vec<u32>,
}

impl ResponderSet {
    /// People without a value to compare.
    pub const fn missing(&self) -> u32 {
        self.people.saturating_sub(self.with_value)
    }
}
