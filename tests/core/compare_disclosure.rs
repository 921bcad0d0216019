//! What a comparison gives away under rounding: attacks on published results.

use proptest::prelude::*;
use sinew::analysis::compare::{
    Assignment, CompareOptions, ComparedWords, DisjointGroups, OverlapResolution, PublicCompare,
    PublicComparedGroup, PublicNumber, PublicProbability, PublicResponderComparison, ResponderDenominator,
    disjoint, exhibit, run,
};
use sinew::domain::ThresholdKind;
use sinew::domain::frame::Selection;
use sinew::exhibit::{Count, Exhibit, Policy};

use crate::effort::cases;
use crate::reader::{Random, Reader, numbers};
use crate::support::{BuiltStudy, Person, Plan, code, provenance};

/// Who is a completer.
#[derive(Debug, Clone, Copy)]
enum Rule {
    Observed,
    Flag,
}

/// At baseline and week 12, or also at week 6 where people have three scores.
fn study(people: &[Person], rule: Rule) -> BuiltStudy {
    let mut plan = Plan { range: [0.0, 1_000.0], ..Plan::twelve_weeks("week 12", &["First", "Second"]) };
    if people.iter().any(|person| person.scores.len() == 3) {
        plan.times.insert(1, ("week 6", Some(6.0)));
        plan.primary = 2;
    }
    let study = BuiltStudy::new(&plan, people)
        .with_threshold(ThresholdKind::Points, 15.0, "points")
        .with_threshold(ThresholdKind::PercentOfBaseline, 35.0, "per cent");
    match rule {
        Rule::Observed => study,
        Rule::Flag => study
            .with_completers(|row| people[row].scores.last().is_some_and(Option::is_some) == (row % 9 != 0)),
    }
}

/// The first group are those in level 0; the second those in level 1 and every `shared`-th of the first.
fn selections(people: &[Person], shared: usize) -> [Selection; 2] {
    let in_first = |row: usize| people[row].group == Some(0);
    let first = Selection::from_fn(people.len(), in_first);
    let second = Selection::from_fn(people.len(), |row| {
        people[row].group == Some(1) || (in_first(row) && row.is_multiple_of(shared))
    });
    [first, second]
}

fn words() -> ComparedWords {
    ComparedWords { labels: ["Alpha".to_owned(), "Beta".to_owned()], assignment: Assignment::NotRandomised }
}

/// At the last time point.
fn options(study: &BuiltStudy, resolution: OverlapResolution) -> CompareOptions {
    let last = study.catalogue.time_axis.points.last().expect("a time point");
    CompareOptions {
        instrument: code("score"),
        time_point: last.code.clone(),
        overlap: resolution,
        lead: None,
    }
}

fn publish(study: &BuiltStudy, groups: &DisjointGroups, policy: Policy) -> PublicCompare {
    let options = options(study, groups.resolution());
    let raw = run(study.frame(), &study.catalogue, groups, &words(), &options).expect("a result");
    raw.publish(policy).get().clone()
}

fn compose(study: &BuiltStudy, groups: &DisjointGroups, policy: Policy) -> Exhibit {
    let options = options(study, groups.resolution());
    let raw = run(study.frame(), &study.catalogue, groups, &words(), &options).expect("a result");
    exhibit(&raw.publish(policy), &study.catalogue, provenance()).into_inner()
}

fn is_shown(number: &PublicNumber) -> bool {
    matches!(number, PublicNumber::Shown { .. })
}

/// What the reader knows of one group.
struct Known {
    people: usize,
    contributing: usize,
}

fn read_group(reader: &mut Reader, seen: &PublicComparedGroup, truth: &PublicComparedGroup) -> Known {
    let name = |what: &str| format!("{}: {what}", seen.label);
    let people = reader.shown(name("people"), seen.people, truth.people);
    let contributing = reader.shown(name("contributing"), seen.contributing, truth.contributing);
    let missing = reader.shown(name("missing"), seen.missing, truth.missing);
    reader.equation(people, &[contributing, missing]);
    if is_shown(&seen.change.estimate) || is_shown(&seen.improvement) {
        reader.is_of_eleven_or_more(contributing);
    }
    Known { people, contributing }
}

/// Responders of one group, by cut-off: each is some of the denominator, of those with both values, and of those at
/// easier cut-offs in per cent; completers are some of everyone.
fn read_responders(
    reader: &mut Reader,
    known: &Known,
    place: usize,
    seen: &PublicCompare,
    truth: &PublicCompare,
) {
    let mut of: [Option<usize>; 2] = [None, None];
    let mut easier: [Option<usize>; 2] = [None, None];
    let mut everyone_at_cut_off = None;
    for (comparison, true_comparison) in seen.responders.iter().zip(&truth.responders) {
        let row = match comparison.denominator {
            ResponderDenominator::Everyone => 0,
            ResponderDenominator::Completers => 1,
        };
        let name = |what: &str| {
            format!("group {place}, {:?}, {}: {what}", comparison.denominator, comparison.cut_off.size.get())
        };
        let denominator = *of[row].get_or_insert_with(|| {
            reader.shown(name("denominator"), comparison.of[place], true_comparison.of[place])
        });
        if row == 0 {
            reader.at_least(known.people, denominator);
        }
        let (shown, exact) = (comparison.shares[place].people, true_comparison.shares[place].people);
        let responders = reader.shown(name("responders"), shown, exact);
        reader.at_least(denominator, responders);
        reader.at_least(known.contributing, responders);
        if comparison.cut_off.kind == ThresholdKind::PercentOfBaseline
            && let Some(easier) = easier[row].replace(responders)
        {
            reader.at_least(easier, responders);
        }
        match comparison.denominator {
            ResponderDenominator::Everyone => everyone_at_cut_off = Some(responders),
            ResponderDenominator::Completers => {
                if let Some(everyone) = everyone_at_cut_off {
                    reader.at_least(everyone, responders);
                }
            }
        }
    }
    if let [Some(everyone), Some(completers)] = of {
        reader.at_least(everyone, completers);
    }
}

/// People in the model: some of the group, everyone with both values among them.
fn read_repeated(reader: &mut Reader, known: &[Known], seen: &PublicCompare, truth: &PublicCompare) {
    if truth.repeated.structure.is_none() {
        return;
    }
    let people = seen.repeated.people.iter().zip(&truth.repeated.people);
    for (known, (shown, exact)) in known.iter().zip(people) {
        let in_model = reader.shown("in the model".to_owned(), *shown, *exact);
        reader.at_least(known.people, in_model);
        reader.at_least(in_model, known.contributing);
        if is_shown(&seen.repeated.test.estimate) {
            reader.is_of_eleven_or_more(in_model);
            reader.is_of_eleven_or_more(known.contributing);
        }
    }
}

fn assert_nothing_shown(seen: &PublicCompare) {
    for group in &seen.groups {
        assert_eq!([group.people, group.contributing, group.missing], [Count::Hidden; 3]);
        assert!(!is_shown(&group.change.estimate) && !is_shown(&group.improvement));
    }
    for comparison in &seen.responders {
        assert!(comparison.of.iter().all(|count| *count == Count::Hidden));
        assert!(comparison.shares.iter().all(|share| share.people == Count::Hidden && share.share.is_none()));
        assert!(!is_shown(&comparison.risk_difference) && comparison.fisher == PublicProbability::Hidden);
    }
    assert!(!is_shown(&seen.difference.estimate) && !is_shown(&seen.shift) && !is_shown(&seen.effect_size));
    assert!(!is_shown(&seen.adjusted.estimate));
    assert_repeated_measures_are_hidden(seen);
    assert_eq!(seen.overlap, Count::Hidden);
}

fn assert_repeated_measures_are_hidden(seen: &PublicCompare) {
    let repeated = &seen.repeated;
    assert!(!is_shown(&repeated.test.estimate) && repeated.test.p_value == PublicProbability::Hidden);
    assert!(repeated.visits.is_empty() && repeated.structure.is_none());
}

/// Every count of a comparison.
fn counts(seen: &PublicCompare) -> impl Iterator<Item = Count> {
    let groups = seen.groups.iter().flat_map(|group| [group.people, group.contributing, group.missing]);
    let responders = seen.responders.iter();
    let responders = responders.flat_map(|comparison| {
        comparison.of.iter().copied().chain(comparison.shares.iter().map(|s| s.people))
    });
    groups.chain(responders).chain([seen.overlap]).chain(seen.repeated.people.iter().copied())
}

fn attack(
    study: &BuiltStudy,
    people: &[Person],
    shared: usize,
    resolution: OverlapResolution,
) -> Result<(), String> {
    let [first, second] = selections(people, shared);
    let groups = disjoint(&first, &second, resolution).expect("resolved");
    let (seen, truth) = (publish(study, &groups, Policy::Rounded), publish(study, &groups, Policy::Exact));
    // When nothing is left to hide one by one, all is hidden, zeros included.
    if counts(&seen).all(|count| count == Count::Hidden) {
        assert_nothing_shown(&seen);
        return Ok(());
    }
    let mut reader = Reader::default();
    let known: Vec<Known> = seen
        .groups
        .iter()
        .zip(&truth.groups)
        .map(|(seen, truth)| read_group(&mut reader, seen, truth))
        .collect();
    read_repeated(&mut reader, &known, &seen, &truth);
    let estimates = [&seen.difference.estimate, &seen.adjusted.estimate, &seen.effect_size, &seen.shift];
    if estimates.into_iter().any(is_shown) {
        for known in &known {
            reader.is_of_eleven_or_more(known.contributing);
        }
    }
    let [one, other] = [known[0].people, known[1].people];
    let everyone = people.len() as u32;
    let count = |people: u32| (Policy::Rounded.count(people), Policy::Exact.count(people));
    let (shown, exact) = count(everyone);
    let everyone_cell = reader.shown("everyone".to_owned(), shown, exact);
    let in_groups: i64 = groups.selections().iter().map(|group| i64::from(group.count())).sum();
    let others = reader.derived("in neither".to_owned(), i64::from(everyone) - in_groups);
    reader.equation(everyone_cell, &[one, other, others]);
    let overlap = reader.shown("in both".to_owned(), seen.overlap, truth.overlap);
    let given: Vec<usize> = groups
        .given()
        .into_iter()
        .map(|people| {
            let (shown, exact) = count(people);
            reader.shown("a group as given".to_owned(), shown, exact)
        })
        .collect();
    match resolution {
        OverlapResolution::Refuse => {}
        OverlapResolution::SecondWithoutFirst => {
            reader.at_least(one, overlap);
            reader.equation(given[1], &[other, overlap]);
        }
        OverlapResolution::DropFromBoth => {
            reader.equation(given[0], &[one, overlap]);
            reader.equation(given[1], &[other, overlap]);
        }
    }
    for (place, known) in known.iter().enumerate() {
        read_responders(&mut reader, known, place, &seen, &truth);
    }
    reader.work_out();
    reader.verdict()
}

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
