//! A private Postgres from installed server programs.
//!
//! Three locks in the data directory keep processes apart, all dropped by the kernel when their holder dies:
//! `server.lock` is held by the one server; `users.lock` is shared by everyone who uses the cluster, and whoever
//! leaves last stops it; `start.lock` is held while somebody starts or stops it.

mod account;
mod binaries;
mod cluster;
mod lock;
mod place;
mod postmaster;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgSslMode};
use sqlx::{ConnectOptions, Connection, PgConnection};

use self::cluster::Cluster;
use self::lock::{Lock, Sharing};
pub use self::place::default_data_directory;
use self::postmaster::Postmaster;
use super::StoreError;

/// The account with all rights inside the cluster.
const SUPERUSER: &str = "postgres";
/// The account this program works with, and its database.
const OWNER: &str = "sinew";
const LOCK_PATIENCE: Duration = Duration::from_secs(150);
const WATCH: Duration = Duration::from_millis(250);

/// What the cluster is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClusterUse {
    /// The server: one at a time; it brings the cluster back when it dies.
    Server,
    /// A short command beside or without a server.
    Command,
}

/// How safe committed data are from a crash of the machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// Written to disk before a commit returns.
    Full,
    /// Not written out at all: for tests only.
    None,
}

/// Where and how to run the private cluster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmbeddedOptions {
    /// Holds the cluster, its log, locks and socket. Created when absent.
    pub data_directory: PathBuf,
    /// What for.
    pub cluster_use: ClusterUse,
    /// How safe.
    pub durability: Durability,
}

/// A private cluster in use. Dropping it leaves the cluster as [`Embedded::stop`] does, without an answer.
#[derive(Debug)]
pub struct Embedded {
    shared: Arc<Shared>,
    watch: Option<tokio::task::JoinHandle<()>>,
    server: Option<Lock>,
}

#[derive(Debug)]
struct Shared {
    cluster: Cluster,
    /// The place among the users; `None` once we have left.
    membership: Mutex<Option<Lock>>,
}

impl Embedded {
    /// Attaches to the cluster, starting it, and making it, where necessary.
    ///
    /// # Errors
    /// No server programs are installed, the directory cannot be used, a second server is on it, or Postgres does not
    /// start: [`StoreError::Embedded`] with a sentence.
    pub async fn start(options: EmbeddedOptions) -> Result<Self, StoreError> {
        let cluster_use = options.cluster_use;
        let (shared, server) = tokio::task::spawn_blocking(move || begin(&options)).await??;
        let shared = Arc::new(shared);
        let watch = match cluster_use {
            ClusterUse::Server => Some(tokio::spawn(watch(Arc::clone(&shared)))),
            ClusterUse::Command => None,
        };
        let embedded = Self { shared, watch, server };
        embedded.furnish().await?;
        Ok(embedded)
    }

    /// How to connect to our database in the cluster.
    pub fn connect_options(&self) -> PgConnectOptions {
        options_for(&self.shared.cluster.place.socket_directory, OWNER, OWNER)
    }

    /// Leaves the cluster; the last one to leave stops it, cleanly if it can be done within 15 seconds.
    ///
    /// # Errors
    /// Postgres does not stop.
    pub async fn stop(mut self) -> Result<(), StoreError> {
        self.forget_watch();
        let (shared, server) = (Arc::clone(&self.shared), self.server.take());
        tokio::task::spawn_blocking(move || {
            let left = leave(&shared);
            drop(server);
            left
        })
        .await?
    }

    fn forget_watch(&mut self) {
        if let Some(watch) = self.watch.take() {
            watch.abort();
        }
    }

    /// Makes our account and database where they are missing.
    async fn furnish(&self) -> Result<(), StoreError> {
        let directory = &self.shared.cluster.place.socket_directory;
        let mut connection = options_for(directory, SUPERUSER, "postgres").connect().await?;
        // Two commands may do this at the same time.
        sqlx::query("select pg_advisory_lock(7463269)").execute(&mut connection).await?;
        let furnished = furnish(&mut connection).await;
        connection.close().await?;
        furnished
    }
}

impl Drop for Embedded {
    fn drop(&mut self) {
        self.forget_watch();
        if let Err(error) = leave(&self.shared) {
            tracing::warn!(%error, "the private PostgreSQL could not be stopped");
        }
    }
}

async fn furnish(connection: &mut PgConnection) -> Result<(), StoreError> {
    let is_there = sqlx::query_scalar::<_, bool>("select exists (select from pg_roles where rolname = $1)");
    if !is_there.bind(OWNER).fetch_one(&mut *connection).await? {
        sqlx::query("create role sinew login").execute(&mut *connection).await?;
    }
    let is_there =
        sqlx::query_scalar::<_, bool>("select exists (select from pg_database where datname = $1)");
    if !is_there.bind(OWNER).fetch_one(&mut *connection).await? {
        sqlx::query("create database sinew owner sinew").execute(&mut *connection).await?;
    }
    Ok(())
}

/// Nothing from the environment may lead us to another server.
fn options_for(socket_directory: &Path, user: &str, database: &str) -> PgConnectOptions {
    PgConnectOptions::new_without_pgpass()
        .socket(socket_directory)
        .port(5432)
        .ssl_mode(PgSslMode::Disable)
        .username(user)
        .database(database)
}

fn begin(options: &EmbeddedOptions) -> Result<(Shared, Option<Lock>), StoreError> {
    let cluster = Cluster::prepare(&options.data_directory, options.durability)?;
    let root = cluster.place.root.clone();
    let server = match options.cluster_use {
        ClusterUse::Server => Some(the_only_server(&root)?),
        ClusterUse::Command => None,
    };
    let membership = {
        let _starting = Lock::take(&root.join("start.lock"), Sharing::Exclusive, LOCK_PATIENCE)?;
        let membership = Lock::take(&root.join("users.lock"), Sharing::Shared, LOCK_PATIENCE)?;
        bring_up(&cluster)?;
        membership
    };
    Ok((Shared { cluster, membership: Mutex::new(Some(membership)) }, server))
}

fn the_only_server(root: &Path) -> Result<Lock, StoreError> {
    Lock::try_take(&root.join("server.lock"), Sharing::Exclusive)?.ok_or_else(|| {
        StoreError::embedded(format!(
            "Another sinew server is running on {}; stop it, name another data directory, or set DATABASE_URL.",
            root.display()
        ))
    })
}

/// To be called under `start.lock`.
fn bring_up(cluster: &Cluster) -> Result<(), StoreError> {
    cluster.initialise()?;
    match cluster.settle() {
        Postmaster::Ready(_) => Ok(()),
        Postmaster::Absent => cluster.start(),
        // It is stopping or replaying its log and has been for minutes.
        Postmaster::Busy(_) => cluster.stop().and_then(|()| cluster.start()),
    }
}

/// Gives up our place; stops the cluster when nobody else has one.
fn leave(shared: &Shared) -> Result<(), StoreError> {
    let root = &shared.cluster.place.root;
    let mut membership = shared.membership.lock().unwrap_or_else(PoisonError::into_inner);
    if membership.is_none() {
        return Ok(());
    }
    let _stopping = Lock::take(&root.join("start.lock"), Sharing::Exclusive, LOCK_PATIENCE)?;
    *membership = None;
    match Lock::try_take(&root.join("users.lock"), Sharing::Exclusive)? {
        Some(_alone) => shared.cluster.stop(),
        None => Ok(()),
    }
}

/// Brings the cluster back whenever it is gone, until the task is aborted.
async fn watch(shared: Arc<Shared>) {
    loop {
        tokio::time::sleep(WATCH).await;
        if shared.cluster.postmaster() != Postmaster::Absent {
            continue;
        }
        tracing::warn!("the private PostgreSQL is gone; starting it again");
        let shared = Arc::clone(&shared);
        match tokio::task::spawn_blocking(move || revive(&shared)).await {
            Ok(Ok(())) => tracing::info!("the private PostgreSQL is back"),
            Ok(Err(error)) => tracing::error!(%error, "the private PostgreSQL does not start"),
            Err(_) => return,
        }
    }
}

fn revive(shared: &Shared) -> Result<(), StoreError> {
    let membership = shared.membership.lock().unwrap_or_else(PoisonError::into_inner);
    if membership.is_none() {
        return Ok(());
    }
    let start = shared.cluster.place.root.join("start.lock");
    let _starting = Lock::take(&start, Sharing::Exclusive, LOCK_PATIENCE)?;
    bring_up(&shared.cluster)
}
