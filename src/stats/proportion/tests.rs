use proptest::prelude::*;

use super::*;
use crate::stats::{Alternative, TestOptions};

const METHODS: [ProportionInterval; 6] = [
    ProportionInterval::Wilson,
    ProportionInterval::WilsonWithContinuity,
    ProportionInterval::Wald,
    ProportionInterval::AgrestiCoull,
    ProportionInterval::ClopperPearson,
    ProportionInterval::Jeffreys,
];

fn against(null_value: f64) -> TestOptions {
    TestOptions { null_value, ..TestOptions::default() }
}

fn proportion(successes: u32, n: u32) -> Proportion {
    Proportion::new(successes, n).unwrap()
}

#[test]
fn nobody_and_impossible_counts_are_refused() {
    assert_eq!(Proportion::new(0, 0), Err(Undefined::TooFewValues));
    assert_eq!(Proportion::new(3, 2), Err(Undefined::BadValues));
}

#[test]
fn one_person_has_every_interval() {
    for successes in [0, 1] {
        for method in METHODS {
            let interval = proportion(successes, 1).conf_int(method, Confidence::NINETY_FIVE).unwrap();
            assert!(interval.low.get() >= 0.0 && interval.high.get() <= 1.0, "{method:?}");
        }
    }
}

#[test]
fn null_values_without_a_test_are_refused() {
    let some = proportion(3, 10);
    for null in [f64::NAN, -0.1, 1.1] {
        assert_eq!(some.binomial_test(against(null)), Err(Undefined::BadOption));
    }
    let score = |null| some.normal_test(ProportionVariance::Null, YatesCorrection::Without, against(null));
    assert_eq!(score(0.0), Err(Undefined::BadOption));
    assert_eq!(score(1.0), Err(Undefined::BadOption));
    let wald =
        proportion(10, 10).normal_test(ProportionVariance::Sample, YatesCorrection::With, against(0.5));
    assert_eq!(wald, Err(Undefined::NoSpread));
    assert_eq!(some.binomial_test(against(0.0)).unwrap().p_value, 0.0);
    assert_eq!(proportion(0, 10).binomial_test(against(0.0)).unwrap().p_value, 1.0);
}

#[test]
fn groups_that_tell_nothing_have_a_reason() {
    let options = TestOptions::default();
    let (some, none, all) = (proportion(3, 10), proportion(0, 10), proportion(10, 10));
    let test =
        |groups: &[Proportion]| proportions_test(groups, YatesCorrection::With, options).map(|test| test.df);
    assert_eq!(test(&[some]), Err(Undefined::WrongShape));
    assert_eq!(test(&[none, none]), Err(Undefined::EmptyMargin));
    assert_eq!(test(&[all, all, all]), Err(Undefined::EmptyMargin));
    assert_eq!(test(&[all, none]), Ok(1.0));
    let less = TestOptions { alternative: Alternative::Less, ..options };
    assert_eq!(proportions_test(&[some, none, all], YatesCorrection::With, less), Err(Undefined::BadOption));
    let trend = |groups: &[Proportion], scores: &[f64]| trend_test(groups, scores, Alternative::TwoSided);
    assert_eq!(trend(&[some, all], &[1.0]), Err(Undefined::WrongShape));
    assert_eq!(trend(&[some, all], &[1.0, 1.0]), Err(Undefined::NoSpread));
    assert_eq!(trend(&[some, all], &[1.0, f64::NAN]), Err(Undefined::BadValues));
    assert_eq!(trend(&[none, none], &[1.0, 2.0]), Err(Undefined::EmptyMargin));
}

proptest! {
    #![proptest_config(crate::effort::cases(256))]

    #[test]
    fn successes_and_failures_have_mirrored_intervals(n in 1_u32..3_000, share in 0.0_f64..=1.0) {
        let successes = (f64::from(n) * share) as u32;
        for method in METHODS {
            let there = proportion(successes, n).conf_int(method, Confidence::NINETY_FIVE).unwrap();
            let back = proportion(n - successes, n).conf_int(method, Confidence::NINETY_FIVE).unwrap();
            prop_assert!((there.low.get() + back.high.get() - 1.0).abs() < 1e-12, "{method:?}");
            prop_assert!((there.high.get() + back.low.get() - 1.0).abs() < 1e-12, "{method:?}");
        }
    }

    #[test]
    fn one_sided_exact_tests_reject_just_what_lies_outside_the_exact_interval(
        n in 1_u32..300, share in 0.0_f64..=1.0, null in 0.01_f64..0.99
    ) {
        let some = proportion((f64::from(n) * share) as u32, n);
        let interval = some.conf_int(ProportionInterval::ClopperPearson, Confidence::NINETY_FIVE).unwrap();
        let p = |alternative| some.binomial_test(TestOptions { alternative, ..against(null) }).unwrap().p_value;
        let (less, greater) = (p(Alternative::Less), p(Alternative::Greater));
        prop_assert!((less - 0.025).abs() < 1e-12 || (less < 0.025) == (null > interval.high.get()));
        prop_assert!((greater - 0.025).abs() < 1e-12 || (greater < 0.025) == (null < interval.low.get()));
    }

    #[test]
    fn a_trend_does_not_see_where_scores_begin_and_how_they_are_spaced(
        counts in prop::collection::vec((0_u32..40, 1_u32..40), 2..6), shift in -50.0_f64..50.0, scale in 0.1_f64..9.0
    ) {
        let groups: Vec<Proportion> =
            counts.iter().map(|&(successes, others)| proportion(successes, successes + others)).collect();
        let scores: Vec<f64> = (0..groups.len()).map(|i| i as f64).collect();
        let moved: Vec<f64> = scores.iter().map(|score| scale * score + shift).collect();
        let ask = |scores: &[f64]| trend_test(&groups, scores, Alternative::TwoSided).map(|test| test.z);
        match (ask(&scores), ask(&moved)) {
            (Ok(z), Ok(other)) => prop_assert!((z - other).abs() < 1e-9 * (1.0 + z.abs())),
            (first, second) => prop_assert_eq!(first, second),
        }
    }
}

/// By hand: `0.2 ± z √(0.2 · 0.8 / 100)`, and from nothing where that is below it.
#[test]
fn the_wald_test_has_the_interval_of_the_sample() {
    let wald = |successes, n| {
        let test = proportion(successes, n).normal_test(
            ProportionVariance::Sample,
            YatesCorrection::Without,
            against(0.5),
        );
        let limits = test.unwrap().conf_int;
        [limits.low, limits.high].map(|limit| limit.unwrap().get())
    };
    let is_near = |found: [f64; 2], expected: [f64; 2]| {
        found.iter().zip(expected).all(|(found, expected)| (found - expected).abs() < 1e-14)
    };
    assert!(is_near(wald(20, 100), [0.121_601_440_618_397_85, 0.278_398_559_381_602_2]));
    assert!(is_near(wald(1, 50), [0.0, 0.058_805_307_081_790_98]));
    assert!(is_near(wald(49, 50), [1.0 - 0.058_805_307_081_790_98, 1.0]));
}
