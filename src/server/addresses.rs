//! Addresses that are too long to be sent: their settings are kept under an id.

use crate::analysis::address::{AddressId, TrendAddress};
use crate::domain::AppError;
use crate::server::error::store;
use crate::server::state::AppState;
use crate::store::{address, keep_address};

/// What `query` sets: itself, or what was kept under the id it consists of.
///
/// # Errors
/// [`AppError::NotFound`] for an id that is not known here, [`AppError::Unavailable`] when the database does not answer.
pub async fn written_out(state: &AppState, query: &str) -> Result<String, AppError> {
    let Some(id) = AddressId::in_query(query) else { return Ok(query.to_owned()) };
    let kept = address(&state.database, &id).await.map_err(store)?;
    kept.ok_or_else(|| AppError::NotFound {
        sentence:
            "The settings behind this address are not known here. Ask for the address again, or set the \
                   filters anew."
                .to_owned(),
    })
}

/// A query for the canonical `query` that fits in an address: itself, or the id under which it is kept from now on.
///
/// # Errors
/// [`AppError::Unavailable`] when it is too long and the database does not answer.
pub async fn fitting(state: &AppState, query: String) -> Result<String, AppError> {
    if query.len() <= TrendAddress::MAX_QUERY_BYTES {
        return Ok(query);
    }
    let id = AddressId::of(&query);
    keep_address(&state.database, &id, &query).await.map_err(store)?;
    Ok(id.query())
}
