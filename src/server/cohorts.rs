//! Keeping cohorts: what the store made of it, in words for the person who asked.

use crate::api::cohort::{LibraryEntry, SaveAnswer, SaveCohort, SaveConflict, ShelfAnswer};
use crate::cohort::{self, CohortDefinition, CohortVersion, SavedCohorts};
use crate::domain::{AppError, StudyCatalogue};
use crate::exhibit::{Count, People, Raw, Released};
use crate::server::context::RequestContext;
use crate::server::error::store;
use crate::server::pages::snapshot;
use crate::store::cohorts::{self, CohortContent, DeleteOutcome, RestoreOutcome, SaveOutcome, StoredCohort};

/// Keeps a cohort: a new one, or the next version of the one that was edited.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown study, [`AppError::Unavailable`] when the database does not answer.
pub async fn save(context: &RequestContext, study: &str, asked: SaveCohort) -> Result<SaveAnswer, AppError> {
    let snapshot = snapshot(context, study)?;
    let catalogue = snapshot.catalogue();
    let definition = match CohortDefinition::parse(&asked.definition) {
        Ok(definition) => definition,
        Err(error) => return Ok(SaveAnswer::Refused { sentence: error.to_string() }),
    };
    let content =
        CohortContent { name: asked.name.clone(), description: asked.description.clone(), definition };
    let database = &context.state.database;
    let outcome = match asked.base {
        Some(base) => cohorts::save(database, catalogue, base.cohort, base.version, content).await,
        None => cohorts::create(database, catalogue, content).await,
    };
    match outcome.map_err(store)? {
        SaveOutcome::Saved(stored) => Ok(SaveAnswer::Saved(version_of(&stored))),
        SaveOutcome::Conflict { yours, theirs } => {
            let saved = cohorts::saved_cohorts(database, &catalogue.study.code).await.map_err(store)?;
            let sentence = |definition| sentence(definition, catalogue, &saved);
            Ok(SaveAnswer::Conflict(Box::new(SaveConflict {
                their_sentence: sentence(&theirs.content.definition),
                your_sentence: sentence(&yours.definition),
                theirs: library_entry(theirs),
                yours: asked,
            })))
        }
        SaveOutcome::NameTaken => Ok(refused("Another cohort of this study has this name. Choose another.")),
        SaveOutcome::Missing => {
            Ok(refused("This cohort was deleted. Restore it first, or save these rules as a new cohort."))
        }
        SaveOutcome::Refused(refusal) => Ok(refused(&refusal.to_string())),
    }
}

/// Deletes a cohort of which `version` was seen last.
///
/// # Errors
/// As [`save`].
pub async fn delete(
    context: &RequestContext,
    study: &str,
    version: CohortVersion,
) -> Result<ShelfAnswer, AppError> {
    let snapshot = snapshot(context, study)?;
    let code = &snapshot.catalogue().study.code;
    let database = &context.state.database;
    let outcome = cohorts::delete(database, code, version.cohort, version.version).await.map_err(store)?;
    Ok(match outcome {
        DeleteOutcome::Deleted => ShelfAnswer::Done,
        DeleteOutcome::InUse(names) => not_done(&format!(
            "Other cohorts refer to this one: {}. Nothing was changed; change or delete them first.",
            names.join(", ")
        )),
        DeleteOutcome::Changed => not_done(
            "Somebody saved a newer version of this cohort. Nothing was changed; open the newest version first.",
        ),
        DeleteOutcome::Missing => not_done("This cohort is deleted already."),
    })
}

/// Takes a deletion back.
///
/// # Errors
/// As [`save`].
pub async fn restore(
    context: &RequestContext,
    study: &str,
    version: CohortVersion,
) -> Result<ShelfAnswer, AppError> {
    let snapshot = snapshot(context, study)?;
    let code = &snapshot.catalogue().study.code;
    let outcome = cohorts::restore(&context.state.database, code, version.cohort).await.map_err(store)?;
    Ok(match outcome {
        RestoreOutcome::Restored => ShelfAnswer::Done,
        RestoreOutcome::NameTaken => not_done(
            "Another cohort has the name of this one by now. Nothing was changed; give that one another name first.",
        ),
        RestoreOutcome::Missing => not_done("This cohort is not deleted."),
    })
}

/// Writes who is in a version of a cohort, as the current data have them, to the database; gives how many.
///
/// # Errors
/// As [`save`]; [`AppError::NotFound`] also for a version that is not there, [`AppError::Invalid`] for one that does not
/// fit the study any more.
pub async fn write_members(
    context: &RequestContext,
    study: &str,
    version: CohortVersion,
) -> Result<Released<Count>, AppError> {
    let snapshot = snapshot(context, study)?;
    let catalogue = snapshot.catalogue();
    let database = &context.state.database;
    let stored = cohorts::version(database, &catalogue.study.code, version).await.map_err(store)?;
    let stored = stored.ok_or_else(|| AppError::NotFound {
        sentence: "There is no such version of a cohort. Choose one from the list of cohorts.".to_owned(),
    })?;
    let saved = cohorts::saved_cohorts(database, &catalogue.study.code).await.map_err(store)?;
    let checked = cohort::check_with(&stored.content.definition, catalogue, &saved)
        .map_err(|error| AppError::Invalid { sentence: error.to_string() })?;
    let people = cohorts::write_members(database, &snapshot, version.cohort, version.version, &checked).await;
    let people = u32::try_from(people.map_err(store)?).unwrap_or(u32::MAX);
    Ok(Raw::new(People(people)).publish(context.policy).release(|people, _| *people))
}

fn refused(sentence: &str) -> SaveAnswer {
    SaveAnswer::Refused { sentence: sentence.to_owned() }
}

fn not_done(sentence: &str) -> ShelfAnswer {
    ShelfAnswer::Refused { sentence: sentence.to_owned() }
}

/// Whom a definition picks, in words; that it does not fit the study any more, when it does not.
fn sentence(definition: &CohortDefinition, catalogue: &StudyCatalogue, saved: &SavedCohorts) -> String {
    match cohort::check_with(definition, catalogue, saved) {
        Ok(checked) => cohort::describe(&checked, catalogue),
        Err(error) => error.to_string(),
    }
}

/// Which version a stored cohort is.
pub const fn version_of(stored: &StoredCohort) -> CohortVersion {
    CohortVersion { cohort: stored.id, version: stored.version }
}

/// A stored cohort in the list of cohorts.
pub fn library_entry(stored: StoredCohort) -> LibraryEntry {
    LibraryEntry {
        version: version_of(&stored),
        saved_on: saved_on(&stored),
        name: stored.content.name,
        description: stored.content.description,
    }
}

/// The day a version was saved.
pub fn saved_on(stored: &StoredCohort) -> String {
    stored.saved_at.chars().take("2026-11-23".len()).collect()
}
