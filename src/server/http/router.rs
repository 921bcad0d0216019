//! Every route of the program.

use std::sync::LazyLock;
use std::time::Duration;

use axum::Router;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::Response;
use axum::routing::{get, post};
use leptos::prelude::provide_context;
use leptos_axum::{AxumRouteListing, LeptosRoutes, file_and_error_handler_with_context, generate_route_list};
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::services::{ServeDir, ServeFile};
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::timeout::TimeoutLayer;

use super::headers::AnswerNonce;
use super::{
    calls, deck_files, deck_template, decks, described, downloads, exhibits, headers, health, methods,
    refusals, templates, theme,
};
use crate::server::error;
use crate::server::state::AppState;
use crate::ui::{App, shell};

/// Largest request body, but for files that are given.
const BODY_LIMIT_BYTES: usize = 256 * 1024;
/// Longest time an answer may take to begin.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(30);

/// The whole program as one service.
pub fn router(state: AppState) -> Router {
    let site = assets(&state);
    let given = templates::routes().with_state(state.clone());
    pages(&state)
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/theme", post(theme::choose))
        .route("/s/{study}/{file}", get(downloads::download))
        .route("/api/v1/exhibits", post(exhibits::register))
        .route("/api/v1/exhibits/{analysis}/{file}", get(exhibits::download))
        .route("/api/v1/openapi.json", get(described::addresses))
        .route("/api/v1/exhibit.schema.json", get(described::exhibit))
        .merge(deck_files::routes())
        .merge(methods::routes())
        .merge(deck_template::routes())
        .with_state(state.clone())
        .merge(site)
        .layer(from_fn_with_state(state.clone(), decks::files))
        .layer(from_fn(calls::checked))
        // Counted while it is read, whoever reads it.
        .layer(RequestBodyLimitLayer::new(BODY_LIMIT_BYTES))
        .merge(given)
        .layer(from_fn_with_state(state, refusals::dressed))
        .layer(
            ServiceBuilder::new()
                .layer(from_fn(headers::secure))
                .layer(from_fn(headers::own_host_only))
                .layer(CatchPanicLayer::custom(panicked))
                .layer(TimeoutLayer::with_status_code(StatusCode::GATEWAY_TIMEOUT, ANSWER_TIMEOUT))
                .layer(CsrfLayer::new())
                .layer(CompressionLayer::new()),
        )
}

/// The addresses of the pages. Leptos lists them by drawing the program with every answer of the process withheld, and
/// what another page asks for meanwhile is withheld for ever: so they are listed once, before any page is drawn.
/// Source: <https://github.com/leptos-rs/leptos/issues/4773>.
static ROUTES: LazyLock<Vec<AxumRouteListing>> = LazyLock::new(|| generate_route_list(App));

/// Pages and server functions. Both are given the application state and the nonce of the answer.
fn pages(state: &AppState) -> Router<AppState> {
    let context = {
        let state = state.clone();
        move || {
            provide_context(state.clone());
            let nonce = leptos::prelude::use_context::<axum::http::request::Parts>()
                .and_then(|parts| parts.extensions.get::<AnswerNonce>().cloned());
            if let Some(AnswerNonce(nonce)) = nonce {
                provide_context(nonce);
            }
        }
    };
    let options = state.leptos_options.clone();
    Router::new()
        .leptos_routes_with_context(state, ROUTES.clone(), context.clone(), move || shell(options.clone()))
        .fallback(file_and_error_handler_with_context::<AppState, _>(context, shell))
}

const WEEK: &str = "public, max-age=604800";

/// Files of the browser part: for ever when their names carry a hash, asked for again otherwise.
fn assets(state: &AppState) -> Router {
    let options = &state.leptos_options;
    let kept = if options.hash_files { "public, max-age=31536000, immutable" } else { "no-cache" };
    let root = options.site_root.as_ref();
    let package =
        ServeDir::new(format!("{root}/{}", options.site_pkg_dir)).precompressed_br().precompressed_gzip();
    let fonts = ServeDir::new(format!("{root}/fonts"));
    // Kept because a browser asks for it whenever the address changes.
    let icon = ServeFile::new(format!("{root}/favicon.svg"));
    Router::new()
        .nest_service(
            &format!("/{}", options.site_pkg_dir),
            cached(kept, Router::new().fallback_service(package)),
        )
        .nest_service("/fonts", cached(WEEK, Router::new().fallback_service(fonts)))
        .merge(cached(WEEK, Router::new().route_service("/favicon.svg", icon)))
}

fn cached(rule: &'static str, files: Router) -> Router {
    files.layer(SetResponseHeaderLayer::if_not_present(header::CACHE_CONTROL, move |answer: &Response<_>| {
        // That there is no such file must not be kept: it may be there after an update.
        let is_file = answer.status().is_success() || answer.status() == StatusCode::NOT_MODIFIED;
        is_file.then_some(HeaderValue::from_static(rule))
    }))
}

#[expect(clippy::needless_pass_by_value, reason = "the layer hands the cause over")]
fn panicked(cause: Box<dyn std::any::Any + Send + 'static>) -> Response {
    let words = cause
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| cause.downcast_ref::<&str>().copied())
        .unwrap_or("a panic without words");
    error::response(&error::internal(words))
}
