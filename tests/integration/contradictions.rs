//! Files whose rows contradict each other.

use sinew::store::{ImportFile, StoreError};

use crate::imports::state;
use crate::support::database;
use crate::support::studies::{TestStudy, acupuncture, all, load_new, load_quietly, visits};

async fn refusal(study: &TestStudy) -> String {
    let database = database().await;
    let before = state(&database).await;
    let error = load_quietly(&database, study.request()).await.expect_err("is refused");
    assert!(matches!(error, StoreError::Import(_)), "{error:?}");
    assert_eq!(state(&database).await, before);
    error.to_string()
}

#[tokio::test(flavor = "multi_thread")]
async fn two_scores_of_one_person_instrument_and_time_are_told_with_both_lines() {
    let told = refusal(&visits(&["a,1,30,N,1,,50,1", "b,1,30,N,1,,50,1", "a,1,30,N,1,,50,"])).await;
    assert_eq!(
        told,
        "visits.csv, line 4, column “pain”: found “a”; this participant already has a value of pain at visit 1 \
         (visits.csv, line 2, column “pain”); keep one of the two."
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_of_one_person_that_disagree_are_told_with_the_variable() {
    let told = refusal(&visits(&["a,1,30,N,1,,50,1", "a,2,31,N,,,50,1"])).await;
    let told: Vec<&str> = told.lines().collect();
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].starts_with("visits.csv, line 3: found “a”; the value of Age differs"), "{told:?}");
    assert!(
        told[1].starts_with("visits.csv, line 3: found “a”; the value of Prior surgery differs"),
        "{told:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_row_of_one_person_in_a_wide_file_is_told() {
    let mut study = acupuncture();
    let text = String::from_utf8(study.bytes.clone()).expect("text");
    let second = text.lines().nth(1).expect("a row").to_owned();
    study.bytes = format!("{}\n{second}\n", text.trim_end()).into_bytes();
    let told = refusal(&study).await;
    assert!(told.contains("line 403: found “100”; this participant already has a row"), "{told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_baseline_column_that_differs_between_rows_is_told() {
    let mut study =
        all().into_iter().find(|study| study.code.as_str() == "arthritis_long").expect("the study");
    let text = String::from_utf8(study.bytes.clone()).expect("text");
    study.bytes = text.replacen("2,1,5.0,2,54,2,2,3", "2,1,5.0,2,54,2,3,3", 1).into_bytes();
    let told = refusal(&study).await;
    assert!(told.contains("line 3, column “baseline”: found “1”; the value of"), "{told}");
    assert!(told.contains("differs between this participant's rows"), "{told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn at_most_a_hundred_problems_are_told() {
    let rows: Vec<String> = (0..300).map(|person| format!("p{},1,30,N,1,,50,1", person % 150)).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let told = refusal(&visits(&rows)).await;
    assert!(told.ends_with("Stopped after 100 problems; there may be more."), "{told}");
    assert_eq!(told.lines().count(), 101);
}

#[tokio::test(flavor = "multi_thread")]
async fn parts_of_a_file_load_as_the_whole_and_doubles_across_them_are_told() {
    let database = database().await;
    let first = visits(&["a,1,30,N,1,,50,1"]);
    let second = visits(&["b,1,30,N,1,,51,1", "a,2,30,N,1,,52,1"]);
    let mut request = first.request();
    request.files.push(ImportFile::from_bytes("second.csv", second.bytes.clone()));
    load_quietly(&database, request.clone()).await.expect("loads");
    let participants = crate::support::number(&database, "select count(*) from participant").await;
    assert_eq!(participants, 2);

    request.files.push(ImportFile::from_bytes("third.csv", first.bytes.clone()));
    let told = load_quietly(&database, request).await.expect_err("is refused").to_string();
    assert!(told.starts_with("third.csv, line 2, column “pain”"), "{told}");
    assert!(told.contains("(visits.csv, line 2, column “pain”)"), "{told}");
    load_new(&database, &first).await;
}
