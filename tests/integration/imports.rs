//! Loading studies.

use std::fmt::Write;
use std::sync::Mutex;

use sinew::store::{LoadOutcome, Loaded, Persistence, Progress, Stage, StoreError, load};
use sqlx::Row;
use sqlx::postgres::PgListener;

use crate::support::studies::{
    acupuncture, all, load_new, load_quietly, three_people, three_people_again, visits,
};
use crate::support::{database, number};

/// Everything an import could change, in one text.
pub async fn state(database: &sinew::store::Database) -> String {
    let mut state = String::new();
    for (name, sql) in [
        ("versions", "select count(*) from data_version where pruned_at is null"),
        ("files", "select count(*) from source_file"),
        ("current", "select coalesce(sum(current_version_id), 0)::bigint from study"),
        ("participants", "select count(*) from participant"),
        ("measurements", "select count(*) from measurement"),
        ("packed", "select count(*) from packed_participant"),
        ("variables", "select count(*) from variable"),
        ("instruments", "select count(*) from instrument"),
        ("partitions", "select count(*) from pg_inherits"),
        ("relations", "select count(*) from pg_class where relkind in ('r', 'p', 'v')"),
    ] {
        let count = number(database, sql).await;
        writeln!(state, "{name} {count}").expect("memory takes it");
    }
    state
}

#[tokio::test(flavor = "multi_thread")]
async fn the_five_studies_load_as_their_files_tell_them() {
    let database = database().await;
    let studies = all();
    assert_eq!(studies.len(), 5);
    for study in &studies {
        let loaded = load_new(&database, study).await;
        assert_eq!(loaded.version, 1, "{}", study.code);
        assert!(loaded.participants > 0 && loaded.measurements > 0, "{}", study.code);
    }
    // The trial's report: 401 people randomised.
    let people =
        "select participant_count from data_version join study using (study_id) where code = 'acupuncture'";
    assert_eq!(number(&database, people).await, 401);
    assert_eq!(number(&database, "select count(*) from study where current_version_id is not null").await, 5);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_files_and_mapping_change_nothing() {
    let database = database().await;
    let study = acupuncture();
    load_new(&database, &study).await;
    let before = state(&database).await;
    let again = load_quietly(&database, study.request()).await.expect("is no error");
    assert_eq!(again, LoadOutcome::NothingChanged { version: 1 });
    assert_eq!(state(&database).await, before);
    let mut remapped = study.clone();
    remapped.mapping_toml.push_str("\n# a remark\n");
    assert_eq!(load_new(&database, &remapped).await.version, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rehearsal_says_what_would_be_loaded_and_keeps_nothing() {
    let database = database().await;
    let before = state(&database).await;
    let mut request = three_people().request();
    request.persistence = Persistence::Rehearse;
    let outcome = load_quietly(&database, request).await.expect("nothing is wrong");
    assert_eq!(outcome, LoadOutcome::Rehearsed(Loaded { version: 1, participants: 3, measurements: 6 }));
    assert_eq!(state(&database).await, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bad_file_changes_nothing_and_says_where_it_is_bad() {
    let database = database().await;
    load_new(&database, &three_people()).await;
    let before = state(&database).await;
    let bad = visits(&["a,1,30,N,1,2024-02-29,50,1", "b,1,30,N,1,2024-02-30,50,1", "c,1,30,N,1,,101,1"]);
    let error = load_quietly(&database, bad.request()).await.expect_err("is refused");
    let StoreError::Import(problems) = &error else { panic!("{error:?}") };
    let lines: Vec<Option<u64>> = problems.list().iter().map(|problem| problem.line).collect();
    assert_eq!(lines, [Some(3), Some(4)], "{problems}");
    assert_eq!(state(&database).await, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_version_is_announced_once_and_a_rehearsal_never() {
    let database = database().await;
    let mut listener = PgListener::connect_with(database.pool()).await.expect("listens");
    listener.listen("sinew_data_version").await.expect("listens");
    let mut rehearsal = three_people().request();
    rehearsal.persistence = Persistence::Rehearse;
    load_quietly(&database, rehearsal).await.expect("nothing is wrong");
    load_new(&database, &three_people()).await;
    let heard = listener.recv().await.expect("an announcement");
    assert_eq!(heard.payload(), "visits");
    assert!(listener.next_buffered().is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_version_before_is_kept_and_older_ones_go() {
    let database = database().await;
    let mut relations = Vec::new();
    for round in 1..=4 {
        assert_eq!(load_new(&database, &three_people_again(round)).await.version, round);
        relations.push(number(&database, "select count(*) from pg_class where relkind in ('r', 'i')").await);
    }
    assert_eq!(relations[1], relations[2]);
    assert_eq!(relations[2], relations[3]);
    let kept = "select count(distinct data_version_id) from measurement";
    assert_eq!(number(&database, kept).await, 2);
    assert_eq!(number(&database, "select count(*) from data_version where pruned_at is not null").await, 2);
    // The history of what was loaded stays.
    assert_eq!(number(&database, "select count(*) from source_file").await, 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_imports_of_one_study_queue() {
    let database = database().await;
    let (one, other) = tokio::join!(
        load_quietly(&database, three_people_again(1).request()),
        load_quietly(&database, three_people_again(2).request())
    );
    let number_of = |outcome| match outcome {
        Ok(LoadOutcome::Loaded(Loaded { version, .. })) => version,
        other => panic!("{other:?}"),
    };
    let mut numbers = [number_of(one), number_of(other)];
    numbers.sort_unstable();
    assert_eq!(numbers, [1, 2]);
}

#[tokio::test(flavor = "multi_thread")]
async fn imports_of_different_studies_do_not_stop_each_other() {
    let database = database().await;
    let studies = all();
    let loads = studies.iter().map(|study| load_quietly(&database, study.request()));
    for outcome in futures_util::future::join_all(loads).await {
        assert!(matches!(outcome, Ok(LoadOutcome::Loaded(_))), "{outcome:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn progress_is_told_stage_by_stage() {
    let database = database().await;
    let told: Mutex<Vec<Progress>> = Mutex::default();
    let tell = |progress| told.lock().expect("is whole").push(progress);
    load(&database, acupuncture().request(), &tell).await.expect("loads");
    let mut stages: Vec<Stage> =
        told.lock().expect("is whole").iter().map(|progress| progress.stage).collect();
    stages.dedup();
    assert_eq!(
        stages,
        [
            Stage::Fingerprinting,
            Stage::Queueing,
            Stage::Reading,
            Stage::Comparing,
            Stage::Filling,
            Stage::Packing,
            Stage::Attaching,
            Stage::Committing,
            Stage::Pruning
        ]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn people_who_write_sql_find_a_readable_view() {
    let database = database().await;
    load_new(&database, &three_people()).await;
    let rows = sqlx::query(
        "select participant_key, age, region, surgery, joined::text as joined from study_visits_participants order by 1",
    )
    .fetch_all(database.pool())
    .await
    .expect("the view");
    let told: Vec<String> = rows
        .iter()
        .map(|row| {
            format!(
                "{} {:?} {:?} {:?} {:?}",
                row.get::<String, _>(0),
                row.get::<Option<f64>, _>(1),
                row.get::<Option<String>, _>(2),
                row.get::<Option<bool>, _>(3),
                row.get::<Option<String>, _>(4)
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            r#"a None Some("south") Some(false) Some("1969-12-31")"#,
            r#"b Some(30.0) Some("north") Some(true) Some("2024-02-29")"#,
            "c Some(99.5) None None None"
        ]
    );
}
