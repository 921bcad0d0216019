//! Everything that is counted of a trend, summarised.

use std::borrow::Cow;

use super::counts::TrendCounts;
use super::fill::{baseline_carried_forward, carried_forward};
use super::joint::{differences_of, paired_differences};
use super::tally::{Summaries, last_reports, reports_by_time, sizes, summaries_by_time, summaries_of};
use super::{Change, TrendGroup, TrendOptions, TrendPoint};
use crate::analysis::groups::{GroupName, Slots};
use crate::analysis::kept::KeptCounts;
use crate::analysis::question::Question;
use crate::analysis::{AnalysisError, CONFIDENCE};
use crate::domain::frame::{Frame, ScoreMatrix};
use crate::domain::{Interval, MissingDataHandling, StudyCatalogue};
use crate::stats::{Moments, mean_interval};

impl<'a> Question<'a> {
    /// Those whom the handling keeps.
    fn analysed<'s>(
        &self,
        frame: Frame<'_>,
        catalogue: &StudyCatalogue,
        slots: &Slots<'s>,
        handling: MissingDataHandling,
    ) -> Result<Slots<'s>, AnalysisError> {
        match handling {
            MissingDataHandling::Observed => Ok(slots.clone()),
            MissingDataHandling::Completers => self.completers(frame, catalogue, slots),
            MissingDataHandling::Locf | MissingDataHandling::Bocf => {
                let no_baseline = || AnalysisError::NoBaseline { instrument: self.instrument.label.clone() };
                Ok(self.reporting_at(self.baseline.ok_or_else(no_baseline)?, slots))
            }
        }
    }

    /// The scores that contribute.
    fn filled(&self, handling: MissingDataHandling) -> Cow<'a, ScoreMatrix> {
        match (handling, self.baseline) {
            (MissingDataHandling::Locf, _) => Cow::Borrowed(self.scores.with_last_values(carried_forward)),
            (MissingDataHandling::Bocf, Some(baseline)) => {
                self.scores.with_baseline_values(baseline, baseline_carried_forward)
            }
            (MissingDataHandling::Bocf, None)
            | (MissingDataHandling::Observed | MissingDataHandling::Completers, _) => {
                Cow::Borrowed(self.scores)
            }
        }
    }
}

/// Everything counted, by position of the group.
pub(super) struct Found {
    times: usize,
    /// Of each group.
    pub people: Vec<u32>,
    analysed: Vec<u32>,
    reporting: Vec<u32>,
    /// `[time][group]`, of the values that contribute.
    moments: Vec<Vec<Option<Moments>>>,
    /// `[time][group]`, of the same values.
    quartiles: Vec<Vec<Option<Interval>>>,
    /// `[time][group]`, people analysed with a value of their own.
    reports: Vec<Vec<u32>>,
    /// `[group][time + 1]`, people analysed by the time of their last own value.
    last_reports: Vec<Vec<u32>>,
    change: Option<Vec<Option<Moments>>>,
}

impl Found {
    /// By counting everybody.
    pub fn anew(
        frame: Frame<'_>,
        catalogue: &StudyCatalogue,
        question: &Question<'_>,
        slots: &Slots<'_>,
        handling: MissingDataHandling,
    ) -> Result<Self, AnalysisError> {
        let analysed = question.analysed(frame, catalogue, slots, handling)?;
        Ok(Self::new(question, slots, &analysed, handling))
    }

    /// As [`Self::anew`], from what was counted before where that is worth it; `slots` are those of the grouping.
    pub fn with(
        kept: &KeptCounts,
        frame: Frame<'_>,
        catalogue: &StudyCatalogue,
        question: &Question<'_>,
        slots: &Slots<'_>,
        options: &TrendOptions,
    ) -> Result<Self, AnalysisError> {
        let handling = options.handling;
        if !TrendCounts::are_fewer_than(slots.members().count(), question, slots.groups()) {
            return Self::anew(frame, catalogue, question, slots, handling);
        }
        let scores = question.filled(handling);
        let counts = kept.trends.counts(options, slots.members(), |members| {
            let slots = slots.with_members(members);
            let analysed = question.analysed(frame, catalogue, &slots, handling)?;
            Ok(TrendCounts::of(question, &scores, [&slots, &analysed], handling))
        })?;
        Ok(Self::of_counts(question, &scores, &counts, slots.groups()))
    }

    fn new(
        question: &Question<'_>,
        slots: &Slots<'_>,
        analysed: &Slots<'_>,
        handling: MissingDataHandling,
    ) -> Self {
        let scores = question.filled(handling);
        let Summaries { moments, quartiles } = summaries_by_time(&scores, analysed);
        let reports = match handling {
            MissingDataHandling::Observed | MissingDataHandling::Completers => counts_of(&moments),
            MissingDataHandling::Locf | MissingDataHandling::Bocf => {
                reports_by_time(question.scores, analysed)
            }
        };
        let change = question.comparison_start().map(|start| {
            let shift = |group| mean_change(&moments, (start, question.primary), group);
            paired_differences(&scores, analysed, (start, question.primary), shift)
        });
        let last_reports = last_reports(question.scores, analysed);
        Self {
            times: question.times,
            people: sizes(slots),
            analysed: last_reports.iter().map(|people| people.iter().sum()).collect(),
            reporting: sizes(&question.reporting_at(question.primary, slots)),
            last_reports,
            moments,
            quartiles,
            reports,
            change,
        }
    }

    /// As [`Self::new`], of what was counted; `scores` are those that contribute.
    fn of_counts(question: &Question<'_>, scores: &ScoreMatrix, counts: &TrendCounts, groups: usize) -> Self {
        let Summaries { moments, quartiles } = summaries_of(scores, groups, &counts.values);
        let reports = match counts.own_reports.as_slice() {
            [] => counts_of(&moments),
            own => own.chunks_exact(groups.max(1)).map(<[u32]>::to_vec).collect(),
        };
        let change = question.comparison_start().map(|start| {
            let shift = |group| mean_change(&moments, (start, question.primary), group);
            differences_of(scores, &counts.pairs, groups, shift)
        });
        let last_reports: Vec<Vec<u32>> =
            counts.last_reports.chunks_exact(question.times + 1).map(<[u32]>::to_vec).collect();
        Self {
            times: question.times,
            people: counts.people.clone(),
            analysed: last_reports.iter().map(|people| people.iter().sum()).collect(),
            reporting: counts.reporting.clone(),
            last_reports,
            moments,
            quartiles,
            reports,
            change,
        }
    }

    /// One group, which gets this name.
    pub fn group(&self, position: usize, name: GroupName) -> TrendGroup {
        TrendGroup {
            code: name.code,
            label: name.label,
            people: count_at(&self.people, position),
            analysed: count_at(&self.analysed, position),
            points: (0..self.times).map(|time| self.point(position, time)).collect(),
            change: self.change.as_ref().map(|changes| {
                let moments = changes.get(position).copied().flatten();
                Change { moments, interval: interval_of(moments) }
            }),
            reporting: count_at(&self.reporting, position),
        }
    }

    fn point(&self, position: usize, time: usize) -> TrendPoint {
        let moments = moments_at(&self.moments, time, position);
        let reports = self.reports.get(time).map_or(0, |groups| count_at(groups, position));
        let last = self.last_reports.get(position).map_or(&[][..], Vec::as_slice);
        let left = last.iter().take(time + 1).sum();
        let missing = count_at(&self.analysed, position).saturating_sub(reports);
        TrendPoint {
            moments,
            interval: interval_of(moments),
            quartiles: self.quartiles.get(time).and_then(|groups| groups.get(position).copied().flatten()),
            no_report: missing.saturating_sub(left),
            left,
        }
    }
}

fn interval_of(moments: Option<Moments>) -> Option<Interval> {
    moments.and_then(|moments| mean_interval(&moments, CONFIDENCE))
}

fn counts_of(moments: &[Vec<Option<Moments>>]) -> Vec<Vec<u32>> {
    let people = |moments: &Option<Moments>| moments.map_or(0, |moments| moments.n);
    moments.iter().map(|groups| groups.iter().map(people).collect()).collect()
}

/// A guess of a group's mean difference between two time points.
fn mean_change(moments: &[Vec<Option<Moments>>], (from, to): (usize, usize), group: usize) -> f64 {
    let mean = |time| moments_at(moments, time, group).map_or(0.0, |found| found.mean);
    mean(to) - mean(from)
}

fn moments_at(moments: &[Vec<Option<Moments>>], time: usize, group: usize) -> Option<Moments> {
    moments.get(time)?.get(group).copied().flatten()
}

fn count_at(counts: &[u32], position: usize) -> u32 {
    counts.get(position).copied().unwrap_or(0)
}
