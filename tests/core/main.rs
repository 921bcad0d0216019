//! Rules of the house, tested on the source tree itself.

mod arrows;
mod leptos_toml;
mod source;
mod source_rules;
mod wire;
