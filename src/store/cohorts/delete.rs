//! Deleting cohorts, and taking it back.

use sqlx::Connection;

use super::read::{current, key};
use super::save::{is_name_taken, lock};
use crate::cohort::CohortId;
use crate::domain::Code;
use crate::store::{Database, StoreError};

/// What became of a deletion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeleteOutcome {
    /// It is deleted; [`restore`] takes it back.
    Deleted,
    /// Other cohorts refer to it, these by name. It stays.
    InUse(Vec<String>),
    /// Another version was saved since the one that was seen. It stays.
    Changed,
    /// There is no such cohort, or it is deleted already.
    Missing,
}

/// What became of taking a deletion back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RestoreOutcome {
    /// It is there again, with all its versions.
    Restored,
    /// Another cohort of the study has its name by now. It stays deleted.
    NameTaken,
    /// There is no such cohort, or it is not deleted.
    Missing,
}

/// Deletes a saved cohort of a study; its versions are kept. `expected` is the version that was seen.
///
/// # Errors
/// The database does not answer.
pub async fn delete(
    database: &Database,
    study: &Code,
    id: CohortId,
    expected: u32,
) -> Result<DeleteOutcome, StoreError> {
    let mut connection = database.pool().acquire().await?;
    let mut transaction = connection.begin().await?;
    if lock(&mut transaction, study).await?.is_none() {
        return Ok(DeleteOutcome::Missing);
    }
    let cohorts = current(&mut transaction, study).await?;
    let Some(cohort) = cohorts.iter().find(|cohort| cohort.id == id) else {
        return Ok(DeleteOutcome::Missing);
    };
    if cohort.version != expected {
        return Ok(DeleteOutcome::Changed);
    }
    let refers = cohorts.iter().filter(|other| other.content.definition.references().contains(&id));
    let names: Vec<String> = refers.map(|other| other.content.name.clone()).collect();
    if !names.is_empty() {
        return Ok(DeleteOutcome::InUse(names));
    }
    sqlx::query("update cohort set deleted_at = now() where cohort_id = $1")
        .bind(key(id))
        .execute(&mut *transaction)
        .await?;
    transaction.commit().await?;
    Ok(DeleteOutcome::Deleted)
}

/// Takes the deletion of a cohort back. What it refers to must still be there: a cohort that is referred to only by
/// deleted ones can itself be deleted, and is then to be restored first.
///
/// # Errors
/// The database does not answer.
pub async fn restore(database: &Database, study: &Code, id: CohortId) -> Result<RestoreOutcome, StoreError> {
    let restored = sqlx::query(
        "update cohort set deleted_at = null from study \
         where study.study_id = cohort.study_id and study.code = $1 and cohort_id = $2 and deleted_at is not null",
    )
    .bind(study.as_str())
    .bind(key(id))
    .execute(database.pool())
    .await
    .map_err(StoreError::from);
    match restored {
        Ok(done) if done.rows_affected() == 1 => Ok(RestoreOutcome::Restored),
        Ok(_) => Ok(RestoreOutcome::Missing),
        Err(error) if is_name_taken(&error) => Ok(RestoreOutcome::NameTaken),
        Err(error) => Err(error),
    }
}
