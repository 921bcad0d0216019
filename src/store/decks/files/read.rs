//! Reading files.

use sqlx::FromRow;

use super::{DeckFile, DeckStanding, FileAddress, FileState};
use crate::store::decks::read::key;
use crate::store::{Database, StoreError};

/// How far a file is; `None` when there is none at this address, or its deck is deleted.
///
/// # Errors
/// The database does not answer, or holds what cannot be read.
pub async fn read(database: &Database, address: FileAddress) -> Result<Option<DeckFile>, StoreError> {
    let row: Option<Row> = sqlx::query_as(
        "select deck.name as deck_name, format, settings, deck_file.name, state, figures_done, figures, reason, \
           deck.changed_at <> deck_changed_at as is_changed \
         from deck_file join deck using (deck_id) \
         where deck_file_id = $1 and deck_id = $2 and policy = $3 and deleted_at is null",
    )
    .bind(key(address.file.0))
    .bind(key(address.deck.0))
    .bind(address.policy.code())
    .fetch_optional(database.pool())
    .await?;
    row.map(Row::file).transpose()
}

/// The content of a file that is done; `None` when there is none at this address, or its deck is deleted.
///
/// # Errors
/// The database does not answer.
pub async fn content(database: &Database, address: FileAddress) -> Result<Option<Vec<u8>>, StoreError> {
    let content = sqlx::query_scalar(
        "select content from deck_file join deck using (deck_id) \
         where deck_file_id = $1 and deck_id = $2 and policy = $3 and deleted_at is null and content is not null",
    )
    .bind(key(address.file.0))
    .bind(key(address.deck.0))
    .bind(address.policy.code());
    Ok(content.fetch_optional(database.pool()).await?)
}

#[derive(FromRow)]
struct Row {
    deck_name: String,
    format: String,
    settings: String,
    name: String,
    state: String,
    figures_done: i32,
    figures: i32,
    reason: Option<String>,
    is_changed: bool,
}

impl Row {
    fn file(self) -> Result<DeckFile, StoreError> {
        let odd = |what: &str| StoreError::inconsistent("deck_file", what);
        let figures = |figures: i32| u32::try_from(figures).map_err(|_| odd("a number of figures"));
        let state = match (self.state.as_str(), self.reason) {
            ("waiting", None) => FileState::Waiting,
            ("running", None) => {
                FileState::Running { done: figures(self.figures_done)?, all: figures(self.figures)? }
            }
            ("done", None) => FileState::Done,
            ("cancelled", None) => FileState::Cancelled,
            ("failed", Some(reason)) => FileState::Failed { reason },
            (_, _) => return Err(odd("a state")),
        };
        let standing = if self.is_changed { DeckStanding::Changed } else { DeckStanding::Same };
        let Self { deck_name, format, settings, name, .. } = self;
        Ok(DeckFile { deck_name, format, settings, name, state, standing })
    }
}
