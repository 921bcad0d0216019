//! What handlers share.

use axum::extract::FromRef;
use leptos::config::LeptosOptions;

use crate::exhibit::Policy;
use crate::server::computations::Computations;
use crate::server::health::Health;
use crate::server::jobs::Jobs;
use crate::store::{Database, Snapshots};

/// The running program, cheap to clone.
#[derive(Clone, FromRef)]
pub struct AppState {
    /// Leptos' settings.
    pub leptos_options: LeptosOptions,
    /// The current snapshots.
    pub snapshots: Snapshots,
    /// The database.
    pub database: Database,
    /// Whether the database answers.
    pub health: Health,
    /// Where pages are computed.
    pub computations: Computations,
    /// What is made in the background.
    pub jobs: Jobs,
    /// What people see.
    pub policy: Policy,
}
