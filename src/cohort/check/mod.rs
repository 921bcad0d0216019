//! A definition against a catalogue: names become positions, or a sentence says what is wrong.

mod demand;
mod notice;
mod resolved;
mod scores;
mod simplify;
mod subjects;
mod variables;
mod walk;

use std::collections::BTreeMap;

pub use notice::Notice;
pub(super) use resolved::{Limits, PackedArray, Place, Resolved, ScorePlace};
pub use subjects::RuleSubject;
use walk::Walk;

use super::saved::{CohortId, SavedCohorts};
use super::{CohortDefinition, CohortError, Criterion};
use crate::domain::StudyCatalogue;

/// A definition whose every name is known in one catalogue, with the positions found. Made only by [`check`],
/// [`check_with`] and [`check_save`].
#[derive(Debug, Clone, PartialEq)]
pub struct CheckedCohort {
    definition: CohortDefinition,
    pub(super) root: Resolved,
    /// One for each rule: see [`CheckedCohort::rules`].
    pub(super) resolved_rules: Vec<Resolved>,
    pub(super) cohort_names: BTreeMap<CohortId, String>,
    after_baseline: Vec<String>,
    notices: Vec<Notice>,
}

impl CheckedCohort {
    /// The definition that was checked.
    pub const fn definition(&self) -> &CohortDefinition {
        &self.definition
    }

    /// The rules that must all be met: the members of a root that is an `all`, otherwise the root alone.
    pub fn rules(&self) -> &[Criterion] {
        self.definition.rules()
    }

    /// What it selects on that is known only after baseline, each named once, in the order in which it is written:
    /// variables marked so, scores after baseline and their changes, engagement. A comparison of people chosen by any
    /// of these is no effect. What saved cohorts select on is included.
    pub fn after_baseline(&self) -> &[String] {
        &self.after_baseline
    }

    /// What is worth saying of the definition although it is allowed.
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }
}

/// Checks `definition`, which refers to no saved cohort, against `catalogue`.
///
/// # Errors
/// A [`CohortError`] for the first name, type, range, list or size that does not fit.
pub fn check(
    definition: &CohortDefinition,
    catalogue: &StudyCatalogue,
) -> Result<CheckedCohort, CohortError> {
    check_with(definition, catalogue, &SavedCohorts::none())
}

/// Checks `definition` against `catalogue` with the saved cohorts it may refer to. Levels and nodes of saved cohorts
/// count like its own.
///
/// # Errors
/// As [`check`], and [`CohortError::UnknownCohort`] and [`CohortError::Cycle`].
pub fn check_with(
    definition: &CohortDefinition,
    catalogue: &StudyCatalogue,
    saved: &SavedCohorts,
) -> Result<CheckedCohort, CohortError> {
    checked(definition, Walk::new(catalogue, saved))
}

/// Checks `definition` as that of the saved cohort `id`, which may therefore not occur in it, directly or through
/// others.
///
/// # Errors
/// As [`check_with`].
pub fn check_save(
    id: CohortId,
    definition: &CohortDefinition,
    catalogue: &StudyCatalogue,
    saved: &SavedCohorts,
) -> Result<CheckedCohort, CohortError> {
    checked(definition, Walk::within(id, catalogue, saved))
}

fn checked(definition: &CohortDefinition, mut walk: Walk<'_>) -> Result<CheckedCohort, CohortError> {
    if definition.version != CohortDefinition::VERSION {
        return Err(CohortError::UnknownVersion(definition.version));
    }
    let root = walk.resolve(&definition.root, 1)?;
    let resolved_rules: Vec<Resolved> = match (&definition.root, &root) {
        (Criterion::All(_), Resolved::All(members)) => members.iter().map(simplify::simplified).collect(),
        (_, root) => vec![simplify::simplified(root)],
    };
    Ok(CheckedCohort {
        definition: definition.clone(),
        root: simplify::simplified(&root),
        notices: notice::notices(&resolved_rules),
        resolved_rules,
        cohort_names: walk.cohort_names,
        after_baseline: walk.after_baseline,
    })
}

#[cfg(test)]
mod tests;
