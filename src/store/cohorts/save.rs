//! Saving cohorts.

use sqlx::{Connection, PgConnection};

use super::content::tidied;
use super::read::{as_saved, current, key, opened};
use super::{CohortContent, Refusal, StoredCohort};
use crate::cohort::{self, CohortId};
use crate::domain::{Code, StudyCatalogue};
use crate::store::{Database, StoreError};

/// Name of the index that keeps two cohorts of a study from having one name.
const NAME_KEY: &str = "cohort_name_key";

/// What became of a save.
#[derive(Debug, Clone, PartialEq)]
pub enum SaveOutcome {
    /// It is stored, as this version.
    Saved(StoredCohort),
    /// Another version was saved since the one that was edited. Nothing was written; here are both.
    Conflict {
        /// What was to be saved.
        yours: CohortContent,
        /// What is stored.
        theirs: StoredCohort,
    },
    /// Another cohort of the study has this name, upper and lower case being the same. Nothing was written.
    NameTaken,
    /// There is no such cohort or study, or the cohort is deleted. Nothing was written.
    Missing,
    /// The content cannot be stored. Nothing was written.
    Refused(Refusal),
}

/// Saves a new cohort of the study that `catalogue` describes.
///
/// # Errors
/// The database does not answer.
pub async fn create(
    database: &Database,
    catalogue: &StudyCatalogue,
    content: CohortContent,
) -> Result<SaveOutcome, StoreError> {
    let content = match tidied(content) {
        Ok(content) => content,
        Err(error) => return Ok(SaveOutcome::Refused(error.into())),
    };
    let mut connection = database.pool().acquire().await?;
    let outcome = create_within(&mut connection, catalogue, content).await;
    name_taken_or(outcome)
}

/// Saves a new version of a cohort: another definition, name or description. `expected` is the version that was edited.
///
/// # Errors
/// The database does not answer.
pub async fn save(
    database: &Database,
    catalogue: &StudyCatalogue,
    id: CohortId,
    expected: u32,
    content: CohortContent,
) -> Result<SaveOutcome, StoreError> {
    let content = match tidied(content) {
        Ok(content) => content,
        Err(error) => return Ok(SaveOutcome::Refused(error.into())),
    };
    let mut connection = database.pool().acquire().await?;
    let outcome = save_within(&mut connection, catalogue, id, expected, content).await;
    name_taken_or(outcome)
}

/// Saves the current version of a cohort as a new cohort under another name.
///
/// # Errors
/// The database does not answer.
pub async fn duplicate(
    database: &Database,
    catalogue: &StudyCatalogue,
    id: CohortId,
    name: String,
) -> Result<SaveOutcome, StoreError> {
    match super::open(database, &catalogue.study.code, id).await? {
        Some(original) => create(database, catalogue, CohortContent { name, ..original.content }).await,
        None => Ok(SaveOutcome::Missing),
    }
}

async fn create_within(
    connection: &mut PgConnection,
    catalogue: &StudyCatalogue,
    content: CohortContent,
) -> Result<SaveOutcome, StoreError> {
    let mut transaction = connection.begin().await?;
    let study = &catalogue.study.code;
    let Some(study_id) = lock(&mut transaction, study).await? else { return Ok(SaveOutcome::Missing) };
    let saved = as_saved(current(&mut transaction, study).await?);
    if let Err(error) = cohort::check_with(&content.definition, catalogue, &saved) {
        return Ok(SaveOutcome::Refused(error.into()));
    }
    let id: i32 = sqlx::query_scalar(
        "insert into cohort (study_id, name, current_version) values ($1, $2, 1) returning cohort_id",
    )
    .bind(study_id)
    .bind(&content.name)
    .fetch_one(&mut *transaction)
    .await?;
    let stored = insert_version(&mut transaction, study, id, 1, &content).await?;
    transaction.commit().await?;
    Ok(stored)
}

async fn save_within(
    connection: &mut PgConnection,
    catalogue: &StudyCatalogue,
    id: CohortId,
    expected: u32,
    content: CohortContent,
) -> Result<SaveOutcome, StoreError> {
    let mut transaction = connection.begin().await?;
    let study = &catalogue.study.code;
    if lock(&mut transaction, study).await?.is_none() {
        return Ok(SaveOutcome::Missing);
    }
    let Some(theirs) = opened(&mut transaction, study, id).await? else { return Ok(SaveOutcome::Missing) };
    if theirs.version != expected {
        return Ok(SaveOutcome::Conflict { yours: content, theirs });
    }
    let saved = as_saved(current(&mut transaction, study).await?);
    if let Err(error) = cohort::check_save(id, &content.definition, catalogue, &saved) {
        return Ok(SaveOutcome::Refused(error.into()));
    }
    let number = expected.saturating_add(1);
    let number = i32::try_from(number).map_err(|_| StoreError::inconsistent("cohort", "a version"))?;
    sqlx::query("update cohort set name = $2, current_version = $3 where cohort_id = $1")
        .bind(key(id))
        .bind(&content.name)
        .bind(number)
        .execute(&mut *transaction)
        .await?;
    let stored = insert_version(&mut transaction, study, key(id), number, &content).await?;
    transaction.commit().await?;
    Ok(stored)
}

/// Keeps other saves of the study waiting, so that what is checked here still holds when it is written: two cohorts
/// saved at once could otherwise refer to each other. Imports of the study do not wait for long: a save is short.
pub(super) async fn lock(connection: &mut PgConnection, study: &Code) -> Result<Option<i32>, StoreError> {
    Ok(sqlx::query_scalar("select study_id from study where code = $1 for no key update")
        .bind(study.as_str())
        .fetch_optional(connection)
        .await?)
}

async fn insert_version(
    connection: &mut PgConnection,
    study: &Code,
    id: i32,
    number: i32,
    content: &CohortContent,
) -> Result<SaveOutcome, StoreError> {
    let definition = serde_json::to_string(&content.definition)
        .map_err(|_| StoreError::inconsistent("cohort_version", "a definition that cannot be written"))?;
    sqlx::query(
        "insert into cohort_version (cohort_id, number, name, description, definition) \
         values ($1, $2, $3, $4, $5::json)",
    )
    .bind(id)
    .bind(number)
    .bind(&content.name)
    .bind(&content.description)
    .bind(definition)
    .execute(&mut *connection)
    .await?;
    let id = CohortId(u32::try_from(id).map_err(|_| StoreError::inconsistent("cohort", "an identity"))?);
    let stored = opened(connection, study, id).await?;
    Ok(stored.map_or(SaveOutcome::Missing, SaveOutcome::Saved))
}

fn name_taken_or(outcome: Result<SaveOutcome, StoreError>) -> Result<SaveOutcome, StoreError> {
    match outcome {
        Err(error) if is_name_taken(&error) => Ok(SaveOutcome::NameTaken),
        other => other,
    }
}

pub(super) fn is_name_taken(error: &StoreError) -> bool {
    matches!(error, StoreError::Constraint { name } if name == NAME_KEY)
}
