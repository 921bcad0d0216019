//! What a trend gives away under rounding: attacks on published results.

use proptest::prelude::*;
use sinew::analysis::trend::{
    PublicChange, PublicEstimate, PublicGroup, PublicTrend, TrendOptions, exhibit, run,
};
use sinew::cohort::CohortWords;
use sinew::domain::{MissingDataHandling, TimeUnit};
use sinew::exhibit::{Count, Exhibit, Policy};

use crate::effort::cases;
use crate::reader::{Random, Reader, numbers};
use crate::support::{BuiltStudy, Person, Plan, options, provenance};

const TIMES: usize = 4;
const PRIMARY: usize = 3;

fn study(people: &[Person], groups: usize) -> BuiltStudy {
    let plan = Plan {
        label: "pain",
        unit: TimeUnit::Week,
        times: vec![
            ("baseline", Some(0.0)),
            ("week 100", Some(100.0)),
            ("week 200", Some(200.0)),
            ("week 300", Some(300.0)),
        ],
        baseline: Some(0),
        primary: PRIMARY,
        range: [0.0, 1_000.0],
        levels: ["First", "Second", "Third", "Fourth"][..groups].to_vec(),
    };
    BuiltStudy::new(&plan, people)
}

fn publish(study: &BuiltStudy, options: &TrendOptions, policy: Policy) -> PublicTrend {
    let raw = run(study.frame(), &study.catalogue, &study.everyone(), options).expect("a result");
    raw.publish(policy).get().clone()
}

fn compose(study: &BuiltStudy, options: &TrendOptions, policy: Policy) -> Exhibit {
    let raw = run(study.frame(), &study.catalogue, &study.everyone(), options).expect("a result");
    exhibit(&raw.publish(policy), &study.catalogue, &CohortWords::everyone(), options, provenance())
        .into_inner()
}

/// A mean is shown from at least eleven people.
fn mean_seen(reader: &mut Reader, index: usize, estimate: &PublicEstimate) {
    if matches!(estimate, PublicEstimate::Shown { .. }) {
        reader.is_of_eleven_or_more(index);
    }
}

fn read_group(
    reader: &mut Reader,
    seen: &PublicGroup,
    truth: &PublicGroup,
    handling: MissingDataHandling,
) -> usize {
    let name = |what: &str| format!("{}: {what}", seen.label);
    let people = reader.shown(name("people"), seen.people, truth.people);
    if seen.people == Count::Hidden {
        assert_nothing_shown(seen);
        return people;
    }
    if is_withheld(seen) {
        return people;
    }
    let analysed = reader.shown(name("analysed"), seen.points[0].people.group, truth.points[0].people.group);
    reader.at_least(people, analysed);
    let mut contributing = Vec::new();
    let mut left_before = None;
    for (time, (point, true_point)) in seen.points.iter().zip(&truth.points).enumerate() {
        let (at, of) = (&point.people, &true_point.people);
        let here = |what: &str| format!("{}, time {time}: {what}", seen.label);
        let reports = reader.shown(here("contributing"), at.contributing, of.contributing);
        let silent = reader.shown(here("silent"), at.no_report, of.no_report);
        let left = reader.shown(here("left"), at.left, of.left);
        let missing = reader.shown(here("missing"), at.missing, of.missing);
        reader.equation(missing, &[silent, left]);
        match handling {
            MissingDataHandling::Observed | MissingDataHandling::Completers => {
                reader.equation(analysed, &[reports, missing]);
                reader.equation(analysed, &[reports, silent, left]);
            }
            MissingDataHandling::Locf | MissingDataHandling::Bocf => {
                reader.at_least(analysed, missing);
                reader.at_least(analysed, reports);
            }
        }
        if let Some(before) = left_before.replace(left) {
            reader.at_least(left, before);
        }
        mean_seen(reader, reports, &point.mean);
        contributing.push(reports);
    }
    if let (PublicChange::Paired { mean, pairs }, PublicChange::Paired { pairs: true_pairs, .. }) =
        (&seen.change, &truth.change)
    {
        let pairs = reader.shown(name("pairs"), *pairs, *true_pairs);
        reader.at_least(contributing[PRIMARY], pairs);
        reader.at_least(contributing[0], pairs);
        mean_seen(reader, pairs, mean);
    }
    let reporting = reader.shown(name("reporting"), seen.reporting.people, truth.reporting.people);
    reader.at_least(people, reporting);
    people
}

/// Nothing but the size of the group is shown; then not even zeros are, and what is hidden may be one.
fn is_withheld(group: &PublicGroup) -> bool {
    let hidden = group.points.iter().all(|point| {
        let people = &point.people;
        let counts = [people.contributing, people.no_report, people.left, people.missing];
        counts == [Count::Hidden; 4] && point.mean == PublicEstimate::Hidden
    });
    hidden && group.reporting.people == Count::Hidden
}

fn assert_nothing_shown(group: &PublicGroup) {
    for point in &group.points {
        let people = &point.people;
        let counts = [people.contributing, people.no_report, people.left, people.group, people.missing];
        assert_eq!(counts, [Count::Hidden; 5]);
        assert_eq!(point.mean, PublicEstimate::Hidden);
    }
    assert_eq!((group.reporting.people, group.reporting.share), (Count::Hidden, None));
    assert!(matches!(
        group.change,
        PublicChange::Paired { mean: PublicEstimate::Hidden, pairs: Count::Hidden }
    ));
}

fn attack(people: &[Person], groups: usize, handling: MissingDataHandling) -> Result<(), String> {
    let study = study(people, groups);
    let options = options(Some("arm"), handling);
    let (seen, truth) =
        (publish(&study, &options, Policy::Rounded), publish(&study, &options, Policy::Exact));
    if seen.selected == Count::Hidden {
        seen.groups.iter().for_each(assert_nothing_shown);
        return Ok(());
    }
    let mut reader = Reader::default();
    let selected = reader.shown("selected".to_owned(), seen.selected, truth.selected);
    let mut parts = vec![reader.shown("ungrouped".to_owned(), seen.ungrouped, truth.ungrouped)];
    for (seen, truth) in seen.groups.iter().zip(&truth.groups) {
        parts.push(read_group(&mut reader, seen, truth, handling));
    }
    reader.equation(selected, &parts);
    reader.work_out();
    reader.verdict()
}

/// People whose values are often all there, often cut off, seldom with a gap; groups of very different sizes.
fn people() -> impl Strategy<Value = (usize, Vec<Person>)> {
    let group = (1_usize..45, 0_u8..40, 0_u8..25);
    (prop::collection::vec(group, 1..=4), 0_usize..14, any::<u64>()).prop_map(|(groups, ungrouped, seed)| {
        let mut random = Random::new(seed);
        let mut people = Vec::new();
        for (position, (size, leave, gap)) in groups.iter().enumerate() {
            people.extend((0..*size).map(|_| person(Some(position as u16), *leave, *gap, &mut random)));
        }
        people.extend((0..ungrouped).map(|_| person(None, 10, 10, &mut random)));
        (groups.len(), people)
    })
}

fn person(group: Option<u16>, leave: u8, gap: u8, random: &mut Random) -> Person {
    let mut here = true;
    let mut score = |time: usize| {
        here &= time == 0 || random.percent() >= leave;
        let reports = random.percent() >= gap / if time == 0 { 3 } else { 1 };
        let value = f64::from(random.percent());
        (here && reports).then_some(value)
    };
    Person { group, scores: (0..TIMES).map(&mut score).collect() }
}

fn steady(group: u16, count: usize, value: impl Fn(usize) -> f64) -> Vec<Person> {
    (0..count).map(|row| Person { group: Some(group), scores: vec![Some(value(row)); TIMES] }).collect()
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn no_count_of_one_to_ten_can_be_worked_out((groups, people) in people()) {
        for handling in MissingDataHandling::ALL {
            if let Err(leak) = attack(&people, groups, handling) {
                prop_assert!(false, "{}: {leak}", handling.code());
            }
        }
    }

    #[test]
    fn nothing_finer_than_two_digits_is_shown((groups, people) in people()) {
        let options = options(Some("arm"), MissingDataHandling::Observed);
        for group in publish(&study(&people, groups), &options, Policy::Rounded).groups {
            for point in group.points {
                for end in point.quartiles.iter().flat_map(|ends| [ends.low, ends.high]) {
                    prop_assert_eq!(end.get(), end.get().round(), "whole numbers");
                    let people = point.people.contributing;
                    prop_assert!(people.shown().is_none_or(|people| people >= 46), "{:?}", people);
                }
                if let PublicEstimate::Shown { value, interval, standard_deviation, places } = point.mean {
                    prop_assert_eq!(standard_deviation, None);
                    let scale = if places == 0 { 1.0 } else { 10.0 };
                    let interval = interval.expect("an interval");
                    for number in [value, interval.low, interval.high].map(|number| number.get() * scale) {
                        prop_assert!((number - number.round()).abs() < 1e-9);
                    }
                    prop_assert!(interval.low <= value && value <= interval.high);
                    prop_assert!(places == 0 || value.get().abs() < 10.0);
                }
            }
        }
    }
}

#[test]
fn canaries_of_a_small_group_are_nowhere() {
    let mut people = steady(0, 60, |row| 40.0 + row as f64);
    people.extend(steady(1, 50, |row| 20.0 + row as f64));
    people.extend(steady(2, 7, |row| 613.717_3 + row as f64 / 8.0));
    let study = study(&people, 3);
    let options = options(Some("arm"), MissingDataHandling::Observed);
    let raw = run(study.frame(), &study.catalogue, &study.everyone(), &options).expect("a result");
    let published = serde_json::to_value(raw.publish(Policy::Rounded).get()).expect("JSON");
    let exhibit = serde_json::to_value(compose(&study, &options, Policy::Rounded)).expect("JSON");
    let exact = serde_json::to_value(compose(&study, &options, Policy::Exact)).expect("JSON");
    assert!(exact.to_string().contains("614."), "the canary sings where it may");
    for shown in [published, exhibit] {
        let text = shown.to_string();
        assert!(!text.contains("613.") && !text.contains("614"), "{text}");
        let found = numbers(&shown);
        assert!(!found.contains(&7.0), "{text}");
        for words in ["n 7", "7 people", "of 7", "7 of"] {
            assert!(!text.contains(words), "{words} in {text}");
        }
    }
}

#[test]
fn what_is_hidden_changes_nothing_that_is_shown() {
    let people = |value: f64| {
        let mut people = steady(0, 60, |row| 40.0 + row as f64);
        people.extend(steady(1, 40, |row| 20.0 + row as f64));
        people.extend(steady(2, 9, |row| value + row as f64));
        people.extend(steady(3, 8, |row| value - row as f64));
        people
    };
    let options = options(Some("arm"), MissingDataHandling::Observed);
    let told = |value| {
        serde_json::to_string(&compose(&study(&people(value), 4), &options, Policy::Rounded)).expect("JSON")
    };
    assert_eq!(told(100.0), told(900.0));
}

#[test]
fn values_that_are_all_alike_are_not_shown() {
    let study = study(&steady(0, 40, |_| 30.0), 1);
    let options = options(None, MissingDataHandling::Observed);
    let seen = publish(&study, &options, Policy::Rounded);
    assert_eq!(seen.groups[0].points[0].mean, PublicEstimate::Hidden);
    assert_eq!(seen.groups[0].people, Count::About(38));
}

#[test]
fn a_cohort_of_all_but_a_few_is_withheld() {
    let people = steady(0, 60, |row| row as f64);
    let study = study(&people, 1);
    let options = options(Some("arm"), MissingDataHandling::Observed);
    let selection = sinew::domain::frame::Selection::from_fn(60, |row| row >= 4);
    let raw = run(study.frame(), &study.catalogue, &selection, &options).expect("a result");
    let published = raw.publish(Policy::Rounded);
    assert_eq!(published.get().selected, Count::Hidden);
    assert_nothing_shown(&published.get().groups[0]);
}
