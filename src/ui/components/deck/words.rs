//! Title and note of a figure, to be edited.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;

use super::item::placeholder;
use super::state::{DeckState, PageItem};
use crate::api;
use crate::api::deck::ChangeAnswer;
use crate::exhibit::{DeckChange, ItemId, ItemWords};
use crate::ui::handlers::{keyed, pressed, submitted};

/// What the form says; it is closed where there is none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Editing {
    /// Why it was not saved, as a sentence.
    problem: Option<String>,
    /// What somebody else wrote meanwhile.
    theirs: Option<ItemWords>,
}

/// The button that opens the form, or the form.
#[component]
pub fn Words(state: DeckState, id: ItemId, item: PageItem) -> impl IntoView {
    let editing = RwSignal::new(None::<Editing>);
    let is_open = Memo::new(move |_| editing.with(Option::is_some));
    let begin = move |_| editing.set(Some(Editing::default()));
    move || {
        if is_open.get() {
            view! { <WordsForm state=state id=id item=item editing=editing/> }.into_any()
        } else {
            view! {
                <button type="button" class="button deck-edit needs-script" on:click=pressed(begin)>
                    "Edit title and note"<span class="visually-hidden">" of "{move || item.title()}</span>
                </button>
            }
            .into_any()
        }
    }
}

#[component]
fn WordsForm(
    state: DeckState,
    id: ItemId,
    item: PageItem,
    editing: RwSignal<Option<Editing>>,
) -> impl IntoView {
    let (title, note) = (NodeRef::<html::Input>::new(), NodeRef::<html::Textarea>::new());
    Effect::new(move |_| {
        if let Some(field) = title.get() {
            let _ = field.focus();
        }
    });
    let on_submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let title = title.get_untracked().map(|field| field.value()).filter(|text| !text.is_empty());
        let note = note.get_untracked().map(|field| field.value()).filter(|text| !text.is_empty());
        save(state, id, item, ItemWords { title, note }, editing);
    };
    let on_key = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" {
            editing.set(None);
        }
    };
    let words = item.words.get_untracked();
    let problem = move || editing.get().and_then(|editing| editing.problem);
    let theirs = move || {
        let theirs = editing.get()?.theirs?;
        Some(view! { <Theirs words=theirs item=item editing=editing/> })
    };
    view! {
        <form class="save-panel deck-words" autocomplete="off" aria-label="Title and note" on:submit=submitted(on_submit) on:keydown=keyed(on_key)>
            <label class="field is-wide">
                <span class="field-label">"Title"</span>
                <input class="text-field" type="text" maxlength="200" placeholder=placeholder(item) value=words.title node_ref=title/>
            </label>
            <label class="field is-wide">
                <span class="field-label">"Note: spoken on slides, beneath the figure elsewhere"</span>
                <textarea class="text-field" rows="4" maxlength="2000" node_ref=note>{words.note}</textarea>
            </label>
            {theirs}
            <p class="problem" role="alert">{problem}</p>
            <div class="builder-actions">
                <button type="submit" class="button is-primary">"Save"</button>
                <button type="button" class="button is-quiet" on:click=pressed(move |_| editing.set(None))>"Cancel"</button>
            </div>
        </form>
    }
}

fn save(state: DeckState, id: ItemId, item: PageItem, words: ItemWords, editing: RwSignal<Option<Editing>>) {
    let Some(seen) = state.seen(id) else { return };
    let change = DeckChange::Describe { item: seen, words: words.clone() };
    leptos::task::spawn_local(async move {
        let problem = match api::change_deck(state.deck, change).await {
            Ok(ChangeAnswer::Done(kept)) => {
                state.keep(kept);
                item.words.try_set(words);
                state.notices.said.try_set("Title and note are saved.".to_owned());
                editing.try_set(None);
                return;
            }
            Ok(ChangeAnswer::WordsConflict { now, theirs }) => {
                state.see(now);
                editing.try_set(Some(Editing { problem: None, theirs: Some(theirs) }));
                return;
            }
            Ok(ChangeAnswer::Overtaken { sentence } | ChangeAnswer::Refused { sentence }) => sentence,
            Err(error) => error.to_string(),
        };
        editing.try_set(Some(Editing { problem: Some(problem), theirs: None }));
    });
}

/// What somebody else wrote meanwhile. Saving again keeps one's own.
#[component]
fn Theirs(words: ItemWords, item: PageItem, editing: RwSignal<Option<Editing>>) -> impl IntoView {
    let taken = words.clone();
    let take = move |_| {
        item.words.set(taken.clone());
        editing.set(None);
    };
    let or_none = |text: Option<String>| text.unwrap_or_else(|| "none".to_owned());
    view! {
        <div class="is-wide deck-theirs" role="alert">
            <p><b>"Somebody else changed these words meanwhile. Nothing was written."</b>" Save again to keep yours, or take theirs:"</p>
            <dl class="conflict">
                <dt>"Title"</dt>
                <dd>{or_none(words.title)}</dd>
                <dt>"Note"</dt>
                <dd>{or_none(words.note)}</dd>
            </dl>
            <button type="button" class="button" on:click=pressed(take)>"Take theirs"</button>
        </div>
    }
}
