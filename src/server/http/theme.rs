//! The theme a person chose, kept in a cookie so that the first paint is right.

use axum::Form;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{AppendHeaders, IntoResponse, Response};
use serde::Deserialize;

/// The form of the theme buttons.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ThemeForm {
    theme: ThemeChoice,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum ThemeChoice {
    System,
    Light,
    Dark,
}

/// Keeps the choice for a year and goes back to the page it was made on.
pub async fn choose(headers: HeaderMap, Form(form): Form<ThemeForm>) -> Response {
    let cookie = match form.theme {
        ThemeChoice::System => "theme=; Path=/; Max-Age=0; SameSite=Lax",
        ThemeChoice::Light => "theme=light; Path=/; Max-Age=31536000; SameSite=Lax",
        ThemeChoice::Dark => "theme=dark; Path=/; Max-Age=31536000; SameSite=Lax",
    };
    let back = own_path(&headers).unwrap_or_else(|| "/".to_owned());
    (
        StatusCode::SEE_OTHER,
        AppendHeaders([(header::SET_COOKIE, cookie.to_owned()), (header::LOCATION, back)]),
    )
        .into_response()
}

/// Path and query of the referring page, when it is on this host: never a way to another site.
pub(super) fn own_path(headers: &HeaderMap) -> Option<String> {
    let referer: axum::http::Uri = headers.get(header::REFERER)?.to_str().ok()?.parse().ok()?;
    let host = headers.get(header::HOST)?.to_str().ok()?;
    let is_own = referer.authority().is_some_and(|authority| authority.as_str() == host);
    let path = referer.path_and_query()?.as_str();
    (is_own && path.starts_with('/') && !path.starts_with("//")).then(|| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(referer: &'static str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, header::HeaderValue::from_static("127.0.0.1:3000"));
        headers.insert(header::REFERER, header::HeaderValue::from_static(referer));
        headers
    }

    #[test]
    fn going_back_stays_on_this_host() {
        let own = own_path(&headers("http://127.0.0.1:3000/s/acupuncture?missing=locf"));
        assert_eq!(own.as_deref(), Some("/s/acupuncture?missing=locf"));
        assert_eq!(own_path(&headers("https://evil.example/s/acupuncture")), None);
        assert_eq!(own_path(&headers("http://127.0.0.1:3000//evil.example")), None);
    }
}
