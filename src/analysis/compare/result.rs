//! What is found, before anything is held back.

use super::repeated::RepeatedMeasures;
use super::{Assignment, FitOfMethods, Method, PairSizes, ResponderCutOff};
use crate::domain::{CompleterRule, Instrument};
use crate::stats::{
    EffectSize, HodgesLehmann, MannWhitney, PairedMoments, RelativeReduction, TTest, Undefined,
};

/// Two groups compared. Differences are first − second.
#[derive(Debug, Clone, PartialEq)]
pub struct CompareResult {
    /// The score.
    pub instrument: Instrument,
    /// Position of the baseline.
    pub baseline: usize,
    /// Position of the time point compared.
    pub time: usize,
    /// How people came to be in their groups.
    pub assignment: Assignment,
    /// How large the groups are, and those they were made from.
    pub sizes: PairSizes,
    /// Who is a completer.
    pub completer: CompleterRule,
    /// The estimate asked to be told first.
    pub lead: Option<Method>,
    /// Whether completers are just those with a value at the time point compared.
    pub completers: CompletersAre,
    /// First and second.
    pub groups: [ComparedGroup; 2],
    /// Welch's test of the difference of the mean changes.
    pub difference: Result<TTest, Undefined>,
    /// Difference with the baseline held equal, by analysis of covariance.
    pub adjusted: Result<TTest, Undefined>,
    /// Difference at the time point from every score up to it.
    pub repeated: RepeatedMeasures,
    /// What the methods take for granted, beside the data.
    pub fit: FitOfMethods,
    /// Hedges' g of the changes, standardised by their pooled standard deviation.
    pub effect_size: Result<EffectSize, Undefined>,
    /// Of the changes.
    pub mann_whitney: Result<MannWhitney, Undefined>,
    /// Of the changes.
    pub shift: Result<HodgesLehmann, Undefined>,
    /// What counts as improved, in the order of the counts of [`ResponderCounts`].
    pub cut_offs: Vec<ResponderCutOff>,
}

/// How completers and people with a value go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CompletersAre {
    /// Those with a value at the time point compared.
    ThoseWithValue,
    /// Others than those.
    ByAnotherRule,
}

/// One group.
#[derive(Debug, Clone, PartialEq)]
pub struct ComparedGroup {
    /// Name for people.
    pub label: String,
    /// People in it.
    pub people: u32,
    /// Baseline, value at the time point and change of people with both; `None` when nobody has both.
    pub pairs: Option<PairedMoments>,
    /// Paired t test of the change.
    pub change: Result<TTest, Undefined>,
    /// Improvement of the mean as a share of the mean baseline; positive is better.
    pub improvement: Result<RelativeReduction, Undefined>,
    /// Of people with a baseline above 0; without a value at the time point they have not improved.
    pub everyone: ResponderCounts,
    /// The completers among them.
    pub completers: ResponderCounts,
}

impl ComparedGroup {
    /// People with both values.
    pub fn contributing(&self) -> u32 {
        self.pairs.map_or(0, |pairs| pairs.change.n)
    }
}

/// One denominator.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ResponderCounts {
    /// People in it.
    pub people: u32,
    /// Of whom so many have a value at the time point.
    pub with_value: u32,
    /// Those who reach each cut-off.
    pub responders: Vec<u32>,
}
