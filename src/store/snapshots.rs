//! The current snapshot of every study, swapped when a new version arrives.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use sqlx::Connection;
use sqlx::postgres::{PgListener, PgPoolOptions};
use tokio::sync::watch;

use super::dynamic::VersionId;
use super::import::CHANNEL;
use super::{Database, Snapshot, StoreError};
use crate::domain::Code;

/// An announcement can be lost with its connection, so versions are compared this often without one.
const RECHECK: Duration = Duration::from_secs(30);
const RECONNECT_PAUSE: Duration = Duration::from_millis(500);

/// The current snapshot of every study. Clones share it; once started, it follows the database until the last one is
/// dropped.
#[derive(Debug, Clone)]
pub struct Snapshots {
    held: Arc<Held>,
    changes: watch::Receiver<u64>,
    _follower: Option<Arc<Follower>>,
}

#[derive(Debug)]
struct Held {
    database: Database,
    studies: RwLock<BTreeMap<Code, (VersionId, Arc<Snapshot>)>>,
    /// One refresh at a time.
    turn: tokio::sync::Mutex<()>,
    changed: watch::Sender<u64>,
}

#[derive(Debug)]
struct Follower(tokio::task::JoinHandle<()>);

impl Drop for Follower {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl Snapshots {
    /// Loads every study and starts to follow the database.
    ///
    /// # Errors
    /// The database does not answer, or its tables contradict each other.
    pub async fn start(database: &Database) -> Result<Self, StoreError> {
        let snapshots = Self::as_of_now(database).await?;
        let follower = Follower(tokio::spawn(follow(Arc::clone(&snapshots.held))));
        Ok(Self { _follower: Some(Arc::new(follower)), ..snapshots })
    }

    /// Loads every study and follows nothing: for a command, which ends with what it began with and leaves no connection
    /// behind.
    ///
    /// # Errors
    /// As [`Self::start`].
    pub async fn as_of_now(database: &Database) -> Result<Self, StoreError> {
        let (changed, changes) = watch::channel(0);
        let held = Arc::new(Held {
            database: database.clone(),
            studies: RwLock::default(),
            turn: tokio::sync::Mutex::default(),
            changed,
        });
        held.refresh().await?;
        Ok(Self { held, changes, _follower: None })
    }

    /// The current snapshot of a study. Whoever holds it keeps that version, whatever arrives meanwhile.
    pub fn get(&self, study: &Code) -> Option<Arc<Snapshot>> {
        let studies = self.held.studies.read().unwrap_or_else(PoisonError::into_inner);
        studies.get(study).map(|(_, snapshot)| Arc::clone(snapshot))
    }

    /// The current snapshot of every study, by title.
    pub fn list(&self) -> Vec<Arc<Snapshot>> {
        let studies = self.held.studies.read().unwrap_or_else(PoisonError::into_inner);
        let mut list: Vec<_> = studies.values().map(|(_, snapshot)| Arc::clone(snapshot)).collect();
        drop(studies);
        list.sort_by(|a, b| a.catalogue().study.title.cmp(&b.catalogue().study.title));
        list
    }

    /// Tells when a snapshot was swapped, added or removed.
    pub fn subscribe(&self) -> watch::Receiver<u64> {
        self.changes.clone()
    }

    /// Compares with the database and loads what differs, without waiting for an announcement.
    ///
    /// # Errors
    /// The database does not answer, or its tables contradict each other; what was held stays.
    pub async fn refresh(&self) -> Result<(), StoreError> {
        self.held.refresh().await
    }
}

impl Held {
    async fn refresh(&self) -> Result<(), StoreError> {
        let _turn = self.turn.lock().await;
        let current = self.current_versions().await?;
        self.forget_all_but(&current);
        for (study, version) in current {
            if self.version(&study) != Some(version) {
                self.load(study).await?;
            }
        }
        Ok(())
    }

    async fn current_versions(&self) -> Result<BTreeMap<Code, VersionId>, StoreError> {
        let rows: Vec<(String, i32)> =
            sqlx::query_as("select code, current_version_id from study where current_version_id is not null")
                .fetch_all(self.database.pool())
                .await?;
        let version = |(code, id): (String, i32)| {
            let code = Code::try_from(code).map_err(|_| StoreError::inconsistent("study", "a code"))?;
            Ok((code, VersionId(id)))
        };
        rows.into_iter().map(version).collect()
    }

    fn version(&self, study: &Code) -> Option<VersionId> {
        let studies = self.studies.read().unwrap_or_else(PoisonError::into_inner);
        studies.get(study).map(|(version, _)| *version)
    }

    /// The new snapshot is built beside the old one and then takes its place.
    async fn load(&self, study: Code) -> Result<(), StoreError> {
        let mut connection = self.database.long_connection("sinew snapshot").await?;
        let loaded = Snapshot::load_current(&mut connection, &study).await;
        let _ = connection.close().await;
        let Some((version, snapshot)) = loaded? else { return Ok(()) };
        let mut studies = self.studies.write().unwrap_or_else(PoisonError::into_inner);
        studies.insert(study, (version, Arc::new(snapshot)));
        drop(studies);
        self.changed.send_modify(|changes| *changes += 1);
        Ok(())
    }

    fn forget_all_but(&self, current: &BTreeMap<Code, VersionId>) {
        let mut studies = self.studies.write().unwrap_or_else(PoisonError::into_inner);
        let before = studies.len();
        studies.retain(|study, _| current.contains_key(study));
        let is_fewer = studies.len() < before;
        drop(studies);
        if is_fewer {
            self.changed.send_modify(|changes| *changes += 1);
        }
    }
}

/// Listens; after every loss of the connection listens again and compares, since announcements may have been lost.
async fn follow(held: Arc<Held>) {
    loop {
        if let Err(error) = listen(&held).await {
            tracing::warn!(%error, "announcements of new data versions are interrupted");
        }
        tokio::time::sleep(RECONNECT_PAUSE).await;
    }
}

async fn listen(held: &Held) -> Result<(), StoreError> {
    // A pool of its own: a listener would take a connection from the pages for good.
    let pool = PgPoolOptions::new()
        .max_connections(1)
        .max_lifetime(None)
        .idle_timeout(None)
        .connect_with(held.database.listener_options())
        .await?;
    let mut listener = PgListener::connect_with(&pool).await?;
    listener.listen(CHANNEL).await?;
    loop {
        held.refresh().await?;
        match tokio::time::timeout(RECHECK, listener.try_recv()).await {
            // Announced, or long enough ago.
            Ok(Ok(Some(_))) | Err(_) => {}
            Ok(Ok(None)) => return Ok(()),
            Ok(Err(error)) => return Err(error.into()),
        }
    }
}
