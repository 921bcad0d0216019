//! An attacker who tries every study that two rules could have, and keeps those that fit what is shown.

use proptest::prelude::*;

use super::run::{AttritionResult, Step};
use super::{PublicAttrition, PublicStep};
use crate::exhibit::{Count, Policy, Publish};

/// People who meet neither rule, the first alone, the second alone, both.
type Atoms = [u32; 4];

fn counted([neither, first, second, both]: Atoms) -> AttritionResult {
    AttritionResult {
        everyone: neither + first + second + both,
        selected: both,
        steps: vec![
            Step { alone: first + both, after: first + both, without: second + both },
            Step { alone: second + both, after: both, without: first + both },
        ],
        off: Vec::new(),
    }
}

/// Every count that is shown of a study, in one order.
fn shown(public: &PublicAttrition) -> Vec<Count> {
    let of_step = |step: &PublicStep| [step.alone, step.after, step.without, step.gives_back];
    [public.everyone, public.selected].into_iter().chain(public.steps.iter().flat_map(of_step)).collect()
}

/// The true counts in the same order.
fn truth([neither, first, second, both]: Atoms) -> [u32; 10] {
    let everyone = neither + first + second + both;
    [
        everyone,
        both,
        first + both,
        first + both,
        second + both,
        second,
        second + both,
        both,
        first + both,
        first,
    ]
}

/// A hidden count of somebody is taken to be of somebody, which is more than a reader knows.
fn fits(count: Count, people: u32, truly: u32) -> bool {
    match count {
        Count::Zero => people == 0,
        Count::Exact(exact) => people == exact,
        Count::About(middle) => people >= Policy::THRESHOLD && people.abs_diff(middle) <= Policy::BAND / 2,
        Count::Hidden => people > 0 || truly == 0,
    }
}

/// Groups that a reader might be after.
fn groups([neither, first, second, both]: Atoms) -> [u32; 7] {
    [neither, first, second, both, neither + second, neither + first, neither + first + second]
}

/// Least and most of each group over all studies that fit.
fn learned(public: &PublicAttrition, truly: Atoms) -> [(u32, u32); 7] {
    let counts: Vec<(Count, u32)> = shown(public).into_iter().zip(truth(truly)).collect();
    let most = truly.iter().sum::<u32>() + Policy::BAND;
    let mut learned = [(u32::MAX, 0); 7];
    for both in 0..=most {
        for first in 0..=most - both {
            for second in 0..=most - both - first {
                for neither in 0..=most - both - first - second {
                    let atoms = [neither, first, second, both];
                    let fits =
                        |(people, (count, truly)): (&u32, &(Count, u32))| fits(*count, *people, *truly);
                    if truth(atoms).iter().zip(&counts).all(fits) {
                        for (bounds, people) in learned.iter_mut().zip(groups(atoms)) {
                            *bounds = (bounds.0.min(people), bounds.1.max(people));
                        }
                    }
                }
            }
        }
    }
    learned
}

/// A smaller study shows nothing at all, so one of the groups is large.
fn atoms() -> impl Strategy<Value = Atoms> {
    let group = prop_oneof![Just(0_u32), 1..11_u32, 1..4_u32, 11..30_u32];
    (prop::array::uniform4(group), 0..4_usize, 22..40_u32).prop_map(|(mut atoms, large, people)| {
        atoms[large] = people;
        atoms
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn no_small_group_is_told_to_within_fewer_than_five(atoms in atoms()) {
        let public = counted(atoms).publish(Policy::Rounded);
        let learned = learned(&public, atoms);
        for (group, (low, high)) in groups(atoms).into_iter().zip(learned) {
            if group > 0 && group < Policy::THRESHOLD {
                prop_assert!(high - low + 1 >= 5, "{group} is {low} to {high}: {public:?}");
            }
        }
    }
}

#[test]
fn nothing_is_hidden_from_those_who_may_see_it() {
    let public = counted([3, 2, 1, 4]).publish(Policy::Exact);
    let counts: Vec<Option<u32>> = shown(&public).into_iter().map(Count::shown).collect();
    assert_eq!(counts, truth([3, 2, 1, 4]).map(Some));
}

#[test]
fn two_names_of_the_same_people_are_hidden_together() {
    let public = counted([60, 30, 5, 40]).publish(Policy::Rounded);
    let [first, second] = public.steps.as_slice() else { panic!("two rules") };
    assert_eq!(second.after == Count::Hidden, public.selected == Count::Hidden);
    assert_eq!(first.alone == Count::Hidden, first.after == Count::Hidden);
    assert_eq!(second.alone == Count::Hidden, first.without == Count::Hidden);
    assert_eq!(first.gives_back, Count::Hidden);
}
