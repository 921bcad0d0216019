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

/// A version of a saved cohort; in addresses `12.4` is version 4 of cohort 12. A version never changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CohortVersion {
    /// The cohort.
    pub cohort: CohortId,
    /// 1, 2, 3 … within it.
    pub version: u32,
}

impl CohortVersion {
    /// Reads `12.4`; `None` for any other text, also for the same numbers written in another way.
    pub fn parse(text: &str) -> Option<Self> {
        let (cohort, version) = text.split_once('.')?;
        let found = Self { cohort: CohortId(cohort.parse().ok()?), version: version.parse().ok()? };
        (found.version >= 1 && found.to_string() == text).then_some(found)
    }
}

impl std::fmt::Display for CohortVersion {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}.{}", self.cohort, self.version)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_has_one_text() {
        let version = CohortVersion { cohort: CohortId(12), version: 4 };
        assert_eq!(version.to_string(), "12.4");
        assert_eq!(CohortVersion::parse("12.4"), Some(version));
        for text in
            ["", "12", "12.", ".4", "12.0", "012.4", "+12.4", "12.4.1", "12.4 ", "-1.4", "5000000000.1"]
        {
            assert_eq!(CohortVersion::parse(text), None, "{text}");
        }
    }
}
