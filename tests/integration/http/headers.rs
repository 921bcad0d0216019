//! Headers of every class of answer.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use sinew::exhibit::Policy;

use crate::support::studies::acupuncture;
use crate::support::web::{Answer, Site, between};

/// An answer of each class with the status it must have.
async fn every_class(site: &Site) -> Vec<(&'static str, Answer)> {
    let paths = [
        ("/", 200),
        ("/s/acupuncture", 200),
        ("/s/nothing", 404),
        ("/nothing", 404),
        ("/s/acupuncture?colour=red", 422),
        ("/pkg/sinew.js", 200),
        ("/pkg/nothing.js", 404),
        ("/fonts/inter.woff2", 200),
        ("/favicon.svg", 200),
        ("/s/acupuncture/trend.svg", 200),
        ("/s/acupuncture/trend.csv", 200),
        ("/s/acupuncture/trend.doc", 404),
        ("/s/acupuncture/trend.svg?colour=red", 422),
        ("/healthz", 200),
        ("/readyz", 200),
    ];
    let mut answers = Vec::new();
    for (path, status) in paths {
        let answer = site.get(path).await;
        assert_eq!(answer.status.as_u16(), status, "{path}: {}", answer.text());
        answers.push((path, answer));
    }
    let call = site.call("/api/studies", &serde_json::json!({})).await;
    assert_eq!(call.status, StatusCode::OK);
    answers.push(("call", call));
    answers.push(("bad call", site.post("/api/trend_page", "application/json", "rubbish").await));
    let theme = site.post("/theme", "application/x-www-form-urlencoded", "theme=dark").await;
    assert_eq!((theme.status, theme.header("location")), (StatusCode::SEE_OTHER, "/"));
    answers.push(("theme", theme));
    answers.push(("bad theme", site.post("/theme", "application/x-www-form-urlencoded", "theme=pink").await));
    answers.push(("foreign host", foreign(site).await));
    answers.push(("cross-site", cross_site(site).await));
    answers
}

async fn foreign(site: &Site) -> Answer {
    let request = Request::get("/").header("host", "evil.example").body(Body::empty());
    site.send(request.expect("a request")).await
}

async fn cross_site(site: &Site) -> Answer {
    let request = Request::post("/theme")
        .header("host", "127.0.0.1:3000")
        .header("sec-fetch-site", "cross-site")
        .body(Body::empty());
    site.send(request.expect("a request")).await
}

fn nonce(answer: &Answer) -> String {
    let rules = answer.header("content-security-policy");
    let found = between(rules, "'nonce-", "'");
    assert_eq!(found.len(), 1, "{rules}");
    found[0].to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_class_of_answer_carries_the_security_headers() {
    let site = Site::with(&[acupuncture()], Policy::Exact).await;
    for (class, answer) in every_class(&site).await {
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("referrer-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            assert_eq!(answer.header(name), value, "{class}: {name}");
        }
        assert!(answer.header("permissions-policy").contains("camera=()"), "{class}");
        let rules = answer.header("content-security-policy");
        for rule in ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "style-src 'self'"] {
            assert!(rules.contains(rule), "{class}: {rules}");
        }
        for hole in ["unsafe-inline", "'unsafe-eval'", "http:", "https:", "*"] {
            assert!(!rules.contains(hole), "{class}: {rules}");
        }
        assert_ne!(answer.header("cache-control"), "", "{class}");
        assert_ne!(answer.header("content-type"), "text/html", "{class}: without a character set");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_inline_script_of_a_page_carries_the_nonce_of_its_answer() {
    let site = Site::with(&[acupuncture()], Policy::Exact).await;
    let mut seen = std::collections::BTreeSet::new();
    for path in
        ["/", "/s/acupuncture", "/s/acupuncture", "/nothing", "/s/nothing", "/s/acupuncture?colour=red"]
    {
        let answer = site.get(path).await;
        let nonce = nonce(&answer);
        assert!(nonce.len() >= 22, "128 bits: {nonce}");
        let html = answer.text();
        let scripts = between(&html, "<script", ">");
        assert!(!scripts.is_empty(), "{path}");
        for script in scripts {
            assert!(script.contains(&format!("nonce=\"{nonce}\"")), "{path}: {script}");
        }
        assert!(seen.insert(nonce), "a nonce is used once");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_holds_nothing_its_own_rules_forbid() {
    let site = Site::with(&[acupuncture()], Policy::Exact).await;
    for path in ["/", "/s/acupuncture", "/s/acupuncture?split=none&missing=locf", "/nothing"] {
        let html = site.get(path).await.text();
        for forbidden in [" style=", "<style", " onclick=", " onload=", "javascript:", "<iframe", "<base"] {
            assert!(!html.contains(forbidden), "{path}: {forbidden}");
        }
        for address in between(&html, " src=\"", "\"").into_iter().chain(between(&html, "<link", ">")) {
            assert!(!address.contains("//"), "{path}: {address}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_addressed_to_another_name_is_refused() {
    let site = Site::with(&[acupuncture()], Policy::Exact).await;
    for host in ["evil.example", "127.0.0.1.evil.example:3000", "localhost.evil.example", "10.0.0.1"] {
        for path in ["/", "/s/acupuncture", "/healthz", "/s/acupuncture/trend.csv"] {
            let request = Request::get(path).header("host", host).body(Body::empty());
            let answer = site.send(request.expect("a request")).await;
            assert_eq!(answer.status, StatusCode::MISDIRECTED_REQUEST, "{host}{path}");
            assert!(answer.text().starts_with("Sinew answers to this machine only"));
        }
    }
    let nameless = Request::get("/").body(Body::empty()).expect("a request");
    assert_eq!(site.send(nameless).await.status, StatusCode::MISDIRECTED_REQUEST);
    for host in ["localhost", "LOCALHOST:3000", "127.0.0.1:80", "[::1]:3000"] {
        let request = Request::get("/").header("host", host).body(Body::empty());
        assert_eq!(site.send(request.expect("a request")).await.status, StatusCode::OK, "{host}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn numbers_are_not_kept_by_browsers_and_files_of_the_program_are() {
    let site = Site::with(&[acupuncture()], Policy::Exact).await;
    for path in ["/", "/s/acupuncture", "/s/acupuncture/trend.csv", "/s/acupuncture/trend.png", "/nothing"] {
        assert_eq!(site.get(path).await.header("cache-control"), "no-store", "{path}");
    }
    assert_eq!(site.get("/pkg/sinew.js").await.header("cache-control"), "no-cache");
    assert_eq!(site.get("/fonts/inter.woff2").await.header("cache-control"), "public, max-age=604800");
    for missing in ["/pkg/nothing.js", "/fonts/nothing.woff2"] {
        let rule = site.get(missing).await.header("cache-control").to_owned();
        assert!(!rule.contains("max-age"), "{missing}: {rule}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_theme_is_kept_in_a_cookie_and_the_first_paint_has_it() {
    let site = Site::with(&[acupuncture()], Policy::Exact).await;
    let chosen = site.post("/theme", "application/x-www-form-urlencoded", "theme=dark").await;
    let cookie = chosen.header("set-cookie");
    assert!(cookie.starts_with("theme=dark;") && cookie.contains("SameSite=Lax"), "{cookie}");
    let request = Request::get("/").header("host", "localhost").header("cookie", "theme=dark");
    let page = site.send(request.body(Body::empty()).expect("a request")).await.text();
    assert!(page.contains("data-theme=\"dark\""));
    let request = Request::get("/").header("host", "localhost").header("cookie", "theme=\"><script>");
    let page = site.send(request.body(Body::empty()).expect("a request")).await.text();
    assert!(!page.contains("\"><script>"));
}
