//! The way of a file from waiting to its end.

use super::{FileAddress, FileId};
use crate::store::decks::read::key;
use crate::store::{Database, StoreError};

/// The file is being made from now on. Whether it is still wanted: it was not ended meanwhile.
///
/// # Errors
/// The database does not answer.
pub async fn begin(database: &Database, file: FileId) -> Result<bool, StoreError> {
    let begun =
        sqlx::query("update deck_file set state = 'running' where deck_file_id = $1 and state = 'waiting'")
            .bind(key(file.0))
            .execute(database.pool())
            .await?;
    Ok(begun.rows_affected() == 1)
}

/// So many of its figures are drawn. Whether it is still wanted.
///
/// # Errors
/// The database does not answer.
pub async fn tell(database: &Database, file: FileId, figures_done: u32) -> Result<bool, StoreError> {
    let told =
        sqlx::query("update deck_file set figures_done = $2 where deck_file_id = $1 and state = 'running'")
            .bind(key(file.0))
            .bind(key(figures_done))
            .execute(database.pool())
            .await?;
    Ok(told.rows_affected() == 1)
}

/// The file is there. One that was ended meanwhile stays as it ended.
///
/// # Errors
/// The database does not answer.
pub async fn finish(database: &Database, file: FileId, content: &[u8]) -> Result<(), StoreError> {
    sqlx::query(
        "update deck_file set state = 'done', figures_done = figures, content = $2, ended_at = now() \
         where deck_file_id = $1 and state = 'running'",
    )
    .bind(key(file.0))
    .bind(content)
    .execute(database.pool())
    .await?;
    Ok(())
}

/// The file cannot be made, for a reason in one sentence. One that was ended meanwhile stays as it ended.
///
/// # Errors
/// The database does not answer.
pub async fn fail(database: &Database, file: FileId, reason: &str) -> Result<(), StoreError> {
    sqlx::query(
        "update deck_file set state = 'failed', reason = left($2, 2000), ended_at = now() \
         where deck_file_id = $1 and state in ('waiting', 'running')",
    )
    .bind(key(file.0))
    .bind(reason)
    .execute(database.pool())
    .await?;
    Ok(())
}

/// The file is not wanted any more. One that was ended already stays as it ended.
///
/// # Errors
/// The database does not answer.
pub async fn cancel(database: &Database, address: FileAddress) -> Result<(), StoreError> {
    sqlx::query(
        "update deck_file set state = 'cancelled', ended_at = now() \
         where deck_file_id = $1 and deck_id = $2 and policy = $3 and state in ('waiting', 'running')",
    )
    .bind(key(address.file.0))
    .bind(key(address.deck.0))
    .bind(address.policy.code())
    .execute(database.pool())
    .await?;
    Ok(())
}
