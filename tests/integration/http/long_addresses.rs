//! Settings that are too long for an address.

use axum::http::StatusCode;
use serde_json::json;
use sinew::exhibit::Policy;

use crate::support::studies::{TestStudy, code};
use crate::support::web::{Site, readable};

const SITES: usize = 120;

/// The mapping around the levels.
const MAPPING: [&str; 2] = [
    r#"version = 1

[study]
title = "Many sites"
description = "Two people a site."
source = "Made for tests."
assignment = "not randomised"
primary_instrument = "pain"
primary_time_point = "baseline"

[file]
shape = "wide"
id = { column = "id" }

[time]
unit = "week"
points = [{ code = "baseline", label = "baseline", offset = 0 }]

[[variables]]
code = "site"
label = "Site"
column = "site"
kind = "category"
levels = [
"#,
    r#"]

[[instruments]]
code = "pain"
label = "pain"
unit = "points"
range = [0, 100]
direction = "lower_is_better"
columns = { baseline = "pain" }
"#,
];

fn level(site: usize) -> String {
    format!("a_site_with_a_long_name_{site}")
}

/// A study whose one category has more levels than an address can name.
fn many_sites() -> TestStudy {
    let levels = (0..SITES).map(|site| {
        format!("  {{ value = {site}, code = \"{}\", label = \"Site {site}\" }},\n", level(site))
    });
    let [before, after] = MAPPING;
    let rows = (0..SITES * 2).map(|person| format!("p{person},{},{}\n", person % SITES, person % 100));
    TestStudy {
        code: code("sites"),
        mapping_toml: format!("{before}{}{after}", levels.collect::<String>()),
        file_name: "sites.csv".to_owned(),
        bytes: format!("id,site,pain\n{}", rows.collect::<String>()).into_bytes(),
    }
}

/// All sites but the last.
fn long_query() -> String {
    let fields: Vec<String> = (0..SITES - 1).map(|site| format!("f.site={}", level(site))).collect();
    fields.join("&")
}

#[tokio::test(flavor = "multi_thread")]
async fn settings_too_long_for_an_address_are_kept_under_an_id() {
    let site = Site::with(&[many_sites()], Policy::Exact).await;
    let long = site.get(&format!("/s/sites?{}", long_query())).await;
    assert_eq!(long.status, StatusCode::SEE_OTHER);
    let short = long.header("location").to_owned();
    assert!(short.starts_with("/s/sites?at=") && short.len() < 60, "{short}");

    let page = readable(&site.text(&short).await);
    assert!(page.contains("238 of 240 people"), "{page}");
    let file = site.get(&short.replace("/s/sites?", "/s/sites/trend.json?")).await.json();
    assert_eq!(file["provenance"]["address"], short.as_str());
    let called = site.call("/api/trend_page", &json!({ "study": "sites", "query": long_query() })).await;
    let called = called.released();
    assert_eq!(format!("/s/sites?{}", called["fitting_query"].as_str().expect("a query")), short);
    assert_eq!(called["query"], long_query().as_str());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_comparison_too_long_for_an_address_is_kept_under_an_id() {
    let site = Site::with(&[many_sites()], Policy::Exact).await;
    let long = site.get(&format!("/s/sites/compare?{}", long_query())).await;
    assert_eq!(long.status, StatusCode::SEE_OTHER);
    let short = long.header("location").to_owned();
    assert!(short.starts_with("/s/sites/compare?at=") && short.len() < 70, "{short}");
    assert!(readable(&site.text(&short).await).contains("Not available"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_id_nobody_was_given_is_not_found() {
    let site = Site::with(&[many_sites()], Policy::Exact).await;
    let answer = site.get(&format!("/s/sites?at={}", "0".repeat(32))).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert!(answer.text().contains("not known here"), "{}", answer.text());
    assert_eq!(site.get("/s/sites?at=1").await.status, StatusCode::UNPROCESSABLE_ENTITY);
}
