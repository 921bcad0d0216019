use proptest::prelude::*;

use super::*;
use crate::stats::Confidence;

fn counted(values: &[f64]) -> Counted {
    Counted::of_values(values).unwrap()
}

/// Every way to deal the pooled values out, with its 2U.
fn all_twice_u(pooled: &[f64], n1: usize) -> Vec<u128> {
    let deals = (0_u32..1 << pooled.len()).filter(|deal| deal.count_ones() as usize == n1);
    let twice_u = |deal: u32| {
        let (first, second): (Vec<_>, Vec<_>) =
            pooled.iter().enumerate().partition(|(place, _)| deal >> place & 1 == 1);
        let points = |a: f64, b: f64| if a > b { 2 } else { u128::from(a == b) };
        first.iter().flat_map(|(_, a)| second.iter().map(move |(_, b)| points(**a, **b))).sum()
    };
    deals.map(twice_u).collect()
}

fn raw_differences(first: &[f64], second: &[f64]) -> Vec<f64> {
    let mut differences: Vec<f64> = first.iter().flat_map(|a| second.iter().map(move |b| a - b)).collect();
    differences.sort_unstable_by(f64::total_cmp);
    differences
}

fn median(sorted: &[f64]) -> f64 {
    let middle = sorted.len() / 2;
    if sorted.len().is_multiple_of(2) {
        0.5 * sorted[middle - 1] + 0.5 * sorted[middle]
    } else {
        sorted[middle]
    }
}

fn scores(most: usize) -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec((0_u8..8).prop_map(|score| f64::from(score) * 0.5), 1..=most)
}

#[test]
fn equal_values_have_no_test_but_a_shift_of_zero() {
    let (first, second) = (counted(&[2.0; 4]), counted(&[2.0; 3]));
    let test = mann_whitney(&first, &second, Alternative::TwoSided, MannWhitneyMethod::Exact);
    assert_eq!(test, Err(Undefined::NoSpread));
    assert_eq!(hodges_lehmann(&first, &second, Confidence::NINETY_FIVE).unwrap().estimate, 0.0);
}

#[test]
fn the_method_is_exact_for_small_groups_only() {
    let spaced = |n: u32, from: f64| counted(&(0..n).map(|i| f64::from(i) + from).collect::<Vec<_>>());
    let method = MannWhitneyMethod::for_samples;
    assert_eq!(method(&spaced(49, 0.0), &spaced(49, 0.5)), MannWhitneyMethod::Exact);
    assert_eq!(method(&spaced(50, 0.0), &spaced(3, 0.5)), MannWhitneyMethod::NormalWithContinuity);
    assert_eq!(method(&spaced(24, 0.0), &spaced(24, 0.0)), MannWhitneyMethod::Exact);
    assert_eq!(method(&spaced(25, 0.0), &spaced(25, 0.0)), MannWhitneyMethod::NormalWithContinuity);
}

#[test]
fn the_largest_exact_test_adds_up_to_one() {
    let blocks: Vec<Block> = (0..98).map(|place| Block { first: place % 2, second: 1 - place % 2 }).collect();
    let exact = ExactU::new(&blocks);
    // Below and above the middle, which 49 × 49 has none of exactly.
    let below = exact.p_value(2 * 1_200, Alternative::Less);
    let above = exact.p_value(2 * 1_201, Alternative::Greater);
    assert!((below - 0.5).abs() < 1e-12 && (above - 0.5).abs() < 1e-12);
}

/// `qwilcox(0.025, m, n)` of R 4.2.2, as in the tables of Hollander & Wolfe.
#[test]
fn the_lower_quantile_is_that_of_the_tables() {
    for (n1, n2, quantile) in [(5, 10, 9), (10, 10, 24), (4, 4, 1), (20, 20, 128)] {
        assert_eq!(exact::lower_quantile(n1, n2, 0.025), quantile, "{n1}, {n2}");
    }
}

/// `qwilcox` of R 4.2.2, also at a share that is reached exactly, above a half, and where the ways are beyond whole numbers.
#[test]
fn a_quantile_of_any_size_is_that_of_r() {
    assert_eq!(exact::lower_quantile(1, 3, 0.25), 0);
    let cases = [
        (1, 120, 12.0 / 121.0, 11),
        (1, 3, 0.25, 0),
        (4, 4, 0.8, 11),
        (50, 40, 0.025, 759),
        (66, 66, 0.49, 2_172),
    ];
    for (n1, n2, probability, quantile) in cases {
        assert_eq!(any_lower_quantile(n1, n2, probability), Some(quantile), "{n1}, {n2}, {probability}");
    }
}

#[test]
fn groups_whose_ways_are_too_many_have_no_exact_test() {
    let half = |from: f64| counted(&[vec![from; 100], vec![1.0; 100]].concat());
    let test = mann_whitney(&half(0.0), &half(0.0), Alternative::TwoSided, MannWhitneyMethod::Exact);
    assert_eq!(test, Err(Undefined::TooManyValues));
}

/// R 4.2.2: `0.5 * 50 * 40 + qnorm(0.025) * sqrt(50 * 40 * 91 / 12) - 0.5` is 758.12.
#[test]
fn the_interval_of_a_large_group_is_at_the_normal_rank() {
    let first: Vec<f64> = (0..50_u32).map(f64::from).collect();
    let second: Vec<f64> = (0..40_u32).map(|place| 1e3 * f64::from(place)).collect();
    let sorted = raw_differences(&first, &second);
    let found = hodges_lehmann(&counted(&first), &counted(&second), Confidence::NINETY_FIVE).unwrap();
    assert_eq!(found.method, MannWhitneyMethod::NormalWithContinuity);
    assert_eq!([found.conf_int.low.get(), found.conf_int.high.get()], [sorted[759 - 1], sorted[2_000 - 759]]);
}

#[test]
fn differences_beyond_all_numbers_have_no_shift() {
    let (first, second) = (counted(&[0.0, f64::MAX]), counted(&[-f64::MAX, 0.0]));
    let found = hodges_lehmann(&first, &second, Confidence::new(0.3).unwrap());
    assert_eq!(found, Err(Undefined::OutOfRange));
}

proptest! {
    #![proptest_config(crate::effort::cases(256))]

    #[test]
    fn the_exact_p_value_is_that_of_every_deal(first in scores(7), second in scores(6)) {
        let pooled: Vec<f64> = first.iter().chain(&second).copied().collect();
        let all = all_twice_u(&pooled, first.len());
        let (first, second) = (counted(&first), counted(&second));
        let ask = |alternative| mann_whitney(&first, &second, alternative, MannWhitneyMethod::Exact);
        if let Ok(greater) = ask(Alternative::Greater) {
            let observed = (2.0 * greater.statistic) as u128;
            let share = |fits: &dyn Fn(u128) -> bool| all.iter().filter(|u| fits(**u)).count() as f64 / all.len() as f64;
            let (above, below) = (share(&|u| u >= observed), share(&|u| u <= observed));
            prop_assert!((greater.p_value - above).abs() < 1e-13);
            prop_assert!((ask(Alternative::Less).unwrap().p_value - below).abs() < 1e-13);
            let two_sided = (2.0 * above.min(below)).min(1.0);
            prop_assert!((ask(Alternative::TwoSided).unwrap().p_value - two_sided).abs() < 1e-13);
        }
    }

    #[test]
    fn the_shift_is_the_median_of_the_listed_differences(first in scores(40), second in scores(40)) {
        let sorted = raw_differences(&first, &second);
        let found = hodges_lehmann(&counted(&first), &counted(&second), Confidence::NINETY_FIVE).unwrap();
        prop_assert_eq!(found.estimate, median(&sorted));
        prop_assert!(sorted.contains(&found.conf_int.low.get()) && sorted.contains(&found.conf_int.high.get()));
    }

    #[test]
    fn every_rank_is_found_among_values_of_any_size(
        first in prop::collection::vec(-1e6_f64..1e6, 1..12), second in prop::collection::vec(-1e-3_f64..1e3, 1..12)
    ) {
        let sorted = raw_differences(&first, &second);
        let (first, second) = (counted(&first), counted(&second));
        let found = hodges_lehmann(&first, &second, Confidence::NINETY_FIVE).unwrap();
        prop_assert_eq!(found.estimate, median(&sorted));
    }

    #[test]
    fn swapping_the_groups_mirrors_everything(first in scores(60), second in scores(60)) {
        let (first, second) = (counted(&first), counted(&second));
        let method = MannWhitneyMethod::for_samples(&first, &second);
        if let Ok(there) = mann_whitney(&first, &second, Alternative::TwoSided, method) {
            let back = mann_whitney(&second, &first, Alternative::TwoSided, method).unwrap();
            prop_assert!((there.p_value - back.p_value).abs() < 1e-12);
            prop_assert!((there.rank_biserial + back.rank_biserial).abs() < 1e-12);
            let there = hodges_lehmann(&first, &second, Confidence::NINETY_FIVE).unwrap();
            let back = hodges_lehmann(&second, &first, Confidence::NINETY_FIVE).unwrap();
            prop_assert_eq!(there.estimate, -back.estimate + 0.0);
            prop_assert_eq!(there.conf_int.low.get(), -back.conf_int.high.get() + 0.0);
        }
    }

    #[test]
    fn a_histogram_gives_the_very_same_as_its_values(
        a in prop::collection::vec(0_u32..30, 11), b in prop::collection::vec(0_u32..30, 11)
    ) {
        let table: Vec<f64> = (0..11).map(|score| f64::from(score) * 10.0).collect();
        let raw = |counts: &[u32]| {
            let runs = table.iter().zip(counts).rev();
            runs.flat_map(|(&value, &count)| std::iter::repeat_n(value, count as usize)).collect::<Vec<_>>()
        };
        if let (Ok(first), Ok(second)) = (Counted::of_histogram(&table, &a), Counted::of_histogram(&table, &b)) {
            prop_assert_eq!(&first, &counted(&raw(&a)));
            prop_assert_eq!(&second, &counted(&raw(&b)));
        }
    }
}
