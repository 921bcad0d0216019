//! Templates for slides: given, listed, used and deleted.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
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
