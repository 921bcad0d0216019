//! Headers on every answer: what the browser may run, keep and tell others.

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use leptos::nonce::Nonce;

/// The nonce of one answer, for inline scripts of the page.
#[derive(Clone)]
pub struct AnswerNonce(pub Nonce);

const FIXED: [(HeaderName, &str); 7] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
    (header::X_FRAME_OPTIONS, "DENY"),
    (HeaderName::from_static("x-permitted-cross-domain-policies"), "none"),
];

/// Mints the nonce, lets the request through, and sets the headers. Answers that set no cache rule are not stored.
pub async fn secure(mut request: Request, next: Next) -> Response {
    let nonce = Nonce::new();
    let policy = content_security_policy(&nonce);
    request.extensions_mut().insert(AnswerNonce(nonce));
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in FIXED {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

fn content_security_policy(nonce: &Nonce) -> String {
    format!(
        "default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; \
         style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; \
         form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
    )
}

/// Refuses requests addressed to another name: a page elsewhere must not reach this machine through DNS.
pub async fn own_host_only(request: Request, next: Next) -> Response {
    if is_own_host(request.headers()) {
        next.run(request).await
    } else {
        (
            StatusCode::MISDIRECTED_REQUEST,
            "Sinew answers to this machine only: open it as http://127.0.0.1 or http://localhost.\n",
        )
            .into_response()
    }
}

fn is_own_host(headers: &HeaderMap) -> bool {
    let host = headers.get(header::HOST).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    ["localhost", "127.0.0.1", "[::1]"].iter().any(|own| name.eq_ignore_ascii_case(own))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn host(name: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(header::HOST, HeaderValue::from_static(name))])
    }

    #[test]
    fn only_names_of_this_machine_are_answered() {
        for own in ["localhost", "LocalHost:3000", "127.0.0.1:8080", "[::1]:3000"] {
            assert!(is_own_host(&host(own)), "{own}");
        }
        for other in ["evil.example", "evil.example:3000", "127.0.0.1.evil.example", "", "localhost:x"] {
            assert!(!is_own_host(&host(other)), "{other}");
        }
    }
}
