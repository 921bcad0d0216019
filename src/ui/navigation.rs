//! How a page moves on.

use leptos_router::NavigateOptions;

/// To another state of the same page: a step in the history, and nothing scrolls.
pub fn in_place() -> NavigateOptions {
    NavigateOptions { scroll: false, ..NavigateOptions::default() }
}

/// To another address of the same state: no step in the history.
pub fn replacing() -> NavigateOptions {
    NavigateOptions { replace: true, ..in_place() }
}
