//! What responders give away under rounding: attacks on published results.

use proptest::prelude::*;
use sinew::analysis::PublicShare;
use sinew::analysis::responders::{
    PublicResponderGroup, PublicResponderSet, PublicResponders, ResponderOptions, ResponderValue, exhibit,
    run,
};
use sinew::cohort::CohortWords;
use sinew::domain::frame::Selection;
use sinew::domain::{ThresholdKind, TimeUnit};
use sinew::exhibit::{Count, Exhibit, Policy};

use crate::effort::cases;
use crate::reader::{Random, Reader};
use crate::support::{BuiltStudy, Person, Plan, code, provenance};

/// Percentages and points of the thresholds, out of order and one of them a cut-off of the curve.
const PERCENTS: [f64; 3] = [35.0, 12.5, 50.0];
const POINTS: [f64; 2] = [20.0, 5.0];

/// Who is a completer.
#[derive(Debug, Clone, Copy)]
enum Rule {
    Observed,
    Flag,
}

fn study(people: &[Person], groups: usize, rule: Rule) -> BuiltStudy {
    let plan = Plan {
        label: "pain",
        unit: TimeUnit::Week,
        times: vec![("baseline", Some(0.0)), ("week 6", Some(6.0)), ("week 12", Some(12.0))],
        baseline: Some(0),
        primary: 2,
        range: [0.0, 100.0],
        levels: ["First", "Second", "Third"][..groups].to_vec(),
    };
    let mut study = BuiltStudy::new(&plan, people);
    for (percent, points) in PERCENTS.iter().zip([Some(POINTS[0]), Some(POINTS[1]), None]) {
        study = study.with_threshold(ThresholdKind::PercentOfBaseline, *percent, "per cent");
        if let Some(points) = points {
            study = study.with_threshold(ThresholdKind::Points, points, "points");
        }
    }
    match rule {
        Rule::Observed => study,
        // Whoever is at week 6, but for every ninth.
        Rule::Flag => study.with_completers(|row| people[row].scores[1].is_some() && row % 9 != 0),
    }
}

fn options(value: ResponderValue) -> ResponderOptions {
    ResponderOptions { instrument: code("score"), grouping: Some(code("arm")), value }
}

fn publish(study: &BuiltStudy, value: ResponderValue, policy: Policy) -> PublicResponders {
    let raw = run(study.frame(), &study.catalogue, &study.everyone(), &options(value)).expect("a result");
    raw.publish(policy).get().clone()
}

fn compose(study: &BuiltStudy, policy: Policy) -> Exhibit {
    let options = options(ResponderValue::AtTimePoint);
    let raw = run(study.frame(), &study.catalogue, &study.everyone(), &options).expect("a result");
    exhibit(&raw.publish(policy), &study.catalogue, &CohortWords::everyone(), &options, provenance())
        .into_inner()
}

/// The counts of a denominator that are on the page, in one order: people, missing, then in per cent, then in points.
fn counts<'s>(
    page: &PublicResponders,
    set: &'s PublicResponderSet,
) -> (Vec<(String, Count)>, Vec<&'s PublicShare>) {
    let mut percents: Vec<(f64, &PublicShare)> =
        page.cut_offs.iter().map(|&percent| f64::from(percent)).zip(&set.at_least).collect();
    let mut points = Vec::new();
    for (threshold, share) in page.instrument.thresholds.iter().zip(&set.thresholds) {
        match threshold.kind {
            ThresholdKind::PercentOfBaseline => percents.push((threshold.value.get(), share)),
            ThresholdKind::Points => points.push((threshold.value.get(), share)),
        }
    }
    percents.sort_by(|one, other| one.0.total_cmp(&other.0));
    points.sort_by(|one, other| one.0.total_cmp(&other.0));
    let named = |unit: &str, rungs: &[(f64, &PublicShare)]| -> Vec<(String, Count)> {
        rungs.iter().map(|(size, share)| (format!("{size} {unit}"), share.people)).collect()
    };
    let mut all = vec![("people".to_owned(), set.people), ("missing".to_owned(), set.missing)];
    all.extend(named("%", &percents));
    all.extend(named("points", &points));
    (all, percents.into_iter().chain(points).map(|(_, share)| share).collect())
}

/// What a reader knows of a denominator: positions in the reader of its counts, and of those with a value.
struct Read {
    counts: Vec<usize>,
    with_value: usize,
}

fn read_set(
    reader: &mut Reader,
    (page, seen): (&PublicResponders, &PublicResponderSet),
    (true_page, truth): (&PublicResponders, &PublicResponderSet),
    whose: &str,
) -> Read {
    let (shown, shares) = counts(page, seen);
    let (exact, _) = counts(&rounded_to_cut_offs(true_page), &only_shown(page, true_page, truth));
    assert_eq!(shown.len(), exact.len());
    let indices: Vec<usize> = shown
        .iter()
        .zip(&exact)
        .map(|((name, count), (_, truth))| reader.shown(format!("{whose}: {name}"), *count, *truth))
        .collect();
    for share in shares {
        assert_follows(share, seen.people);
    }
    let (people, missing) = (indices[0], indices[1]);
    let with_value = reader.rest(people, missing);
    let first_points = indices.len() - POINTS.len();
    let mut below = with_value;
    for &rung in &indices[2..first_points] {
        reader.at_least(below, rung);
        reader.at_least(people, rung);
        below = rung;
    }
    // Ascending: 5 points are at least 5 %, 20 points at least 20 % of a baseline of at most 100.
    let at = |name: &str| shown.iter().position(|(other, _)| other == name).map(|index| indices[index]);
    for (points, parent) in indices[first_points..].iter().zip(["0 %", "20 %"]) {
        reader.at_least(at(parent).expect("a cut-off"), *points);
        reader.at_least(people, *points);
    }
    reader.at_least(indices[first_points], indices[first_points + 1]);
    Read { counts: indices, with_value }
}

/// The exact result with only the cut-offs of the page.
fn rounded_to_cut_offs(page: &PublicResponders) -> PublicResponders {
    PublicResponders { cut_offs: (0..=100).step_by(10).collect(), ..page.clone() }
}

fn only_shown(
    page: &PublicResponders,
    true_page: &PublicResponders,
    truth: &PublicResponderSet,
) -> PublicResponderSet {
    let all = true_page.cut_offs.iter().zip(&truth.at_least);
    let kept = all.filter(|(percent, _)| page.cut_offs.contains(percent)).map(|(_, share)| share.clone());
    PublicResponderSet { at_least: kept.collect(), ..truth.clone() }
}

/// A share says no more than the counts beside it.
fn assert_follows(share: &PublicShare, of: Count) {
    match (share.share, share.people.shown().zip(of.shown())) {
        (None, None | Some((_, 0))) => assert_eq!(share.interval, None),
        (Some(shown), Some((people, of))) => {
            let percent = (100.0 * f64::from(people) / f64::from(of)).round();
            assert!((shown.get() * 100.0 - percent).abs() < 1e-9, "{share:?} of {of}");
            let interval = share.interval.expect("an interval");
            for limit in [interval.low, interval.high].map(|limit| limit.get() * 100.0) {
                assert!((limit - limit.round()).abs() < 1e-9, "{share:?}");
            }
        }
        (None, Some(_)) | (Some(_), None) => panic!("{share:?} of {of:?}"),
    }
}

/// The completers are some of everyone: whoever is none is a number too, cut-off by cut-off.
fn read_others(reader: &mut Reader, everyone: &Read, completers: &Read) {
    let pairs = everyone.counts.iter().zip(&completers.counts);
    let others: Vec<usize> = pairs.map(|(&all, &some)| reader.rest(all, some)).collect();
    let with_value = reader.rest(everyone.with_value, completers.with_value);
    reader.equation(others[0], &[others[1], with_value]);
    let mut below = with_value;
    for &rung in &others[2..others.len() - POINTS.len()] {
        reader.at_least(below, rung);
        below = rung;
    }
}

fn is_withheld(page: &PublicResponders, group: &PublicResponderGroup) -> bool {
    let hidden =
        |set: &PublicResponderSet| counts(page, set).0.iter().all(|(_, count)| *count == Count::Hidden);
    hidden(&group.everyone) && [group.baseline_missing, group.baseline_zero] == [Count::Hidden; 2]
}

fn read_group(
    reader: &mut Reader,
    (page, seen): (&PublicResponders, &PublicResponderGroup),
    (true_page, truth): (&PublicResponders, &PublicResponderGroup),
) -> usize {
    let name = |what: &str| format!("{}: {what}", seen.label);
    let people = reader.shown(name("people"), seen.people, truth.people);
    if seen.people == Count::Hidden {
        assert_nothing_shown(page, seen);
    }
    if is_withheld(page, seen) {
        return people;
    }
    let missing = reader.shown(name("no baseline"), seen.baseline_missing, truth.baseline_missing);
    let zero = reader.shown(name("baseline 0"), seen.baseline_zero, truth.baseline_zero);
    let everyone = read_set(reader, (page, &seen.everyone), (true_page, &truth.everyone), &name("everyone"));
    reader.equation(people, &[missing, zero, everyone.counts[0]]);
    let completers =
        read_set(reader, (page, &seen.completers), (true_page, &truth.completers), &name("completers"));
    read_others(reader, &everyone, &completers);
    people
}

fn assert_nothing_shown(page: &PublicResponders, group: &PublicResponderGroup) {
    assert_eq!([group.baseline_missing, group.baseline_zero], [Count::Hidden; 2]);
    for set in [&group.everyone, &group.completers] {
        let (counts, shares) = counts(page, set);
        assert!(counts.iter().all(|(_, count)| *count == Count::Hidden));
        assert!(shares.iter().all(|share| **share == PublicShare::HIDDEN));
    }
}

fn attack(people: &[Person], groups: usize, rule: Rule, value: ResponderValue) -> Result<(), String> {
    let study = study(people, groups, rule);
    let (seen, truth) = (publish(&study, value, Policy::Rounded), publish(&study, value, Policy::Exact));
    assert_eq!(seen.cut_offs, (0..=100).step_by(10).collect::<Vec<u32>>());
    if seen.selected == Count::Hidden {
        seen.groups.iter().for_each(|group| assert_nothing_shown(&seen, group));
        return Ok(());
    }
    let mut reader = Reader::default();
    let selected = reader.shown("selected".to_owned(), seen.selected, truth.selected);
    let mut parts = vec![reader.shown("ungrouped".to_owned(), seen.ungrouped, truth.ungrouped)];
    for (group, true_group) in seen.groups.iter().zip(&truth.groups) {
        parts.push(read_group(&mut reader, (&seen, group), (&truth, true_group)));
    }
    reader.equation(selected, &parts);
    reader.work_out();
    reader.verdict()
}

/// Groups of very different sizes, whose people leave, skip, start at 0 or without a baseline, and improve unevenly.
fn people() -> impl Strategy<Value = (usize, Vec<Person>)> {
    let group = (1_usize..180, 0_u8..30, 0_u8..12, 20_u8..100);
    (prop::collection::vec(group, 1..=3), 0_usize..14, any::<u64>()).prop_map(|(groups, ungrouped, seed)| {
        let mut random = Random::new(seed);
        let mut people = Vec::new();
        for (position, (size, leave, odd, best)) in groups.iter().enumerate() {
            people
                .extend((0..*size).map(|_| person(Some(position as u16), *leave, *odd, *best, &mut random)));
        }
        people.extend((0..ungrouped).map(|_| person(None, 10, 5, 60, &mut random)));
        (groups.len(), people)
    })
}

fn person(group: Option<u16>, leave: u8, odd: u8, best: u8, random: &mut Random) -> Person {
    let start = match random.percent() {
        draw if draw < odd / 2 => None,
        draw if draw < odd => Some(0.0),
        draw => Some(f64::from(draw.max(1))),
    };
    let mut later = |part: f64| {
        let gain = f64::from(random.percent().min(best)) / 100.0 * part;
        (random.percent() >= leave).then_some((start.unwrap_or(50.0) * (1.0 - gain)).round() + 0.0)
    };
    let (middle, end) = (later(0.7), later(1.2));
    Person { group, scores: vec![start, middle, end.map(|end| end.max(0.0) + 0.0)] }
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn no_count_of_one_to_ten_can_be_worked_out_of_responders((groups, people) in people()) {
        for rule in [Rule::Observed, Rule::Flag] {
            for value in ResponderValue::ALL {
                if let Err(leak) = attack(&people, groups, rule, value) {
                    prop_assert!(false, "{rule:?}, {}: {leak}", value.code());
                }
            }
        }
    }
}

/// People of one group who go from 50 to `ends`.
fn from_fifty(group: u16, ends: impl IntoIterator<Item = f64>) -> Vec<Person> {
    ends.into_iter()
        .map(|end| Person { group: Some(group), scores: vec![Some(50.0), Some(end), Some(end)] })
        .collect()
}

#[test]
fn the_shares_of_a_large_group_are_shown_up_to_where_people_are_few() {
    let people = from_fifty(0, (0..200).map(|row| f64::from(row / 4)));
    let seen = publish(&study(&people, 1, Rule::Observed), ResponderValue::AtTimePoint, Policy::Rounded);
    let everyone = &seen.groups[0].everyone;
    let shares: Vec<Option<f64>> = everyone
        .at_least
        .iter()
        .map(|share| share.share.map(|share| (share.get() * 100.0).round()))
        .collect();
    let expected = [100.0, 92.0, 82.0, 72.0, 62.0, 52.0, 42.0, 32.0, 22.0, 12.0];
    assert_eq!(shares[..10], expected.map(Some));
    // Four people lost the pain altogether.
    assert_eq!((shares[10], everyone.at_least[10].people), (None, Count::Hidden));
}

#[test]
fn a_cohort_of_all_but_a_few_shows_no_responders() {
    let study = study(&from_fifty(0, (0..60).map(f64::from)), 1, Rule::Flag);
    let selection = Selection::from_fn(60, |row| row >= 4);
    let options = options(ResponderValue::LastValue);
    let raw = run(study.frame(), &study.catalogue, &selection, &options).expect("a result");
    let published = raw.publish(Policy::Rounded);
    assert_eq!(published.get().selected, Count::Hidden);
    assert_nothing_shown(published.get(), &published.get().groups[0]);
}

#[test]
fn what_is_hidden_of_responders_changes_nothing_that_is_shown() {
    let people = |end: f64| {
        let mut people = from_fifty(0, (0..60).map(f64::from));
        people.extend(from_fifty(1, (0..9).map(|_| end)));
        people.extend(from_fifty(2, (0..8).map(|_| end)));
        people
    };
    let told = |end| {
        let exhibit = compose(&study(&people(end), 3, Rule::Observed), Policy::Rounded);
        serde_json::to_string(&exhibit).expect("JSON")
    };
    assert_eq!(told(0.0), told(49.0));
}
