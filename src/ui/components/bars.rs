//! The drawings of the rail: outline for everyone, solid for those selected.

use leptos::prelude::*;

use super::icons::Hatch;
use super::inert::{append, escape, inert};
use crate::analysis::facets::{FacetRow, FacetValue, short_words};
use crate::domain::{Finite, NumberRange, format};
use crate::exhibit::Count;

/// Width of a histogram's view box.
const WIDTH: f64 = 284.0;
/// Height of its tallest bar.
const HEIGHT: f64 = 44.0;

/// The largest count of a variable that is shown; at least 1.
pub fn tallest(rows: &[FacetRow]) -> u32 {
    rows.iter().filter_map(|row| row.everyone.shown()).max().unwrap_or(0).max(1)
}

/// The bar and count of a level or answer.
#[component]
pub fn RowBar(
    /// The value.
    row: FacetRow,
    /// Count that fills the bar.
    most: u32,
) -> impl IntoView {
    let share = |count: Count| pixels(f64::from(count.shown().unwrap_or(0)) / f64::from(most) * 100.0);
    if row.everyone == Count::Hidden {
        return view! { <span class="row-bar"><Hatch/></span><span class="row-count">"hidden"</span> }
            .into_any();
    }
    let bar = format!(
        "<svg class=\"row-bar\" viewBox=\"0 0 100 12\" preserveAspectRatio=\"none\" aria-hidden=\"true\">\
         <rect class=\"bar-everyone\" x=\"0\" y=\"0.5\" width=\"{everyone}\" height=\"11\"></rect>\
         <rect class=\"bar-selected\" x=\"0\" y=\"3\" width=\"{selected}\" height=\"6\"></rect></svg>",
        everyone = share(row.everyone),
        selected = share(row.selected),
    );
    view! { {inert(bar)}<span class="row-count">{short_words(row.selected)}</span> }.into_any()
}

/// The distribution of a number, with what its limits are and where its bands begin.
#[component]
pub fn Histogram(
    /// Bins in order.
    rows: Vec<FacetRow>,
    /// Declared range, the width of the drawing.
    range: NumberRange,
    /// Limits set.
    limits: (Option<Finite>, Option<Finite>),
    /// Where bands begin, but the first.
    borders: Vec<Finite>,
    /// What it shows.
    words: String,
) -> impl IntoView {
    let mut svg = format!(
        "<svg class=\"histogram\" viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"{}\">",
        pixels(WIDTH),
        pixels(HEIGHT + 1.0),
        escape(&words)
    );
    for at in borders {
        upright(&mut svg, "band-line", across(at, range));
    }
    let most = tallest(&rows);
    for row in rows {
        if let FacetValue::Bin { low, high } = row.value {
            bin(&mut svg, (across(low, range), across(high, range)), row, most);
        }
    }
    line(&mut svg, "histogram-base", [0.0, WIDTH], [HEIGHT + 0.5; 2]);
    for at in [limits.0, limits.1].into_iter().flatten() {
        upright(&mut svg, "limit-line", across(at, range));
    }
    svg.push_str("</svg>");
    inert(svg)
}

/// Under a histogram, the scores at which bands begin: in the size of text, however wide the drawing is.
#[component]
pub fn BandScale(
    /// Declared range, the width of the drawing.
    range: NumberRange,
    /// Where bands begin, but the first.
    borders: Vec<Finite>,
) -> impl IntoView {
    let mut svg = String::from("<svg class=\"band-scale\" aria-hidden=\"true\">");
    for at in borders {
        let x = pixels(across(at, range) / WIDTH * 100.0);
        append!(svg, "<text x=\"{x}%\" y=\"12\">{}</text>", escape(&format::exact(at)));
    }
    svg.push_str("</svg>");
    inert(svg)
}

fn bin(svg: &mut String, (left, right): (f64, f64), row: FacetRow, most: u32) {
    let width = (right - left - 1.0).max(1.0);
    let tall = |count: Count| f64::from(count.shown().unwrap_or(0)) / f64::from(most) * (HEIGHT - 1.0);
    let mut bar = |class: &str, height: f64| {
        append!(
            svg,
            "<rect class=\"{class}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"></rect>",
            pixels(left + 0.5),
            pixels(HEIGHT - height),
            pixels(width),
            pixels(height)
        );
    };
    if row.everyone == Count::Hidden {
        bar("bar-hidden", 6.0);
    } else {
        bar("bar-everyone", tall(row.everyone));
        bar("bar-selected", tall(row.selected));
    }
}

fn upright(svg: &mut String, class: &str, x: f64) {
    line(svg, class, [x; 2], [0.0, HEIGHT]);
}

fn line(svg: &mut String, class: &str, x: [f64; 2], y: [f64; 2]) {
    let ([x1, x2], [y1, y2]) = (x.map(pixels), y.map(pixels));
    append!(svg, "<line class=\"{class}\" x1=\"{x1}\" x2=\"{x2}\" y1=\"{y1}\" y2=\"{y2}\"></line>");
}

fn across(value: Finite, range: NumberRange) -> f64 {
    let span = range.high.get() - range.low.get();
    if span > 0.0 { ((value.get() - range.low.get()) / span).clamp(0.0, 1.0) * WIDTH } else { 0.0 }
}

/// A coordinate with one decimal: the same text on the server and in the browser.
fn pixels(value: f64) -> String {
    format!("{value:.1}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finite(value: f64) -> Finite {
        Finite::new(value).unwrap_or(Finite::ZERO)
    }

    #[test]
    fn positions_stay_inside_the_drawing() {
        let range = NumberRange { low: finite(18.0), high: finite(98.0) };
        assert_eq!(across(finite(18.0), range), 0.0);
        assert_eq!(across(finite(58.0), range), WIDTH / 2.0);
        assert_eq!(across(finite(500.0), range), WIDTH);
        assert_eq!(across(finite(1.0), NumberRange { low: finite(1.0), high: finite(1.0) }), 0.0);
    }

    #[test]
    fn a_variable_without_people_still_has_a_scale() {
        assert_eq!(tallest(&[]), 1);
    }
}
