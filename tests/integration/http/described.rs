//! The described addresses of decks and templates answer as they are described.

use std::time::Duration;

use axum::http::StatusCode;
use serde_json::{Value, json};
use sinew::exhibit::Policy;

use crate::support::studies::acupuncture;
use crate::support::web::{Answer, Site, between};

const FORM: &str = "application/x-www-form-urlencoded";

/// The status and, of a read answer, the content type are described for this operation.
fn assert_described(described: &Value, (path, verb): (&str, &str), answer: &Answer) {
    let responses = &described["paths"][path][verb]["responses"];
    let response = &responses[answer.status.as_str()];
    assert!(response.is_object(), "{verb} {path}: {} is not in {responses}", answer.status);
    let contents = response.get("content").map(|content| content.as_object().expect("contents"));
    let kind = answer.header("content-type");
    let is_described = contents.is_none_or(|contents| contents.contains_key(kind));
    assert!(is_described, "{verb} {path}: {kind} is not in {contents:?}");
}

/// The page of a file once it has ended.
async fn ended(site: &Site, file: &str) -> Answer {
    let wait = async {
        loop {
            let page = site.get(file).await;
            if !page.text().contains("http-equiv=\"refresh\"") {
                return page;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(Duration::from_mins(1), wait).await.expect("it ends")
}

#[tokio::test(flavor = "multi_thread")]
async fn decks_answer_as_they_are_described() {
    let site = Site::with(&[acupuncture()], Policy::Exact).await;
    let described = site.get("/api/v1/openapi.json").await.json();
    let figure = json!({ "deck": null, "name": "B", "study": "acupuncture", "figure": "trend", "query": "" });
    let pinned = site.call("/api/pin_figure", &json!({ "figure": figure })).await.json();
    let deck = &pinned["pinned"]["id"];
    let kinds = described["components"]["parameters"]["kind"]["schema"]["enum"].clone();
    for kind in kinds.as_array().expect("kinds").iter().map(|kind| kind.as_str().expect("a kind")) {
        let file = site.get(&format!("/decks/{deck}.{kind}")).await;
        assert_eq!(file.status, StatusCode::OK, "{kind}");
        assert_described(&described, ("/decks/{deck}.{kind}", "get"), &file);
        let begun = site.post(&format!("/decks/{deck}/files"), FORM, format!("kind={kind}")).await;
        assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.text());
        assert_described(&described, ("/decks/{deck}/files", "post"), &begun);
        let address = begun.header("location");
        let page = ended(&site, address).await;
        assert_described(&described, ("/decks/{deck}/files/{file}", "get"), &page);
        let text = page.text();
        let saved = between(&text, "href=\"", "\"").into_iter().find(|link| link.starts_with(address));
        let saved = site.get(saved.expect("a link to the file")).await;
        assert_eq!(saved.status, StatusCode::OK, "{kind}");
        assert_described(&described, ("/decks/{deck}/files/{file}/{name}", "get"), &saved);
        let cancelled = site.post(&format!("{address}/cancel"), FORM, "").await;
        assert_described(&described, ("/decks/{deck}/files/{file}/cancel", "post"), &cancelled);
    }
    let chosen = site.post(&format!("/decks/{deck}/template"), FORM, "template=").await;
    assert_eq!(chosen.status, StatusCode::SEE_OTHER);
    assert_described(&described, ("/decks/{deck}/template", "post"), &chosen);
    let wrong = site.get(&format!("/decks/{deck}.pdf?paper=a5")).await;
    assert_described(&described, ("/decks/{deck}.{kind}", "get"), &wrong);
    let missing = site.post("/decks/99/files", FORM, "kind=pdf").await;
    assert_described(&described, ("/decks/{deck}/files", "post"), &missing);
    let missing = site.post(&format!("/decks/{deck}/files/99/cancel"), FORM, "").await;
    assert_described(&described, ("/decks/{deck}/files/{file}/cancel", "post"), &missing);
}

#[tokio::test(flavor = "multi_thread")]
async fn templates_answer_as_they_are_described() {
    let site = Site::with(&[], Policy::Exact).await;
    let described = site.get("/api/v1/openapi.json").await.json();
    let page = site.get("/templates").await;
    assert_described(&described, ("/templates", "get"), &page);
    let empty = site.post("/templates", "multipart/form-data; boundary=b", "--b--\r\n").await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_described(&described, ("/templates", "post"), &empty);
    let unknown = site.post("/templates/clinic/use", FORM, "").await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    assert_described(&described, ("/templates/{name}/use", "post"), &unknown);
    let deleted = site.post("/templates/clinic/delete", FORM, "").await;
    assert_eq!(deleted.status, StatusCode::SEE_OTHER);
    assert_described(&described, ("/templates/{name}/delete", "post"), &deleted);
}
