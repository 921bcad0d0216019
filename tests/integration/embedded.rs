//! The private cluster: started, attached to, killed, brought back, stopped.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use sinew::store::{
    ClusterUse, Database, DatabaseLocation, Durability, Embedded, EmbeddedOptions, StoreError,
};
use sqlx::{ConnectOptions, Connection};

use crate::support::{ScratchDirectory, options, start};

fn pid(directory: &Path) -> Option<u32> {
    let text = std::fs::read_to_string(directory.join("postgres/postmaster.pid")).ok()?;
    text.lines().next()?.parse().ok()
}

fn kill_server(directory: &Path) {
    let pid = pid(directory).expect("a server runs");
    let status = Command::new("kill").args(["-9", &pid.to_string()]).status().expect("kill runs");
    assert!(status.success(), "the fault fired");
}

async fn answers(embedded: &Embedded) -> bool {
    match embedded.connect_options().connect().await {
        Ok(mut connection) => sqlx::query("select 1").execute(&mut connection).await.is_ok(),
        Err(_) => false,
    }
}

async fn setting(embedded: &Embedded, name: &str) -> String {
    let mut connection = embedded.connect_options().connect().await.expect("connects");
    let value = sqlx::query_scalar("select current_setting($1)").bind(name).fetch_one(&mut connection).await;
    connection.close().await.expect("closes");
    value.expect("a setting")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cluster_is_made_private_and_safe() {
    let directory = ScratchDirectory::new();
    let options = EmbeddedOptions {
        data_directory: directory.path.clone(),
        cluster_use: ClusterUse::Command,
        durability: Durability::Full,
    };
    let embedded = Embedded::start(options).await.expect("starts");
    for (name, value) in [
        ("data_checksums", "on"),
        ("fsync", "on"),
        ("jit", "off"),
        ("listen_addresses", ""),
        ("server_encoding", "UTF8"),
        ("lc_collate", "C.UTF-8"),
        ("TimeZone", "UTC"),
        ("is_superuser", "off"),
    ] {
        assert_eq!(setting(&embedded, name).await, value, "{name}");
    }
    let socket = embedded.connect_options().get_socket().expect("a socket").clone();
    let mode = std::os::unix::fs::PermissionsExt::mode(
        &std::fs::metadata(socket).expect("a directory").permissions(),
    );
    assert_eq!(mode & 0o777, 0o700);
    embedded.stop().await.expect("stops");
    assert_eq!(pid(&directory.path), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn commands_attach_to_the_running_cluster_and_the_last_to_leave_stops_it() {
    let directory = ScratchDirectory::new();
    let server = start(&directory.path, ClusterUse::Server).await;
    let running = pid(&directory.path);
    let command = start(&directory.path, ClusterUse::Command).await;
    assert_eq!(pid(&directory.path), running);
    command.stop().await.expect("leaves");
    assert!(answers(&server).await);
    let command = start(&directory.path, ClusterUse::Command).await;
    server.stop().await.expect("leaves");
    assert!(answers(&command).await);
    command.stop().await.expect("stops");
    assert_eq!(pid(&directory.path), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_server_on_one_directory_is_refused_with_a_sentence() {
    let directory = ScratchDirectory::new();
    let server = start(&directory.path, ClusterUse::Server).await;
    let second = Embedded::start(options(&directory.path, ClusterUse::Server)).await;
    let error = second.expect_err("is refused");
    assert!(matches!(error, StoreError::Embedded { .. }));
    assert!(error.to_string().starts_with("Another sinew server is running on"), "{error}");
    assert!(answers(&server).await);
    server.stop().await.expect("stops");
    start(&directory.path, ClusterUse::Server).await.stop().await.expect("the directory is free again");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cluster_whose_server_was_killed_starts_again_with_its_data() {
    let directory = ScratchDirectory::new();
    let durable =
        EmbeddedOptions { durability: Durability::Full, ..options(&directory.path, ClusterUse::Command) };
    let embedded = Embedded::start(durable).await.expect("starts");
    let mut connection = embedded.connect_options().connect().await.expect("connects");
    sqlx::query("create table kept as select 1 as one").execute(&mut connection).await.expect("writes");
    kill_server(&directory.path);
    assert!(pid(&directory.path).is_some(), "the stale file is there");
    embedded.stop().await.expect("there is nothing to stop");
    let embedded = start(&directory.path, ClusterUse::Command).await;
    let mut connection = embedded.connect_options().connect().await.expect("connects");
    let one: i32 =
        sqlx::query_scalar("select one from kept").fetch_one(&mut connection).await.expect("reads");
    assert_eq!(one, 1);
    embedded.stop().await.expect("stops");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stale_pid_that_another_process_has_by_now_does_not_hinder() {
    let directory = ScratchDirectory::new();
    let embedded = start(&directory.path, ClusterUse::Command).await;
    kill_server(&directory.path);
    embedded.stop().await.expect("there is nothing to stop");
    let file = directory.path.join("postgres/postmaster.pid");
    let text = std::fs::read_to_string(&file).expect("the stale file");
    let rest = text.split_once('\n').expect("lines").1;
    std::fs::write(&file, format!("{}\n{rest}", std::process::id())).expect("writes");
    let embedded = start(&directory.path, ClusterUse::Command).await;
    assert!(answers(&embedded).await);
    embedded.stop().await.expect("stops");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_died_leaves_a_cluster_the_next_one_takes_over() {
    let directory = ScratchDirectory::new();
    let first = start(&directory.path, ClusterUse::Server).await;
    let running = pid(&directory.path);
    // Locks go with their process; forgetting the handle and its locks is not possible in one process, so a second
    // cluster user stands for the one that comes later.
    let second = start(&directory.path, ClusterUse::Command).await;
    drop(first);
    let third = start(&directory.path, ClusterUse::Server).await;
    assert_eq!(pid(&directory.path), running);
    second.stop().await.expect("leaves");
    third.stop().await.expect("stops");
    assert_eq!(pid(&directory.path), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_brings_its_killed_cluster_back_and_the_pool_recovers() {
    let directory = ScratchDirectory::new();
    let location = DatabaseLocation::Embedded(options(&directory.path, ClusterUse::Server));
    let database = Database::connect(location).await.expect("connects");
    let killed = pid(&directory.path);
    kill_server(&directory.path);
    let recovers = async {
        loop {
            match database.ping().await {
                Ok(()) if pid(&directory.path) != killed => return,
                Ok(()) | Err(StoreError::Unavailable(_)) => {}
                Err(error) => panic!("{error:?}"),
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), recovers).await.expect("recovers");
    database.close().await.expect("stops");
    assert_eq!(pid(&directory.path), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_interrupted_making_is_begun_again() {
    let directory = ScratchDirectory::new();
    start(&directory.path, ClusterUse::Command).await.stop().await.expect("stops");
    std::fs::rename(directory.path.join("postgres"), directory.path.join("postgres.unfinished"))
        .expect("is as if it had been interrupted");
    let embedded = start(&directory.path, ClusterUse::Command).await;
    assert!(answers(&embedded).await);
    embedded.stop().await.expect("stops");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_directory_that_cannot_be_used_is_named_in_a_sentence() {
    let error = Embedded::start(options(Path::new("/dev/null/data"), ClusterUse::Command)).await;
    let sentence = error.expect_err("is refused").to_string();
    assert!(sentence.contains("/dev/null/data"), "{sentence}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_is_none_or_not_answered_is_told_without_the_driver_s_words() {
    let none = Database::connect(DatabaseLocation::Url("no address".to_owned())).await;
    assert!(matches!(none, Err(StoreError::Address)), "{none:?}");
    let silent = DatabaseLocation::Url("postgres://nobody:secret@127.0.0.1:1/nothing".to_owned());
    let error = Database::connect(silent).await.expect_err("nobody answers");
    assert!(matches!(error, StoreError::Unavailable(_)), "{error:?}");
    assert_eq!(error.to_string(), "The database does not answer; nothing was changed.");
}
