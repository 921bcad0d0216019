use proptest::prelude::*;

use super::*;
use crate::stats::{Alternative, Confidence, TestOptions, Undefined};

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
    #![proptest_config(crate::effort::cases(256))]

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

const DIFFERENCES: [RiskDifferenceInterval; 7] = [
    RiskDifferenceInterval::Newcombe,
    RiskDifferenceInterval::NewcombeWithContinuity,
    RiskDifferenceInterval::Wald,
    RiskDifferenceInterval::WaldWithContinuity,
    RiskDifferenceInterval::AgrestiCaffo,
    RiskDifferenceInterval::Mee,
    RiskDifferenceInterval::MiettinenNurminen,
];

fn ratio_options(null_value: f64) -> TestOptions {
    TestOptions { null_value, ..TestOptions::default() }
}

/// Newcombe 1998, table II, methods 11, 6 (Mee) and 5 (Miettinen & Nurminen) of 56/70 v 48/80 and 9/10 v 3/10.
#[test]
fn other_intervals_of_the_difference_are_those_of_the_paper() {
    let cases = [
        ((56, 70), (48, 80), RiskDifferenceInterval::NewcombeWithContinuity, [0.0428, 0.3422]),
        ((56, 70), (48, 80), RiskDifferenceInterval::Mee, [0.0533, 0.3377]),
        ((56, 70), (48, 80), RiskDifferenceInterval::MiettinenNurminen, [0.0528, 0.3382]),
        ((9, 10), (3, 10), RiskDifferenceInterval::Mee, [0.1821, 0.8370]),
        ((9, 10), (3, 10), RiskDifferenceInterval::MiettinenNurminen, [0.1700, 0.8406]),
    ];
    for (first, second, method, [low, high]) in cases {
        let found = table(first, second).risk_difference_by(method, LEVEL).unwrap().conf_int;
        assert!((found.low.get() - low).abs() < 5e-5 && (found.high.get() - high).abs() < 5e-5, "{found:?}");
    }
}

#[test]
fn the_outermost_tables_have_an_odds_ratio_of_zero_or_infinity() {
    let none = table((0, 10), (4, 12)).conditional_odds_ratio(ratio_options(1.0)).unwrap();
    assert_eq!(none.estimate.map(crate::domain::Finite::get), Some(0.0));
    assert_eq!(none.conf_int.low.map(crate::domain::Finite::get), Some(0.0));
    let all = table((10, 10), (4, 12)).conditional_odds_ratio(ratio_options(1.0)).unwrap();
    assert_eq!((all.estimate, all.conf_int.high), (None, None));
    let nobody = table((0, 10), (0, 12)).conditional_odds_ratio(ratio_options(1.0));
    assert_eq!(nobody, Err(Undefined::EmptyMargin));
    for null in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        let test = table((3, 10), (4, 12)).conditional_odds_ratio(ratio_options(null));
        assert_eq!(test, Err(Undefined::BadOption));
    }
}

#[test]
fn a_margin_lies_between_minus_one_and_one() {
    let some = table((3, 10), (4, 12));
    for null in [-1.0, 1.0, f64::NAN] {
        let test = some.score_test(null, Alternative::Greater, ScoreVariance::Restricted);
        assert_eq!(test, Err(Undefined::BadOption));
    }
    let nobody = table((0, 10), (0, 12)).score_test(0.0, Alternative::Greater, ScoreVariance::Restricted);
    assert_eq!(nobody, Err(Undefined::NoSpread));
}

#[test]
fn a_number_needed_may_run_through_infinity() {
    let unclear = table((30, 70), (34, 80)).number_needed(RiskDifferenceInterval::Newcombe, LEVEL).unwrap();
    assert_eq!(unclear.range, NumberNeededRange::ThroughInfinity);
    assert!(unclear.at_lower_limit.unwrap().get() < -1.0 && unclear.at_upper_limit.unwrap().get() > 1.0);
    let equal = table((3, 10), (3, 10)).number_needed(RiskDifferenceInterval::Wald, LEVEL).unwrap();
    assert_eq!(equal.estimate, None);
    let nobody = table((0, 10), (0, 12)).number_needed(RiskDifferenceInterval::Wald, LEVEL).unwrap();
    assert_eq!((nobody.at_lower_limit, nobody.at_upper_limit), (None, None));
    assert_eq!(nobody.range, NumberNeededRange::ThroughInfinity);
}

#[test]
fn equal_risks_have_no_number_needed_to_treat_at_any_level() {
    for level in [1e-17, 0.5, 0.95] {
        let found = table((3, 10), (3, 10)).number_needed_to_treat(Confidence::new(level).unwrap());
        assert_eq!(found, Err(Undefined::DifferenceIncludesZero), "{level}");
    }
}

#[test]
fn a_score_test_says_the_difference_observed() {
    let found = table((56, 70), (48, 80)).score_test(0.1, Alternative::Greater, ScoreVariance::Restricted);
    assert!((found.unwrap().estimate - 0.2).abs() < 1e-15);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn swapping_the_groups_mirrors_every_interval_of_the_difference(found in tables(200)) {
        let ([a, c], [n, m]) = (found.events(), found.people());
        let other = table((c, m), (a, n));
        for method in DIFFERENCES {
            let there = found.risk_difference_by(method, LEVEL).unwrap().conf_int;
            let back = other.risk_difference_by(method, LEVEL).unwrap().conf_int;
            prop_assert!((there.low.get() + back.high.get()).abs() < 1e-9, "{method:?} {there:?} {back:?}");
        }
    }

    #[test]
    fn the_squared_score_against_no_difference_is_pearsons(found in tables(200)) {
        if let Ok(score) = found.score_test(0.0, Alternative::TwoSided, ScoreVariance::Restricted) {
            let pearson = found.chi_squared(YatesCorrection::Without).unwrap();
            let squared = score.statistic * score.statistic;
            prop_assert!((squared - pearson.statistic).abs() <= 1e-9 * (1.0 + pearson.statistic));
        }
    }

    #[test]
    fn the_conditional_test_of_one_is_fishers(found in tables(60)) {
        for alternative in [Alternative::TwoSided, Alternative::Less, Alternative::Greater] {
            let options = TestOptions { alternative, ..ratio_options(1.0) };
            if let Ok(conditional) = found.conditional_odds_ratio(options) {
                let fisher = found.fisher_exact(alternative).unwrap().p_value;
                prop_assert!((conditional.p_value / fisher - 1.0).abs() < 1e-10);
            }
        }
    }
}

/// By hand: `−0.1 ± z √(0.3 · 0.7 / 100 + 0.4 · 0.6 / 50)`.
#[test]
fn the_wald_interval_of_the_difference_adds_the_variances() {
    let found = table((30, 100), (20, 50)).risk_difference_wald(LEVEL).unwrap();
    assert!((found.estimate + 0.1).abs() < 1e-15);
    assert!((found.conf_int.low.get() - -0.262_806_836_044_404).abs() < 1e-14, "{found:?}");
    assert!((found.conf_int.high.get() - 0.062_806_836_044_404_04).abs() < 1e-14, "{found:?}");
}
