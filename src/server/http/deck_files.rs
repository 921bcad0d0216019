//! `/decks/{deck}/files`: files of decks that are made in the background. It works without scripts.
//!
//! A form with `kind`, and with `shape`, `template` and `paper` if one likes, is sent there; the page of the file, to
//! which it leads, says how far the file is until it can be saved.

use axum::Router;
use axum::extract::rejection::RawFormRejection;
use axum::extract::{Path, RawForm, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use form_urlencoded::Serializer;
use leptos::prelude::{Owner, provide_context};

use super::decks::no_such_kind;
use super::downloads::file_response;
use super::templates;
use crate::domain::AppError;
use crate::server::context::{Permission, authorise_local_person};
use crate::server::error;
use crate::server::exports::Document;
use crate::server::jobs;
use crate::server::state::AppState;
use crate::store::decks::files::{DeckFile, DeckStanding, FileAddress, FileState, KEPT_HOURS};
use crate::ui::{DeckFileEnd, DeckFilePage, DeckFileState, deck_file_page};

/// The field that says the format.
const KIND: &str = "kind";

/// The routes.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/decks/{deck}/files", post(begin))
        .route("/decks/{deck}/files/{file}", get(page))
        .route("/decks/{deck}/files/{file}/cancel", post(cancel))
        .route("/decks/{deck}/files/{file}/{name}", get(download))
}

async fn begin(
    State(state): State<AppState>,
    Path(deck): Path<String>,
    headers: HeaderMap,
    form: Result<RawForm, RawFormRejection>,
) -> Response {
    let context = authorise_local_person(state, Permission::ViewStudies);
    let begun = async {
        let RawForm(form) = form.map_err(|_| no_form())?;
        let (document, settings) = asked(&form)?;
        let in_use = templates::in_use(&headers);
        jobs::begin(&context, &deck, (document, &settings), in_use.as_deref()).await
    };
    to_page(begun.await)
}

async fn cancel(State(state): State<AppState>, Path((deck, file)): Path<(String, String)>) -> Response {
    let context = authorise_local_person(state, Permission::ViewStudies);
    to_page(jobs::cancel(&context, &deck, &file).await)
}

async fn page(
    State(state): State<AppState>,
    Path((deck, file)): Path<(String, String)>,
    request: Parts,
) -> Response {
    let context = authorise_local_person(state, Permission::ViewStudies);
    match jobs::standing(&context, &deck, &file).await {
        Ok((address, file)) => Html(drawn(&context.state, request, address, file)).into_response(),
        Err(problem) => error::response(&problem),
    }
}

async fn download(
    State(state): State<AppState>,
    Path((deck, file, name)): Path<(String, String, String)>,
) -> Response {
    let context = authorise_local_person(state, Permission::ViewStudies);
    match jobs::content(&context, &deck, &file, &name).await {
        Ok(file) => file_response(file),
        Err(problem) => error::response(&problem),
    }
}

/// To the page of the file.
fn to_page(address: Result<FileAddress, AppError>) -> Response {
    match address {
        Ok(address) => (StatusCode::SEE_OTHER, [(header::LOCATION, path(address))]).into_response(),
        Err(problem) => error::response(&problem),
    }
}

fn path(FileAddress { deck, file, .. }: FileAddress) -> String {
    format!("/decks/{deck}/files/{file}")
}

/// The format that a form asks for, and the rest as a query; a field left empty is not there.
fn asked(form: &[u8]) -> Result<(Document, String), AppError> {
    let mut kind = None;
    let mut settings = Serializer::new(String::new());
    for (name, value) in form_urlencoded::parse(form).filter(|(_, value)| !value.is_empty()) {
        if name == KIND {
            kind = Some(Document::from_extension(&value).ok_or_else(no_such_kind)?);
        } else {
            settings.append_pair(&name, &value);
        }
    }
    Ok((kind.ok_or_else(no_form)?, settings.finish()))
}

fn no_form() -> AppError {
    AppError::Invalid {
        sentence: "A file of a deck is asked for by a form with its kind (pptx, pdf, docx or xlsx), and with shape, \
                   template and paper if you like. Nothing was begun."
            .to_owned(),
    }
}

/// The page as this request sees it.
fn drawn(state: &AppState, request: Parts, address: FileAddress, file: DeckFile) -> String {
    let path = path(address);
    let settings = form_urlencoded::parse(file.settings.as_bytes()).into_owned();
    let kind = (KIND.to_owned(), file.format);
    let page = DeckFilePage {
        deck: address.deck,
        deck_name: file.deck_name,
        cancel: format!("{path}/cancel"),
        again: std::iter::once(kind).chain(settings).collect(),
        state: state_of(file.state, file.standing, format!("{path}/{}", file.name)),
        name: file.name,
    };
    Owner::new().with(|| {
        provide_context(request);
        deck_file_page(&state.leptos_options, page)
    })
}

fn state_of(state: FileState, standing: DeckStanding, address: String) -> DeckFileState {
    let failed = |reason: String| DeckFileState::Ended(DeckFileEnd::NoFile { reason });
    match state {
        FileState::Waiting => DeckFileState::Waiting,
        FileState::Running { done, all } => DeckFileState::Running { done, all },
        FileState::Done => DeckFileState::Ended(DeckFileEnd::File {
            address,
            note: match standing {
                DeckStanding::Same => format!("It is kept for {KEPT_HOURS} hours."),
                DeckStanding::Changed => "The deck was changed after this file was asked for.".to_owned(),
            },
        }),
        FileState::Failed { reason } => failed(reason),
        FileState::Cancelled => failed("It was cancelled, and nothing of it was kept.".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_says_the_kind_and_what_is_left_empty_is_not_chosen() {
        let (document, settings) = asked(b"shape=&kind=pdf&paper=letter&template=a%26b+c").unwrap();
        assert_eq!((document, settings.as_str()), (Document::Pdf, "paper=letter&template=a%26b+c"));
        for form in [b"".as_slice(), b"paper=letter", b"kind=", b"kind=exe", b"\xff"] {
            assert!(asked(form).is_err(), "{form:?}");
        }
    }
}
