//! Loading the synthetic programme.

use sinew::demo::{
    CODE, DropoutMechanism, IntermittentMissingness, Programme, ProgrammeOptions, Starters, SyntheticStudy,
};
use sinew::exhibit::Policy;
use sinew::store::{
    ImportFile, ImportRequest, LoadOutcome, Loaded, Persistence, Snapshot, Standing, standing,
};

use crate::imports::state;
use crate::support::program::{run, sentences};
use crate::support::studies::{code, load_quietly};
use crate::support::web::{Site, readable};
use crate::support::{ScratchDirectory, database, number};

fn options(starters: u32) -> ProgrammeOptions {
    ProgrammeOptions {
        starters: Starters::try_from(starters).expect("a number of people"),
        seed: 1,
        dropout: DropoutMechanism::MissingAtRandom,
        intermittent: IntermittentMissingness::On,
    }
}

fn request(options: ProgrammeOptions) -> ImportRequest {
    request_of(SyntheticStudy::Programme(options))
}

fn request_of(study: SyntheticStudy) -> ImportRequest {
    ImportRequest {
        study: code(study.code()),
        mapping_toml: study.mapping_toml().to_owned(),
        files: vec![ImportFile::synthetic(study)],
        persistence: Persistence::Keep,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_programme_loads_as_it_is_made() {
    let database = database().await;
    let programme = Programme::new(options(500));
    let made = programme.batch(0, u32::MAX);
    let outcome = load_quietly(&database, request(options(500))).await.expect("loads");
    let participants = u64::from(programme.people());
    let measurements = made.measurements.len() as u64;
    assert_eq!(outcome, LoadOutcome::Loaded(Loaded { version: 1, participants, measurements }));
    let sum: f64 = made.measurements.iter().map(|row| row.value).sum();
    let stored = "select round(sum(value) * 4)::bigint from measurement";
    assert_eq!(number(&database, stored).await, (sum * 4.0).round() as i64);
    let synthetic =
        "select count(*) from data_version where description like 'SYNTHETIC%' and title like 'Synthetic%'";
    assert_eq!(number(&database, synthetic).await, 1);
    let snapshot = Snapshot::load(&database, &code(CODE)).await.expect("loads").expect("is there");
    assert_eq!(snapshot.participants() as u64, participants);
    assert_eq!(snapshot.catalogue().data_version.files[0].name, "synthetic programme, 500 people, seed 1");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_options_change_nothing_and_others_make_a_version() {
    let database = database().await;
    load_quietly(&database, request(options(50))).await.expect("loads");
    let before = state(&database).await;
    let again = load_quietly(&database, request(options(50))).await.expect("is no error");
    assert_eq!(again, LoadOutcome::NothingChanged { version: 1 });
    assert_eq!(state(&database).await, before);
    let others = [
        ProgrammeOptions { seed: 2, ..options(50) },
        ProgrammeOptions { dropout: DropoutMechanism::MissingNotAtRandom, ..options(50) },
        ProgrammeOptions { intermittent: IntermittentMissingness::Off, ..options(50) },
        options(51),
    ];
    for (version, other) in (2..).zip(others) {
        let outcome = load_quietly(&database, request(other)).await.expect("loads");
        let is_next = matches!(outcome, LoadOutcome::Loaded(loaded) if loaded.version == version);
        assert!(is_next, "{outcome:?}");
    }
}

#[test]
fn the_command_loads_once_and_says_so() {
    let directory = ScratchDirectory::new();
    let said = |arguments: &[&str]| {
        let output = run(&directory.path, arguments);
        (output.status.success(), sentences(&output))
    };
    let (is_done, told) = said(&["demo", "--participants", "100"]);
    assert!(is_done && told.contains("Loaded synthetic version 1: 128 people"), "{told}");
    assert!(told.contains("Loaded synthetic_claims version 1: 80 people"), "{told}");
    let (is_done, told) = said(&["demo", "--participants", "100"]);
    assert!(is_done && told.matches("Nothing changed").count() == 2, "{told}");
    let (is_done, told) = said(&["demo", "--once"]);
    assert!(is_done && told.matches("is loaded already.").count() == 2, "{told}");
    let (is_done, told) = said(&["demo", "--participants", "0"]);
    assert!(!is_done && told.contains("choose 1 to 5,000,000"), "{told}");
}

/// What an older generator made is told apart by the digest that stands for its rows.
#[tokio::test(flavor = "multi_thread")]
async fn what_an_older_generator_made_is_told_apart_from_what_this_one_makes_with_other_options() {
    let database = database().await;
    let [programme, claims] = SyntheticStudy::all(options(20));
    assert_eq!(standing(&database, &programme).await.expect("answers"), Standing::Absent);
    load_quietly(&database, request(ProgrammeOptions { seed: 2, ..options(50) })).await.expect("loads");
    assert_eq!(standing(&database, &programme).await.expect("answers"), Standing::Current);
    sqlx::query("update source_file set sha256 = repeat('0', 64)")
        .execute(database.pool())
        .await
        .expect("the digest is another");
    let name = "synthetic programme, 50 people, seed 2".to_owned();
    assert_eq!(standing(&database, &programme).await.expect("answers"), Standing::Other { name });
    assert_eq!(standing(&database, &claims).await.expect("answers"), Standing::Absent);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_of_the_claims_study_has_something_to_show() {
    let database = database().await;
    let [_, claims] = SyntheticStudy::all(options(2_000));
    load_quietly(&database, request_of(claims)).await.expect("loads");
    let site = Site::over(&database, Policy::Exact).await;
    let trend = readable(&site.text("/s/synthetic_claims").await);
    assert!(trend.contains("Matched physical therapy"), "{trend}");
    for score in ["operations", "major_operations", "prescriptions", "cost"] {
        let trend = readable(&site.text(&format!("/s/synthetic_claims?score={score}")).await);
        assert!(trend.contains("month 12"), "{score}: {trend}");
    }
    let operated = readable(&site.text("/s/synthetic_claims/compare?score=operations").await);
    assert!(operated.contains("Welch"), "{operated}");
    let compared = readable(&site.text("/s/synthetic_claims/compare").await);
    assert!(compared.contains("Saw a surgeon in the year before"), "{compared}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_filter_on_what_came_after_baseline_is_said_to_show_no_effect() {
    let database = database().await;
    load_quietly(&database, request(options(500))).await.expect("loads");
    let site = Site::over(&database, Policy::Exact).await;
    let caveat = "selected by what happened after baseline (";
    let plain = readable(&site.text("/s/synthetic?f.age.from=30").await);
    assert!(!plain.contains(caveat), "{plain}");
    let late = readable(&site.text("/s/synthetic?f.completer=yes").await);
    assert!(late.contains(caveat), "{late}");
    let compared = readable(&site.text("/s/synthetic/compare?f.completer=yes").await);
    assert!(compared.contains("not an effect"), "{compared}");
}
