//! What a comparison gives away under rounding: attacks on published results.

use proptest::prelude::*;
use sinew::analysis::compare::{
    DisjointGroups, OverlapResolution, PublicNumber, PublicProbability, PublicResponderComparison, disjoint,
};
use sinew::exhibit::{Count, Policy};

use crate::compare_attack::{
    Rule, assert_nothing_shown, assert_repeated_measures_are_hidden, attack, compose, is_shown, publish,
    selections, study,
};
use crate::effort::cases;
use crate::reader::{Random, numbers};
use crate::support::Person;

fn person(group: Option<u16>, random: &mut Random) -> Person {
    let mut score = |missing: u8| {
        let value = f64::from(random.percent() / 4) * 4.0;
        (random.percent() >= missing).then_some(value)
    };
    Person { group, scores: vec![score(8), score(25)] }
}

fn people() -> impl Strategy<Value = Vec<Person>> {
    (11_usize..60, 11_usize..60, 0_usize..40, any::<u64>()).prop_map(|(first, second, others, seed)| {
        let mut random = Random::new(seed);
        let groups = [(Some(0), first), (Some(1), second), (None, others)];
        groups
            .into_iter()
            .flat_map(|(group, size)| std::iter::repeat_n(group, size))
            .map(|group| person(group, &mut random))
            .collect()
    })
}

/// With a score at week 6.
fn followed() -> impl Strategy<Value = Vec<Person>> {
    (people(), any::<u64>(), 5_u8..40).prop_map(|(mut people, seed, missing)| {
        let mut random = Random::new(seed);
        for person in &mut people {
            let between = f64::from(random.percent() / 4) * 4.0;
            person.scores.insert(1, (random.percent() >= missing).then_some(between));
        }
        people
    })
}

fn steady(group: Option<u16>, count: usize, change: impl Fn(usize) -> f64) -> Vec<Person> {
    (0..count)
        .map(|row| Person {
            group,
            scores: vec![Some(200.0 + row as f64), Some(200.0 + row as f64 + change(row))],
        })
        .collect()
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn no_count_of_one_to_ten_can_be_worked_out(people in people(), shared in 2_usize..12) {
        for rule in [Rule::Observed, Rule::Flag] {
            let study = study(&people, rule);
            for resolution in OverlapResolution::OFFERS {
                if let Err(leak) = attack(&study, &people, shared, resolution) {
                    prop_assert!(false, "{rule:?}, {resolution:?}: {leak}");
                }
            }
        }
    }

    #[test]
    fn nothing_that_inverts_to_a_count_is_shown(people in prop_oneof![people(), followed()]) {
        let study = study(&people, Rule::Observed);
        let [first, second] = selections(&people, usize::MAX);
        let second = second.and_not(&first);
        let groups = disjoint(&first, &second, OverlapResolution::Refuse).expect("disjoint");
        let seen = publish(&study, &groups, Policy::Rounded);
        prop_assert_eq!((seen.repeated.scores, seen.repeated.steps, &seen.fit), (None, None, &None));
        let between = [&seen.difference, &seen.adjusted, &seen.repeated.test];
        for test in seen.groups.iter().map(|group| &group.change).chain(between) {
            prop_assert_eq!([test.statistic, test.df, test.standard_deviation], [None; 3]);
            prop_assert!(!matches!(test.p_value, PublicProbability::Exact(_)));
            if let PublicNumber::Shown { value, interval, places } = &test.estimate {
                let scale = 10_f64.powi(i32::from(*places));
                let interval = interval.expect("an interval");
                for number in [*value, interval.low, interval.high] {
                    prop_assert!((number.get() * scale - (number.get() * scale).round()).abs() < 1e-9);
                }
                prop_assert!(interval.low <= *value && *value <= interval.high);
            }
        }
        prop_assert_eq!(seen.ranks.statistic, None);
        for comparison in &seen.responders {
            prop_assert_eq!([comparison.pearson.statistic, comparison.yates.statistic], [None; 2]);
            responders_follow_from_shown_counts(comparison)?;
        }
    }
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn no_count_can_be_worked_out_beside_repeated_measures(people in followed(), shared in 2_usize..12) {
        for rule in [Rule::Observed, Rule::Flag] {
            let study = study(&people, rule);
            for resolution in OverlapResolution::OFFERS {
                if let Err(leak) = attack(&study, &people, shared, resolution) {
                    prop_assert!(false, "{rule:?}, {resolution:?}: {leak}");
                }
            }
        }
    }
}

/// Shares and their difference are whole per cents of counts that are themselves shown.
fn responders_follow_from_shown_counts(comparison: &PublicResponderComparison) -> Result<(), TestCaseError> {
    for (share, of) in comparison.shares.iter().zip(&comparison.of) {
        if let Some(share_value) = share.share {
            let (people, of) = (share.people.shown().expect("shown"), of.shown().expect("shown"));
            let whole = (f64::from(people) / f64::from(of) * 100.0).round() / 100.0;
            prop_assert_eq!(share_value.get(), whole);
        }
    }
    if let PublicNumber::Shown { value, .. } = &comparison.risk_difference {
        prop_assert!((value.get() * 100.0 - (value.get() * 100.0).round()).abs() < 1e-9);
        prop_assert!(comparison.shares.iter().all(|share| share.share.is_some()));
    }
    Ok(())
}

fn apart(people: &[Person]) -> DisjointGroups {
    let [first, second] = selections(people, usize::MAX);
    disjoint(&first, &second.and_not(&first), OverlapResolution::Refuse).expect("disjoint")
}

#[test]
fn a_small_group_hides_the_whole_comparison() {
    let mut people = steady(Some(0), 60, |row| row as f64);
    people.extend(steady(Some(1), 8, |row| -613.717_3 + row as f64 / 8.0));
    people.extend(steady(None, 40, |row| row as f64));
    let study = study(&people, Rule::Observed);
    let groups = apart(&people);
    assert_nothing_shown(&publish(&study, &groups, Policy::Rounded));
    let exact = serde_json::to_string(&compose(&study, &groups, Policy::Exact)).expect("JSON");
    assert!(exact.contains("613."), "the canary sings where it may");
    let seen = serde_json::to_value(compose(&study, &groups, Policy::Rounded)).expect("JSON");
    let found = numbers(&seen);
    assert!(!seen.to_string().contains("613.") && !found.contains(&8.0), "{seen}");
}

#[test]
fn a_group_with_too_few_values_has_no_estimate() {
    let mut people = steady(Some(0), 60, |row| row as f64);
    people.extend(steady(Some(1), 40, |row| row as f64 * 2.0));
    for person in people.iter_mut().skip(69) {
        person.scores[1] = None;
    }
    let study = study(&people, Rule::Observed);
    let seen = publish(&study, &apart(&people), Policy::Rounded);
    assert!(is_shown(&seen.groups[0].change.estimate));
    assert_eq!(seen.groups[1].contributing, Count::Hidden);
    assert!(!is_shown(&seen.groups[1].change.estimate) && !is_shown(&seen.difference.estimate));
    assert!(!is_shown(&seen.effect_size) && !is_shown(&seen.shift) && seen.ranks.method.is_none());
    assert!(!is_shown(&seen.adjusted.estimate));
}

#[test]
fn changes_that_are_all_alike_are_not_shown() {
    let mut people = steady(Some(0), 40, |_| -30.0);
    people.extend(steady(Some(1), 40, |row| row as f64));
    let study = study(&people, Rule::Observed);
    let groups = apart(&people);
    let seen = publish(&study, &groups, Policy::Rounded);
    assert_eq!(seen.groups[0].change.estimate, PublicNumber::Hidden);
    assert_eq!(seen.difference.estimate, PublicNumber::Hidden);
    assert!(is_shown(&publish(&study, &groups, Policy::Exact).difference.estimate));
}

#[test]
fn what_is_hidden_changes_nothing_that_is_shown() {
    let told = |value: f64| {
        let mut people = steady(Some(0), 60, |row| row as f64);
        people.extend(steady(Some(1), 9, |row| value + row as f64));
        people.extend(steady(None, 30, |row| row as f64));
        let study = study(&people, Rule::Observed);
        serde_json::to_string(&compose(&study, &apart(&people), Policy::Rounded)).expect("JSON")
    };
    assert_eq!(told(100.0), told(-150.0));
}

#[test]
fn a_median_needs_twenty_two_people_in_each_group() {
    let shift = |size: usize| {
        let mut people = steady(Some(0), 60, |row| row as f64);
        people.extend(steady(Some(1), size, |row| row as f64 * 2.0));
        is_shown(&publish(&study(&people, Rule::Observed), &apart(&people), Policy::Rounded).shift)
    };
    assert!(!shift(21) && shift(22));
}

/// Scores at baseline, week 6 and week 12 that no line goes through.
fn courses(group: Option<u16>, count: usize, last: impl Fn(usize) -> Option<f64>) -> Vec<Person> {
    let course = |row: usize| {
        let noise = |times: usize, of: usize| ((row * times) % of) as f64;
        vec![Some(200.0 + noise(7, 13)), Some(180.0 + noise(5, 11)), last(row)]
    };
    (0..count).map(|row| Person { group, scores: course(row) }).collect()
}

#[test]
fn repeated_measures_need_eleven_people_with_the_score_compared() {
    let shown = |with_score: usize| {
        let value = |row: usize| Some(150.0 + ((row * 3) % 17) as f64);
        let mut people = courses(Some(0), 60, value);
        people.extend(courses(Some(1), 60, |row| value(row).filter(|_| row < with_score)));
        let study = study(&people, Rule::Observed);
        let seen = publish(&study, &apart(&people), Policy::Rounded);
        (is_shown(&seen.repeated.test.estimate), seen)
    };
    assert!(shown(40).0);
    let (is_shown, seen) = shown(9);
    assert!(!is_shown);
    assert_repeated_measures_are_hidden(&seen);
}

/// The scores of a group of nine, at whichever time point, are in nothing that is shown.
#[test]
fn hidden_scores_in_between_change_nothing_that_is_shown() {
    let told = |value: f64| {
        let mut people = courses(Some(0), 60, |row| Some(row as f64));
        people.extend(courses(Some(1), 9, |row| Some(row as f64)));
        people.iter_mut().skip(60).for_each(|person| person.scores[1] = Some(value));
        people.extend(courses(None, 30, |row| Some(row as f64)));
        let study = study(&people, Rule::Observed);
        serde_json::to_string(&compose(&study, &apart(&people), Policy::Rounded)).expect("JSON")
    };
    assert_eq!(told(100.0), told(613.0));
}
