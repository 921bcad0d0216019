//! Reading saved cohorts.

use sqlx::{FromRow, PgConnection};

use super::{CohortContent, StoredCohort};
use crate::cohort::{CohortDefinition, CohortId, CohortVersion, SavedCohort, SavedCohorts};
use crate::domain::Code;
use crate::store::{Database, StoreError};

/// The saved cohorts of a study in their current versions, by name; deleted ones are left out.
///
/// # Errors
/// The database does not answer, or holds a definition that cannot be read.
pub async fn list(database: &Database, study: &Code) -> Result<Vec<StoredCohort>, StoreError> {
    let mut connection = database.pool().acquire().await?;
    current(&mut connection, study).await
}

/// A saved cohort of a study in its current version; `None` when there is none or it is deleted.
///
/// # Errors
/// As [`list`].
pub async fn open(
    database: &Database,
    study: &Code,
    id: CohortId,
) -> Result<Option<StoredCohort>, StoreError> {
    let mut connection = database.pool().acquire().await?;
    opened(&mut connection, study, id).await
}

/// Every version of a saved cohort, newest first; empty when there is no such cohort or it is deleted.
///
/// # Errors
/// As [`list`].
pub async fn versions(
    database: &Database,
    study: &Code,
    id: CohortId,
) -> Result<Vec<StoredCohort>, StoreError> {
    let rows: Vec<VersionRow> = sqlx::query_as(
        "select cohort_version.cohort_id, cohort_version.number, cohort_version.name, \
           cohort_version.description, cohort_version.definition::text as definition, \
           to_char(cohort_version.saved_at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') as saved_at \
         from cohort_version join cohort using (cohort_id) join study using (study_id) \
         where study.code = $1 and cohort_id = $2 and deleted_at is null \
         order by number desc",
    )
    .bind(study.as_str())
    .bind(key(id))
    .fetch_all(database.pool())
    .await?;
    rows.into_iter().map(VersionRow::stored).collect()
}

/// One version of a saved cohort, also of one that is deleted: an address that names it keeps its meaning. `None` when
/// there is no such version.
///
/// # Errors
/// As [`list`].
pub async fn version(
    database: &Database,
    study: &Code,
    wanted: CohortVersion,
) -> Result<Option<StoredCohort>, StoreError> {
    let row: Option<VersionRow> = sqlx::query_as(
        "select cohort_version.cohort_id, cohort_version.number, cohort_version.name, \
           cohort_version.description, cohort_version.definition::text as definition, \
           to_char(cohort_version.saved_at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') as saved_at \
         from cohort_version join cohort using (cohort_id) join study using (study_id) \
         where study.code = $1 and cohort_id = $2 and number = $3",
    )
    .bind(study.as_str())
    .bind(key(wanted.cohort))
    .bind(i32::try_from(wanted.version).unwrap_or(-1))
    .fetch_optional(database.pool())
    .await?;
    row.map(VersionRow::stored).transpose()
}

/// The saved cohorts of a study, for a definition that refers to some of them.
///
/// # Errors
/// As [`list`].
pub async fn saved_cohorts(database: &Database, study: &Code) -> Result<SavedCohorts, StoreError> {
    Ok(as_saved(list(database, study).await?))
}

pub(super) fn as_saved(cohorts: Vec<StoredCohort>) -> SavedCohorts {
    let saved = |cohort: StoredCohort| {
        let CohortContent { name, definition, description: _ } = cohort.content;
        (cohort.id, SavedCohort { name, definition })
    };
    cohorts.into_iter().map(saved).collect()
}

pub(super) async fn current(
    connection: &mut PgConnection,
    study: &Code,
) -> Result<Vec<StoredCohort>, StoreError> {
    let rows: Vec<VersionRow> = sqlx::query_as(
        "select cohort_version.cohort_id, cohort_version.number, cohort_version.name, \
           cohort_version.description, cohort_version.definition::text as definition, \
           to_char(cohort_version.saved_at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') as saved_at \
         from cohort join study using (study_id) \
         join cohort_version on cohort_version.cohort_id = cohort.cohort_id and number = current_version \
         where study.code = $1 and deleted_at is null \
         order by lower(cohort_version.name), cohort_version.cohort_id",
    )
    .bind(study.as_str())
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(VersionRow::stored).collect()
}

pub(super) async fn opened(
    connection: &mut PgConnection,
    study: &Code,
    id: CohortId,
) -> Result<Option<StoredCohort>, StoreError> {
    let row: Option<VersionRow> = sqlx::query_as(
        "select cohort_version.cohort_id, cohort_version.number, cohort_version.name, \
           cohort_version.description, cohort_version.definition::text as definition, \
           to_char(cohort_version.saved_at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') as saved_at \
         from cohort join study using (study_id) \
         join cohort_version on cohort_version.cohort_id = cohort.cohort_id and number = current_version \
         where study.code = $1 and cohort.cohort_id = $2 and deleted_at is null",
    )
    .bind(study.as_str())
    .bind(key(id))
    .fetch_optional(connection)
    .await?;
    row.map(VersionRow::stored).transpose()
}

/// The identity as the database has it; one too large for it is nobody's.
pub(super) fn key(id: CohortId) -> i32 {
    i32::try_from(id.0).unwrap_or(-1)
}

#[derive(FromRow)]
struct VersionRow {
    cohort_id: i32,
    number: i32,
    name: String,
    description: String,
    definition: String,
    saved_at: String,
}

impl VersionRow {
    fn stored(self) -> Result<StoredCohort, StoreError> {
        let odd = |what: &str| StoreError::inconsistent("cohort_version", what);
        let definition = CohortDefinition::parse(&self.definition)
            .map_err(|_| odd("a definition of a language that this program does not know"))?;
        Ok(StoredCohort {
            id: CohortId(u32::try_from(self.cohort_id).map_err(|_| odd("an identity"))?),
            version: u32::try_from(self.number).map_err(|_| odd("a number"))?,
            content: CohortContent { name: self.name, description: self.description, definition },
            saved_at: self.saved_at,
        })
    }
}
