//! What each rule of a cohort costs: people left after it, people who meet it alone, people there would be without it;
//! and what each rule that is switched off would cost.

mod exhibit;
mod publish;
mod run;
mod sets;

#[cfg(test)]
pub(super) mod attack;
#[cfg(test)]
mod test_study;
#[cfg(test)]
mod tests;

pub use exhibit::exhibit;
pub(in crate::analysis) use publish::TestedRules;
pub use run::{AttritionError, AttritionResult, run, run_with};
pub(in crate::analysis) use run::{CountedRules, count};

use serde::{Deserialize, Serialize};

use crate::exhibit::Count;

/// The rules of a cohort with their people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicAttrition {
    /// People in the study.
    pub everyone: Count,
    /// People in the cohort.
    pub selected: Count,
    /// One a rule, in the order of the cohort.
    pub steps: Vec<PublicStep>,
    /// One a rule that is switched off, in the order in which they were given.
    pub off: Vec<PublicOffRule>,
}

/// One rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicStep {
    /// People who meet it, whatever the others.
    pub alone: Count,
    /// People left after it and those before it.
    pub after: Count,
    /// People there would be if it alone were dropped.
    pub without: Count,
    /// How many of those come back: `without` less the cohort.
    pub gives_back: Count,
}

/// One rule that is switched off: it is no rule of the cohort, but might become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicOffRule {
    /// People who meet it, whatever the others.
    pub alone: Count,
    /// People of the cohort who meet it: those there would be if it were on.
    pub with: Count,
    /// People of the cohort who do not: the cohort less `with`.
    pub takes: Count,
}

impl PublicAttrition {
    /// The first rule that leaves nobody, with what dropping it would give; `None` when somebody is left, or when the
    /// counts that would say so are hidden.
    pub fn emptied_by(&self) -> Option<(usize, Count)> {
        let steps = self.steps.iter().enumerate();
        let mut empty = steps.filter(|(_, step)| step.after == Count::Zero);
        empty.next().map(|(rule, step)| (rule, step.without))
    }
}
