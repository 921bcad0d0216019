use proptest::prelude::*;

use super::*;
use crate::stats::{Alternative, Confidence, TestOptions};

const METHODS: [RateInterval; 5] = [
    RateInterval::Exact,
    RateInterval::MidP,
    RateInterval::Byar,
    RateInterval::Wald,
    RateInterval::WaldOfLogarithm,
];

fn rate(events: u32, time: f64) -> Rate {
    Rate::new(events, time).unwrap()
}

fn against(null_value: f64) -> TestOptions {
    TestOptions { null_value, ..TestOptions::default() }
}

#[test]
fn times_that_are_none_are_refused() {
    for time in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        assert_eq!(Rate::new(3, time), Err(Undefined::BadValues));
        assert_eq!(Rate::per(3, 1.0, time), Err(Undefined::BadValues));
    }
}

#[test]
fn no_event_has_an_upper_limit_and_no_ratio() {
    let (none, some) = (rate(0, 10.0), rate(4, 10.0));
    for method in [RateInterval::Exact, RateInterval::MidP, RateInterval::Byar] {
        let interval = none.conf_int(method, Confidence::NINETY_FIVE).unwrap();
        assert_eq!(interval.low.get(), 0.0);
        assert!(interval.high.get() > 0.25 && interval.high.get() < 0.4, "{method:?}");
    }
    let logarithm = none.conf_int(RateInterval::WaldOfLogarithm, Confidence::NINETY_FIVE);
    assert_eq!(logarithm, Err(Undefined::NoEvents));
    assert_eq!(rate_ratio(none, none, RateRatioMethod::Exact, against(1.0)), Err(Undefined::NoEvents));
    assert_eq!(rate_ratio(some, none, RateRatioMethod::Wald, against(1.0)), Err(Undefined::NoEvents));
    assert_eq!(rate_ratio(some, some, RateRatioMethod::Exact, against(0.0)), Err(Undefined::BadOption));
    assert_eq!(rate_difference(none, none, Confidence::NINETY_FIVE), Err(Undefined::NoEvents));
    let infinite = rate_ratio(some, none, RateRatioMethod::Exact, against(1.0)).unwrap();
    assert_eq!((infinite.estimate, infinite.conf_int.high), (None, None));
    assert_eq!(none.test(against(f64::NAN)), Err(Undefined::BadOption));
    assert_eq!(none.test(against(0.0)).unwrap().p_value, 1.0);
    assert_eq!(some.test(against(0.0)).unwrap().p_value, 0.0);
}

/// R 4.2.2: `pnorm(-2)`; the standard error of the logarithm is `√(1/8 + 1/8)`.
#[test]
fn the_wald_test_of_a_ratio_measures_from_the_null_value() {
    let options = TestOptions { alternative: Alternative::Less, ..against(std::f64::consts::E) };
    let found = rate_ratio(rate(8, 3.0), rate(8, 3.0), RateRatioMethod::Wald, options).unwrap();
    assert!((found.p_value - 0.022_750_131_948_179_2).abs() < 1e-15, "{found:?}");
}

/// Under the upper limit, none and half of one event have half the probability that the level leaves out.
#[test]
fn a_level_of_next_to_nothing_has_a_mid_p_limit_of_its_own() {
    let level = Confidence::new(1e-17).unwrap();
    let mean = rate(1, 1.0).conf_int(RateInterval::MidP, level).unwrap().high.get();
    assert!(((-mean).exp() * (1.0 + 0.5 * mean) - 0.5).abs() < 1e-14, "{mean}");
}

proptest! {
    #![proptest_config(crate::effort::cases(256))]

    #[test]
    fn a_rate_lies_in_its_intervals(events in 0_u32..5_000, time in 0.01_f64..1e6) {
        let some = rate(events, time);
        for interval in METHODS.map(|method| some.conf_int(method, Confidence::NINETY_FIVE)).into_iter().flatten() {
            prop_assert!(interval.low.get() <= some.estimate() && some.estimate() <= interval.high.get());
        }
    }

    #[test]
    fn swapping_the_groups_turns_the_ratio_over(
        (x, y) in (1_u32..200, 1_u32..200), (t, s) in (0.1_f64..1e4, 0.1_f64..1e4)
    ) {
        for method in [RateRatioMethod::Exact, RateRatioMethod::MidP, RateRatioMethod::Wald] {
            let there = rate_ratio(rate(x, t), rate(y, s), method, against(1.0)).unwrap();
            let back = rate_ratio(rate(y, s), rate(x, t), method, against(1.0)).unwrap();
            prop_assert!((there.p_value - back.p_value).abs() < 1e-9 * there.p_value + 1e-300);
            let (there, back) = (there.conf_int.interval().unwrap(), back.conf_int.interval().unwrap());
            prop_assert!((there.low.get() * back.high.get() - 1.0).abs() < 1e-9);
        }
    }

    #[test]
    fn the_exact_interval_has_the_tails_asked_for(events in 1_u32..500, time in 0.1_f64..100.0) {
        let some = rate(events, time);
        let interval = some.conf_int(RateInterval::Exact, Confidence::NINETY_FIVE).unwrap();
        let p = |null_value, alternative| {
            some.test(TestOptions { alternative, ..against(null_value) }).unwrap().p_value
        };
        prop_assert!((p(interval.low.get(), Alternative::Greater) - 0.025).abs() < 1e-11);
        prop_assert!((p(interval.high.get(), Alternative::Less) - 0.025).abs() < 1e-11);
    }
}
