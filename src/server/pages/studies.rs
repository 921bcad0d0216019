//! The front page.

use super::participants;
use crate::api::page::{StudiesPage, StudyCard};
use crate::domain::AppError;
use crate::exhibit::{People, Raw, Released};
use crate::server::context::RequestContext;

/// Every study by title, with its facts.
///
/// # Errors
/// None at present; pages are drawn from the snapshots in memory.
pub async fn studies(context: &RequestContext) -> Result<Released<StudiesPage>, AppError> {
    let snapshots = context.state.snapshots.list();
    let people = snapshots.iter().map(|snapshot| People(participants(snapshot))).collect();
    let published = Raw::<Vec<People>>::new(people).publish(context.policy);
    Ok(published.release(|counts, policy| StudiesPage {
        notice: context.state.health.notice(),
        policy,
        studies: snapshots
            .iter()
            .zip(counts)
            .map(|(snapshot, &participants)| StudyCard {
                catalogue: snapshot.catalogue().clone(),
                participants,
            })
            .collect(),
    }))
}
