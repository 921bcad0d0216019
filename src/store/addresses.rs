//! Settings of pages that are too long for an address.

use super::{Database, StoreError};
use crate::analysis::address::AddressId;

/// Keeps a canonical query under its id; keeping it again changes nothing.
///
/// # Errors
/// The database does not answer.
pub async fn keep_address(database: &Database, id: &AddressId, query: &str) -> Result<(), StoreError> {
    sqlx::query(
        "insert into address (address_id, query) values ($1, $2) on conflict (address_id) do nothing",
    )
    .bind(id.as_str())
    .bind(query)
    .execute(database.pool())
    .await?;
    Ok(())
}

/// The query that was kept under an id; `None` when none was.
///
/// # Errors
/// The database does not answer.
pub async fn address(database: &Database, id: &AddressId) -> Result<Option<String>, StoreError> {
    let query = sqlx::query_scalar("select query from address where address_id = $1").bind(id.as_str());
    Ok(query.fetch_optional(database.pool()).await?)
}
