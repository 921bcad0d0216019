//! The computation.

use std::borrow::Cow;

use super::cut_offs::Judge;
use super::tally::{GroupTally, Places, Rows, joint_counts, tally, tally_of};
use super::{ResponderGroup, ResponderOptions, ResponderValue, RespondersResult};
use crate::analysis::AnalysisError;
use crate::analysis::compare::DisjointGroups;
use crate::analysis::groups::{GroupName, Groups, Slots, everyone, groups, pair};
use crate::analysis::kept::KeptCounts;
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
    let asked = Asked::new(frame, catalogue, question, options.value)?;
    let tallies = asked.tally(&groups.slots)?;
    Ok(asked.result(groups, tallies))
}

/// As [`run`], with what was counted before of selections of the same frame and catalogue.
///
/// # Errors
/// As [`run`].
pub fn run_with(
    kept: &KeptCounts,
    frame: Frame<'_>,
    catalogue: &StudyCatalogue,
    selection: &Selection,
    options: &ResponderOptions,
) -> Result<Raw<RespondersResult>, AnalysisError> {
    let question = Question::new(frame, catalogue, selection, &options.instrument)?;
    let groups = groups(frame, catalogue, selection, options.grouping.as_ref())?;
    let asked = Asked::new(frame, catalogue, question, options.value)?;
    let tallies = asked.tally_with(kept, &groups.slots, options)?;
    Ok(asked.result(groups, tallies))
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
    let groups = pair(labels, groups);
    let asked = Asked::new(frame, catalogue, question, options.value)?;
    let tallies = asked.tally(&groups.slots)?;
    Ok(asked.result(groups, tallies))
}

/// As [`run_pair`], with what was counted before of selections of the same frame and catalogue.
///
/// # Errors
/// As [`run_pair`].
pub fn run_pair_with(
    kept: &KeptCounts,
    frame: Frame<'_>,
    catalogue: &StudyCatalogue,
    labels: [&str; 2],
    groups: &DisjointGroups,
    options: &ResponderOptions,
) -> Result<Raw<RespondersResult>, AnalysisError> {
    let question = Question::of_pair(frame, catalogue, groups, &options.instrument)?;
    let asked = Asked::new(frame, catalogue, question, options.value)?;
    // Each is counted like people who are not split, so both share what was counted with figures of one group.
    let options = ResponderOptions { grouping: None, ..options.clone() };
    let mut tallies = Vec::new();
    for group in groups.selections() {
        tallies.extend(asked.tally_with(kept, &everyone(frame.participants, group).slots, &options)?);
    }
    Ok(asked.result(pair(labels, groups), tallies))
}

/// A question that this study can answer.
struct Asked<'a> {
    frame: Frame<'a>,
    catalogue: &'a StudyCatalogue,
    question: Question<'a>,
    baseline: usize,
    value: ResponderValue,
    /// The codes compared with the baseline.
    ends: Cow<'a, [u16]>,
}

impl<'a> Asked<'a> {
    fn new(
        frame: Frame<'a>,
        catalogue: &'a StudyCatalogue,
        question: Question<'a>,
        value: ResponderValue,
    ) -> Result<Self, AnalysisError> {
        let no_improvement =
            || AnalysisError::NoImprovement { instrument: question.instrument.label.clone() };
        let baseline =
            question.baseline.filter(|baseline| *baseline < question.primary).ok_or_else(no_improvement)?;
        Ok(Self { frame, catalogue, question, baseline, value, ends: ends(question, baseline, value) })
    }

    fn tally(&self, slots: &Slots<'_>) -> Result<Vec<GroupTally>, AnalysisError> {
        self.with_rows(slots, |rows| tally(rows, Judge::of(self.question.instrument)))
    }

    /// As [`Self::tally`], from what was counted before where that is worth it; `slots` are those of the grouping.
    fn tally_with(
        &self,
        kept: &KeptCounts,
        slots: &Slots<'_>,
        options: &ResponderOptions,
    ) -> Result<Vec<GroupTally>, AnalysisError> {
        let places = Places::of(self.question.scores, slots.groups());
        if !places.are_fewer_than(slots.members().count()) {
            return self.tally(slots);
        }
        let counts = kept.responders.counts(options, slots.members(), |members| {
            self.with_rows(&slots.with_members(members), |rows| joint_counts(rows, places))
        })?;
        Ok(tally_of(&counts, self.question.scores, Judge::of(self.question.instrument), places))
    }

    fn with_rows<T>(&self, slots: &Slots<'_>, count: impl FnOnce(Rows<'_>) -> T) -> Result<T, AnalysisError> {
        let completers = self.question.completers(self.frame, self.catalogue, slots)?;
        Ok(count(Rows {
            slots,
            completers: completers.members(),
            starts: self.question.scores.codes_at(self.baseline),
            ends: &self.ends,
            scores: self.question.scores,
        }))
    }

    fn result(&self, groups: Groups<'_>, tallies: Vec<GroupTally>) -> Raw<RespondersResult> {
        let Groups { names, slots: _, selected, pair } = groups;
        let groups: Vec<ResponderGroup> = names.into_iter().zip(tallies).map(group).collect();
        let grouped = groups.iter().map(|group| group.people).sum();
        Raw::new(RespondersResult {
            instrument: self.question.instrument.clone(),
            value: self.value,
            completer: self.catalogue.study.completer.clone(),
            primary: self.question.primary,
            baseline: self.baseline,
            everyone: self.frame.participants as u32,
            selected,
            ungrouped: selected.saturating_sub(grouped),
            pair,
            groups,
        })
    }
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
