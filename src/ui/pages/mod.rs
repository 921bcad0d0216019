//! One file a page.

mod cohort;
mod compare;
mod deck;
mod decks;
mod frame;
mod not_found;
mod studies;
mod trends;

pub use cohort::CohortsPage;
pub use compare::ComparisonPage;
pub use deck::DeckPage;
pub use decks::DecksPage;
pub use not_found::NotFoundPage;
pub use studies::StudiesPage;
pub use trends::TrendsPage;
