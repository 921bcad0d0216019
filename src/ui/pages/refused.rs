//! The page of what was refused: a form or a file. The server writes it alone.

use leptos::config::LeptosOptions;
use leptos::prelude::*;

use super::plain::{Refresh, plain_page};
use crate::domain::AppError;

/// The whole page; the request is to be in the context. `back` is the page on which it was asked for.
pub fn refused_page(options: &LeptosOptions, error: &AppError, back: Option<String>) -> String {
    let heading = heading(error);
    let back = back.map(|address| view! { <li><a class="button is-primary" href=address>"Back"</a></li> });
    let main = view! {
        <h1><span aria-hidden="true">"! "</span>{heading}</h1>
        <p class="sub" role="alert">{error.to_string()}</p>
        <ul class="ways-out">
            {back}
            <li><a class="button" href="/">"All studies"</a></li>
        </ul>
    };
    plain_page(options, heading, Refresh::Never, main.into_any())
}

const fn heading(error: &AppError) -> &'static str {
    match error {
        AppError::Invalid { .. } => "This was not possible",
        AppError::NotFound { .. } => "There is nothing at this address",
        AppError::Gone { .. } => "This has changed",
        AppError::Forbidden => "Not allowed",
        AppError::Unavailable => "The database does not answer",
        AppError::Internal { .. } => "Something went wrong",
    }
}
