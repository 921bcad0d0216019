//! The request being answered.

use axum::http::header::{COOKIE, LOCATION};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;

/// A cookie of the request.
pub fn cookie(name: &str) -> Option<String> {
    cookie_in(&use_context::<Parts>()?.headers, name)
}

/// A cookie among the headers of a request.
pub fn cookie_in(headers: &HeaderMap, name: &str) -> Option<String> {
    let pairs = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    pairs
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value.to_owned())
}

/// The status line of the response; taken before the first wait, because the context is gone after it.
#[derive(Debug, Clone)]
pub struct ResponseStatus(Option<ResponseOptions>);

impl ResponseStatus {
    /// The response of the request being answered; setting does nothing outside one.
    pub fn current() -> Self {
        Self(use_context::<ResponseOptions>())
    }

    /// Sets the status; a number that is none is ignored.
    pub fn set(&self, status: u16) {
        if let (Some(response), Ok(status)) = (&self.0, StatusCode::from_u16(status)) {
            response.set_status(status);
        }
    }

    /// Sends the reader on to another page of this site.
    pub fn see_other(&self, path: &str) {
        if let (Some(response), Ok(path)) = (&self.0, HeaderValue::from_str(path)) {
            response.set_status(StatusCode::SEE_OTHER);
            response.insert_header(LOCATION, path);
        }
    }
}
