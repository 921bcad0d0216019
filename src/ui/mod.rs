//! Pages and components.
//!
//! Every page is complete as HTML: links, plain forms, `<details>` and popovers work before or without WebAssembly.
//! With it, a completed gesture becomes an address and the page follows. Nothing here computes a statistic; numbers
//! arrive published and are printed through [`crate::domain::format`].

#![expect(clippy::needless_pass_by_value, reason = "the properties of a component are owned")]

mod answer;
mod app;
mod browser;
mod choices;
mod components;
mod controls;
mod explanations;
mod handlers;
#[cfg(feature = "hydrate")]
mod hydrate;
mod navigation;
mod pages;
mod pieces;
mod request;
#[cfg(feature = "ssr")]
mod shell;
mod state;
mod theme;
mod widths;

pub use app::App;
#[cfg(feature = "ssr")]
pub use components::CHOSEN_TEMPLATE;
#[cfg(feature = "ssr")]
pub use pages::{CaseLine, MethodEntry, MethodFamily, methods_page};
#[cfg(feature = "ssr")]
pub use pages::{
    DeckFileEnd, DeckFilePage, DeckFileState, TemplateLine, deck_file_page, refused_page, templates_page,
};
#[cfg(feature = "ssr")]
pub use request::cookie_in;
#[cfg(feature = "ssr")]
pub use shell::shell;
