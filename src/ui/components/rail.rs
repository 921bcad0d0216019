//! The filters: people behind each value, everyone and those selected.

use leptos::prelude::*;

use super::bands::FilterAddress;
use super::explain::Explain;
use super::facets::FacetPart;
use crate::analysis::address::RailFilters;
use crate::analysis::facets::PublicFacets;
use crate::domain::StudyCatalogue;
use crate::exhibit::Policy;
use crate::ui::choices::FORM_ID;
use crate::ui::explanations::Explanation;
use crate::ui::handlers::changed;
use crate::ui::pieces::{Turn, piece};
use crate::ui::state::BrushGesture;

/// The filter rail. On small screens it is a sheet under the answer, opened by its heading.
#[component]
pub fn Rail(
    /// The study.
    catalogue: StudyCatalogue,
    /// What is set.
    filters: RailFilters,
    /// People behind each value.
    facets: PublicFacets,
    /// Policy in force.
    policy: Policy,
    /// Where a band of a score leads.
    filter_address: FilterAddress,
    /// Called after a completed gesture.
    on_change: Callback<()>,
    /// What is dragged, and what follows.
    gesture: BrushGesture,
    /// Why the controls as set cannot be asked for.
    problem: RwSignal<Option<String>>,
) -> impl IntoView {
    let parts = facets.facets.into_iter().filter_map(|facet| {
        let (_, variable) = catalogue.variable(&facet.variable)?;
        let (variable, bands) = (variable.clone(), catalogue.bands(variable).cloned());
        let (filters, filter_address) = (filters.clone(), filter_address.clone());
        // A handle that is held follows the pointer.
        let is_held = gesture.end_of(&variable.code).is_some();
        let turn = if is_held { Turn::AtOnce } else { Turn::Later };
        let part = move || {
            view! {
                <FacetPart
                    variable=variable
                    facet=facet
                    bands=bands
                    filters=filters
                    filter_address=filter_address
                    gesture=gesture
                />
            }
            .into_any()
        };
        Some(piece(turn, part))
    });
    let rounded = match policy {
        Policy::Exact => None,
        Policy::Rounded => Some(
            view! { <p class="rail-note">"Counts are rounded; under 11 hidden."<Explain about=Explanation::Suppression/></p> },
        ),
    };
    view! {
        <aside class="rail" id="filters" aria-label="Filters">
            <details class="rail-toggle"><summary class="button">"Filters"</summary></details>
            <div class="rail-body" on:change=changed(move |_| on_change.run(()))>
                <h2>"Who is shown"</h2>
                <p class="rail-legend">
                    <span class="legend-key is-everyone"></span>
                    {format!("everyone, {}", facets.everyone.words())}
                    <span class="legend-key is-selected"></span>
                    {format!("selected, {}", facets.selected.words())}
                </p>
                {rounded}
                <p class="problem" role="alert">{problem}</p>
                {parts.collect_view()}
                <button class="button is-primary without-script" type="submit" form=FORM_ID>"Show"</button>
            </div>
        </aside>
    }
}
