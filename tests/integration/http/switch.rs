//! New data beside a running program.

use std::time::Duration;

use axum::http::StatusCode;
use sinew::exhibit::Policy;

use crate::support::database;
use crate::support::studies::{code, load_new, three_people, three_people_again};
use crate::support::web::Site;

#[tokio::test(flavor = "multi_thread")]
async fn pages_switch_to_a_new_version_without_a_restart() {
    let database = database().await;
    load_new(&database, &three_people()).await;
    let site = Site::over(&database, Policy::Exact).await;
    let mut changes = site.snapshots.subscribe();
    let version = async |site: &Site| {
        site.get("/s/visits/trend.json").await.json()["provenance"]["data_version"]
            .as_u64()
            .expect("a version")
    };
    assert_eq!(version(&site).await, 1);
    let held = site.snapshots.get(&code("visits")).expect("version 1");
    load_new(&database, &three_people_again(7)).await;
    let arrives = async {
        while version(&site).await != 2 {
            changes.changed().await.expect("is followed");
        }
    };
    tokio::time::timeout(Duration::from_secs(10), arrives).await.expect("the version arrives");
    assert_eq!(held.catalogue().data_version.number, 1, "who reads goes on with what they began");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_study_loaded_beside_a_running_program_appears() {
    let database = database().await;
    let site = Site::over(&database, Policy::Exact).await;
    assert_eq!(site.get("/").await.status, StatusCode::OK, "no study is no error");
    assert_eq!(site.get("/s/visits").await.status, StatusCode::NOT_FOUND);
    let mut changes = site.snapshots.subscribe();
    load_new(&database, &three_people()).await;
    let arrives = async {
        while site.get("/s/visits").await.status != StatusCode::OK {
            changes.changed().await.expect("is followed");
        }
    };
    tokio::time::timeout(Duration::from_secs(10), arrives).await.expect("the study arrives");
    assert!(site.text("/").await.contains("Visits"));
}

#[tokio::test(flavor = "multi_thread")]
async fn no_answer_mixes_two_versions() {
    let database = database().await;
    load_new(&database, &three_people_again(10)).await;
    let site = Site::over(&database, Policy::Exact).await;
    let asking = async {
        loop {
            let file = site.get("/s/visits/trend.json").await.json();
            let version = file["provenance"]["data_version"].as_u64().expect("a version");
            // Two people, one of whom scored 0.
            let expected = if version % 2 == 1 { 5.0 } else { 45.0 };
            let mean = &file["table"]["rows"][0]["cells"][2]["number"]["value"];
            assert_eq!(mean.as_f64(), Some(expected), "version {version}");
            if version == 4 {
                return;
            }
        }
    };
    let importing = async {
        for round in [90, 10, 90] {
            load_new(&database, &three_people_again(round)).await;
        }
    };
    let both = async { tokio::join!(asking, importing) };
    tokio::time::timeout(Duration::from_secs(30), both).await.expect("the last version arrives");
}
