//! Answers that a page waits for.

use leptos::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::api::Compact;
use crate::domain::AppError;
use crate::exhibit::Released;

/// An answer: awaited on the server while the page is rendered, and in the browser when what it asks has changed.
pub type Awaited<T> = Resource<Result<Released<T>, AppError>, Compact>;

/// Asks with `ask` for what `source` says, and again whenever that changes.
pub fn awaited<S, T, F>(
    source: impl Fn() -> S + Send + Sync + 'static,
    ask: impl Fn(S) -> F + Send + Sync + 'static,
) -> Awaited<T>
where
    S: PartialEq + Clone + Send + Sync + 'static,
    T: Serialize + DeserializeOwned + Send + Sync + 'static,
    F: Future<Output = Result<Released<T>, AppError>> + Send + 'static,
{
    let blocking = false;
    Resource::new_with_options(source, ask, blocking)
}
