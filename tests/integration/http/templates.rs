//! Templates for slides: given, listed, used and deleted.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use serde_json::json;
use sinew::exhibit::Policy;

use crate::support::studies::three_people;
use crate::support::web::{Answer, Site, readable};

const COMPANY: &[u8] = include_bytes!("../../../src/export/pptx/company/tests/company.potx");
const BOUNDARY: &str = "a-boundary-that-no-file-holds";

async fn give(site: &Site, name: &str, file: &[u8]) -> Answer {
    let field = |name: &str| format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"");
    let mut body =
        format!("{}\r\n\r\n{name}\r\n{}; filename=\"a.potx\"\r\n\r\n", field("name"), field("file"));
    let mut bytes = std::mem::take(&mut body).into_bytes();
    bytes.extend_from_slice(file);
    bytes.extend_from_slice(format!("\r\n--{BOUNDARY}--\r\n").as_bytes());
    site.post("/templates", &format!("multipart/form-data; boundary={BOUNDARY}"), bytes).await
}

/// A deck with a figure.
async fn deck(site: &Site, study: &str) -> String {
    let figure = json!({ "deck": null, "name": "Board", "study": study, "figure": "trend", "query": "" });
    let pinned = site.call("/api/pin_figure", &json!({ "figure": figure })).await.json();
    pinned["pinned"]["id"].to_string()
}

/// Slides of a deck as a browser gets them that uses this template.
async fn slides(site: &Site, address: &str, in_use: &str) -> Vec<u8> {
    let request = Request::get(address)
        .header(header::HOST, "127.0.0.1:3000")
        .header(header::COOKIE, format!("template={in_use}"));
    let answer = site.send(request.body(Body::empty()).expect("a request")).await;
    assert_eq!(answer.status, StatusCode::OK, "{address}: {}", answer.text());
    answer.body
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deck_stands_on_the_template_in_use_until_it_has_one_of_its_own() {
    const FORM: &str = "application/x-www-form-urlencoded";
    let study = three_people();
    let code = study.code.to_string();
    let site = Site::with(&[study], Policy::Exact).await;
    let deck = deck(&site, &code).await;
    let address = format!("/decks/{deck}.pptx");
    let page = format!("/decks/{deck}");
    assert!(!site.text(&page).await.contains("<select name=\"template\""), "there is nothing to choose yet");
    give(&site, "clinic", COMPANY).await;
    let ours = slides(&site, &format!("{address}?shape=wide"), "").await;
    let clinic = slides(&site, &format!("{address}?template=clinic"), "").await;
    assert!(ours != clinic);
    assert!(slides(&site, &address, "").await == ours);
    assert!(slides(&site, &address, "clinic").await == clinic, "the one in use");
    assert!(slides(&site, &address, "gone").await == ours, "one that was deleted is in use no more");

    let choose = async |template: &str| {
        let answer = site.post(&format!("{page}/template"), FORM, format!("template={template}")).await;
        assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, page.as_str()));
        let html = site.text(&page).await;
        let (_, choice) = html.split_once("name=\"template\">").expect("a choice");
        let first = choice.split("</option>").next().expect("an offer").to_owned();
        assert!(first.contains(&format!("value=\"{template}\"")), "{first}");
    };
    choose("clinic").await;
    assert!(slides(&site, &address, "").await == clinic);
    assert!(
        slides(&site, &format!("{address}?shape=wide"), "").await == ours,
        "an address may say otherwise"
    );
    choose("ours.").await;
    assert!(slides(&site, &address, "clinic").await == ours);
    choose("clinic").await;
    let unknown = site.post(&format!("{page}/template"), FORM, "template=other").await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND, "{}", unknown.text());
    let pdf = site.get(&format!("/decks/{deck}.pdf")).await;
    assert_eq!(pdf.status, StatusCode::OK, "other files have no template");

    let begun = site.post(&format!("{page}/files"), FORM, "kind=pptx").await;
    let file = begun.header("location").to_owned();
    let ready = async {
        loop {
            let text = site.text(&file).await;
            let link = text
                .split("href=\"")
                .find_map(|rest| rest.split('"').next().filter(|link| link.starts_with(&format!("{file}/"))));
            if let Some(link) = link {
                return site.get(link).await.body;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    };
    let made = tokio::time::timeout(std::time::Duration::from_mins(1), ready).await.expect("it ends");
    assert!(made == clinic, "a file in the background, too");

    delete(&site, "clinic").await;
    assert!(slides(&site, &address, "").await == ours, "a deleted template is forgotten");
}

/// As a browser that uses the template “clinic”.
async fn delete(site: &Site, name: &str) -> Answer {
    let request = Request::post(format!("/templates/{name}/delete"))
        .header(header::HOST, "127.0.0.1:3000")
        .header("sec-fetch-site", "same-origin")
        .header(header::COOKIE, "theme=dark; template=clinic");
    site.send(request.body(Body::empty()).expect("a request")).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_template_is_given_used_and_deleted() {
    let study = three_people();
    let slides = format!("/s/{}/trend.pptx", study.code);
    let site = Site::with(&[study], Policy::Exact).await;
    let unknown = site.get(&format!("{slides}?template=clinic")).await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);

    let given = give(&site, "Clinic", COMPANY).await;
    assert_eq!(
        (given.status, given.header("location")),
        (StatusCode::SEE_OTHER, "/templates"),
        "{}",
        given.text()
    );
    assert!(given.header("set-cookie").starts_with("template=clinic;"), "{}", given.header("set-cookie"));
    let page = readable(&site.text("/templates").await);
    assert!(
        page.contains("clinic") && page.contains("Title and Content") && page.contains("960 × 540"),
        "{page}"
    );

    let (plain, company) = (site.get(&slides).await, site.get(&format!("{slides}?template=clinic")).await);
    assert_eq!((plain.status, company.status), (StatusCode::OK, StatusCode::OK));
    assert_ne!(plain.body, company.body);

    let used = site.post("/templates/clinic/use", "application/x-www-form-urlencoded", "").await;
    assert!(used.header("set-cookie").starts_with("template=clinic;"), "{}", used.text());
    let unknown = site.post("/templates/other/use", "application/x-www-form-urlencoded", "").await;
    assert_eq!((unknown.status, unknown.header("set-cookie")), (StatusCode::NOT_FOUND, ""));

    give(&site, "other", COMPANY).await;
    let other = delete(&site, "other").await;
    assert_eq!(
        (other.status, other.header("set-cookie")),
        (StatusCode::SEE_OTHER, ""),
        "another choice stays"
    );
    let deleted = delete(&site, "clinic").await;
    assert_eq!(deleted.status, StatusCode::SEE_OTHER);
    assert!(deleted.header("set-cookie").starts_with("template=;"), "{}", deleted.header("set-cookie"));
    assert!(!site.text("/templates").await.contains("Title and Content"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_no_template_is_refused_and_a_large_one_is_read_to_its_own_limit() {
    let site = Site::with(&[three_people()], Policy::Exact).await;
    let refused = give(&site, "clinic", b"not a template").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains(".potx or .pptx"), "{}", refused.text());
    // Larger than other requests may be: it is looked at.
    let large = give(&site, "clinic", &vec![0; 3 * 1_048_576]).await;
    assert_eq!(large.status, StatusCode::UNPROCESSABLE_ENTITY);
    let endless = give(&site, "clinic", &vec![0; 26 * 1_048_576]).await;
    assert!(endless.status.is_client_error());
    let named = give(&site, "../clinic", COMPANY).await;
    assert_eq!(named.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!readable(&site.text("/templates").await).contains("Title and Content"));
}
