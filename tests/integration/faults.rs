//! Connections that die, at every stage of an import.

use std::sync::atomic::{AtomicI64, Ordering};

use sinew::store::{LoadOutcome, Progress, Stage, StoreError, load};

use crate::imports::state;
use crate::support::studies::{load_new, load_quietly, three_people_again};
use crate::support::{database, name_of, number, superuser};

/// Ends the import's connection, from a thread of its own; how many were ended.
fn end_import(database: &str) -> i64 {
    let database = database.to_owned();
    let end = move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async {
            let mut superuser = superuser("postgres").await;
            sqlx::query_scalar::<_, i64>(
                "select count(pg_terminate_backend(pid, 5000)) from pg_stat_activity \
                 where datname = $1 and application_name = 'sinew import'",
            )
            .bind(database)
            .fetch_one(&mut superuser)
            .await
            .expect("ends the import")
        })
    };
    std::thread::spawn(end).join().expect("the thread ends")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_lost_before_the_commit_leaves_nothing_behind() {
    let database = database().await;
    let name = name_of(&database).await;
    load_new(&database, &three_people_again(1)).await;
    let before = state(&database).await;
    let stages = [
        Stage::Queueing,
        Stage::Reading,
        Stage::Comparing,
        Stage::Filling,
        Stage::Packing,
        Stage::Attaching,
        Stage::Committing,
    ];
    for stage in stages {
        let ended = AtomicI64::new(0);
        let end_at_stage = |progress: Progress| {
            if progress.stage == stage && ended.load(Ordering::Relaxed) == 0 {
                ended.store(end_import(&name), Ordering::Relaxed);
            }
        };
        let error = load(&database, three_people_again(2).request(), &end_at_stage).await;
        assert_eq!(ended.load(Ordering::Relaxed), 1, "the fault fired at {stage:?}");
        assert!(matches!(error, Err(StoreError::Unavailable(_))), "{stage:?}: {error:?}");
        assert_eq!(state(&database).await, before, "{stage:?}");
        let locks = "select count(*) from pg_locks where locktype = 'advisory' \
                     and database = (select oid from pg_database where datname = current_database())";
        assert_eq!(number(&database, locks).await, 0, "{stage:?}");
    }
    let after = load_quietly(&database, three_people_again(2).request()).await;
    assert!(matches!(after, Ok(LoadOutcome::Loaded(loaded)) if loaded.version == 2), "{after:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_lost_after_the_commit_leaves_the_new_version_and_the_next_import_tidies_up() {
    let database = database().await;
    let name = name_of(&database).await;
    load_new(&database, &three_people_again(1)).await;
    load_new(&database, &three_people_again(2)).await;
    let ended = AtomicI64::new(0);
    let end_at_pruning = |progress: Progress| {
        if progress.stage == Stage::Pruning {
            ended.store(end_import(&name), Ordering::Relaxed);
        }
    };
    let outcome = load(&database, three_people_again(3).request(), &end_at_pruning).await;
    assert_eq!(ended.load(Ordering::Relaxed), 1, "the fault fired");
    assert!(matches!(outcome, Ok(LoadOutcome::Loaded(loaded)) if loaded.version == 3), "{outcome:?}");
    let versions = "select count(distinct data_version_id) from participant";
    assert_eq!(number(&database, versions).await, 3);
    load_new(&database, &three_people_again(4)).await;
    assert_eq!(number(&database, versions).await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_go_on_after_their_connections_were_ended() {
    let database = database().await;
    let name = name_of(&database).await;
    let mut superuser = superuser("postgres").await;
    let ended: i64 = sqlx::query_scalar(
        "select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = $1",
    )
    .bind(name)
    .fetch_one(&mut superuser)
    .await
    .expect("ends the pool");
    assert!(ended > 0, "the fault fired");
    database.ping().await.expect("the pool has opened another connection");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slow_statement_is_ended_and_called_unavailable() {
    let database = database().await;
    let error = sqlx::query("select pg_sleep(30)").execute(database.pool()).await.map_err(StoreError::from);
    assert!(matches!(error, Err(StoreError::Unavailable(_))), "{error:?}");
    database.ping().await.expect("the connection is usable");
}
