//! The figures of a deck as they are today.

use std::sync::Arc;

use leptos::prelude::*;

use super::each::each_item;
use super::state::{DeckState, PageItem, finding};
use super::words::Words;
use crate::analysis::address::FiguresPage;
use crate::api::deck::{DeckItem, PinStanding};
use crate::api::page::Part;
use crate::exhibit::ItemId;
use crate::ui::choices::{cohort_address, compare_address, page_address};
use crate::ui::components::{FigurePart, Place};

/// Every figure with its words, in the order of the deck.
#[component]
pub fn DeckFigures(
    /// The deck.
    state: DeckState,
) -> impl IntoView {
    let drawn = move |id| {
        let item = state.item(id);
        item.map(|item| view! { <Item state=state id=id item=item/> }).into_any()
    };
    each_item(state, Arc::new(drawn))
}

#[component]
fn Item(state: DeckState, id: ItemId, item: PageItem) -> impl IntoView {
    let (study, address, standing) =
        item.content.with_value(|content| (content.study_title.clone(), address(content), content.standing));
    let changed = match standing {
        PinStanding::Same => None,
        PinStanding::Changed => {
            Some(view! { <p class="deck-changed">"The numbers have changed since it was pinned."</p> })
        }
    };
    let place = move || format!("{} of {}", state.place(id) + 1, state.order.with(Vec::len));
    let figure = move || item.content.with_value(|content| drawn(id, content, item.title()));
    let note = move || {
        let note = item.words.with(|words| words.note.clone());
        note.map(|note| view! { <p class="deck-note">{note}</p> })
    };
    view! {
        <article class="deck-item" id=format!("figure-{id}")>
            <p class="deck-source">
                {place}" · "{study}" · "<a href=address>"Open where it came from"</a>
            </p>
            {changed}
            {figure}
            {note}
            <Words state=state id=id item=item/>
        </article>
    }
}

/// The figure under its title, or the sentence that says why there is none.
fn drawn(id: ItemId, content: &DeckItem, title: String) -> AnyView {
    match &content.part {
        Part::Exhibit(exhibit) => {
            let place =
                Place { study: content.study.clone(), query: content.query.clone(), page: content.page };
            let exhibit = exhibit.as_ref().clone();
            view! { <FigurePart place=place heading=title exhibit=exhibit anchor=format!("-{id}")/> }
                .into_any()
        }
        Part::Unavailable { sentence } => view! {
            <section class="figure">
                <h2>{title}</h2>
                <p class="estimand">{sentence.clone()}</p>
            </section>
        }
        .into_any(),
    }
}

fn address(content: &DeckItem) -> String {
    match content.page {
        FiguresPage::Trends => page_address(&content.study, &content.query),
        FiguresPage::Cohort => cohort_address(&content.study, &content.query),
        FiguresPage::Comparison => compare_address(&content.study, &content.query),
    }
}

/// The finding, for a title that is empty.
pub(super) fn placeholder(item: PageItem) -> String {
    item.content.with_value(finding)
}
