//! Postgres and snapshots.
