//! The bands of a score: each a link to the page on which it is selected.

use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;

use super::brush::limit_name;
use crate::cohort::Criterion;
use crate::domain::{Band, Bands, Code, Finite, format};
use crate::ui::browser;
use crate::ui::choices::FORM_ID;
use crate::ui::handlers::pressed;
use crate::ui::state::{BrushEnd, BrushGesture};

/// The address of the page with one filter on a variable, or without any.
pub type FilterAddress = Arc<dyn Fn(&Code, Option<Criterion>) -> String + Send + Sync>;

/// The bands of one variable. The one that is selected leads back to all of them.
#[component]
pub fn BandLinks(
    /// The variable.
    code: Code,
    /// Its name for people.
    label: String,
    /// Its bands.
    bands: Bands,
    /// Limits set.
    limits: (Option<Finite>, Option<Finite>),
    /// Where a link leads.
    filter_address: FilterAddress,
    /// What follows a completed gesture.
    gesture: BrushGesture,
) -> impl IntoView {
    let links = bands.list().iter().map(|band| {
        let own = bands.limits_of(band);
        let (current, set) = if own == limits { (Some("true"), (None, None)) } else { (None, own) };
        let href = filter_address(&code, criterion(&code, set));
        let code = code.clone();
        let on_click = move |event: ev::MouseEvent| {
            if is_plain(&event) {
                event.prevent_default();
                select(&code, set);
                gesture.on_release.run(());
            }
        };
        view! { <li><a class="band" href=href aria-current=current data-noscroll="" on:click=pressed(on_click)>{words(band)}</a></li> }
    });
    let links = links.collect_view();
    view! {
        <ul class="bands" aria-label=format!("Bands: {label}")>{links}</ul>
        <p class="band-source">{bands.source().to_owned()}</p>
    }
}

/// `mild`, then `5–9` in lighter ink, which is read as “5 to 9”.
fn words(band: &Band) -> impl IntoView + use<> {
    let (low, high) = (format::exact(band.low), format::exact(band.high));
    let end = (low != high).then(|| {
        // A dash before a minus cannot be told from it.
        let dash = if band.low < Finite::ZERO { " … " } else { "–" };
        view! {
            <span aria-hidden="true">{dash}</span>
            <span class="visually-hidden">" to "</span>
            {high}
        }
    });
    view! {
        {band.label.clone()}
        " "
        <span class="band-scores">{low}{end}</span>
    }
}

fn criterion(variable: &Code, (low, high): (Option<Finite>, Option<Finite>)) -> Option<Criterion> {
    let is_set = low.is_some() || high.is_some();
    is_set.then(|| Criterion::NumberRange { variable: variable.clone(), low, high })
}

/// Writes the limits into the fields of the variable.
fn select(code: &Code, (low, high): (Option<Finite>, Option<Finite>)) {
    for (end, limit) in [(BrushEnd::Low, low), (BrushEnd::High, high)] {
        let text = limit.map_or_else(String::new, format::exact);
        browser::set_field(FORM_ID, &limit_name(code, end), &text);
    }
}

/// Whether a click follows a link here, and opens no window.
fn is_plain(event: &ev::MouseEvent) -> bool {
    event.button() == 0 && !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key())
}
