//! Tests of the core through its public doors, and rules of the house tested on the source tree itself.

mod arrows;
mod import_corpus;
mod leptos_toml;
mod source;
mod source_rules;
mod wire;
