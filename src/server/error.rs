//! Errors on their way out: internals are logged once, under a reference a person can quote.

use std::sync::atomic::{AtomicU64, Ordering};

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::domain::AppError;
use crate::store::StoreError;

static SEQUENCE: AtomicU64 = AtomicU64::new(1);

/// Logs what happened and gives the error to show.
pub fn internal(cause: impl std::fmt::Display) -> AppError {
    let number = SEQUENCE.fetch_add(1, Ordering::Relaxed);
    let reference = format!("E{:x}-{number}", std::process::id());
    tracing::error!(reference, %cause, "internal error");
    AppError::Internal { reference }
}

/// A failure of the store as the error to show: that the database is away is said, everything else is logged.
pub fn store(error: StoreError) -> AppError {
    match error {
        StoreError::Unavailable(_) => AppError::Unavailable,
        StoreError::Inconsistent { .. }
        | StoreError::Constraint { .. }
        | StoreError::Migration { .. }
        | StoreError::Embedded { .. }
        | StoreError::Address
        | StoreError::Import(_)
        | StoreError::File { .. }
        | StoreError::Statement(_) => internal(error),
    }
}

/// Goes with the response to a person or program that was refused something.
#[derive(Debug, Clone, PartialEq)]
pub struct Refused(pub AppError);

/// An [`AppError`] as a plain-text response. It carries a [`Refused`], so that a browser may be given a page instead.
pub fn response(error: &AppError) -> Response {
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response =
        (status, [(header::CONTENT_TYPE, "text/plain; charset=utf-8")], format!("{error}\n")).into_response();
    if matches!(error, AppError::Unavailable) {
        response.headers_mut().insert(header::RETRY_AFTER, header::HeaderValue::from_static("5"));
    }
    response.extensions_mut().insert(Refused(error.clone()));
    response
}
