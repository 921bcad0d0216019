//! What each page is drawn from: snapshot → cohort → analyses → published → released.

mod cohort;
mod compare;
mod counts;
mod figures;
mod library;
mod provenance;
mod question;
mod studies;
mod trend;

pub use cohort::{cohort_exhibit, cohort_page};
pub use compare::{compare_exhibit, compare_page};
pub use figures::{AnyQuestion, figure, figures};
pub use question::{CohortQuestion, CompareQuestion, Question};
pub use studies::studies;
pub use trend::{trend_exhibit, trend_page};

use std::sync::Arc;

use crate::analysis::address::AddressError;
use crate::api::page::{Part, StudyLink};
use crate::domain::{AppError, Code, StudyCatalogue};
use crate::exhibit::{Exhibit, People, Policy, Raw, Released};
use crate::server::addresses;
use crate::server::context::RequestContext;
use crate::server::error::internal;
use crate::store::Snapshot;

/// The current snapshot of a study.
pub(super) fn snapshot(context: &RequestContext, study: &str) -> Result<Arc<Snapshot>, AppError> {
    let found = Code::try_from(study).ok().and_then(|code| context.state.snapshots.get(&code));
    found.ok_or_else(|| AppError::NotFound {
        sentence: "There is no study at this address. Choose one from the list of studies.".to_owned(),
    })
}

/// The current snapshot of a study, and what `query`, or the settings kept under its id, set on a page of it.
async fn opened<A>(
    context: &RequestContext,
    study: &str,
    query: &str,
    read: fn(&str, &StudyCatalogue) -> Result<A, AddressError>,
) -> Result<(Arc<Snapshot>, A), AppError> {
    let snapshot = snapshot(context, study)?;
    let query = addresses::written_out(&context.state, query).await?;
    let address = read(&query, snapshot.catalogue()).map_err(invalid)?;
    Ok((snapshot, address))
}

/// Number of people in a snapshot.
fn participants(snapshot: &Snapshot) -> u32 {
    u32::try_from(snapshot.participants()).unwrap_or(u32::MAX)
}

/// Runs two computations at once: the second on a thread of its own.
fn side_by_side<A, B: Send>(
    one: impl FnOnce() -> A,
    other: impl FnOnce() -> B + Send,
) -> Result<(A, B), AppError> {
    std::thread::scope(|scope| {
        let other = scope.spawn(other);
        let one = one();
        let other = other.join().map_err(|_| internal("a computation ended early"))?;
        Ok((one, other))
    })
}

/// Every study by title.
fn study_links(context: &RequestContext) -> Vec<StudyLink> {
    let link = |snapshot: &Arc<Snapshot>| {
        let study = &snapshot.catalogue().study;
        StudyLink { code: study.code.clone(), title: study.title.clone() }
    };
    context.state.snapshots.list().iter().map(link).collect()
}

/// Words that hold no number of people, ready to be sent.
pub(super) fn said<T>(policy: Policy, words: T) -> Released<T> {
    Raw::new(Vec::<People>::new()).publish(policy).release(|_, _| words)
}

/// A figure, or why it is not there.
pub(super) fn part(exhibit: Result<Released<Exhibit>, String>, policy: Policy) -> Released<Part> {
    match exhibit {
        Ok(exhibit) => exhibit.map(|exhibit| Part::Exhibit(Box::new(exhibit.for_page()))),
        Err(sentence) => said(policy, Part::Unavailable { sentence }),
    }
}

/// A figure with those that stand beneath it.
fn figures_beneath(first: Released<Exhibit>, others: Vec<Released<Part>>) -> Released<(Exhibit, Vec<Part>)> {
    let none = first.map(|first| (first.for_page(), Vec::new()));
    others.into_iter().fold(none, |all, part| {
        all.join(part).map(|((first, mut parts), part)| {
            parts.push(part);
            (first, parts)
        })
    })
}

/// What is wrong with a request, as it is told.
fn invalid(error: impl std::fmt::Display) -> AppError {
    AppError::Invalid { sentence: error.to_string() }
}
