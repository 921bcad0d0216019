//! What a page is drawn from.

use serde::{Deserialize, Serialize};

use crate::analysis::address::SavedGroup;
use crate::analysis::facets::PublicFacets;
use crate::domain::{Code, StudyCatalogue};
use crate::exhibit::{Count, Exhibit, Policy};

/// One study on the front page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StudyCard {
    /// Catalogue.
    pub catalogue: StudyCatalogue,
    /// People in it.
    pub participants: Count,
}

/// The front page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StudiesPage {
    /// Something everyone should know now, as a sentence: the database is away.
    pub notice: Option<String>,
    /// Policy in force.
    pub policy: Policy,
    /// Studies by title.
    pub studies: Vec<StudyCard>,
}

/// A study one can switch to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StudyLink {
    /// Name in addresses.
    pub code: Code,
    /// Name for people.
    pub title: String,
}

/// The trends page of one study at one address.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrendPage {
    /// Something everyone should know now, as a sentence: the database is away.
    pub notice: Option<String>,
    /// The study.
    pub catalogue: StudyCatalogue,
    /// Every study the viewer may open, this one included, by title.
    pub studies: Vec<StudyLink>,
    /// Policy in force.
    pub policy: Policy,
    /// The canonical query string of this page, without `?`; empty when nothing is set.
    pub query: String,
    /// The query string that stands in the address: [`Self::query`], or its id where that is too long.
    pub fitting_query: String,
    /// The cohort in one plain sentence ("Everyone", "Women aged 30 to 60").
    pub cohort_sentence: String,
    /// People behind each filter value.
    pub facets: PublicFacets,
    /// The figure, or why there is none.
    pub body: TrendBody,
}

/// The figures, or why there are none.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TrendBody {
    /// The figures.
    Exhibits {
        /// Means over time.
        trend: Box<Exhibit>,
        /// What stands beneath: who improved by how much, and what each filter costs.
        others: Vec<Part>,
    },
    /// Nobody is selected; a sentence, and which one filter to drop with how many people that gives.
    Empty {
        /// Why, as a sentence.
        sentence: String,
        /// Ways out.
        steps: Vec<EmptyStep>,
    },
    /// Fewer than eleven people are selected, or all but fewer than eleven; nothing is shown.
    Suppressed {
        /// Why, as a sentence.
        sentence: String,
    },
    /// The analysis has no result for these options; a sentence.
    Unavailable {
        /// Why, as a sentence.
        sentence: String,
    },
}

/// One of several figures, or why it is not there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// The exhibit.
    Exhibit(Box<Exhibit>),
    /// The analysis has no result for these options.
    Unavailable {
        /// Why, as a sentence.
        sentence: String,
    },
}

/// The comparison page of one study at one address.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ComparePage {
    /// Something everyone should know now, as a sentence: the database is away.
    pub notice: Option<String>,
    /// The study.
    pub catalogue: StudyCatalogue,
    /// Every study the viewer may open, this one included, by title.
    pub studies: Vec<StudyLink>,
    /// Policy in force.
    pub policy: Policy,
    /// The canonical query string of this page, without `?`; empty when nothing is set.
    pub query: String,
    /// The query string that stands in the address: [`Self::query`], or its id where that is too long.
    pub fitting_query: String,
    /// Query string of the comparison the other way round.
    pub swapped_query: String,
    /// The saved cohorts to choose from, in their current versions by name, then what is chosen of older ones.
    pub saved: Vec<SavedGroup>,
    /// Who is compared, in one plain sentence.
    pub cohort_sentence: String,
    /// The figures, or why there are none.
    pub body: CompareBody,
}

/// The figures of a comparison, or why there are none.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CompareBody {
    /// The figures.
    Exhibits {
        /// The difference by each method.
        comparison: Box<Exhibit>,
        /// Whether that is all of it: else repeated measures are still being fitted.
        is_whole: bool,
        /// What stands beneath: both groups over time, who improved, whether they were alike at the start.
        others: Vec<Part>,
    },
    /// People are in both groups.
    Overlap {
        /// How many, as a sentence.
        sentence: String,
        /// What can be done, the best first.
        offers: Vec<OverlapOffer>,
    },
    /// A group is empty or too small to show.
    Suppressed {
        /// Why, as a sentence.
        sentence: String,
    },
    /// The analysis has no result for these options.
    Unavailable {
        /// Why, as a sentence.
        sentence: String,
    },
}

/// A way to treat people who are in both groups.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OverlapOffer {
    /// What is compared then.
    pub label: String,
    /// Query string of that comparison.
    pub query: String,
}

/// A way out of an empty selection.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EmptyStep {
    /// "Without “Age 90 or more”".
    pub label: String,
    /// Query string of the page without that filter.
    pub query: String,
    /// People it gives.
    pub people: Count,
}
