//! The sets of people behind the rules and how they lie in one another.

use super::run::{AttritionResult, OffRule, Step};
use crate::exhibit::disclosure::{CellId, LinkedCounts, ShownCounts};
use crate::exhibit::{Count, Policy};

/// The counts printed of one rule.
pub(super) struct StepCells {
    pub alone: CellId,
    pub after: CellId,
    pub without: CellId,
    pub gives_back: CellId,
}

/// The counts printed of one rule that is off.
pub(super) struct OffCells {
    pub alone: CellId,
    pub with: CellId,
    pub takes: CellId,
}

/// A count with its cell.
#[derive(Debug, Clone, Copy)]
struct Set {
    people: u32,
    cell: CellId,
}

/// Everything known of the rules so far.
pub(super) struct Sets {
    counts: LinkedCounts,
    everyone: Set,
    selected: Set,
    /// Those who are not in the cohort.
    left_out: Set,
    /// Sets in which the whole cohort lies: those of the rules so far.
    around: Vec<Set>,
    /// People in every rule so far.
    before: Set,
    /// The rest: those whom a rule so far dropped.
    dropped: Set,
}

impl Sets {
    /// Everyone and the cohort are shown, or hidden, elsewhere on the page.
    pub fn new(result: &AttritionResult, everyone: Count, selected: Count) -> Self {
        let mut counts = LinkedCounts::default();
        let everyone = Set { people: result.everyone, cell: counts.settled(result.everyone, everyone) };
        let selected = Set { people: result.selected, cell: counts.settled(result.selected, selected) };
        let dropped = Set { people: 0, cell: counts.settled(0, Count::Zero) };
        let around = vec![everyone];
        let nobody = dropped;
        let mut sets =
            Self { counts, everyone, selected, left_out: nobody, around, before: everyone, dropped };
        // A cohort of no rules is known to be everyone.
        if result.steps.is_empty() {
            sets.counts.sum(everyone.cell, &[selected.cell, nobody.cell]);
        } else {
            sets.left_out = sets.rest(everyone, &[selected]);
        }
        sets
    }

    /// The counts of the rules of the cohort, in its order.
    pub fn rules(&mut self, steps: &[Step]) -> Vec<StepCells> {
        let cells: Vec<StepCells> = steps.iter().map(|step| self.step(*step)).collect();
        self.link_pairs(steps, &cells);
        self.link_end(&cells);
        cells
    }

    /// The counts of the rules that are off; those of the cohort are known already.
    pub fn rules_off(&mut self, off: &[OffRule]) -> Vec<OffCells> {
        off.iter().map(|rule| self.off(*rule)).collect()
    }

    /// What `policy` lets through.
    pub fn publish(self, policy: Policy) -> ShownCounts {
        self.counts.publish(policy)
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
        self.around.extend([alone, after, without]);
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

    /// The counts of a rule that is off. It cuts the cohort in two, those who are not in it in two, and so everyone in
    /// four; and every set around the cohort holds those whom it would leave.
    fn off(&mut self, rule: OffRule) -> OffCells {
        let alone = self.printed(rule.alone);
        let with = self.printed(rule.with);
        let takes = self.printed(self.selected.people.saturating_sub(rule.with));
        self.counts.sum(self.selected.cell, &[with.cell, takes.cell]);
        let fails = self.rest(self.everyone, &[alone]);
        let meets_outside = self.rest(alone, &[with]);
        let fails_outside = self.rest(fails, &[takes]);
        self.counts.sum(self.left_out.cell, &[meets_outside.cell, fails_outside.cell]);
        for around in self.around.clone() {
            self.rest(around, &[with]);
        }
        OffCells { alone: alone.cell, with: with.cell, takes: takes.cell }
    }
}
