//! What a page without settings does around its content: it waits for its answer, and says what went wrong.

use leptos::prelude::*;
use serde::de::DeserializeOwned;

use super::not_found::ErrorPage;
use crate::ui::answer::{Awaited, Coming, once_there};
use crate::ui::request::ResponseStatus;

/// A page that asks for its answer.
pub struct Answered<T> {
    /// The answer.
    pub answer: Awaited<T>,
    /// Its own address, to be tried again.
    pub address: Signal<String>,
    /// What is said before the first answer.
    pub waiting: &'static str,
    /// What is said of an address that leads to nothing.
    pub missing: &'static str,
}

impl<T: Clone + DeserializeOwned + Send + Sync + 'static> Answered<T> {
    /// Draws what is answered with `content`.
    pub fn around(self, content: impl Fn(T) -> AnyView + Copy + Send + Sync + 'static) -> impl IntoView {
        let Self { answer, address, waiting, missing } = self;
        let status = ResponseStatus::current();
        let drawn = move || -> Coming<AnyView> {
            let (status, retry) = (status.clone(), address.get_untracked());
            Box::pin(async move {
                match answer.await {
                    Ok(answer) => content(answer.into_inner()),
                    Err(error) => {
                        view! { <ErrorPage error=error retry=retry status=status missing=missing/> }
                            .into_any()
                    }
                }
            })
        };
        once_there(waiting, RwSignal::new(false), Box::new(drawn))
    }
}
