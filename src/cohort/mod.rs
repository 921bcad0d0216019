//! Who is in: a small typed tree, checked against a catalogue, told in plain language, compiled to SQL and to
//! bitmaps. Both engines must pick the same people.

mod definition;

pub use definition::{CohortDefinition, Criterion};
