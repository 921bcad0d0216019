//! Changing a deck.

use sqlx::{Connection, PgConnection};

use super::content::tidied_name;
use super::read::{key, open};
use super::{ContentError, StoredDeck, items};
use crate::exhibit::{DeckChange, DeckId, ItemVersion, ItemWords};
use crate::store::{Database, StoreError};

/// Name of the index that keeps two decks from having one name.
const NAME_KEY: &str = "deck_name_key";

/// What became of a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChangeOutcome {
    /// It is made. The deck as it is now; `None` when it is deleted now.
    Done(Option<StoredDeck>),
    /// Another change of name or order was made since the version that was seen. Nothing was written.
    DeckChanged,
    /// The words of the figure were changed since the version that was seen. Nothing was written; here they are.
    WordsChanged {
        /// The figure as it is now.
        now: ItemVersion,
        /// Its words.
        theirs: ItemWords,
    },
    /// Another deck has this name, upper and lower case being the same. Nothing was written.
    NameTaken,
    /// There is no such deck, or it is deleted. Nothing was written.
    DeckMissing,
    /// The deck has no such figure, or has as many as it may. Nothing was written.
    ItemMissing,
    /// Name or words cannot be stored. Nothing was written.
    Refused(ContentError),
}

/// Why a change is not made.
pub(super) enum Stop {
    Outcome(ChangeOutcome),
    Error(StoreError),
}

impl From<ChangeOutcome> for Stop {
    fn from(outcome: ChangeOutcome) -> Self {
        Self::Outcome(outcome)
    }
}

impl From<ContentError> for Stop {
    fn from(error: ContentError) -> Self {
        Self::Outcome(ChangeOutcome::Refused(error))
    }
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        Self::Error(error)
    }
}

impl From<sqlx::Error> for Stop {
    fn from(error: sqlx::Error) -> Self {
        Self::Error(error.into())
    }
}

/// Makes a change.
///
/// # Errors
/// The database does not answer.
pub async fn change(
    database: &Database,
    id: DeckId,
    change: DeckChange,
) -> Result<ChangeOutcome, StoreError> {
    let mut connection = database.pool().acquire().await?;
    let made = made_within(&mut connection, id, change).await;
    drop(connection);
    match made {
        Ok(()) => Ok(ChangeOutcome::Done(open(database, id).await?)),
        Err(Stop::Outcome(outcome)) => Ok(outcome),
        Err(Stop::Error(error)) if is_name_taken(&error) => Ok(ChangeOutcome::NameTaken),
        Err(Stop::Error(error)) => Err(error),
    }
}

async fn made_within(connection: &mut PgConnection, id: DeckId, change: DeckChange) -> Result<(), Stop> {
    let mut transaction = connection.begin().await?;
    if change == DeckChange::Restore {
        restore(&mut transaction, id).await?;
    } else {
        let current = lock(&mut transaction, id).await?.ok_or(ChangeOutcome::DeckMissing)?;
        made(&mut transaction, id, current, change).await?;
    }
    transaction.commit().await?;
    Ok(())
}

/// Makes a change of the deck that is locked in its `current` version.
async fn made(
    connection: &mut PgConnection,
    id: DeckId,
    current: u32,
    change: DeckChange,
) -> Result<(), Stop> {
    let is_current = |version: u32| if version == current { Ok(()) } else { Err(ChangeOutcome::DeckChanged) };
    match change {
        DeckChange::Rename { version, name } => {
            is_current(version)?;
            rename(connection, id, &tidied_name(&name)?).await?;
        }
        DeckChange::Order { version, items } => {
            is_current(version)?;
            items::order(connection, id, &items).await?;
        }
        DeckChange::Delete { version } => {
            is_current(version)?;
            delete(connection, id).await?;
        }
        DeckChange::Describe { item, words } => {
            items::describe(connection, id, item, &words).await?;
            return Ok(saw_change(connection, id).await?);
        }
        DeckChange::Remove { item } => items::remove(connection, id, item).await?,
        DeckChange::PutBack { item } => items::put_back(connection, id, item).await?,
        DeckChange::Restore => restore(connection, id).await?,
    }
    Ok(touch(connection, id).await?)
}

async fn rename(connection: &mut PgConnection, id: DeckId, name: &str) -> Result<(), StoreError> {
    sqlx::query("update deck set name = $2 where deck_id = $1")
        .bind(key(id.0))
        .bind(name)
        .execute(connection)
        .await?;
    Ok(())
}

async fn delete(connection: &mut PgConnection, id: DeckId) -> Result<(), StoreError> {
    sqlx::query("update deck set deleted_at = now() where deck_id = $1")
        .bind(key(id.0))
        .execute(connection)
        .await?;
    Ok(())
}

async fn restore(connection: &mut PgConnection, id: DeckId) -> Result<(), Stop> {
    let restored = sqlx::query(
        "update deck set deleted_at = null, changed_at = now() where deck_id = $1 and deleted_at is not null",
    )
    .bind(key(id.0))
    .execute(connection)
    .await?;
    if restored.rows_affected() == 1 { Ok(()) } else { Err(ChangeOutcome::DeckMissing.into()) }
}

/// Keeps other changes of the deck waiting; its current version, `None` when there is none or it is deleted.
pub(super) async fn lock(connection: &mut PgConnection, id: DeckId) -> Result<Option<u32>, StoreError> {
    let version: Option<i32> = sqlx::query_scalar(
        "select version from deck where deck_id = $1 and deleted_at is null for no key update",
    )
    .bind(key(id.0))
    .fetch_optional(connection)
    .await?;
    let odd = |_| StoreError::inconsistent("deck", "a version");
    version.map(|version| u32::try_from(version).map_err(odd)).transpose()
}

/// The deck has another version from now on.
pub(super) async fn touch(connection: &mut PgConnection, id: DeckId) -> Result<(), StoreError> {
    sqlx::query("update deck set version = version + 1, changed_at = now() where deck_id = $1")
        .bind(key(id.0))
        .execute(connection)
        .await?;
    Ok(())
}

/// Something in the deck was changed that is not part of its version.
async fn saw_change(connection: &mut PgConnection, id: DeckId) -> Result<(), StoreError> {
    sqlx::query("update deck set changed_at = now() where deck_id = $1")
        .bind(key(id.0))
        .execute(connection)
        .await?;
    Ok(())
}

pub(super) fn is_name_taken(error: &StoreError) -> bool {
    matches!(error, StoreError::Constraint { name } if name == NAME_KEY)
}
