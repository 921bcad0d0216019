//! The figure: heading, drawing in three widths, table, sentence, footnotes, id.

use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;

use super::data_table::DataTable;
use super::explain::Explain;
use super::inert::inert;
use super::keyboard::{Answer, answer};
use super::overlay::Overlay;
use super::pin_menu::PinMenu;
use super::points::{Reading, TimeWords, words_by_time};
use super::save_menu::SaveMenu;
use crate::analysis::address::FiguresPage;
use crate::api::page::Part;
use crate::chart::{self, ChartOptions, Theme, WidthClass};
use crate::domain::Code;
use crate::exhibit::{Exhibit, FigureSpec};
use crate::ui::explanations::Explanation;
use crate::ui::handlers::keyed;
use crate::ui::state::{ActivePoint, Reached};
use crate::ui::widths::WidthsInView;

/// Where a figure stands; its files are asked for with the settings of its page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The study.
    pub study: Code,
    /// Query string of the page.
    pub query: String,
    /// The page.
    pub page: FiguresPage,
}

/// A figure with everything that belongs to it.
#[component]
pub fn FigurePart(
    /// Where it stands.
    place: Place,
    /// Short name of what is drawn.
    heading: String,
    /// The exhibit.
    exhibit: Exhibit,
    /// Told apart by it where a page shows a question more than once.
    #[prop(default = String::new())]
    anchor: String,
) -> impl IntoView {
    let times = words_by_time(&exhibit);
    let active = RwSignal::new(None);
    let analysis = exhibit.provenance.analysis.clone();
    let heading_id = format!("{analysis}{anchor}-heading");
    let labelled_by = heading_id.clone();
    let strip_help = strip_help(&exhibit);
    let reading = Reading::of(&exhibit.figure);
    let drawn = Arc::new(exhibit.clone());
    let notes = exhibit.text.footnotes.iter().map(|note| view! { <p>{note.clone()}</p> }).collect_view();
    view! {
        <figure class="figure" aria-labelledby=labelled_by>
            <header>
                <div>
                    <h2 id=heading_id>{heading}<Explain about=Explanation::Interval/></h2>
                    <p class="estimand">{exhibit.text.subtitle.clone()}</p>
                </div>
                <div class="figure-actions">
                    <PinMenu place=place.clone() analysis=analysis/>
                    <SaveMenu place=place exhibit=Arc::clone(&drawn)/>
                </div>
            </header>
            <Drawings exhibit=drawn times=times.clone() sentence=exhibit.text.sentence.clone() reading=reading active=active/>
            {strip_help}
            <DataTable table=exhibit.table times=times active=active/>
            <figcaption>
                <p class="figure-sentence">{exhibit.text.sentence}</p>
                {notes}
                <p class="exhibit-id">{exhibit.id.to_string()}</p>
            </figcaption>
        </figure>
    }
}

/// A figure under its own finding, or why it is not there.
pub fn beneath(part: Part, place: Place) -> AnyView {
    match part {
        Part::Exhibit(exhibit) => {
            let heading = exhibit.text.title.clone();
            view! { <FigurePart place=place heading=heading exhibit=*exhibit/> }.into_any()
        }
        Part::Unavailable { sentence } => {
            view! { <section class="figure"><p class="estimand">{sentence}</p></section> }.into_any()
        }
    }
}

/// Under a drawing with a strip of people: how to read it.
fn strip_help(exhibit: &Exhibit) -> Option<AnyView> {
    match &exhibit.figure {
        FigureSpec::Trend(_) => Some(
            view! { <p class="strip-help">"How to read these columns"<Explain about=Explanation::DropOut/></p> }
                .into_any(),
        ),
        FigureSpec::Responders(_)
        | FigureSpec::Forest(_)
        | FigureSpec::Differences(_)
        | FigureSpec::Attrition(_)
        | FigureSpec::Multiples(_) => None,
    }
}

#[component]
fn Drawings(
    exhibit: Arc<Exhibit>,
    times: Vec<TimeWords>,
    sentence: String,
    reading: Reading,
    active: RwSignal<Option<ActivePoint>>,
) -> impl IntoView {
    let words = Arc::new(times.clone());
    let asked = Arc::clone(&words);
    let spoken = move || {
        let point = active.get().filter(|point| point.reached == Reached::Keyboard)?;
        words.get(point.time).map(|time| time.spoken(point.series))
    };
    let on_key = move |event: ev::KeyboardEvent| {
        let groups = asked.first().map_or(0, |time| time.groups.len());
        match answer(&event.key(), active.get_untracked(), asked.len(), groups) {
            Answer::None => {}
            Answer::Leave => active.set(None),
            Answer::Focus(point) => {
                event.prevent_default();
                active.set(Some(point));
            }
        }
    };
    let widths = WidthsInView::current();
    widths.look_soon();
    let drawings = WidthClass::ALL.map(|width| {
        let (exhibit, times) = (Arc::clone(&exhibit), times.clone());
        let drawing = move || {
            let (exhibit, times) = (Arc::clone(&exhibit), times.clone());
            widths.hold(width).then(
                || view! { <Drawing exhibit=exhibit width=width times=times reading=reading active=active/> },
            )
        };
        view! { <div class=format!("drawing is-{}", width.code())>{drawing}</div> }
    });
    let drawings = drawings.into_iter().collect_view();
    let label = format!("{sentence} Arrow keys move through the points; Escape leaves.");
    view! {
        <div
            class="drawings"
            tabindex="0"
            role="group"
            aria-roledescription="chart"
            aria-label=label
            on:keydown=keyed(on_key)
            on:blur=move |_| active.set(None)
        >
            {drawings}
            <p class="visually-hidden" aria-live="polite">{spoken}</p>
        </div>
    }
}

#[component]
fn Drawing(
    exhibit: Arc<Exhibit>,
    width: WidthClass,
    times: Vec<TimeWords>,
    reading: Reading,
    active: RwSignal<Option<ActivePoint>>,
) -> impl IntoView {
    let drawn = chart::draw_exhibit(&exhibit, ChartOptions { width, theme: Theme::Page });
    view! {
        <div class="chart">{inert(drawn.svg.clone())}</div>
        <Overlay drawn=drawn times=times reading=reading active=active/>
    }
}
