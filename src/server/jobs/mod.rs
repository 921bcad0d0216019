//! What takes longer than a second: made in the background, with progress, a way to cancel it, and a plain end.
//!
//! What a job is and how it ended stands in the database (`store::decks::files`); here is only what drives it. One job
//! is made at a time, a computation at a time, so that pages keep the other processors and their place in the queue.

mod files;
mod making;
mod presence;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::AbortHandle;

use crate::domain::AppError;
use crate::store::decks::files::{FileId, ServerId, end_orphaned};
use crate::store::{Database, StoreError};

use presence::Present;

pub use files::{begin, cancel, content, standing};

/// Most jobs that have not ended.
pub const MOST_UNFINISHED: usize = 8;

/// What a job says that a server left unfinished which does not run any more.
pub const INTERRUPTED: &str = "The server was restarted before the file was finished: make it again.";

/// The jobs of the running program. Clones share them.
#[derive(Debug, Clone)]
pub struct Jobs {
    /// One for each job that has not ended.
    places: Arc<Semaphore>,
    /// For the one that is made.
    turn: Arc<Semaphore>,
    unfinished: Arc<Mutex<BTreeMap<FileId, AbortHandle>>>,
    /// That this server runs, for others over the same database.
    present: Option<Arc<Present>>,
}

impl Jobs {
    /// No job: for a command, which begins none and ends none of a running server.
    pub fn none() -> Self {
        Self {
            places: Arc::new(Semaphore::new(MOST_UNFINISHED)),
            turn: Arc::new(Semaphore::new(1)),
            unfinished: Arc::default(),
            present: None,
        }
    }

    /// No job yet: what servers left unfinished that do not run any more ends as failed, now and from time to time.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn start(database: &Database) -> Result<Self, StoreError> {
        let present = Present::begin(database).await?;
        sweep(database).await?;
        Ok(Self { present: Some(Arc::new(present)), ..Self::none() })
    }

    /// Which server this is.
    fn server(&self) -> Option<ServerId> {
        self.present.as_ref().map(|present| present.server())
    }

    /// A place for one more job.
    fn place(&self) -> Result<OwnedSemaphorePermit, AppError> {
        Arc::clone(&self.places).try_acquire_owned().map_err(|_| AppError::Invalid {
            sentence: format!(
                "{MOST_UNFINISHED} files are being made or wait for their turn already, the most there may be. Wait for \
                 one to end or cancel one, then ask again."
            ),
        })
    }

    fn remember(&self, file: FileId, work: AbortHandle) {
        self.unfinished.lock().unwrap_or_else(PoisonError::into_inner).insert(file, work);
    }

    fn forget(&self, file: FileId) {
        self.unfinished.lock().unwrap_or_else(PoisonError::into_inner).remove(&file);
    }

    /// Stops the work on a file, if there is any: what is computed for it ends with its stage.
    fn stop(&self, file: FileId) {
        let unfinished = self.unfinished.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(work) = unfinished.get(&file) {
            work.abort();
        }
    }
}

/// Ends the jobs of servers that do not run any more.
async fn sweep(database: &Database) -> Result<(), StoreError> {
    let ended = end_orphaned(database, INTERRUPTED).await?;
    if ended > 0 {
        tracing::warn!(ended, "files were not finished when their server ended");
    }
    Ok(())
}
