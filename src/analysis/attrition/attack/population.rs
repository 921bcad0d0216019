//! Studies of which nothing is known but who meets which rules.

use super::reader::{Group, Reader};
use crate::analysis::attrition::run::{AttritionResult, OffRule, Step};
use crate::analysis::attrition::{PublicAttrition, PublicOffRule, PublicStep};
use crate::exhibit::{Count, Policy, Publish};

/// How many rules there are: those on come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rules {
    pub on: usize,
    pub off: usize,
}

impl Rules {
    /// Ways to meet some of the rules and fail the others.
    pub const fn atoms(self) -> usize {
        1 << (self.on + self.off)
    }

    pub fn all(self) -> Group {
        (0..self.atoms()).fold(0, |group, atom| group | 1 << atom)
    }

    pub fn meets(self, rule: usize) -> Group {
        (0..self.atoms()).filter(|atom| atom >> rule & 1 == 1).fold(0, |group, atom| group | 1 << atom)
    }

    /// Those who meet all of these rules.
    fn meets_all(self, rules: impl IntoIterator<Item = usize>) -> Group {
        rules.into_iter().fold(self.all(), |group, rule| group & self.meets(rule))
    }

    pub fn cohort(self) -> Group {
        self.meets_all(0..self.on)
    }

    fn without(self, rule: usize) -> Group {
        self.meets_all((0..self.on).filter(|&other| other != rule))
    }

    fn off_rules(self) -> impl Iterator<Item = usize> {
        self.on..self.on + self.off
    }

    /// The groups that one can name: those who meet some rules and fail some others, and everyone else.
    pub fn named_groups(self) -> Vec<Group> {
        let mut conjunctions = vec![self.all()];
        for rule in 0..self.on + self.off {
            let meets = self.meets(rule);
            conjunctions =
                conjunctions.iter().flat_map(|&group| [group, group & meets, group & !meets]).collect();
        }
        let complements: Vec<Group> = conjunctions.iter().map(|group| self.all() & !group).collect();
        [conjunctions, complements].concat()
    }

    /// The people of every count that is shown, in one order.
    fn shown_groups(self) -> Vec<Group> {
        let mut groups = vec![self.all(), self.cohort()];
        for rule in 0..self.on {
            let without = self.without(rule);
            groups.extend([self.meets(rule), self.meets_all(0..=rule), without, without & !self.cohort()]);
        }
        for rule in self.off_rules() {
            let meets = self.meets(rule);
            groups.extend([meets, self.cohort() & meets, self.cohort() & !meets]);
        }
        groups
    }
}

/// Every count that is shown, in the order of their groups.
fn shown_counts(public: &PublicAttrition) -> Vec<Count> {
    let on = |step: &PublicStep| [step.alone, step.after, step.without, step.gives_back];
    let off = |rule: &PublicOffRule| [rule.alone, rule.with, rule.takes];
    let totals = [public.everyone, public.selected].into_iter();
    totals.chain(public.steps.iter().flat_map(on)).chain(public.off.iter().flat_map(off)).collect()
}

/// People by the rules that they meet: bit 0 of their place is the first rule.
#[derive(Debug, Clone)]
pub struct Population {
    pub rules: Rules,
    pub atoms: Vec<u32>,
}

impl Population {
    pub fn people(&self, group: Group) -> u32 {
        super::reader::atoms_of(group).filter_map(|atom| self.atoms.get(atom)).sum()
    }

    fn counted(&self) -> AttritionResult {
        let Self { rules, .. } = self;
        let step = |rule| Step {
            alone: self.people(rules.meets(rule)),
            after: self.people(rules.meets_all(0..=rule)),
            without: self.people(rules.without(rule)),
        };
        let off = |rule| OffRule {
            alone: self.people(rules.meets(rule)),
            with: self.people(rules.cohort() & rules.meets(rule)),
        };
        AttritionResult {
            everyone: self.people(rules.all()),
            selected: self.people(rules.cohort()),
            steps: (0..rules.on).map(step).collect(),
            off: rules.off_rules().map(off).collect(),
        }
    }

    pub fn publish(&self, policy: Policy) -> PublicAttrition {
        self.counted().publish(policy)
    }

    /// The shown counts and the true ones, in one order.
    pub fn shown_and_true(&self, policy: Policy) -> Vec<(Count, u32)> {
        let truth = self.rules.shown_groups().into_iter().map(|group| self.people(group));
        shown_counts(&self.publish(policy)).into_iter().zip(truth).collect()
    }

    /// Someone who has read the page.
    pub fn reader(&self, public: &PublicAttrition) -> Reader {
        let mut reader = Reader::new(&self.atoms);
        for (group, count) in self.rules.shown_groups().into_iter().zip(shown_counts(public)) {
            reader.read(group, count);
        }
        reader
    }

    /// A small group that a reader finds, in words.
    pub fn found(&self) -> Option<String> {
        let public = self.publish(Policy::Rounded);
        self.found_by(self.reader(&public), &public)
    }

    /// The same, for a reader who may have seen more than this page.
    pub fn found_by(&self, mut reader: Reader, public: &PublicAttrition) -> Option<String> {
        let groups = self.rules.named_groups();
        let (group, (low, high)) =
            groups.into_iter().find_map(|group| Some((group, reader.finds(group)?)))?;
        let (people, atoms) = (self.people(group), &self.atoms);
        Some(format!("{people} in {group:#b} are {low} to {high} of {atoms:?}: {public:?}"))
    }
}
