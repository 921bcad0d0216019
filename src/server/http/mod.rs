//! HTTP: routes, headers, the accept loop.

mod calls;
mod deck_files;
mod deck_template;
mod decks;
mod described;
mod downloads;
mod exhibits;
mod headers;
mod health;
mod listener;
mod methods;
mod openapi;
mod refusals;
mod router;
mod templates;
mod theme;

pub use listener::{Listener, serve};
pub use router::router;
