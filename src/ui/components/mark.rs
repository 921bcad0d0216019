//! The mark of a group: the same shape and colour as in its figure.

use leptos::prelude::*;

use super::inert::inert;

/// Outline of a series mark of 8 units around the origin: circle, square, triangle, diamond, triangle down, cross.
pub const fn mark_path(number: u8) -> &'static str {
    match number {
        0 | 1 => "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0z",
        2 => "M-3.5-3.5h7v7h-7z",
        3 => "M0-4.5L4.3 3.3h-8.6z",
        4 => "M0-4.8L4.8 0L0 4.8L-4.8 0z",
        5 => "M0 4.5L4.3-3.3h-8.6z",
        6 => "M-3.5-3.5L3.5 3.5M3.5-3.5L-3.5 3.5",
        more => mark_path(more - 6),
    }
}

/// 1 to 6, for any series number.
pub const fn series_class_number(number: u8) -> u8 {
    if number == 0 { 1 } else { (number - 1) % 6 + 1 }
}

/// Key in front of a group's name.
#[component]
pub fn SeriesKey(
    /// Series number as in the figure.
    number: u8,
) -> impl IntoView {
    inert(series_key(number))
}

/// Key in front of a group's name, as text.
pub fn series_key(number: u8) -> String {
    format!(
        "<svg class=\"series-key series-mark-{}\" width=\"10\" height=\"10\" viewBox=\"-5 -5 10 10\" aria-hidden=\"true\">\
         <path d=\"{}\"></path></svg>",
        series_class_number(number),
        mark_path(number)
    )
}
