//! How the counts of a comparison hang together.

use super::result::CompletersAre;
use super::{CompareResult, ComparedGroup, ResponderCounts};
use crate::exhibit::Policy;
use crate::exhibit::disclosure::{CellId, LinkedCounts};

/// The counts of one group.
pub(super) struct GroupCells {
    pub people: CellId,
    pub contributing: CellId,
    pub missing: CellId,
    /// Those in the repeated-measures model, where there is one.
    pub repeated: Option<CellId>,
    pub everyone: SetCells,
    pub completers: SetCells,
}

/// The counts of one denominator.
#[derive(Debug, Clone)]
pub(super) struct SetCells {
    pub people: CellId,
    pub responders: Vec<CellId>,
}

/// The counts of both groups, and of those who were in both.
pub(super) struct CompareCells {
    pub overlap: CellId,
    pub groups: [GroupCells; 2],
}

/// Declares every count that is shown, and every sum between them.
pub(super) fn link(result: &CompareResult, policy: Policy) -> (CompareCells, LinkedCounts) {
    let mut counts = LinkedCounts::default();
    let sizes = result.sizes.settle(&mut counts, policy);
    let ([first, second], [one, other]) = (&result.groups, sizes.groups);
    let in_model = result.repeated.people.map(|people| result.has_repeated().then_some(people));
    let [in_first, in_second] = in_model;
    let groups = [
        link_group(&mut counts, result, first, (one, in_first)),
        link_group(&mut counts, result, second, (other, in_second)),
    ];
    (CompareCells { overlap: sizes.overlap, groups }, counts)
}

/// `people` is the group's size, `in_model` how many of them repeated measures use.
fn link_group(
    counts: &mut LinkedCounts,
    result: &CompareResult,
    group: &ComparedGroup,
    (people, in_model): (CellId, Option<u32>),
) -> GroupCells {
    let pairs = group.contributing();
    let [contributing, missing] =
        [pairs, group.people.saturating_sub(pairs)].map(|people| counts.printed(people));
    counts.sum(people, &[contributing, missing]);
    counts.bears_estimate(contributing);
    let everyone_people = counts.printed(group.everyone.people);
    let no_baseline = counts.implied(group.people.saturating_sub(group.everyone.people));
    counts.sum(people, &[everyone_people, no_baseline]);
    // Those with a value and a baseline above 0 are some of those with both values.
    let with_value = match result.completers {
        CompletersAre::ThoseWithValue => counts.printed(group.everyone.with_value),
        CompletersAre::ByAnotherRule => counts.implied(group.everyone.with_value),
    };
    let from_zero = counts.implied(pairs.saturating_sub(group.everyone.with_value));
    counts.sum(contributing, &[with_value, from_zero]);
    let repeated = in_model.map(|in_model| {
        let sizes = [(people, group.people), (contributing, pairs), (everyone_people, group.everyone.people)];
        link_repeated(counts, in_model, sizes)
    });
    let mut ladder = Ladder { counts, result };
    let everyone = ladder.set(&group.everyone, everyone_people, with_value, Sight::Printed);
    let completers = match result.completers {
        CompletersAre::ThoseWithValue => SetCells { people: with_value, ..everyone.clone() },
        CompletersAre::ByAnotherRule => ladder.completers(group, &everyone),
    };
    GroupCells { people, contributing, missing, repeated, everyone, completers }
}

/// People with a baseline and a score at one time point at least: some of the group, everyone with both values compared
/// among them. Beside those with a baseline above 0 they leave people with nothing but a baseline.
fn link_repeated(
    counts: &mut LinkedCounts,
    in_model: u32,
    [group, contributing, with_baseline]: [(CellId, u32); 3],
) -> CellId {
    let cell = counts.printed(in_model);
    let rest = counts.implied(group.1.saturating_sub(in_model));
    counts.sum(group.0, &[cell, rest]);
    let earlier_only = counts.implied(in_model.saturating_sub(contributing.1));
    counts.sum(cell, &[contributing.0, earlier_only]);
    // Whoever is used has a baseline, which may be 0.
    if with_baseline.1 >= in_model {
        let baseline_only = counts.implied(with_baseline.1 - in_model);
        counts.sum(with_baseline.0, &[cell, baseline_only]);
    }
    counts.bears_estimate(cell);
    cell
}

/// Whether counts are printed or only follow from others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sight {
    Printed,
    Implied,
}

/// Declares the responders of a denominator.
struct Ladder<'a> {
    counts: &'a mut LinkedCounts,
    result: &'a CompareResult,
}

impl Ladder<'_> {
    fn cell(&mut self, sight: Sight, people: u32) -> CellId {
        match sight {
            Sight::Printed => self.counts.printed(people),
            Sight::Implied => self.counts.implied(people),
        }
    }

    /// `part` is some of `whole`; the rest follows.
    fn rest(&mut self, whole: (CellId, u32), part: (CellId, u32)) {
        let rest = self.counts.implied(whole.1.saturating_sub(part.1));
        self.counts.sum(whole.0, &[part.0, rest]);
    }

    /// Responders are some of those with a value, of all, and of the responders at every easier cut-off.
    fn set(&mut self, set: &ResponderCounts, people: CellId, with_value: CellId, sight: Sight) -> SetCells {
        self.rest((people, set.people), (with_value, set.with_value));
        let mut cells: Vec<(CellId, u32)> = Vec::new();
        for (position, &responders) in set.responders.iter().enumerate() {
            let here = (self.cell(sight, responders), responders);
            self.rest((with_value, set.with_value), here);
            self.rest((people, set.people), here);
            for easier in self.easier(position, &cells) {
                self.rest(easier, here);
            }
            cells.push(here);
        }
        SetCells { people, responders: cells.into_iter().map(|(cell, _)| cell).collect() }
    }

    /// The earlier cut-offs that whoever reaches this one also reaches.
    fn easier(&self, position: usize, cells: &[(CellId, u32)]) -> Vec<(CellId, u32)> {
        let cut_offs = &self.result.cut_offs;
        let Some(here) = cut_offs.get(position) else { return Vec::new() };
        let earlier = cells.iter().zip(cut_offs);
        let implied = earlier.filter(|(_, easier)| here.implies(easier, &self.result.instrument));
        implied.map(|(cell, _)| *cell).collect()
    }

    /// Completers by another rule: they and the others make up everyone, at every cut-off.
    fn completers(&mut self, group: &ComparedGroup, everyone: &SetCells) -> SetCells {
        let others = without(&group.everyone, &group.completers);
        let (people, others_people) =
            (self.counts.printed(group.completers.people), self.counts.implied(others.people));
        self.counts.sum(everyone.people, &[people, others_people]);
        let [with_value, others_with_value] =
            [group.completers.with_value, others.with_value].map(|people| self.counts.implied(people));
        let completers = self.set(&group.completers, people, with_value, Sight::Printed);
        let others = self.set(&others, others_people, others_with_value, Sight::Implied);
        let parts = completers.responders.iter().zip(&others.responders);
        for (&whole, (&one, &other)) in everyone.responders.iter().zip(parts) {
            self.counts.sum(whole, &[one, other]);
        }
        completers
    }
}

/// Those of a set who are not in another, which is part of it.
fn without(set: &ResponderCounts, part: &ResponderCounts) -> ResponderCounts {
    let responders = set.responders.iter().zip(&part.responders);
    ResponderCounts {
        people: set.people.saturating_sub(part.people),
        with_value: set.with_value.saturating_sub(part.with_value),
        responders: responders.map(|(one, other)| one.saturating_sub(*other)).collect(),
    }
}
