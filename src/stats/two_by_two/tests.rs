use proptest::prelude::*;

use super::*;
use crate::stats::{Alternative, Confidence, Undefined};

const LEVEL: Confidence = Confidence::NINETY_FIVE;

fn table(first: (u32, u32), second: (u32, u32)) -> TwoByTwo {
    TwoByTwo::new(first, second).unwrap()
}

/// Newcombe 1998, table II, method 10: 56/70 v 48/80; 9/10 v 3/10; 10/10 v 0/10; 0/10 v 0/10.
#[test]
fn the_hybrid_score_interval_is_that_of_the_paper() {
    let cases = [
        ((56, 70), (48, 80), 0.2, [0.0524, 0.3339]),
        ((9, 10), (3, 10), 0.6, [0.1705, 0.8090]),
        ((10, 10), (0, 10), 1.0, [0.6075, 1.0]),
        ((0, 10), (0, 10), 0.0, [-0.2775, 0.2775]),
        ((5, 56), (0, 29), 0.0893, [-0.0381, 0.1926]),
    ];
    for (first, second, estimate, [low, high]) in cases {
        let found = table(first, second).risk_difference(LEVEL).unwrap();
        assert!((found.estimate - estimate).abs() < 5e-5, "{first:?}");
        assert!((found.conf_int.low.get() - low).abs() < 5e-5, "{first:?}: {found:?}");
        assert!((found.conf_int.high.get() - high).abs() < 5e-5, "{first:?}: {found:?}");
    }
}

#[test]
fn zero_cells_have_a_reason_and_no_silent_half() {
    let zero = table((0, 10), (4, 12));
    assert_eq!(zero.risk_ratio(LEVEL), Err(Undefined::ZeroCell));
    assert_eq!(zero.odds_ratio(LEVEL), Err(Undefined::ZeroCell));
    let all = table((10, 10), (4, 12));
    assert!(all.risk_ratio(LEVEL).is_ok());
    assert_eq!(all.odds_ratio(LEVEL), Err(Undefined::ZeroCell));
    assert!(zero.fisher_exact(Alternative::TwoSided).is_ok());
    assert!(zero.chi_squared(YatesCorrection::Without).is_ok());
}

#[test]
fn an_outcome_of_everybody_or_nobody_tells_nothing() {
    for nobody in [table((0, 10), (0, 12)), table((10, 10), (12, 12))] {
        assert_eq!(nobody.chi_squared(YatesCorrection::With), Err(Undefined::EmptyMargin));
        assert_eq!(nobody.fisher_exact(Alternative::TwoSided).unwrap().p_value, 1.0);
        assert_eq!(nobody.number_needed_to_treat(LEVEL), Err(Undefined::DifferenceIncludesZero));
    }
}

#[test]
fn a_number_needed_to_treat_exists_only_where_the_difference_is_clear() {
    let clear = table((56, 70), (48, 80)).number_needed_to_treat(LEVEL).unwrap();
    assert!((clear.estimate - 5.0).abs() < 1e-12);
    assert!((clear.conf_int.low.get() - 1.0 / 0.333_9).abs() < 1e-3);
    assert!((clear.conf_int.high.get() - 1.0 / 0.052_4).abs() < 2e-2);
    let unclear = table((30, 70), (34, 80)).number_needed_to_treat(LEVEL);
    assert_eq!(unclear, Err(Undefined::DifferenceIncludesZero));
    let harm = table((48, 80), (56, 70)).number_needed_to_treat(LEVEL).unwrap();
    assert!(harm.conf_int.high.get() < 0.0 && harm.conf_int.low.get() < harm.estimate);
}

#[test]
fn impossible_tables_are_refused() {
    assert_eq!(TwoByTwo::new((3, 2), (0, 1)), None);
    assert_eq!(TwoByTwo::new((0, 0), (0, 1)), None);
}

/// Every table with the same margins, straight from the definition.
fn fisher_by_listing(table: TwoByTwo) -> f64 {
    let ([a, c], [n, m]) = (table.events(), table.people());
    let marked = a + c;
    let choose = |n: u32, k: u32| {
        if k > n {
            0.0
        } else {
            (1..=k).fold(1.0, |product, i| product * f64::from(n - k + i) / f64::from(i))
        }
    };
    let ways = |k: u32| if k > marked { 0.0 } else { choose(n, k) * choose(m, marked - k) };
    let (total, observed): (f64, f64) = ((0..=marked).map(ways).sum(), ways(a));
    (0..=marked).map(ways).filter(|ways| *ways <= observed * (1.0 + 1e-7)).sum::<f64>() / total
}

fn tables(most: u32) -> impl Strategy<Value = TwoByTwo> {
    (1..=most, 1..=most)
        .prop_flat_map(|(n, m)| (0..=n, 0..=m).prop_map(move |(a, c)| TwoByTwo::new((a, n), (c, m)).unwrap()))
}

proptest! {
    #[test]
    fn fishers_test_is_that_of_all_tables_listed(table in tables(40)) {
        let found = table.fisher_exact(Alternative::TwoSided).unwrap().p_value;
        let expected = fisher_by_listing(table);
        prop_assert!((found / expected - 1.0).abs() < 1e-11, "{table:?}: {found} {expected}");
    }

    #[test]
    fn both_one_sided_tests_share_the_observed_table(table in tables(500)) {
        let ask = |alternative| table.fisher_exact(alternative).unwrap().p_value;
        let sum = ask(Alternative::Less) + ask(Alternative::Greater);
        prop_assert!((1.0 - 1e-12..=2.0 + 1e-12).contains(&sum));
    }

    #[test]
    fn an_estimate_lies_in_its_interval(table in tables(3_000)) {
        let difference = table.risk_difference(LEVEL).unwrap();
        prop_assert!(difference.conf_int.low.get() <= difference.estimate);
        prop_assert!(difference.estimate <= difference.conf_int.high.get());
        for ratio in [table.risk_ratio(LEVEL), table.odds_ratio(LEVEL)].into_iter().flatten() {
            prop_assert!(ratio.conf_int.low.get() < ratio.estimate && ratio.estimate < ratio.conf_int.high.get());
        }
    }

    #[test]
    fn the_correction_never_makes_the_test_sharper(table in tables(300)) {
        if let (Ok(plain), Ok(yates)) =
            (table.chi_squared(YatesCorrection::Without), table.chi_squared(YatesCorrection::With))
        {
            prop_assert!(yates.statistic <= plain.statistic && yates.p_value >= plain.p_value);
            let [[a, b], [c, d]] = table.cells();
            let (n, cells) = (a + b + c + d, [(a, a + b, a + c), (b, a + b, b + d), (c, c + d, a + c), (d, c + d, b + d)]);
            let by_cells: f64 = cells.iter().map(|(o, row, column)| {
                let expected = row * column / n;
                (o - expected) * (o - expected) / expected
            }).sum();
            prop_assert!((plain.statistic - by_cells).abs() <= 1e-9 * (1.0 + by_cells));
        }
    }
}
