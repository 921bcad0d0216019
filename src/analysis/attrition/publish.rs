//! What of the counts a viewer may see.
//!
//! The counts of a cohort's rules are sizes of sets that lie in one another, so that a difference of two of them is
//! again a count of people: those a rule drops, those it alone keeps out, those who fail it. All of these are told to
//! [`LinkedCounts`], which hides until none of them that is small can be worked out.

use super::run::{AttritionResult, Step};
use super::{PublicAttrition, PublicStep};
use crate::analysis::gate::{Gate, gate};
use crate::exhibit::disclosure::{CellId, LinkedCounts};
use crate::exhibit::{Count, Policy, Publish};

impl Publish for AttritionResult {
    type Public = PublicAttrition;

    fn publish(self, policy: Policy) -> PublicAttrition {
        let everyone = policy.count(self.everyone);
        let selected = match gate(self.everyone, self.selected, policy) {
            Gate::Suppressed => Count::Hidden,
            Gate::Open | Gate::Empty => policy.count(self.selected),
        };
        let mut sets = Sets::new(&self, everyone, selected);
        let cells: Vec<StepCells> = self.steps.iter().map(|step| sets.step(*step)).collect();
        sets.link_pairs(&self.steps, &cells);
        sets.link_end(&cells);
        let shown = sets.counts.publish(policy);
        let step = |cells: &StepCells| PublicStep {
            alone: shown.count(cells.alone),
            after: shown.count(cells.after),
            without: shown.count(cells.without),
            gives_back: shown.count(cells.gives_back),
        };
        PublicAttrition { everyone, selected, steps: cells.iter().map(step).collect() }
    }
}

/// The counts printed of one rule.
struct StepCells {
    alone: CellId,
    after: CellId,
    without: CellId,
    gives_back: CellId,
}

/// A count with its cell.
#[derive(Debug, Clone, Copy)]
struct Set {
    people: u32,
    cell: CellId,
}

/// Everything known of the rules so far.
struct Sets {
    counts: LinkedCounts,
    everyone: Set,
    selected: Set,
    /// People in every rule so far.
    before: Set,
    /// The rest: those whom a rule so far dropped.
    dropped: Set,
}

impl Sets {
    /// Everyone and the cohort are shown, or hidden, elsewhere on the page.
    fn new(result: &AttritionResult, everyone: Count, selected: Count) -> Self {
        let mut counts = LinkedCounts::default();
        let everyone = Set { people: result.everyone, cell: counts.settled(result.everyone, everyone) };
        let selected = Set { people: result.selected, cell: counts.settled(result.selected, selected) };
        let dropped = Set { people: 0, cell: counts.settled(0, Count::Zero) };
        let mut sets = Self { counts, everyone, selected, before: everyone, dropped };
        sets.rest(everyone, &[selected]);
        sets
    }

    fn implied(&mut self, people: u32) -> Set {
        Set { people, cell: self.counts.implied(people) }
    }

    fn printed(&mut self, people: u32) -> Set {
        Set { people, cell: self.counts.printed(people) }
    }

    /// The rest of `total` after `parts`, which lie in it and apart.
    fn rest(&mut self, total: Set, parts: &[Set]) -> Set {
        let people = parts.iter().fold(total.people, |rest, part| rest.saturating_sub(part.people));
        let rest = self.implied(people);
        let cells: Vec<CellId> = parts.iter().chain([&rest]).map(|set| set.cell).collect();
        self.counts.sum(total.cell, &cells);
        rest
    }

    /// The counts of the next rule, with the sets that they make.
    fn step(&mut self, step: Step) -> StepCells {
        let alone = self.printed(step.alone);
        let after = self.printed(step.after);
        let without = self.printed(step.without);
        let gives_back = self.printed(step.without.saturating_sub(self.selected.people));
        let fails = self.rest(self.everyone, &[alone]);
        // Those the rule drops fail it, and those who come back without it are among them.
        let drops = self.rest(self.before, &[after]);
        self.rest(drops, &[gives_back]);
        let failed_twice = self.rest(fails, &[drops]);
        // Those who meet the rule are left after it or were dropped before it.
        let met_in_vain = self.rest(alone, &[after]);
        self.counts.sum(self.dropped.cell, &[met_in_vain.cell, failed_twice.cell]);
        // All the other rules include those before.
        self.rest(self.before, &[without]);
        self.counts.sum(without.cell, &[self.selected.cell, gives_back.cell]);
        self.dropped = self.rest(self.everyone, &[after]);
        self.before = after;
        let [alone, after, without, gives_back] = [alone, after, without, gives_back].map(|set| set.cell);
        StepCells { alone, after, without, gives_back }
    }

    /// Whoever meets all rules but one meets each of the others alone.
    fn link_pairs(&mut self, steps: &[Step], cells: &[StepCells]) {
        for (rule, (met, met_cells)) in steps.iter().zip(cells).enumerate() {
            for (other, (left_out, left_out_cells)) in steps.iter().zip(cells).enumerate() {
                if rule != other {
                    let alone = Set { people: met.alone, cell: met_cells.alone };
                    let without = Set { people: left_out.without, cell: left_out_cells.without };
                    self.rest(alone, &[without]);
                }
            }
        }
    }

    /// The same people under two names: after the first rule and by the first rule alone; after the last rule and the
    /// cohort; without the last rule and after the one before; of two rules, without the first and by the second alone.
    fn link_end(&mut self, cells: &[StepCells]) {
        if let Some(first) = cells.first() {
            self.counts.sum(first.alone, &[first.after]);
        }
        let Some((last, earlier)) = cells.split_last() else { return };
        self.counts.sum(last.after, &[self.selected.cell]);
        let before_last = earlier.last().map_or(self.everyone.cell, |step| step.after);
        self.counts.sum(before_last, &[last.without]);
        if let [first, second] = cells {
            self.counts.sum(second.alone, &[first.without]);
        }
    }
}
