//! Server functions: authorise, call, map the error; no logic. And the shapes they send.

mod error;
mod functions;
pub mod page;
mod strict_json;

pub use functions::{compare_page, studies, trend_page};
