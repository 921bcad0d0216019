use proptest::prelude::*;

use super::*;
use crate::stats::StudentT;

/// t, df, noncentrality, P(T > t): mpmath 1.4.1, quadrature with 30 digits.
const SF: [(f64, f64, f64, f64); 14] = [
    (1.915_3, 58.0, 0.0, 0.030_194_621_083_635_555),
    (1.915_3, 58.0, 3.9, 0.975_121_462_806_904_7),
    (-4.97, 175.0, -2.9, 0.976_940_079_543_775),
    (2.0, 3.0, 1.0, 0.256_370_131_592_334_7),
    (12.0, 1_000.0, 10.0, 0.026_867_655_987_816_89),
    (8.0, 10.0, 1.0, 9.505_635_707_033_908e-5),
    (0.0, 5.0, 2.0, 0.977_249_868_051_820_8),
    (75.0, 10_262.0, 73.0, 0.038_321_086_611_674_42),
    // Far out on few degrees of freedom, and where the normal tail is below the smallest number.
    (1e4, 1.0, 0.0, 3.183_098_851_227_577e-5),
    (1e4, 2.0, 50.0, 2.500_968_675_246_979_3e-5),
    (1e8, 2.0, 5.0, 2.599_999_998_065_666_6e-15),
    (1e14, 1.0, 0.0, 3.183_098_861_837_907e-15),
    // Where the normal tail is nothing but for an s of next to nothing: 1 / (πt).
    (1e160, 1.0, 0.0, 3.183_098_861_837_907e-161),
    // By the incomplete beta function, as its noncentrality is nothing.
    (37.0, 1_000.0, 0.0, 8.650_394_404_956_531e-190),
];

#[test]
fn it_agrees_with_thirty_digits() {
    for (t, df, noncentrality, tail) in SF {
        let found = NoncentralT::new(df, noncentrality).unwrap();
        assert!((found.sf(t) / tail - 1.0).abs() < 1e-11, "t {t}, df {df}: {}", found.sf(t));
        assert!((found.cdf(t) - (1.0 - tail)).abs() < 1e-13, "t {t}, df {df}: {}", found.cdf(t));
    }
}

#[test]
fn far_from_the_noncentrality_nothing_is_left_and_no_search_is_endless() {
    for noncentrality in [1e4, 1e8, 1e200] {
        let found = NoncentralT::new(18.0, noncentrality).unwrap();
        assert_eq!((found.cdf(2.0), found.sf(2.0)), (0.0, 1.0), "{noncentrality}");
        let mirrored = NoncentralT::new(18.0, -noncentrality).unwrap();
        assert_eq!((mirrored.sf(-2.0), mirrored.cdf(-2.0)), (0.0, 1.0), "{noncentrality}");
    }
}

#[test]
fn far_out_the_density_keeps_its_digits() {
    // Around zero it is Student's: Γ((ν + 1)/2) / (√(νπ) Γ(ν/2)) (1 + x²/ν)^(−(ν + 1)/2), on one degree Cauchy's.
    let cauchy = |x: f64| 1.0 / (std::f64::consts::PI * (1.0 + x * x));
    let found = NoncentralT::new(1.0, 0.0).unwrap();
    for x in [1e-9, 0.3, 2.0, 200.0, 2e4] {
        assert!((found.pdf(x) / cauchy(x) - 1.0).abs() < 1e-8, "{x}: {}", found.pdf(x));
        assert!((found.pdf(-x) / cauchy(x) - 1.0).abs() < 1e-8, "-{x}: {}", found.pdf(-x));
    }
}

#[test]
fn far_out_on_either_side_the_density_is_the_difference_of_small_tails() {
    // Student's on five degrees: 8 / (3√5 π (1 + x²/5)³).
    let expected =
        |x: f64| 8.0 / (3.0 * sqrt(5.0) * std::f64::consts::PI * libm::pow(1.0 + x * x / 5.0, 3.0));
    let found = NoncentralT::new(5.0, 0.0).unwrap();
    for x in [-1_000.0, 1_000.0] {
        assert!((found.pdf(x) / expected(x) - 1.0).abs() < 1e-8, "{x}: {}", found.pdf(x));
    }
}

/// R 4.2.2: `s <- seq(-40, 5, by = .001); .001 * sum(exp(log(2) + dnorm(exp(s), log = TRUE) + s +
/// pnorm(-.125 * exp(s) + 32.25, lower.tail = FALSE, log.p = TRUE)))`.
#[test]
fn beyond_thirty_deviations_and_for_large_scales_the_tail_keeps_its_digits() {
    let tail = 1.057_311_138_755_952_4e-224;
    let found =
        [NoncentralT::new(1.0, -32.25).unwrap().sf(-0.125), NoncentralT::new(1.0, 32.25).unwrap().cdf(0.125)];
    for tail_found in found {
        assert!((tail_found / tail - 1.0).abs() < 1e-11, "{tail_found:e}");
    }
}

/// t, df, noncentrality, P(T > t), P(T ≤ t): mpmath 1.4.1, quadrature over the normal deviate with 30 digits.
const FAR: [(f64, f64, f64, f64, f64); 6] = [
    (2e4, 58.0, 1e4, 9.406_163_485_939_287e-10, 0.999_999_999_059_383_6),
    (1.2e4, 58.0, 1e4, 0.036_924_767_514_916_26, 0.963_075_232_485_083_7),
    (8e3, 58.0, 1e4, 0.996_042_553_228_254_6, 0.003_957_446_771_745_437),
    (3e5, 3.0, 1e5, 0.046_357_826_914_576_36, 0.953_642_173_085_423_6),
    (1.3e5, 400.0, 1e5, 5.220_345_333_212_659e-12, 0.999_999_999_994_779_7),
    (8e5, 5.0, 1e6, 0.833_123_640_615_477, 0.166_876_359_384_523_1),
];

#[test]
fn of_large_noncentralities_both_tails_keep_their_digits() {
    for (t, df, noncentrality, above, below) in FAR {
        let found = NoncentralT::new(df, noncentrality).unwrap();
        let mirrored = NoncentralT::new(df, -noncentrality).unwrap();
        for (found, expected) in
            [(found.sf(t), above), (found.cdf(t), below), (mirrored.sf(-t), below), (mirrored.cdf(-t), above)]
        {
            assert!((found / expected - 1.0).abs() < 1e-12, "t {t}, df {df}: {found}");
        }
    }
}

/// R 4.2.2: `sqrt(qchisq(c(.025, .975), 58) / 58)`, as the normal deviate is of no account beside such statistics.
#[test]
fn limits_of_the_largest_statistics_are_those_of_the_scale() {
    for statistic in [1e9, 1e12, 1e100] {
        let (low, high) = noncentrality_limits(statistic, 58.0, 0.025).unwrap();
        assert!((low / statistic / 0.818_361_591_472_99 - 1.0).abs() < 1e-12, "{statistic:e}: {low}");
        assert!((high / statistic / 1.181_287_957_876_08 - 1.0).abs() < 1e-12, "{statistic:e}: {high}");
    }
}

#[test]
fn all_lies_between_the_infinities() {
    let found = NoncentralT::new(4.0, 1.5).unwrap();
    assert_eq!((found.cdf(f64::INFINITY), found.sf(f64::INFINITY)), (1.0, 0.0));
    assert_eq!((found.cdf(f64::NEG_INFINITY), found.sf(f64::NEG_INFINITY)), (0.0, 1.0));
}

#[test]
fn a_limit_is_found_from_where_the_tail_rounds_to_one() {
    let (low, _) = noncentrality_limits(60.0, 1.0, 1e-100).unwrap();
    let tail = NoncentralT::new(1.0, low).unwrap().sf(60.0);
    assert!((tail / 1e-100 - 1.0).abs() < 1e-9, "{low}: {tail:e}");
}

#[test]
fn what_has_no_distribution_is_refused() {
    assert_eq!(NoncentralT::new(0.5, 1.0), None);
    assert_eq!(NoncentralT::new(5.0, f64::NAN), None);
    assert_eq!(noncentrality_limits(1.0, 5.0, 0.5), None);
    assert_eq!(noncentrality_limits(f64::INFINITY, 5.0, 0.025), None);
}

proptest! {
    #![proptest_config(crate::effort::cases(256))]

    #[test]
    fn around_zero_it_is_students_t(t in -30.0_f64..30.0, df in 1_u32..3_000) {
        let df = f64::from(df);
        let (found, expected) = (NoncentralT::new(df, 0.0).unwrap().sf(t), StudentT::new(df).unwrap().sf(t));
        prop_assert!((found / expected - 1.0).abs() < 1e-11, "{found} {expected}");
    }

    #[test]
    fn limits_leave_the_tail_that_was_asked_for(
        t in -60.0_f64..60.0, log_df in 0.0_f64..6.0, tail in 0.001_f64..0.2
    ) {
        let df = libm::pow(10.0, log_df);
        let (low, high) = noncentrality_limits(t, df, tail).unwrap();
        prop_assert!(low < high);
        prop_assert!((NoncentralT::new(df, low).unwrap().sf(t) / tail - 1.0).abs() < 1e-9);
        prop_assert!((NoncentralT::new(df, high).unwrap().cdf(t) / tail - 1.0).abs() < 1e-9);
    }
}
