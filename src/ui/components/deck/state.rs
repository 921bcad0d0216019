//! What the page of a deck remembers while it is open: the order and the words as they are being changed.

use leptos::prelude::*;

use crate::api;
use crate::api::deck::{ChangeAnswer, DeckItem, DeckState as Kept};
use crate::api::page::Part;
use crate::domain::AppError;
use crate::exhibit::{DeckChange, DeckId, ItemId, ItemVersion, ItemWords};

/// What is said above decks; it outlasts a new answer.
#[derive(Debug, Clone, Copy)]
pub struct Notices {
    /// Said aloud after a change.
    pub said: RwSignal<String>,
    /// Why something was not changed, as a sentence.
    pub problem: RwSignal<Option<String>>,
    /// Raised when the page is to be asked for again.
    pub refresh: RwSignal<u32>,
}

impl Notices {
    /// Nothing to say.
    pub fn new() -> Self {
        Self { said: RwSignal::new(String::new()), problem: RwSignal::new(None), refresh: RwSignal::new(0) }
    }

    /// The page is asked for again.
    pub fn ask_again(self) {
        self.refresh.try_update(|times| *times += 1);
    }

    /// Says what became of a change that was not made.
    pub fn not_made(self, answer: Result<ChangeAnswer, AppError>) {
        let sentence = match answer {
            Ok(ChangeAnswer::Done(_) | ChangeAnswer::WordsConflict { .. }) => return,
            Ok(ChangeAnswer::Overtaken { sentence }) => {
                self.ask_again();
                sentence
            }
            Ok(ChangeAnswer::Refused { sentence }) => sentence,
            Err(error) => error.to_string(),
        };
        self.problem.try_set(Some(sentence));
    }
}

/// A figure of the page.
#[derive(Debug, Clone, Copy)]
pub struct PageItem {
    /// As it was answered.
    pub content: StoredValue<DeckItem>,
    /// Its words as they are now.
    pub words: RwSignal<ItemWords>,
}

impl PageItem {
    /// As it was answered.
    pub fn new(item: DeckItem) -> Self {
        Self { words: RwSignal::new(item.words.clone()), content: StoredValue::new(item) }
    }

    /// Its title: a person's own, else the finding. Tracks.
    pub fn title(self) -> String {
        let own = self.words.with(|words| words.title.clone());
        own.unwrap_or_else(|| self.content.with_value(finding))
    }
}

/// What a figure is called without a title of a person's own.
pub fn finding(item: &DeckItem) -> String {
    match &item.part {
        Part::Exhibit(exhibit) => exhibit.text.title.clone(),
        Part::Unavailable { .. } => "A figure that cannot be drawn".to_owned(),
    }
}

/// State of the page of a deck.
#[derive(Debug, Clone, Copy)]
pub struct DeckState {
    /// The deck.
    pub deck: DeckId,
    /// Its figures, in their order.
    pub order: RwSignal<Vec<ItemVersion>>,
    /// What is said above it.
    pub notices: Notices,
    version: RwSignal<u32>,
    all: StoredValue<Vec<(ItemId, PageItem)>>,
    sending: RwSignal<bool>,
    removed: RwSignal<Option<ItemId>>,
}

impl DeckState {
    /// As it was answered.
    pub fn new(deck: DeckId, version: u32, items: Vec<DeckItem>, notices: Notices) -> Self {
        let order = items.iter().map(|item| item.seen).collect();
        let all = items.into_iter().map(|item| (item.seen.item, PageItem::new(item))).collect();
        Self {
            deck,
            order: RwSignal::new(order),
            notices,
            version: RwSignal::new(version),
            all: StoredValue::new(all),
            sending: RwSignal::new(false),
            removed: RwSignal::new(None),
        }
    }

    /// A figure of the page.
    pub fn item(self, item: ItemId) -> Option<PageItem> {
        self.all.with_value(|all| all.iter().find(|(id, _)| *id == item).map(|(_, item)| *item))
    }

    /// The title of a figure.
    pub fn title(self, item: ItemId) -> String {
        self.item(item).map_or_else(String::new, PageItem::title)
    }

    /// Place of a figure in the order, from 0. Tracks.
    pub fn place(self, item: ItemId) -> usize {
        self.order.with(|order| order.iter().position(|seen| seen.item == item).unwrap_or(0))
    }

    /// The figure that was taken out last, as long as it can be put back. Tracks.
    pub fn removed(self) -> Option<ItemId> {
        self.removed.get()
    }

    /// Puts a figure at a place, at once; the server is told.
    pub fn move_to(self, item: ItemId, place: usize) {
        let from = untrack(|| self.place(item));
        let count = self.order.with_untracked(Vec::len);
        if place == from || place >= count {
            return;
        }
        self.order.update(|order| {
            let seen = order.remove(from);
            order.insert(place, seen);
        });
        let title = untrack(|| self.title(item));
        self.notices.said.set(format!("“{title}” is now {} of {count}.", place + 1));
        self.send_order();
    }

    /// Sends the order, one after another: each says the version that the one before made.
    fn send_order(self) {
        if self.sending.get_untracked() {
            return;
        }
        self.sending.set(true);
        leptos::task::spawn_local(async move {
            let Some(items) = self.order.try_get_untracked().map(ids) else { return };
            let Some(version) = self.version.try_get_untracked() else { return };
            let change = DeckChange::Order { version, items: items.clone() };
            let answer = api::change_deck(self.deck, change).await;
            self.sending.try_set(false);
            match answer {
                Ok(ChangeAnswer::Done(kept)) => {
                    self.version.try_set(kept.version);
                    if self.order.try_get_untracked().map(ids).is_some_and(|now| now != items) {
                        self.send_order();
                    }
                }
                other => {
                    self.notices.ask_again();
                    self.notices.not_made(other);
                }
            }
        });
    }

    /// Takes a figure out.
    pub fn remove(self, item: ItemId) {
        let title = untrack(|| self.title(item));
        let Some(seen) = self.seen(item) else { return };
        self.send(DeckChange::Remove { item: seen }, move || {
            self.removed.try_set(Some(item));
            self.notices.said.try_set(format!("Took out “{title}”."));
        });
    }

    /// Puts the figure back that was taken out last.
    pub fn put_back(self) {
        let Some(item) = self.removed.get_untracked() else { return };
        self.send(DeckChange::PutBack { item }, move || {
            self.removed.try_set(None);
            self.notices.said.try_set("Put back.".to_owned());
        });
    }

    fn send(self, change: DeckChange, done: impl FnOnce() + 'static) {
        leptos::task::spawn_local(async move {
            match api::change_deck(self.deck, change).await {
                Ok(ChangeAnswer::Done(kept)) => {
                    self.keep(kept);
                    done();
                }
                Ok(ChangeAnswer::WordsConflict { now, .. }) => {
                    self.see(now);
                    self.notices.problem.try_set(Some(
                        "Somebody else changed the words of this figure meanwhile, so it was not taken out. Take it out \
                         again to do so."
                            .to_owned(),
                    ));
                }
                other => self.notices.not_made(other),
            }
        });
    }

    /// The deck as the server has it. A figure that is not on the page was pinned meanwhile: the page is asked for again.
    pub fn keep(self, kept: Kept) {
        self.notices.problem.try_set(None);
        self.version.try_set(kept.version);
        let is_known = kept.items.iter().all(|seen| self.item(seen.item).is_some());
        self.order.try_set(kept.items);
        if !is_known {
            self.notices.ask_again();
        }
    }

    /// A figure in its current version.
    pub fn seen(self, item: ItemId) -> Option<ItemVersion> {
        self.order.with_untracked(|order| order.iter().find(|seen| seen.item == item).copied())
    }

    /// A figure is in another version by now.
    pub fn see(self, now: ItemVersion) {
        self.order.try_update(|order| {
            order.iter_mut().filter(|seen| seen.item == now.item).for_each(|seen| *seen = now);
        });
    }
}

fn ids(order: Vec<ItemVersion>) -> Vec<ItemId> {
    order.into_iter().map(|seen| seen.item).collect()
}
