//! The drawings of the rail: outline for everyone, solid for those selected.

use leptos::prelude::*;

use super::icons::Hatch;
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
    let share = |count: Count| f64::from(count.shown().unwrap_or(0)) / f64::from(most) * 100.0;
    let (everyone, selected) = (share(row.everyone), share(row.selected));
    if row.everyone == Count::Hidden {
        return view! { <span class="row-bar"><Hatch/></span><span class="row-count">"hidden"</span> }
            .into_any();
    }
    view! {
        <svg class="row-bar" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
            <rect class="bar-everyone" x="0" y="0.5" width=pixels(everyone) height="11"></rect>
            <rect class="bar-selected" x="0" y="3" width=pixels(selected) height="6"></rect>
        </svg>
        <span class="row-count">{short_words(row.selected)}</span>
    }
    .into_any()
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
    let most = tallest(&rows);
    let borders = borders.into_iter().map(|at| {
        let x = pixels(across(at, range));
        view! { <line class="band-line" x1=x.clone() x2=x y1="0" y2=pixels(HEIGHT)></line> }
    });
    let borders = borders.collect_view();
    let bars = rows.into_iter().filter_map(|row| {
        let FacetValue::Bin { low, high } = row.value else { return None };
        let (left, right) = (across(low, range), across(high, range));
        Some(bin(left, right, row, most))
    });
    let bars = bars.collect_view();
    let (low, high) = limits;
    let mark = |limit: Option<Finite>| {
        limit.map(|at| {
            let x = pixels(across(at, range));
            view! { <line class="limit-line" x1=x.clone() x2=x y1="0" y2=pixels(HEIGHT)></line> }
        })
    };
    view! {
        <svg class="histogram" viewBox=format!("0 0 {} {}", pixels(WIDTH), pixels(HEIGHT + 1.0)) role="img" aria-label=words>
            {borders}
            {bars}
            <line class="histogram-base" x1="0" x2=pixels(WIDTH) y1=pixels(HEIGHT + 0.5) y2=pixels(HEIGHT + 0.5)></line>
            {mark(low)}
            {mark(high)}
        </svg>
    }
}

/// Under a histogram, the scores at which bands begin: in the size of text, however wide the drawing is.
#[component]
pub fn BandScale(
    /// Declared range, the width of the drawing.
    range: NumberRange,
    /// Where bands begin, but the first.
    borders: Vec<Finite>,
) -> impl IntoView {
    let labels = borders.into_iter().map(|at| {
        let x = format!("{}%", pixels(across(at, range) / WIDTH * 100.0));
        view! { <text x=x y="12">{format::exact(at)}</text> }
    });
    let labels = labels.collect_view();
    view! { <svg class="band-scale" aria-hidden="true">{labels}</svg> }
}

fn bin(left: f64, right: f64, row: FacetRow, most: u32) -> AnyView {
    let width = (right - left - 1.0).max(1.0);
    let tall = |count: Count| f64::from(count.shown().unwrap_or(0)) / f64::from(most) * (HEIGHT - 1.0);
    let (everyone, selected) = (tall(row.everyone), tall(row.selected));
    if row.everyone == Count::Hidden {
        let y = HEIGHT - 6.0;
        return view! {
            <rect class="bar-hidden" x=pixels(left + 0.5) y=pixels(y) width=pixels(width) height="6"></rect>
        }
        .into_any();
    }
    view! {
        <rect class="bar-everyone" x=pixels(left + 0.5) y=pixels(HEIGHT - everyone) width=pixels(width) height=pixels(everyone)></rect>
        <rect class="bar-selected" x=pixels(left + 0.5) y=pixels(HEIGHT - selected) width=pixels(width) height=pixels(selected)></rect>
    }
    .into_any()
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
