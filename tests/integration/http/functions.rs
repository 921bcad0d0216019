//! Server functions: which there are, what they answer, what they make of rubbish.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use leptos::server_fn::axum::server_fn_paths;
use proptest::prelude::Rng;
use proptest::test_runner::{RngAlgorithm, TestRng};
use serde_json::{Value, json};
use sinew::domain::AppError;
use sinew::exhibit::Policy;
use sinew::server::context::SERVER_FUNCTIONS;

use crate::support::studies::acupuncture;
use crate::support::web::{Answer, Site};

const TREND: &str = "/api/trend_page";

/// Paths that are in one of the lists only.
fn differences<'a>(
    registered: impl IntoIterator<Item = &'a str>,
    listed: impl IntoIterator<Item = &'a str>,
) -> Vec<&'a str> {
    let registered: BTreeSet<_> = registered.into_iter().collect();
    let listed: BTreeSet<_> = listed.into_iter().collect();
    registered.symmetric_difference(&listed).copied().collect()
}

fn listed() -> Vec<&'static str> {
    SERVER_FUNCTIONS.iter().map(|(path, _)| *path).collect()
}

/// A refusal tells the person nothing about the program.
fn is_plain_refusal(answer: &Answer, what: &str) {
    assert!(answer.status.is_client_error(), "{what}: {} {}", answer.status, answer.text());
    let text = answer.text();
    let internals =
        ["line 1", "column", "serde", "missing field", "unknown field", "panicked", "src/", "::", "expected"];
    for word in internals {
        assert!(!text.contains(word), "{what}: {text}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_registered_server_function_asks_for_a_listed_permission() {
    // The functions are registered by the library, which only a use of it links.
    let site = Site::with(&[], Policy::Exact).await;
    let registered: Vec<&str> = server_fn_paths().map(|(path, _)| path).collect();
    assert_eq!(differences(registered, listed()), Vec::<&str>::new());
    drop(site);
}

#[test]
fn a_server_function_nobody_listed_is_noticed() {
    let planted = listed().into_iter().chain(["/api/planted"]);
    assert_eq!(differences(planted, listed()), ["/api/planted"]);
    assert_eq!(differences(listed().into_iter().skip(1), listed()), [listed()[0]]);
}

/// What a table says, cell by cell.
fn printed(table: &Value) -> Vec<&Value> {
    let rows = table["rows"].as_array().expect("rows").iter();
    let cells = rows.flat_map(|row| row["cells"].as_array().expect("cells"));
    cells.map(|cell| cell["number"].get("text").unwrap_or(cell)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_answers_with_the_numbers_of_the_page() {
    let site = Site::with(&[acupuncture()], Policy::Exact).await;
    let answer = site.call(TREND, &json!({ "study": "acupuncture", "query": "f.sex=female" })).await;
    assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, "application/x-postcard"));
    let page = answer.released();
    let exhibit = &page["body"]["exhibits"]["trend"];
    let file = site.get("/s/acupuncture/trend.json?f.sex=female").await.json();
    for part in ["id", "text", "headlines", "figure", "provenance"] {
        assert_eq!(exhibit[part], file[part], "{part}");
    }
    // A page is sent the numbers of its table as they are printed, a file in full.
    assert_eq!(printed(&exhibit["table"]), printed(&file["table"]));
    let html = site.text("/s/acupuncture?f.sex=female").await;
    let title = exhibit["text"]["title"].as_str().expect("a title");
    assert!(html.contains(title), "{title}");
    let studies = site.call("/api/studies", &json!({})).await.released();
    assert_eq!(studies["studies"][0]["participants"]["exact"], 401);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_with_a_call_is_told_with_its_status() {
    let site = Site::with(&[acupuncture()], Policy::Exact).await;
    for (arguments, status, words) in [
        (json!({ "study": "nothing", "query": "" }), 404, "There is no study at this address"),
        (json!({ "study": "acupuncture", "query": "f.age.from=old" }), 422, "Age"),
        (json!({ "study": "acupuncture", "query": "colour=red" }), 422, "colour"),
    ] {
        let answer = site.call(TREND, &arguments).await;
        assert_eq!(answer.status.as_u16(), status, "{arguments}: {}", answer.text());
        let refused: AppError = serde_json::from_slice(&answer.body).expect("is an error");
        assert!(refused.to_string().contains(words), "{refused}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_that_cannot_be_read_is_refused_without_a_word_about_the_program() {
    let site = Site::with(&[acupuncture()], Policy::Exact).await;
    let right = json!({ "study": "acupuncture", "query": "" }).to_string();
    let huge = json!({ "study": "a".repeat(1 << 20), "query": "" }).to_string();
    let deep = "[".repeat(100_000);
    let bodies = [
        ("empty", String::new()),
        ("null", "null".to_owned()),
        ("a list", "[]".to_owned()),
        ("half", right[..right.len() / 2].to_owned()),
        ("a number for a text", r#"{"study":1,"query":""}"#.to_owned()),
        ("a field missing", r#"{"study":"acupuncture"}"#.to_owned()),
        ("a field twice", r#"{"study":"a","study":"b","query":""}"#.to_owned()),
        ("huge", huge),
        ("deep", deep),
        ("a file's path", r#"{"study":"../../etc/passwd","query":""}"#.to_owned()),
        ("a statement", r#"{"study":"'; drop table study;--","query":""}"#.to_owned()),
        ("a long query", json!({ "study": "acupuncture", "query": "x".repeat(100_000) }).to_string()),
    ];
    for (what, body) in bodies {
        is_plain_refusal(&site.post(TREND, "application/json", body).await, what);
    }
    for content_type in ["text/plain", "application/x-www-form-urlencoded", "", "multipart/form-data"] {
        is_plain_refusal(&site.post(TREND, content_type, right.clone()).await, content_type);
    }
    assert_eq!(site.post(TREND, "application/json", right).await.status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_field_the_function_does_not_have_is_refused() {
    let site = Site::with(&[acupuncture()], Policy::Rounded).await;
    let more = json!({ "study": "acupuncture", "query": "", "policy": "exact" });
    is_plain_refusal(&site.call(TREND, &more).await, "a policy of one's own");
    is_plain_refusal(&site.call("/api/studies", &json!({ "policy": "exact" })).await, "no arguments");
}

#[tokio::test(flavor = "multi_thread")]
async fn three_hundred_random_bodies_never_break_the_server() {
    let site = Site::with(&[], Policy::Exact).await;
    let mut random = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    for round in 0..300_usize {
        let mut bytes = vec![0; round % 97];
        random.fill_bytes(&mut bytes);
        if round % 3 == 0 {
            let mut text =
                json!({ "study": "acupuncture", "query": "f.sex=female" }).to_string().into_bytes();
            let place = random.next_u32() as usize % text.len();
            text[place] = bytes.first().copied().unwrap_or(0);
            bytes = text;
        }
        let content_type = ["application/json", "text/plain", "application/json; charset=latin1"][round % 3];
        let path = [TREND, "/api/studies"][round / 3 % 2];
        let answer = site.post(path, content_type, bytes.clone()).await;
        assert!(!answer.status.is_server_error(), "{path} {bytes:?}: {}", answer.text());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn another_site_can_neither_call_nor_change_the_theme() {
    let site = Site::with(&[], Policy::Exact).await;
    for path in [TREND, "/api/studies", "/theme"] {
        for (name, value) in [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")] {
            let request = Request::post(path)
                .header("host", "127.0.0.1:3000")
                .header("content-type", "application/json")
                .header(name, value);
            let answer = site.send(request.body(Body::from("{}")).expect("a request")).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path} {name}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_function_is_not_called_by_address_alone() {
    let site = Site::with(&[], Policy::Exact).await;
    let answer = site.get("/api/trend_page?study=acupuncture&query=").await;
    assert!(answer.status.is_client_error(), "{}", answer.status);
}
