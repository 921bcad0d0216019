//! Comparisons and who improved, read as a person without scripts reads them, and as files.

use axum::http::StatusCode;
use serde_json::{Value, json};
use sinew::exhibit::Policy;

use crate::support::studies::{acupuncture, three_people};
use crate::support::web::{Site, readable};

#[tokio::test(flavor = "multi_thread")]
async fn a_comparison_tells_difference_interval_and_p_without_scripts() {
    // R: nlme::gls of the trial's severity at 3 and 12 months, t.test(change ~ group) at 12; see tests/reference.
    let site = Site::with(&[acupuncture()], Policy::Exact).await;
    let page = readable(&site.text("/s/acupuncture/compare").await);
    for words in ["4.7 points less", "2.2 to 7.2", "0.001 (MMRM)", "Welch", "Hedges", "332 of 401 people"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let crude = readable(&site.text("/s/acupuncture/compare?lead=crude").await);
    for words in ["4.0 points less", "1.3 to 6.6", "p = 0.0032", "301 of 401 people", "was chosen instead."] {
        assert!(crude.contains(words), "{words}: {crude}");
    }
    let swapped = "/s/acupuncture/compare?a=group.acupuncture&b=group.usual_care";
    assert!(readable(&site.text(swapped).await).contains("4.7 points more"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_chosen_instead_of_the_recommended_estimate_is_in_every_file() {
    let site = Site::with(&[acupuncture()], Policy::Exact).await;
    for file in ["compare.csv", "compare.svg", "compare.json"] {
        let recommended = site.get(&format!("/s/acupuncture/{file}")).await.text();
        let overruled = site.get(&format!("/s/acupuncture/{file}?lead=adjusted")).await.text();
        assert!(recommended.contains("Recommended is repeated measures"), "{file}: {recommended}");
        assert!(overruled.contains("Recommended was repeated measures"), "{file}: {overruled}");
        assert!(!recommended.contains("was chosen instead"), "{file}");
    }
    let json = site.get("/s/acupuncture/compare.json?lead=adjusted").await.json();
    let options = json["provenance"]["options"].as_str().unwrap_or_default().to_owned();
    assert!(options.contains("\"lead\":\"adjusted\""), "{options}");
}

#[tokio::test(flavor = "multi_thread")]
async fn groups_that_overlap_are_refused_with_two_ways_out() {
    let site = Site::with(&[acupuncture()], Policy::Exact).await;
    let address = "/s/acupuncture/compare?a=migraine.yes&b=group.acupuncture";
    let page = site.text(address).await;
    assert!(readable(&page).contains("people are in both groups"), "{page}");
    for offer in ["overlap=second_without_first", "overlap=drop_from_both"] {
        assert!(page.contains(offer), "{offer}");
    }
    let file = site.get(&address.replace("/compare?", "/compare.csv?")).await;
    assert_eq!(file.status, StatusCode::UNPROCESSABLE_ENTITY);
    let resolved = site.text(&format!("{address}&overlap=drop_from_both")).await;
    assert!(!readable(&resolved).contains("are in both groups, so"));
}

#[tokio::test(flavor = "multi_thread")]
async fn every_figure_of_a_page_is_saved_under_its_own_name() {
    let site = Site::with(&[acupuncture()], Policy::Exact).await;
    for (name, query) in [
        ("trend", ""),
        ("responders", "improved=last_value"),
        ("multiples", "band=quartiles"),
        ("attrition", "f.sex=female"),
        ("compare", "a=sex.female&b=rest"),
        ("compare_trend", "a=sex.female&b=rest"),
        ("compare_responders", "a=sex.female&b=rest&time=month_3"),
        ("table_one", ""),
    ] {
        for (extension, kind) in [("svg", "image/svg+xml"), ("png", "image/png"), ("csv", "text/csv")] {
            let file = site.get(&format!("/s/acupuncture/{name}.{extension}?{query}")).await;
            assert_eq!(file.status, StatusCode::OK, "{name}.{extension}: {}", file.text());
            assert!(file.header("content-type").starts_with(kind), "{name}.{extension}");
        }
        let exhibit = site.get(&format!("/s/acupuncture/{name}.json?{query}")).await.json();
        assert!(exhibit["id"].as_str().is_some_and(|id| id.starts_with(&format!("{name}/"))), "{name}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn those_who_improved_are_those_of_the_reference_analysis() {
    // R, acupuncture_responder: 45 of 140 and 87 of 161 completers improved by 35 % or more.
    let site = Site::with(&[acupuncture()], Policy::Exact).await;
    let table = site.get("/s/acupuncture/responders.csv").await.text();
    let row = |group: &str| {
        let rows = table.lines().filter(|line| line.contains(group) && line.contains("35%"));
        rows.map(str::to_owned).next().unwrap_or_default()
    };
    assert!(row("Usual care").ends_with(",45,140"), "{table}");
    assert!(row("Acupuncture").ends_with(",87,161"), "{table}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_small_group_is_not_compared_where_counts_are_rounded() {
    let site = Site::with(&[three_people()], Policy::Rounded).await;
    let page = readable(&site.text("/s/visits/compare?a=region.north&b=region.south").await);
    assert!(page.contains("fewer than 11 people"), "{page}");
    let call = json!({ "study": "visits", "query": "a=region.north&b=region.south", "depth": "whole" });
    let called = site.call("/api/compare_page", &call).await.released();
    assert!(called["body"].get("suppressed").is_some(), "{called}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_comparison_that_means_nothing_says_so() {
    let site = Site::with(&[acupuncture()], Policy::Exact).await;
    for (query, words) in [
        ("a=group.placebo", "There is no group called"),
        ("a=sex.male&b=sex.male", "Both groups are the same"),
        ("time=never", "no time point called"),
        ("time=baseline", "Not available"),
        ("lead=best", "There is no estimate called"),
    ] {
        let answer = site.get(&format!("/s/acupuncture/compare?{query}")).await;
        assert!(!answer.status.is_server_error(), "{query}");
        assert!(readable(&answer.text()).contains(words), "{query}: {}", readable(&answer.text()));
    }
}

/// The lines of a table that begin with a group.
fn rows_of(table: &str, group: &str) -> Vec<String> {
    let rows = table.lines().filter_map(|line| line.strip_prefix(group)?.strip_prefix(','));
    rows.map(str::to_owned).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_curves_of_two_groups_are_those_of_their_variable() {
    let site = Site::with(&[acupuncture()], Policy::Exact).await;
    for (curve, of_variable) in [("compare_trend", "trend"), ("compare_responders", "responders")] {
        let chosen = site.get(&format!("/s/acupuncture/{curve}.csv?a=sex.female&b=sex.male")).await.text();
        let split = site.get(&format!("/s/acupuncture/{of_variable}.csv?split=sex")).await.text();
        for (name, level) in [("Sex: Female", "Female"), ("Sex: Male", "Male")] {
            let rows = rows_of(&chosen, name);
            assert!(!rows.is_empty(), "{name}: {chosen}");
            assert_eq!(rows, rows_of(&split, level), "{curve}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn beneath_the_difference_stand_curves_responders_and_table_one() {
    let site = Site::with(&[acupuncture()], Policy::Exact).await;
    let call = json!({ "study": "acupuncture", "query": "a=sex.female&b=rest", "depth": "whole" });
    let called = site.call("/api/compare_page", &call).await.released();
    let analysis = |part: &Value| part["exhibit"]["provenance"]["analysis"].as_str().map(str::to_owned);
    let others = called["body"]["exhibits"]["others"].as_array().cloned().unwrap_or_default();
    let found: Vec<String> = others.iter().filter_map(analysis).collect();
    assert_eq!(found, ["compare_trend", "compare_responders", "table_one"]);
    let page = readable(&site.text("/s/acupuncture/compare?a=sex.female&b=rest").await);
    for words in ["by 12 months", "Everyone else, mean", "not tested here", "Difference in change"] {
        assert!(page.contains(words), "{words}: {page}");
    }
}

/// Saves a cohort of the study; its version as in addresses.
async fn saved(site: &Site, base: Value, name: &str, criterion: Value) -> String {
    let definition = json!({ "version": 2, "root": { "kind": "all", "detail": [criterion] } }).to_string();
    let cohort = json!({ "base": base, "name": name, "description": "", "definition": definition });
    let call = json!({ "study": "acupuncture", "cohort": cohort });
    let answer = site.call("/api/save_cohort", &call).await.json();
    assert!(answer.get("saved").is_some(), "{answer}");
    format!("{}.{}", answer["saved"]["cohort"], answer["saved"]["version"])
}

fn women() -> Value {
    json!({ "kind": "one_of", "detail": { "variable": "sex", "levels": ["female"] } })
}

fn age_from(low: u32) -> Value {
    json!({ "kind": "number_range", "detail": { "variable": "age", "low": low, "high": null } })
}

/// Whoever has a low score at the end.
fn well_at_the_end() -> Value {
    let detail = json!({ "instrument": "severity", "time_point": "month_12", "low": null, "high": 20 });
    json!({ "kind": "score_range", "detail": detail })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_saved_cohort_is_a_group_with_the_people_of_its_version() {
    let site = Site::with(&[acupuncture()], Policy::Exact).await;
    let first = saved(&site, Value::Null, "Ladies", women()).await;
    let (cohort, _) = first.split_once('.').expect("a version");
    let base = json!({ "cohort": cohort.parse::<u32>().expect("a number"), "version": 1 });
    let second = saved(&site, base, "Ladies", age_from(50)).await;
    let table = |query: String| {
        let site = &site;
        async move { site.get(&format!("/s/acupuncture/compare_trend.csv?{query}")).await.text() }
    };
    let old = table(format!("a=cohort.{first}&b=rest")).await;
    let women = table("a=sex.female&b=rest".to_owned()).await;
    assert_eq!(rows_of(&old, "\"Ladies, version 1\""), rows_of(&women, "Sex: Female"), "{old}");
    assert_eq!(rows_of(&old, "Everyone else"), rows_of(&women, "Everyone else"));
    let page = site.text(&format!("/s/acupuncture/compare?a=cohort.{second}&b=rest")).await;
    assert!(page.contains("Cohort: Ladies<") && !page.contains("Ladies, version"), "{page}");
    let page = site.text(&format!("/s/acupuncture/compare?a=cohort.{first}&b=cohort.{second}")).await;
    assert!(page.contains("Cohort: Ladies, version 1<") && readable(&page).contains("people are in both"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deleted_cohort_keeps_its_addresses_and_an_unknown_one_is_told() {
    let site = Site::with(&[acupuncture()], Policy::Exact).await;
    let version = saved(&site, Value::Null, "Ladies", women()).await;
    let (cohort, number) = version.split_once('.').expect("a version");
    let [cohort, number] = [cohort, number].map(|text| text.parse::<u32>().expect("a number"));
    let delete = json!({ "study": "acupuncture", "version": { "cohort": cohort, "version": number } });
    assert_eq!(site.call("/api/delete_cohort", &delete).await.json(), "done");
    let page = readable(&site.text(&format!("/s/acupuncture/compare?a=cohort.{version}&b=rest")).await);
    assert!(page.contains("Ladies"), "{page}");
    let unknown = site.get("/s/acupuncture/compare?a=cohort.99.1&b=rest").await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    assert!(readable(&unknown.text()).contains("no saved cohort 99, version 1"), "{}", unknown.text());
    let no_version = site.get("/s/acupuncture/compare?a=cohort.99&b=rest").await;
    assert!(readable(&no_version.text()).contains("There is no group called “cohort.99”"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cohort_of_what_came_later_is_never_an_effect() {
    let site = Site::with(&[acupuncture()], Policy::Exact).await;
    let version = saved(&site, Value::Null, "Well again", well_at_the_end()).await;
    for figure in ["compare", "compare_trend", "compare_responders", "table_one"] {
        let address = format!("/s/acupuncture/{figure}.json?a=cohort.{version}&b=rest");
        let exhibit = site.get(&address).await.json();
        let sentence = exhibit["text"]["sentence"].as_str().unwrap_or_default();
        let told = "Groups were selected by what happened after baseline; the difference is not an effect.";
        assert!(sentence.contains(told), "{figure}: {exhibit}");
        assert!(exhibit["text"]["footnotes"].to_string().contains(told), "{figure}");
    }
    let among_arms =
        format!("/s/acupuncture/compare.json?a=cohort.{version}&b=group.acupuncture&overlap=drop_from_both");
    let exhibit = site.get(&among_arms).await.json();
    assert!(exhibit["text"]["subtitle"].to_string().contains("groups selected after baseline"), "{exhibit}");
}
