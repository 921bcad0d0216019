//! Bringing the database's layout up to date.

use sqlx::migrate::{MigrateError, Migrator};
use sqlx::{Connection, PgConnection};

use super::{Database, StoreError};

const FAILED: &str = "The database could not be brought up to date; nothing of the failed migration remains.";

static MIGRATOR: Migrator = sqlx::migrate!("./migrations");

/// Applies the migrations that are missing. Two servers may do so at once: one waits for the other.
///
/// # Errors
/// The database does not answer, was made by a newer program, or a migration fails; then nothing of it remains.
pub async fn migrate(database: &Database) -> Result<(), StoreError> {
    let mut connection = database.long_connection("sinew migrate").await?;
    let outcome = MIGRATOR.run_direct(None, &mut connection, false).await;
    release(connection, outcome).await
}

/// Takes every migration back, and with them all data.
///
/// # Errors
/// The database does not answer, or a migration cannot be taken back.
pub async fn undo_migrations(database: &Database) -> Result<(), StoreError> {
    let mut connection = database.long_connection("sinew migrate").await?;
    let outcome = MIGRATOR.undo(&mut connection, 0).await;
    release(connection, outcome).await
}

/// A failed migration leaves its advisory lock behind on the connection: closing it lets the lock go.
async fn release(connection: PgConnection, outcome: Result<(), MigrateError>) -> Result<(), StoreError> {
    let closed = connection.close().await;
    outcome.map_err(explain)?;
    Ok(closed?)
}

fn explain(error: MigrateError) -> StoreError {
    let sentence = sentence(&error);
    if let MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) = error {
        let cause = StoreError::from(error);
        if matches!(cause, StoreError::Unavailable(_)) {
            return cause;
        }
        return StoreError::Migration { sentence, cause: Box::new(cause) };
    }
    StoreError::Migration { sentence, cause: Box::new(error) }
}

fn sentence(error: &MigrateError) -> String {
    if let MigrateError::VersionMissing(version) = error {
        format!(
            "The database was last used by a newer sinew (its migration {version} is unknown here); start that one, or \
             restore a backup made before it."
        )
    } else if let MigrateError::VersionMismatch(version) = error {
        format!(
            "Migration {version} of the database differs from this program's; use the sinew that made it."
        )
    } else {
        FAILED.to_owned()
    }
}
