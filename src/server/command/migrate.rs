//! `sinew migrate`

use super::CommandResult;
use crate::store::{self, Database, DatabaseLocation};

/// Brings the tables to this program's version.
pub async fn run(location: DatabaseLocation) -> CommandResult {
    let database = Database::connect(location).await?;
    let done = store::migrate(&database).await;
    database.close().await?;
    Ok(done?)
}
