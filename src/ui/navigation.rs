//! How a page moves on.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

use crate::ui::request::ResponseStatus;

/// To another state of the same page: a step in the history, and nothing scrolls.
pub fn in_place() -> NavigateOptions {
    NavigateOptions { scroll: false, ..NavigateOptions::default() }
}

/// To another address of the same state: no step in the history.
pub fn replacing() -> NavigateOptions {
    NavigateOptions { replace: true, ..in_place() }
}

/// What a page was asked for and how its address is to say it: settings too long for an address stand in it by their
/// id.
#[derive(Debug, Clone, Copy)]
pub struct Fitting<'a> {
    /// The canonical query string.
    pub query: &'a str,
    /// The one that stands in the address.
    pub fitting_query: &'a str,
}

impl Fitting<'_> {
    /// Without scripts: the answer to a question that was `asked` at length leads to its short `address`.
    pub fn answer(self, status: &ResponseStatus, asked: &str, address: &str) {
        if self.fitting_query != self.query && asked != self.fitting_query {
            status.see_other(address);
        }
    }

    /// With scripts: the address bar is changed to the short `address`.
    pub fn move_to(self, address: String) {
        if self.query == self.fitting_query {
            return;
        }
        let (navigate, location) = (use_navigate(), use_location());
        let fitting = self.fitting_query.to_owned();
        Effect::new(move |_| {
            if location.search.get_untracked() != fitting {
                navigate(&address, replacing());
            }
        });
    }
}
