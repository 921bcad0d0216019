//! What the pages of decks are drawn from, and what they send to be kept.

use serde::{Deserialize, Serialize};

use super::page::Part;
use crate::analysis::address::FiguresPage;
use crate::domain::Code;
use crate::exhibit::{DeckId, ItemVersion, ItemWords};

/// Every deck.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DecksPage {
    /// Something everyone should know now, as a sentence: the database is away.
    pub notice: Option<String>,
    /// The one that was changed last first.
    pub decks: Vec<DeckEntry>,
}

/// A deck in the list of decks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeckEntry {
    /// Identity.
    pub id: DeckId,
    /// Its current version.
    pub version: u32,
    /// Name for people.
    pub name: String,
    /// Figures in it.
    pub figures: u32,
    /// Day it was changed last: `2026-11-23`, UTC.
    pub changed_on: String,
}

/// The page of one deck.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeckPage {
    /// Something everyone should know now, as a sentence: the database is away.
    pub notice: Option<String>,
    /// The deck.
    pub deck: DeckEntry,
    /// What its slides may stand on, that on which they do first; nothing where there is no choice.
    pub templates: Vec<TemplateOffer>,
    /// Its figures, in their order.
    pub items: Vec<DeckItem>,
}

/// Something that slides may stand on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TemplateOffer {
    /// What a form says for it.
    pub code: String,
    /// Its name for people.
    pub label: String,
}

/// A figure of a deck.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeckItem {
    /// Which, in its current version.
    pub seen: ItemVersion,
    /// What a person wrote to it.
    pub words: ItemWords,
    /// The study, and what it is called; its code where it is not here any more.
    pub study: Code,
    /// See [`Self::study`].
    pub study_title: String,
    /// The page that it was pinned from.
    pub page: FiguresPage,
    /// Query string of that page.
    pub query: String,
    /// How its numbers relate to those that were pinned.
    pub standing: PinStanding,
    /// The figure as it is today, or why there is none.
    pub part: Part,
}

/// How the numbers of a figure relate to those that were pinned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PinStanding {
    /// The same.
    Same,
    /// Others: of newer data, of another definition, or seen under another policy.
    Changed,
}

/// A figure to be pinned: as its page shows it now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PinFigure {
    /// The deck; `None` for a new one.
    pub deck: Option<DeckId>,
    /// Name of a new deck.
    pub name: String,
    /// The study.
    pub study: String,
    /// Code of the question.
    pub figure: String,
    /// Query string of the page.
    pub query: String,
}

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PinAnswer {
    /// It is the last figure of this deck.
    Pinned(DeckEntry),
    /// It cannot be pinned; nothing was written.
    Refused {
        /// Why and what to do, as a sentence.
        sentence: String,
    },
}

/// What became of a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeAnswer {
    /// It is made.
    Done(DeckState),
    /// Somebody else changed name or order meanwhile; nothing was written. The page is to be asked for again.
    Overtaken {
        /// What happened and what to do, as a sentence.
        sentence: String,
    },
    /// Somebody else changed the words of the figure meanwhile; nothing was written.
    WordsConflict {
        /// The figure as it is now.
        now: ItemVersion,
        /// Its words.
        theirs: ItemWords,
    },
    /// It cannot be made; nothing was written.
    Refused {
        /// Why and what to do, as a sentence.
        sentence: String,
    },
}

/// A deck after a change.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeckState {
    /// Its version; 0 when it is deleted.
    pub version: u32,
    /// Its figures, in their order.
    pub items: Vec<ItemVersion>,
}
