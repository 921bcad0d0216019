//! No such page, and pages that could not be made.

use leptos::prelude::*;
use leptos_meta::Title;

use crate::domain::AppError;
use crate::ui::components::Header;
use crate::ui::request::ResponseStatus;

/// The page of an address that leads nowhere.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    ResponseStatus::current().set(404);
    view! {
        <Title text="Not found · Sinew"/>
        <ErrorBody heading="There is no such page".to_owned() sentence="Check the address, or start from the list of studies.".to_owned() retry=None/>
    }
}

/// The page of a failed request; the status of the response goes with it.
#[component]
pub fn ErrorPage(
    /// What happened.
    error: AppError,
    /// The address to try again.
    retry: String,
    /// The response being made.
    status: ResponseStatus,
    /// What is said of an address that leads to nothing.
    #[prop(default = "There is no such study")]
    missing: &'static str,
) -> impl IntoView {
    status.set(error.status());
    let (heading, retry) = match error {
        AppError::Invalid { .. } => ("This cannot be shown", Some(retry)),
        AppError::NotFound { .. } => (missing, None),
        AppError::Gone { .. } => ("This has changed", None),
        AppError::Forbidden => ("Not allowed", None),
        AppError::Unavailable => ("The database does not answer", Some(retry)),
        AppError::Internal { .. } => ("This page could not be made", Some(retry)),
    };
    view! {
        <Title text=format!("{heading} · Sinew")/>
        <ErrorBody heading=heading.to_owned() sentence=error.to_string() retry=retry/>
    }
}

#[component]
fn ErrorBody(heading: String, sentence: String, retry: Option<String>) -> impl IntoView {
    let without_settings = retry.as_deref().and_then(|address| address.split_once('?'));
    let plain = without_settings.map(|(page, _)| ("Without settings and filters", page.to_owned()));
    let again = retry.clone().map(|address| ("Try again", address));
    let links = again.into_iter().chain(plain).chain([("All studies", "/".to_owned())]);
    // A full load: the router would see no change in the address and ask for nothing.
    let links = links
        .map(|(label, address)| view! { <li><a class="button" href=address rel="external">{label}</a></li> });
    let links = links.collect_view();
    view! {
        <Header study=None/>
        <main class="page is-error" id="main">
            <h1><span aria-hidden="true">"! "</span>{heading}</h1>
            <p class="sub">{sentence}</p>
            <ul class="ways-out">{links}</ul>
        </main>
    }
}
