//! The figure: heading, drawing in two widths, table, sentence, footnotes, id.

use leptos::ev;
use leptos::prelude::*;

use super::data_table::DataTable;
use super::explain::Explain;
use super::overlay::Overlay;
use super::points::{TimeWords, words_by_time};
use super::save_menu::SaveMenu;
use crate::chart::{self, ChartOptions, Drawn, Theme, WidthClass};
use crate::domain::{Code, format};
use crate::exhibit::Exhibit;
use crate::ui::explanations::Explanation;
use crate::ui::state::{ActivePoint, Reached, TrendState};

/// A trend figure with everything that belongs to it.
#[component]
pub fn TrendFigurePart(
    /// The study.
    study: Code,
    /// Query string of the page.
    query: String,
    /// Short name of what is drawn.
    heading: String,
    /// The exhibit.
    exhibit: Exhibit,
    /// State of the page.
    state: TrendState,
) -> impl IntoView {
    let times = words_by_time(&exhibit);
    let rows = format!("{} rows", format::count(u32::try_from(exhibit.table.rows.len()).unwrap_or(u32::MAX)));
    let draw =
        |width| chart::draw(&exhibit.figure, &exhibit.text, ChartOptions { width, theme: Theme::Page });
    let (wide, narrow) = (draw(WidthClass::Wide), draw(WidthClass::Narrow));
    let notes = exhibit.text.footnotes.iter().map(|note| view! { <p>{note.clone()}</p> }).collect_view();
    view! {
        <figure class="figure" aria-labelledby="figure-heading">
            <header>
                <div>
                    <h2 id="figure-heading">{heading}<Explain about=Explanation::Interval/></h2>
                    <p class="estimand">{exhibit.text.subtitle.clone()}</p>
                </div>
                <div class="figure-actions">
                    <SaveMenu study=study query=query rows=rows/>
                </div>
            </header>
            <Drawings wide=wide narrow=narrow times=times.clone() sentence=exhibit.text.sentence.clone() state=state/>
            <p class="strip-help">"People behind each mean"<Explain about=Explanation::DropOut/></p>
            <DataTable table=exhibit.table times=times active=state.active.into()/>
            <figcaption>
                <p class="figure-sentence">{exhibit.text.sentence}</p>
                {notes}
                <p class="exhibit-id">{exhibit.id.to_string()}</p>
            </figcaption>
        </figure>
    }
}

#[component]
fn Drawings(
    wide: Drawn,
    narrow: Drawn,
    times: Vec<TimeWords>,
    sentence: String,
    state: TrendState,
) -> impl IntoView {
    let active = state.active;
    let stored = StoredValue::new(times.clone());
    let spoken = move || {
        let point = active.get().filter(|point| point.reached == Reached::Keyboard);
        point.and_then(|point| {
            stored.with_value(|times| times.get(point.time).map(|time| time.spoken(point.series)))
        })
    };
    let label = format!("{sentence} Arrow keys move through the points; Escape leaves.");
    view! {
        <div
            class="drawings"
            tabindex="0"
            role="group"
            aria-roledescription="chart"
            aria-label=label
            on:keydown=move |event| on_key(&event, active, stored)
            on:blur=move |_| active.set(None)
        >
            <Drawing class="drawing is-wide" drawn=wide times=times.clone() active=active/>
            <Drawing class="drawing is-narrow" drawn=narrow times=times active=active/>
            <p class="visually-hidden" aria-live="polite">{spoken}</p>
        </div>
    }
}

#[component]
fn Drawing(
    class: &'static str,
    drawn: Drawn,
    times: Vec<TimeWords>,
    active: RwSignal<Option<ActivePoint>>,
) -> impl IntoView {
    view! {
        <div class=class>
            <div class="chart" inner_html=drawn.svg.clone()></div>
            <Overlay drawn=drawn times=times active=active/>
        </div>
    }
}

fn on_key(
    event: &ev::KeyboardEvent,
    active: RwSignal<Option<ActivePoint>>,
    times: StoredValue<Vec<TimeWords>>,
) {
    let (last_time, last_series) = times.with_value(|all| {
        let groups = all.first().map_or(0, |time| time.groups.len());
        (all.len().saturating_sub(1), groups.saturating_sub(1))
    });
    let now = active.get_untracked();
    let (time, series) = now.map_or((last_time, 0), |point| (point.time, point.series));
    let moved = match event.key().as_str() {
        "Escape" => {
            active.set(None);
            return;
        }
        "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown" if now.is_none() => (last_time, 0),
        "ArrowLeft" => (time.saturating_sub(1), series),
        "ArrowRight" => ((time + 1).min(last_time), series),
        "ArrowUp" => (time, series.saturating_sub(1)),
        "ArrowDown" => (time, (series + 1).min(last_series)),
        "Home" => (0, series),
        "End" => (last_time, series),
        _ => return,
    };
    event.prevent_default();
    active.set(Some(ActivePoint { time: moved.0, series: moved.1, reached: Reached::Keyboard }));
}
