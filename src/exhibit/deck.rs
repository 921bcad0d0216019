//! Decks: exhibits in an order, with titles and notes of a person's own.

use serde::{Deserialize, Serialize};

/// Identity of a deck.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct DeckId(pub u32);

impl DeckId {
    /// Reads `12`; `None` for any other text, also for the same number written in another way.
    pub fn parse(text: &str) -> Option<Self> {
        let id = Self(text.parse().ok()?);
        (id.to_string() == text).then_some(id)
    }
}

impl std::fmt::Display for DeckId {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(formatter)
    }
}

/// Identity of a figure in a deck.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ItemId(pub u32);

impl std::fmt::Display for ItemId {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(formatter)
    }
}

/// A figure of a deck as it was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemVersion {
    /// Which.
    pub item: ItemId,
    /// 1, 2, 3 … with every change of its words.
    pub version: u32,
}

/// What a person writes to a figure.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemWords {
    /// Stands for the finding; `None` where the finding itself is the title.
    pub title: Option<String>,
    /// What is to be said to it.
    pub note: Option<String>,
}

/// A change of a deck. Each says the version it was made from as far as it could undo what somebody else did meanwhile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum DeckChange {
    /// Another name.
    Rename {
        /// Version of the deck that was seen.
        version: u32,
        /// The name.
        name: String,
    },
    /// Another order.
    Order {
        /// Version of the deck that was seen.
        version: u32,
        /// Every figure of the deck.
        items: Vec<ItemId>,
    },
    /// Other words to a figure.
    Describe {
        /// The figure as it was seen.
        item: ItemVersion,
        /// Its words from now on.
        words: ItemWords,
    },
    /// Takes a figure out.
    Remove {
        /// The figure as it was seen.
        item: ItemVersion,
    },
    /// Takes that back; the figure stands where it stood.
    PutBack {
        /// The figure.
        item: ItemId,
    },
    /// Deletes the deck.
    Delete {
        /// Version of the deck that was seen.
        version: u32,
    },
    /// Takes the deletion back.
    Restore,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deck_has_one_address() {
        assert_eq!(DeckId::parse("12"), Some(DeckId(12)));
        for text in ["", "012", "+12", "-1", "12.pptx", "4294967296"] {
            assert_eq!(DeckId::parse(text), None, "{text}");
        }
    }
}
