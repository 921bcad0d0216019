//! What holds for all distributions, and what none of them may be asked.

use std::f64::consts::FRAC_1_SQRT_2;

use proptest::prelude::*;

use super::*;

#[test]
fn parameters_that_no_distribution_has_are_refused() {
    for bad in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        assert_eq!((FisherF::new(bad, 3.0), FisherF::new(3.0, bad)), (None, None));
        assert_eq!((Beta::new(bad, 1.0), Gamma::new(1.0, bad)), (None, None));
        assert_eq!((NegativeBinomial::new(bad, 0.5), NegativeBinomial::with_mean(1.0, bad)), (None, None));
        assert_eq!((NoncentralF::new(bad, 3.0, 1.0), NoncentralChiSquared::new(bad, 1.0)), (None, None));
    }
    assert_eq!((Binomial::new(3, 1.1), Poisson::new(-1.0)), (None, None));
    assert_eq!((StudentizedRange::new(1, 9.0), StudentizedRange::new(3, 0.5)), (None, None));
    assert_eq!(Dunnett::new(&[], 9.0, Sides::Two), None);
    assert_eq!(Dunnett::new(&[1.0], 9.0, Sides::Two), None);
    assert_eq!(Dunnett::of_group_sizes(0, &[3], 9.0, Sides::One), None);
    assert_eq!(Dunnett::of_group_sizes(3, &[3, 0], 9.0, Sides::One), None);
    assert_eq!(NegativeBinomial::new(2.0, 0.0), None);
    assert_eq!(NegativeBinomial::new(2.0, 1.0), None);
    assert!(Dunnett::new(&[0.5], 1.0, Sides::Two).is_some());
}

#[test]
fn densities_at_the_ends_are_those_of_a_power() {
    let beta = |a: f64, b: f64, x: f64| Beta::new(a, b).unwrap().pdf(x);
    // b (1 − x)^(b − 1) and a x^(a − 1).
    let is_near = |found: f64, expected: f64| (found / expected - 1.0).abs() < 1e-15;
    assert!(is_near(beta(1.0, 3.0, 0.0), 3.0) && is_near(beta(4.0, 1.0, 1.0), 4.0));
    assert_eq!(
        [beta(2.0, 2.0, 0.0), beta(2.0, 2.0, 1.0), beta(2.0, 2.0, -0.5), beta(2.0, 2.0, 1.5)],
        [0.0; 4]
    );
    assert_eq!([beta(0.5, 2.0, 0.0), beta(2.0, 0.5, 1.0)], [f64::INFINITY; 2]);
    assert_eq!([beta(0.5, 0.5, -1e-9), beta(0.5, 0.5, 2.0)], [0.0; 2]);
    let gamma = |shape: f64, x: f64| Gamma::new(shape, 2.0).unwrap().pdf(x);
    // e^(−x/2) / 2 for a shape of 1.
    assert!(is_near(gamma(1.0, 0.0), 0.5));
    assert_eq!([gamma(1.0, -1.0), gamma(1.0, f64::INFINITY)], [0.0; 2]);
    assert_eq!([gamma(0.5, 0.0), gamma(0.5, -1.0), gamma(2.0, 0.0)], [f64::INFINITY, 0.0, 0.0]);
    let f = |df1: f64, x: f64| FisherF::new(df1, 5.0).unwrap().pdf(x);
    // (1 + 2x/5)^(−7/2) for two degrees of freedom.
    assert_eq!([f(2.0, 0.0), f(2.0, -1.0), f(2.0, f64::INFINITY)], [1.0, 0.0, 0.0]);
    assert_eq!([f(1.0, 0.0), f(1.0, -1.0), f(3.0, 0.0)], [f64::INFINITY, 0.0, 0.0]);
    let noncentral = (NoncentralF::new(3.0, 5.0, 2.0).unwrap(), NoncentralChiSquared::new(3.0, 2.0).unwrap());
    for x in [f64::NEG_INFINITY, -1.0, 0.0, f64::INFINITY] {
        assert_eq!((noncentral.0.pdf(x), noncentral.1.pdf(x)), (0.0, 0.0), "{x}");
    }
}

#[test]
fn no_failure_at_all_keeps_its_digits() {
    // (1 + m/n)^(−n) is e^(−m) when n is large, and pⁿ by hand for the others.
    let rare = NegativeBinomial::with_mean(1e14, 1e-3).unwrap();
    assert!((rare.ln_pmf(0) / -1e-3 - 1.0).abs() < 1e-12);
    assert!((NegativeBinomial::new(3.0, 0.25).unwrap().pmf(0) * 64.0 - 1.0).abs() < 1e-15);
    assert!((NegativeBinomial::new(3.0, 0.75).unwrap().pmf(0) * 64.0 / 27.0 - 1.0).abs() < 1e-15);
}

#[test]
fn no_point_gives_what_is_no_probability() {
    let f = FisherF::new(2.5, 7.0).unwrap();
    let gamma = Gamma::new(0.3, 2.0).unwrap();
    let beta = Beta::new(0.4, 3.0).unwrap();
    let range = StudentizedRange::new(3, 12.0).unwrap();
    let mixed = NoncentralF::new(2.0, 7.0, 3.0).unwrap();
    let shifted = NoncentralT::new(2.0, 3.0).unwrap();
    let dunnett = Dunnett::new(&[0.7, 0.5], 12.0, Sides::Two).unwrap();
    for x in [f64::NEG_INFINITY, -1.0, 0.0, 1e-320, 1.0, 1e308, f64::INFINITY, f64::NAN] {
        for tails in [
            [f.cdf(x), f.sf(x)],
            [gamma.cdf(x), gamma.sf(x)],
            [beta.cdf(x), beta.sf(x)],
            [range.cdf(x), range.sf(x)],
            [mixed.cdf(x), mixed.sf(x)],
            [shifted.cdf(x), shifted.sf(x)],
            [dunnett.cdf(x), dunnett.sf(x)],
        ] {
            assert!(tails.iter().all(|tail| (0.0..=1.0).contains(tail)), "{x}: {tails:?}");
        }
    }
    for p in [0.0, 1.0, -0.5, f64::NAN] {
        assert_eq!((f.quantile(p), beta.quantile(p), range.quantile(p)), (None, None, None));
        assert_eq!(Poisson::new(3.0).unwrap().quantile(p), None);
    }
}

#[test]
fn certain_success_and_no_mean_leave_no_choice() {
    let sure = Binomial::new(5, 1.0).unwrap();
    assert_eq!((sure.pmf(5), sure.cdf(4), sure.sf(4), sure.quantile(0.5)), (1.0, 0.0, 1.0, Some(5)));
    let never = Poisson::new(0.0).unwrap();
    assert_eq!((never.pmf(0), never.cdf(0), never.sf(0), never.quantile(0.9)), (1.0, 1.0, 0.0, Some(0)));
    assert_eq!(Binomial::new(0, 0.3).unwrap().quantile(0.5), Some(0));
}

#[test]
fn the_largest_of_one_comparison_is_students_t() {
    let t = |df: f64, x: f64| StudentT::new(df).unwrap().sf(x);
    let largest = |loading: f64, df: f64, sides, x: f64| Dunnett::new(&[loading], df, sides).unwrap().sf(x);
    for (df, x) in [(1.0, 1e4), (3.0, 500.0), (40.0, 2.0)] {
        assert!((largest(0.5, df, Sides::Two, x) / (2.0 * t(df, x)) - 1.0).abs() < 1e-10);
        assert!((largest(0.99, df, Sides::One, x) / t(df, x) - 1.0).abs() < 1e-10);
    }
    for x in [-1e4, -1e6] {
        assert!((largest(0.5, 100.0, Sides::One, x) - 1.0).abs() < 1e-12, "{x}");
    }
}

#[test]
fn far_out_the_range_of_two_is_students_t() {
    // The difference of two deviates has a variance of 2.
    for (df, q) in [(3.0, 1_000.0), (5.0, 200.0)] {
        let expected = 2.0 * StudentT::new(df).unwrap().sf(q / sqrt(2.0));
        let found = StudentizedRange::new(2, df).unwrap().sf(q);
        assert!((found / expected - 1.0).abs() < 1e-10, "{df} {q}: {found:e} {expected:e}");
    }
}

#[test]
fn with_a_known_deviation_the_range_of_two_is_a_normal_deviates() {
    let range = StudentizedRange::new(2, f64::INFINITY).unwrap();
    for q in [0.01, 1.0, 30.0] {
        let (tail, density) = (2.0 * Normal.sf(q / sqrt(2.0)), sqrt(2.0) * Normal.pdf(q / sqrt(2.0)));
        assert!((range.sf(q) / tail - 1.0).abs() < 1e-12, "{q}: {:e}", range.sf(q));
        assert!((range.pdf(q) / density - 1.0).abs() < 1e-12, "{q}: {:e}", range.pdf(q));
    }
}

#[test]
fn a_range_of_nothing_is_exceeded_for_certain_however_many_groups() {
    let range = StudentizedRange::new(100_000, 12.0).unwrap();
    assert_eq!((range.cdf(0.0), range.sf(0.0)), (0.0, 1.0));
}

#[test]
fn far_out_students_tail_is_a_power() {
    // x^(−ν): 30 magnitudes further it is 15 smaller on half a degree of freedom, 60 on two.
    for (df, smaller) in [(0.5, 1e-15), (2.0, 1e-60)] {
        let t = StudentT::new(df).unwrap();
        assert!((t.sf(1e120) / (smaller * t.sf(1e90)) - 1.0).abs() < 1e-12, "{df}");
    }
}

#[test]
fn near_the_median_a_quantile_keeps_its_digits() {
    let step = libm::ldexp(1.0, -12);
    let (found, expected) =
        (StudentT::new(1.0).unwrap().quantile(0.5 + step).unwrap(), libm::tan(std::f64::consts::PI * step));
    assert!((found / expected - 1.0).abs() < 1e-11, "{found} {expected}");
}

#[test]
fn a_quantile_is_found_by_halves_where_there_is_no_density() {
    /// All of the tail falls at one point.
    struct Edge {
        at: f64,
        start: f64,
    }
    impl Symmetric for Edge {
        fn density(&self, _: f64) -> f64 {
            0.0
        }
        fn upper_tail(&self, x: f64) -> f64 {
            if x < self.at { 0.4 } else { 0.1 }
        }
        fn first_guess(&self, _: f64) -> f64 {
            self.start
        }
    }
    // Twice the last start is the largest number that is looked at.
    for (at, start) in [(0.3, 0.0), (1e3, 0.0), (1e200, 0.0), (7e299, 5e299)] {
        let found = upper_quantile(&Edge { at, start }, 0.2).unwrap();
        assert!((found / at - 1.0).abs() < 1e-15, "{at}: {found}");
    }
    assert_eq!(upper_quantile(&Edge { at: 1e301, start: 0.0 }, 0.2), None);
}

proptest! {
    #![proptest_config(crate::effort::cases(256))]

    #[test]
    fn quantiles_lead_back_to_their_tail(
        p in 1e-8_f64..0.999_999, a in 0.3_f64..300.0, b in 0.3_f64..300.0
    ) {
        let (f, beta, gamma) = (FisherF::new(a, b).unwrap(), Beta::new(a, b).unwrap(), Gamma::new(a, b).unwrap());
        for found in [
            f.cdf(f.quantile(p).unwrap()),
            f.sf(f.upper_quantile(p).unwrap()),
            gamma.cdf(gamma.quantile(p).unwrap()),
            gamma.sf(gamma.upper_quantile(p).unwrap()),
        ] {
            prop_assert!((found / p - 1.0).abs() < 1e-10, "{found} {p}");
        }
        prop_assert!((beta.cdf(beta.quantile(p).unwrap()) - p).abs() < 1e-10);
    }

    #[test]
    fn the_reciprocal_of_f_has_its_degrees_of_freedom_turned(x in 1e-4_f64..1e4, a in 0.5_f64..80.0, b in 0.5_f64..80.0) {
        let (one, other) = (FisherF::new(a, b).unwrap().sf(x), FisherF::new(b, a).unwrap().cdf(1.0 / x));
        prop_assert!((one - other).abs() <= 1e-12 * one);
    }

    #[test]
    fn a_square_of_t_is_f_with_one_degree_of_freedom(t in 0.01_f64..40.0, df in 1_u32..500) {
        let df = f64::from(df);
        let (one, other) = (2.0 * StudentT::new(df).unwrap().sf(t), FisherF::new(1.0, df).unwrap().sf(t * t));
        prop_assert!((one / other - 1.0).abs() < 1e-11);
    }

    #[test]
    fn the_count_at_a_quantile_is_the_first_that_reaches_it(p in 0.001_f64..0.999, n in 1_u64..400, success in 0.01_f64..0.99) {
        let binomial = Binomial::new(n, success).unwrap();
        let k = binomial.quantile(p).unwrap();
        prop_assert!(binomial.cdf(k) >= p * (1.0 - 1e-12));
        prop_assert!(k == 0 || binomial.cdf(k - 1) < p);
        prop_assert!((binomial.cdf(k) + binomial.sf(k) - 1.0).abs() < 1e-14);
    }
}

/// Groups, degrees of freedom, q, P(Q > q), P(Q ≤ q), density: nested adaptive quadrature by scipy 1.17.1, to 1e-13.
const RANGES_OF_MANY: [(u32, f64, f64, f64, f64, f64); 6] = [
    (30, 3.0, 3.0, 0.835_169_531_384_631_3, 0.164_830_468_615_368_68, 0.210_301_182_878_246_26),
    (50, 10.0, 6.0, 0.180_390_818_274_514_6, 0.819_609_181_725_485_4, 0.147_103_092_296_934_6),
    (50, 10.0, 3.0, 0.956_496_447_280_029_6, 0.043_503_552_719_970_834, 0.129_234_038_953_377),
    (200, 60.0, 2.0, 1.0, 3.334_279_951_325_321_3e-18, 1.391_186_692_692_776_5e-16),
    (1_000, 20.0, 9.0, 0.050_608_403_772_607_49, 0.949_391_596_227_388_8, 0.056_163_662_277_882_664),
    (1_000, 20.0, 6.0, 0.702_444_801_227_958_5, 0.297_555_198_772_042_23, 0.340_512_536_039_883_4),
];

#[test]
fn the_range_of_many_keeps_its_digits() {
    for (groups, df, q, above, below, density) in RANGES_OF_MANY {
        let range = StudentizedRange::new(groups, df).unwrap();
        for (found, expected) in [(range.sf(q), above), (range.cdf(q), below), (range.pdf(q), density)] {
            assert!((found / expected - 1.0).abs() < 1e-12, "{groups} {df} {q}: {found:e} {expected:e}");
        }
    }
}

/// Comparisons, their loading, degrees of freedom, sides, d, P(max > d), P(max ≤ d): as above.
const COMPARISONS_OF_MANY: [(usize, f64, f64, Sides, f64, f64, f64); 8] = [
    (50, FRAC_1_SQRT_2, 10.0, Sides::Two, 3.0, 0.184_633_053_247_732_13, 0.815_366_946_752_267_8),
    (50, FRAC_1_SQRT_2, 10.0, Sides::Two, 1.0, 0.996_858_681_770_468_8, 0.003_141_318_229_531_191),
    (100, 0.95, 20.0, Sides::Two, 2.5, 0.103_449_731_558_243_84, 0.896_550_268_441_758_8),
    (100, 0.95, 20.0, Sides::One, 2.5, 0.051_724_885_498_322_21, 0.948_275_114_501_680_3),
    (100, 0.95, 20.0, Sides::Two, 0.5, 0.999_793_135_204_497_4, 0.000_206_864_795_505_156_23),
    (100, 0.95, 60.0, Sides::Two, 0.25, 1.0, 3.118_979_661_672_014_4e-19),
    (1_000, 0.8, 60.0, Sides::Two, 0.8, 1.0, 3.029_906_832_969_932e-23),
    (100, FRAC_1_SQRT_2, 60.0, Sides::Two, 0.5, 1.0, 2.404_463_760_665_860_3e-22),
];

#[test]
fn many_comparisons_with_one_control_keep_their_digits() {
    for (count, loading, df, sides, d, above, below) in COMPARISONS_OF_MANY {
        let largest = Dunnett::new(&vec![loading; count], df, sides).unwrap();
        for (found, expected) in [(largest.sf(d), above), (largest.cdf(d), below)] {
            assert!(
                (found / expected - 1.0).abs() < 1e-12,
                "{count} {loading} {df} {d}: {found:e} {expected:e}"
            );
        }
    }
}
