//! How many people stand behind each value a page can filter by: everyone, and those selected.

mod bins;
mod cut;
mod index;
mod linked;
mod merge;
mod publish;
mod run;
mod words;

#[cfg(test)]
pub(super) mod attack;
#[cfg(test)]
mod test_study;

pub(in crate::analysis) use cut::{Bearing, Cut};
pub use index::FacetIndex;
pub(in crate::analysis) use run::count;
pub use run::{FacetsResult, run, run_with};
pub use words::{histogram_words, short_words};

use serde::{Deserialize, Serialize};

use crate::domain::{Code, Finite};
use crate::exhibit::Count;

/// Every filterable variable of a study, in catalogue order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicFacets {
    /// People in the study.
    pub everyone: Count,
    /// People in the cohort.
    pub selected: Count,
    /// One a filterable number, category or flag.
    pub facets: Vec<PublicFacet>,
}

impl PublicFacets {
    /// The facets of everyone for a selection too small to describe: who was selected is hidden throughout.
    #[must_use]
    pub fn without_selection(mut self) -> Self {
        self.selected = Count::Hidden;
        for facet in &mut self.facets {
            facet.missing[1] = Count::Hidden;
            facet.rows.iter_mut().for_each(|row| row.selected = Count::Hidden);
        }
        self
    }
}

/// One variable.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicFacet {
    /// The variable.
    pub variable: Code,
    /// Levels, answers (`yes`, `no`) or bins, in display order.
    pub rows: Vec<FacetRow>,
    /// People without a value: everyone, selected.
    pub missing: [Count; 2],
}

/// One level, answer or bin.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FacetRow {
    /// Which value.
    pub value: FacetValue,
    /// Everyone with it.
    pub everyone: Count,
    /// Those selected with it.
    pub selected: Count,
}

/// What a row stands for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FacetValue {
    /// A level of a category.
    Level {
        /// Code.
        code: Code,
        /// Name for people.
        label: String,
    },
    /// An answer of a flag.
    Answer(bool),
    /// A range of a number: `low ≤ value < high` (the last bin includes `high`). Edges are set by the server.
    Bin {
        /// From.
        low: Finite,
        /// To.
        high: Finite,
    },
}
