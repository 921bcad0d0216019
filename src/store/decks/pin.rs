//! Pinning figures.

use sqlx::{Connection, PgConnection};

use super::change::{is_name_taken, lock, touch};
use super::content::tidied_name;
use super::read::{key, line};
use super::{ContentError, DeckLine, Pin};
use crate::exhibit::DeckId;
use crate::store::{Database, StoreError};

/// Most figures in a deck: all of them are computed anew whenever it is drawn.
pub const MAX_ITEMS: u32 = 40;

/// Where a figure is pinned to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PinTo {
    /// The end of a deck.
    Deck(DeckId),
    /// A new deck of this name.
    New(String),
}

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PinOutcome {
    /// It is the last figure of this deck.
    Pinned(DeckLine),
    /// Another deck has this name, upper and lower case being the same. Nothing was written.
    NameTaken,
    /// There is no such deck, or it is deleted. Nothing was written.
    Missing,
    /// The deck has [`MAX_ITEMS`] figures. Nothing was written.
    Full,
    /// The name cannot be stored. Nothing was written.
    Refused(ContentError),
}

/// Pins a figure.
///
/// # Errors
/// The database does not answer.
pub async fn pin(database: &Database, to: PinTo, pin: &Pin) -> Result<PinOutcome, StoreError> {
    let to = match to {
        PinTo::Deck(id) => PinTo::Deck(id),
        PinTo::New(name) => match tidied_name(&name) {
            Ok(name) => PinTo::New(name),
            Err(error) => return Ok(PinOutcome::Refused(error)),
        },
    };
    let mut connection = database.pool().acquire().await?;
    match pin_within(&mut connection, to, pin).await {
        Err(error) if is_name_taken(&error) => Ok(PinOutcome::NameTaken),
        other => other,
    }
}

async fn pin_within(connection: &mut PgConnection, to: PinTo, pin: &Pin) -> Result<PinOutcome, StoreError> {
    let mut transaction = connection.begin().await?;
    let id = match to {
        PinTo::Deck(id) => {
            if lock(&mut transaction, id).await?.is_none() {
                return Ok(PinOutcome::Missing);
            }
            touch(&mut transaction, id).await?;
            id
        }
        PinTo::New(name) => create(&mut transaction, &name).await?,
    };
    append(&mut transaction, id, pin).await?;
    let Some(deck) = line(&mut transaction, id).await? else { return Ok(PinOutcome::Missing) };
    if deck.figures > MAX_ITEMS {
        return Ok(PinOutcome::Full);
    }
    transaction.commit().await?;
    Ok(PinOutcome::Pinned(deck))
}

async fn create(connection: &mut PgConnection, name: &str) -> Result<DeckId, StoreError> {
    let id: i32 = sqlx::query_scalar("insert into deck (name) values ($1) returning deck_id")
        .bind(name)
        .fetch_one(connection)
        .await?;
    Ok(DeckId(u32::try_from(id).map_err(|_| StoreError::inconsistent("deck", "an identity"))?))
}

/// After every figure that the deck has or had: one that is put back stands where it stood.
async fn append(connection: &mut PgConnection, id: DeckId, pin: &Pin) -> Result<(), StoreError> {
    sqlx::query(
        "insert into deck_item (deck_id, place, study_code, figure, query, exhibit) \
         values ($1, (select coalesce(max(place) + 1, 0) from deck_item where deck_id = $1), $2, $3, $4, $5)",
    )
    .bind(key(id.0))
    .bind(pin.study.as_str())
    .bind(&pin.figure)
    .bind(&pin.query)
    .bind(&pin.exhibit)
    .execute(connection)
    .await?;
    Ok(())
}
