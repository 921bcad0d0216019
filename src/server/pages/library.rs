//! The saved cohorts of a study, as its pages need them.

use crate::cohort::{CohortVersion, SavedCohort, SavedCohorts};
use crate::domain::{AppError, Code};
use crate::server::context::RequestContext;
use crate::server::error::store;
use crate::store::StoreError;
use crate::store::cohorts::{self, StoredCohort};

/// Every saved cohort of a study in its current version, by name. While the database does not answer, a page that
/// needs none of them (`named` is empty) has an empty list.
pub(super) async fn library(
    context: &RequestContext,
    study: &Code,
    named: &[CohortVersion],
) -> Result<Vec<StoredCohort>, AppError> {
    match cohorts::list(&context.state.database, study).await {
        Err(StoreError::Unavailable(_)) if named.is_empty() => Ok(Vec::new()),
        listed => listed.map_err(store),
    }
}

/// One version, also of a deleted cohort.
///
/// # Errors
/// [`AppError::NotFound`] when the study has no such version.
pub(super) async fn version(
    context: &RequestContext,
    study: &Code,
    wanted: CohortVersion,
) -> Result<StoredCohort, AppError> {
    let found = cohorts::version(&context.state.database, study, wanted).await;
    found.map_err(store)?.ok_or_else(|| AppError::NotFound {
        sentence: format!(
            "This study has no saved cohort {}, version {}. Choose one from the list of cohorts.",
            wanted.cohort, wanted.version
        ),
    })
}

/// The current versions, for definitions that refer to them.
pub(super) fn saved(library: &[StoredCohort]) -> SavedCohorts {
    let saved = |stored: &StoredCohort| {
        let StoredCohort { content, .. } = stored;
        (stored.id, SavedCohort { name: content.name.clone(), definition: content.definition.clone() })
    };
    library.iter().map(saved).collect()
}
