//! What the browser calls.

use wasm_bindgen::prelude::wasm_bindgen;

use super::App;
use crate::chart::{self, ChartOptions, ChartText, Theme, WidthClass};
use crate::exhibit::FigureSpec;

/// Takes over the page that the server sent.
#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_body(App);
}

/// A figure specification, given as JSON, as SVG with ids beginning with `chart` and no words: `width` is `narrow`,
/// anything else is wide. Empty when the JSON is no figure. Lets a test compare the browser's bytes with the server's.
#[wasm_bindgen]
pub fn chart_svg(figure_json: &str, width: &str) -> String {
    let Ok(figure) = serde_json::from_str::<FigureSpec>(figure_json) else { return String::new() };
    let width = if width == "narrow" { WidthClass::Narrow } else { WidthClass::Wide };
    let text = ChartText { id: "chart", title: "", description: "" };
    chart::svg(&figure, &text, ChartOptions { width, theme: Theme::Page })
}
