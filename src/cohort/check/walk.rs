//! The walk over a definition: sizes, names, saved cohorts.

use std::collections::BTreeMap;

use super::resolved::Resolved;
use crate::cohort::saved::{CohortId, SavedCohorts};
use crate::cohort::{CohortDefinition, CohortError, Criterion};
use crate::domain::StudyCatalogue;

/// What the walk carries along.
pub(super) struct Walk<'a> {
    pub catalogue: &'a StudyCatalogue,
    saved: &'a SavedCohorts,
    /// The saved cohorts we are inside of.
    path: Vec<CohortId>,
    nodes: usize,
    pub after_baseline: Vec<String>,
    pub cohort_names: BTreeMap<CohortId, String>,
}

impl<'a> Walk<'a> {
    pub fn new(catalogue: &'a StudyCatalogue, saved: &'a SavedCohorts) -> Self {
        Self {
            catalogue,
            saved,
            path: Vec::new(),
            nodes: 0,
            after_baseline: Vec::new(),
            cohort_names: BTreeMap::new(),
        }
    }

    /// The walk over the definition of a saved cohort itself.
    pub fn within(id: CohortId, catalogue: &'a StudyCatalogue, saved: &'a SavedCohorts) -> Self {
        Self { path: vec![id], ..Self::new(catalogue, saved) }
    }

    pub fn resolve(&mut self, criterion: &Criterion, depth: usize) -> Result<Resolved, CohortError> {
        self.nodes += 1;
        if self.nodes > CohortDefinition::MAX_NODES {
            return Err(CohortError::TooManyNodes(CohortDefinition::MAX_NODES));
        }
        if depth > CohortDefinition::MAX_DEPTH {
            return Err(CohortError::TooDeep(CohortDefinition::MAX_DEPTH));
        }
        match criterion {
            Criterion::All(criteria) => self.members(criteria, depth).map(Resolved::All),
            Criterion::Any(criteria) if criteria.is_empty() => Err(CohortError::EmptyAny),
            Criterion::Any(criteria) => self.members(criteria, depth).map(Resolved::Any),
            Criterion::Not(criterion) => self.resolve(criterion, depth + 1).map(Resolved::negated),
            Criterion::InCohort { cohort } => self.saved_cohort(*cohort, depth),
            Criterion::NumberRange { .. }
            | Criterion::DateRange { .. }
            | Criterion::OneOf { .. }
            | Criterion::FlagIs { .. }
            | Criterion::VariablePresence { .. }
            | Criterion::ScoreRange { .. }
            | Criterion::ScoreChange { .. }
            | Criterion::ScorePercentChange { .. }
            | Criterion::Responder { .. }
            | Criterion::ScorePresence { .. }
            | Criterion::Engagement { .. } => self.simple(criterion),
        }
    }

    fn members(&mut self, criteria: &[Criterion], depth: usize) -> Result<Vec<Resolved>, CohortError> {
        criteria.iter().map(|inner| self.resolve(inner, depth + 1)).collect()
    }

    fn saved_cohort(&mut self, id: CohortId, depth: usize) -> Result<Resolved, CohortError> {
        let found = self.saved.get(id);
        if self.path.contains(&id) {
            let name = found.map_or_else(|| id.to_string(), |cohort| cohort.name.clone());
            return Err(CohortError::Cycle(name));
        }
        let cohort = found.ok_or(CohortError::UnknownCohort(id))?;
        self.cohort_names.insert(id, cohort.name.clone());
        self.path.push(id);
        let resolved = self.resolve(&cohort.definition.root, depth + 1)?;
        self.path.pop();
        Ok(resolved)
    }

    /// Notes what is known only after baseline.
    pub fn note_after_baseline(&mut self, label: String) {
        if !self.after_baseline.contains(&label) {
            self.after_baseline.push(label);
        }
    }
}
