//! Saved cohorts, as a definition may refer to them.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{CohortDefinition, Criterion};

/// Identity of a saved cohort.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct CohortId(pub u32);

impl std::fmt::Display for CohortId {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(formatter)
    }
}

/// A saved cohort in its current version.
#[derive(Debug, Clone, PartialEq)]
pub struct SavedCohort {
    /// Name for people.
    pub name: String,
    /// Whom it picks.
    pub definition: CohortDefinition,
}

/// The saved cohorts of one study that a definition may refer to: looked up by the caller before the check.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SavedCohorts(BTreeMap<CohortId, SavedCohort>);

impl SavedCohorts {
    /// None.
    pub const fn none() -> Self {
        Self(BTreeMap::new())
    }

    /// One of them.
    pub fn get(&self, id: CohortId) -> Option<&SavedCohort> {
        self.0.get(&id)
    }
}

impl FromIterator<(CohortId, SavedCohort)> for SavedCohorts {
    fn from_iter<I: IntoIterator<Item = (CohortId, SavedCohort)>>(cohorts: I) -> Self {
        Self(cohorts.into_iter().collect())
    }
}

impl CohortDefinition {
    /// The saved cohorts that this definition names itself; theirs may name others.
    pub fn references(&self) -> BTreeSet<CohortId> {
        let mut found = BTreeSet::new();
        collect(&self.root, &mut found);
        found
    }
}

fn collect(criterion: &Criterion, found: &mut BTreeSet<CohortId>) {
    if let Criterion::InCohort { cohort } = criterion {
        found.insert(*cohort);
    }
    for member in criterion.members() {
        collect(member, found);
    }
}
