//! An attacker who tries every study that a page could be of, and keeps those that fit what is shown.

mod climb;
mod page;
mod population;
pub mod reader;

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use page::reader_of_facets;
use population::{Population, Rules};

use crate::effort::{Effort, cases};
use crate::exhibit::{Count, Policy};

/// Every study whose atoms hold one of these numbers of people.
fn studies(rules: Rules, people: &[u32]) -> impl Iterator<Item = Population> {
    let each = people.len();
    (0..each.pow(rules.atoms() as u32)).map(move |mut study| {
        let mut next = || {
            let digit = study % each;
            study /= each;
            people[digit]
        };
        Population { rules, atoms: (0..rules.atoms()).map(|_| next()).collect() }
    })
}

/// Every study with full effort, otherwise every fifth, which meets all counts in all places.
fn stride() -> usize {
    match Effort::of_this_run() {
        Effort::Quick => 5,
        Effort::Full => 1,
    }
}

fn attack_all(rules: Rules, people: &[u32]) {
    for study in studies(rules, people).step_by(stride()) {
        assert_eq!(study.found(), None);
    }
}

/// A smaller study shows nothing at all, so one of the atoms is large.
fn population(rules: Rules) -> impl Strategy<Value = Population> {
    let atom = prop_oneof![Just(0_u32), 1..11_u32, 1..4_u32, 8..16_u32, 11..30_u32];
    let atoms = prop::collection::vec(atom, rules.atoms());
    (atoms, 0..rules.atoms(), 22..40_u32).prop_map(move |(mut atoms, large, people)| {
        atoms[large] = people;
        Population { rules, atoms }
    })
}

/// The same studies every time.
fn attack_some(rules: Rules, studies: u32) {
    let random = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(Config { failure_persistence: None, ..cases(studies) }, random);
    let attacked = runner.run(&population(rules), |study| {
        prop_assert_eq!(study.found(), None);
        Ok(())
    });
    assert!(attacked.is_ok(), "{}", attacked.err().map_or_else(String::new, |error| error.to_string()));
}

#[test]
fn no_small_group_of_two_rules_is_told_to_within_fewer_than_five() {
    attack_all(Rules { on: 2, off: 0 }, &[0, 1, 4, 10, 11, 30]);
    attack_some(Rules { on: 2, off: 0 }, 200);
}

#[test]
fn no_small_group_of_a_rule_and_one_that_is_off_is_told_to_within_fewer_than_five() {
    attack_all(Rules { on: 0, off: 1 }, &[0, 1, 4, 5, 9, 10, 11, 12, 15, 16, 30]);
    attack_all(Rules { on: 1, off: 1 }, &[0, 1, 4, 10, 11, 30]);
    attack_some(Rules { on: 1, off: 1 }, 200);
    attack_some(Rules { on: 0, off: 2 }, 50);
}

#[test]
fn no_small_group_of_three_rules_is_told_to_within_fewer_than_five() {
    for people in [[0, 30], [1, 30], [4, 12]] {
        attack_all(Rules { on: 3, off: 0 }, &people);
    }
    attack_some(Rules { on: 3, off: 0 }, 200);
}

#[test]
fn no_small_group_of_two_rules_and_one_that_is_off_is_told_to_within_fewer_than_five() {
    attack_some(Rules { on: 2, off: 1 }, 60);
    attack_some(Rules { on: 1, off: 2 }, 30);
}

#[test]
fn three_rules_of_which_two_overlaps_are_known_tell_nobody_apart() {
    let studies: [[u32; 8]; 4] = [
        // Nobody meets the third with another, so that whoever meets it fails the first.
        [0, 30, 0, 1, 1, 0, 0, 0],
        // Those who meet the second and not the third hold those who come back without the third.
        [3, 22, 0, 2, 3, 2, 28, 3],
        [6, 28, 0, 13, 0, 1, 13, 13],
        [19, 10, 3, 0, 2, 6, 1, 6],
    ];
    for atoms in studies {
        let study = Population { rules: Rules { on: 3, off: 0 }, atoms: atoms.to_vec() };
        assert_eq!(study.found(), None);
    }
}

#[test]
fn the_attack_finds_a_group_that_exact_counts_tell() {
    let study = Population { rules: Rules { on: 1, off: 1 }, atoms: vec![30, 3, 20, 40] };
    let public = study.publish(Policy::Exact);
    let found = study.found_by(study.reader(&public), &public);
    assert!(found.is_some_and(|words| words.starts_with("3 in 0b10 are 3 to 3")));
}

#[test]
fn nothing_is_hidden_from_those_who_may_see_it() {
    let study = Population { rules: Rules { on: 2, off: 1 }, atoms: vec![3, 2, 1, 4, 5, 6, 7, 8] };
    for (count, people) in study.shown_and_true(Policy::Exact) {
        assert_eq!(count.shown(), Some(people));
    }
}

#[test]
fn two_names_of_the_same_people_are_hidden_together() {
    let study = Population { rules: Rules { on: 2, off: 0 }, atoms: vec![60, 30, 5, 40] };
    let public = study.publish(Policy::Rounded);
    let [first, second] = public.steps.as_slice() else { panic!("two rules") };
    assert_eq!(second.after == Count::Hidden, public.selected == Count::Hidden);
    assert_eq!(first.alone == Count::Hidden, first.after == Count::Hidden);
    assert_eq!(second.alone == Count::Hidden, first.without == Count::Hidden);
    assert_eq!(first.gives_back, Count::Hidden);
}

#[test]
fn no_small_group_of_one_rule_is_told_by_its_facet_as_well() {
    for rules in [Rules { on: 1, off: 0 }, Rules { on: 0, off: 1 }] {
        for study in studies(rules, &[0, 1, 4, 10, 11, 30]) {
            let public = study.publish(Policy::Rounded);
            let reader = reader_of_facets(&study, &public);
            assert_eq!(study.found_by(reader, &public), None);
        }
    }
}
