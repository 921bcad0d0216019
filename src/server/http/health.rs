//! Is the program alive, and can it reach its database.

use axum::extract::State;
use axum::http::StatusCode;

use crate::server::state::AppState;

/// The program runs.
pub async fn alive() -> &'static str {
    "alive\n"
}

/// The program runs and the database answers.
pub async fn ready(State(state): State<AppState>) -> (StatusCode, &'static str) {
    match state.database.ping().await {
        Ok(()) => (StatusCode::OK, "ready\n"),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n"),
    }
}
