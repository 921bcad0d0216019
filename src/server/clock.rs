//! The one place where the clock is read.

/// Today in UTC, ISO 8601 (`2026-11-23`).
#[expect(clippy::disallowed_methods, reason = "this is the one place where the clock is read")]
pub fn today_utc() -> String {
    let now = sqlx::types::chrono::DateTime::<sqlx::types::chrono::Utc>::from(std::time::SystemTime::now());
    now.format("%Y-%m-%d").to_string()
}
