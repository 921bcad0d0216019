//! One private cluster a run, and a database of its own for every test.

pub mod definitions;
pub mod program;
pub mod studies;
pub mod web;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use sinew::store::{ClusterUse, Database, Durability, Embedded, EmbeddedOptions, migrate};
use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, PgConnection};
use tokio::sync::OnceCell;

/// Removes the cluster when this process ends, however it ends: the shell's standard input closes with it.
const CLEANER: &str = r#"
read -r _
pid=$(head -n 1 "$0/postgres/postmaster.pid" 2>/dev/null) && kill -QUIT "$pid" 2>/dev/null
for _ in 1 2 3 4 5 6 7 8 9 10; do
  [ -e "$0/postgres/postmaster.pid" ] || break
  sleep 0.2
done
rm -rf "$0"
"#;

/// Makes a cluster without the care that costs time.
pub async fn start(directory: &Path, cluster_use: ClusterUse) -> Embedded {
    Embedded::start(options(directory, cluster_use)).await.expect("PostgreSQL starts")
}

/// How tests use a cluster.
pub fn options(directory: &Path, cluster_use: ClusterUse) -> EmbeddedOptions {
    EmbeddedOptions { data_directory: directory.to_owned(), cluster_use, durability: Durability::None }
}

/// A directory that is gone after the test, with the cluster in it.
pub struct ScratchDirectory {
    pub path: PathBuf,
    _cleaner: std::process::Child,
}

impl ScratchDirectory {
    pub fn new() -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("sinew-test-{}-{number}", std::process::id()));
        let cleaner = Command::new("sh")
            .args(["-c", CLEANER])
            .arg(&path)
            .stdin(Stdio::piped())
            .spawn()
            .expect("a shell starts");
        Self { path, _cleaner: cleaner }
    }
}

struct Cluster {
    embedded: Embedded,
    _directory: ScratchDirectory,
}

async fn cluster() -> &'static Cluster {
    static CLUSTER: OnceCell<Cluster> = OnceCell::const_new();
    CLUSTER
        .get_or_init(|| async {
            let directory = ScratchDirectory::new();
            let embedded = start(&directory.path, ClusterUse::Command).await;
            let template =
                Database::connect_with(embedded.connect_options()).await.expect("the template opens");
            migrate(&template).await.expect("the template migrates");
            template.close().await.expect("the template closes");
            Cluster { embedded, _directory: directory }
        })
        .await
}

/// A database of the test's own, migrated.
pub async fn database() -> Database {
    Database::connect_with(fresh("template sinew").await).await.expect("a fresh database opens")
}

/// A database of the test's own with nothing in it.
pub async fn empty_database() -> PgConnectOptions {
    fresh("").await
}

async fn fresh(template: &str) -> PgConnectOptions {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let name = format!("test_{}", NUMBER.fetch_add(1, Ordering::Relaxed));
    let mut connection = superuser("postgres").await;
    let statement = format!("create database {name} owner sinew {template}");
    sqlx::query(AssertSqlSafe(statement)).execute(&mut connection).await.expect("a fresh database is made");
    connection.close().await.expect("the connection closes");
    cluster().await.embedded.connect_options().database(&name)
}

/// A connection with all rights.
pub async fn superuser(database: &str) -> PgConnection {
    let options = cluster().await.embedded.connect_options().username("postgres").database(database);
    options.connect().await.expect("the superuser connects")
}

/// The name of the database behind a connection.
pub async fn name_of(database: &Database) -> String {
    sqlx::query_scalar("select current_database()").fetch_one(database.pool()).await.expect("a name")
}

/// One number from the database.
pub async fn number(database: &Database, sql: &str) -> i64 {
    sqlx::query_scalar(AssertSqlSafe(sql.to_owned())).fetch_one(database.pool()).await.expect("a number")
}
