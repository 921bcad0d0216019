//! Reading decks.

use sqlx::{FromRow, PgConnection};

use super::{DeckLine, DeckTemplate, Pin, StoredDeck, StoredItem};
use crate::domain::Code;
use crate::exhibit::{DeckId, ItemId, ItemVersion, ItemWords};
use crate::store::{Database, StoreError};

/// Every deck, the one that was changed last first; deleted ones are left out.
///
/// # Errors
/// The database does not answer.
pub async fn list(database: &Database) -> Result<Vec<DeckLine>, StoreError> {
    let rows: Vec<DeckRow> = sqlx::query_as(
        "select deck_id, version, name, template, \
           (select count(*) from deck_item where deck_item.deck_id = deck.deck_id and removed_at is null) as figures, \
           to_char(changed_at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') as changed_at \
         from deck where deleted_at is null order by deck.changed_at desc, deck_id desc",
    )
    .fetch_all(database.pool())
    .await?;
    rows.into_iter().map(DeckRow::line).collect()
}

/// A deck with its figures; `None` when there is none or it is deleted.
///
/// # Errors
/// The database does not answer, or holds what cannot be read.
pub async fn open(database: &Database, id: DeckId) -> Result<Option<StoredDeck>, StoreError> {
    let mut connection = database.pool().acquire().await?;
    let Some(line) = line(&mut connection, id).await? else { return Ok(None) };
    Ok(Some(StoredDeck { line, items: items(&mut connection, id).await? }))
}

/// A deck as it is listed.
pub(super) async fn line(connection: &mut PgConnection, id: DeckId) -> Result<Option<DeckLine>, StoreError> {
    let row: Option<DeckRow> = sqlx::query_as(
        "select deck_id, version, name, template, \
           (select count(*) from deck_item where deck_item.deck_id = deck.deck_id and removed_at is null) as figures, \
           to_char(changed_at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') as changed_at \
         from deck where deck_id = $1 and deleted_at is null",
    )
    .bind(key(id.0))
    .fetch_optional(connection)
    .await?;
    row.map(DeckRow::line).transpose()
}

/// The figures of a deck, in their order.
pub(super) async fn items(connection: &mut PgConnection, id: DeckId) -> Result<Vec<StoredItem>, StoreError> {
    let rows: Vec<ItemRow> = sqlx::query_as(
        "select deck_item_id, version, study_code, figure, query, exhibit, title, note \
         from deck_item where deck_id = $1 and removed_at is null order by place, deck_item_id",
    )
    .bind(key(id.0))
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(ItemRow::item).collect()
}

/// An identity as the database has it; one too large for it is nobody's.
pub(super) fn key(id: u32) -> i32 {
    i32::try_from(id).unwrap_or(-1)
}

#[derive(FromRow)]
struct DeckRow {
    deck_id: i32,
    version: i32,
    name: String,
    template: Option<String>,
    figures: i64,
    changed_at: String,
}

impl DeckRow {
    fn line(self) -> Result<DeckLine, StoreError> {
        let odd = |what: &str| StoreError::inconsistent("deck", what);
        Ok(DeckLine {
            id: DeckId(u32::try_from(self.deck_id).map_err(|_| odd("an identity"))?),
            version: u32::try_from(self.version).map_err(|_| odd("a version"))?,
            name: self.name,
            figures: u32::try_from(self.figures).map_err(|_| odd("a number of figures"))?,
            changed_at: self.changed_at,
            template: DeckTemplate::read(self.template),
        })
    }
}

#[derive(FromRow)]
struct ItemRow {
    deck_item_id: i32,
    version: i32,
    study_code: String,
    figure: String,
    query: String,
    exhibit: String,
    title: Option<String>,
    note: Option<String>,
}

impl ItemRow {
    fn item(self) -> Result<StoredItem, StoreError> {
        let odd = |what: &str| StoreError::inconsistent("deck_item", what);
        let item = ItemId(u32::try_from(self.deck_item_id).map_err(|_| odd("an identity"))?);
        let version = u32::try_from(self.version).map_err(|_| odd("a version"))?;
        let study = Code::try_from(self.study_code.as_str()).map_err(|_| odd("a code of a study"))?;
        Ok(StoredItem {
            seen: ItemVersion { item, version },
            pin: Pin { study, figure: self.figure, query: self.query, exhibit: self.exhibit },
            words: ItemWords { title: self.title, note: self.note },
        })
    }
}
