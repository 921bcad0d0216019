//! The snapshot says what the files and the long table say.

use std::collections::BTreeMap;
use std::time::Duration;

use sinew::domain::Band;
use sinew::domain::frame::Column;
use sinew::import::{CellValue, Mapping};
use sinew::store::{Database, Snapshot, Snapshots};

use crate::support::studies::{
    TestStudy, acupuncture, all, code, load_new, three_people, three_people_again,
};
use crate::support::{database, name_of, number, superuser};

type Scores = BTreeMap<(String, u16, u16), f64>;

async fn snapshot(database: &Database, study: &TestStudy) -> Snapshot {
    Snapshot::load(database, &study.code).await.expect("loads").expect("is there")
}

async fn keys(database: &Database, study: &TestStudy) -> Vec<String> {
    sqlx::query_scalar(
        "select key from participant join study on data_version_id = current_version_id \
         where code = $1 order by participant_id",
    )
    .bind(study.code.as_str())
    .fetch_all(database.pool())
    .await
    .expect("the keys")
}

fn scores_of(snapshot: &Snapshot, keys: &[String]) -> Scores {
    let frame = snapshot.frame();
    let mut scores = Scores::new();
    for (instrument, matrix) in frame.scores.iter().enumerate() {
        assert_eq!(matrix.times(), snapshot.catalogue().time_axis.points.len());
        for time in 0..matrix.times() {
            for (row, key) in keys.iter().enumerate() {
                if let Some(value) = matrix.value(time, row) {
                    scores.insert((key.clone(), instrument as u16, time as u16), value);
                }
            }
        }
    }
    scores
}

fn cell(column: &Column, row: usize) -> CellValue {
    if !column.present().contains(row) {
        return CellValue::Missing;
    }
    match column {
        Column::Number { values, .. } => CellValue::Number(values[row]),
        Column::Category { codes, .. } => CellValue::Category(codes[row]),
        Column::Flag { yes, .. } => CellValue::Flag(yes.contains(row)),
        Column::Date { days, .. } => CellValue::Date(days[row]),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_score_of_the_long_table_is_in_the_snapshot_and_no_other() {
    let database = database().await;
    for study in all().into_iter().chain([three_people()]) {
        load_new(&database, &study).await;
        let rows: Vec<(String, i16, i16, f64)> = sqlx::query_as(
            "select key, instrument_position, time_position, value from measurement \
             join participant using (data_version_id, participant_id) \
             join study on data_version_id = current_version_id where code = $1",
        )
        .bind(study.code.as_str())
        .fetch_all(database.pool())
        .await
        .expect("the scores");
        let table: Scores = rows
            .into_iter()
            .map(|(key, instrument, time, value)| ((key, instrument as u16, time as u16), value))
            .collect();
        let snapshot = snapshot(&database, &study).await;
        assert_eq!(scores_of(&snapshot, &keys(&database, &study).await), table, "{}", study.code);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_snapshot_holds_what_the_file_holds() {
    let database = database().await;
    for study in all().into_iter().chain([three_people()]) {
        load_new(&database, &study).await;
        let snapshot = snapshot(&database, &study).await;
        let keys = keys(&database, &study).await;
        let mapping = Mapping::from_toml(&study.mapping_toml).expect("a mapping");
        let mut reader =
            sinew::import::open(&mapping, &study.file_name, study.bytes.as_slice()).expect("a file");
        let mut scores = Scores::new();
        let mut people = BTreeMap::new();
        while let Some(batch) = reader.next_batch(100).expect("rows") {
            for score in batch.measurements {
                scores.insert((score.key.as_str().to_owned(), score.instrument, score.time), score.value);
            }
            for person in batch.participants {
                people.insert(person.key.as_str().to_owned(), person.values);
            }
        }
        assert_eq!(scores_of(&snapshot, &keys), scores, "{}", study.code);
        assert_eq!(keys, people.keys().cloned().collect::<Vec<_>>(), "{}", study.code);
        for (row, values) in people.values().enumerate() {
            let columns = snapshot.frame().columns;
            let held: Vec<CellValue> = columns.iter().map(|column| cell(column, row)).collect();
            assert_eq!(&held, values, "{} {}", study.code, keys[row]);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_catalogue_comes_back_as_the_mapping_gave_it() {
    let database = database().await;
    for study in all().into_iter().chain([three_people()]) {
        load_new(&database, &study).await;
        let snapshot = snapshot(&database, &study).await;
        let version = snapshot.catalogue().data_version.clone();
        assert_eq!((version.number, version.files.len()), (1, 1));
        assert_eq!(version.loaded_on.len(), "2026-11-23".len());
        let mapping = Mapping::from_toml(&study.mapping_toml).expect("a mapping");
        assert_eq!(snapshot.catalogue(), &mapping.catalogue(study.code.clone(), version));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_score_keeps_its_instrument_and_bands_through_three_versions() {
    let database = database().await;
    for round in 1..=3 {
        let mut study = three_people_again(round);
        let range = "range = [18, 100]";
        assert!(study.mapping_toml.contains(range));
        study.mapping_toml = study.mapping_toml.replace(range, "range = [0, 100]\nscore_of = \"pain\"");
        load_new(&database, &study).await;
        let snapshot = snapshot(&database, &study).await;
        let (_, age) = snapshot.catalogue().variable(&code("age")).expect("is there");
        let bands = snapshot.catalogue().bands(age).expect("has bands");
        let words: Vec<String> = bands.list().iter().map(Band::words).collect();
        assert_eq!(words, ["mild, 0 to 34", "moderate, 34.5 to 74.5", "severe, 75 to 100"]);
        assert_eq!(bands.source(), "Made for tests.");
    }
    // Those of a version that was pruned went with it.
    assert_eq!(number(&database, "select count(distinct data_version_id) from band").await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_score_off_the_usual_grid_is_kept_to_the_last_digit() {
    let database = database().await;
    let study = acupuncture();
    load_new(&database, &study).await;
    let snapshot = snapshot(&database, &study).await;
    let row = keys(&database, &study).await.iter().position(|key| key == "104").expect("participant 104");
    let values: Vec<Option<f64>> = snapshot
        .frame()
        .scores
        .iter()
        .flat_map(|matrix| (0..3).map(|time| matrix.value(time, row)))
        .collect();
    assert!(values.contains(&Some(15.33333)), "{values:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_files_give_the_same_snapshot_in_any_row_order() {
    let (one, other) = (database().await, database().await);
    let study = three_people();
    let mut reversed = study.clone();
    let text = String::from_utf8(study.bytes.clone()).expect("text");
    let mut rows: Vec<&str> = text.lines().skip(1).collect();
    rows.reverse();
    reversed.bytes =
        format!("{}\n{}\n", text.lines().next().unwrap_or_default(), rows.join("\n")).into_bytes();
    load_new(&one, &study).await;
    load_new(&other, &reversed).await;
    let (one, other) = (snapshot(&one, &study).await, snapshot(&other, &study).await);
    assert_eq!(one.frame().columns, other.frame().columns);
    assert_eq!(one.frame().scores, other.frame().scores);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_study_that_is_not_there_has_no_snapshot() {
    let database = database().await;
    assert!(Snapshot::load(&database, &code("nothing")).await.expect("no error").is_none());
    let snapshots = Snapshots::start(&database).await.expect("starts");
    assert!(snapshots.list().is_empty());
    assert!(snapshots.get(&code("nothing")).is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn readers_switch_to_a_new_version_and_holders_keep_theirs() {
    let database = database().await;
    load_new(&database, &three_people()).await;
    let snapshots = Snapshots::start(&database).await.expect("starts");
    let held = snapshots.get(&code("visits")).expect("version 1");
    let mut changes = snapshots.subscribe();
    load_new(&database, &three_people_again(7)).await;
    wait_for_version(&snapshots, &mut changes, 2).await;
    assert_eq!(held.catalogue().data_version.number, 1);
    assert_eq!(snapshots.list().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_listener_comes_back_and_catches_up() {
    let database = database().await;
    load_new(&database, &three_people()).await;
    let snapshots = Snapshots::start(&database).await.expect("starts");
    let mut changes = snapshots.subscribe();
    let mut superuser = superuser("postgres").await;
    let name = name_of(&database).await;
    // It connects shortly after the start.
    let mut ended = 0;
    for _ in 0..200 {
        ended = sqlx::query_scalar::<_, i64>(
            "select count(pg_terminate_backend(pid)) from pg_stat_activity \
             where datname = $1 and application_name = 'sinew listener' and query like 'LISTEN%'",
        )
        .bind(&name)
        .fetch_one(&mut superuser)
        .await
        .expect("ends the listener");
        if ended > 0 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(ended, 1, "the fault fired");
    load_new(&database, &three_people_again(7)).await;
    wait_for_version(&snapshots, &mut changes, 2).await;
}

async fn wait_for_version(
    snapshots: &Snapshots,
    changes: &mut tokio::sync::watch::Receiver<u64>,
    version: u32,
) {
    let is_there = async {
        while snapshots
            .get(&code("visits"))
            .is_none_or(|held| held.catalogue().data_version.number != version)
        {
            changes.changed().await.expect("is followed");
        }
    };
    tokio::time::timeout(Duration::from_secs(10), is_there).await.expect("the version arrives");
}
