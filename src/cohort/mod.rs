//! Who is in: a small typed tree, checked against a catalogue, told in plain language, compiled to SQL and to
//! bitmaps. Both engines must pick the same people; what they do with missing values and edges is written in
//! `docs/COHORT_SEMANTICS.md`.

mod cache;
mod check;
mod columns;
mod definition;
mod describe;
mod draft;
mod error;
mod saved;
mod sql;
mod words;

#[cfg(test)]
pub(crate) mod test_study;

pub use cache::CriterionCache;
pub use check::{CheckedCohort, Notice, RuleSubject, check, check_save, check_with};
pub use columns::{select, select_rules, select_rules_with, select_with};
pub use definition::{CohortDefinition, Criterion, Presence};
pub use describe::{changes, describe, label, label_with, notice_sentence, rule_labels};
pub use draft::{Draft, Join, Rule, RulePath, RuleState, Shift};
pub use error::CohortError;
pub use saved::{CohortId, CohortVersion, SavedCohort, SavedCohorts};
pub use sql::{SqlPredicate, SqlValue, to_sql};
pub use words::CohortWords;
