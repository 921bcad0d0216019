//! What the browser calls.

use wasm_bindgen::prelude::wasm_bindgen;

use super::App;
#[cfg(debug_assertions)]
use crate::chart::{self, ChartOptions, Theme, WidthClass};
#[cfg(debug_assertions)]
use crate::exhibit::Exhibit;

/// Takes over the page that the server sent.
#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_body(App);
}

/// An exhibit, given as JSON, drawn as pages draw it: `width` is the code of a width class. Empty when the JSON is no
/// exhibit or there is no such class. Lets a test compare the browser's bytes with the server's, outside hydration; a
/// release goes without, and without all that reads JSON for it.
#[cfg(debug_assertions)]
#[wasm_bindgen]
pub fn exhibit_svg(exhibit_json: &str, width: &str) -> String {
    let Ok(exhibit) = serde_json::from_str::<Exhibit>(exhibit_json) else { return String::new() };
    let Some(width) = WidthClass::from_code(width) else { return String::new() };
    chart::draw_exhibit(&exhibit, ChartOptions { width, theme: Theme::Page }).svg
}
