//! What lies over a drawn figure: the crosshair, the ring and the words of the point in focus.
//!
//! It is an SVG of the drawing's own size, placed with attributes only, so that it scales with the drawing.

use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;

use super::mark::SeriesKey;
use super::points::{PointWords, Reading, TimeWords};
use crate::chart::{Drawn, Hotspot, Tenths};
use crate::ui::browser;
use crate::ui::handlers::pointed;
use crate::ui::state::{ActivePoint, Reached};

const TIP_WIDTH: f64 = 268.0;
const TIP_GAP: f64 = 16.0;
const TIP_HEAD: f64 = 44.0;
const TIP_ROW: f64 = 34.0;

/// The overlay of one drawing.
#[component]
pub fn Overlay(
    /// The drawing under it.
    drawn: Drawn,
    /// Words of each time point.
    times: Vec<TimeWords>,
    /// How its points lie.
    reading: Reading,
    /// The point in focus.
    active: RwSignal<Option<ActivePoint>>,
) -> impl IntoView {
    let size = (f64::from(drawn.width), f64::from(drawn.height));
    let plot = (pixels(in_pixels(drawn.plot_top)), pixels(in_pixels(drawn.plot_bottom)));
    let hotspots = Arc::new(drawn.hotspots);
    let followed = Arc::clone(&hotspots);
    let follow = move |event: ev::PointerEvent| {
        let Some((across, down)) = browser::position_within(&event) else { return };
        let (x, y) = (across * size.0, down * size.1);
        active.set(nearest(&followed, reading, x, y));
    };
    let leave = move |_| {
        if active.get_untracked().is_some_and(|point| point.reached == Reached::Pointer) {
            active.set(None);
        }
    };
    let content = move || {
        let point = active.get()?;
        let hotspot = at(&hotspots, point)?;
        let words = times.get(point.time)?.clone();
        Some(view! { {crosshair(hotspot, &plot, reading)}{tip(hotspot, words, point.series, size)} })
    };
    view! {
        <svg
            class="figure-overlay"
            viewBox=format!("0 0 {} {}", drawn.width, drawn.height)
            aria-hidden="true"
            on:pointermove=pointed(follow)
            on:pointerleave=pointed(leave)
        >
            {content}
        </svg>
    }
}

/// The hotspot of a point.
fn at(hotspots: &[Hotspot], point: ActivePoint) -> Option<&Hotspot> {
    hotspots.iter().find(|hotspot| place(hotspot) == (point.time, point.series))
}

/// The nearest place or row, then the nearest in it.
fn nearest(hotspots: &[Hotspot], reading: Reading, x: f64, y: f64) -> Option<ActivePoint> {
    let distance = |hotspot: &Hotspot| {
        let (across, down) = ((in_pixels(hotspot.x) - x).abs(), (in_pixels(hotspot.y) - y).abs());
        match reading {
            Reading::Across => (across, down),
            Reading::Down => (down, across),
            Reading::Panels => (across.hypot(down), 0.0),
        }
    };
    let closest = hotspots.iter().min_by(|one, other| {
        let (one, other) = (distance(one), distance(other));
        one.0.total_cmp(&other.0).then(one.1.total_cmp(&other.1))
    })?;
    let (time, series) = place(closest);
    Some(ActivePoint { time, series, reached: Reached::Pointer })
}

/// Time point and group of a hotspot.
fn place(hotspot: &Hotspot) -> (usize, usize) {
    (usize::from(hotspot.point), usize::from(hotspot.series))
}

/// A line through the plot, where there is one plot, and a ring.
fn crosshair(hotspot: &Hotspot, plot: &(String, String), reading: Reading) -> impl IntoView + use<> {
    let (x, y) = (pixels(in_pixels(hotspot.x)), pixels(in_pixels(hotspot.y)));
    let (top, bottom) = plot.clone();
    let line = match reading {
        Reading::Across | Reading::Down => {
            Some(view! { <line class="crosshair" x1=x.clone() x2=x.clone() y1=top y2=bottom></line> })
        }
        Reading::Panels => None,
    };
    view! {
        {line}
        <circle class="focus-ring" cx=x cy=y r="7"></circle>
    }
}

/// The words beside the point: right of it where they fit, else left.
fn tip(hotspot: &Hotspot, words: TimeWords, series: usize, size: (f64, f64)) -> impl IntoView + use<> {
    let height = f64::from(u32::try_from(words.groups.len()).unwrap_or(0)).mul_add(TIP_ROW, TIP_HEAD);
    let (x, y) = (in_pixels(hotspot.x), in_pixels(hotspot.y));
    let fits_right = x + TIP_GAP + TIP_WIDTH <= size.0;
    let left = if fits_right { x + TIP_GAP } else { (x - TIP_GAP - TIP_WIDTH).max(0.0) };
    let top = (y - height / 2.0).clamp(0.0, (size.1 - height).max(0.0));
    view! {
        <foreignObject class="tip-place" x=pixels(left) y=pixels(top) width=pixels(TIP_WIDTH) height=pixels(height)>
            <Tip words=words series=series/>
        </foreignObject>
    }
}

#[component]
fn Tip(words: TimeWords, series: usize) -> impl IntoView {
    let (heading, measure) = (words.heading(), words.measure);
    let rows = words.groups.into_iter().enumerate();
    let rows = rows.map(|(index, point)| view! { <TipRow point=point is_focused=index == series/> });
    view! {
        <div class="tip">
            <p class="tip-heading"><b>{heading}</b><span>{format!("{measure} (95% CI)")}</span></p>
            {rows.collect_view()}
        </div>
    }
}

#[component]
fn TipRow(point: PointWords, is_focused: bool) -> impl IntoView {
    let class = if is_focused { "tip-row is-focused" } else { "tip-row" };
    view! {
        <div class=class>
            <SeriesKey number=point.number/>
            <span class="tip-group">{point.group}</span>
            <b>{point.value}</b>
            <span class="tip-interval">{point.interval.map(|ends| format!("({ends})"))}</span>
            <span class="tip-people">{format!("{} people", point.people)}</span>
        </div>
    }
}

fn in_pixels(length: Tenths) -> f64 {
    f64::from(length) / 10.0
}

fn pixels(value: f64) -> String {
    format!("{value:.1}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_point_is_the_nearest_in_time_first() {
        let spot = |series, point, x, y| Hotspot { series, point, x, y, column_left: x, column_right: x };
        let all = [spot(0, 0, 100, 500), spot(1, 0, 100, 900), spot(0, 1, 1_000, 700)];
        let found = nearest(&all, Reading::Across, 20.0, 88.0).map(|point| (point.time, point.series));
        assert_eq!(found, Some((0, 1)));
        assert_eq!(nearest(&[], Reading::Down, 0.0, 0.0), None);
    }
}
