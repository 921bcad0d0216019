//! `GET /decks/{deck}.{pptx,pdf,docx,xlsx}`: every figure of a deck in one file, as it is today, with titles and notes.
//!
//! `shape=standard`, `template=NAME` and `paper=letter` choose among slides and pages; slides stand on the deck's own
//! template where neither of the first two is said. It is made while the one who asks
//! waits, which is right for programs and for small decks; see `deck_files` for others.

use axum::extract::{Request, State};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::Response;

use super::downloads::file_response;
use super::templates;
use crate::domain::AppError;
use crate::export::file_name_of_deck;
use crate::server::context::{Permission, RequestContext, authorise_local_person};
use crate::server::exports::{self, Document, File};
use crate::server::state::AppState;
use crate::server::{deck_templates, decks, error};
use crate::store::decks::StoredDeck;

const DECKS: &str = "/decks/";

/// Answers for files of decks and lets other requests pass. A parameter of a route is a whole part of a path, and the
/// page of a deck has one there: what ends with a kind of file is told from it here.
pub async fn files(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let is_read = request.method() == Method::GET || request.method() == Method::HEAD;
    let file = request.uri().path().strip_prefix(DECKS).and_then(|file| file.split_once('.'));
    let file = file.filter(|(deck, _)| is_read && !deck.contains('/'));
    let Some((deck, extension)) = file else { return next.run(request).await };
    let context = authorise_local_person(state, Permission::ViewStudies);
    let query = request.uri().query().unwrap_or_default();
    let in_use = templates::in_use(request.headers());
    match answer(&context, (deck, extension), query, in_use.as_deref()).await {
        Ok(file) => file_response(file),
        Err(problem) => error::response(&problem),
    }
}

async fn answer(
    context: &RequestContext,
    (deck, extension): (&str, &str),
    query: &str,
    in_use: Option<&str>,
) -> Result<File, AppError> {
    let document = Document::from_extension(extension).ok_or_else(no_such_kind)?;
    let StoredDeck { line, items } = decks::opened(context, deck).await?;
    let settings = deck_templates::settled(context, &line.template, (document, query), in_use).await?;
    let options = decks::file_options(context, &settings).await?;
    let exhibits = decks::annotated(context, items).await?;
    let name = file_name_of_deck(&line.name, extension);
    context
        .state
        .computations
        .run(move |wanted| exports::file_of_all(&exhibits, document, options, name, wanted))
        .await
}

/// That decks are not saved in a format.
pub(super) fn no_such_kind() -> AppError {
    AppError::NotFound {
        sentence: "A deck is saved as pptx, pdf, docx or xlsx: there is no file of another kind.".to_owned(),
    }
}
