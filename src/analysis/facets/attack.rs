//! A small attacker, and whether it learns of a group of 1 to 10 people.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::run::{Counts, FacetCounts, FacetsResult, RowCounts};
use super::test_study::code;
use super::{FacetValue, PublicFacet, PublicFacets};
use crate::effort::{Effort, cases};
use crate::exhibit::{Count, Policy, Publish};

/// A category with these (everyone, selected) behind its levels, and behind no value.
pub(super) fn facet(rows: &[(u32, u32)], missing: (u32, u32)) -> FacetCounts {
    let counts = |(everyone, selected): (u32, u32)| Counts { everyone, selected };
    let level = |index: usize| FacetValue::Level { code: code(&format!("l{index}")), label: String::new() };
    FacetCounts {
        variable: code("variable"),
        rows: rows
            .iter()
            .enumerate()
            .map(|(index, &row)| RowCounts { value: level(index), people: counts(row) })
            .collect(),
        missing: counts(missing),
    }
}

/// What a viewer sees of one facet and the totals that go with it.
pub(super) fn publish_one(facet: FacetCounts, policy: Policy) -> PublicFacets {
    let total = facet.rows.iter().fold(facet.missing, |sum, row| sum.plus(row.people));
    FacetsResult { everyone: total.everyone, selected: total.selected, facets: vec![facet] }.publish(policy)
}

/// What a viewer sees of a facet of these (everyone, selected), each with a value.
pub fn publish_rows(rows: &[(u32, u32)], policy: Policy) -> PublicFacets {
    publish_one(facet(rows, (0, 0)), policy)
}

/// Least and most a number can be.
type Bounds = (i64, i64);

const UNBOUNDED: i64 = 1_000_000;

fn bounds(count: Count, least_hidden: i64) -> Bounds {
    match count {
        Count::Zero => (0, 0),
        Count::Exact(people) => (i64::from(people), i64::from(people)),
        Count::About(people) => (i64::from(people) - 2, i64::from(people) + 2),
        Count::Hidden => (least_hidden, UNBOUNDED),
    }
}

/// What follows for the parts and the total from `Σ parts = total`.
fn add_up(parts: &mut [Bounds], total: &mut Bounds) {
    let sum = |parts: &[Bounds]| parts.iter().fold((0, 0), |sum, part| (sum.0 + part.0, sum.1 + part.1));
    let (low, high) = sum(parts);
    *total = (total.0.max(low), total.1.min(high));
    for part in parts.iter_mut() {
        let others = (low - part.0, high - part.1);
        *part = (part.0.max(total.0 - others.1), part.1.min(total.1 - others.0));
    }
}

/// Everything that intervals and sums say about one published facet: for each cell and the total, everyone, the
/// selected, those left out.
fn deduce(public: &PublicFacets) -> Vec<[Bounds; 3]> {
    let facet: &PublicFacet = &public.facets[0];
    let pairs = facet.rows.iter().map(|row| [row.everyone, row.selected]).chain([facet.missing]);
    // Where every cell of a line is hidden it may have been withheld with its empty cells; elsewhere a hidden cell is
    // not empty.
    let least = |line: usize| i64::from(pairs.clone().any(|pair| pair[line] != Count::Hidden));
    let (least_everyone, least_selected) = (least(0), least(1));
    let mut cells: Vec<[Bounds; 3]> = pairs
        .chain([[public.everyone, public.selected]])
        .map(|[all, some]| [bounds(all, least_everyone), bounds(some, least_selected), (0, UNBOUNDED)])
        .collect();
    for _ in 0..50 {
        for cell in &mut cells {
            let (all, parts) = cell.split_at_mut(1);
            add_up(parts, &mut all[0]);
        }
        for line in 0..3 {
            let mut column: Vec<Bounds> = cells.iter().map(|cell| cell[line]).collect();
            if let Some(mut total) = column.pop() {
                add_up(&mut column, &mut total);
                column.push(total);
            }
            cells.iter_mut().zip(column).for_each(|(cell, bounds)| cell[line] = bounds);
        }
    }
    cells
}

fn truth(rows: &[(u32, u32)], missing: (u32, u32)) -> Vec<[i64; 3]> {
    let cells: Vec<(u32, u32)> = rows.iter().copied().chain([missing]).collect();
    let total = cells.iter().fold((0, 0), |sum, cell| (sum.0 + cell.0, sum.1 + cell.1));
    let all = cells.into_iter().chain([total]);
    all.map(|(all, some)| [i64::from(all), i64::from(some), i64::from(all - some)]).collect()
}

/// Panics when the attacker, who must not be wrong, narrows a group of 1 to 10 people to fewer than five numbers.
fn attack(rows: &[(u32, u32)], missing: (u32, u32)) {
    let public = publish_one(facet(rows, missing), Policy::Rounded);
    for (deduced, truth) in deduce(&public).iter().zip(truth(rows, missing)) {
        for (&(low, high), people) in deduced.iter().zip(truth) {
            assert!(low <= people && people <= high, "the attacker is wrong: {low}..={high}, {people}");
            let is_small = (1..=10).contains(&people);
            assert!(!is_small || high - low >= 4, "{people} is found to be {low}..={high}: {public:?}");
        }
    }
}

fn cell() -> impl Strategy<Value = (u32, u32)> {
    let everyone = prop_oneof![0..40_u32, Just(0), 100..400_u32];
    let share = prop_oneof![0.0..=1.0, Just(0.0), Just(1.0)];
    let near_an_end = (0..14_u32, any::<bool>());
    (everyone, share, near_an_end, any::<bool>()).prop_map(|(all, share, (few, from_top), by_share)| {
        let few = few.min(all);
        let some = match (by_share, from_top) {
            (true, _) => (f64::from(all) * share) as u32,
            (false, true) => all - few,
            (false, false) => few,
        };
        (all, some)
    })
}

const CASES: u32 = 3_000;

proptest! {
    #![proptest_config(cases(CASES))]

    #[test]
    fn subtraction_finds_no_group_of_one_to_ten(rows in prop::collection::vec(cell(), 1..7), missing in cell()) {
        attack(&rows, missing);
    }

    #[test]
    fn selected_never_exceed_everyone(rows in prop::collection::vec(cell(), 1..7), missing in cell()) {
        let public = publish_one(facet(&rows, missing), Policy::Rounded);
        for row in &public.facets[0].rows {
            if let (Some(all), Some(some)) = (row.everyone.shown(), row.selected.shown()) {
                prop_assert!(some <= all);
            }
            prop_assert!(row.everyone != Count::Hidden || row.selected.shown().is_none_or(|some| some == 0));
        }
    }

    #[test]
    fn what_is_said_of_everyone_does_not_depend_on_the_selection(
        everyone in prop::collection::vec(0..60_u32, 1..7),
        share in 0.0..=1.0,
    ) {
        let published = |share: f64| {
            let rows: Vec<_> = everyone.iter().map(|&all| (all, (f64::from(all) * share) as u32)).collect();
            let facet = publish_one(facet(&rows, (0, 0)), Policy::Rounded).facets.remove(0);
            facet.rows.into_iter().map(|row| row.everyone).collect::<Vec<_>>()
        };
        prop_assert_eq!(published(share), published(1.0));
    }
}

#[test]
fn tables_in_which_a_hidden_cell_stands_alone_against_the_totals_hold() {
    attack(&[(31, 0), (12, 11)], (0, 0));
    attack(&[(11, 10), (11, 11)], (11, 0));
    attack(&[(106, 106), (21, 0), (10, 10)], (1, 0));
    attack(&[(1, 0)], (0, 0));
}

#[test]
fn an_attacker_who_knows_the_rules_finds_no_group_of_one_to_ten() {
    // Every table of two rows and at most so many people, grouped by what is shown of it: behind each answer, a count
    // that is always small must have at least five possible values. With 26 there are tables of two counts of 11 and
    // more, of one, and of none.
    let most = match Effort::of_this_run() {
        Effort::Quick => 26,
        Effort::Full => 40,
    };
    let mut tables: BTreeMap<String, Vec<[i64; 6]>> = BTreeMap::new();
    let cells = |most: u32| (0..=most).flat_map(|all| (0..=all).map(move |some| (all, some)));
    for first in cells(most) {
        for second in cells(most - first.0) {
            let public = publish_one(facet(&[first, second], (0, 0)), Policy::Rounded);
            let truth = truth(&[first, second], (0, 0));
            let shown = format!("{:?}{:?}{:?}", public.everyone, public.selected, public.facets[0].rows);
            let cells = [truth[0], truth[1]].concat();
            tables.entry(shown).or_default().extend(<[i64; 6]>::try_from(cells));
        }
    }
    for (shown, behind) in tables {
        for cell in 0..6 {
            let mut possible: Vec<i64> = behind.iter().map(|table| table[cell]).collect();
            possible.sort_unstable();
            possible.dedup();
            let all_small = possible.iter().all(|people| (1..=10).contains(people));
            assert!(!all_small || possible.len() >= 5, "{possible:?} behind {shown}");
        }
    }
}
