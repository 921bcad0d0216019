//! The figures of a deck that is locked: their order, their words, taking them out and putting them back.

use std::collections::BTreeSet;

use sqlx::PgConnection;

use super::StoredItem;
use super::change::{ChangeOutcome, Stop};
use super::content::tidied_words;
use super::pin::MAX_ITEMS;
use super::read::{items, key};
use crate::exhibit::{DeckId, ItemId, ItemVersion, ItemWords};
use crate::store::StoreError;

/// Puts the figures into an order.
pub(super) async fn order(connection: &mut PgConnection, id: DeckId, wanted: &[ItemId]) -> Result<(), Stop> {
    let has: BTreeSet<ItemId> = items(connection, id).await?.iter().map(|item| item.seen.item).collect();
    let is_whole = wanted.len() == has.len() && wanted.iter().copied().collect::<BTreeSet<_>>() == has;
    if !is_whole {
        return Err(ChangeOutcome::DeckChanged.into());
    }
    let keys: Vec<i32> = wanted.iter().map(|item| key(item.0)).collect();
    sqlx::query(
        "update deck_item set place = wanted.place - 1 \
         from unnest($2::integer[]) with ordinality as wanted (deck_item_id, place) \
         where deck_item.deck_item_id = wanted.deck_item_id and deck_id = $1",
    )
    .bind(key(id.0))
    .bind(keys)
    .execute(connection)
    .await?;
    Ok(())
}

/// Writes the words of a figure.
pub(super) async fn describe(
    connection: &mut PgConnection,
    id: DeckId,
    seen: ItemVersion,
    words: &ItemWords,
) -> Result<(), Stop> {
    let words = tidied_words(words)?;
    as_seen(connection, id, seen).await?;
    sqlx::query("update deck_item set title = $2, note = $3, version = version + 1 where deck_item_id = $1")
        .bind(key(seen.item.0))
        .bind(words.title)
        .bind(words.note)
        .execute(connection)
        .await?;
    Ok(())
}

/// Takes a figure out; its place and words are kept.
pub(super) async fn remove(connection: &mut PgConnection, id: DeckId, seen: ItemVersion) -> Result<(), Stop> {
    as_seen(connection, id, seen).await?;
    sqlx::query("update deck_item set removed_at = now() where deck_item_id = $1")
        .bind(key(seen.item.0))
        .execute(connection)
        .await?;
    Ok(())
}

/// Puts a figure back where it stood. Of it and one that was moved there meanwhile the older comes first.
pub(super) async fn put_back(connection: &mut PgConnection, id: DeckId, item: ItemId) -> Result<(), Stop> {
    let all = u32::try_from(items(connection, id).await?.len()).unwrap_or(u32::MAX);
    let put = sqlx::query(
        "update deck_item set removed_at = null \
         where deck_item_id = $2 and deck_id = $1 and removed_at is not null",
    )
    .bind(key(id.0))
    .bind(key(item.0))
    .execute(connection)
    .await?;
    let is_put = put.rows_affected() == 1 && all < MAX_ITEMS;
    if is_put { Ok(()) } else { Err(ChangeOutcome::ItemMissing.into()) }
}

/// The figure, when its words are those that were seen.
async fn as_seen(connection: &mut PgConnection, id: DeckId, seen: ItemVersion) -> Result<StoredItem, Stop> {
    let items: Result<Vec<StoredItem>, StoreError> = items(connection, id).await;
    let found = items?.into_iter().find(|item| item.seen.item == seen.item);
    let item = found.ok_or(ChangeOutcome::ItemMissing)?;
    if item.seen == seen {
        return Ok(item);
    }
    Err(ChangeOutcome::WordsChanged { now: item.seen, theirs: item.words }.into())
}
