//! The two groups of a comparison: who is in them, what they are called and how people came to be in them.

use crate::analysis::address::{CompareAddress, GroupChoice, SavedGroup};
use crate::analysis::compare::{Assignment, ComparedWords};
use crate::cohort::{self, CheckedCohort, CohortVersion, SavedCohorts};
use crate::domain::frame::Selection;
use crate::domain::{AppError, Code, StudyCatalogue};
use crate::server::cohorts::version_of;
use crate::server::context::RequestContext;
use crate::server::pages::library;
use crate::store::Snapshot;
use crate::store::cohorts::StoredCohort;

/// The saved cohorts of a study, and the versions of them that are compared.
pub(super) struct Shelf {
    library: Vec<StoredCohort>,
    chosen: Vec<StoredCohort>,
}

impl Shelf {
    /// Reads what a page at `address` needs.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is no such version of a saved cohort.
    pub async fn read(
        context: &RequestContext,
        study: &Code,
        address: &CompareAddress,
    ) -> Result<Self, AppError> {
        let named: Vec<CohortVersion> =
            address.groups.iter().flatten().filter_map(GroupChoice::saved).collect();
        let library = library::library(context, study, &named).await?;
        let mut chosen = Vec::with_capacity(named.len());
        for wanted in named {
            chosen.push(library::version(context, study, wanted).await?);
        }
        Ok(Self { library, chosen })
    }

    /// What can be chosen: every cohort in its current version, and what is chosen of older ones.
    pub fn groups(&self) -> Vec<SavedGroup> {
        let current = |stored: &StoredCohort| SavedGroup {
            version: version_of(stored),
            label: stored.content.name.clone(),
        };
        let is_current = |stored: &&StoredCohort| {
            self.library.iter().any(|current| version_of(current) == version_of(stored))
        };
        let older = self.chosen.iter().filter(|stored| !is_current(stored)).map(|stored| SavedGroup {
            version: version_of(stored),
            label: format!("{}, version {}", stored.content.name, stored.version),
        });
        self.library.iter().map(current).chain(older).collect()
    }

    fn saved(&self) -> SavedCohorts {
        library::saved(&self.library)
    }

    fn find(&self, version: CohortVersion) -> Option<&StoredCohort> {
        self.chosen.iter().find(|stored| version_of(stored) == version)
    }
}

/// Those among whom groups are chosen.
#[derive(Clone, Copy)]
pub(super) struct Population<'a> {
    pub snapshot: &'a Snapshot,
    pub cohort: &'a CheckedCohort,
    pub shelf: &'a Shelf,
}

impl Population<'_> {
    /// The people of a group; `None` for the rest.
    ///
    /// # Errors
    /// A sentence when the group does not fit the study.
    fn checked(self, choice: &GroupChoice) -> Result<Option<CheckedCohort>, String> {
        let saved = choice.saved().and_then(|version| self.shelf.find(version));
        let definition =
            saved.map(|stored| stored.content.definition.clone()).or_else(|| choice.definition());
        let check =
            |definition| cohort::check_with(&definition, self.snapshot.catalogue(), &self.shelf.saved());
        definition.map(check).transpose().map_err(|error| error.to_string())
    }
}

/// The two groups of an address, among the people of its cohort.
pub(super) struct Pair {
    pub choices: [GroupChoice; 2],
    pub selections: [Selection; 2],
    pub words: ComparedWords,
}

impl Pair {
    /// Looks the groups up.
    ///
    /// # Errors
    /// A sentence when a group does not fit the study.
    pub fn of(choices: [GroupChoice; 2], of: Population<'_>) -> Result<Self, String> {
        let [first, second] = &choices;
        let checked = [of.checked(first)?, of.checked(second)?];
        let everyone = of.snapshot.select(of.cohort);
        let people = |cohort: &CheckedCohort| of.snapshot.select(cohort).and(&everyone);
        let selections = match checked.each_ref().map(|cohort| cohort.as_ref().map(people)) {
            [Some(first), Some(second)] => [first, second],
            [Some(first), None] => [first.clone(), everyone.and_not(&first)],
            [None, Some(second)] => [everyone.and_not(&second), second],
            [None, None] => return Err("Both groups are the same. Choose two different ones.".to_owned()),
        };
        let saved = of.shelf.groups();
        let labels = choices.each_ref().map(|choice| choice.label(of.snapshot.catalogue(), &saved));
        let is_late = checked.iter().flatten().chain([of.cohort]).any(|one| !one.after_baseline().is_empty());
        let assignment = if is_late {
            Assignment::SelectedAfterBaseline
        } else if choices.iter().all(|choice| is_left_to_chance(choice, of.snapshot.catalogue())) {
            Assignment::Randomised
        } else {
            Assignment::NotRandomised
        };
        Ok(Self { choices, selections, words: ComparedWords { labels, assignment } })
    }

    /// Names of the first and the second group.
    pub fn labels(&self) -> [&str; 2] {
        let [first, second] = &self.words.labels;
        [first, second]
    }

    /// The variables that decide who is in which group.
    pub fn variables(&self) -> Vec<Code> {
        self.choices.iter().filter_map(|choice| choice.variable().cloned()).collect()
    }
}

/// Whether chance decided who is in a group: a level of the grouping of a randomised study, or everyone else.
fn is_left_to_chance(choice: &GroupChoice, catalogue: &StudyCatalogue) -> bool {
    let own = catalogue.study.primary_grouping.as_ref();
    let is_own = match choice {
        GroupChoice::Level { variable, .. } | GroupChoice::Answer { variable, .. } => Some(variable) == own,
        GroupChoice::Saved(_) => false,
        GroupChoice::Rest => true,
    };
    is_own && catalogue.study.is_randomised()
}
