//! Server functions: authorise, call, map the error; no logic. And the shapes they send.

pub mod cohort;
mod compact;
pub mod deck;
mod error;
mod functions;
pub mod page;
mod strict_json;

pub use compact::Compact;
pub use functions::{
    change_deck, cohort_page, compare_page, deck_page, decks, delete_cohort, pin_figure, restore_cohort,
    save_cohort, studies, trend_page, write_members,
};
