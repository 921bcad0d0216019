//! The page of a file of a deck that is made in the background. The server writes it alone; until the file has ended,
//! the page asks for itself again.

use leptos::config::LeptosOptions;
use leptos::prelude::*;

use super::plain::{Refresh, plain_page};
use crate::exhibit::DeckId;
use crate::ui::choices::deck_address;

/// What the page is drawn from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeckFilePage {
    /// The deck.
    pub deck: DeckId,
    /// What it is called.
    pub deck_name: String,
    /// What the file is called.
    pub name: String,
    /// How far it is.
    pub state: DeckFileState,
    /// Where a form is sent to cancel it.
    pub cancel: String,
    /// The fields of the form that asks for it again.
    pub again: Vec<(String, String)>,
}

/// How far a file is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeckFileState {
    /// Others come first.
    Waiting,
    /// It is being made.
    Running {
        /// So many figures are drawn.
        done: u32,
        /// Of so many.
        all: u32,
    },
    /// It is made, or will never be.
    Ended(DeckFileEnd),
}

/// How it ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeckFileEnd {
    /// With the file.
    File {
        /// Its address.
        address: String,
        /// Something to know about it, as a sentence.
        note: String,
    },
    /// Without.
    NoFile {
        /// Why, as a sentence.
        reason: String,
    },
}

/// The whole page; the request is to be in the context.
pub fn deck_file_page(options: &LeptosOptions, page: DeckFilePage) -> String {
    let DeckFilePage { deck, deck_name, name, state, cancel, again } = page;
    let title = format!("{name}, a file of {deck_name}");
    let (refresh, body) = match state {
        DeckFileState::Waiting => (
            Refresh::Soon,
            view! { <Unfinished words="It waits for files that were asked for before." cancel=cancel/> }
                .into_any(),
        ),
        DeckFileState::Running { done, all } => {
            (Refresh::Soon, view! { <Running done=done all=all cancel=cancel/> }.into_any())
        }
        DeckFileState::Ended(end) => {
            (Refresh::Never, view! { <Ended end=end deck=deck again=again/> }.into_any())
        }
    };
    let main = view! {
        <p class="standing"><a href="/decks">"Decks"</a>" / "<a href=deck_address(deck)>{deck_name}</a></p>
        <h1 class="file-name">{name}</h1>
        {body}
    };
    plain_page(options, &title, refresh, main.into_any())
}

#[component]
fn Running(done: u32, all: u32, cancel: String) -> impl IntoView {
    let words = if done < all {
        format!("{done} of {all} figures")
    } else {
        format!("{done} of {all} figures; the file is being written")
    };
    view! {
        <progress class="file-progress" value=done max=all aria-label="Figures drawn">{words.clone()}</progress>
        <Unfinished words=words cancel=cancel/>
    }
}

#[component]
fn Unfinished(#[prop(into)] words: String, cancel: String) -> impl IntoView {
    view! {
        <p class="sub" role="status">{words}</p>
        <p class="estimand">"You may leave this page and come back to it. It looks again every second."</p>
        <form class="file-actions" method="post" action=cancel>
            <button class="button" type="submit">"Cancel"</button>
        </form>
    }
}

#[component]
fn Ended(end: DeckFileEnd, deck: DeckId, again: Vec<(String, String)>) -> impl IntoView {
    let end = match end {
        DeckFileEnd::File { address, note } => view! {
            <p class="sub" role="status">"The file is ready."</p>
            <p class="file-actions"><a class="button is-primary" href=address download="">"Save the file"</a></p>
            <p class="estimand">{note}</p>
        }
        .into_any(),
        DeckFileEnd::NoFile { reason } => view! {
            <p class="sub" role="status">"There is no file."</p>
            <p>{reason}</p>
        }
        .into_any(),
    };
    let fields = again.into_iter().map(|(name, value)| {
        view! { <input type="hidden" name=name value=value/> }
    });
    view! {
        {end}
        <form class="file-actions" method="post" action=format!("{}/files", deck_address(deck))>
            {fields.collect_view()}
            <button class="button" type="submit">"Make it again"</button>
        </form>
    }
}
