//! The functions a page calls. Each names its permission first.

use leptos::prelude::*;

use super::cohort::{CohortPage, SaveAnswer, SaveCohort, ShelfAnswer};
use super::compact::CompactAnswer;
use super::deck::{ChangeAnswer, DeckPage, DecksPage, PinAnswer, PinFigure};
use super::page::{ComparePage, StudiesPage, TrendPage};
use super::strict_json::StrictJson;
use crate::analysis::compare::Depth;
use crate::cohort::CohortVersion;
use crate::domain::AppError;
use crate::exhibit::{Count, DeckChange, DeckId, Released};

/// The front page.
///
/// # Errors
/// When the viewer may not see studies, or they cannot be read.
#[server(name = ReadStudies, endpoint = "studies", input = StrictJson, output = CompactAnswer)]
pub async fn studies() -> Result<Released<StudiesPage>, AppError> {
    use crate::server::context::{self, Permission};

    let context = context::authorise(Permission::ViewStudies)?;
    crate::server::pages::studies(&context).await
}

/// The trends page of `study` at the address `query` (a query string without `?`).
///
/// # Errors
/// When the viewer may not see the study, there is none of that name, the address cannot be read, or the data cannot.
#[server(name = ReadTrendPage, endpoint = "trend_page", input = StrictJson, output = CompactAnswer)]
pub async fn trend_page(study: String, query: String) -> Result<Released<TrendPage>, AppError> {
    use crate::server::context::{self, Permission};

    let context = context::authorise(Permission::ViewStudies)?;
    crate::server::pages::trend_page(&context, &study, &query).await
}

/// The comparison page of `study` at the address `query` (a query string without `?`), as far as `depth`.
///
/// # Errors
/// When the viewer may not see the study, there is none of that name, the address cannot be read, or the data cannot.
#[server(name = ReadComparePage, endpoint = "compare_page", input = StrictJson, output = CompactAnswer)]
pub async fn compare_page(
    study: String,
    query: String,
    depth: Depth,
) -> Result<Released<ComparePage>, AppError> {
    use crate::server::context::{self, Permission};

    let context = context::authorise(Permission::ViewStudies)?;
    crate::server::pages::compare_page(&context, &study, &query, depth).await
}

/// The cohort page of `study` at the address `query` (a query string without `?`).
///
/// # Errors
/// When the viewer may not see the study, there is none of that name, the address cannot be read, or the data cannot.
#[server(name = ReadCohortPage, endpoint = "cohort_page", input = StrictJson, output = CompactAnswer)]
pub async fn cohort_page(study: String, query: String) -> Result<Released<CohortPage>, AppError> {
    use crate::server::context::{self, Permission};

    let context = context::authorise(Permission::ViewStudies)?;
    crate::server::pages::cohort_page(&context, &study, &query).await
}

/// Keeps a cohort of `study`: a new one, or the next version of one.
///
/// # Errors
/// When the viewer may not edit cohorts, there is no such study, or the database does not answer.
#[server(name = SaveCohortVersion, endpoint = "save_cohort", input = StrictJson, output = CompactAnswer)]
pub async fn save_cohort(study: String, cohort: SaveCohort) -> Result<SaveAnswer, AppError> {
    use crate::server::context::{self, Permission};

    let context = context::authorise(Permission::EditCohorts)?;
    crate::server::cohorts::save(&context, &study, cohort).await
}

/// Deletes a cohort of `study`, of which `version` was seen last. Its versions are kept.
///
/// # Errors
/// As [`save_cohort`].
#[server(name = DeleteCohort, endpoint = "delete_cohort", input = StrictJson, output = CompactAnswer)]
pub async fn delete_cohort(study: String, version: CohortVersion) -> Result<ShelfAnswer, AppError> {
    use crate::server::context::{self, Permission};

    let context = context::authorise(Permission::EditCohorts)?;
    crate::server::cohorts::delete(&context, &study, version).await
}

/// Takes the deletion of a cohort of `study` back.
///
/// # Errors
/// As [`save_cohort`].
#[server(name = RestoreCohort, endpoint = "restore_cohort", input = StrictJson, output = CompactAnswer)]
pub async fn restore_cohort(study: String, version: CohortVersion) -> Result<ShelfAnswer, AppError> {
    use crate::server::context::{self, Permission};

    let context = context::authorise(Permission::EditCohorts)?;
    crate::server::cohorts::restore(&context, &study, version).await
}

/// Writes who is in a version of a cohort of `study` to the database, for people who write SQL; gives how many.
///
/// # Errors
/// As [`save_cohort`], and when there is no such version or it does not fit the study any more.
#[server(name = WriteCohortMembers, endpoint = "write_members", input = StrictJson, output = CompactAnswer)]
pub async fn write_members(study: String, version: CohortVersion) -> Result<Released<Count>, AppError> {
    use crate::server::context::{self, Permission};

    let context = context::authorise(Permission::EditCohorts)?;
    crate::server::cohorts::write_members(&context, &study, version).await
}

/// Every deck.
///
/// # Errors
/// When the viewer may not see studies, or the database does not answer.
#[server(name = ReadDecks, endpoint = "decks", input = StrictJson, output = CompactAnswer)]
pub async fn decks() -> Result<Released<DecksPage>, AppError> {
    use crate::server::context::{self, Permission};

    let context = context::authorise(Permission::ViewStudies)?;
    crate::server::decks::list(&context).await
}

/// The page of a deck, given as its address writes it: each figure as it is today.
///
/// # Errors
/// When the viewer may not see studies, there is no such deck, or the database does not answer.
#[server(name = ReadDeckPage, endpoint = "deck_page", input = StrictJson, output = CompactAnswer)]
pub async fn deck_page(deck: String) -> Result<Released<DeckPage>, AppError> {
    use crate::server::context::{self, Permission};

    let context = context::authorise(Permission::ViewStudies)?;
    crate::server::decks::page(&context, &deck).await
}

/// Pins a figure to a deck, or to a new one.
///
/// # Errors
/// When the viewer may not edit decks, there is no such figure, or the database does not answer.
#[server(name = PinFigureToDeck, endpoint = "pin_figure", input = StrictJson, output = CompactAnswer)]
pub async fn pin_figure(figure: PinFigure) -> Result<PinAnswer, AppError> {
    use crate::server::context::{self, Permission};

    let context = context::authorise(Permission::EditDecks)?;
    crate::server::decks::pin(&context, figure).await
}

/// Changes a deck.
///
/// # Errors
/// When the viewer may not edit decks, or the database does not answer.
#[server(name = ChangeDeck, endpoint = "change_deck", input = StrictJson, output = CompactAnswer)]
pub async fn change_deck(deck: DeckId, change: DeckChange) -> Result<ChangeAnswer, AppError> {
    use crate::server::context::{self, Permission};

    let context = context::authorise(Permission::EditDecks)?;
    crate::server::decks::change(&context, deck, change).await
}
