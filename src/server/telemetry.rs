//! Logs: lines for people on a terminal, JSON otherwise. No request bodies, no query strings, no people's values.

use std::io::IsTerminal;

use tracing_subscriber::EnvFilter;

/// What is logged unless `SINEW_LOG` says otherwise: of the driver only warnings, and no slow statements, which imports
/// are made of.
const DEFAULT_FILTER: &str = "info,sqlx=warn,sqlx::query=error";

/// Starts logging to standard error, filtered by `SINEW_LOG`.
pub fn start() {
    let filter = EnvFilter::try_from_env("SINEW_LOG").unwrap_or_else(|_| EnvFilter::new(DEFAULT_FILTER));
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    // A second start (in tests) keeps the first subscriber.
    let _already_started =
        if std::io::stderr().is_terminal() { lines.try_init() } else { lines.json().try_init() };
}
