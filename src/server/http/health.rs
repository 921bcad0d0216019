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
    if state.health.answers() {
        (StatusCode::OK, "ready\n")
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n")
    }
}
