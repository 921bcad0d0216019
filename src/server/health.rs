//! Whether the database answers, looked at all the time so that no page has to wait to find out.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crate::domain::AppError;
use crate::store::Database;

const PAUSE: Duration = Duration::from_secs(1);

/// What pages say while the database does not answer.
const NOTICE: &str = "The database does not answer. These numbers are those loaded last; nothing can be imported until it is back.";

/// The latest answer of the database. Clones share it.
#[derive(Debug, Clone)]
pub struct Health {
    answers: Arc<AtomicBool>,
}

impl Health {
    /// Starts to ask, once a second, for as long as the program runs.
    pub fn watch(database: Database) -> Self {
        let answers = Arc::new(AtomicBool::new(true));
        let shared = Arc::clone(&answers);
        tokio::spawn(async move {
            loop {
                let answered = database.ping().await.is_ok();
                if shared.swap(answered, Ordering::Relaxed) != answered {
                    tracing::warn!(
                        answered,
                        "the database {}",
                        if answered { "is back" } else { "does not answer" }
                    );
                }
                tokio::time::sleep(PAUSE).await;
            }
        });
        Self { answers }
    }

    /// Taken for granted: for a command, which fails by itself when the database does not answer.
    pub fn assumed() -> Self {
        Self { answers: Arc::new(AtomicBool::new(true)) }
    }

    /// Whether the database answered when last asked.
    pub fn answers(&self) -> bool {
        self.answers.load(Ordering::Relaxed)
    }

    /// For what cannot do without the database.
    ///
    /// # Errors
    /// [`AppError::Unavailable`] when it did not answer when last asked.
    pub fn required(&self) -> Result<(), AppError> {
        if self.answers() { Ok(()) } else { Err(AppError::Unavailable) }
    }

    /// The sentence for pages while it does not.
    pub fn notice(&self) -> Option<String> {
        (!self.answers()).then(|| NOTICE.to_owned())
    }
}
