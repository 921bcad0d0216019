//! Decks: figures that were pinned, in an order, with words of their own.
//!
//! Two people may have one deck open. A change says the version it was made from as far as it could undo what somebody
//! else did: of the deck for its name and order, of one figure for its words. Where another came first nothing is written.
//! What is taken away is kept and can be put back.

mod change;
mod content;
pub mod files;
mod items;
mod pin;
mod read;
mod template;

use crate::domain::Code;
use crate::exhibit::{DeckId, ItemVersion, ItemWords};

pub use change::{ChangeOutcome, change};
pub use content::{ContentError, MAX_NAME_CHARACTERS, MAX_NOTE_CHARACTERS, MAX_TITLE_CHARACTERS};
pub use pin::{MAX_ITEMS, PinOutcome, PinTo, pin};
pub use read::{list, open};
pub use template::{DeckTemplate, choose_template};

/// A deck in the list of decks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeckLine {
    /// Identity.
    pub id: DeckId,
    /// 1, 2, 3 … with every change of its name and of which figures it has in which order.
    pub version: u32,
    /// Name, unlike any other.
    pub name: String,
    /// Figures in it.
    pub figures: u32,
    /// When anything in it was changed last: UTC, ISO 8601 (`2026-11-23T09:30:00Z`).
    pub changed_at: String,
    /// What its slides stand on.
    pub template: DeckTemplate,
}

/// A deck.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredDeck {
    /// As it is listed.
    pub line: DeckLine,
    /// Its figures, in their order.
    pub items: Vec<StoredItem>,
}

/// A figure of a deck.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredItem {
    /// Which, in its current version.
    pub seen: ItemVersion,
    /// What it answers.
    pub pin: Pin,
    /// What a person wrote to it.
    pub words: ItemWords,
}

/// A figure as the question that it answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pin {
    /// The study.
    pub study: Code,
    /// Code of the question.
    pub figure: String,
    /// Canonical query string of its page, or the id that stands for it.
    pub query: String,
    /// Id of the exhibit when it was pinned.
    pub exhibit: String,
}
