//! The page of one deck: its figures as they are today, in their order, and the files of all of them.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

use super::answered::Answered;
use crate::api;
use crate::api::deck::{DeckEntry, DeckPage as Content, TemplateOffer};
use crate::api::page::Part;
use crate::exhibit::DeckId;
use crate::ui::answer::{Asked, awaited};
use crate::ui::components::deck::{DeckFigures, DeckOrder, DeckState, Notices, deck_files};
use crate::ui::components::{CurrentNotice, Header};
use crate::ui::handlers::pressed;

/// The page of the deck in the address.
#[component]
pub fn DeckPage() -> impl IntoView {
    let params = use_params_map();
    let deck = Memo::new(move |_| params.read().get("deck").unwrap_or_default());
    let notices = Notices::new();
    let asked = move || Asked { of: deck.get(), turn: notices.refresh.get(), ..Asked::default() };
    let page = awaited(asked, |asked| api::deck_page(asked.of));
    Answered {
        answer: page,
        address: Signal::derive(move || format!("/decks/{}", deck.get())),
        waiting: "Drawing the figures",
        missing: "There is no such deck",
    }
    .around(move |content| view! { <Deck content=content notices=notices/> }.into_any())
}

#[component]
fn Deck(content: Content, notices: Notices) -> impl IntoView {
    let Content { notice, deck, templates, items } = content;
    let is_missing = |part: &Part| match part {
        Part::Exhibit(_) => false,
        Part::Unavailable { .. } => true,
    };
    let missing = items.iter().filter(|item| is_missing(&item.part)).count();
    let figures = items.len();
    let state = DeckState::new(deck.id, deck.version, items, notices);
    let name = deck.name.clone();
    let files = (figures > missing)
        .then(|| view! { <Files deck=deck.id figures=figures missing=missing templates=templates/> });
    let is_empty = Memo::new(move |_| state.order.with(Vec::is_empty));
    let body = move || {
        if is_empty.get() {
            view! { <NoFigures/> }.into_any()
        } else {
            view! { <DeckOrder state=state/><DeckFigures state=state/> }.into_any()
        }
    };
    view! {
        <Title text=format!("{name} · Sinew")/>
        <Header study=None/>
        <CurrentNotice sentence=notice/>
        <main class="page deck" id="main">
            <p class="standing"><a href="/decks">"Decks"</a></p>
            <h1>{name}</h1>
            <p class="sub">{standing(&deck)}</p>
            {files}
            <Told notices=notices/>
            <PutBack state=state/>
            {body}
        </main>
    }
}

fn standing(deck: &DeckEntry) -> String {
    format!("Changed {}. Every figure is drawn as it is today.", deck.changed_on)
}

/// All figures in one file.
#[component]
fn Files(deck: DeckId, figures: usize, missing: usize, templates: Vec<TemplateOffer>) -> impl IntoView {
    let named = match missing {
        0 => None,
        1 => Some("One figure cannot be drawn; files say so in its place.".to_owned()),
        many => Some(format!("{many} figures cannot be drawn; files say so in their place.")),
    };
    view! {
        {deck_files(deck, figures, &templates)}
        {named.map(|sentence| view! { <p class="estimand">{sentence}</p> })}
    }
}

/// What became of the last change.
#[component]
pub(super) fn Told(
    /// It.
    notices: Notices,
) -> impl IntoView {
    view! {
        <p class="visually-hidden" aria-live="polite">{notices.said}</p>
        <p class="problem" role="alert">{notices.problem}</p>
    }
}

#[component]
fn PutBack(state: DeckState) -> impl IntoView {
    move || {
        let item = state.removed()?;
        let title = untrack(|| state.title(item));
        Some(view! {
            <p class="deck-undo">
                {format!("“{title}” was taken out. ")}
                <button type="button" class="button" on:click=pressed(move |_| state.put_back())>"Undo"</button>
            </p>
        })
    }
}

#[component]
fn NoFigures() -> impl IntoView {
    view! {
        <div class="notice">
            <h2>"No figure in this deck"</h2>
            <p>"Open a study and choose “Pin” beside a figure; it is kept here with the question that it answers."</p>
            <ul class="ways-out"><li><a class="button" href="/">"All studies"</a></li></ul>
        </div>
    }
}
