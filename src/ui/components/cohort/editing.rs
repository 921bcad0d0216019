//! What the parts of a cohort page share: the draft, and where each edit leads.

use std::collections::BTreeMap;

use leptos::prelude::Callback;

use super::state::CohortState;
use crate::analysis::address::CohortAddress;
use crate::api::cohort::LibraryEntry;
use crate::cohort::{self, CohortId, Criterion, Draft};
use crate::domain::StudyCatalogue;
use crate::ui::choices::cohort_address;

/// A cohort that is edited.
#[derive(Debug)]
pub struct Editing {
    /// The study.
    pub catalogue: StudyCatalogue,
    /// The page as it stands.
    pub address: CohortAddress,
    /// The rules as they stand.
    pub draft: Draft,
    /// Every saved cohort of the study.
    pub library: Vec<LibraryEntry>,
    /// What is open.
    pub state: CohortState,
    /// Goes to the page of another draft.
    pub on_draft: Callback<Draft>,
}

impl Editing {
    /// The address of the page of another draft.
    pub fn href(&self, draft: Draft) -> String {
        self.page(&self.address.with_draft(draft))
    }

    /// The address of another page of this study.
    pub fn page(&self, address: &CohortAddress) -> String {
        cohort_address(&self.catalogue.study.code, &address.query())
    }

    /// A criterion in words.
    pub fn label(&self, criterion: &Criterion) -> String {
        let names: BTreeMap<CohortId, String> =
            self.library.iter().map(|entry| (entry.version.cohort, entry.name.clone())).collect();
        cohort::label_with(criterion, &self.catalogue, &names).unwrap_or_else(|| "Everyone".to_owned())
    }
}
