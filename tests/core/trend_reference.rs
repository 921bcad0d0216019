//! Trends of five real studies against R and against an independent computation in Python.

use serde_json::Value;
use sinew::analysis::trend::{PublicChange, PublicEstimate, PublicGroup, PublicTrend, run};
use sinew::domain::frame::Selection;
use sinew::domain::{MissingDataHandling, TimeUnit};
use sinew::exhibit::{Count, Policy};

use crate::real_studies::{
    LongColumns, acupuncture, acupuncture_of, acupuncture_people, headache_days, knee_pain, long, reference,
    wide,
};
use crate::support::{BuiltStudy, Person, Plan, options};

fn exact(study: &BuiltStudy, grouping: Option<&str>, handling: MissingDataHandling) -> PublicTrend {
    let options = options(grouping, handling);
    let raw = run(study.frame(), &study.catalogue, &study.everyone(), &options).expect("a result");
    raw.publish(Policy::Exact).get().clone()
}

fn mean_and_sd(estimate: &PublicEstimate) -> (Option<f64>, Option<f64>) {
    match estimate {
        PublicEstimate::Shown { value, standard_deviation, .. } => {
            (Some(value.get()), standard_deviation.map(sinew::domain::Finite::get))
        }
        PublicEstimate::Hidden | PublicEstimate::Empty => (None, None),
    }
}

fn assert_close(found: Option<f64>, expected: &Value, what: &str) {
    match (found, expected.as_f64()) {
        (None, None) => {}
        (Some(found), Some(expected)) => {
            let scale = expected.abs().max(1.0);
            assert!((found - expected).abs() <= 1e-12 * scale, "{what}: {found} is not {expected}");
        }
        (found, expected) => panic!("{what}: {found:?} is not {expected:?}"),
    }
}

fn assert_summary(estimate: &PublicEstimate, n: Option<u32>, expected: &Value, what: &str) {
    assert_eq!(n.map(u64::from), expected["n"].as_u64(), "{what}: n");
    let (mean, sd) = mean_and_sd(estimate);
    assert_close(mean, &expected["mean"], &format!("{what}: mean"));
    assert_close(sd, &expected["sd"], &format!("{what}: sd"));
}

fn assert_group(group: &PublicGroup, expected: &Value, what: &str) {
    assert_eq!(group.people.shown().map(u64::from), expected["people"].as_u64(), "{what}: people");
    assert_eq!(
        group.reporting.people.shown().map(u64::from),
        expected["reporting"].as_u64(),
        "{what}: reporting"
    );
    let points = expected["points"].as_array().expect("points");
    assert_eq!(group.points.len(), points.len(), "{what}: time points");
    for (time, (point, expected)) in group.points.iter().zip(points).enumerate() {
        let what = format!("{what}, time {time}");
        assert_summary(&point.mean, point.people.contributing.shown(), expected, &what);
        let quartiles = point.quartiles.map(|ends| [ends.low.get(), ends.high.get()]);
        for (end, part) in ["25th", "75th"].into_iter().enumerate() {
            let found = quartiles.map(|ends| ends[end]);
            assert_close(found, &expected["quartiles"][end], &format!("{what}: {part} percentile"));
        }
        assert_eq!(point.people.left.shown().map(u64::from), expected["left"].as_u64(), "{what}: left");
        assert_eq!(
            point.people.no_report.shown().map(u64::from),
            expected["no_report"].as_u64(),
            "{what}: silent"
        );
    }
    for point in &group.points {
        assert_eq!(
            point.people.group.shown().map(u64::from),
            expected["analysed"].as_u64(),
            "{what}: analysed"
        );
    }
    match &group.change {
        PublicChange::Unavailable => assert!(expected["change"].is_null(), "{what}: change"),
        PublicChange::Paired { mean, pairs } => {
            assert_summary(mean, pairs.shown(), &expected["change"], &format!("{what}: change"));
        }
    }
}

fn assert_agrees(study: &BuiltStudy, grouping: Option<&str>, name: &str) {
    let reference = reference("reference/trend_reference.json");
    let handlings = reference["studies"][name].as_object().expect("handlings");
    assert!(handlings.len() >= 2, "the reference holds handlings");
    for (handling, groups) in handlings {
        let handling = MissingDataHandling::from_code(handling).expect("a handling");
        let trend = exact(study, grouping, handling);
        let groups = groups.as_array().expect("groups");
        assert_eq!(trend.groups.len(), groups.len());
        for (group, expected) in trend.groups.iter().zip(groups) {
            assert_group(group, expected, &format!("{name}, {}, {}", handling.code(), group.label));
        }
    }
}

/// R 4.2.2: `acupuncture_describe`.
#[test]
fn arm_summaries_of_the_acupuncture_trial_equal_those_of_r() {
    let reference = reference("data/oracle/reference_r_clinical.json");
    let values = &reference["acupuncture_describe"]["values"];
    let trend = exact(&acupuncture(), Some("arm"), MissingDataHandling::Completers);
    for (time, key) in [(0, "baseline"), (2, "month12")] {
        for (arm, group) in trend.groups.iter().enumerate() {
            let expected = serde_json::json!({
                "n": values[key]["n"][arm], "mean": values[key]["mean"][arm], "sd": values[key]["sd"][arm],
            });
            let point = &group.points[time];
            assert_summary(&point.mean, point.people.contributing.shown(), &expected, key);
        }
    }
}

#[test]
fn the_acupuncture_trial_agrees_under_every_handling() {
    assert_agrees(&acupuncture(), Some("arm"), "acupuncture");
}

#[test]
fn headache_days_of_everyone_agree_under_every_handling() {
    assert_agrees(&headache_days(), None, "acupuncture_days");
}

#[test]
fn knee_pain_agrees() {
    assert_agrees(&knee_pain(), Some("arm"), "knee_pain");
}

#[test]
fn arthritis_from_a_long_file_agrees() {
    let plan = Plan {
        label: "self-assessment",
        unit: TimeUnit::Month,
        times: vec![
            ("baseline", Some(0.0)),
            ("1 month", Some(1.0)),
            ("3 months", Some(3.0)),
            ("5 months", Some(5.0)),
        ],
        baseline: Some(0),
        primary: 3,
        range: [1.0, 5.0],
        levels: vec!["Placebo", "Drug"],
    };
    let columns = LongColumns {
        person: "id",
        group: "trt",
        levels: &["1", "2"],
        time: "time",
        times: &["1", "3", "5"],
        value: "y",
        baseline: Some("baseline"),
    };
    assert_agrees(&BuiltStudy::new(&plan, &long("arthritis_long.csv", &columns)), Some("arm"), "arthritis");
}

#[test]
fn hip_pain_by_visit_agrees() {
    let plan = Plan {
        label: "hip pain",
        unit: TimeUnit::Visit,
        times: vec![("visit 1", None), ("visit 2", None), ("visit 5", None)],
        baseline: Some(0),
        primary: 2,
        range: [1.0, 4.0],
        levels: vec!["Men", "Women"],
    };
    let columns = LongColumns {
        person: "Patient",
        group: "Sex",
        levels: &["M", "F"],
        time: "Time",
        times: &["1", "2", "5"],
        value: "HHSpain",
        baseline: None,
    };
    assert_agrees(&BuiltStudy::new(&plan, &long("msk_HHSpain.csv", &columns)), Some("arm"), "harris_hip");
}

#[test]
fn sore_throat_without_a_baseline_agrees() {
    let columns =
        ["pacu30min_throatPain", "pacu90min_throatPain", "postOp4hour_throatPain", "pod1am_throatPain"];
    let plan = Plan {
        label: "sore throat pain",
        unit: TimeUnit::Hour,
        times: vec![
            ("30 minutes", Some(0.5)),
            ("90 minutes", Some(1.5)),
            ("4 hours", Some(4.0)),
            ("the next morning", None),
        ],
        baseline: None,
        primary: 2,
        range: [0.0, 10.0],
        levels: vec!["Sugar water", "Licorice"],
    };
    let people = wide("licorice_gargle.csv", "treat", &["0", "1"], &columns);
    let study = BuiltStudy::new(&plan, &people);
    assert_agrees(&study, Some("arm"), "licorice");
    for handling in [MissingDataHandling::Locf, MissingDataHandling::Bocf] {
        let refused =
            run(study.frame(), &study.catalogue, &study.everyone(), &options(Some("arm"), handling));
        let sentence = refused.expect_err("no baseline").to_string();
        assert!(sentence.contains("no baseline"), "{sentence}");
    }
}

/// Few people are computed on by themselves, many by passing over everyone: both must see the same.
#[test]
fn a_small_selection_is_the_same_as_a_study_of_just_those_people() {
    let people = acupuncture_people();
    let all = acupuncture_of(&people);
    for one_in in [2, 7] {
        let some: Vec<_> = people.iter().step_by(one_in).cloned().collect();
        let alone = acupuncture_of(&some);
        let selection = Selection::from_fn(people.len(), |row| row % one_in == 0);
        for handling in MissingDataHandling::ALL {
            let options = options(Some("arm"), handling);
            let within = run(all.frame(), &all.catalogue, &selection, &options).expect("a result");
            assert_eq!(*within.publish(Policy::Exact).get(), exact(&alone, Some("arm"), handling));
        }
    }
}

#[test]
fn many_groups_of_a_finely_graded_score_are_each_counted() {
    const GROUPS: usize = 40;
    let plan = Plan {
        label: "a fine score",
        unit: TimeUnit::Visit,
        times: vec![("visit 1", None)],
        baseline: None,
        primary: 0,
        range: [0.0, 60_000.0],
        levels: vec!["A group"; GROUPS],
    };
    let person = |row: usize| Person { group: Some((row % GROUPS) as u16), scores: vec![Some(row as f64)] };
    let people: Vec<Person> = (0..60_000).map(person).collect();
    let trend = exact(&BuiltStudy::new(&plan, &people), Some("arm"), MissingDataHandling::Observed);
    for (position, group) in trend.groups.iter().enumerate() {
        assert_eq!(group.points[0].people.contributing, Count::Exact(1_500));
        let (mean, _) = mean_and_sd(&group.points[0].mean);
        assert_eq!(mean, Some(29_980.0 + position as f64));
    }
}
