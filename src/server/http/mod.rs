//! HTTP: routes, headers, the accept loop.

mod calls;
mod decks;
mod downloads;
mod headers;
mod health;
mod listener;
mod router;
mod theme;

pub use listener::{Listener, serve};
pub use router::router;
