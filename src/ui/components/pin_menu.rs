//! Pinning a figure to a deck.

use leptos::ev;
use leptos::prelude::*;

use super::figure::Place;
use super::icons::Chevron;
use crate::api;
use crate::api::deck::{DeckEntry, PinAnswer, PinFigure};
use crate::exhibit::DeckId;
use crate::ui::choices::deck_address;
use crate::ui::handlers::{changed, pressed, submitted};

/// What became of the last pin.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Told {
    Nothing,
    Waiting,
    Pinned { name: String, address: String },
    Problem(String),
}

/// The “Pin” menu of a figure: the decks there are, the one used last first, and a new one.
#[component]
pub fn PinMenu(
    /// Where the figure stands.
    place: Place,
    /// What is asked, as in the exhibit's id.
    analysis: String,
) -> impl IntoView {
    let (decks, told) = (RwSignal::new(Vec::<DeckEntry>::new()), RwSignal::new(Told::Nothing));
    let name = RwSignal::new(String::new());
    let pin = Callback::new(move |deck: Option<DeckId>| {
        let figure = PinFigure {
            deck,
            name: name.get_untracked(),
            study: place.study.to_string(),
            figure: analysis.clone(),
            query: place.query.clone(),
        };
        send(figure, told);
    });
    let look = move |_| {
        leptos::task::spawn_local(async move {
            match api::decks().await {
                Ok(page) => drop(decks.try_set(page.into_inner().decks)),
                Err(error) => drop(told.try_set(Told::Problem(error.to_string()))),
            }
        });
    };
    view! {
        <details class="menu pin-menu needs-script" on:toggle=look>
            <summary class="button is-quiet">"Pin"<Chevron/></summary>
            <div class="menu-sheet">
                <h3>"Pin to a deck"</h3>
                {move || decks.get().into_iter().map(|deck| view! { <DeckRow deck=deck pin=pin/> }).collect_view()}
                <NewDeck name=name pin=pin/>
            </div>
        </details>
        <p class="pin-told" aria-live="polite">{move || words(told.get())}</p>
    }
}

fn send(figure: PinFigure, told: RwSignal<Told>) {
    told.set(Told::Waiting);
    leptos::task::spawn_local(async move {
        let answer = match api::pin_figure(figure).await {
            Ok(PinAnswer::Pinned(deck)) => Told::Pinned { address: deck_address(deck.id), name: deck.name },
            Ok(PinAnswer::Refused { sentence }) => Told::Problem(sentence),
            Err(error) => Told::Problem(error.to_string()),
        };
        told.try_set(answer);
    });
}

fn words(told: Told) -> AnyView {
    match told {
        Told::Nothing => ().into_any(),
        Told::Waiting => "Pinning".into_any(),
        Told::Pinned { name, address } => view! { "Pinned to "<a href=address>{name}</a> }.into_any(),
        Told::Problem(sentence) => view! { <span class="problem">{sentence}</span> }.into_any(),
    }
}

#[component]
fn DeckRow(deck: DeckEntry, pin: Callback<Option<DeckId>>) -> impl IntoView {
    let id = deck.id;
    view! {
        <button type="button" class="menu-row" on:click=pressed(move |_| pin.run(Some(id)))>
            {deck.name}<span>{deck.figures}</span>
        </button>
    }
}

#[component]
fn NewDeck(name: RwSignal<String>, pin: Callback<Option<DeckId>>) -> impl IntoView {
    let on_submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        pin.run(None);
        name.set(String::new());
    };
    view! {
        <form class="pin-new" autocomplete="off" on:submit=submitted(on_submit)>
            <label class="field">
                <span class="field-label">"New deck…"</span>
                <input
                    class="text-field"
                    type="text"
                    maxlength="120"
                    placeholder="Name"
                    prop:value=name
                    on:input=changed(move |event| name.set(event_target_value(&event)))
                />
            </label>
            <button type="submit" class="button">"Create and pin"</button>
        </form>
    }
}
