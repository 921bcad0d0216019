//! The controls of a page with a filter rail: what they say becomes its address.

use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_navigate};

use crate::analysis::address::AddressError;
use crate::domain::{Code, StudyCatalogue};
use crate::ui::browser;
use crate::ui::choices::FORM_ID;
use crate::ui::navigation::in_place;
use crate::ui::pieces::is_drawing;
use crate::ui::state::{BrushGesture, PageState};

/// How a page reads its controls.
#[derive(Clone, Copy)]
pub struct Wording {
    /// From what the form would send to the canonical query string.
    pub canonical: fn(&str, &StudyCatalogue) -> Result<String, AddressError>,
    /// The address of the page at a query string.
    pub address: fn(&Code, &str) -> String,
}

/// The controls of a page. They are the page's, not an answer's: parts that show the answer before go on working.
#[derive(Clone, Copy)]
pub struct Controls {
    /// The study of the last answer.
    catalogue: StoredValue<Option<StudyCatalogue>>,
    /// Called after a completed gesture.
    pub apply: Callback<()>,
    /// What is dragged, and what follows.
    pub gesture: BrushGesture,
}

impl Controls {
    /// Those of a page that is being opened.
    pub fn new(wording: Wording, state: PageState) -> Self {
        let catalogue = StoredValue::new(None);
        let apply = apply(catalogue, wording, state);
        let on_brush = follow(catalogue, wording, state);
        let gesture = BrushGesture { dragged: state.dragged, on_brush, on_release: apply };
        Self { catalogue, apply, gesture }
    }

    /// From now on they are read by this study.
    pub fn read_by(self, catalogue: &StudyCatalogue) {
        self.catalogue.set_value(Some(catalogue.clone()));
    }
}

/// What the form would send, and the study it is read by.
fn written(catalogue: StoredValue<Option<StudyCatalogue>>) -> Option<(String, StudyCatalogue)> {
    browser::form_query(FORM_ID).zip(catalogue.get_value())
}

/// A completed gesture becomes an address; what cannot be asked for is said beside the controls.
fn apply(catalogue: StoredValue<Option<StudyCatalogue>>, wording: Wording, state: PageState) -> Callback<()> {
    let (navigate, location) = (use_navigate(), use_location());
    Callback::new(move |()| {
        let Some((written, catalogue)) = written(catalogue) else { return };
        match (wording.canonical)(&written, &catalogue) {
            Ok(query) => {
                state.problem.set(None);
                if query == location.search.get_untracked() {
                    state.end_brush();
                } else {
                    navigate(&(wording.address)(&catalogue.study.code, &query), in_place());
                }
            }
            Err(problem) => state.problem.set(Some(problem.to_string())),
        }
    })
}

/// While a brush moves, the page shows what the controls say and the address stays.
fn follow(
    catalogue: StoredValue<Option<StudyCatalogue>>,
    wording: Wording,
    state: PageState,
) -> Callback<()> {
    Callback::new(move |()| {
        let Some((written, catalogue)) = written(catalogue) else { return };
        if let Ok(query) = (wording.canonical)(&written, &catalogue) {
            state.ask_for(query);
        }
    })
}

/// Sets the controls back to what the page says whenever all of it shows the last answer, but not under a brush.
pub fn restore_when_drawn(state: PageState) {
    let is_drawing = is_drawing();
    Effect::new(move |_| {
        if !state.busy.get() && !is_drawing.get() {
            // An answer is no longer awaited a moment before its parts wait for their turn.
            browser::before_next_frame(move || {
                let is_drawn = state.busy.try_get_untracked() == Some(false) && !is_drawing.get_untracked();
                if is_drawn && !state.is_brushing() {
                    state.problem.set(None);
                    browser::restore_controls(FORM_ID);
                }
            });
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
