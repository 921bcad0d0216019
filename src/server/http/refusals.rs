//! What was refused, as a page for those who read pages: the answer to a form or a link is no bare line of text then.

use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use leptos::prelude::{Owner, provide_context};

use super::theme::own_path;
use crate::server::error::Refused;
use crate::server::state::AppState;
use crate::ui::refused_page;

/// Puts a page in place of the sentence for whoever asks for HTML. Programs, which do not, keep the sentence.
pub async fn dressed(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let reader = reads_pages(&parts.headers).then(|| parts.clone());
    let response = next.run(Request::from_parts(parts, body)).await;
    let refused = response.extensions().get::<Refused>().cloned();
    let Some(refused) = refused else { return response };
    let mut response = match reader {
        Some(reader) => page(&state, reader, &refused, response),
        None => response,
    };
    response.headers_mut().append(header::VARY, HeaderValue::from_static("accept"));
    response
}

/// Whether HTML is asked for by its name, as browsers do and programs do not.
fn reads_pages(headers: &HeaderMap) -> bool {
    headers.get_all(header::ACCEPT).iter().any(|accept| {
        accept.to_str().is_ok_and(|accept| accept.split(',').any(|kind| kind.trim().starts_with("text/html")))
    })
}

/// The same answer with the page in place of its words.
fn page(state: &AppState, request: Parts, Refused(error): &Refused, response: Response) -> Response {
    let back = own_path(&request.headers);
    let html = Owner::new().with(|| {
        provide_context(request);
        refused_page(&state.leptos_options, error, back)
    });
    let (mut parts, _) = response.into_parts();
    parts.headers.remove(header::CONTENT_TYPE);
    parts.headers.remove(header::CONTENT_LENGTH);
    let mut page = Html(html).into_response();
    *page.status_mut() = parts.status;
    page.headers_mut().extend(parts.headers);
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_read_pages_and_programs_do_not() {
        let asks = |accept: &'static str| {
            reads_pages(&HeaderMap::from_iter([(header::ACCEPT, HeaderValue::from_static(accept))]))
        };
        assert!(asks("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"));
        assert!(asks("application/xml, text/html;q=0.5"));
        for program in ["*/*", "application/json", "image/avif,image/webp,*/*", ""] {
            assert!(!asks(program), "{program}");
        }
        assert!(!reads_pages(&HeaderMap::new()));
    }
}
