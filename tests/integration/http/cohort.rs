//! The cohort page: built, read without scripts, saved, edited by two, deleted and taken back.

use axum::http::StatusCode;
use serde_json::{Value, json};
use sinew::exhibit::Policy;

use crate::support::studies::{acupuncture, three_people};
use crate::support::web::{Site, readable};

const PAGE: &str = "/s/acupuncture/cohort";

/// A query with these criteria as rules.
fn rules(criteria: &[Value]) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for criterion in criteria {
        query.append_pair("rule", &criterion.to_string());
    }
    query.finish()
}

fn women() -> Value {
    json!({ "kind": "one_of", "detail": { "variable": "sex", "levels": ["female"] } })
}

fn age_from(low: u32) -> Value {
    json!({ "kind": "number_range", "detail": { "variable": "age", "low": low, "high": null } })
}

fn definition(criteria: &[Value]) -> String {
    json!({ "version": 2, "root": { "kind": "all", "detail": criteria } }).to_string()
}

async fn page(site: &Site, query: &str) -> Value {
    let answer = site.call("/api/cohort_page", &json!({ "study": "acupuncture", "query": query })).await;
    assert_eq!(answer.status, StatusCode::OK, "{query}: {}", answer.text());
    answer.released()
}

async fn save(site: &Site, base: Value, name: &str, criteria: &[Value]) -> Value {
    let cohort = json!({ "base": base, "name": name, "description": "", "definition": definition(criteria) });
    let answer = site.call("/api/save_cohort", &json!({ "study": "acupuncture", "cohort": cohort })).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    answer.json()
}

fn version(saved: &Value) -> String {
    assert!(saved.get("saved").is_some(), "{saved}");
    format!("{}.{}", saved["saved"]["cohort"], saved["saved"]["version"])
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cohort_is_read_without_scripts() {
    let site = Site::with(&[acupuncture()], Policy::Exact).await;
    let nested = json!({ "kind": "any", "detail": [age_from(60), { "kind": "not", "detail": women() }] });
    let page = readable(&site.text(&format!("{PAGE}?{}", rules(&[women(), nested]))).await);
    for words in [
        "New cohort",
        "Everyone with sex female and (either age at least 60 years or sex not female)",
        "What each rule costs",
        "At least one of these",
        "Everyone else",
        "The difference between",
        "Saved cohorts",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_prices_of_rules_on_and_off_add_up() {
    let site = Site::with(&[acupuncture()], Policy::Exact).await;
    let query = format!("{}&off=1", rules(&[women(), age_from(50)]));
    let answered = page(&site, &query).await;
    let count = |value: &Value| value["exact"].as_u64().unwrap_or(0);
    let (on, off) = (&answered["rules"]["steps"][0], &answered["rules"]["off"][0]);
    assert_eq!(count(&on["alone"]), count(&answered["facets"]["selected"]));
    assert_eq!(count(&off["with"]) + count(&off["takes"]), count(&on["alone"]));
    let switched_on = page(&site, &rules(&[women(), age_from(50)])).await;
    assert_eq!(switched_on["facets"]["selected"], off["with"]);
    assert_eq!(answered["draft"]["rules"][1]["state"], "off");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_figures_of_a_cohort_are_files_of_their_own() {
    let site = Site::with(&[acupuncture()], Policy::Exact).await;
    let query = rules(&[women()]);
    for name in ["cohort_attrition", "cohort_trend", "cohort_responders"] {
        let exhibit = site.get(&format!("/s/acupuncture/{name}.json?{query}")).await.json();
        assert!(exhibit["id"].as_str().is_some_and(|id| id.starts_with(&format!("{name}/"))), "{exhibit}");
        assert!(exhibit["provenance"]["address"].as_str().is_some_and(|address| address.starts_with(PAGE)));
        let svg = site.get(&format!("/s/acupuncture/{name}.svg?{query}")).await;
        assert_eq!(svg.status, StatusCode::OK, "{name}");
    }
    let trend = site.get(&format!("/s/acupuncture/cohort_trend.csv?{query}")).await.text();
    let split = site.get("/s/acupuncture/trend.csv?split=sex").await.text();
    let mean = |table: &str, group: &str| {
        let rows = table.lines().filter(|line| line.contains(group) && line.contains("12 months"));
        rows.map(|row| row.split(',').nth(3).unwrap_or_default().to_owned()).next()
    };
    assert_eq!(mean(&trend, "Selected"), mean(&split, "Female"), "{trend}\n{split}");
    assert_eq!(mean(&trend, "Everyone else"), mean(&split, "Male"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_saved_cohort_keeps_every_version_under_its_own_address() {
    let site = Site::with(&[acupuncture()], Policy::Exact).await;
    let first = version(&save(&site, Value::Null, "Women", &[women()]).await);
    let base =
        json!({ "cohort": first.split('.').next().and_then(|id| id.parse::<u32>().ok()), "version": 1 });
    let second = version(&save(&site, base, "Older women", &[women(), age_from(50)]).await);
    let old = page(&site, &format!("cohort={first}")).await;
    let new = page(&site, &format!("cohort={second}")).await;
    assert_eq!((&old["base"]["name"], &new["base"]["name"]), (&json!("Women"), &json!("Older women")));
    assert_eq!(old["draft"]["rules"].as_array().map(Vec::len), Some(1));
    assert_eq!(old["base"]["versions"], new["base"]["versions"]);
    let lines = &new["base"]["versions"];
    assert_eq!(lines[0]["changes"], "“Age at least 50 years” added; renamed from “Women”");
    assert_eq!(lines[0]["people"], new["facets"]["selected"]);
    assert_eq!(lines[1]["people"], old["facets"]["selected"]);
    let edited = page(&site, &format!("cohort={second}&{}", rules(&[women()]))).await;
    assert_eq!(edited["base"]["changes"], "“Age at least 50 years” taken away");
    let same = page(&site, &format!("cohort={second}&{}", rules(&[women(), age_from(50)]))).await;
    assert_eq!(same["query"], format!("cohort={second}"));
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_editors_the_second_is_shown_both() {
    let site = Site::with(&[acupuncture()], Policy::Exact).await;
    let first = save(&site, Value::Null, "Women", &[women()]).await;
    let base = first["saved"].clone();
    save(&site, base.clone(), "Women", &[women(), age_from(50)]).await;
    let late = save(&site, base, "Women", &[women(), age_from(30)]).await;
    assert!(late.get("conflict").is_some(), "{late}");
    assert!(late["conflict"]["their_sentence"].as_str().is_some_and(|text| text.contains("50")), "{late}");
    assert!(late["conflict"]["your_sentence"].as_str().is_some_and(|text| text.contains("30")));
    let theirs = late["conflict"]["theirs"]["version"].clone();
    assert_eq!(theirs["version"], 2);
    let kept = save(&site, theirs, "Women", &[women(), age_from(30)]).await;
    assert_eq!(kept["saved"]["version"], 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_kept_is_refused_with_a_sentence() {
    let site = Site::with(&[acupuncture()], Policy::Exact).await;
    save(&site, Value::Null, "Women", &[women()]).await;
    let unknown = json!({ "kind": "flag_is", "detail": { "variable": "moon", "answer": true } });
    for (name, criteria, words) in [
        (" ", vec![], "has no name"),
        ("women", vec![], "Another cohort of this study has this name"),
        ("Moon", vec![unknown], "no variable called “moon”"),
    ] {
        let refused = save(&site, Value::Null, name, &criteria).await;
        assert!(refused.get("refused").is_some(), "{refused}");
        assert!(
            refused["refused"]["sentence"].as_str().is_some_and(|text| text.contains(words)),
            "{refused}"
        );
    }
    assert_eq!(page(&site, "").await["library"].as_array().map(Vec::len), Some(1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deleted_cohort_keeps_its_address_and_comes_back() {
    let site = Site::with(&[acupuncture()], Policy::Exact).await;
    let saved = save(&site, Value::Null, "Women", &[women()]).await;
    let arguments = json!({ "study": "acupuncture", "version": saved["saved"] });
    assert_eq!(site.call("/api/delete_cohort", &arguments).await.json(), "done");
    let query = format!("cohort={}", version(&saved));
    let deleted = page(&site, &query).await;
    assert_eq!(deleted["base"]["versions"], json!([]));
    assert_eq!(deleted["library"], json!([]));
    let text = readable(&site.text(&format!("{PAGE}?{query}")).await);
    assert!(text.contains("Version 1, deleted"), "{text}");
    assert_eq!(site.call("/api/restore_cohort", &arguments).await.json(), "done");
    assert_eq!(page(&site, "").await["library"][0]["name"], "Women");
    let again = site.call("/api/restore_cohort", &arguments).await.json();
    assert!(again["refused"]["sentence"].is_string(), "{again}");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_in_a_version_is_written_for_people_who_write_sql() {
    let site = Site::with(&[acupuncture()], Policy::Exact).await;
    let saved = save(&site, Value::Null, "Women", &[women()]).await;
    let arguments = json!({ "study": "acupuncture", "version": saved["saved"] });
    let written = site.call("/api/write_members", &arguments).await.released();
    assert_eq!(written, page(&site, &rules(&[women()])).await["facets"]["selected"]);
    let missing = json!({ "study": "acupuncture", "version": { "cohort": 999, "version": 1 } });
    assert_eq!(site.call("/api/write_members", &missing).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_saved_cohort_is_a_rule_and_a_group_to_compare_with() {
    let site = Site::with(&[acupuncture()], Policy::Exact).await;
    let saved = save(&site, Value::Null, "Women", &[women()]).await;
    let member = json!({ "kind": "in_cohort", "detail": { "cohort": saved["saved"]["cohort"] } });
    let inside = page(&site, &rules(std::slice::from_ref(&member))).await;
    assert_eq!(inside["facets"]["selected"], page(&site, &rules(&[women()])).await["facets"]["selected"]);
    let beside = page(&site, &format!("{}&against={}", rules(&[age_from(50)]), version(&saved))).await;
    assert_eq!(beside["against"], "Women, without the selected");
    let cycle = save(&site, saved["saved"].clone(), "Women", &[member]).await;
    assert!(cycle.get("refused").is_some(), "{cycle}");
    assert!(cycle["refused"]["sentence"].as_str().is_some_and(|text| text.contains("would contain itself")));
    let missing = site.get(&format!("{PAGE}?cohort=999.1")).await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
    assert!(readable(&missing.text()).contains("no saved cohort 999, version 1"), "{}", missing.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_cohort_says_which_rule_emptied_it() {
    let site = Site::with(&[acupuncture()], Policy::Exact).await;
    let chronic =
        json!({ "kind": "number_range", "detail": { "variable": "chronicity", "low": 64, "high": null } });
    let young = json!({ "kind": "number_range", "detail": { "variable": "age", "low": null, "high": 20 } });
    let text = readable(&site.text(&format!("{PAGE}?{}", rules(&[young, chronic]))).await);
    assert!(text.contains("leaves nobody of the"), "{text}");
    assert!(text.contains("Without “Age at most 20 years”"), "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn too_small_a_cohort_tells_nothing_where_counts_are_rounded() {
    let site = Site::with(&[three_people()], Policy::Rounded).await;
    let query =
        rules(&[json!({ "kind": "one_of", "detail": { "variable": "region", "levels": ["north"] } })]);
    let answer = site.call("/api/cohort_page", &json!({ "study": "visits", "query": query })).await;
    let answered = answer.released();
    assert!(answered["body"].get("suppressed").is_some(), "{answered}");
    assert_eq!(answered["rules"], Value::Null);
    assert_eq!(answered["facets"]["selected"], json!("hidden"));
}

#[tokio::test(flavor = "multi_thread")]
async fn hostile_rules_get_one_sentence() {
    let site = Site::with(&[acupuncture()], Policy::Exact).await;
    let deep = format!("{}{}", "{\"kind\":\"not\",\"detail\":".repeat(900), "1".repeat(3));
    for rule in ["{", "[]", "{\"kind\":\"all\",\"detail\":[],\"x\":1}", &deep] {
        let query = form_urlencoded::Serializer::new(String::new()).append_pair("rule", rule).finish();
        let answer = site.get(&format!("{PAGE}?{query}")).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{rule}: {}", answer.text());
    }
}
