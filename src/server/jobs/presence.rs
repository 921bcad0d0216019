//! That this server runs, said to others over the same database.

use std::time::Duration;

use tokio::task::AbortHandle;
use tokio::time::sleep;

use super::sweep;
use crate::store::decks::files::{Presence, ServerId};
use crate::store::{Database, StoreError};

/// Time between two looks at the connection, and at the jobs of others.
const LOOK_EVERY: Duration = Duration::from_secs(15);

/// A running server, until it is dropped.
#[derive(Debug)]
pub(super) struct Present {
    server: ServerId,
    kept: AbortHandle,
}

impl Present {
    /// # Errors
    /// The database does not answer.
    pub(super) async fn begin(database: &Database) -> Result<Self, StoreError> {
        let presence = Presence::begin(database).await?;
        let server = presence.server();
        let kept = tokio::spawn(keep(presence, database.clone())).abort_handle();
        Ok(Self { server, kept })
    }

    pub(super) fn server(&self) -> ServerId {
        self.server
    }
}

impl Drop for Present {
    fn drop(&mut self) {
        self.kept.abort();
    }
}

/// Goes on through outages of the database, and ends the jobs of servers that ended while this one runs.
async fn keep(mut presence: Presence, database: Database) {
    loop {
        sleep(LOOK_EVERY).await;
        // While the database is away, nobody else can end a job of this server either.
        if presence.go_on(&database).await.is_ok() {
            let _ = sweep(&database).await;
        }
    }
}
