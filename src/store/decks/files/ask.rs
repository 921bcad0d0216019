//! Asking for a file.

use sqlx::{Connection, PgConnection};

use super::{FileId, KEPT_HOURS, MOST_KEPT, ServerId};
use crate::exhibit::{DeckId, Policy};
use crate::export::file_name_of_deck;
use crate::store::decks::change::lock;
use crate::store::decks::read::{items, key, line};
use crate::store::decks::{DeckLine, StoredDeck};
use crate::store::{Database, StoreError};

/// A file to be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewFile<'a> {
    /// Of which deck.
    pub deck: DeckId,
    /// What it may show.
    pub policy: Policy,
    /// Its ending, which is its format.
    pub format: &'a str,
    /// What was chosen among files, as a query string.
    pub settings: &'a str,
    /// Which server makes it; a file of none is ended by the next server that looks.
    pub server: Option<ServerId>,
}

/// Asks for a file of a deck as it is now: it waits from here on. The deck, too, as the file is to be made from it;
/// `None` when there is no such deck or it is deleted. Ended files that are kept no longer are deleted.
///
/// # Errors
/// The database does not answer.
pub async fn ask(database: &Database, new: NewFile<'_>) -> Result<Option<(FileId, StoredDeck)>, StoreError> {
    let mut connection = database.pool().acquire().await?;
    let mut transaction = connection.begin().await?;
    // No change of the deck comes between what is read of it and when it is said to have been changed last.
    if lock(&mut transaction, new.deck).await?.is_none() {
        return Ok(None);
    }
    let Some(line) = line(&mut transaction, new.deck).await? else { return Ok(None) };
    let items = items(&mut transaction, new.deck).await?;
    prune(&mut transaction).await?;
    let id = insert(&mut transaction, new, &line).await?;
    transaction.commit().await?;
    Ok(Some((id, StoredDeck { line, items })))
}

async fn insert(
    connection: &mut PgConnection,
    new: NewFile<'_>,
    deck: &DeckLine,
) -> Result<FileId, StoreError> {
    let id: i32 = sqlx::query_scalar(
        "insert into deck_file (deck_id, deck_changed_at, policy, format, settings, name, figures, server_id) \
         select deck_id, changed_at, $2, $3, $4, $5, $6, $7 from deck where deck_id = $1 returning deck_file_id",
    )
    .bind(key(new.deck.0))
    .bind(new.policy.code())
    .bind(new.format)
    .bind(new.settings)
    .bind(file_name_of_deck(&deck.name, new.format))
    .bind(key(deck.figures))
    .bind(new.server.map(|server| server.0))
    .fetch_one(connection)
    .await?;
    Ok(FileId(u32::try_from(id).map_err(|_| StoreError::inconsistent("deck_file", "an identity"))?))
}

/// Deletes ended files: those of yesterday, and all but the latest.
async fn prune(connection: &mut PgConnection) -> Result<(), StoreError> {
    sqlx::query(
        "delete from deck_file where ended_at < now() - make_interval(hours => $1) or deck_file_id in \
           (select deck_file_id from deck_file where ended_at is not null \
            order by ended_at desc, deck_file_id desc offset $2)",
    )
    .bind(key(KEPT_HOURS))
    .bind(i64::from(MOST_KEPT))
    .execute(connection)
    .await?;
    Ok(())
}
