//! From the staging tables into partitions of the version's own, which are attached at the end.

use sqlx::error::DatabaseError;
use sqlx::{Connection, PgConnection};

use super::contradictions::{Places, of_measurements};
use super::{Report, Stage};
use crate::domain::StudyCatalogue;
use crate::domain::frame::ScoreMatrix;
use crate::import::{Problem, Problems};
use crate::store::StoreError;
use crate::store::dynamic::{self, Partitioned, VersionId};

/// Makes the three tables with the version's checks, and fills those of participants and scores.
///
/// Returns the number of scores.
pub async fn fill(
    connection: &mut PgConnection,
    version: VersionId,
    catalogue: &StudyCatalogue,
    places: &Places<'_>,
    report: &Report<'_>,
) -> Result<u64, StoreError> {
    for table in Partitioned::ALL {
        sqlx::query(dynamic::create_partition(table, version)).execute(&mut *connection).await?;
    }
    let times = catalogue.time_axis.points.len();
    let checks = dynamic::measurement_checks(version, &catalogue.instruments, times);
    sqlx::query(checks).execute(&mut *connection).await?;
    sqlx::query(dynamic::packed_checks(version, catalogue)).execute(&mut *connection).await?;
    sqlx::query(dynamic::fill_participants(version)).execute(&mut *connection).await?;
    sqlx::query(dynamic::add_primary_key(Partitioned::Participant, version))
        .execute(&mut *connection)
        .await?;
    let filled = sqlx::query(dynamic::fill_measurements(version)).execute(&mut *connection).await?;
    report.at(Stage::Filling, filled.rows_affected());
    require_one_score_each(connection, version, places).await?;
    sqlx::query(dynamic::analyze_partition(Partitioned::Measurement, version))
        .execute(&mut *connection)
        .await?;
    Ok(filled.rows_affected())
}

/// The primary key finds doubles for the price of being built; only then are they looked for by place.
async fn require_one_score_each(
    connection: &mut PgConnection,
    version: VersionId,
    places: &Places<'_>,
) -> Result<(), StoreError> {
    let mut savepoint = connection.begin().await?;
    let added = sqlx::query(dynamic::add_primary_key(Partitioned::Measurement, version))
        .execute(&mut *savepoint)
        .await;
    match added {
        Ok(_) => Ok(savepoint.commit().await?),
        Err(error) if error.as_database_error().is_some_and(DatabaseError::is_unique_violation) => {
            savepoint.rollback().await?;
            of_measurements(connection, places).await?;
            Err(error.into())
        }
        Err(error) => Err(error.into()),
    }
}

/// The distinct values of each instrument, ascending; empty for one without scores.
pub async fn value_tables(
    connection: &mut PgConnection,
    version: VersionId,
    catalogue: &StudyCatalogue,
    file: &str,
) -> Result<Vec<Vec<f64>>, StoreError> {
    let rows: Vec<(i16, Vec<f64>)> =
        sqlx::query_as(dynamic::value_tables(version)).fetch_all(connection).await?;
    let mut tables = vec![Vec::new(); catalogue.instruments.len()];
    for (position, values) in rows {
        if let Some(table) = usize::try_from(position).ok().and_then(|position| tables.get_mut(position)) {
            *table = values;
        }
    }
    for (instrument, table) in catalogue.instruments.iter().zip(&tables) {
        if table.len() > ScoreMatrix::MAX_DISTINCT_VALUES {
            let sentence = format!(
                "{} has {} different values where at most {} can be kept; round the values.",
                instrument.label,
                table.len(),
                ScoreMatrix::MAX_DISTINCT_VALUES
            );
            return Err(Problems::from(Problem::new(file, sentence)).into());
        }
    }
    Ok(tables)
}

/// Attaches the three tables; from here on they are part of the whole.
pub async fn attach(connection: &mut PgConnection, version: VersionId) -> Result<(), StoreError> {
    let packed = Partitioned::PackedParticipant;
    sqlx::query(dynamic::add_primary_key(packed, version)).execute(&mut *connection).await?;
    for table in Partitioned::ALL {
        sqlx::query(dynamic::attach_partition(table, version)).execute(&mut *connection).await?;
    }
    Ok(())
}
