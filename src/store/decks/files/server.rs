//! Which running server makes a file.
//!
//! A server holds an advisory lock under its number for as long as it runs, on a connection of its own. The database lets
//! the lock go with the connection, however the server ends, so nobody waits for a sign of life that does not come.

use sqlx::{Connection, PgConnection};

use crate::store::{Database, StoreError};

/// The first key of the locks; the second is the number of the server.
const LOCKS: i32 = 0x6a6f_6273;

/// A running server among those over one database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ServerId(pub(super) i32);

/// That a server is running; over when this is dropped.
pub struct Presence {
    server: ServerId,
    connection: PgConnection,
}

impl Presence {
    /// A server begins, under a number of its own.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn begin(database: &Database) -> Result<Self, StoreError> {
        let mut connection = connection(database).await?;
        let number = sqlx::query_scalar("select nextval('deck_file_server_id')::integer")
            .fetch_one(&mut connection)
            .await?;
        let server = ServerId(number);
        hold(&mut connection, server).await?;
        Ok(Self { server, connection })
    }

    /// Which server it is.
    pub fn server(&self) -> ServerId {
        self.server
    }

    /// Goes on: on a new connection where the database let the last one go.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn go_on(&mut self, database: &Database) -> Result<(), StoreError> {
        if self.connection.ping().await.is_ok() {
            return Ok(());
        }
        let mut connection = connection(database).await?;
        hold(&mut connection, self.server).await?;
        self.connection = connection;
        Ok(())
    }
}

async fn connection(database: &Database) -> Result<PgConnection, StoreError> {
    database.long_connection("sinew jobs").await
}

async fn hold(connection: &mut PgConnection, server: ServerId) -> Result<(), StoreError> {
    sqlx::query("select pg_advisory_lock($1, $2)").bind(LOCKS).bind(server.0).execute(connection).await?;
    Ok(())
}

/// Ends as failed, for a reason in one sentence, every file that has not ended and whose server does not run any more.
/// How many there were.
///
/// # Errors
/// The database does not answer.
pub async fn end_orphaned(database: &Database, reason: &str) -> Result<u64, StoreError> {
    let ended = sqlx::query(
        "update deck_file set state = 'failed', reason = $1, ended_at = now() \
         where ended_at is null and not exists \
           (select from pg_locks \
            where locktype = 'advisory' and granted and objsubid = 2 and classid = $2::integer::oid \
              and objid = deck_file.server_id::oid \
              and database = (select oid from pg_database where datname = current_database()))",
    )
    .bind(reason)
    .bind(LOCKS)
    .execute(database.pool())
    .await?;
    Ok(ended.rows_affected())
}
