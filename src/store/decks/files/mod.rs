//! Files of decks that are made in the background: asked for, made figure by figure, ended once.
//!
//! The row is what everybody goes by. It ends once: whoever ends it first has ended it, so a file that was cancelled
//! while it was written is not there.

mod ask;
mod end;
mod read;
mod server;

use crate::exhibit::{DeckId, Policy};

pub use ask::{NewFile, ask};
pub use end::{begin, cancel, fail, finish, tell};
pub use read::{content, read};
pub use server::{Presence, ServerId, end_orphaned};

/// Longest time an ended file is kept, in hours.
pub const KEPT_HOURS: u32 = 24;
/// Most ended files that are kept.
pub const MOST_KEPT: u32 = 20;
/// Longest query string of settings, in bytes.
pub const MOST_SETTINGS_BYTES: usize = 1024;
/// Largest file, in bytes.
pub const MOST_CONTENT_BYTES: usize = 100 * 1024 * 1024;

/// Identity of a file of a deck.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct FileId(pub u32);

impl FileId {
    /// Reads `12`; `None` for any other text, also for the same number written in another way.
    pub fn parse(text: &str) -> Option<Self> {
        let id = Self(text.parse().ok()?);
        (id.to_string() == text).then_some(id)
    }
}

impl std::fmt::Display for FileId {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(formatter)
    }
}

/// A file as somebody asks for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileAddress {
    /// Of which deck.
    pub deck: DeckId,
    /// Which.
    pub file: FileId,
    /// By which policy the one who asks sees: a file that was made by another is not there.
    pub policy: Policy,
}

/// A file of a deck without its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeckFile {
    /// What the deck is called now.
    pub deck_name: String,
    /// Its ending, which is its format.
    pub format: String,
    /// What was chosen among files, as a query string.
    pub settings: String,
    /// What it is called.
    pub name: String,
    /// How far it is.
    pub state: FileState,
    /// How the deck stands to it.
    pub standing: DeckStanding,
}

/// How far a file is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileState {
    /// Others come first.
    Waiting,
    /// It is being made.
    Running {
        /// So many figures are drawn.
        done: u32,
        /// Of so many.
        all: u32,
    },
    /// It is there.
    Done,
    /// It could not be made.
    Failed {
        /// Why, as a sentence.
        reason: String,
    },
    /// Somebody cancelled it.
    Cancelled,
}

/// How a deck stands to a file of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeckStanding {
    /// As it was when the file was asked for.
    Same,
    /// Changed since.
    Changed,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identity_is_written_in_one_way() {
        assert_eq!(FileId::parse("12"), Some(FileId(12)));
        for text in ["", "012", "+1", "-1", " 1", "4294967296", "1.pptx"] {
            assert_eq!(FileId::parse(text), None, "{text}");
        }
    }
}
