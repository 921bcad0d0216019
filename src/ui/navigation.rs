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

/// The query string of a page of a study, `/s/{study}` or `/s/{study}/{page}`, as long as it is open. When one goes on to
/// another page it stays what it was: the old page must not ask for what the new address says.
pub fn query_of(page: Option<&'static str>) -> Memo<String> {
    let location = use_location();
    Memo::new(move |before: Option<&String>| {
        let (path, query) = (location.pathname.get(), location.search.get());
        match before {
            Some(before) if page_in(&path) != page => before.clone(),
            Some(_) | None => query,
        }
    })
}

/// The page of a study that a path leads to; `None` for the study itself.
fn page_in(path: &str) -> Option<&str> {
    path.split('/').nth(3).filter(|page| !page.is_empty())
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

#[cfg(test)]
mod tests {
    use super::page_in;

    #[test]
    fn the_page_of_a_study_is_what_follows_its_name() {
        assert_eq!(page_in("/s/trial"), None);
        assert_eq!(page_in("/s/trial/"), None);
        assert_eq!(page_in("/s/cohort"), None);
        assert_eq!(page_in("/s/cohort/compare"), Some("compare"));
    }
}
