//! Exhibits that leave are registered by their id, so that they can be asked for again by it.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::time::timeout;

use crate::analysis::address::FiguresPage;
use crate::domain::AppError;
use crate::exhibit::{Exhibit, ExhibitId, Released};
use crate::export::{file_name, file_name_of_all};
use crate::server::context::RequestContext;
use crate::server::error::{internal, store};
use crate::server::exports::{self, Document, File, Format};
use crate::server::file_options::FileOptions;
use crate::server::pages::{self, AnyQuestion};
use crate::server::state::AppState;
use crate::store::{KeptQuestion, StoreError, keep_exhibit, kept_question};

/// Longest time a file waits for its exhibits to be registered.
const PATIENCE: Duration = Duration::from_millis(500);

/// Whether it was already told that exhibits leave unregistered, since one last could be.
static IS_TOLD: AtomicBool = AtomicBool::new(false);

/// Keeps what was asked for `exhibit`, so that its id alone is enough to ask again.
///
/// # Errors
/// [`AppError::Unavailable`] when the database does not answer.
pub async fn register(state: &AppState, exhibit: &Exhibit) -> Result<(), AppError> {
    state.health.required()?;
    keep_exhibit(&state.database, exhibit).await.map_err(store)
}

/// A file of `exhibit`, which is registered on its way out. The file does not depend on it: while the database is away
/// the exhibit leaves unregistered, and is registered the next time it leaves.
///
/// # Errors
/// As [`exports::file`].
pub async fn leave(
    context: &RequestContext,
    exhibit: Released<Exhibit>,
    format: Format,
    options: FileOptions,
) -> Result<File, AppError> {
    register_if_possible(&context.state, std::slice::from_ref(exhibit.get())).await;
    file(context, exhibit, format, options).await
}

/// A file of `exhibit`, which is known by its id already.
///
/// # Errors
/// As [`exports::file`].
pub async fn file(
    context: &RequestContext,
    exhibit: Released<Exhibit>,
    format: Format,
    options: FileOptions,
) -> Result<File, AppError> {
    let name = file_name(exhibit.get(), format.extension());
    context.state.computations.run(move |wanted| exports::file(exhibit, format, options, name, wanted)).await
}

/// One file of all `exhibits` of a page, each of which is registered as by [`leave`].
///
/// # Errors
/// As [`exports::file_of_all`]; [`AppError::Internal`] also when there is no exhibit.
pub async fn leave_together(
    context: &RequestContext,
    exhibits: Released<Vec<Exhibit>>,
    page: FiguresPage,
    document: Document,
    options: FileOptions,
) -> Result<File, AppError> {
    register_if_possible(&context.state, exhibits.get()).await;
    let first = exhibits.get().first().ok_or_else(|| internal("a page without a figure was to be saved"))?;
    let name = file_name_of_all(first, page.code(), document.extension());
    context
        .state
        .computations
        .run(move |wanted| exports::file_of_all(&exhibits, document, options, name, wanted))
        .await
}

/// Registers exhibits that leave, and waits a moment for it at most. While the database is away they leave unregistered.
pub async fn register_if_possible(state: &AppState, exhibits: &[Exhibit]) {
    if !state.health.answers() {
        return;
    }
    let kept = timeout(PATIENCE, keep_all(state, exhibits)).await;
    match kept
        .map_err(|_| "the database took too long".to_owned())
        .and_then(|kept| kept.map_err(|error| error.to_string()))
    {
        Ok(()) => IS_TOLD.store(false, Ordering::Relaxed),
        Err(cause) if !IS_TOLD.swap(true, Ordering::Relaxed) => {
            tracing::warn!(cause, "exhibits leave without being registered");
        }
        Err(_) => {}
    }
}

async fn keep_all(state: &AppState, exhibits: &[Exhibit]) -> Result<(), StoreError> {
    for exhibit in exhibits {
        keep_exhibit(&state.database, exhibit).await?;
    }
    Ok(())
}

/// The exhibit with this id, asked for again.
///
/// # Errors
/// [`AppError::NotFound`] when no such exhibit was registered, [`AppError::Gone`] when its question has another answer
/// by now, [`AppError::Unavailable`] when the database does not answer; else as the page of its question.
pub async fn again(context: &RequestContext, id: &ExhibitId) -> Result<Released<Exhibit>, AppError> {
    context.state.health.required()?;
    let kept = kept_question(&context.state.database, id).await.map_err(store)?;
    let KeptQuestion { study, figure, query } = kept.ok_or_else(|| unknown(id))?;
    // A figure that this program no longer has was registered by another.
    let question = AnyQuestion::from_code(&figure).ok_or_else(|| unknown(id))?;
    let exhibit = pages::figure(context, &study, &query, question).await?;
    if exhibit.get().id == *id { Ok(exhibit) } else { Err(changed(id, exhibit.get())) }
}

fn unknown(id: &ExhibitId) -> AppError {
    AppError::NotFound {
        sentence: format!(
            "No exhibit {id} is known here. An exhibit is known once it was saved as a file or registered; save it \
             again from its page."
        ),
    }
}

fn changed(id: &ExhibitId, today: &Exhibit) -> AppError {
    AppError::Gone {
        sentence: format!(
            "The exhibit {id} cannot be made any more: the data, the program or what may be shown have changed since. \
             The same question gives {} today, at {}.",
            today.id, today.provenance.address
        ),
    }
}
