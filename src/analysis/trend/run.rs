//! The computation.

use super::found::Found;
use super::{TrendOptions, TrendResult};
use crate::analysis::AnalysisError;
use crate::analysis::compare::DisjointGroups;
use crate::analysis::groups::{Groups, everyone, groups, pair};
use crate::analysis::kept::KeptCounts;
use crate::analysis::question::Question;
use crate::domain::frame::{Frame, Selection};
use crate::domain::{MissingDataHandling, StudyCatalogue};
use crate::exhibit::Raw;

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
    let found = Found::anew(frame, catalogue, &question, &groups.slots, options.handling)?;
    Ok(result(frame, &question, groups, options.handling, &[found]))
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
    options: &TrendOptions,
) -> Result<Raw<TrendResult>, AnalysisError> {
    let question = Question::new(frame, catalogue, selection, &options.instrument)?;
    let groups = groups(frame, catalogue, selection, options.grouping.as_ref())?;
    let found = Found::with(kept, frame, catalogue, &question, &groups.slots, options)?;
    Ok(result(frame, &question, groups, options.handling, &[found]))
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
    let groups = pair(labels, groups);
    let found = Found::anew(frame, catalogue, &question, &groups.slots, options.handling)?;
    Ok(result(frame, &question, groups, options.handling, &[found]))
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
    options: &TrendOptions,
) -> Result<Raw<TrendResult>, AnalysisError> {
    let question = Question::of_pair(frame, catalogue, groups, &options.instrument)?;
    // Each is counted like people who are not split, so both share what was counted with figures of one group.
    let options = TrendOptions { grouping: None, ..options.clone() };
    let [first, second] = groups.selections().each_ref().map(|group| {
        let slots = everyone(frame.participants, group).slots;
        Found::with(kept, frame, catalogue, &question, &slots, &options)
    });
    Ok(result(frame, &question, pair(labels, groups), options.handling, &[first?, second?]))
}

/// `found` has all groups, or there is one of each.
fn result(
    frame: Frame<'_>,
    question: &Question<'_>,
    groups: Groups<'_>,
    handling: MissingDataHandling,
    found: &[Found],
) -> Raw<TrendResult> {
    let Groups { names, slots: _, selected, pair } = groups;
    let places = found.iter().flat_map(|found| (0..found.people.len()).map(move |place| (found, place)));
    let grouped = found.iter().flat_map(|found| &found.people).sum();
    Raw::new(TrendResult {
        instrument: question.instrument.clone(),
        handling,
        primary: question.primary,
        baseline: question.comparison_start(),
        everyone: frame.participants as u32,
        selected,
        ungrouped: selected.saturating_sub(grouped),
        pair,
        groups: names
            .into_iter()
            .zip(places)
            .map(|(name, (found, place))| found.group(place, name))
            .collect(),
    })
}
