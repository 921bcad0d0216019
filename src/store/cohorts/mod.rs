//! Saved cohorts: every save is a version that stays, the newest is the cohort.
//!
//! Two people may have one cohort open. Whoever saves says which version they began from; when another has been saved
//! meanwhile nothing is written and both are handed back, so that nothing is lost.

mod content;
mod delete;
mod membership;
mod read;
mod save;

use crate::cohort::{CohortDefinition, CohortError, CohortId};

pub use content::{ContentError, MAX_DESCRIPTION_CHARACTERS, MAX_NAME_CHARACTERS};
pub use delete::{DeleteOutcome, RestoreOutcome, delete, restore};
pub use membership::write_members;
pub use read::{list, open, saved_cohorts, version, versions};
pub use save::{SaveOutcome, create, duplicate, save};

/// What a person writes of a cohort.
#[derive(Debug, Clone, PartialEq)]
pub struct CohortContent {
    /// Name, unlike any other of the study; spaces around it do not count.
    pub name: String,
    /// What it is for; possibly empty.
    pub description: String,
    /// Whom it picks.
    pub definition: CohortDefinition,
}

/// A version of a saved cohort.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredCohort {
    /// Identity.
    pub id: CohortId,
    /// 1, 2, 3 … within the cohort.
    pub version: u32,
    /// What it says.
    pub content: CohortContent,
    /// When it was saved: UTC, ISO 8601 (`2026-11-23T09:30:00Z`).
    pub saved_at: String,
}

/// Why content cannot be stored.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Name or description.
    #[error(transparent)]
    Content(#[from] ContentError),
    /// The definition does not fit the study, or would refer to itself.
    #[error(transparent)]
    Definition(#[from] CohortError),
}
