//! Parts that follow the order of a deck.

use std::sync::Arc;

use leptos::prelude::*;

use super::state::DeckState;
use crate::exhibit::ItemId;

/// A part for every figure, in the order of the deck; a part moves with its figure. Of one type, so that it is compiled
/// once.
pub fn each_item(state: DeckState, part: Arc<dyn Fn(ItemId) -> AnyView + Send + Sync>) -> AnyView {
    view! {
        <For each=move || state.order.get() key=|seen| seen.item children=move |seen| part(seen.item)/>
    }
    .into_any()
}
