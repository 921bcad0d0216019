//! What is refused: a page for those who read pages, one sentence for programs.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use sinew::exhibit::Policy;

use crate::support::studies::acupuncture;
use crate::support::web::{Answer, Site, readable};

/// As a browser goes to an address, with a form or without.
async fn browse(site: &Site, path: &str, form: Option<&'static str>) -> Answer {
    let request = match form {
        None => Request::get(path),
        Some(_) => Request::post(path)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded"),
    };
    let request = request
        .header(header::HOST, "127.0.0.1:3000")
        .header(header::REFERER, "http://127.0.0.1:3000/decks/7")
        .header(header::COOKIE, "theme=dark")
        .header(header::ACCEPT, "text/html,application/xhtml+xml,*/*;q=0.8");
    site.send(request.body(form.map_or_else(Body::empty, Body::from)).expect("a request")).await
}

/// Whether a store between them would know that others are answered otherwise.
fn varies(answer: &Answer) -> bool {
    answer.headers.get_all(header::VARY).iter().any(|value| value == "accept")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_is_given_a_page_of_the_house_with_the_sentence_and_a_way_back() {
    let site = Site::with(&[acupuncture()], Policy::Exact).await;
    for (path, form, status) in [
        ("/decks/99/files", Some("kind=pdf"), StatusCode::NOT_FOUND),
        ("/decks/99/files", Some("kind=exe"), StatusCode::NOT_FOUND),
        ("/decks/99/files", Some("paper=letter"), StatusCode::UNPROCESSABLE_ENTITY),
        ("/decks/1.pdf?paper=a5", None, StatusCode::NOT_FOUND),
        ("/s/acupuncture/trends.pptx?shape=round", None, StatusCode::UNPROCESSABLE_ENTITY),
        ("/s/acupuncture/trend.exe", None, StatusCode::NOT_FOUND),
        ("/s/acupuncture/trend.pdf?f.sex=%3Cblink%3E", None, StatusCode::UNPROCESSABLE_ENTITY),
        ("/templates/none/use", Some(""), StatusCode::NOT_FOUND),
        ("/decks/99/template", Some("template="), StatusCode::NOT_FOUND),
    ] {
        let page = browse(&site, path, form).await;
        let text = page.text();
        assert_eq!(page.status, status, "{path}: {text}");
        assert_eq!(page.header("content-type"), "text/html; charset=utf-8", "{path}");
        assert!(varies(&page), "{path}");
        assert!(page.header("content-security-policy").contains("default-src 'none'"), "{path}");
        assert!(
            text.starts_with("<!DOCTYPE html>") && text.contains("data-theme=\"dark\""),
            "{path}: {text}"
        );
        assert!(text.contains("href=\"/decks/7\"") && !text.contains("<script"), "{path}: {text}");
        assert!(!text.contains("<blink>"), "{path}: what was asked for is no markup");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn page_and_sentence_say_the_same_and_programs_keep_the_sentence() {
    let site = Site::with(&[acupuncture()], Policy::Exact).await;
    let path = "/s/acupuncture/trends.pptx?shape=round";
    let (page, sentence) = (browse(&site, path, None).await, site.get(path).await);
    assert_eq!(sentence.header("content-type"), "text/plain; charset=utf-8");
    assert!(varies(&sentence));
    assert!(readable(&page.text()).contains(sentence.text().trim()), "{}", page.text());
    // What is not refused is not touched.
    let file = browse(&site, "/s/acupuncture/trend.csv", None).await;
    assert_eq!((file.status, file.header("content-type")), (StatusCode::OK, "text/csv; charset=utf-8"));
}
