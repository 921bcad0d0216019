//! How the counts of one group hang together.
//!
//! Those who reach a cut-off are among those who reach the one before: a ladder, whose steps, and what is left of the
//! denominator at each rung, must not be worked out either. Completers are part of everyone, rung by rung, and so are
//! those who are not.

use super::{ResponderGroup, ResponderSet, ResponderValue, RespondersResult};
use crate::analysis::headcount::ShownHeadcount;
use crate::analysis::improvement::least_percent;
use crate::domain::{CompleterRule, ThresholdKind};
use crate::exhibit::Count;
use crate::exhibit::disclosure::{CellId, LinkedCounts};

/// Two thresholds nearer to one another than this are one.
const SAME: f64 = 1e-9;

/// Where a count of a set of responders comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Source {
    CutOff(u32),
    Threshold(usize),
}

impl Source {
    fn count(self, set: &ResponderSet) -> u32 {
        let count = match self {
            Self::CutOff(percent) => set.at_least.get(percent as usize),
            Self::Threshold(position) => set.thresholds.get(position),
        };
        count.copied().unwrap_or(0)
    }
}

/// A cut-off in per cent or in points.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Rung {
    size: f64,
    source: Source,
}

/// The cut-offs shown, the same for every group and denominator: a ladder in per cent, and one in points beside it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Ladders {
    /// Ascending, no two alike.
    percents: Vec<Rung>,
    /// Ascending, no two alike; each with the highest rung of `percents` that whoever reaches it must reach.
    points: Vec<(Rung, usize)>,
    /// Completers are just those with a value to compare, so their responders are everyone's.
    completers_have_values: bool,
}

impl Ladders {
    /// For these cut-offs in per cent and the thresholds of the instrument.
    pub fn of(result: &RespondersResult, cut_offs: &[u32]) -> Self {
        let cut_offs =
            cut_offs.iter().map(|&percent| Rung { size: percent.into(), source: Source::CutOff(percent) });
        let percents = ascending(cut_offs.chain(thresholds(result, ThresholdKind::PercentOfBaseline)));
        let points = ascending(thresholds(result, ThresholdKind::Points)).into_iter().map(|rung| {
            let least = least_percent(&result.instrument, rung.size);
            let reached = percents.iter().filter(|percent| percent.size <= least).count();
            (rung, reached.saturating_sub(1))
        });
        let observed = result.completer == CompleterRule::ObservedAtPrimaryTimePoint;
        Self {
            points: points.collect(),
            completers_have_values: observed && result.value == ResponderValue::AtTimePoint,
            percents,
        }
    }

    /// Where the cell of a cut-off in per cent stands in [`SetCells`].
    fn position(&self, percent: f64) -> Option<usize> {
        self.percents.iter().position(|rung| (rung.size - percent).abs() < SAME)
    }
}

fn thresholds(result: &RespondersResult, kind: ThresholdKind) -> impl Iterator<Item = Rung> + '_ {
    let thresholds = result.instrument.thresholds.iter().enumerate();
    thresholds.filter(move |(_, threshold)| threshold.kind == kind).map(|(position, threshold)| Rung {
        size: threshold.value.get(),
        source: Source::Threshold(position),
    })
}

/// In order, the first of those that are alike.
fn ascending(rungs: impl Iterator<Item = Rung>) -> Vec<Rung> {
    let mut rungs: Vec<Rung> = rungs.collect();
    rungs.sort_by(|one, other| one.size.total_cmp(&other.size));
    rungs.dedup_by(|later, earlier| (later.size - earlier.size).abs() < SAME);
    rungs
}

/// The counts of one denominator.
#[derive(Debug, Clone)]
pub(super) struct SetCells {
    pub people: CellId,
    pub missing: CellId,
    with_value: CellId,
    percents: Vec<CellId>,
    points: Vec<CellId>,
    /// Steps between rungs, in one order for every denominator.
    steps: Vec<CellId>,
}

impl SetCells {
    /// Everything but the steps.
    fn counts(&self) -> impl Iterator<Item = CellId> + '_ {
        let first = [self.people, self.missing, self.with_value];
        first.into_iter().chain(self.percents.iter().copied()).chain(self.points.iter().copied())
    }

    /// The cell of a cut-off in per cent.
    pub fn at_percent(&self, ladders: &Ladders, percent: f64) -> Option<CellId> {
        self.percents.get(ladders.position(percent)?).copied()
    }

    /// The cell of a threshold in points.
    pub fn at_points(&self, ladders: &Ladders, points: f64) -> Option<CellId> {
        let position = ladders.points.iter().position(|(rung, _)| (rung.size - points).abs() < SAME);
        self.points.get(position?).copied()
    }
}

/// Whether the counts of a set are printed or only follow from others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sight {
    Printed,
    Implied,
}

/// Declares the counts of a group.
struct Linker<'a> {
    counts: &'a mut LinkedCounts,
    ladders: &'a Ladders,
}

impl Linker<'_> {
    fn cell(&mut self, sight: Sight, people: u32) -> CellId {
        match sight {
            Sight::Printed => self.counts.printed(people),
            Sight::Implied => self.counts.implied(people),
        }
    }

    /// `part` is some of `whole`; the rest follows.
    fn rest(&mut self, whole: (CellId, u32), part: (CellId, u32)) -> CellId {
        let rest = self.counts.implied(whole.1.saturating_sub(part.1));
        self.counts.sum(whole.0, &[part.0, rest]);
        rest
    }

    /// A denominator with its ladders.
    fn set(&mut self, set: &ResponderSet, people: CellId, sight: Sight) -> SetCells {
        let missing = self.cell(sight, set.missing());
        let with_value = if self.ladders.completers_have_values {
            self.cell(sight, set.with_value)
        } else {
            self.counts.implied(set.with_value)
        };
        self.counts.sum(people, &[missing, with_value]);
        let mut cells = SetCells {
            people,
            missing,
            with_value,
            percents: Vec::new(),
            points: Vec::new(),
            steps: Vec::new(),
        };
        self.climb_percents(set, &mut cells, sight);
        self.climb_points(set, &mut cells, sight);
        cells
    }

    fn climb_percents(&mut self, set: &ResponderSet, cells: &mut SetCells, sight: Sight) {
        let mut below = (cells.with_value, set.with_value);
        for rung in &self.ladders.percents {
            let people = rung.source.count(set);
            let here = (self.cell(sight, people), people);
            cells.steps.push(self.rest(below, here));
            cells.steps.push(self.rest((cells.people, set.people), here));
            cells.percents.push(here.0);
            below = here;
        }
    }

    fn climb_points(&mut self, set: &ResponderSet, cells: &mut SetCells, sight: Sight) {
        let mut below: Option<(CellId, u32)> = None;
        for (rung, parent) in &self.ladders.points {
            let people = rung.source.count(set);
            let here = (self.cell(sight, people), people);
            let parent_people = self.ladders.percents.get(*parent).map_or(0, |rung| rung.source.count(set));
            let parent = cells.percents.get(*parent).map(|&cell| (cell, parent_people));
            for whole in [Some((cells.people, set.people)), parent, below].into_iter().flatten() {
                cells.steps.push(self.rest(whole, here));
            }
            cells.points.push(here.0);
            below = Some(here);
        }
    }

    /// The completers of a group whose everyone is `everyone`.
    fn completers(&mut self, group: &ResponderGroup, everyone: &SetCells) -> SetCells {
        if self.ladders.completers_have_values {
            return self.completers_with_values(group, everyone);
        }
        let people = self.counts.printed(group.completers.people);
        let completers = self.set(&group.completers, people, Sight::Printed);
        let others = without(&group.everyone, &group.completers);
        let people = self.counts.implied(others.people);
        let others = self.set(&others, people, Sight::Implied);
        let all =
            |cells: &SetCells| -> Vec<CellId> { cells.counts().chain(cells.steps.iter().copied()).collect() };
        for ((whole, one), other) in all(everyone).into_iter().zip(all(&completers)).zip(all(&others)) {
            self.counts.sum(whole, &[one, other]);
        }
        completers
    }

    /// Completers are those with a value: their responders are everyone's, and what is left of them at each rung
    /// follows.
    fn completers_with_values(&mut self, group: &ResponderGroup, everyone: &SetCells) -> SetCells {
        let people = (everyone.with_value, group.everyone.with_value);
        let rungs = self.ladders.percents.iter().zip(&everyone.percents);
        let rungs = rungs.chain(self.ladders.points.iter().map(|(rung, _)| rung).zip(&everyone.points));
        let rungs: Vec<(CellId, u32)> =
            rungs.map(|(rung, &cell)| (cell, rung.source.count(&group.everyone))).collect();
        for rung in rungs {
            self.rest(people, rung);
        }
        SetCells { people: people.0, missing: self.counts.settled(0, Count::Zero), ..everyone.clone() }
    }
}

/// Those of a set who are not in another, which is part of it.
fn without(set: &ResponderSet, part: &ResponderSet) -> ResponderSet {
    let less = |one: &[u32], other: &[u32]| {
        one.iter().zip(other).map(|(one, other)| one.saturating_sub(*other)).collect()
    };
    ResponderSet {
        people: set.people.saturating_sub(part.people),
        with_value: set.with_value.saturating_sub(part.with_value),
        at_least: less(&set.at_least, &part.at_least),
        thresholds: less(&set.thresholds, &part.thresholds),
    }
}

/// The counts of one group.
pub(super) struct GroupCells {
    pub baseline_missing: CellId,
    pub baseline_zero: CellId,
    pub everyone: SetCells,
    pub completers: SetCells,
}

/// Declares the counts of all groups that are shown, with the sum of their sizes; `None` for a hidden group, of which
/// nothing inside is shown.
pub(super) fn link_groups(
    result: &RespondersResult,
    ladders: &Ladders,
    sizes: &ShownHeadcount,
) -> (Vec<Option<GroupCells>>, LinkedCounts) {
    let mut counts = LinkedCounts::default();
    let mut parts = vec![counts.settled(result.ungrouped, sizes.ungrouped)];
    let mut groups = Vec::with_capacity(result.groups.len());
    for (group, &size) in result.groups.iter().zip(&sizes.groups) {
        let people = counts.settled(group.people, size);
        parts.push(people);
        let shown = size != Count::Hidden;
        groups.push(shown.then(|| link_group(&mut counts, ladders, group, people)));
    }
    let selected = counts.settled(result.selected, sizes.selected);
    counts.sum(selected, &parts);
    (groups, counts)
}

fn link_group(
    counts: &mut LinkedCounts,
    ladders: &Ladders,
    group: &ResponderGroup,
    people: CellId,
) -> GroupCells {
    let [baseline_missing, baseline_zero, everyone] =
        [group.baseline_missing, group.baseline_zero, group.everyone.people]
            .map(|people| counts.printed(people));
    counts.sum(people, &[baseline_missing, baseline_zero, everyone]);
    let mut linker = Linker { counts, ladders };
    let everyone = linker.set(&group.everyone, everyone, Sight::Printed);
    let completers = linker.completers(group, &everyone);
    GroupCells { baseline_missing, baseline_zero, everyone, completers }
}
