//! The figures of a deck as a list: by their titles, to be put in order by pointer or keyboard and to be taken out.

use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;

use super::each::each_item;
use super::state::DeckState;
use crate::exhibit::ItemId;
use crate::ui::browser;
use crate::ui::handlers::{pointed, pressed};

const LIST_ID: &str = "deck-order";

/// A row that the pointer holds, and the place it would have.
type Held = RwSignal<Option<(ItemId, usize)>>;

/// The list.
#[component]
pub fn DeckOrder(
    /// The deck.
    state: DeckState,
) -> impl IntoView {
    let held: Held = RwSignal::new(None);
    view! {
        <ol class="deck-order" id=LIST_ID aria-label="Figures in their order">
            {each_item(state, Arc::new(move |item| view! { <OrderRow state=state item=item held=held/> }.into_any()))}
        </ol>
    }
}

#[component]
fn OrderRow(state: DeckState, item: ItemId, held: Held) -> impl IntoView {
    let title = move || state.title(item);
    let is_held = move || held.get().is_some_and(|(id, _)| id == item);
    let is_target = move || {
        let place = state.place(item);
        held.get().is_some_and(|(id, to)| id != item && to == place)
    };
    let is_after = move || held.get().is_some_and(|(id, to)| state.place(id) < to);
    view! {
        <li class="deck-row" class:is-held=is_held class:is-target=is_target class:is-after=is_after>
            <Handle state=state item=item held=held/>
            <span class="deck-place">{move || state.place(item) + 1}</span>
            <a href=format!("#figure-{item}") rel="external">{title}</a>
            <span class="deck-row-actions needs-script">
                <Mover state=state item=item by=-1/>
                <Mover state=state item=item by=1/>
                <button type="button" class="button is-quiet" on:click=pressed(move |_| state.remove(item))>
                    "Take out"<span class="visually-hidden">" "{title}</span>
                </button>
            </span>
        </li>
    }
}

/// What the pointer takes a row by; the keyboard has the buttons.
#[component]
fn Handle(state: DeckState, item: ItemId, held: Held) -> impl IntoView {
    let take = move |event: ev::PointerEvent| {
        browser::capture_pointer(&event);
        held.set(Some((item, untrack(|| state.place(item)))));
    };
    let drag = move |event: ev::PointerEvent| {
        if held.get_untracked().is_some()
            && let Some(place) = browser::row_under(LIST_ID, &event)
        {
            held.set(Some((item, place)));
        }
    };
    let drop = move |_| {
        if let Some((item, place)) = held.get_untracked() {
            held.set(None);
            state.move_to(item, place);
        }
    };
    view! {
        <span
            class="deck-handle needs-script"
            aria-hidden="true"
            on:pointerdown=pointed(take)
            on:pointermove=pointed(drag)
            on:pointerup=pointed(drop)
            on:pointercancel=pointed(move |_| held.set(None))
        >
            "⠿"
        </span>
    }
}

/// Moves a row by one place. It keeps the focus, also at the ends, where it does nothing.
#[component]
fn Mover(state: DeckState, item: ItemId, by: isize) -> impl IntoView {
    let (label, name) = if by < 0 { ("Move up", "up") } else { ("Move down", "down") };
    let id = format!("move-{name}-{item}");
    let to = move || {
        let to = state.place(item).checked_add_signed(by);
        to.filter(|to| *to < state.order.with(Vec::len))
    };
    let again = id.clone();
    let on_click = move |_| {
        if let Some(to) = untrack(to) {
            state.move_to(item, to);
            browser::focus_soon(again.clone());
        }
    };
    let is_end = move || to().is_none().then_some("true");
    view! {
        <button type="button" class="button is-quiet" id=id aria-disabled=is_end on:click=pressed(on_click)>
            {label}<span class="visually-hidden">" "{move || state.title(item)}</span>
        </button>
    }
}
