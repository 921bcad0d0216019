//! Sentences and labels.

use super::super::test_study::{
    catalogue, change, dates, engagement, flag, in_cohort, missing, no_score, not, one_of, percent_change,
    range, responder, saved, score,
};
use super::super::{CohortDefinition, check_with};
use super::*;

fn sentence(criteria: Vec<Criterion>) -> String {
    let catalogue = catalogue();
    let definition = CohortDefinition::all_of(criteria);
    describe(&check_with(&definition, &catalogue, &saved()).expect("fits"), &catalogue)
}

#[test]
fn everyone_is_one_word() {
    assert_eq!(sentence(Vec::new()), "Everyone");
    assert_eq!(sentence(vec![Criterion::All(Vec::new())]), "Everyone");
}

#[test]
fn criteria_read_as_a_sentence() {
    let age = range("age", Some(30.0), Some(60.0));
    assert_eq!(sentence(vec![age.clone()]), "Everyone with age 30 to 60 years");
    assert_eq!(
        sentence(vec![age.clone(), one_of("sex", &["female"])]),
        "Everyone with age 30 to 60 years and sex female"
    );
    assert_eq!(
        sentence(vec![age, one_of("sex", &["female"]), flag("prior_surgery", false)]),
        "Everyone with age 30 to 60 years, sex female and no prior surgery"
    );
}

#[test]
fn open_ranges_and_single_values_are_said() {
    assert_eq!(sentence(vec![range("bmi", Some(24.5), None)]), "Everyone with BMI at least 24.5");
    assert_eq!(sentence(vec![range("age", None, Some(-3.0))]), "Everyone with age at most −3 years");
    assert_eq!(sentence(vec![range("age", Some(40.0), Some(40.0))]), "Everyone with age 40 years");
}

#[test]
fn a_list_within_the_sentence_is_set_off() {
    let regions = one_of("region", &["uk", "north", "south"]);
    assert_eq!(
        sentence(vec![range("age", Some(30.0), None), regions, flag("migraine", true)]),
        "Everyone with age at least 30 years; region north, south or UK; and migraine"
    );
}

#[test]
fn a_long_list_is_cut_short() {
    let regions = one_of("region", &["north", "south", "east", "west", "uk", "abroad"]);
    assert_eq!(sentence(vec![regions]), "Everyone with region north, south, east or 3 others");
}

#[test]
fn nested_lists_read_like_one() {
    let inner = Criterion::All(vec![flag("migraine", true)]);
    assert_eq!(sentence(vec![inner, one_of("sex", &["male"])]), "Everyone with migraine and sex male");
}

#[test]
fn a_control_keeps_the_words_of_the_study() {
    let catalogue = catalogue();
    assert_eq!(label(&one_of("sex", &["male"]), &catalogue).as_deref(), Some("Sex Male"));
    assert_eq!(label(&range("age", None, Some(60.0)), &catalogue).as_deref(), Some("Age at most 60 years"));
    assert_eq!(label(&Criterion::All(Vec::new()), &catalogue), None);
}

#[test]
fn scores_and_days_read_as_a_sentence() {
    let cases = [
        (score("pain", "baseline", Some(40.0), None), "pain at baseline at least 40"),
        (change("pain", "week_2", None, Some(-20.0)), "change in pain from baseline to week 2 at most −20"),
        (
            percent_change("pain", "week_2", Some(-50.0), Some(-30.0)),
            "per cent change in pain from baseline to week 2 −50 to −30%",
        ),
        (responder("pain", "week_2", "moderate"), "pain at week 2 improved by at least 30% (moderate)"),
        (
            responder("function", "week_2", "noticeable"),
            "function at week 2 improved by at least 0.3 points (noticeable)",
        ),
        (
            engagement("sessions", "week_1", "week_3", 12.0),
            "sessions from week 1 to week 3 adding up to at least 12",
        ),
        (engagement("sessions", "week_1", "week_1", 3.0), "sessions at week 1 adding up to at least 3"),
        (no_score("pain", "week_3"), "pain at week 3 missing"),
        (missing("age"), "age missing"),
        (dates("enrolled", Some("2024-01-01"), Some("2024-06-30")), "enrolled 2024-01-01 to 2024-06-30"),
        (dates("enrolled", None, Some("2024-06-30")), "enrolled on or before 2024-06-30"),
        (in_cohort(1), "membership of the cohort “Thirty and over” as last saved"),
    ];
    for (criterion, expected) in cases {
        assert_eq!(sentence(vec![criterion]), format!("Everyone with {expected}"));
    }
}

#[test]
fn the_opposite_of_a_criterion_is_told_apart_from_its_other_answer() {
    let cases = [
        (flag("migraine", false), "no migraine"),
        (not(flag("migraine", true)), "migraine not yes"),
        (not(flag("migraine", false)), "migraine not no"),
        (not(range("age", Some(30.0), None)), "age not at least 30 years"),
        (not(not(range("age", Some(30.0), None))), "age at least 30 years"),
        (not(missing("age")), "age recorded"),
        (
            not(responder("pain", "week_2", "moderate")),
            "pain at week 2 not improved by at least 30% (moderate)",
        ),
        (not(in_cohort(1)), "no membership of the cohort “Thirty and over” as last saved"),
    ];
    for (criterion, expected) in cases {
        assert_eq!(sentence(vec![criterion]), format!("Everyone with {expected}"));
    }
}

#[test]
fn choices_and_nested_lists_are_told_in_words() {
    let (age, sex) = (|| range("age", Some(60.0), None), || one_of("sex", &["female"]));
    let (migraine, surgery) = (|| flag("migraine", true), || flag("prior_surgery", false));
    let any = Criterion::Any;
    let all = Criterion::All;
    let cases = [
        (any(vec![age()]), "age at least 60 years"),
        (any(vec![age(), sex()]), "either age at least 60 years or sex female"),
        (
            any(vec![age(), sex(), migraine()]),
            "at least one of age at least 60 years, sex female or migraine",
        ),
        (
            any(vec![all(vec![age(), sex()]), migraine()]),
            "either (both age at least 60 years and sex female) or migraine",
        ),
        (
            any(vec![all(vec![age(), sex(), surgery()]), migraine()]),
            "either (all of age at least 60 years, sex female and no prior surgery); or migraine",
        ),
        (not(any(vec![age(), sex()])), "neither age at least 60 years nor sex female"),
        (not(any(vec![age(), sex(), migraine()])), "none of age at least 60 years, sex female or migraine"),
        (not(all(vec![age(), sex()])), "not both age at least 60 years and sex female"),
        (not(all(vec![age()])), "not age at least 60 years"),
    ];
    for (criterion, expected) in cases {
        assert_eq!(sentence(vec![criterion]), format!("Everyone with {expected}"));
    }
    assert_eq!(
        sentence(vec![surgery(), any(vec![age(), sex()])]),
        "Everyone with no prior surgery and (either age at least 60 years or sex female)"
    );
    assert_eq!(sentence(vec![not(all(Vec::new()))]), "Everyone with nothing");
    assert_eq!(
        sentence(vec![any(vec![age(), all(Vec::new())])]),
        "Everyone with either age at least 60 years or anything"
    );
}

#[test]
fn controls_carry_lists_and_scores_too() {
    let catalogue = catalogue();
    let of = |criterion| label(&criterion, &catalogue).expect("known");
    assert_eq!(of(score("pain", "baseline", Some(40.0), None)), "Pain at baseline at least 40");
    assert_eq!(
        of(Criterion::Any(vec![flag("migraine", false), one_of("sex", &["male"])])),
        "Either Migraine no or Sex Male"
    );
    assert_eq!(of(in_cohort(4)), "Membership of saved cohort 4 as last saved");
    let definition = CohortDefinition::all_of(vec![in_cohort(1), Criterion::All(Vec::new())]);
    let cohort = check_with(&definition, &catalogue, &saved()).expect("fits");
    assert_eq!(
        rule_labels(&cohort, &catalogue),
        ["Membership of the cohort “Thirty and over” as last saved", "Everyone"]
    );
}
