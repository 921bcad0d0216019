//! HTTP: routes, headers, the accept loop.

mod calls;
mod described;
mod downloads;
mod exhibits;
mod headers;
mod health;
mod listener;
mod openapi;
mod router;
mod theme;

pub use downloads::options_of_files;
pub use listener::{Listener, serve};
pub use router::router;
