//! The computation.

use std::borrow::Cow;

use super::cut_offs::Judge;
use super::tally::{GroupTally, Rows, tally};
use super::{ResponderGroup, ResponderOptions, ResponderValue, RespondersResult};
use crate::analysis::AnalysisError;
use crate::analysis::compare::DisjointGroups;
use crate::analysis::groups::{GroupName, Groups, groups, pair};
use crate::analysis::question::Question;
use crate::domain::StudyCatalogue;
use crate::domain::frame::{Frame, ScoreMatrix, Selection};
use crate::exhibit::Raw;

/// Responders among the selected people, by group: how many improved by at least each cut-off from 0 to 100 % of their
/// own baseline, and how many reach each threshold of the instrument, of everyone and of the completers.
///
/// Improvement is baseline − later value where lower is better, later value − baseline where higher is. Denominators
/// hold only people with a baseline above 0; those without a value to compare have not improved (Dworkin et al., J Pain
/// 2008;9:105; non-responder imputation).
///
/// # Errors
/// A sentence when the instrument or grouping is unknown, when the instrument has no baseline before the primary time
/// point, or when the frame or selection does not fit the catalogue.
pub fn run(
    frame: Frame<'_>,
    catalogue: &StudyCatalogue,
    selection: &Selection,
    options: &ResponderOptions,
) -> Result<Raw<RespondersResult>, AnalysisError> {
    let question = Question::new(frame, catalogue, selection, &options.instrument)?;
    let groups = groups(frame, catalogue, selection, options.grouping.as_ref())?;
    of_groups(frame, catalogue, question, groups, options.value)
}

/// As [`run`], for two groups without a person in common, by the names in `labels`; selected are those in either.
///
/// `options.grouping` is not looked at: the groups are given.
///
/// # Errors
/// As [`run`], but for the grouping.
pub fn run_pair(
    frame: Frame<'_>,
    catalogue: &StudyCatalogue,
    labels: [&str; 2],
    groups: &DisjointGroups,
    options: &ResponderOptions,
) -> Result<Raw<RespondersResult>, AnalysisError> {
    let question = Question::of_pair(frame, catalogue, groups, &options.instrument)?;
    of_groups(frame, catalogue, question, pair(labels, groups), options.value)
}

fn of_groups(
    frame: Frame<'_>,
    catalogue: &StudyCatalogue,
    question: Question<'_>,
    groups: Groups<'_>,
    value: ResponderValue,
) -> Result<Raw<RespondersResult>, AnalysisError> {
    let no_improvement = || AnalysisError::NoImprovement { instrument: question.instrument.label.clone() };
    let baseline =
        question.baseline.filter(|baseline| *baseline < question.primary).ok_or_else(no_improvement)?;
    let Groups { names, slots, selected, pair } = groups;
    let completers = question.completers(frame, catalogue, &slots)?;
    let ends = ends(question, baseline, value);
    let rows = Rows {
        slots: &slots,
        completers: completers.members(),
        starts: question.scores.codes_at(baseline),
        ends: &ends,
        scores: question.scores,
    };
    let groups: Vec<ResponderGroup> =
        names.into_iter().zip(tally(rows, Judge::of(question.instrument))).map(group).collect();
    let grouped = groups.iter().map(|group| group.people).sum();
    Ok(Raw::new(RespondersResult {
        instrument: question.instrument.clone(),
        value,
        completer: catalogue.study.completer.clone(),
        primary: question.primary,
        baseline,
        everyone: frame.participants as u32,
        selected,
        ungrouped: selected.saturating_sub(grouped),
        pair,
        groups,
    }))
}

/// The codes compared with the baseline: those at the primary time point, or each person's last after the baseline.
fn ends(question: Question<'_>, baseline: usize, value: ResponderValue) -> Cow<'_, [u16]> {
    let at_primary = question.scores.codes_at(question.primary);
    match value {
        ResponderValue::AtTimePoint => at_primary.into(),
        ResponderValue::LastValue => {
            let mut ends = at_primary.to_vec();
            for time in (baseline + 1..question.primary).rev() {
                for (end, &earlier) in ends.iter_mut().zip(question.scores.codes_at(time)) {
                    *end = if *end == ScoreMatrix::MISSING { earlier } else { *end };
                }
            }
            ends.into()
        }
    }
}

fn group((name, tally): (GroupName, GroupTally)) -> ResponderGroup {
    ResponderGroup {
        code: name.code,
        label: name.label,
        people: tally.people,
        baseline_missing: tally.baseline_missing,
        baseline_zero: tally.baseline_zero,
        everyone: tally.everyone,
        completers: tally.completers,
    }
}
