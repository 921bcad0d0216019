//! What the cohort page is drawn from, and what it sends to be kept.

use serde::{Deserialize, Serialize};

use super::page::{Part, StudyLink};
use crate::analysis::attrition::PublicAttrition;
use crate::analysis::facets::PublicFacets;
use crate::cohort::{CohortVersion, Draft};
use crate::domain::StudyCatalogue;
use crate::exhibit::{Count, Policy};

/// The cohort page of one study at one address.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CohortPage {
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
    /// The rules as they stand.
    pub draft: Draft,
    /// The saved version that the draft began from.
    pub base: Option<OpenVersion>,
    /// Every saved cohort of the study in its current version, by name.
    pub library: Vec<LibraryEntry>,
    /// The cohort in one plain sentence ("Everyone", "Everyone with age 30 to 60 years").
    pub cohort_sentence: String,
    /// What is worth saying of the rules although they are allowed, a sentence each.
    pub notices: Vec<String>,
    /// What the rules select on that is known only after baseline, each named once.
    pub after_baseline: Vec<String>,
    /// Whom the selection is compared with, in a few words.
    pub against: String,
    /// People behind each filter value.
    pub facets: PublicFacets,
    /// People behind each rule; `None` where the selection is too small to tell.
    pub rules: Option<PublicAttrition>,
    /// The figures, or why there are none.
    pub body: CohortBody,
}

/// A saved version that is open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpenVersion {
    /// Which.
    pub version: CohortVersion,
    /// Name for people.
    pub name: String,
    /// What it is for; possibly empty.
    pub description: String,
    /// Day it was saved: `2026-11-23`, UTC.
    pub saved_on: String,
    /// What the draft changed since, in words; empty when nothing.
    pub changes: String,
    /// Every version of the cohort, newest first; none when the cohort is deleted.
    pub versions: Vec<VersionLine>,
}

impl OpenVersion {
    /// The newest version; `None` when the cohort is deleted.
    pub fn current(&self) -> Option<CohortVersion> {
        self.versions.first().map(|line| line.version)
    }
}

/// One version of the open cohort.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VersionLine {
    /// Which.
    pub version: CohortVersion,
    /// What it changed, in words.
    pub changes: String,
    /// People it picks from the current data; `None` when it does not fit the study any more.
    pub people: Option<Count>,
    /// Day it was saved: `2026-11-23`, UTC.
    pub saved_on: String,
}

/// A saved cohort of the study.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LibraryEntry {
    /// Its current version.
    pub version: CohortVersion,
    /// Name for people.
    pub name: String,
    /// What it is for; possibly empty.
    pub description: String,
    /// Day it was saved: `2026-11-23`, UTC.
    pub saved_on: String,
}

/// The figures of a cohort, or why there are none.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CohortBody {
    /// The figures, in the order of the page.
    Figures(Vec<Part>),
    /// Nobody is selected.
    Empty {
        /// Why, as a sentence.
        sentence: String,
    },
    /// Fewer than eleven people are selected, or all but fewer than eleven; nothing is shown.
    Suppressed {
        /// Why, as a sentence.
        sentence: String,
    },
}

/// A cohort to be kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SaveCohort {
    /// The version that was edited; `None` for a new cohort.
    pub base: Option<CohortVersion>,
    /// Name, unlike any other of the study.
    pub name: String,
    /// What it is for; possibly empty.
    pub description: String,
    /// The definition as JSON text of the cohort language.
    pub definition: String,
}

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SaveAnswer {
    /// It is kept as this version.
    Saved(CohortVersion),
    /// Somebody saved another version meanwhile; nothing was written.
    Conflict(Box<SaveConflict>),
    /// It cannot be kept; nothing was written.
    Refused {
        /// Why and what to do, as a sentence.
        sentence: String,
    },
}

/// Two versions of which only one can come next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SaveConflict {
    /// The version that is kept.
    pub theirs: LibraryEntry,
    /// Whom it picks, in one plain sentence.
    pub their_sentence: String,
    /// What was to be saved.
    pub yours: SaveCohort,
    /// Whom that picks.
    pub your_sentence: String,
}

/// What became of a deletion, or of taking one back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShelfAnswer {
    /// Done.
    Done,
    /// Nothing was changed.
    Refused {
        /// Why and what to do, as a sentence.
        sentence: String,
    },
}
