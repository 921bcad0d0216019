//! The filters in force, each with the link that takes it away.

use leptos::prelude::*;

use super::icons::Cross;
use crate::analysis::address::FilterChip;
use crate::domain::Code;
use crate::ui::choices::page_address;

/// One chip a filter, and “Clear all” from two on.
#[component]
pub fn Chips(
    /// The study.
    study: Code,
    /// Filters in force.
    chips: Vec<FilterChip>,
    /// Query string without any filter.
    cleared: String,
) -> impl IntoView {
    let clear = (chips.len() > 1).then(|| {
        let address = page_address(&study, &cleared);
        view! { <li><a class="clear-all" href=address data-noscroll="">"Clear all"</a></li> }
    });
    let is_empty = chips.is_empty();
    let rows = chips.into_iter().map(|chip| {
        let address = page_address(&study, &chip.query_without);
        view! {
            <li>
                <a class="chip" href=address data-noscroll="">
                    <span class="visually-hidden">"Remove filter: "</span>
                    {chip.label}
                    <Cross/>
                </a>
            </li>
        }
    });
    let rows = rows.collect_view();
    (!is_empty).then(|| view! { <ul class="chips" aria-label="Filters in force">{rows}{clear}</ul> })
}
