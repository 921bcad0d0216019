//! Server functions: authorise, call, map the error; no logic. And the shapes they send.

mod error;
mod functions;
pub mod page;

pub use functions::{studies, trend_page};
