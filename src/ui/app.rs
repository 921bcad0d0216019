//! Addresses and their pages.

use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::{SsrMode, path};

use super::browser;
use super::pages::{CohortsPage, ComparisonPage, DeckPage, DecksPage, NotFoundPage, StudiesPage, TrendsPage};
use super::widths::WidthsInView;

/// The whole application.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    WidthsInView::provide();
    Effect::new(|_| {
        browser::close_menus_on_leaving();
        browser::mark_hydrated();
    });
    view! {
        <Router>
            <a class="skip-link" href="#main" rel="external">"Skip to the results"</a>
            <FlatRoutes fallback=|| view! { <NotFoundPage/> }.into_any()>
                <Route path=path!("/") view=|| view! { <StudiesPage/> }.into_any() ssr=SsrMode::Async/>
                <Route path=path!("/s/:study/cohort") view=|| view! { <CohortsPage/> }.into_any() ssr=SsrMode::Async/>
                <Route path=path!("/s/:study/compare") view=|| view! { <ComparisonPage/> }.into_any() ssr=SsrMode::Async/>
                <Route path=path!("/decks") view=|| view! { <DecksPage/> }.into_any() ssr=SsrMode::Async/>
                <Route path=path!("/decks/:deck") view=|| view! { <DeckPage/> }.into_any() ssr=SsrMode::Async/>
                <Route path=path!("/s/:study") view=|| view! { <TrendsPage/> }.into_any() ssr=SsrMode::Async/>
            </FlatRoutes>
        </Router>
    }
}
