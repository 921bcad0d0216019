use proptest::prelude::*;

use super::*;
use crate::stats::Confidence;

const METHODS: [SignedRankMethod; 3] =
    [SignedRankMethod::Exact, SignedRankMethod::NormalWithContinuity, SignedRankMethod::Normal];

fn ask(values: &[f64], method: SignedRankMethod, zeros: ZeroHandling) -> Result<SignedRank, Undefined> {
    signed_rank_test(values, method, zeros, TestOptions::default())
}

#[test]
fn what_has_no_sign_has_no_test() {
    for method in METHODS {
        for zeros in [ZeroHandling::Wilcox, ZeroHandling::Pratt] {
            assert_eq!(ask(&[], method, zeros), Err(Undefined::TooFewValues));
            assert_eq!(ask(&[0.0, -0.0], method, zeros), Err(Undefined::NoSpread));
            assert_eq!(ask(&[1.0, f64::NAN], method, zeros), Err(Undefined::BadValues));
        }
    }
    let equal = ask(&[2.0; 5], SignedRankMethod::Normal, ZeroHandling::Wilcox).unwrap();
    assert_eq!((equal.estimate, equal.conf_int.interval(), equal.conf_level), (2.0, None, 0.0));
    assert!(equal.p_value < 0.05);
    assert_eq!(ask(&[2.0; 5], SignedRankMethod::Exact, ZeroHandling::Wilcox).unwrap().p_value, 0.0625);
    let many = vec![1.0; 501];
    assert_eq!(ask(&many, SignedRankMethod::Exact, ZeroHandling::Wilcox), Err(Undefined::TooManyValues));
}

#[test]
fn zeros_are_left_out_or_ranked_as_named() {
    let values = [0.0, 0.0, 1.0, -2.0, 3.0, 0.0];
    let wilcox = ask(&values, SignedRankMethod::Exact, ZeroHandling::Wilcox).unwrap();
    let pratt = ask(&values, SignedRankMethod::Exact, ZeroHandling::Pratt).unwrap();
    assert_eq!((wilcox.statistic, wilcox.statistic_negative, wilcox.zeros), (4.0, 2.0, 3));
    assert_eq!((pratt.statistic, pratt.statistic_negative, pratt.n), (10.0, 5.0, 3));
    assert_eq!((wilcox.hodges_lehmann, pratt.hodges_lehmann), (0.75, 0.0));
}

fn at_level(level: f64, alternative: Alternative) -> TestOptions {
    TestOptions { confidence: Confidence::new(level).unwrap(), alternative, ..TestOptions::default() }
}

fn ends(limits: Limits) -> [Option<f64>; 2] {
    [limits.low, limits.high].map(|limit| limit.map(crate::domain::Finite::get))
}

/// `wilcox.test(x, conf.int = TRUE, conf.level = 0.8125)` of R 4.2.2: `qsignrank(3/32, 5)` is reached exactly.
#[test]
fn an_exact_interval_may_miss_all_that_the_level_leaves() {
    let options = at_level(0.8125, Alternative::TwoSided);
    let values = [1.0, 2.0, 4.0, 8.0, 16.0];
    let found = signed_rank_test(&values, SignedRankMethod::Exact, ZeroHandling::Wilcox, options).unwrap();
    assert_eq!(ends(found.conf_int), [Some(1.5), Some(12.0)]);
}

/// `wilcox.test(x, conf.int = TRUE, exact = FALSE, correct = FALSE, conf.level = 0.9)` of R 4.2.2: the statistic is −1.73
/// above all values, but no more than 1 below them.
#[test]
fn a_level_that_few_values_cannot_reach_is_lowered_as_in_r() {
    let options = at_level(0.9, Alternative::TwoSided);
    let values = [1.0, 1.0, 1.0, 5.0];
    let found = signed_rank_test(&values, SignedRankMethod::Normal, ZeroHandling::Wilcox, options).unwrap();
    let [low, high] = ends(found.conf_int).map(Option::unwrap);
    assert!((found.conf_level - 0.6).abs() < 1e-14 && (low - 1.0).abs() < 1e-9, "{found:?}");
    assert!((high - 2.999_975_154_764_715).abs() < 1e-9, "{found:?}");
}

/// `wilcox.test(c(1, 2), conf.int = TRUE, exact = FALSE, conf.level = 0.9375)` of R 4.2.2, and the same from above; R has the
/// level 0 and no interval where nothing but zero is reached from both sides.
#[test]
fn two_values_reach_no_level_but_a_half_on_one_side() {
    let ask = |values: &[f64], alternative| {
        let (method, options) = (SignedRankMethod::NormalWithContinuity, at_level(0.9375, alternative));
        let found = signed_rank_test(values, method, ZeroHandling::Wilcox, options).unwrap();
        (ends(found.conf_int), found.conf_level)
    };
    assert_eq!(ask(&[1.0, 2.0], Alternative::TwoSided), ([None, None], 0.0));
    assert_eq!(ask(&[1.0, 2.0], Alternative::Greater), ([Some(1.0), None], 0.5));
    assert_eq!(ask(&[-2.0, -1.0], Alternative::Less), ([None, Some(-1.0)], 0.5));
}

#[test]
fn the_pseudomedian_is_of_the_values_whatever_the_null_value() {
    let of = |zeros| {
        let options = TestOptions { null_value: 1.0, ..TestOptions::default() };
        signed_rank_test(&[1.0, 2.0, 4.0], SignedRankMethod::Exact, zeros, options).unwrap().hodges_lehmann
    };
    // The means of 2 and 4 are 2, 3, 4; of 1, 2 and 4 they are 1, 1.5, 2, 2.5, 3, 4.
    assert_eq!([of(ZeroHandling::Wilcox), of(ZeroHandling::Pratt)], [3.0, 2.25]);
}

/// The null value is taken off and added again, which rounds the largest number to infinity.
#[test]
fn values_that_round_to_infinity_are_refused() {
    let null_value = 1.5 * 2.0_f64.powi(971);
    let options = TestOptions { null_value, alternative: Alternative::Greater, ..TestOptions::default() };
    let found = signed_rank_test(&[f64::MAX, 0.0], SignedRankMethod::Exact, ZeroHandling::Wilcox, options);
    assert_eq!(found, Err(Undefined::OutOfRange));
}

fn scores(most: usize) -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec((-8_i8..8).prop_map(|score| f64::from(score) * 0.5), 2..=most)
}

proptest! {
    #![proptest_config(crate::effort::cases(256))]

    #[test]
    fn the_exact_p_value_is_that_of_every_way_to_give_signs(values in scores(10)) {
        for zeros in [ZeroHandling::Wilcox, ZeroHandling::Pratt] {
            let Ok(found) = ask(&values, SignedRankMethod::Exact, zeros) else { continue };
            let signed = Signed::new(&values, zeros, 0.0).unwrap();
            let ranks = &signed.ranks.ranks;
            let sums = (0_u32..1 << ranks.len()).map(|signs| {
                ranks.iter().enumerate().filter(|(place, _)| signs >> place & 1 == 1).map(|(_, rank)| rank).sum::<f64>()
            });
            let above = sums.filter(|&sum| sum >= found.statistic.max(found.statistic_negative)).count() as f64;
            let expected = (2.0 * above / f64::from(1_u32 << ranks.len())).min(1.0);
            prop_assert!((found.p_value - expected).abs() < 1e-14);
        }
    }

    #[test]
    fn turning_the_signs_mirrors_everything(values in scores(30)) {
        let turned: Vec<f64> = values.iter().map(|value| -value).collect();
        for method in METHODS {
            let (Ok(there), Ok(back)) = (ask(&values, method, ZeroHandling::Wilcox), ask(&turned, method, ZeroHandling::Wilcox)) else { continue };
            prop_assert_eq!(there.statistic, back.statistic_negative);
            prop_assert!((there.p_value - back.p_value).abs() < 1e-14);
            prop_assert_eq!(there.hodges_lehmann, -back.hodges_lehmann + 0.0);
            // A normal interval is searched to 1e-4, from either side.
            if let (Some(a), Some(b)) = (there.conf_int.interval(), back.conf_int.interval()) {
                prop_assert!((a.low.get() + b.high.get()).abs() <= 2e-4);
            }
        }
    }

    #[test]
    fn the_exact_interval_is_where_the_test_turns(values in prop::collection::hash_set(1_i32..500, 8..20)) {
        // No ties in distances from a place between the averages, so test and interval match.
        let values: Vec<f64> = values.into_iter().map(|value| f64::from(value) + f64::from(value) * 1e-7 * f64::from(value)).collect();
        let found = ask(&values, SignedRankMethod::Exact, ZeroHandling::Wilcox).unwrap();
        let at = |null_value| {
            let options = TestOptions { null_value, confidence: Confidence::NINETY_FIVE, ..TestOptions::default() };
            signed_rank_test(&values, SignedRankMethod::Exact, ZeroHandling::Wilcox, options).unwrap().p_value
        };
        let interval = found.conf_int.interval().unwrap();
        prop_assert!(at(interval.low.get() - 1e-9) <= 0.05 && at(interval.low.get() + 1e-9) > 0.05);
    }
}
