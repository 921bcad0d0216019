//! `sinew migrate`

use super::CommandResult;
use super::arguments::MigrateArguments;
use crate::store::{Database, DatabaseLocation, Purpose};

/// Brings the tables to this program's version, or down to an older one.
pub async fn run(location: DatabaseLocation, arguments: MigrateArguments) -> CommandResult {
    let database = Database::open(location, Purpose::Command).await?;
    let done = match arguments.down_to {
        Some(version) => database.migrate_down_to(version).await,
        None => database.migrate().await,
    };
    database.close().await?;
    Ok(done?)
}
