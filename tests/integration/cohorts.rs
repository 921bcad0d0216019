//! Saved cohorts: kept, shared, edited by two, deleted and back.

use sinew::cohort::{CohortDefinition, CohortId, Criterion, check_with, select};
use sinew::domain::StudyCatalogue;
use sinew::store::cohorts::{
    CohortContent, DeleteOutcome, RestoreOutcome, SaveOutcome, StoredCohort, create, delete, duplicate, list,
    open, restore, save, saved_cohorts, versions, write_members,
};
use sinew::store::{Database, Snapshot, StoreError};

use crate::support::studies::{code, load_new, load_quietly, three_people, three_people_again};
use crate::support::{database, number};

async fn study() -> (Database, Snapshot) {
    let database = database().await;
    load_new(&database, &three_people()).await;
    let snapshot = snapshot(&database).await;
    (database, snapshot)
}

async fn snapshot(database: &Database) -> Snapshot {
    Snapshot::load(database, &code("visits")).await.expect("no error").expect("a snapshot")
}

fn surgery(answer: bool) -> Criterion {
    Criterion::FlagIs { variable: code("surgery"), answer }
}

fn in_cohort(cohort: CohortId) -> Criterion {
    Criterion::InCohort { cohort }
}

fn content(name: &str, criteria: Vec<Criterion>) -> CohortContent {
    CohortContent {
        name: name.to_owned(),
        description: format!("Made for {name}."),
        definition: CohortDefinition::all_of(criteria),
    }
}

fn stored(outcome: SaveOutcome) -> StoredCohort {
    let SaveOutcome::Saved(cohort) = outcome else { panic!("{outcome:?}") };
    cohort
}

async fn created(database: &Database, catalogue: &StudyCatalogue, content: CohortContent) -> StoredCohort {
    stored(create(database, catalogue, content).await.expect("answers"))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_saved_cohort_is_listed_opened_and_says_the_same() {
    let (database, snapshot) = study().await;
    let catalogue = snapshot.catalogue();
    let wanted = content("Operated", vec![surgery(true)]);
    let cohort = created(&database, catalogue, wanted.clone()).await;
    assert_eq!((cohort.version, &cohort.content), (1, &wanted));
    assert_eq!(cohort.saved_at.len(), "2026-11-23T09:30:00Z".len());
    created(&database, catalogue, content("allergic", vec![])).await;
    let names: Vec<String> = list(&database, &code("visits"))
        .await
        .expect("answers")
        .into_iter()
        .map(|cohort| cohort.content.name)
        .collect();
    assert_eq!(names, ["allergic", "Operated"]);
    assert_eq!(open(&database, &code("visits"), cohort.id).await.expect("answers"), Some(cohort.clone()));
    assert_eq!(open(&database, &code("other"), cohort.id).await.expect("answers"), None);
    assert_eq!(open(&database, &code("visits"), CohortId(u32::MAX)).await.expect("answers"), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_save_and_every_new_name_is_a_version_that_stays() {
    let (database, snapshot) = study().await;
    let catalogue = snapshot.catalogue();
    let first = created(&database, catalogue, content("Operated", vec![surgery(true)])).await;
    let edited = content("Operated", vec![surgery(false)]);
    let second = stored(save(&database, catalogue, first.id, 1, edited).await.expect("answers"));
    let renamed = CohortContent { name: " Not operated ".to_owned(), ..second.content.clone() };
    let third = stored(save(&database, catalogue, first.id, 2, renamed).await.expect("answers"));
    assert_eq!((third.id, third.version, third.content.name.as_str()), (first.id, 3, "Not operated"));
    let kept = versions(&database, &code("visits"), first.id).await.expect("answers");
    assert_eq!(kept, [third, second, first]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_second_of_two_editors_is_shown_both_and_nothing_is_lost() {
    let (database, snapshot) = study().await;
    let catalogue = snapshot.catalogue();
    let seen = created(&database, catalogue, content("Shared", vec![])).await;
    let (ours, theirs) = (content("Ours", vec![surgery(true)]), content("Theirs", vec![surgery(false)]));
    let (one, other) = tokio::join!(
        save(&database, catalogue, seen.id, seen.version, ours.clone()),
        save(&database, catalogue, seen.id, seen.version, theirs.clone()),
    );
    let (mut saved, mut refused) = (Vec::new(), Vec::new());
    for outcome in [one.expect("answers"), other.expect("answers")] {
        match outcome {
            SaveOutcome::Saved(cohort) => saved.push(cohort),
            SaveOutcome::Conflict { yours, theirs } => refused.push((yours, theirs)),
            SaveOutcome::NameTaken | SaveOutcome::Missing | SaveOutcome::Refused(_) => {
                panic!("another outcome")
            }
        }
    }
    let ([first], [(yours, found)]) = (saved.as_slice(), refused.as_slice()) else {
        panic!("{saved:?} {refused:?}")
    };
    assert_eq!(found, first);
    let mut both = [yours.name.clone(), first.content.name.clone()];
    both.sort();
    assert_eq!(both, ["Ours", "Theirs"]);
    assert_eq!(versions(&database, &code("visits"), seen.id).await.expect("answers").len(), 2);
    // Having seen both, the second saves on top.
    let again = save(&database, catalogue, seen.id, found.version, yours.clone()).await.expect("answers");
    assert_eq!(stored(again).version, 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_saves_at_once_every_acknowledged_one_is_kept() {
    let (database, snapshot) = study().await;
    let seen = created(&database, snapshot.catalogue(), content("Busy", vec![])).await;
    let mut tasks = Vec::new();
    for editor in 0..12 {
        let (database, catalogue) = (database.clone(), snapshot.catalogue().clone());
        tasks.push(tokio::spawn(async move {
            let (mut expected, mut acknowledged) = (seen.version, Vec::new());
            for round in 0..4 {
                let wanted = content(&format!("Busy {editor} {round}"), vec![]);
                match save(&database, &catalogue, seen.id, expected, wanted).await.expect("answers") {
                    SaveOutcome::Saved(cohort) => {
                        expected = cohort.version;
                        acknowledged.push((cohort.version, cohort.content.name));
                    }
                    SaveOutcome::Conflict { theirs, .. } => expected = theirs.version,
                    SaveOutcome::NameTaken | SaveOutcome::Missing | SaveOutcome::Refused(_) => {
                        panic!("another outcome")
                    }
                }
            }
            acknowledged
        }));
    }
    let mut acknowledged = vec![(1, "Busy".to_owned())];
    for task in tasks {
        acknowledged.extend(task.await.expect("ends"));
    }
    acknowledged.sort();
    let kept = versions(&database, &code("visits"), seen.id).await.expect("answers");
    let mut kept: Vec<(u32, String)> =
        kept.into_iter().map(|cohort| (cohort.version, cohort.content.name)).collect();
    kept.sort();
    assert_eq!(kept, acknowledged);
    assert!(kept.len() > 4, "{kept:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_is_taken_once_whatever_its_case() {
    let (database, snapshot) = study().await;
    let catalogue = snapshot.catalogue();
    let first = created(&database, catalogue, content("Operated", vec![])).await;
    let other = created(&database, catalogue, content("Other", vec![])).await;
    let again = create(&database, catalogue, content("OPERATED ", vec![])).await.expect("answers");
    assert_eq!(again, SaveOutcome::NameTaken);
    let renamed =
        save(&database, catalogue, other.id, 1, content("operated", vec![])).await.expect("answers");
    assert_eq!(renamed, SaveOutcome::NameTaken);
    assert_eq!(open(&database, &code("visits"), other.id).await.expect("answers"), Some(other.clone()));
    let copy = duplicate(&database, catalogue, first.id, "Operated, copy".to_owned()).await.expect("answers");
    let copy = stored(copy);
    assert_eq!((copy.version, &copy.content.definition), (1, &first.content.definition));
    assert_ne!(copy.id, first.id);
    let same = duplicate(&database, catalogue, first.id, "Other".to_owned()).await.expect("answers");
    assert_eq!(same, SaveOutcome::NameTaken);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_kept_is_refused_with_a_sentence() {
    let (database, snapshot) = study().await;
    let catalogue = snapshot.catalogue();
    let refused = |outcome| {
        let SaveOutcome::Refused(refusal) = outcome else { panic!("{outcome:?}") };
        refusal.to_string()
    };
    let no_name = create(&database, catalogue, content("  ", vec![])).await.expect("answers");
    assert_eq!(refused(no_name), "The cohort has no name. Give it one.");
    let unknown = Criterion::FlagIs { variable: code("smoker"), answer: true };
    let unknown = create(&database, catalogue, content("Smokers", vec![unknown])).await.expect("answers");
    assert!(refused(unknown).starts_with("This study has no variable called “smoker”"));
    let mut elsewhere = catalogue.clone();
    elsewhere.study.code = code("elsewhere");
    let missing = create(&database, &elsewhere, content("Anybody", vec![])).await.expect("answers");
    assert_eq!(missing, SaveOutcome::Missing);
    assert_eq!(number(&database, "select count(*) from cohort").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn cohorts_cannot_refer_to_themselves_however_they_are_saved() {
    let (database, snapshot) = study().await;
    let catalogue = snapshot.catalogue();
    let one = created(&database, catalogue, content("One", vec![surgery(true)])).await;
    let two = created(&database, catalogue, content("Two", vec![in_cohort(one.id)])).await;
    let circle = save(&database, catalogue, one.id, 1, content("One", vec![in_cohort(two.id)])).await;
    let SaveOutcome::Refused(refusal) = circle.expect("answers") else { panic!("a circle") };
    assert_eq!(
        refusal.to_string(),
        "The saved cohort “One” would contain itself. Remove it from this definition."
    );
    // Two editors who would close a circle together: one of them is refused.
    let three = created(&database, catalogue, content("Three", vec![])).await;
    let four = created(&database, catalogue, content("Four", vec![])).await;
    let (left, right) = tokio::join!(
        save(&database, catalogue, three.id, 1, content("Three", vec![in_cohort(four.id)])),
        save(&database, catalogue, four.id, 1, content("Four", vec![in_cohort(three.id)])),
    );
    let outcomes = [left.expect("answers"), right.expect("answers")];
    let saved = outcomes.iter().filter(|outcome| matches!(outcome, SaveOutcome::Saved(_))).count();
    let refused = outcomes.iter().filter(|outcome| matches!(outcome, SaveOutcome::Refused(_))).count();
    assert_eq!((saved, refused), (1, 1), "{outcomes:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deletion_can_be_taken_back_with_all_versions() {
    let (database, snapshot) = study().await;
    let (catalogue, study) = (snapshot.catalogue(), code("visits"));
    let first = created(&database, catalogue, content("Operated", vec![surgery(true)])).await;
    let second =
        stored(save(&database, catalogue, first.id, 1, content("Operated", vec![])).await.expect("answers"));
    let delete = async |id, expected| delete(&database, &study, id, expected).await.expect("answers");
    assert_eq!(delete(first.id, 1).await, DeleteOutcome::Changed);
    assert_eq!(delete(first.id, 2).await, DeleteOutcome::Deleted);
    assert_eq!(delete(first.id, 2).await, DeleteOutcome::Missing);
    assert_eq!(list(&database, &study).await.expect("answers"), []);
    assert_eq!(open(&database, &study, first.id).await.expect("answers"), None);
    let gone = save(&database, catalogue, first.id, 2, content("Operated", vec![])).await.expect("answers");
    assert_eq!(gone, SaveOutcome::Missing);
    assert_eq!(restore(&database, &study, first.id).await.expect("answers"), RestoreOutcome::Restored);
    assert_eq!(restore(&database, &study, first.id).await.expect("answers"), RestoreOutcome::Missing);
    assert_eq!(versions(&database, &study, first.id).await.expect("answers"), [second, first]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cohort_in_use_stays_and_a_name_taken_meanwhile_keeps_a_deleted_one_away() {
    let (database, snapshot) = study().await;
    let (catalogue, study) = (snapshot.catalogue(), code("visits"));
    let one = created(&database, catalogue, content("One", vec![surgery(true)])).await;
    let two = created(&database, catalogue, content("Two", vec![in_cohort(one.id)])).await;
    let in_use = delete(&database, &study, one.id, 1).await.expect("answers");
    assert_eq!(in_use, DeleteOutcome::InUse(vec!["Two".to_owned()]));
    assert_eq!(delete(&database, &study, two.id, 1).await.expect("answers"), DeleteOutcome::Deleted);
    assert_eq!(delete(&database, &study, one.id, 1).await.expect("answers"), DeleteOutcome::Deleted);
    created(&database, catalogue, content("one", vec![])).await;
    assert_eq!(restore(&database, &study, one.id).await.expect("answers"), RestoreOutcome::NameTaken);
    let dangling = check_with(
        &two.content.definition,
        catalogue,
        &saved_cohorts(&database, &study).await.expect("answers"),
    );
    assert!(dangling.is_err());
}

async fn members(database: &Database, data_version: u32) -> Vec<String> {
    sqlx::query_scalar(
        "select key from cohort_member join participant using (data_version_id, participant_id) \
         join data_version using (data_version_id) where number = $1 order by key",
    )
    .bind(i64::from(data_version))
    .fetch_all(database.pool())
    .await
    .expect("the members")
}

#[tokio::test(flavor = "multi_thread")]
async fn members_are_written_by_the_database_and_counted_against_the_snapshot() {
    let (database, before) = study().await;
    let one = created(&database, before.catalogue(), content("One", vec![surgery(true)])).await;
    let not_one = Criterion::Not(Box::new(in_cohort(one.id)));
    let cohort = created(&database, before.catalogue(), content("Rest", vec![not_one])).await;
    let saved = saved_cohorts(&database, &code("visits")).await.expect("answers");
    let checked = check_with(&cohort.content.definition, before.catalogue(), &saved).expect("fits");
    for _ in 0..2 {
        let people = write_members(&database, &before, cohort.id, 1, &checked).await.expect("is written");
        assert_eq!(people, u64::from(select(&checked, before.frame()).count()));
        assert_eq!(members(&database, 1).await, ["a", "c"]);
    }
    let unknown = write_members(&database, &before, cohort.id, 9, &checked).await;
    assert!(matches!(unknown, Err(StoreError::Constraint { .. })), "{unknown:?}");
    // Members of an old data version go with it.
    for round in 1..=3 {
        load_quietly(&database, three_people_again(round).request()).await.expect("loads");
    }
    assert_eq!(number(&database, "select count(*) from cohort_member").await, 0);
    let pruned = write_members(&database, &before, cohort.id, 1, &checked).await;
    assert!(matches!(pruned, Err(StoreError::Inconsistent { .. })), "{pruned:?}");
    let now = snapshot(&database).await;
    write_members(&database, &now, cohort.id, 1, &checked).await.expect("is written");
    assert_eq!(number(&database, "select people from cohort_membership").await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_count_that_differs_from_the_snapshot_writes_nothing() {
    let (database, snapshot) = study().await;
    let cohort = created(&database, snapshot.catalogue(), content("Operated", vec![surgery(true)])).await;
    let saved = saved_cohorts(&database, &code("visits")).await.expect("answers");
    let checked = check_with(&cohort.content.definition, snapshot.catalogue(), &saved).expect("fits");
    sqlx::query("update packed_participant set flag_values = '{null}'")
        .execute(database.pool())
        .await
        .expect("is changed");
    let written = write_members(&database, &snapshot, cohort.id, 1, &checked).await;
    assert!(matches!(written, Err(StoreError::Inconsistent { .. })), "{written:?}");
    assert_eq!(number(&database, "select count(*) from cohort_membership").await, 0);
}
