//! Both engines pick the same people (`docs/COHORT_SEMANTICS.md`).

use std::fmt::Write;

use proptest::prelude::Rng;
use proptest::test_runner::{RngAlgorithm, TestRng};
use sinew::cohort::{CohortDefinition, CohortError, check, check_with, select, select_rules};
use sinew::domain::Code;
use sinew::domain::frame::Selection;
use sinew::store::{Database, Snapshot, members};

use crate::support::database;
use crate::support::definitions::Definitions;
use crate::support::studies::{TestStudy, acupuncture, code, load_new, random_study, visits};

/// Definitions tried on each study.
const TRIALS: usize = 500;

/// How many definitions picked nobody, some and everyone.
#[derive(Debug, Default)]
struct Spread {
    nobody: usize,
    some: usize,
    everyone: usize,
}

async fn compare(database: &Database, study: &Code, seed: u8) -> Spread {
    let snapshot = Snapshot::load(database, study).await.expect("no error").expect("a snapshot");
    let mut definitions = Definitions::new(seed, snapshot.catalogue(), snapshot.frame());
    let saved = definitions.saved_cohorts(3);
    let mut spread = Spread::default();
    while spread.nobody + spread.some + spread.everyone < TRIALS {
        let definition = definitions.definition();
        let json = serde_json::to_string(&definition).expect("serialises");
        assert_eq!(CohortDefinition::parse(&json), Ok(definition.clone()));
        let cohort = match check_with(&definition, snapshot.catalogue(), &saved) {
            Ok(cohort) => cohort,
            // Saved cohorts within saved cohorts may be too much.
            Err(CohortError::TooDeep(_) | CohortError::TooManyNodes(_)) => continue,
            Err(error) => panic!("{error}: {definition:?}"),
        };
        let selection = select(&cohort, snapshot.frame());
        let bitmap: Vec<u32> = selection.rows().map(|row| row as u32).collect();
        let sql = members(database, study, &cohort).await.expect("answers");
        assert_eq!(sql, bitmap, "{json}");
        let everyone = Selection::all(snapshot.frame().participants);
        let in_every_rule =
            select_rules(&cohort, snapshot.frame()).iter().fold(everyone, |met, rule| met.and(rule));
        assert_eq!(in_every_rule, selection, "{json}");
        match bitmap.len() {
            0 => spread.nobody += 1,
            all if all == snapshot.participants() => spread.everyone += 1,
            _ => spread.some += 1,
        }
    }
    spread
}

/// A hundred and thirty people with every combination of missing values, and values at the edges of their ranges.
fn edges() -> TestStudy {
    let ages = ["", "18", "18.000000000000004", "30", "30.1", "99.99999999999999", "100"];
    let mut rows = Vec::new();
    for person in 0_usize..130 {
        let age = ages[person % ages.len()];
        let region = ["", "N", "S"][person / 7 % 3];
        let surgery = ["", "0", "1"][person / 21 % 3];
        let joined = ["", "1969-12-31"][person % 2];
        let (before, after) =
            (["", "50", "10", "1.1", "0"][person % 5], ["", "35", "7", "0.77"][person / 5 % 4]);
        rows.push(format!("p{person},1,{age},{region},{surgery},{joined},{before},0"));
        rows.push(format!("p{person},2,{age},{region},{surgery},{joined},{after},-10"));
    }
    visits(&rows.iter().map(String::as_str).collect::<Vec<_>>())
}

/// So many people with random values, many of them missing, equal, extreme or beside one another.
fn random(people: usize, seed: u8) -> TestStudy {
    let mut random = TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]);
    let huge = format!("1{}", "0".repeat(300));
    let tiny = format!("0.{}1", "0".repeat(305));
    let (below, hairline) = (format!("-{huge}"), format!("0.{}3", "0".repeat(318)));
    let mut pick = |choices: &[&str]| choices[random.next_u32() as usize % choices.len()].to_owned();
    let mut rows = String::new();
    for person in 0..people {
        let values = [
            pick(&["", "18", "18.000000000000004", "30", "64.5", "100"]),
            pick(&["", "0", "-1", &huge, &below, &tiny, &hairline]),
            pick(&["", "N", "E", "S", "W"]),
            pick(&["", "0", "1"]),
            pick(&["", "0", "1"]),
            pick(&["", "1900-01-01", "1969-12-31", "1970-01-01", "2000-02-29", "2100-12-31"]),
        ];
        let values = values.join(",");
        for visit in 1..=4 {
            let pain = pick(&["", "0", "0.1", "0.3", "0.4", "0.77", "1.1", "7", "10", "30", "100"]);
            let extreme = pick(&["", "0", "-5", "10", "20", &huge, &below, &tiny, &hairline]);
            let sessions = pick(&["", "", "0", "1", "2", "0.1", "0.2", "0.3", &huge, &hairline]);
            writeln!(rows, "p{person},{visit},{values},{pain},{extreme},{sessions}").expect("a row");
        }
    }
    random_study(&rows)
}

#[tokio::test(flavor = "multi_thread")]
async fn both_engines_pick_the_same_people_of_the_trial() {
    let database = database().await;
    load_new(&database, &acupuncture()).await;
    let spread = compare(&database, &code("acupuncture"), 41).await;
    assert!(spread.nobody > 20 && spread.some > 100 && spread.everyone > 20, "{spread:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn both_engines_pick_the_same_people_at_edges_and_among_missing_values() {
    let database = database().await;
    load_new(&database, &edges()).await;
    let spread = compare(&database, &code("visits"), 42).await;
    assert!(spread.nobody > 20 && spread.some > 100 && spread.everyone > 20, "{spread:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn both_engines_pick_the_same_people_of_random_studies() {
    for (seed, people) in [(1, 300), (2, 129), (3, 64), (4, 17), (5, 1)] {
        let database = database().await;
        load_new(&database, &random(people, seed)).await;
        let spread = compare(&database, &code("random"), seed).await;
        assert!(spread.nobody > 20 && spread.everyone > 20, "{spread:?}");
        assert!(people == 1 || spread.some > 100, "{spread:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_study_that_is_not_there_has_no_members() {
    let database = database().await;
    load_new(&database, &edges()).await;
    let snapshot = Snapshot::load(&database, &code("visits")).await.expect("no error").expect("a snapshot");
    let everyone = check(&CohortDefinition::everyone(), snapshot.catalogue()).expect("fits");
    assert_eq!(members(&database, &code("nothing"), &everyone).await.expect("answers"), Vec::<u32>::new());
    assert_eq!(members(&database, &code("visits"), &everyone).await.expect("answers").len(), 130);
}
