//! The bitmaps against the definition read literally.

use proptest::prelude::*;

use super::super::test_study::{
    OwnedFrame, Person, catalogue, change, definitions, engagement, meets, not, people, percent_change,
    range, referring_definitions, saved, score,
};
use super::super::{CohortDefinition, Criterion, SavedCohorts, check, check_with};
use super::*;
use crate::domain::frame::ScoreMatrix;
use crate::effort::cases;

fn literally(root: &Criterion, people: &[Person], saved: &SavedCohorts) -> Vec<usize> {
    let catalogue = catalogue();
    let rows = people.iter().enumerate();
    rows.filter(|(_, person)| meets(root, person, &catalogue, saved)).map(|(row, _)| row).collect()
}

proptest! {
    #![proptest_config(cases(2_000))]

    #[test]
    fn the_bitmaps_pick_whom_the_definition_read_literally_picks(
        definition in definitions(),
        people in people(),
    ) {
        let frame = OwnedFrame::of(&people);
        let selection = select(&check(&definition, &catalogue()).expect("fits"), frame.frame());
        let literal = literally(&definition.root, &people, &SavedCohorts::none());
        prop_assert_eq!(selection.rows().collect::<Vec<_>>(), literal);
    }
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn saved_cohorts_are_picked_as_their_definitions_read_literally(
        definition in referring_definitions(),
        people in people(),
    ) {
        let (frame, saved) = (OwnedFrame::of(&people), saved());
        let cohort = check_with(&definition, &catalogue(), &saved).expect("fits");
        let selection = select(&cohort, frame.frame());
        let literal = literally(&definition.root, &people, &saved);
        prop_assert_eq!(selection.rows().collect::<Vec<_>>(), literal);
    }

    #[test]
    fn the_people_in_every_rule_are_those_of_the_cohort(definition in definitions(), people in people()) {
        let frame = OwnedFrame::of(&people);
        let cohort = check(&definition, &catalogue()).expect("fits");
        let rules = select_rules(&cohort, frame.frame());
        prop_assert_eq!(rules.len(), cohort.rules().len());
        let everyone = Selection::all(people.len());
        let in_every = rules.iter().fold(everyone, |met, rule| met.and(rule));
        prop_assert_eq!(in_every, select(&cohort, frame.frame()));
        for (rule, selection) in cohort.rules().iter().zip(&rules) {
            let literal = literally(rule, &people, &SavedCohorts::none());
            prop_assert_eq!(selection.rows().collect::<Vec<_>>(), literal);
        }
    }
}

#[test]
fn both_limits_are_inclusive_and_a_missing_value_is_out() {
    let present = Selection::from_fn(5, |row| row != 4);
    let columns = [Column::Number { values: vec![29.0, 30.0, 60.0, 61.0, 45.0], present }];
    let frame = Frame { participants: 5, columns: &columns, scores: &[] };
    let definition = CohortDefinition::all_of(vec![range("age", Some(30.0), Some(60.0))]);
    let checked = check(&definition, &catalogue()).expect("fits");
    assert_eq!(select(&checked, frame).rows().collect::<Vec<_>>(), [1, 2]);
}

#[test]
fn a_frame_without_the_column_selects_nobody() {
    let frame = Frame { participants: 3, columns: &[], scores: &[] };
    let definition = CohortDefinition::all_of(vec![range("age", Some(30.0), None)]);
    assert_eq!(select(&check(&definition, &catalogue()).expect("fits"), frame), Selection::none(3));
}

/// Scores of the three instruments of the study, one person a row, from baseline on; the rest is missing.
fn scores(rows: &[[Option<f64>; 2]], of: usize) -> OwnedFrame {
    let person = |scores: &[Option<f64>; 2]| {
        let none = vec![None; 4];
        let mut all = vec![none.clone(), none.clone(), none];
        all[of][..2].copy_from_slice(scores);
        Person { values: Vec::new(), scores: all }
    };
    let people: Vec<Person> = rows.iter().map(person).collect();
    OwnedFrame::with_scores_only(&people)
}

fn picked(criterion: Criterion, frame: &OwnedFrame) -> Vec<usize> {
    let checked = check(&CohortDefinition::all_of(vec![criterion]), &catalogue()).expect("fits");
    select(&checked, frame.frame()).rows().collect()
}

#[test]
fn a_change_on_its_limit_is_in_and_without_either_score_there_is_none() {
    let frame = scores(
        &[[Some(30.0), Some(10.0)], [Some(30.0), Some(11.0)], [None, Some(0.0)], [Some(90.0), None]],
        0,
    );
    assert_eq!(picked(change("pain", "week_1", None, Some(-20.0)), &frame), [0]);
    assert_eq!(picked(change("pain", "week_1", Some(-19.0), None), &frame), [1]);
    assert_eq!(picked(not(change("pain", "week_1", None, Some(-20.0))), &frame), [1, 2, 3]);
}

#[test]
fn there_is_no_change_in_per_cent_of_a_baseline_of_zero_or_less() {
    let frame = scores(&[[Some(0.0), Some(0.0)], [Some(-10.0), Some(-20.0)], [Some(10.0), Some(7.0)]], 0);
    assert_eq!(picked(percent_change("pain", "week_1", None, Some(-30.0)), &frame), [2]);
    assert_eq!(picked(percent_change("pain", "week_1", Some(-1e6), None), &frame), [2]);
}

#[test]
fn sessions_add_up_and_a_missing_week_adds_none() {
    let frame = scores(&[[Some(3.0), Some(4.0)], [Some(7.0), None], [None, None], [Some(6.0), Some(0.5)]], 2);
    assert_eq!(picked(engagement("sessions", "baseline", "week_1", 7.0), &frame), [0, 1]);
    assert_eq!(picked(engagement("sessions", "week_1", "week_3", 0.5), &frame), [0, 3]);
}

#[test]
fn a_frame_without_the_scores_selects_nobody_and_the_opposite_everyone() {
    let frame = Frame { participants: 3, columns: &[], scores: &[] };
    let within = || score("pain", "week_1", Some(0.0), None);
    let of = |criterion| check(&CohortDefinition::all_of(vec![criterion]), &catalogue()).expect("fits");
    assert_eq!(select(&of(within()), frame), Selection::none(3));
    assert_eq!(select(&of(not(within())), frame), Selection::all(3));
}

#[test]
fn the_largest_code_is_told_from_a_missing_score() {
    let table: Vec<f64> = (0..ScoreMatrix::MAX_DISTINCT_VALUES as u32).map(f64::from).collect();
    let codes = vec![0, 0, ScoreMatrix::MISSING - 1, ScoreMatrix::MISSING];
    let scores = [ScoreMatrix::new(table, codes, 2).expect("a matrix")];
    let frame = Frame { participants: 2, columns: &[], scores: &scores };
    let of = |criterion| check(&CohortDefinition::all_of(vec![criterion]), &catalogue()).expect("fits");
    for criterion in
        [score("pain", "week_1", Some(65_534.0), None), change("pain", "week_1", Some(65_534.0), None)]
    {
        assert_eq!(select(&of(criterion), frame).rows().collect::<Vec<_>>(), [0]);
    }
}

#[test]
fn sums_of_many_people_are_those_of_each() {
    let participants = 2_100;
    let table: Vec<f64> = (0..10).map(f64::from).collect();
    let code =
        |place: usize| if place.is_multiple_of(7) { ScoreMatrix::MISSING } else { (place * 31 % 10) as u16 };
    let codes: Vec<u16> = (0..4 * participants).map(code).collect();
    let sessions = ScoreMatrix::new(table.clone(), codes, participants).expect("a matrix");
    let scores = [sessions.clone(), sessions.clone(), sessions.clone()];
    let frame = Frame { participants, columns: &[], scores: &scores };
    let definition = CohortDefinition::all_of(vec![engagement("sessions", "week_1", "week_3", 13.0)]);
    let selection = select(&check(&definition, &catalogue()).expect("fits"), frame);
    let total = |row: usize| (1..4).filter_map(|time| sessions.value(time, row)).sum::<f64>();
    assert_eq!(selection, Selection::from_fn(participants, |row| total(row) >= 13.0));
}
