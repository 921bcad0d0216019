//! What every page of a study does around its content: it waits for an answer, keeps the one before meanwhile, and says
//! what went wrong.

use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use serde::de::DeserializeOwned;

use super::not_found::ErrorPage;
use crate::domain::Code;
use crate::ui::answer::{Awaited, Coming, once_there};
use crate::ui::navigation::Fitting;
use crate::ui::pieces::{is_drawing, keep_pieces};
use crate::ui::request::ResponseStatus;

/// How long an answer may take before the page says that it is awaited. Most come sooner, and dimming what is to be
/// replaced costs a painting of the whole page.
const QUIET: Duration = Duration::from_millis(300);

/// What a page of a study is drawn from.
pub trait StudyAnswer: Clone + DeserializeOwned + Send + Sync + 'static {
    /// The study.
    fn study(&self) -> &Code;
    /// What was asked, and how the address says it.
    fn fitting(&self) -> Fitting<'_>;
}

/// A page of a study that asks for its answer.
pub struct StudyFrame<P: StudyAnswer> {
    /// The study in the address.
    pub study: Memo<String>,
    /// The answer.
    pub page: Awaited<P>,
    /// An answer is on its way; the old one stays.
    pub busy: RwSignal<bool>,
    /// The address of this page of a study with a query string.
    pub address: fn(&String, &str) -> String,
    /// What is said before the first answer.
    pub waiting: &'static str,
}

impl<P: StudyAnswer> StudyFrame<P> {
    /// Draws what is answered with `content`.
    pub fn around(self, content: impl Fn(P) -> AnyView + Copy + Send + Sync + 'static) -> impl IntoView {
        let Self { study, page, busy, address, waiting } = self;
        let (location, status) = (use_location(), ResponseStatus::current());
        let drawn = move || -> Coming<AnyView> {
            let status = status.clone();
            let asked = location.search.get_untracked();
            let retry = address(&study.get_untracked(), &asked);
            Box::pin(async move {
                match page.await {
                    Ok(page) => {
                        let page = page.into_inner();
                        let fitting = page.fitting();
                        let fitting_address = address(&page.study().to_string(), fitting.fitting_query);
                        fitting.answer(&status, &asked, &fitting_address);
                        fitting.move_to(fitting_address);
                        content(page)
                    }
                    Err(error) => view! { <ErrorPage error=error retry=retry status=status/> }.into_any(),
                }
            })
        };
        let (is_slow, is_drawing) = (awaited_long(busy), is_drawing());
        let is_busy = move || if busy.get() || is_drawing.get() { "true" } else { "false" };
        keep_pieces();
        view! {
            <div class="trends" class:is-busy=is_slow aria-busy=is_busy>
                {once_there(waiting, busy, Box::new(drawn))}
            </div>
        }
    }
}

/// Whether an answer has been awaited for longer than [`QUIET`].
fn awaited_long(busy: RwSignal<bool>) -> RwSignal<bool> {
    let is_slow = RwSignal::new(false);
    Effect::new(move |timer: Option<Option<TimeoutHandle>>| {
        if let Some(timer) = timer.flatten() {
            timer.clear();
        }
        is_slow.set(false);
        // The page may have been left when the time is over.
        let notice = move || {
            is_slow.try_set(busy.try_get_untracked().unwrap_or_default());
        };
        busy.get().then(|| set_timeout_with_handle(notice, QUIET).ok()).flatten()
    });
    is_slow
}
