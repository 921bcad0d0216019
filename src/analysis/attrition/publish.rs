//! What of the counts a viewer may see.
//!
//! The counts of a cohort's rules are sizes of sets that lie in one another, so that a difference of two of them is
//! again a count of people: those a rule drops, those it alone keeps out, those who fail it, those it would take. All
//! of these are told to [`LinkedCounts`](crate::exhibit::disclosure::LinkedCounts), which hides until none of them
//! that is small can be worked out.

use super::run::AttritionResult;
use super::sets::{OffCells, Sets, StepCells};
use super::{PublicAttrition, PublicOffRule, PublicStep};
use crate::analysis::gate::{Gate, gate};
use crate::exhibit::disclosure::ShownCounts;
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
        let steps = sets.rules(&self.steps);
        let off = sets.rules_off(&self.off);
        let shown = sets.publish(policy);
        PublicAttrition {
            everyone,
            selected,
            steps: steps.iter().map(|cells| public_step(cells, &shown)).collect(),
            off: off.iter().map(|cells| public_off(cells, &shown)).collect(),
        }
    }
}

fn public_step(cells: &StepCells, shown: &ShownCounts) -> PublicStep {
    PublicStep {
        alone: shown.count(cells.alone),
        after: shown.count(cells.after),
        without: shown.count(cells.without),
        gives_back: shown.count(cells.gives_back),
    }
}

fn public_off(cells: &OffCells, shown: &ShownCounts) -> PublicOffRule {
    PublicOffRule {
        alone: shown.count(cells.alone),
        with: shown.count(cells.with),
        takes: shown.count(cells.takes),
    }
}
