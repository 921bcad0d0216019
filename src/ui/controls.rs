//! The controls of a page with a filter rail: what they say becomes its address.

use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_navigate};

use crate::analysis::address::AddressError;
use crate::domain::{Code, StudyCatalogue};
use crate::ui::browser;
use crate::ui::choices::FORM_ID;
use crate::ui::navigation::in_place;
use crate::ui::state::{BrushGesture, PageState};

/// How a page reads its controls.
#[derive(Clone)]
pub struct Controls {
    /// The study.
    pub catalogue: StudyCatalogue,
    /// What the page remembers.
    pub state: PageState,
    /// From what the form would send to the canonical query string.
    pub canonical: fn(&str, &StudyCatalogue) -> Result<String, AddressError>,
    /// The address of the page at a query string.
    pub address: fn(&Code, &str) -> String,
}

impl Controls {
    /// A completed gesture becomes an address; what cannot be asked for is said beside the controls.
    pub fn apply(self) -> Callback<()> {
        let (navigate, location) = (use_navigate(), use_location());
        let Self { catalogue, state, canonical, address } = self;
        Callback::new(move |()| {
            let Some(written) = browser::form_query(FORM_ID) else { return };
            match canonical(&written, &catalogue) {
                Ok(query) => {
                    state.problem.set(None);
                    if query == location.search.get_untracked() {
                        state.end_brush();
                    } else {
                        navigate(&address(&catalogue.study.code, &query), in_place());
                    }
                }
                Err(problem) => state.problem.set(Some(problem.to_string())),
            }
        })
    }

    /// While a brush moves, the page shows what the controls say and the address stays.
    fn follow(self) -> Callback<()> {
        let Self { catalogue, state, canonical, .. } = self;
        Callback::new(move |()| {
            let Some(written) = browser::form_query(FORM_ID) else { return };
            if let Ok(query) = canonical(&written, &catalogue) {
                state.ask_for(query);
            }
        })
    }

    /// What is dragged, and what follows; `apply` is that of these controls.
    pub fn gesture(self, apply: Callback<()>) -> BrushGesture {
        BrushGesture { dragged: self.state.dragged, on_brush: self.follow(), on_release: apply }
    }
}

/// Sets the controls back to what the page says when it is drawn anew, but not under a brush.
pub fn restore(state: PageState) {
    Effect::new(move |_| {
        state.problem.set(None);
        if !state.is_brushing() {
            browser::restore_controls(FORM_ID);
        }
    });
}

/// When an answer has come, the brush may ask again; when the address has moved, it has been let go.
pub fn follow_brush(state: PageState) {
    let location = use_location();
    Effect::new(move |_| {
        location.search.track();
        state.end_brush();
    });
    Effect::new(move |_| {
        if !state.busy.get()
            && let Some(query) = state.queued.get_untracked()
        {
            state.queued.set(None);
            state.preview.set(Some(query));
        }
    });
}
