//! What can go wrong between us and Postgres.

use crate::import::Problems;

/// What can go wrong. Its `Display` names no query, path of a socket or person's value; the cause is kept as the
/// error's source, for logs.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database cannot be reached, or not in time. Trying again later is right.
    #[error("The database does not answer; nothing was changed.")]
    Unavailable(#[source] Unavailability),
    /// What a table holds cannot be understood.
    #[error("The table {table} holds something this program does not understand: {what}.")]
    Inconsistent {
        /// The table.
        table: &'static str,
        /// What about it, without values.
        what: String,
    },
    /// A rule of the database refused a row.
    #[error("The database refused a value (rule {name}); nothing was changed.")]
    Constraint {
        /// Name of the constraint.
        name: String,
    },
    /// The database's layout cannot be brought up to date.
    #[error("{sentence}")]
    Migration {
        /// What and what to do.
        sentence: String,
        /// The driver's account.
        #[source]
        cause: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The private cluster cannot be set up, started or stopped.
    #[error("{sentence}")]
    Embedded {
        /// What and what to do.
        sentence: String,
    },
    /// The address of the database cannot be read.
    #[error(
        "The address of the database is not one; it looks like postgres://user:password@host:5432/database."
    )]
    Address,
    /// Something is wrong with what was to be imported; nothing was changed.
    #[error("{0}")]
    Import(Problems),
    /// A file cannot be read.
    #[error("{name} cannot be read ({reason}).")]
    File {
        /// File name.
        name: String,
        /// The operating system's words.
        reason: String,
    },
    /// A statement failed in a way that is a mistake of ours.
    #[error("The database refused a statement; nothing was changed.")]
    Statement(#[source] sqlx::Error),
}

/// Why the database cannot be reached.
#[derive(Debug, thiserror::Error)]
pub enum Unavailability {
    /// The driver's account.
    #[error(transparent)]
    Driver(sqlx::Error),
    /// The task that held the connection is gone.
    #[error("a task ended early")]
    Task,
}

impl StoreError {
    /// A sentence about the private cluster.
    pub(super) fn embedded(sentence: impl Into<String>) -> Self {
        Self::Embedded { sentence: sentence.into() }
    }

    /// Something in a table that should not be there.
    pub(super) fn inconsistent(table: &'static str, what: impl Into<String>) -> Self {
        Self::Inconsistent { table, what: what.into() }
    }
}

impl From<Problems> for StoreError {
    fn from(problems: Problems) -> Self {
        Self::Import(problems)
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        if is_connection_error(&error) {
            return Self::Unavailable(Unavailability::Driver(error));
        }
        let constraint = error.as_database_error().and_then(|error| error.constraint()).map(str::to_owned);
        constraint.map_or_else(|| Self::Statement(error), |name| Self::Constraint { name })
    }
}

impl From<tokio::task::JoinError> for StoreError {
    fn from(_: tokio::task::JoinError) -> Self {
        Self::Unavailable(Unavailability::Task)
    }
}

/// Whether trying again later is right: the connection is lost, cannot be had, or the server is stopping, starting,
/// full, or gave up on a lock or a time limit.
fn is_connection_error(error: &sqlx::Error) -> bool {
    if let sqlx::Error::Database(error) = error {
        return error.code().is_some_and(|code| is_passing_state(&code));
    }
    matches!(
        error,
        sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::Protocol(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed
            | sqlx::Error::BeginFailed
    )
}

/// By class of SQLSTATE: 08 connection, 53 resources, 57 operator intervention (shutdown, statement timeout), 58
/// system, 28 and 3D not (yet) let in; and lock timeout, serialisation failure and deadlock.
fn is_passing_state(code: &str) -> bool {
    ["08", "53", "57", "58", "28", "3D"].iter().any(|class| code.starts_with(class))
        || matches!(code, "55P03" | "40001" | "40P01")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_pool_is_an_unavailable_database_and_a_missing_row_is_not() {
        assert!(matches!(StoreError::from(sqlx::Error::PoolTimedOut), StoreError::Unavailable(_)));
        assert!(matches!(StoreError::from(sqlx::Error::RowNotFound), StoreError::Statement(_)));
    }

    #[test]
    fn the_words_of_the_driver_stay_inside() {
        let error = StoreError::from(sqlx::Error::Protocol("secret".to_owned()));
        assert!(!error.to_string().contains("secret"));
    }
}
