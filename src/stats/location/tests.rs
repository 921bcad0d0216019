use proptest::prelude::*;

use super::*;
use crate::stats::{MannWhitneyMethod, TestOptions};

const METHODS: [MannWhitneyMethod; 3] =
    [MannWhitneyMethod::Exact, MannWhitneyMethod::NormalWithContinuity, MannWhitneyMethod::Normal];

fn rank_sum(first: &[f64], second: &[f64], method: MannWhitneyMethod) -> Result<RankSum, Undefined> {
    rank_sum_test(first, second, method, TestOptions::default())
}

#[test]
fn groups_without_a_rank_sum_test_are_refused() {
    for method in METHODS {
        assert_eq!(rank_sum(&[], &[1.0], method), Err(Undefined::TooFewValues));
        assert_eq!(rank_sum(&[2.0; 3], &[2.0; 4], method), Err(Undefined::NoSpread));
        assert_eq!(rank_sum(&[2.0, f64::INFINITY], &[1.0], method), Err(Undefined::BadValues));
        let single = rank_sum(&[3.0], &[5.0], method).unwrap();
        assert_eq!((single.estimate, single.test.statistic), (-2.0, 0.0));
    }
    let equal = rank_sum(&[2.0; 3], &[5.0; 2], MannWhitneyMethod::Normal).unwrap();
    assert_eq!((equal.estimate, equal.conf_int), (-3.0, Limits { low: None, high: None }));
    let many: Vec<f64> = (0..300).map(f64::from).collect();
    assert_eq!(rank_sum(&many, &many, MannWhitneyMethod::Exact), Err(Undefined::TooManyValues));
}

/// Of −1, 2, 3 and −4 the ranks 2 and 3 are positive: (5 − 5) / 10; of −1, 2, 3 and 4 it is (9 − 1) / 10.
#[test]
fn the_rank_biserial_correlation_is_of_the_rank_sums() {
    let of = |values: &[f64]| {
        signed_rank_test(values, SignedRankMethod::Exact, ZeroHandling::default(), TestOptions::default())
            .unwrap()
            .rank_biserial
    };
    assert_eq!([of(&[-1.0, 2.0, 3.0, -4.0]), of(&[-1.0, 2.0, 3.0, 4.0]), of(&[1.0, 2.0])], [0.0, 0.8, 1.0]);
}

#[test]
fn signs_need_a_value_off_the_null() {
    let options = TestOptions::default();
    assert_eq!(sign_test(&[], options), Err(Undefined::TooFewValues));
    assert_eq!(sign_test(&[0.0, 0.0], options), Err(Undefined::NoSpread));
    assert_eq!(sign_test(&[f64::NAN], options), Err(Undefined::BadValues));
    let few = sign_test(&[1.0, 2.0, 4.0], options).unwrap();
    assert_eq!((few.median, few.median_conf_int.interval(), few.median_conf_level), (2.0, None, 1.0));
    assert!((few.p_value - 0.25).abs() < 1e-14 && few.conf_int.high == Finite::new(1.0));
}

fn values(least: usize, most: usize) -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec((-40_i8..40).prop_map(|value| f64::from(value) * 0.25), least..=most)
}

/// A difference of a pair, where the statistic takes a step, that is between two places and further than 2e-4 from both.
/// An estimate is searched to 1e-4, and any place of a stair at height zero is one.
fn step_between(first: &[f64], second: &[f64], places: [f64; 2]) -> Option<f64> {
    let low = places[0].min(places[1]) + 2e-4;
    let high = places[0].max(places[1]) - 2e-4;
    let mut differences = first.iter().flat_map(|a| second.iter().map(move |b| a - b));
    differences.find(|difference| low < *difference && *difference < high)
}

/// `wilcox.test(x, y, conf.int = TRUE, exact = FALSE)` of R, also of `x + 8`: the statistic is zero all over a stair from
/// −1.5 to −1.25, and R, too, ends at another place of it.
#[test]
fn on_a_stair_at_height_zero_the_estimate_is_where_r_ends() {
    let x = [6.0, -3.25, -0.75, 6.5, 8.75, -5.25, -2.0, -0.5, 4.5, -9.0, 4.25, -5.75];
    let y = [0.0, 9.0, 5.75, 7.5, 3.0, 6.75, 5.75, 7.0, 4.25, -4.5, -4.0, -4.75, -9.25];
    let moved = x.map(|value| value + 8.0);
    let estimate = |x: &[f64]| rank_sum(x, &y, MannWhitneyMethod::NormalWithContinuity).unwrap().estimate;
    assert!((estimate(&x) - -1.466_928_965).abs() < 1e-9, "{}", estimate(&x));
    assert!((estimate(&moved) - (8.0 - 1.356_719_318)).abs() < 1e-9, "{}", estimate(&moved));
}

proptest! {
    #![proptest_config(crate::effort::cases(256))]

    #[test]
    fn a_shift_of_the_first_group_shifts_estimate_and_interval(first in values(3, 20), second in values(3, 20)) {
        let moved: Vec<f64> = first.iter().map(|value| value + 8.0).collect();
        for method in METHODS {
            if let (Ok(there), Ok(back)) = (rank_sum(&first, &second, method), rank_sum(&moved, &second, method)) {
                let step = step_between(&first, &second, [there.estimate, back.estimate - 8.0]);
                prop_assert_eq!(step, None, "{} {}", there.estimate, back.estimate);
                prop_assert_eq!(there.hodges_lehmann + 8.0, back.hodges_lehmann);
                if let (Some(a), Some(b)) = (there.conf_int.interval(), back.conf_int.interval()) {
                    // Unless exact, both are searched to 1e-4.
                    prop_assert!((a.low.get() + 8.0 - b.low.get()).abs() <= 2e-4);
                }
            }
        }
    }

    #[test]
    fn the_sign_test_rejects_just_outside_the_interval_of_the_median(sample in prop::collection::hash_set(-900_i32..900, 6..40)) {
        let sample: Vec<f64> = sample.into_iter().map(f64::from).collect();
        let found = sign_test(&sample, TestOptions::default()).unwrap();
        prop_assert!(found.median_conf_level >= 0.95);
        let p_at = |null_value| sign_test(&sample, TestOptions { null_value, ..TestOptions::default() }).unwrap().p_value;
        if let Some(interval) = found.median_conf_int.interval() {
            prop_assert!(p_at(interval.low.get() - 0.5) <= 0.05 + 1e-12 && p_at(interval.low.get() + 0.5) > 0.05);
            prop_assert!(p_at(interval.high.get() + 0.5) <= 0.05 + 1e-12 && p_at(interval.high.get() - 0.5) > 0.05);
        }
    }
}
