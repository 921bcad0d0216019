//! What a cohort page needs of the saved cohorts.

use std::collections::BTreeMap;

use crate::analysis::address::CohortAddress;
use crate::api::cohort::{LibraryEntry, OpenVersion, VersionLine};
use crate::cohort::{self, CohortDefinition, CohortId, CohortVersion, Draft, SavedCohorts};
use crate::domain::{AppError, Code, StudyCatalogue};
use crate::exhibit::{Count, People, Policy, Raw, Released};
use crate::server::cohorts::{library_entry, saved_on, version_of};
use crate::server::context::RequestContext;
use crate::server::error::store;
use crate::server::pages::library;
use crate::store::Snapshot;
use crate::store::cohorts::{self, StoredCohort};

/// The saved cohorts of a study, and those that a page is about.
pub(super) struct Shelf {
    /// Every one in its current version, by name.
    library: Vec<StoredCohort>,
    /// The version that the draft began from.
    base: Option<StoredCohort>,
    /// Every version of its cohort, newest first; none when it is deleted.
    versions: Vec<StoredCohort>,
    /// The version that people are compared with.
    pub against: Option<StoredCohort>,
}

impl Shelf {
    /// Reads what a page at `address` needs. While the database does not answer a page that names no saved cohort has
    /// an empty list of them.
    pub async fn read(
        context: &RequestContext,
        catalogue: &StudyCatalogue,
        address: &CohortAddress,
    ) -> Result<Self, AppError> {
        let (database, study) = (&context.state.database, &catalogue.study.code);
        let named: Vec<CohortVersion> = address.base.into_iter().chain(address.against).collect();
        let library = library::library(context, study, &named).await?;
        let base = version(context, study, address.base).await?;
        let versions = match &base {
            Some(base) => cohorts::versions(database, study, base.id).await.map_err(store)?,
            None => Vec::new(),
        };
        let against = version(context, study, address.against).await?;
        Ok(Self { library, base, versions, against })
    }

    /// The rules as they stand: those of the address, else those of the saved version.
    pub fn draft(&self, address: &CohortAddress) -> Draft {
        let saved = || self.base.as_ref().map(|base| Draft::of(&base.content.definition));
        address.draft.clone().or_else(saved).unwrap_or_default()
    }

    /// The address without a draft that says what the saved version says.
    pub fn canonical(&self, address: &CohortAddress) -> CohortAddress {
        let is_as_saved = self.base.is_some()
            && address.draft == self.base.as_ref().map(|base| Draft::of(&base.content.definition));
        CohortAddress { draft: address.draft.clone().filter(|_| !is_as_saved), ..address.clone() }
    }

    /// The current versions, for definitions that refer to them.
    pub fn saved(&self) -> SavedCohorts {
        library::saved(&self.library)
    }

    /// The list of cohorts.
    pub fn entries(&self) -> Vec<LibraryEntry> {
        self.library.iter().cloned().map(library_entry).collect()
    }

    /// The open version with its history; people are those each version picks from the current data.
    pub fn open_version(
        &self,
        snapshot: &Snapshot,
        draft: &Draft,
        policy: Policy,
    ) -> Released<Option<OpenVersion>> {
        let saved = self.saved();
        let checked = self.versions.iter().map(|stored| {
            let checked =
                cohort::check_with(&stored.content.definition, snapshot.catalogue(), &saved).ok()?;
            Some(People(snapshot.select(&checked).count()))
        });
        let people: Vec<Option<People>> = checked.collect();
        let published = Raw::new(people.iter().copied().flatten().collect::<Vec<_>>()).publish(policy);
        published.release(|counts, policy| {
            let mut counts = counts.iter().map(|people| match policy {
                Policy::Exact => *people,
                // Less those selected, it is what a change of rules costs.
                Policy::Rounded => Count::Hidden,
            });
            let people: Vec<_> = people.iter().map(|known| known.and_then(|_| counts.next())).collect();
            let base = self.base.as_ref()?;
            let changes = self.changes(snapshot.catalogue(), &base.content.definition, &draft.definition());
            Some(OpenVersion {
                version: version_of(base),
                name: base.content.name.clone(),
                description: base.content.description.clone(),
                saved_on: saved_on(base),
                changes,
                versions: self
                    .versions
                    .iter()
                    .zip(people)
                    .enumerate()
                    .map(|(place, (stored, people))| VersionLine {
                        version: version_of(stored),
                        changes: self.history(snapshot.catalogue(), place),
                        people,
                        saved_on: saved_on(stored),
                    })
                    .collect(),
            })
        })
    }

    /// What the version at a place changed of the one before it.
    fn history(&self, catalogue: &StudyCatalogue, place: usize) -> String {
        let (Some(stored), Some(before)) = (self.versions.get(place), self.versions.get(place + 1)) else {
            return "First version".to_owned();
        };
        let rules = self.changes(catalogue, &before.content.definition, &stored.content.definition);
        let renamed = (before.content.name != stored.content.name)
            .then(|| format!("renamed from “{}”", before.content.name));
        let told: Vec<String> =
            [rules].into_iter().filter(|rules| !rules.is_empty()).chain(renamed).collect();
        if told.is_empty() { "The same rules".to_owned() } else { told.join("; ") }
    }

    fn changes(
        &self,
        catalogue: &StudyCatalogue,
        before: &CohortDefinition,
        after: &CohortDefinition,
    ) -> String {
        let names: BTreeMap<CohortId, String> =
            self.library.iter().map(|stored| (stored.id, stored.content.name.clone())).collect();
        let labels = |definition: &CohortDefinition| -> Vec<String> {
            let label = |rule| cohort::label_with(rule, catalogue, &names);
            definition.rules().iter().filter_map(label).collect()
        };
        cohort::changes(&labels(before), &labels(after))
    }
}

/// One version, which must be there when it is named.
async fn version(
    context: &RequestContext,
    study: &Code,
    wanted: Option<CohortVersion>,
) -> Result<Option<StoredCohort>, AppError> {
    match wanted {
        Some(wanted) => library::version(context, study, wanted).await.map(Some),
        None => Ok(None),
    }
}
