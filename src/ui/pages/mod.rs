//! One file a page.

mod answered;
mod cohort;
mod compare;
mod deck;
#[cfg(feature = "ssr")]
mod deck_file;
mod decks;
mod frame;
#[cfg(feature = "ssr")]
mod methods;
mod not_found;
#[cfg(feature = "ssr")]
mod plain;
#[cfg(feature = "ssr")]
mod refused;
mod studies;
#[cfg(feature = "ssr")]
mod templates;
mod trends;

pub use cohort::CohortsPage;
pub use compare::ComparisonPage;
pub use deck::DeckPage;
#[cfg(feature = "ssr")]
pub use deck_file::{DeckFileEnd, DeckFilePage, DeckFileState, deck_file_page};
pub use decks::DecksPage;
#[cfg(feature = "ssr")]
pub use methods::{CaseLine, MethodEntry, MethodFamily, methods_page};
pub use not_found::NotFoundPage;
#[cfg(feature = "ssr")]
pub use refused::refused_page;
pub use studies::StudiesPage;
#[cfg(feature = "ssr")]
pub use templates::{TemplateLine, templates_page};
pub use trends::TrendsPage;
