//! The list of decks.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use leptos_meta::Title;

use super::answered::Answered;
use super::deck::Told;
use crate::api;
use crate::api::deck::{ChangeAnswer, DeckEntry, DecksPage as Content};
use crate::exhibit::{DeckChange, DeckId};
use crate::ui::answer::{Asked, awaited};
use crate::ui::choices::deck_address;
use crate::ui::components::deck::Notices;
use crate::ui::components::{CurrentNotice, Header};
use crate::ui::handlers::{pressed, submitted};

/// The list of decks.
#[component]
pub fn DecksPage() -> impl IntoView {
    let notices = Notices::new();
    let deleted = RwSignal::new(None::<(DeckId, String)>);
    let decks = awaited(move || Asked { turn: notices.refresh.get(), ..Asked::default() }, |_| api::decks());
    Answered {
        answer: decks,
        address: Signal::stored("/decks".to_owned()),
        waiting: "Reading the decks",
        missing: "There is no such deck",
    }
    .around(move |content| view! { <DeckList content=content notices=notices deleted=deleted/> }.into_any())
}

/// The deck that was deleted last.
type Deleted = RwSignal<Option<(DeckId, String)>>;

#[component]
fn DeckList(content: Content, notices: Notices, deleted: Deleted) -> impl IntoView {
    let body = if content.decks.is_empty() {
        view! { <NoDecks/> }.into_any()
    } else {
        let rows = content.decks.into_iter().map(|deck| {
            view! { <DeckRow deck=deck notices=notices deleted=deleted/> }
        });
        view! { <ul class="studies decks">{rows.collect_view()}</ul> }.into_any()
    };
    let undo = move || {
        let (id, name) = deleted.get()?;
        let restore = move |_| send(id, DeckChange::Restore, notices, move || drop(deleted.try_set(None)));
        Some(view! {
            <p class="deck-undo">
                {format!("“{name}” was deleted. ")}
                <button type="button" class="button" on:click=pressed(restore)>"Undo"</button>
            </p>
        })
    };
    view! {
        <Title text="Decks · Sinew"/>
        <Header study=None/>
        <CurrentNotice sentence=content.notice/>
        <main class="page" id="main">
            <h1>"Decks"</h1>
            <p class="sub">"Figures in an order, with titles and notes, as one file"</p>
            <Told notices=notices/>
            {undo}
            {body}
        </main>
    }
}

/// Makes a change, and asks for the list again.
fn send(id: DeckId, change: DeckChange, notices: Notices, done: impl FnOnce() + 'static) {
    leptos::task::spawn_local(async move {
        match api::change_deck(id, change).await {
            Ok(ChangeAnswer::Done(_)) => {
                notices.problem.try_set(None);
                done();
                notices.ask_again();
            }
            other => notices.not_made(other),
        }
    });
}

#[component]
fn DeckRow(deck: DeckEntry, notices: Notices, deleted: Deleted) -> impl IntoView {
    let DeckEntry { id, version, name, figures, changed_on } = deck;
    let is_renamed = RwSignal::new(false);
    let count = if figures == 1 { "1 figure".to_owned() } else { format!("{figures} figures") };
    let (of_delete, of_form) = (name.clone(), name.clone());
    let delete = move |_| {
        let name = of_delete.clone();
        send(id, DeckChange::Delete { version }, notices, move || {
            notices.said.try_set(format!("“{name}” was deleted."));
            deleted.try_set(Some((id, name)));
        });
    };
    let form = move || {
        let name = of_form.clone();
        is_renamed
            .get()
            .then(|| view! { <Rename id=id version=version name=name notices=notices is_open=is_renamed/> })
    };
    let named = name.clone();
    view! {
        <li class="study deck-line">
            <div>
                <h2><a href=deck_address(id)>{name}</a></h2>
                <p class="study-description">{format!("{count}, changed {changed_on}")}</p>
            </div>
            <div class="deck-row-actions needs-script">
                <button type="button" class="button is-quiet" on:click=pressed(move |_| is_renamed.set(true))>
                    "Rename"<span class="visually-hidden">" "{named.clone()}</span>
                </button>
                <button type="button" class="button is-quiet" on:click=pressed(delete)>
                    "Delete"<span class="visually-hidden">" "{named}</span>
                </button>
            </div>
            {form}
        </li>
    }
}

#[component]
fn Rename(
    id: DeckId,
    version: u32,
    name: String,
    notices: Notices,
    is_open: RwSignal<bool>,
) -> impl IntoView {
    let field = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            let _ = field.focus();
        }
    });
    let on_submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let Some(field) = field.get_untracked() else { return };
        let change = DeckChange::Rename { version, name: field.value() };
        send(id, change, notices, move || {
            is_open.try_set(false);
        });
    };
    view! {
        <form class="save-panel" autocomplete="off" aria-label="Rename this deck" on:submit=submitted(on_submit)>
            <label class="field is-wide">
                <span class="field-label">"Name"</span>
                <input class="text-field" type="text" maxlength="120" required=true value=name node_ref=field/>
            </label>
            <div class="builder-actions">
                <button type="submit" class="button is-primary">"Rename"</button>
                <button type="button" class="button is-quiet" on:click=pressed(move |_| is_open.set(false))>"Cancel"</button>
            </div>
        </form>
    }
}

#[component]
fn NoDecks() -> impl IntoView {
    view! {
        <div class="notice">
            <h2>"No deck yet"</h2>
            <p>"Open a study and choose “Pin” beside a figure: a deck keeps figures in an order, with titles and notes of your own."</p>
            <ul class="ways-out"><li><a class="button" href="/">"All studies"</a></li></ul>
        </div>
    }
}
