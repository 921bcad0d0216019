//! The front page.

use crate::api::page::{StudiesPage, StudyCard};
use crate::domain::AppError;
use crate::exhibit::{People, Raw, Released};
use crate::server::context::RequestContext;

/// Every study by title, with its facts.
///
/// # Errors
/// None at present; pages are drawn from the snapshots in memory.
#[expect(clippy::unused_async, reason = "every page is asked for in the same way")]
pub async fn studies(context: &RequestContext) -> Result<Released<StudiesPage>, AppError> {
    let mut snapshots = context.state.snapshots.list();
    snapshots.sort_by(|a, b| a.catalogue.study.title.cmp(&b.catalogue.study.title));
    let people = snapshots.iter().map(|snapshot| People(snapshot.participants())).collect();
    let published = Raw::<Vec<People>>::new(people).publish(context.policy);
    Ok(published.release(|counts, policy| StudiesPage {
        policy,
        studies: snapshots
            .iter()
            .zip(counts)
            .map(|(snapshot, &participants)| StudyCard {
                catalogue: snapshot.catalogue.clone(),
                participants,
            })
            .collect(),
    }))
}
