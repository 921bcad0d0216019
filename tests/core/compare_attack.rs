//! An attack on a published comparison: what a reader can work out of its counts.

use sinew::analysis::compare::{
    Assignment, CompareOptions, ComparedWords, DisjointGroups, OverlapResolution, PublicCompare,
    PublicComparedGroup, PublicNumber, PublicProbability, ResponderDenominator, disjoint, exhibit, run,
};
use sinew::domain::ThresholdKind;
use sinew::domain::frame::Selection;
use sinew::exhibit::{Count, Exhibit, Policy};

use crate::reader::Reader;
use crate::support::{BuiltStudy, Person, Plan, code, provenance};

/// Who is a completer.
#[derive(Debug, Clone, Copy)]
pub enum Rule {
    Observed,
    Flag,
}

/// At baseline and week 12, or also at week 6 where people have three scores.
pub fn study(people: &[Person], rule: Rule) -> BuiltStudy {
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
pub fn selections(people: &[Person], shared: usize) -> [Selection; 2] {
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

pub fn publish(study: &BuiltStudy, groups: &DisjointGroups, policy: Policy) -> PublicCompare {
    let options = options(study, groups.resolution());
    let raw = run(study.frame(), &study.catalogue, groups, &words(), &options).expect("a result");
    raw.publish(policy).get().clone()
}

pub fn compose(study: &BuiltStudy, groups: &DisjointGroups, policy: Policy) -> Exhibit {
    let options = options(study, groups.resolution());
    let raw = run(study.frame(), &study.catalogue, groups, &words(), &options).expect("a result");
    exhibit(&raw.publish(policy), &study.catalogue, provenance()).into_inner()
}

pub fn is_shown(number: &PublicNumber) -> bool {
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

pub fn assert_nothing_shown(seen: &PublicCompare) {
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

pub fn assert_repeated_measures_are_hidden(seen: &PublicCompare) {
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

pub fn attack(
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
