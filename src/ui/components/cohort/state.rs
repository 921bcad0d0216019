//! What the cohort page remembers while it is open; everything that is worth keeping is in its address or saved.

use leptos::prelude::*;

use super::subject::Subject;
use crate::api::cohort::SaveConflict;
use crate::cohort::{Draft, Join, RulePath};

/// State of a cohort page.
#[derive(Debug, Clone, Copy)]
pub struct CohortState {
    /// The rule that is being written.
    pub builder: RwSignal<Option<Builder>>,
    /// What the save panel says; `None` while it is closed.
    pub saving: RwSignal<Option<Saving>>,
    /// Raised when something that the address does not say has changed: a cohort was deleted.
    pub refresh: RwSignal<u32>,
    /// The states of the page up to this one.
    steps: Memo<Vec<String>>,
}

/// A rule that is being written.
#[derive(Debug, Clone, PartialEq)]
pub struct Builder {
    /// Where it goes.
    pub place: BuilderPlace,
    /// What it is about.
    pub subject: Option<Subject>,
    /// Why it cannot be added, as a sentence.
    pub problem: Option<String>,
}

/// Where a new rule goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BuilderPlace {
    /// At the end of the list.
    New,
    /// Joined to what is at a place.
    Joined(RulePath, Join),
    /// In the place of what is there.
    Instead(RulePath),
}

/// What the save panel says.
#[derive(Debug, Clone, PartialEq)]
pub enum Saving {
    /// It asks for a name.
    Asking {
        /// Why the last try failed, as a sentence.
        problem: Option<String>,
    },
    /// It waits for the answer.
    Waiting,
    /// Somebody saved another version meanwhile.
    Conflict(Box<SaveConflict>),
}

impl CohortState {
    /// A fresh page that goes from `query` to `query`.
    pub fn new(query: Memo<String>) -> Self {
        let steps = Memo::new(move |before: Option<&Vec<String>>| {
            let (query, mut steps) = (query.get(), before.cloned().unwrap_or_default());
            steps.truncate(steps.iter().position(|step| *step == query).unwrap_or(steps.len()));
            steps.push(query);
            steps
        });
        Self { builder: RwSignal::new(None), saving: RwSignal::new(None), refresh: RwSignal::new(0), steps }
    }

    /// Whether the page is as it was opened, so that a step back leaves it. Tracks.
    pub fn is_untouched(&self) -> bool {
        self.steps.with(|steps| steps.len() < 2)
    }

    /// Begins a rule.
    pub fn begin(&self, place: BuilderPlace, subject: Option<Subject>) {
        self.builder.set(Some(Builder { place, subject, problem: None }));
    }

    /// Closes what is open.
    pub fn close(&self) {
        self.builder.set(None);
        self.saving.set(None);
    }
}

impl BuilderPlace {
    /// The draft with a criterion in this place.
    pub fn put(&self, draft: &Draft, criterion: crate::cohort::Criterion) -> Draft {
        match self {
            Self::New => draft.with(criterion),
            Self::Joined(path, join) => draft.joined(path, *join, &criterion),
            Self::Instead(path) => draft.replaced(path, &criterion),
        }
    }
}
