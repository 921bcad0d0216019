//! Dropping what nobody reads any more: every version of a study but the current one and the one before.

use std::time::Duration;

use sqlx::{Connection, PgConnection};

use crate::domain::Code;
use crate::store::StoreError;
use crate::store::dynamic::{self, Partitioned, VersionId};

const ATTEMPTS: usize = 20;
const PAUSE: Duration = Duration::from_millis(200);

/// Prunes a study. What readers hold for long is left to the next import.
pub async fn prune(connection: &mut PgConnection, study: &Code) -> Result<(), StoreError> {
    for version in outdated(connection, study).await? {
        for attempt in 1..=ATTEMPTS {
            match drop_version(connection, version).await {
                Ok(()) => break,
                Err(StoreError::Unavailable(_)) if attempt < ATTEMPTS => tokio::time::sleep(PAUSE).await,
                Err(error) => return Err(error),
            }
        }
    }
    Ok(())
}

async fn outdated(connection: &mut PgConnection, study: &Code) -> Result<Vec<VersionId>, StoreError> {
    let ids: Vec<i32> = sqlx::query_scalar(
        "select data_version_id from study join data_version using (study_id) \
         where study.code = $1 and pruned_at is null \
           and data_version_id not in (select kept.data_version_id from data_version as kept \
                                       where kept.study_id = study.study_id order by number desc limit 2) \
         order by number",
    )
    .bind(study.as_str())
    .fetch_all(connection)
    .await?;
    Ok(ids.into_iter().map(VersionId).collect())
}

/// The partitions and the catalogue go; the version and its files stay as history.
async fn drop_version(connection: &mut PgConnection, version: VersionId) -> Result<(), StoreError> {
    let mut transaction = connection.begin().await?;
    // Waiting for these locks would make every reader wait behind us, and could end in a deadlock with one: we get
    // them at once or try again.
    sqlx::query(
        "lock table only participant, only measurement, only packed_participant, only data_version \
         in access exclusive mode nowait",
    )
    .execute(&mut *transaction)
    .await?;
    let pruned = sqlx::query(
        "update data_version set pruned_at = now() where data_version_id = $1 and pruned_at is null",
    )
    .bind(version.0)
    .execute(&mut *transaction)
    .await?;
    if pruned.rows_affected() == 1 {
        for table in Partitioned::ALL.into_iter().rev() {
            sqlx::query(dynamic::detach_partition(table, version)).execute(&mut *transaction).await?;
            sqlx::query(dynamic::drop_partition(table, version)).execute(&mut *transaction).await?;
        }
        for statement in [
            "delete from cohort_membership where data_version_id = $1",
            "delete from instrument where data_version_id = $1",
            "delete from variable where data_version_id = $1",
            "delete from time_point where data_version_id = $1",
        ] {
            sqlx::query(statement).bind(version.0).execute(&mut *transaction).await?;
        }
    }
    Ok(transaction.commit().await?)
}
