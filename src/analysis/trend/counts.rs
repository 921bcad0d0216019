//! Everything that a trend counts: sums over people, so that those of near selections may be taken from one another.

use super::tally::{histograms, last_reports, reports_by_time, sizes};
use super::{joint, tally};
use crate::analysis::groups::Slots;
use crate::analysis::kept::Sums;
use crate::analysis::question::Question;
use crate::domain::MissingDataHandling;
use crate::domain::frame::ScoreMatrix;

/// The counts of all groups at all time points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::analysis) struct TrendCounts {
    /// How often each value occurs among those that contribute, as [`tally::summaries_of`] reads it.
    pub values: Vec<u32>,
    /// `[time][group]`, people analysed with a value of their own; nothing where all values are people's own.
    pub own_reports: Vec<u32>,
    /// Pairs of values before and at the primary time point, as [`joint::differences_of`] reads them; nothing for a
    /// score without a baseline.
    pub pairs: Vec<u32>,
    /// `[group][time + 1]`, people analysed by the time of their last own value.
    pub last_reports: Vec<u32>,
    /// People of each group.
    pub people: Vec<u32>,
    /// Those of each who report at the primary time point.
    pub reporting: Vec<u32>,
}

impl TrendCounts {
    /// Counts `slots` and those `analysed` of them; `scores` are those that contribute.
    pub fn of(
        question: &Question<'_>,
        scores: &ScoreMatrix,
        [slots, analysed]: [&Slots<'_>; 2],
        handling: MissingDataHandling,
    ) -> Self {
        let own_reports = match handling {
            MissingDataHandling::Observed | MissingDataHandling::Completers => Vec::new(),
            MissingDataHandling::Locf | MissingDataHandling::Bocf => {
                reports_by_time(question.scores, analysed).into_iter().flatten().collect()
            }
        };
        let pair = |start| joint::histogram(scores, analysed, (start, question.primary));
        Self {
            values: histograms(scores, analysed),
            own_reports,
            pairs: question.comparison_start().map(pair).unwrap_or_default(),
            last_reports: last_reports(question.scores, analysed).into_iter().flatten().collect(),
            people: sizes(slots),
            reporting: sizes(&question.reporting_at(question.primary, slots)),
        }
    }

    /// Whether there are fewer counts than people: then taking them from others is quicker than counting people.
    pub fn are_fewer_than(people: u32, question: &Question<'_>, groups: usize) -> bool {
        let values = tally::places(question.scores, groups);
        let places = joint::places(question.scores, groups).map(|pairs| pairs + values);
        places.is_some_and(|places| places <= people as usize)
    }
}

impl Sums for TrendCounts {
    fn with(self, other: &Self, together: fn(u32, u32) -> u32) -> Self {
        Self {
            values: self.values.with(&other.values, together),
            own_reports: self.own_reports.with(&other.own_reports, together),
            pairs: self.pairs.with(&other.pairs, together),
            last_reports: self.last_reports.with(&other.last_reports, together),
            people: self.people.with(&other.people, together),
            reporting: self.reporting.with(&other.reporting, together),
        }
    }

    fn places(&self) -> usize {
        let Self { values, own_reports, pairs, last_reports, people, reporting } = self;
        [values, own_reports, pairs, last_reports, people, reporting].map(Vec::len).iter().sum()
    }
}
