//! HTTP: routes, headers, the accept loop.

mod calls;
mod deck_files;
mod decks;
mod described;
mod downloads;
mod exhibits;
mod headers;
mod health;
mod listener;
mod methods;
mod openapi;
mod router;
mod templates;
mod theme;

pub use listener::{Listener, serve};
pub use router::router;
