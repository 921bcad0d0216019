//! How the counts of one group hang together.

use super::{TrendGroup, TrendPoint, TrendResult};
use crate::analysis::headcount::ShownHeadcount;
use crate::domain::MissingDataHandling;
use crate::exhibit::disclosure::{CellId, LinkedCounts};
use crate::exhibit::{Count, Policy};

/// What all groups share.
#[derive(Debug, Clone, Copy)]
pub(super) struct Context {
    pub handling: MissingDataHandling,
    pub primary: usize,
    pub baseline: Option<usize>,
    pub policy: Policy,
    /// Width of the instrument's scale.
    pub span: f64,
}

/// Declares the counts of all groups that are shown, with the sum of their sizes; `None` for a hidden group, of which
/// nothing inside is shown.
pub(super) fn link_groups(
    result: &TrendResult,
    context: Context,
    sizes: &ShownHeadcount,
) -> (Vec<Option<GroupCells>>, LinkedCounts) {
    let mut counts = LinkedCounts::default();
    let mut parts = vec![counts.settled(result.ungrouped, sizes.ungrouped)];
    let mut groups = Vec::with_capacity(result.groups.len());
    for (group, &size) in result.groups.iter().zip(&sizes.groups) {
        let everyone = counts.settled(group.people, size);
        parts.push(everyone);
        let shown = size != Count::Hidden;
        groups.push(shown.then(|| GroupCells::link(&mut counts, context, group, everyone)));
    }
    let selected = counts.settled(result.selected, sizes.selected);
    counts.sum(selected, &parts);
    (groups, counts)
}

/// The counts under one mean.
#[derive(Debug, Clone, Copy)]
pub(super) struct PointCells {
    pub contributing: CellId,
    pub no_report: CellId,
    pub left: CellId,
    pub missing: CellId,
}

/// The counts of one group and how they hang together.
pub(super) struct GroupCells {
    pub analysed: CellId,
    pub points: Vec<PointCells>,
    pub pairs: Option<CellId>,
    pub reporting: CellId,
}

impl GroupCells {
    /// Declares every count of a group and every sum between them; `everyone` is the group's size.
    pub fn link(counts: &mut LinkedCounts, context: Context, group: &TrendGroup, everyone: CellId) -> Self {
        let analysed = link_analysed(counts, context, group, everyone);
        let points: Vec<PointCells> =
            group.points.iter().map(|point| link_point(counts, context, group, point, analysed)).collect();
        link_attrition(counts, group, &points);
        let pairs = link_pairs(counts, context, group, &points);
        let reporting = link_reporting(counts, context, group, &points, everyone);
        Self { analysed, points, pairs, reporting }
    }
}

/// All of the group, or those kept with those left out beside them.
fn link_analysed(
    counts: &mut LinkedCounts,
    context: Context,
    group: &TrendGroup,
    everyone: CellId,
) -> CellId {
    match context.handling {
        MissingDataHandling::Observed => everyone,
        MissingDataHandling::Completers | MissingDataHandling::Locf | MissingDataHandling::Bocf => {
            let analysed = counts.printed(group.analysed);
            let excluded = counts.printed(group.people.saturating_sub(group.analysed));
            counts.sum(everyone, &[analysed, excluded]);
            analysed
        }
    }
}

/// Missing is silent plus gone; with those who report it makes the group. Where values are filled in, those who
/// report are printed nowhere, and those who contribute are more.
fn link_point(
    counts: &mut LinkedCounts,
    context: Context,
    group: &TrendGroup,
    point: &TrendPoint,
    analysed: CellId,
) -> PointCells {
    let [no_report, left, missing] =
        [point.no_report, point.left, point.missing()].map(|people| counts.printed(people));
    counts.sum(missing, &[no_report, left]);
    let (contributing, reports) = match context.handling {
        MissingDataHandling::Observed | MissingDataHandling::Completers => {
            let contributing = counts.printed(point.contributing());
            (contributing, contributing)
        }
        MissingDataHandling::Locf | MissingDataHandling::Bocf => link_filled(counts, group, point, analysed),
    };
    counts.sum(analysed, &[reports, missing]);
    counts.sum(analysed, &[reports, no_report, left]);
    counts.bears_estimate(contributing);
    PointCells { contributing, no_report, left, missing }
}

/// Those who contribute, nearly always everyone analysed, and those of them with a value of their own.
fn link_filled(
    counts: &mut LinkedCounts,
    group: &TrendGroup,
    point: &TrendPoint,
    analysed: CellId,
) -> (CellId, CellId) {
    let reports_people = group.analysed.saturating_sub(point.missing());
    let reports = counts.implied(reports_people);
    if point.contributing() == group.analysed {
        return (analysed, reports);
    }
    let contributing = counts.printed(point.contributing());
    let filled = counts.implied(point.contributing().saturating_sub(reports_people));
    counts.sum(contributing, &[reports, filled]);
    (contributing, reports)
}

/// Nobody who has left comes back: each step's leavers are what one count has over the one before.
fn link_attrition(counts: &mut LinkedCounts, group: &TrendGroup, points: &[PointCells]) {
    for (people, cells) in group.points.windows(2).zip(points.windows(2)) {
        if let ([before, after], [before_cells, after_cells]) = (people, cells) {
            let leavers = counts.implied(after.left.saturating_sub(before.left));
            counts.sum(after_cells.left, &[before_cells.left, leavers]);
        }
    }
}

/// People with both values are part of those at either end; the rest of each end must not be worked out.
fn link_pairs(
    counts: &mut LinkedCounts,
    context: Context,
    group: &TrendGroup,
    points: &[PointCells],
) -> Option<CellId> {
    let pairs_people = group.change.as_ref()?.pairs();
    let ends = [Some(context.primary), context.baseline].into_iter().flatten();
    let ends: Vec<(u32, CellId)> = ends
        .filter_map(|time| Some((group.points.get(time)?.contributing(), points.get(time)?.contributing)))
        .collect();
    let same = ends.iter().find(|(people, _)| *people == pairs_people).map(|(_, cell)| *cell);
    let pairs = same.unwrap_or_else(|| counts.printed(pairs_people));
    for (people, cell) in ends.into_iter().filter(|(_, cell)| *cell != pairs) {
        let unpaired = counts.printed(people.saturating_sub(pairs_people));
        counts.sum(cell, &[pairs, unpaired]);
    }
    counts.bears_estimate(pairs);
    Some(pairs)
}

/// Those who report, of the whole group; under a handling that leaves people out they are not those of the strip.
fn link_reporting(
    counts: &mut LinkedCounts,
    context: Context,
    group: &TrendGroup,
    points: &[PointCells],
    everyone: CellId,
) -> CellId {
    let strip = group.points.get(context.primary).zip(points.get(context.primary));
    if let (MissingDataHandling::Observed, Some((_, cells))) = (context.handling, strip) {
        return cells.contributing;
    }
    let silent_people = group.people.saturating_sub(group.reporting);
    let (reporting, silent) = (counts.printed(group.reporting), counts.printed(silent_people));
    counts.sum(everyone, &[reporting, silent]);
    if let Some((point, cells)) = strip {
        let kept = group.analysed.saturating_sub(point.missing());
        let (kept_cell, others) =
            (counts.implied(kept), counts.implied(group.reporting.saturating_sub(kept)));
        counts.sum(reporting, &[kept_cell, others]);
        let left_out = counts.implied(silent_people.saturating_sub(point.missing()));
        counts.sum(silent, &[cells.missing, left_out]);
    }
    reporting
}
