//! The computation.

use std::borrow::Cow;

use super::fill::{baseline_carried_forward, carried_forward};
use super::tally::{Summaries, last_reports, paired_differences, reports_by_time, sizes, summaries_by_time};
use super::{Change, TrendGroup, TrendOptions, TrendPoint, TrendResult};
use crate::analysis::compare::DisjointGroups;
use crate::analysis::groups::{GroupName, Groups, Slots, groups, pair};
use crate::analysis::question::Question;
use crate::analysis::{AnalysisError, CONFIDENCE};
use crate::domain::frame::{Frame, ScoreMatrix, Selection};
use crate::domain::{Interval, MissingDataHandling, StudyCatalogue};
use crate::exhibit::Raw;
use crate::stats::{Moments, mean_interval};

/// Means over time of the selected people, by group.
///
/// Mean, SD and t interval of the values that contribute at each time point; who is missing there; the mean paired
/// change from baseline to the primary time point. Assumes people to be independent of one another.
///
/// # Errors
/// A sentence when the instrument or grouping is unknown, when the handling needs a baseline that the instrument does
/// not have, or when the frame or selection does not fit the catalogue.
pub fn run(
    frame: Frame<'_>,
    catalogue: &StudyCatalogue,
    selection: &Selection,
    options: &TrendOptions,
) -> Result<Raw<TrendResult>, AnalysisError> {
    let question = Question::new(frame, catalogue, selection, &options.instrument)?;
    let groups = groups(frame, catalogue, selection, options.grouping.as_ref())?;
    of_groups(frame, catalogue, question, groups, options.handling)
}

/// As [`run`], for two groups without a person in common, by the names in `labels`; selected are those in either.
///
/// `options.grouping` is not looked at: the groups are given. The difference between them is not tested here.
///
/// # Errors
/// As [`run`], but for the grouping.
pub fn run_pair(
    frame: Frame<'_>,
    catalogue: &StudyCatalogue,
    labels: [&str; 2],
    groups: &DisjointGroups,
    options: &TrendOptions,
) -> Result<Raw<TrendResult>, AnalysisError> {
    let question = Question::of_pair(frame, catalogue, groups, &options.instrument)?;
    of_groups(frame, catalogue, question, pair(labels, groups), options.handling)
}

fn of_groups(
    frame: Frame<'_>,
    catalogue: &StudyCatalogue,
    question: Question<'_>,
    groups: Groups<'_>,
    handling: MissingDataHandling,
) -> Result<Raw<TrendResult>, AnalysisError> {
    let Groups { names, slots, selected, pair } = groups;
    let analysed = question.analysed(frame, catalogue, &slots, handling)?;
    let found = Found::new(&question, &slots, &analysed, handling);
    Ok(Raw::new(TrendResult {
        instrument: question.instrument.clone(),
        handling,
        primary: question.primary,
        baseline: question.comparison_start(),
        everyone: frame.participants as u32,
        selected,
        ungrouped: selected.saturating_sub(found.people.iter().sum()),
        pair,
        groups: names.into_iter().enumerate().map(|(position, name)| found.group(position, name)).collect(),
    }))
}

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
struct Found {
    times: usize,
    people: Vec<u32>,
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
            let mean = |time: usize, group| moments_at(&moments, time, group).map_or(0.0, |found| found.mean);
            let shift = |group| mean(question.primary, group) - mean(start, group);
            paired_differences(&scores, analysed, start, question.primary, shift)
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

    fn group(&self, position: usize, name: GroupName) -> TrendGroup {
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

fn moments_at(moments: &[Vec<Option<Moments>>], time: usize, group: usize) -> Option<Moments> {
    moments.get(time)?.get(group).copied().flatten()
}

fn count_at(counts: &[u32], position: usize) -> u32 {
    counts.get(position).copied().unwrap_or(0)
}
