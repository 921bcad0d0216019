//! The address of a trends page: everything a person has set on it, as a query string that a plain form produces.
//!
//! `score=severity&split=group&missing=locf&f.age.from=30&f.age.to=60&f.sex=female&f.migraine=yes`
//!
//! Fields left out mean the study's own choice. `split=none` draws everyone as one group. A category field may be
//! repeated. Unknown fields, unknown codes and malformed numbers are refused with a sentence.

use crate::cohort::CohortDefinition;
use crate::domain::{Code, MissingDataHandling};

/// How a trends page is split into groups.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Split {
    /// The study's primary grouping.
    #[default]
    StudyDefault,
    /// Everyone as one group.
    Nobody,
    /// By a category or flag.
    By(Code),
}

/// What a person has set on a trends page.
#[derive(Debug, Clone, PartialEq)]
pub struct TrendAddress {
    /// The instrument; `None`: the study's primary one.
    pub instrument: Option<Code>,
    /// The groups.
    pub split: Split,
    /// Missing values.
    pub handling: MissingDataHandling,
    /// The filters: always `All` of simple criteria, at most one a variable.
    pub cohort: CohortDefinition,
}
