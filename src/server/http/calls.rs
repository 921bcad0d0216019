//! What surrounds a call of a server function: only JSON goes in, and what went wrong has its status.

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use leptos::server_fn::error::SERVER_FN_ERROR_HEADER;

use crate::domain::AppError;
use crate::server::error::internal;

/// Longest account of an error.
const ERROR_LIMIT_BYTES: usize = 64 * 1024;

/// Refuses calls whose body is not said to be JSON, and gives answers that are errors the status that goes with
/// them: the framework answers 500 whatever happened. Other requests pass.
pub async fn checked(request: Request, next: Next) -> Response {
    if !request.uri().path().starts_with("/api/") {
        return next.run(request).await;
    }
    if request.method() == Method::POST && !is_json(&request) {
        let sentence = "A call is sent as application/json. Nothing was changed.".to_owned();
        return told(&AppError::Invalid { sentence }, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    }
    let answer = next.run(request).await;
    if answer.headers().contains_key(SERVER_FN_ERROR_HEADER) { with_its_status(answer).await } else { answer }
}

fn is_json(request: &Request) -> bool {
    let content_type = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let kind = content_type.and_then(|value| value.split(';').next()).unwrap_or_default();
    kind.trim().eq_ignore_ascii_case("application/json")
}

async fn with_its_status(answer: Response) -> Response {
    let (mut parts, body) = answer.into_parts();
    let read = to_bytes(body, ERROR_LIMIT_BYTES).await.map_err(internal);
    let error = read.and_then(|bytes| serde_json::from_slice(&bytes).map_err(internal));
    let (Ok(error) | Err(error)) = error;
    let told = told(&error, status(&error));
    parts.status = told.status();
    parts.headers.extend(told.headers().clone());
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, told.into_body())
}

fn status(error: &AppError) -> StatusCode {
    StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

fn told(error: &AppError, status: StatusCode) -> Response {
    // The error is two texts at most, which always serialise.
    let json = serde_json::to_string(error).unwrap_or_default();
    let mut response = (status, Body::from(json)).into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}
