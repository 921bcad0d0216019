//! Who is in: a small typed tree, checked against a catalogue, told in plain language, compiled to SQL and to
//! bitmaps. Both engines must pick the same people; what they do with missing values and edges is written in
//! `docs/COHORT_SEMANTICS.md`.

mod check;
mod columns;
mod definition;
mod describe;
mod error;
mod sql;

#[cfg(test)]
mod test_study;

pub use check::{CheckedCohort, check};
pub use columns::select;
pub use definition::{CohortDefinition, Criterion};
pub use describe::{describe, label};
pub use error::CohortError;
pub use sql::{SqlPredicate, SqlValue, to_sql};
