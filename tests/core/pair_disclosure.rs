//! What the figures of two chosen groups give away under rounding: an attacker reads all of them at once, knows how
//! large the study and the groups as they were given are, and asks for the other way to treat those in both as well.

use proptest::prelude::*;
use sinew::analysis::compare::{
    Assignment, CompareOptions, ComparedWords, DisjointGroups, OverlapResolution, disjoint,
};
use sinew::analysis::responders::{ResponderOptions, ResponderValue};
use sinew::analysis::{compare, responders, table_one, trend};
use sinew::domain::MissingDataHandling;
use sinew::domain::frame::Selection;
use sinew::exhibit::{Count, Policy};

use crate::effort::cases;
use crate::reader::{Random, Reader};
use crate::support::{BuiltStudy, Person, Plan, code, options};

const LABELS: [&str; 2] = ["Alpha", "Beta"];

fn study(people: &[Person]) -> BuiltStudy {
    let plan = Plan::twelve_weeks("week 12", &["First", "Second"]);
    BuiltStudy::new(&plan, people)
}

/// Sizes of the groups, and of both together where a figure says it.
#[derive(Debug, PartialEq)]
struct Sizes {
    groups: [Count; 2],
    either: Option<Count>,
    overlap: Option<Count>,
}

const HIDDEN: Sizes =
    Sizes { groups: [Count::Hidden; 2], either: Some(Count::Hidden), overlap: Some(Count::Hidden) };

fn trend_sizes(study: &BuiltStudy, groups: &DisjointGroups, policy: Policy) -> Sizes {
    let options = options(None, MissingDataHandling::Observed);
    let raw = trend::run_pair(study.frame(), &study.catalogue, LABELS, groups, &options).expect("a result");
    let published = raw.publish(policy);
    let seen = published.get();
    let groups = [seen.groups[0].people, seen.groups[1].people];
    Sizes { groups, either: Some(seen.selected), overlap: None }
}

fn responder_sizes(study: &BuiltStudy, groups: &DisjointGroups, policy: Policy) -> Sizes {
    let options =
        ResponderOptions { instrument: code("score"), grouping: None, value: ResponderValue::AtTimePoint };
    let raw =
        responders::run_pair(study.frame(), &study.catalogue, LABELS, groups, &options).expect("a result");
    let published = raw.publish(policy);
    let seen = published.get();
    let groups = [seen.groups[0].people, seen.groups[1].people];
    Sizes { groups, either: Some(seen.selected), overlap: None }
}

fn table_sizes(study: &BuiltStudy, groups: &DisjointGroups, policy: Policy) -> Sizes {
    let raw = table_one::run_pair(study.frame(), &study.catalogue, groups, LABELS, &[]).expect("a result");
    let published = raw.publish(policy);
    let seen = published.get();
    let groups = [seen.groups[0].people, seen.groups[1].people];
    Sizes { groups, either: Some(seen.selected), overlap: None }
}

fn compare_sizes(study: &BuiltStudy, groups: &DisjointGroups, policy: Policy) -> Sizes {
    let words = ComparedWords { labels: LABELS.map(str::to_owned), assignment: Assignment::NotRandomised };
    let options = CompareOptions {
        instrument: code("score"),
        time_point: code("t1"),
        overlap: groups.resolution(),
        lead: None,
    };
    let raw = compare::run(study.frame(), &study.catalogue, groups, &words, &options).expect("a result");
    let published = raw.publish(policy);
    let seen = published.get();
    let groups = [seen.groups[0].people, seen.groups[1].people];
    Sizes { groups, either: None, overlap: Some(seen.overlap) }
}

/// Every size the page of a comparison shows, most telling first: two figures never show different ones.
fn shown(study: &BuiltStudy, groups: &DisjointGroups, policy: Policy) -> Result<Sizes, String> {
    let all =
        [trend_sizes, responder_sizes, table_sizes, compare_sizes].map(|sizes| sizes(study, groups, policy));
    let mut known = HIDDEN;
    for sizes in all {
        for (known, seen) in known.groups.iter_mut().zip(sizes.groups) {
            *known = agreed(*known, seen)?;
        }
        known.either =
            Some(agreed(known.either.unwrap_or(Count::Hidden), sizes.either.unwrap_or(Count::Hidden))?);
        known.overlap =
            Some(agreed(known.overlap.unwrap_or(Count::Hidden), sizes.overlap.unwrap_or(Count::Hidden))?);
    }
    Ok(known)
}

fn agreed(known: Count, seen: Count) -> Result<Count, String> {
    match (known, seen) {
        (Count::Hidden, seen) => Ok(seen),
        (known, Count::Hidden) => Ok(known),
        (known, seen) if known == seen => Ok(known),
        (known, seen) => Err(format!("{known:?} and {seen:?} are shown of the same people")),
    }
}

/// Positions in the reader of what is known whichever way those in both are treated.
struct Given {
    everyone: usize,
    groups: [usize; 2],
    overlap: usize,
}

fn read_given(reader: &mut Reader, first: &Selection, second: &Selection) -> Given {
    let size = first.participants() as u32;
    let mut plain = |name: &str, people: u32| {
        let withheld = Policy::Rounded.withholds(people, size);
        let seen = if withheld { Count::Hidden } else { Policy::Rounded.count(people) };
        reader.shown(name.to_owned(), seen, Policy::Exact.count(people))
    };
    let everyone = plain("everyone", size);
    let groups = [plain("first as given", first.count()), plain("second as given", second.count())];
    let overlap = reader.derived("in both".to_owned(), i64::from(first.and(second).count()));
    reader.at_least(everyone, groups[0]);
    reader.at_least(everyone, groups[1]);
    reader.at_least(groups[0], overlap);
    reader.at_least(groups[1], overlap);
    Given { everyone, groups, overlap }
}

/// Adds what the page with these groups tells.
fn read_page(
    reader: &mut Reader,
    given: &Given,
    study: &BuiltStudy,
    groups: &DisjointGroups,
) -> Result<(), String> {
    let (seen, truth) = (shown(study, groups, Policy::Rounded)?, shown(study, groups, Policy::Exact)?);
    // Where nothing is shown, not even zeros are.
    if seen == HIDDEN {
        return Ok(());
    }
    let name = |what: &str| format!("{what}, {:?}", groups.resolution());
    let [first, second] =
        [0, 1].map(|place| reader.shown(name(LABELS[place]), seen.groups[place], truth.groups[place]));
    let both = |sizes: &Sizes| (sizes.either.expect("told"), sizes.overlap.expect("told"));
    let ((either, overlap), (true_either, true_overlap)) = (both(&seen), both(&truth));
    let either = reader.shown(name("in either"), either, true_either);
    reader.equation(either, &[first, second]);
    let others = reader.rest(given.everyone, either);
    reader.rest(given.everyone, first);
    reader.rest(given.everyone, second);
    if overlap != Count::Hidden {
        let overlap = reader.shown(name("in both"), overlap, true_overlap);
        reader.equation(overlap, &[given.overlap]);
    }
    match groups.resolution() {
        OverlapResolution::Refuse => {
            reader.equation(given.groups[0], &[first]);
            reader.equation(given.groups[1], &[second]);
        }
        OverlapResolution::SecondWithoutFirst => {
            reader.equation(given.groups[0], &[first]);
            reader.equation(given.groups[1], &[second, given.overlap]);
        }
        OverlapResolution::DropFromBoth => {
            reader.equation(given.groups[0], &[first, given.overlap]);
            reader.equation(given.groups[1], &[second, given.overlap]);
            reader.at_least(others, given.overlap);
        }
    }
    Ok(())
}

fn attack(people: &[Person], first: &Selection, second: &Selection) -> Result<(), String> {
    let study = study(people);
    for resolution in OverlapResolution::OFFERS {
        let mut reader = Reader::default();
        let given = read_given(&mut reader, first, second);
        let groups = disjoint(first, second, resolution).expect("resolved");
        read_page(&mut reader, &given, &study, &groups)?;
        reader.work_out();
        reader.verdict()?;
    }
    Ok(())
}

fn people(size: usize, seed: u64) -> Vec<Person> {
    let mut random = Random::new(seed);
    (0..size)
        .map(|row| {
            let mut score = |missing: u8| {
                let value = f64::from(random.percent());
                (random.percent() >= missing).then_some(value)
            };
            Person { group: Some((row % 2) as u16), scores: vec![score(8), score(25)] }
        })
        .collect()
}

fn rows(participants: usize, rows: std::ops::Range<usize>) -> Selection {
    Selection::from_fn(participants, |row| rows.contains(&row))
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn no_small_part_of_two_chosen_groups_can_be_worked_out(
        first in 11_usize..70,
        shared in 0_usize..30,
        second in 1_usize..60,
        others in 0_usize..40,
        seed in any::<u64>(),
    ) {
        let start = first.saturating_sub(shared);
        let size = first + second + others;
        let (one, other) = (rows(size, 0..first), rows(size, start..first + second));
        if let Err(leak) = attack(&people(size, seed), &one, &other) {
            prop_assert!(false, "{leak}");
        }
    }

    #[test]
    fn a_group_against_the_rest_gives_nothing_away(first in 0_usize..60, rest in 0_usize..60, seed in any::<u64>()) {
        let size = first + rest;
        let one = rows(size, 0..first);
        let groups = disjoint(&one, &Selection::all(size).and_not(&one), OverlapResolution::Refuse).expect("disjoint");
        let study = study(&people(size, seed));
        let seen = shown(&study, &groups, Policy::Rounded).map_err(TestCaseError::fail)?;
        let is_small = |people: usize| (1..=10).contains(&people);
        if is_small(first) || is_small(rest) {
            prop_assert_eq!(seen.groups, [Count::Hidden; 2]);
        } else {
            let expected = [first, rest].map(|people| Policy::Rounded.count(people as u32));
            prop_assert_eq!(seen.groups, expected);
        }
    }
}

#[test]
fn two_groups_that_leave_out_a_few_people_show_no_curve() {
    let study = study(&people(100, 7));
    let groups =
        disjoint(&rows(100, 0..50), &rows(100, 50..95), OverlapResolution::Refuse).expect("disjoint");
    assert_eq!(trend_sizes(&study, &groups, Policy::Rounded).groups, [Count::Hidden; 2]);
    assert_eq!(responder_sizes(&study, &groups, Policy::Rounded).groups, [Count::Hidden; 2]);
}

#[test]
fn one_person_in_neither_group_is_not_told() {
    let (one, other) = (rows(28, 0..11), rows(28, 11..27));
    assert_eq!(attack(&people(28, 0), &one, &other), Ok(()));
}
