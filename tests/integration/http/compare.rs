//! Comparisons and who improved, read as a person without scripts reads them, and as files.

use axum::http::StatusCode;
use serde_json::json;
use sinew::exhibit::Policy;

use crate::support::studies::{acupuncture, three_people};
use crate::support::web::{Site, readable};

#[tokio::test(flavor = "multi_thread")]
async fn a_comparison_tells_difference_interval_and_p_without_scripts() {
    // R: t.test(change ~ group) of the trial's severity at 12 months; see tests/reference.
    let site = Site::with(&[acupuncture()], Policy::Exact).await;
    let page = readable(&site.text("/s/acupuncture/compare").await);
    for words in ["4.0 points less", "1.3 to 6.6", "p = 0.0032", "Welch", "Hedges", "301 of 401 people"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let swapped = "/s/acupuncture/compare?a=group.acupuncture&b=group.usual_care";
    assert!(readable(&site.text(swapped).await).contains("4.0 points more"));
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
    let call = json!({ "study": "visits", "query": "a=region.north&b=region.south" });
    let called = site.call("/api/compare_page", &call).await.released();
    assert_eq!(called["body"]["kind"], "suppressed");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_comparison_that_means_nothing_says_so() {
    let site = Site::with(&[acupuncture()], Policy::Exact).await;
    for (query, words) in [
        ("a=group.placebo", "There is no group called"),
        ("a=sex.male&b=sex.male", "Both groups are the same"),
        ("time=never", "no time point called"),
        ("time=baseline", "Not available"),
    ] {
        let answer = site.get(&format!("/s/acupuncture/compare?{query}")).await;
        assert!(!answer.status.is_server_error(), "{query}");
        assert!(readable(&answer.text()).contains(words), "{query}: {}", readable(&answer.text()));
    }
}
