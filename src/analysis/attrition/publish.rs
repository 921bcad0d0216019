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

/// The prices of rules on a page without facets: [`crate::analysis::counted`] publishes those beside facets.
impl Publish for AttritionResult {
    type Public = PublicAttrition;

    fn publish(self, policy: Policy) -> PublicAttrition {
        let (everyone, selected) = self.totals(policy);
        self.linked(policy, Sets::new(&self, everyone, selected), &TestedRules::default()).0
    }
}

/// The rules of which the rest of the page tells how many meet them: places among those that are on, and among those
/// that are off, of which it tells how many of the cohort meet them as well.
#[derive(Debug, Default)]
pub(in crate::analysis) struct TestedRules {
    pub on: Vec<usize>,
    pub off: Vec<usize>,
}

impl AttritionResult {
    /// What may be shown under [`Policy::Rounded`] to a reader who knows exactly how many people there are, how many are
    /// selected, and how many meet the rules in `known`; `None` when such a reader could find a small group.
    pub(in crate::analysis) fn beside(&self, known: &TestedRules) -> Option<PublicAttrition> {
        let [everyone, selected] = [self.everyone, self.selected].map(|people| Policy::Exact.count(people));
        let mut sets = Sets::new(self, everyone, selected);
        sets.hurry();
        let (public, is_safe) = self.linked(Policy::Rounded, sets, known);
        is_safe.then_some(public)
    }

    /// Nothing but the totals, under [`Policy::Rounded`].
    pub(in crate::analysis) fn withheld(&self) -> PublicAttrition {
        let (everyone, selected) = self.totals(Policy::Rounded);
        let hidden = Count::Hidden;
        let step = PublicStep { alone: hidden, after: hidden, without: hidden, gives_back: hidden };
        let off = PublicOffRule { alone: hidden, with: hidden, takes: hidden };
        PublicAttrition {
            everyone,
            selected,
            steps: vec![step; self.steps.len()],
            off: vec![off; self.off.len()],
        }
    }

    fn totals(&self, policy: Policy) -> (Count, Count) {
        let selected = match gate(self.everyone, self.selected, policy) {
            Gate::Suppressed => Count::Hidden,
            Gate::Open | Gate::Empty => policy.count(self.selected),
        };
        (policy.count(self.everyone), selected)
    }

    /// The counts, and whether they give no small one away.
    fn linked(&self, policy: Policy, mut sets: Sets, known: &TestedRules) -> (PublicAttrition, bool) {
        let steps = sets.rules(&self.steps);
        let off = sets.rules_off(&self.off);
        known.on.iter().filter_map(|&place| steps.get(place)).for_each(|cells| sets.know(cells.alone));
        for cells in known.off.iter().filter_map(|&place| off.get(place)) {
            sets.know(cells.alone);
            sets.know(cells.with);
        }
        let shown = sets.publish(policy);
        let (everyone, selected) = self.totals(policy);
        let steps = steps.iter().map(|cells| public_step(cells, &shown)).collect();
        let off = off.iter().map(|cells| public_off(cells, &shown)).collect();
        (PublicAttrition { everyone, selected, steps, off }, !shown.exposes())
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
