//! What the slides of a deck stand on.

use super::read::key;
use crate::exhibit::DeckId;
use crate::store::{Database, StoreError};

/// What the slides of a deck stand on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum DeckTemplate {
    /// The template in use where a file is asked for; our own where there is none.
    #[default]
    InUse,
    /// Our own.
    Ours,
    /// The template of this name.
    Named(String),
}

impl DeckTemplate {
    /// As it is kept.
    pub(super) fn read(kept: Option<String>) -> Self {
        match kept {
            None => Self::InUse,
            Some(name) if name.is_empty() => Self::Ours,
            Some(name) => Self::Named(name),
        }
    }

    fn kept(&self) -> Option<&str> {
        match self {
            Self::InUse => None,
            Self::Ours => Some(""),
            Self::Named(name) => Some(name),
        }
    }
}

/// The slides of a deck stand on this from now on. Whether there is such a deck.
///
/// # Errors
/// The database does not answer.
pub async fn choose_template(
    database: &Database,
    id: DeckId,
    template: &DeckTemplate,
) -> Result<bool, StoreError> {
    let chosen = sqlx::query(
        "update deck set template = $2, changed_at = now() where deck_id = $1 and deleted_at is null",
    )
    .bind(key(id.0))
    .bind(template.kept())
    .execute(database.pool())
    .await?;
    Ok(chosen.rows_affected() == 1)
}
