//! Who is in a saved cohort, written to the database by the SQL engine and checked against the snapshot.

use sqlx::{Connection, PgConnection};

use super::read::key;
use crate::cohort::{CheckedCohort, CohortId, select, to_sql};
use crate::store::dynamic::{self, VersionId};
use crate::store::{Database, Snapshot, StoreError};

/// Writes the people whom version `number` of cohort `id`, checked as `cohort`, picks from the data version of
/// `snapshot`; returns how many. What was written before for the same versions is replaced.
///
/// # Errors
/// The database does not answer; the version or the data version is not there; or the number of people the database
/// picks is not that of the snapshot. Nothing is written then.
pub async fn write_members(
    database: &Database,
    snapshot: &Snapshot,
    id: CohortId,
    number: u32,
    cohort: &CheckedCohort,
) -> Result<u64, StoreError> {
    let expected = u64::from(select(cohort, snapshot.frame()).count());
    let mut connection = database.long_connection("sinew members").await?;
    let written = write(&mut connection, snapshot, (id, number), cohort, expected).await;
    let _ = connection.close().await;
    written
}

async fn write(
    connection: &mut PgConnection,
    snapshot: &Snapshot,
    (id, number): (CohortId, u32),
    cohort: &CheckedCohort,
    expected: u64,
) -> Result<u64, StoreError> {
    let mut transaction = connection.begin().await?;
    let data_version = data_version(&mut transaction, snapshot).await?;
    let number = i32::try_from(number).unwrap_or(-1);
    replace_membership(&mut transaction, (id, number), data_version, expected).await?;
    let insert = dynamic::insert_members(key(id), number, data_version, to_sql(cohort))?;
    let people = insert.execute(&mut *transaction).await?.rows_affected();
    if people != expected {
        return Err(StoreError::inconsistent("packed_participant", "other people than the snapshot"));
    }
    transaction.commit().await?;
    Ok(people)
}

/// The data version of the snapshot, kept from being pruned until the end of the transaction.
async fn data_version(connection: &mut PgConnection, snapshot: &Snapshot) -> Result<VersionId, StoreError> {
    let catalogue = snapshot.catalogue();
    let found: Option<i32> = sqlx::query_scalar(
        "select data_version_id from data_version join study using (study_id) \
         where code = $1 and number = $2 and pruned_at is null for key share of data_version",
    )
    .bind(catalogue.study.code.as_str())
    .bind(i64::from(catalogue.data_version.number))
    .fetch_optional(connection)
    .await?;
    found
        .map(VersionId)
        .ok_or_else(|| StoreError::inconsistent("data_version", "not the snapshot’s any more"))
}

async fn replace_membership(
    connection: &mut PgConnection,
    (id, number): (CohortId, i32),
    data_version: VersionId,
    people: u64,
) -> Result<(), StoreError> {
    sqlx::query(
        "delete from cohort_membership where cohort_id = $1 and version_number = $2 and data_version_id = $3",
    )
    .bind(key(id))
    .bind(number)
    .bind(data_version.0)
    .execute(&mut *connection)
    .await?;
    sqlx::query(
        "insert into cohort_membership (cohort_id, version_number, data_version_id, people) \
         values ($1, $2, $3, $4)",
    )
    .bind(key(id))
    .bind(number)
    .bind(data_version.0)
    .bind(i64::try_from(people).unwrap_or(i64::MAX))
    .execute(connection)
    .await?;
    Ok(())
}
