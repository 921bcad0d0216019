//! The one error a person may see.

use serde::{Deserialize, Serialize};

/// An error safe to show to anyone: it names no table, path, query or other person's data.
///
/// Each room has its own error type; whoever turns one into an `AppError` logs the internals once, under
/// `reference`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum AppError {
    /// Something in the request is wrong: what, where, and what to do.
    #[error("{sentence}")]
    Invalid {
        /// One sentence.
        sentence: String,
    },
    /// There is no such thing.
    #[error("{sentence}")]
    NotFound {
        /// One sentence.
        sentence: String,
    },
    /// There was such a thing, and what there is now is another.
    #[error("{sentence}")]
    Gone {
        /// One sentence.
        sentence: String,
    },
    /// The viewer may not do this.
    #[error("You may not do this.")]
    Forbidden,
    /// The database cannot be reached; it is being tried again.
    #[error(
        "The database does not answer. Nothing was changed; this page works again as soon as the database is back."
    )]
    Unavailable,
    /// Something unexpected, logged under `reference`.
    #[error("Something went wrong on our side. Nothing was changed. Quote {reference} when you report it.")]
    Internal {
        /// The id under which the cause was logged.
        reference: String,
    },
}

impl AppError {
    /// The HTTP status that goes with it.
    pub const fn status(&self) -> u16 {
        match self {
            Self::Invalid { .. } => 422,
            Self::NotFound { .. } => 404,
            Self::Gone { .. } => 410,
            Self::Forbidden => 403,
            Self::Unavailable => 503,
            Self::Internal { .. } => 500,
        }
    }
}
