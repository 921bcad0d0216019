//! The sets of people behind the rules and how they lie in one another.
//!
//! Whoever comes back without one rule fails no other. The cohort and those who come back without each rule are thus
//! apart: every set here is made of some of them and a remainder. Wherever one set lies in another, what it leaves of
//! that is told as a count that is printed nowhere, and wherever of two sets the overlap is known, so is the table of
//! who is in both, in one and in neither.

use super::run::{AttritionResult, OffRule, Step};
use crate::exhibit::disclosure::{CellId, LinkedCounts, ShownCounts};
use crate::exhibit::{Count, Policy};

/// A count with its cell.
#[derive(Debug, Clone, Copy)]
struct Cell {
    people: u32,
    id: CellId,
}

/// A set of people: so many of it, which of the cohort (bit 0) and those who come back without each rule (the bits
/// after it) it holds, and the remainder.
#[derive(Debug, Clone, Copy)]
struct Set {
    all: Cell,
    holds: u32,
    remainder: Cell,
}

const COHORT: u32 = 1;

/// The counts printed of one rule.
#[derive(Debug, Clone, Copy)]
pub(super) struct StepCells {
    pub alone: CellId,
    pub after: CellId,
    pub without: CellId,
    pub gives_back: CellId,
}

/// The counts printed of one rule that is off.
#[derive(Debug, Clone, Copy)]
pub(super) struct OffCells {
    pub alone: CellId,
    pub with: CellId,
    pub takes: CellId,
}

/// A rule's sets.
#[derive(Debug, Clone, Copy)]
struct StepSets {
    alone: Set,
    after: Set,
    without: Set,
}

/// Everything known of the rules so far.
pub(super) struct Sets {
    counts: LinkedCounts,
    nobody: Cell,
    /// The cohort, then those who come back without each rule.
    apart: Vec<Cell>,
    everyone: Set,
    left_out: Set,
    steps: Vec<StepSets>,
}

impl Sets {
    /// A turn takes up to a third of a millisecond for the many sets of six rules.
    const MOST_TURNS: usize = 4;

    /// Everyone and the cohort are shown, or hidden, elsewhere on the page.
    pub fn new(result: &AttritionResult, everyone: Count, selected: Count) -> Self {
        let mut counts = LinkedCounts::default();
        let mut settled = |people, shown| Cell { people, id: counts.settled(people, shown) };
        let nobody = settled(0, Count::Zero);
        let everyone = settled(result.everyone, everyone);
        let selected = settled(result.selected, selected);
        let back = result.steps.iter().map(|step| step.without.saturating_sub(result.selected));
        let back: Vec<Cell> = back.map(|people| Cell { people, id: counts.printed(people) }).collect();
        let apart = [vec![selected], back].concat();
        let unknown = Set { all: everyone, holds: 0, remainder: nobody };
        let mut sets =
            Self { counts, nobody, apart, everyone: unknown, left_out: unknown, steps: Vec::new() };
        let holds = (COHORT << sets.apart.len()) - 1;
        // A cohort of no rules is known to be everyone.
        sets.everyone = if result.steps.is_empty() {
            sets.counts.sum(everyone.id, &[selected.id]);
            Set { all: everyone, holds, remainder: nobody }
        } else {
            sets.known(everyone, holds)
        };
        sets.left_out = sets.less(sets.everyone, sets.cohort());
        sets
    }

    /// The counts of the rules of the cohort, in its order.
    pub fn rules(&mut self, steps: &[Step]) -> Vec<StepCells> {
        let sets: Vec<StepSets> =
            steps.iter().enumerate().map(|(place, step)| self.step(place, *step)).collect();
        self.steps.clone_from(&sets);
        self.link_names();
        self.link_order();
        self.link_contained();
        self.link_last();
        let back = self.apart.iter().skip(1);
        let printed = |(step, back): (&StepSets, &Cell)| StepCells {
            alone: step.alone.all.id,
            after: step.after.all.id,
            without: step.without.all.id,
            gives_back: back.id,
        };
        sets.iter().zip(back).map(printed).collect()
    }

    /// The counts of the rules that are off; those of the cohort are known already.
    pub fn rules_off(&mut self, off: &[OffRule]) -> Vec<OffCells> {
        off.iter().map(|rule| self.off(*rule)).collect()
    }

    /// Says that the reader knows a count exactly, from the rest of the page.
    pub fn know(&mut self, cell: CellId) {
        self.counts.know(cell);
    }

    /// Says that a page waits for these counts among others.
    pub const fn hurry(&mut self) {
        self.counts.hurry(Self::MOST_TURNS);
    }

    /// What `policy` lets through.
    pub fn publish(self, policy: Policy) -> ShownCounts {
        self.counts.publish(policy)
    }

    fn printed(&mut self, people: u32) -> Cell {
        Cell { people, id: self.counts.printed(people) }
    }

    /// The rest of `total` after `parts`, which lie in it and apart.
    fn rest(&mut self, total: Cell, parts: &[Cell]) -> Cell {
        let people = parts.iter().fold(total.people, |rest, part| rest.saturating_sub(part.people));
        let rest = Cell { people, id: self.counts.implied(people) };
        self.add_up(total, &[parts, &[rest]].concat());
        rest
    }

    fn add_up(&mut self, total: Cell, parts: &[Cell]) {
        let cells: Vec<CellId> = parts.iter().map(|part| part.id).collect();
        self.counts.sum(total.id, &cells);
    }

    /// Those of the cohort and of those who come back that a set holds.
    fn held(&self, holds: u32) -> Vec<Cell> {
        let apart = self.apart.iter().enumerate();
        apart.filter(|(bit, _)| holds >> bit & 1 == 1).map(|(_, cell)| *cell).collect()
    }

    fn known(&mut self, all: Cell, holds: u32) -> Set {
        let remainder = self.rest(all, &self.held(holds));
        Set { all, holds, remainder }
    }

    fn cohort(&self) -> Set {
        let all = self.apart.first().copied().unwrap_or(self.nobody);
        Set { all, holds: COHORT, remainder: self.nobody }
    }

    /// Those of a set who are not in another, which lies in it.
    fn less(&mut self, outer: Set, inner: Set) -> Set {
        let all = self.rest(outer.all, &[inner.all]);
        let less = self.known(all, outer.holds & !inner.holds);
        self.add_up(outer.remainder, &[inner.remainder, less.remainder]);
        less
    }

    /// Two sets of which it is known who is in both.
    fn cross(&mut self, first: Set, second: Set, both: Set) {
        let first_only = self.less(first, both);
        let second_only = self.less(second, both);
        let [not_first, not_second] = [first, second].map(|set| self.less(self.everyone, set));
        let neither = self.less(not_first, second_only);
        self.add_up(not_second.all, &[first_only.all, neither.all]);
        self.add_up(not_second.remainder, &[first_only.remainder, neither.remainder]);
    }

    /// The sets of a rule: all but itself come back to those who meet it, and to those left after it all later ones.
    fn step(&mut self, place: usize, step: Step) -> StepSets {
        let back = (COHORT << 1) << place;
        let earlier = back - (COHORT << 1);
        let [alone, after, without] =
            [step.alone, step.after, step.without].map(|people| self.printed(people));
        let without = Set { all: without, holds: COHORT | back, remainder: self.nobody };
        self.add_up(without.all, &self.held(without.holds));
        StepSets {
            alone: self.known(alone, self.everyone.holds & !back),
            after: self.known(after, self.everyone.holds & !(earlier | back)),
            without,
        }
    }

    /// The same people under two names: after the first rule and by the first rule alone; after the last rule and the
    /// cohort; without the last rule and after the one before; of two rules, without the first and by the second alone.
    fn link_names(&mut self) {
        let Some(first) = self.steps.first().copied() else { return };
        self.same(first.alone, first.after);
        let Some((last, earlier)) = self.steps.split_last() else { return };
        let (last, before_last) = (*last, earlier.last().map_or(self.everyone, |step| step.after));
        self.same(last.after, self.cohort());
        self.same(before_last, last.without);
        if let [first, second] = *self.steps.as_slice() {
            self.same(second.alone, first.without);
        }
    }

    fn same(&mut self, first: Set, second: Set) {
        self.add_up(first.all, &[second.all]);
        self.add_up(first.remainder, &[second.remainder]);
    }

    /// Those left after a rule are in both: those left before it, and those who meet it.
    fn link_order(&mut self) {
        let mut before = self.everyone;
        for step in self.steps.clone() {
            self.cross(before, step.alone, step.after);
            self.less(before, step.without);
            self.less(self.everyone, step.without);
            before = step.after;
        }
    }

    /// Whoever is left after some rules was left after each before and meets each of them; whoever meets all rules but
    /// one meets each of the others alone, and is left after those before it.
    fn link_contained(&mut self) {
        let steps = self.steps.clone();
        for (place, step) in steps.iter().enumerate() {
            for (other_place, other) in steps.iter().enumerate() {
                if other_place != place {
                    self.less(step.alone, other.without);
                }
                if other_place > place {
                    self.less(step.alone, other.after);
                    self.less(step.after, other.after);
                    self.less(step.after, other.without);
                }
            }
        }
    }

    /// Whoever meets the last rule and all but the one before it; of three rules, the last two, so that those who meet
    /// one of them and no other are apart as well.
    fn link_last(&mut self) {
        if let [.., until, before_last, last] = *self.steps.as_slice() {
            self.cross(until.after, last.alone, before_last.without);
        }
        if let [first, second, third] = *self.steps.as_slice() {
            self.cross(second.alone, third.alone, first.without);
            self.rest(self.everyone.remainder, &[first, second, third].map(|step| step.alone.remainder));
        }
    }

    /// The counts of a rule that is off. It cuts the cohort in two, those who are not in it in two, and so everyone in
    /// four; and every set around the cohort holds those whom it would leave.
    fn off(&mut self, rule: OffRule) -> OffCells {
        let cohort = self.cohort().all;
        let alone = self.printed(rule.alone);
        let with = self.printed(rule.with);
        let takes = self.printed(cohort.people.saturating_sub(rule.with));
        self.add_up(cohort, &[with, takes]);
        let fails = self.rest(self.everyone.all, &[alone]);
        let meets_outside = self.rest(alone, &[with]);
        let fails_outside = self.rest(fails, &[takes]);
        self.add_up(self.left_out.all, &[meets_outside, fails_outside]);
        let steps = self.steps.clone();
        let of_steps = steps.iter().flat_map(|step| [step.alone, step.after, step.without]);
        for around in [self.everyone].into_iter().chain(of_steps) {
            let lost = self.rest(around.all, &[with]);
            let beside = self.held(around.holds & !COHORT);
            self.add_up(lost, &[beside, vec![takes, around.remainder]].concat());
        }
        OffCells { alone: alone.id, with: with.id, takes: takes.id }
    }
}
