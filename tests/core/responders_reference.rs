//! Responders of real studies against R and against an independent computation in Python.

use serde_json::Value;
use sinew::analysis::responders::{
    PublicResponderGroup, PublicResponderSet, PublicResponders, ResponderOptions, ResponderValue, run,
};
use sinew::domain::{Direction, ThresholdKind, TimeUnit};
use sinew::exhibit::{Count, Policy};

use crate::real_studies::{acupuncture, headache_days, knee_pain, reference};
use crate::support::{BuiltStudy, Person, Plan, code};

fn exact(study: &BuiltStudy, grouping: Option<&str>, value: ResponderValue) -> PublicResponders {
    let options = ResponderOptions { instrument: code("score"), grouping: grouping.map(code), value };
    let raw = run(study.frame(), &study.catalogue, &study.everyone(), &options).expect("a result");
    raw.publish(Policy::Exact).get().clone()
}

fn assert_count(found: Count, expected: &Value, what: &str) {
    assert_eq!(found.shown().map(u64::from), expected.as_u64(), "{what}");
}

fn assert_set(set: &PublicResponderSet, expected: &Value, what: &str) {
    assert_count(set.people, &expected["people"], &format!("{what}: people"));
    assert_count(set.missing, &expected["missing"], &format!("{what}: missing"));
    let at_least = expected["at_least"].as_array().expect("counts");
    assert_eq!((set.at_least.len(), at_least.len()), (101, 101));
    for (percent, (share, expected)) in set.at_least.iter().zip(at_least).enumerate() {
        assert_count(share.people, expected, &format!("{what}: {percent}%"));
    }
    assert_count(set.thresholds[0].people, &expected["percent_35"], &format!("{what}: 35%"));
    assert_count(set.thresholds[1].people, &expected["points"], &format!("{what}: points"));
    let found = set.at_least[30].interval.expect("an interval");
    for (limit, position) in [(found.low, 0), (found.high, 1)] {
        let expected = expected["wilson_30"][position].as_f64().expect("a limit");
        assert!((limit.get() - expected).abs() < 1e-9, "{what}: {limit:?} is not {expected}");
    }
}

fn assert_group(group: &PublicResponderGroup, expected: &Value, what: &str) {
    assert_count(group.people, &expected["people"], &format!("{what}: people"));
    assert_count(group.baseline_missing, &expected["baseline_missing"], &format!("{what}: no baseline"));
    assert_count(group.baseline_zero, &expected["baseline_zero"], &format!("{what}: baseline 0"));
    assert_set(&group.everyone, &expected["everyone"], &format!("{what}, everyone"));
    assert_set(&group.completers, &expected["completers"], &format!("{what}, completers"));
}

/// Thresholds are 35 % and `points`.
fn assert_agrees(study: BuiltStudy, grouping: Option<&str>, points: f64, name: &str) {
    let study = study.with_threshold(ThresholdKind::PercentOfBaseline, 35.0, "35% improvement");
    let study = study.with_threshold(ThresholdKind::Points, points, "points");
    let reference = reference("reference/responders_reference.json");
    for value in ResponderValue::ALL {
        let groups = reference["studies"][name][value.code()].as_array().expect("groups");
        let found = exact(&study, grouping, value);
        assert_eq!(found.groups.len(), groups.len());
        for (group, expected) in found.groups.iter().zip(groups) {
            assert_group(group, expected, &format!("{name}, {}, {}", value.code(), group.label));
        }
    }
}

/// R 4.2.2: `acupuncture_responder`, rows control and acupuncture, columns no responder and responder at 35 %.
#[test]
fn responders_of_the_acupuncture_trial_equal_those_of_r() {
    let reference = reference("data/oracle/reference_r_clinical.json");
    let table = &reference["acupuncture_responder"]["values"]["table"];
    let study = acupuncture().with_threshold(ThresholdKind::PercentOfBaseline, 35.0, "35% improvement");
    let found = exact(&study, Some("arm"), ResponderValue::AtTimePoint);
    for (arm, group) in found.groups.iter().enumerate() {
        let responders = group.completers.thresholds[0].people;
        assert_count(responders, &table[arm][1], &group.label);
        let others = group.completers.people.shown().zip(responders.shown()).map(|(all, some)| all - some);
        assert_eq!(others.map(u64::from), table[arm][0].as_u64(), "{}", group.label);
        // Missing is no responder: the count is the same, of more people.
        assert_eq!(group.everyone.thresholds[0].people, responders);
    }
}

#[test]
fn the_acupuncture_trial_agrees_whichever_value_counts() {
    assert_agrees(acupuncture(), Some("arm"), 10.0, "acupuncture");
}

#[test]
fn headache_days_of_everyone_agree() {
    assert_agrees(headache_days(), None, 10.0, "acupuncture_days");
}

#[test]
fn knee_pain_agrees_also_where_higher_would_be_better() {
    assert_agrees(knee_pain(), Some("arm"), 2.0, "knee_pain");
    let mut study = knee_pain();
    study.catalogue.instruments[0].direction = Direction::HigherIsBetter;
    assert_agrees(study, Some("arm"), 2.0, "knee_pain_higher_is_better");
}

fn two_times(people: &[Person]) -> BuiltStudy {
    let plan = Plan {
        label: "pain",
        unit: TimeUnit::Week,
        times: vec![("baseline", Some(0.0)), ("week 6", Some(6.0)), ("week 12", Some(12.0))],
        baseline: Some(0),
        primary: 2,
        range: [0.0, 100.0],
        levels: vec!["Care"],
    };
    BuiltStudy::new(&plan, people)
}

#[test]
fn a_baseline_is_never_its_own_last_value() {
    let person = |scores: [Option<f64>; 3]| Person { group: Some(0), scores: scores.to_vec() };
    let people = [
        person([Some(40.0), None, None]),
        person([Some(40.0), Some(20.0), None]),
        person([Some(40.0), Some(20.0), Some(40.0)]),
        person([Some(0.0), Some(0.0), Some(0.0)]),
        person([None, Some(10.0), Some(10.0)]),
    ];
    let study = two_times(&people).with_completers(|row| row < 3);
    let group = &exact(&study, None, ResponderValue::LastValue).groups[0];
    let at = |set: &PublicResponderSet, percent: usize| set.at_least[percent].people.shown();
    for set in [&group.everyone, &group.completers] {
        assert_eq!((set.people, set.missing), (Count::Exact(3), Count::Exact(1)));
        assert_eq!([0, 1, 50, 51].map(|percent| at(set, percent)), [Some(2), Some(1), Some(1), Some(0)]);
    }
    assert_eq!((group.baseline_missing, group.baseline_zero), (Count::Exact(1), Count::Exact(1)));
    let group = &exact(&study, None, ResponderValue::AtTimePoint).groups[0];
    assert_eq!([0, 1].map(|percent| at(&group.completers, percent)), [Some(1), Some(0)]);
    assert_eq!(group.completers.missing, Count::Exact(2));
}

#[test]
fn a_score_without_an_earlier_baseline_has_no_responders() {
    for baseline in [None, Some(2)] {
        let mut study = two_times(&[]);
        study.catalogue.instruments[0].baseline = baseline.map(|time| code(&format!("t{time}")));
        let options =
            ResponderOptions { instrument: code("score"), grouping: None, value: ResponderValue::LastValue };
        let refused = run(study.frame(), &study.catalogue, &study.everyone(), &options);
        let sentence = refused.expect_err("no baseline").to_string();
        assert!(sentence.contains("nobody can be said to have improved"), "{sentence}");
    }
}
