//! The address of a trends page: everything a person has set on it, as a query string that a plain form produces.
//!
//! `score=severity&split=group&missing=locf&band=quartiles&improved=last_value&f.age.from=30&f.age.to=60&f.sex=female&f.migraine=yes`
//!
//! Fields left out mean the study's own choice. `split=none` draws everyone as one group. A category field may be
//! repeated. Unknown fields, unknown codes and malformed numbers are refused with a sentence.
//!
//! A form sends what its controls show, so a control left as it was sends a field that sets nothing: an empty one, a
//! limit at the end of the declared range, every level, `any`. Those are dropped, and two forms that set the same
//! have one address. Settings of more than 2,000 characters are kept by the server under an id of their own
//! (`at=` and 32 digits).

mod chips;
mod cohort;
mod compare;
mod error;
mod fields;
mod figures;
mod filters;
mod group;
mod id;
mod parse;
mod print;
mod rail;

#[cfg(test)]
mod test_study;

pub use chips::FilterChip;
pub use cohort::{CohortAddress, draft_fields, rail_filters};
pub use compare::CompareAddress;
pub use error::AddressError;
pub use figures::FiguresPage;
pub use group::{GroupChoice, SavedGroup};
pub use id::AddressId;
pub use parse::parse;
pub use rail::RailFilters;

use crate::analysis::responders::ResponderValue;
use crate::cohort::{CohortDefinition, Criterion};
use crate::domain::{Code, MissingDataHandling};
use crate::exhibit::TrendBand;

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
    /// What the bands around the means are.
    pub band: TrendBand,
    /// The value that decides who improved.
    pub improved: ResponderValue,
    /// The filters: always `All` of simple criteria, at most one a variable.
    pub cohort: CohortDefinition,
}

impl Default for TrendAddress {
    fn default() -> Self {
        Self {
            instrument: None,
            split: Split::StudyDefault,
            handling: MissingDataHandling::default(),
            band: TrendBand::default(),
            improved: ResponderValue::default(),
            cohort: CohortDefinition::everyone(),
        }
    }
}

impl TrendAddress {
    /// Longest canonical query that stands in an address, in bytes; a longer one is kept under an [`AddressId`].
    pub const MAX_QUERY_BYTES: usize = 2_000;

    /// Whether nothing is set.
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }

    /// The same page without the filter on `variable`.
    #[must_use]
    pub fn without(&self, variable: &Code) -> Self {
        self.with(variable, None)
    }

    /// The same page with this filter alone on `variable`; without any where there is none.
    #[must_use]
    pub fn with(&self, variable: &Code, filter: Option<Criterion>) -> Self {
        let kept = self.filters().iter().filter(|kept| kept.variable() != Some(variable));
        Self { cohort: CohortDefinition::all_of(kept.cloned().chain(filter).collect()), ..self.clone() }
    }

    /// What the filter rail shows as set.
    pub fn rail(&self) -> RailFilters {
        RailFilters::of(self.filters())
    }

    fn filter(&self, variable: &Code) -> Option<&Criterion> {
        self.filters().iter().find(|filter| filter.variable() == Some(variable))
    }

    fn filters(&self) -> &[Criterion] {
        if let Criterion::All(filters) = &self.cohort.root {
            filters
        } else {
            std::slice::from_ref(&self.cohort.root)
        }
    }
}
