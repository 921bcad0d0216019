//! Small drawings. All are decoration: the words beside them say the same.

use leptos::prelude::*;
use leptos::tachys::html::InertElement;

/// The brand mark: two strands and the line they hold.
#[component]
pub fn BrandMark() -> impl IntoView {
    view! {
        <svg class="brand-mark" width="22" height="22" viewBox="0 0 22 22" aria-hidden="true">
            <path d="M4 2.5C4 8 9.2 8.6 9.2 11S4 14 4 19.5"></path>
            <path class="brand-line" d="M11 2.5v17"></path>
            <path d="M18 2.5c0 5.5-5.2 6.1-5.2 8.5s5.2 3 5.2 8.5"></path>
        </svg>
    }
}

/// The mark of a control that opens a list, as text.
pub const CHEVRON: &str = "<svg class=\"chevron\" width=\"10\" height=\"6\" viewBox=\"0 0 10 6\" aria-hidden=\"true\">\
     <path d=\"M1 1l4 4 4-4\"></path></svg>";

/// Opens downwards.
#[component]
pub fn Chevron() -> impl IntoView {
    InertElement::new(CHEVRON)
}

/// Takes something away.
#[component]
pub fn Cross() -> impl IntoView {
    view! {
        <svg class="cross" width="8" height="8" viewBox="0 0 8 8" aria-hidden="true">
            <path d="M1 1l6 6M7 1L1 7"></path>
        </svg>
    }
}

/// A hatched field, as text: something is hidden here.
pub const HATCH: &str = "<svg class=\"hatch\" width=\"22\" height=\"10\" viewBox=\"0 0 22 10\" aria-hidden=\"true\">\
     <path d=\"M-2 6l8-8M2 10L14-2M8 12L20 0M14 12l10-10M20 12l4-4\"></path>\
     <rect x=\"0.5\" y=\"0.5\" width=\"21\" height=\"9\"></rect></svg>";

/// A hatched field: something is hidden here.
#[component]
pub fn Hatch() -> impl IntoView {
    InertElement::new(HATCH)
}
