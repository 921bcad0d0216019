//! The parts of the page of a deck.

mod each;
mod files;
mod item;
mod order;
mod state;
mod words;

pub use files::deck_files;
pub use item::DeckFigures;
pub use order::DeckOrder;
pub use state::{DeckState, Notices};
