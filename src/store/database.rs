//! Reaching Postgres.

use std::str::FromStr;
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::{ConnectOptions, PgConnection};

use super::StoreError;
use super::embedded::{Embedded, EmbeddedOptions};

/// Most connections of the pool pages are answered from.
const POOL_SIZE: u32 = 8;
/// How long a page waits for a connection before it says that the database does not answer.
const ACQUIRE_PATIENCE: Duration = Duration::from_secs(2);
const CONNECTION_LIFE: Duration = Duration::from_mins(30);

/// Where the database is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DatabaseLocation {
    /// A running server: `postgres://user:password@host:5432/database`.
    Url(String),
    /// A private cluster.
    Embedded(EmbeddedOptions),
}

/// A database in use. Clones share it.
#[derive(Debug, Clone)]
pub struct Database {
    pool: PgPool,
    options: PgConnectOptions,
    embedded: Arc<std::sync::Mutex<Option<Embedded>>>,
}

impl Database {
    /// Reaches the database, starting the private cluster where one is meant. Does not migrate.
    ///
    /// # Errors
    /// The address cannot be read, the cluster cannot be started, or the database does not answer.
    pub async fn connect(location: DatabaseLocation) -> Result<Self, StoreError> {
        match location {
            DatabaseLocation::Url(url) => {
                let options = PgConnectOptions::from_str(&url).map_err(|_| StoreError::Address)?;
                Self::with_options(options, None).await
            }
            DatabaseLocation::Embedded(options) => {
                let embedded = Embedded::start(options).await?;
                Self::with_options(embedded.connect_options(), Some(embedded)).await
            }
        }
    }

    /// Reaches a database by the driver's own options.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn connect_with(options: PgConnectOptions) -> Result<Self, StoreError> {
        Self::with_options(options, None).await
    }

    async fn with_options(options: PgConnectOptions, embedded: Option<Embedded>) -> Result<Self, StoreError> {
        let web = options.clone().application_name("sinew web").options([
            ("statement_timeout", "5s"),
            ("lock_timeout", "2s"),
            ("idle_in_transaction_session_timeout", "10s"),
            ("jit", "off"),
            ("timezone", "UTC"),
        ]);
        let pool = PgPoolOptions::new()
            .max_connections(POOL_SIZE)
            .acquire_timeout(ACQUIRE_PATIENCE)
            .max_lifetime(CONNECTION_LIFE)
            .idle_timeout(None)
            .connect_with(web)
            .await?;
        Ok(Self { pool, options, embedded: Arc::new(std::sync::Mutex::new(embedded)) })
    }

    /// The connections pages are answered from: statements end after 5 seconds.
    pub const fn pool(&self) -> &PgPool {
        &self.pool
    }

    /// Whether the database answers within 2 seconds.
    ///
    /// # Errors
    /// It does not.
    pub async fn ping(&self) -> Result<(), StoreError> {
        // A server that is stopped rather than gone leaves a statement waiting for ever.
        match tokio::time::timeout(ACQUIRE_PATIENCE, sqlx::query("select 1").execute(&self.pool)).await {
            Ok(answer) => answer.map(drop).map_err(StoreError::from),
            Err(_) => Err(sqlx::Error::PoolTimedOut.into()),
        }
    }

    /// A connection of one's own for long work under a name shown in `pg_stat_activity`: no limit on statements, a
    /// minute for locks. To be closed by whoever asked for it.
    pub(super) async fn long_connection(&self, name: &str) -> Result<PgConnection, StoreError> {
        let options = self.options.clone().application_name(name).options([
            ("statement_timeout", "0"),
            ("lock_timeout", "60s"),
            ("jit", "off"),
            ("timezone", "UTC"),
        ]);
        Ok(options.connect().await?)
    }

    /// Options of the pool's kind for a listener, which lives as long as the server.
    pub(super) fn listener_options(&self) -> PgConnectOptions {
        self.options.clone().application_name("sinew listener")
    }

    /// Closes the pool and leaves the private cluster, where there is one.
    ///
    /// # Errors
    /// The cluster does not stop.
    pub async fn close(&self) -> Result<(), StoreError> {
        self.pool.close().await;
        let embedded = self.embedded.lock().unwrap_or_else(PoisonError::into_inner).take();
        match embedded {
            Some(embedded) => embedded.stop().await,
            None => Ok(()),
        }
    }
}
