//! Making a file in the background, figure by figure.

use std::time::Duration;

use tokio::sync::OwnedSemaphorePermit;
use tokio::task::{JoinError, JoinHandle};
use tokio::time::{Instant, sleep};

use crate::domain::AppError;
use crate::exhibit::{Exhibit, Released};
use crate::server::computations::Wanted;
use crate::server::context::RequestContext;
use crate::server::decks;
use crate::server::error::{internal, store};
use crate::server::exports::{self, Document};
use crate::server::file_options::FileOptions;
use crate::store::StoreError;
use crate::store::decks::files::{self, FileId, MOST_CONTENT_BYTES};
use crate::store::decks::{StoredDeck, StoredItem};

/// Shortest time between two accounts of how far a file is.
const TELL_EVERY: Duration = Duration::from_millis(250);
/// Time until a database that did not answer is asked again.
const PAUSE: Duration = Duration::from_secs(1);

/// A file to be made.
pub struct Order {
    /// For whom.
    pub context: RequestContext,
    /// Which.
    pub file: FileId,
    /// The deck as it was when the file was asked for.
    pub deck: StoredDeck,
    /// Its format.
    pub document: Document,
    /// How it is made.
    pub options: FileOptions,
}

/// How the work on a file ended.
enum Made {
    /// With the file.
    Content(Vec<u8>),
    /// Somebody ended it before.
    Unwanted,
}

/// Makes a file in the background; `place` is given back when it has ended.
pub fn make(order: Order, place: OwnedSemaphorePermit) {
    let (context, file) = (order.context.clone(), order.file);
    let work = tokio::spawn(work(order));
    context.state.jobs.remember(file, work.abort_handle());
    tokio::spawn(async move {
        ended(&context, file, work).await;
        context.state.jobs.forget(file);
        drop(place);
    });
}

/// Waits for the work and writes how it ended, however it did.
async fn ended(context: &RequestContext, file: FileId, work: JoinHandle<Result<Made, AppError>>) {
    let database = &context.state.database;
    let error = match work.await {
        Ok(Ok(Made::Content(content))) => match files::finish(database, file, &content).await {
            Ok(()) => return,
            Err(error) => store(error),
        },
        Ok(Err(error)) => error,
        Err(panic) if panic.is_panic() => panicked(panic),
        // Whoever stopped the work has ended the file.
        Ok(Ok(Made::Unwanted)) | Err(_) => return,
    };
    let reason = reason(&error);
    while let Err(StoreError::Unavailable(_)) = files::fail(database, file, &reason).await {
        sleep(PAUSE).await;
    }
}

fn panicked(panic: JoinError) -> AppError {
    let cause = panic.into_panic();
    let words = cause.downcast_ref::<String>().map(String::as_str);
    internal(words.or_else(|| cause.downcast_ref::<&str>().copied()).unwrap_or("a panic without words"))
}

/// Why there is no file, in one sentence.
fn reason(error: &AppError) -> String {
    match error {
        AppError::Unavailable => {
            "The database did not answer while the file was made: make it again.".to_owned()
        }
        AppError::Invalid { .. }
        | AppError::NotFound { .. }
        | AppError::Gone { .. }
        | AppError::Forbidden
        | AppError::Internal { .. } => error.to_string(),
    }
}

/// Waits for its turn, draws the figures and writes the file.
async fn work(order: Order) -> Result<Made, AppError> {
    let Order { context, file, deck, document, options } = order;
    let _turn = context.state.jobs.turn.acquire().await.map_err(internal)?;
    if !files::begin(&context.state.database, file).await.map_err(store)? {
        return Ok(Made::Unwanted);
    }
    let Some(answers) = drawn(&context, file, &deck.items).await else { return Ok(Made::Unwanted) };
    let exhibits = decks::leave_together(&context, deck.items, answers).await?;
    let name = crate::export::file_name_of_deck(&deck.line.name, document.extension());
    let write = move |wanted: &Wanted| exports::file_of_all(&exhibits, document, options, name, wanted);
    let content = context.state.computations.run(write).await?.bytes;
    if content.len() > MOST_CONTENT_BYTES { Err(too_large()) } else { Ok(Made::Content(content)) }
}

/// Every figure of a deck, one after the other, as its page answers; `None` once the file is not wanted any more.
async fn drawn(
    context: &RequestContext,
    file: FileId,
    items: &[StoredItem],
) -> Option<Vec<Result<Released<Exhibit>, AppError>>> {
    let mut answers = Vec::new();
    let mut told = Instant::now();
    for item in items {
        answers.push(decks::figure(context, &item.pin).await);
        if told.elapsed() >= TELL_EVERY || answers.len() == items.len() {
            // A file does not depend on what is told meanwhile, and so not on a database that is away for a moment.
            let done = u32::try_from(answers.len()).unwrap_or(u32::MAX);
            if matches!(files::tell(&context.state.database, file, done).await, Ok(false)) {
                return None;
            }
            told = Instant::now();
        }
    }
    Some(answers)
}

fn too_large() -> AppError {
    AppError::Invalid {
        sentence: format!(
            "The file would be larger than {} MB. Take figures out of the deck, or choose another template.",
            MOST_CONTENT_BYTES / (1024 * 1024)
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_panic_is_a_reason_that_can_be_quoted_and_names_nothing() {
        let panic = tokio::spawn(async { panic!("in a table") }).await.unwrap_err();
        let reason = reason(&panicked(panic));
        assert!(reason.contains("Quote E") && !reason.contains("table"), "{reason}");
    }

    #[test]
    fn a_database_that_was_away_is_no_page_that_works_again() {
        assert!(reason(&AppError::Unavailable).ends_with("make it again."));
    }
}
