//! Command line, HTTP, configuration.

pub mod context;
pub mod pages;
