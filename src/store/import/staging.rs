//! Rows as they came, in temporary tables of the import's transaction.

use sqlx::PgConnection;

use super::parse::{Block, ColumnNames, Reading};
use super::{Report, Stage};
use crate::store::{StoreError, dynamic};

/// What was staged.
#[derive(Debug)]
pub struct Staged {
    /// Names of score columns.
    pub column_names: ColumnNames,
    /// Participants.
    pub participants: u64,
}

/// Makes the tables, fills them from the reading, and numbers the participants in the byte order of their keys.
pub async fn stage(
    connection: &mut PgConnection,
    variables: usize,
    mut reading: Reading,
    report: &Report<'_>,
) -> Result<Staged, StoreError> {
    create(connection, variables).await?;
    let mut rows = 0;
    while let Some(block) = reading.blocks.recv().await {
        rows += copy(connection, block).await?;
        report.at(Stage::Reading, rows);
    }
    let column_names = reading.outcome.await??;
    let participants = number_participants(connection).await?;
    Ok(Staged { column_names, participants })
}

async fn create(connection: &mut PgConnection, variables: usize) -> Result<(), StoreError> {
    sqlx::query(dynamic::create_staged_participant(variables)).execute(&mut *connection).await?;
    sqlx::query(
        "create temporary table staged_measurement ( \
           file smallint not null, line bigint not null, column_number integer not null, repeated boolean not null, \
           key text collate \"C\" not null, instrument_position smallint not null, time_position smallint not null, \
           value double precision not null \
         ) on commit drop",
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Copies one block; the measurements in it.
async fn copy(connection: &mut PgConnection, block: Block) -> Result<u64, StoreError> {
    let (statement, text, measurements) = match block {
        Block::Participants { text } => ("copy staged_participant from stdin", text, 0),
        Block::Measurements { text, rows } => ("copy staged_measurement from stdin", text, rows),
    };
    send(connection, statement, text).await?;
    Ok(measurements)
}

/// Sends a block of rows.
pub async fn send(connection: &mut PgConnection, statement: &str, text: Vec<u8>) -> Result<(), StoreError> {
    let mut copy = connection.copy_in_raw(statement).await?;
    copy.send(text).await?;
    copy.finish().await?;
    Ok(())
}

async fn number_participants(connection: &mut PgConnection) -> Result<u64, StoreError> {
    sqlx::query(
        "create temporary table staged_key on commit drop as \
         select key, (row_number() over (order by key) - 1)::integer as participant_id \
         from (select distinct key from staged_participant) as key",
    )
    .execute(&mut *connection)
    .await?;
    for statement in ["analyze staged_participant", "analyze staged_measurement", "analyze staged_key"] {
        sqlx::query(statement).execute(&mut *connection).await?;
    }
    let count: i64 = sqlx::query_scalar("select count(*) from staged_key").fetch_one(connection).await?;
    Ok(count.unsigned_abs())
}
