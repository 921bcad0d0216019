//! How the counts of one characteristic hang together: levels and the missing make each group, groups make everyone.

use super::result::{Body, TableOneResult};
use crate::analysis::headcount::{Headcount, ShownHeadcount};
use crate::exhibit::disclosure::{CellId, LinkedCounts, ShownCounts};
use crate::exhibit::{Count, Policy};

/// Sizes of the groups, of those in no group and of everyone in one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sizes {
    /// People and what is shown of them, one a group.
    pub groups: Vec<(u32, Count)>,
    /// Everyone in the cohort.
    pub selected: Count,
    pub ungrouped: Count,
    /// `None` where there is one group, which is everyone.
    pub all: Option<(u32, Count)>,
}

impl Sizes {
    /// What may be seen of them.
    pub fn of(result: &TableOneResult, policy: Policy) -> Self {
        let headcount = Headcount {
            everyone: result.everyone,
            selected: result.selected,
            ungrouped: result.ungrouped,
            groups: result.groups.iter().map(|group| group.people).collect(),
            pair: result.pair.as_ref(),
        };
        let shown = headcount.shown(policy);
        Self {
            all: all_of(result, policy, &shown),
            groups: headcount.groups.into_iter().zip(shown.groups).collect(),
            selected: shown.selected,
            ungrouped: shown.ungrouped,
        }
    }

    /// The columns of the table: every group, then everyone in one.
    pub fn columns(&self) -> impl Iterator<Item = (u32, Count)> + '_ {
        self.groups.iter().copied().chain(self.all)
    }
}

/// Everyone in a group: hidden where a group is, so that no group can be worked out by subtraction.
fn all_of(result: &TableOneResult, policy: Policy, shown: &ShownHeadcount) -> Option<(u32, Count)> {
    if result.groups.len() < 2 {
        return None;
    }
    let people = result.groups.iter().map(|group| group.people).sum();
    if shown.groups.contains(&Count::Hidden) || shown.ungrouped == Count::Hidden {
        return Some((people, Count::Hidden));
    }
    let mut counts = LinkedCounts::default();
    let selected = counts.settled(result.selected, shown.selected);
    let all = counts.printed(people);
    let rest = counts.settled(result.ungrouped, shown.ungrouped);
    counts.sum(selected, &[all, rest]);
    let groups: Vec<CellId> = result
        .groups
        .iter()
        .zip(&shown.groups)
        .map(|(group, &count)| counts.settled(group.people, count))
        .collect();
    counts.sum(all, &groups);
    Some((people, counts.publish(policy).count(all)))
}

/// The counts of one column.
#[derive(Debug, Clone)]
pub(super) struct ColumnCells {
    pub present: CellId,
    pub missing: CellId,
    pub levels: Vec<CellId>,
}

/// What may be seen of a characteristic: a column a group and one for everyone, `None` for hidden ones.
pub(super) struct Shown {
    pub columns: Vec<Option<ColumnCells>>,
    pub counts: ShownCounts,
}

/// Declares every count of a characteristic and every sum between them.
pub(super) fn link(body: &Body, sizes: &Sizes, policy: Policy) -> Shown {
    let mut counts = LinkedCounts::default();
    let mut totals = Vec::new();
    let columns: Vec<Option<ColumnCells>> = sizes
        .columns()
        .enumerate()
        .map(|(column, (people, size))| {
            let total = counts.settled(people, size);
            totals.push(total);
            (size != Count::Hidden).then(|| link_column(&mut counts, body, column, (total, people)))
        })
        .collect();
    if let (Some(_), Some((Some(all), groups))) = (sizes.all, columns.split_last()) {
        let groups: Vec<&ColumnCells> = groups.iter().flatten().collect();
        if let Some((total, parts)) = totals.split_last() {
            counts.sum(*total, parts);
        }
        link_rows(&mut counts, all, &groups);
    }
    Shown { columns, counts: counts.publish(policy) }
}

fn link_column(
    counts: &mut LinkedCounts,
    body: &Body,
    column: usize,
    (total, people): (CellId, u32),
) -> ColumnCells {
    let level_people = levels_in(body, column);
    let present_people = present_in(body, column);
    let [present, missing] =
        [present_people, people.saturating_sub(present_people)].map(|people| counts.printed(people));
    counts.sum(total, &[present, missing]);
    let levels: Vec<CellId> = level_people.into_iter().map(|people| counts.printed(people)).collect();
    match body {
        Body::Number { .. } => counts.bears_estimate(present),
        Body::Levels { .. } => {
            counts.sum(present, &levels);
            let parts: Vec<CellId> = levels.iter().copied().chain([missing]).collect();
            counts.sum(total, &parts);
        }
    }
    ColumnCells { present, missing, levels }
}

/// In every row the groups make everyone. Everyone is only shown where every group is.
fn link_rows(counts: &mut LinkedCounts, all: &ColumnCells, groups: &[&ColumnCells]) {
    let row = |cell: fn(&ColumnCells) -> CellId| groups.iter().map(|group| cell(group)).collect::<Vec<_>>();
    counts.sum(all.present, &row(|column| column.present));
    counts.sum(all.missing, &row(|column| column.missing));
    for (position, &level) in all.levels.iter().enumerate() {
        let parts: Vec<CellId> =
            groups.iter().filter_map(|group| group.levels.get(position).copied()).collect();
        counts.sum(level, &parts);
    }
}

/// People of a column at each level; the column past the groups is everyone.
pub(super) fn levels_in(body: &Body, column: usize) -> Vec<u32> {
    match body {
        Body::Number { .. } => Vec::new(),
        Body::Levels { levels } => levels
            .iter()
            .map(|level| level.groups.get(column).copied().unwrap_or_else(|| level.groups.iter().sum()))
            .collect(),
    }
}

/// People of a column with a value.
fn present_in(body: &Body, column: usize) -> u32 {
    match body {
        Body::Number { groups, all, .. } => groups.get(column).unwrap_or(all).present(),
        Body::Levels { .. } => levels_in(body, column).iter().sum(),
    }
}
