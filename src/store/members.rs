//! Who is in a cohort, asked of Postgres.

use super::dynamic::{self, VersionId};
use super::{Database, StoreError};
use crate::cohort::{CheckedCohort, to_sql};
use crate::domain::Code;

/// Rows of the people `cohort` picks from the study's current version, 0-based in the order of its snapshot,
/// ascending; empty when there is no such study. The cohort is to be checked against the catalogue of that version.
///
/// # Errors
/// The database does not answer.
pub async fn members(
    database: &Database,
    study: &Code,
    cohort: &CheckedCohort,
) -> Result<Vec<u32>, StoreError> {
    let version: Option<i32> = sqlx::query_scalar(
        "select current_version_id from study where code = $1 and current_version_id is not null",
    )
    .bind(study.as_str())
    .fetch_optional(database.pool())
    .await?;
    let Some(version) = version.map(VersionId) else { return Ok(Vec::new()) };
    let rows = dynamic::members(version, to_sql(cohort))?.fetch_all(database.pool()).await?;
    rows.into_iter()
        .map(|row| u32::try_from(row).map_err(|_| StoreError::inconsistent("packed_participant", "its size")))
        .collect()
}
