//! What the browser calls.

use wasm_bindgen::prelude::wasm_bindgen;

use super::App;
use crate::chart::{self, ChartOptions, Theme, WidthClass};
use crate::exhibit::Exhibit;

/// Takes over the page that the server sent.
#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_body(App);
}

/// The figure of an exhibit, given as JSON, as SVG: `width` is `narrow`, anything else is wide. Empty when the JSON is
/// not an exhibit. Lets a test compare the browser's bytes with the server's.
#[wasm_bindgen]
pub fn chart_svg(exhibit_json: &str, width: &str) -> String {
    let Ok(exhibit) = serde_json::from_str::<Exhibit>(exhibit_json) else { return String::new() };
    let width = if width == "narrow" { WidthClass::Narrow } else { WidthClass::Wide };
    chart::draw(&exhibit.figure, &exhibit.text, ChartOptions { width, theme: Theme::Page }).svg
}
