use proptest::prelude::*;

use super::*;
use crate::stats::Normal;

const METHODS: [KolmogorovSmirnovMethod; 2] =
    [KolmogorovSmirnovMethod::Exact, KolmogorovSmirnovMethod::Asymptotic];

#[test]
fn samples_without_values_or_with_bad_ones_are_refused() {
    for method in METHODS {
        let one = |values: &[f64]| {
            one_sample_kolmogorov_smirnov(values, |x| Normal.cdf(x), Alternative::TwoSided, method)
        };
        assert_eq!(one(&[]), Err(Undefined::TooFewValues));
        assert_eq!(one(&[f64::NAN]), Err(Undefined::BadValues));
        let unknown = one_sample_kolmogorov_smirnov(&[1.0], |_| f64::NAN, Alternative::Less, method);
        assert_eq!(unknown, Err(Undefined::BadValues));
        let two = |a: &[f64], b: &[f64]| two_sample_kolmogorov_smirnov(a, b, Alternative::TwoSided, method);
        assert_eq!(two(&[], &[1.0]), Err(Undefined::TooFewValues));
        assert_eq!(two(&[1.0; 3], &[1.0; 4]), Ok(KolmogorovSmirnov { statistic: 0.0, p_value: 1.0 }));
    }
}

/// scipy 1.17.1, `stats.kstwo.sf(d, n)`; of 1000 values, where scipy approximates, R 4.2.2.
#[test]
fn exact_tails_keep_their_digits_far_out() {
    for (n, d, tail) in KSTWO {
        let found = kolmogorov::two_sided(n, d);
        assert!((found - tail).abs() <= 1e-10 * tail, "{n} {d}: {found:e} {tail:e}");
    }
}

/// The smallest distance of `n` values is 1 / 2n, so that any is as large.
#[test]
fn the_exact_distribution_is_of_two_thousand_values_at_most() {
    let ask = |n: u32| {
        let values: Vec<f64> = (0..n).map(|place| (f64::from(place) + 0.5) / f64::from(n)).collect();
        one_sample_kolmogorov_smirnov(&values, |x| x, Alternative::TwoSided, KolmogorovSmirnovMethod::Exact)
    };
    assert!((ask(2_000).unwrap().p_value - 1.0).abs() < 1e-12);
    assert_eq!(ask(2_001), Err(Undefined::TooManyValues));
}

#[test]
fn the_exact_distribution_is_of_twenty_million_pairs_at_most() {
    let ask = |second: usize| {
        let (first, second) = ([0.0; 100], vec![0.0; second]);
        two_sample_kolmogorov_smirnov(&first, &second, Alternative::TwoSided, KolmogorovSmirnovMethod::Exact)
    };
    assert!(ask(200_000).is_ok());
    assert_eq!(ask(200_001), Err(Undefined::TooManyValues));
}

/// Of one value `P(D⁺ ≥ d)` is 1 − d; of two `P(D < d)` is `2 (2d − ½)²` from ¼ to ½ and 0 below; of a thousand
/// `P(D < 1/1000)` is `1000! / 1000^1000`, some 1e-433.
#[test]
fn exact_tails_of_few_values_and_of_small_distances_are_those_by_hand() {
    let half_step = 0.5 * f64::EPSILON;
    assert!((kolmogorov::one_sided(1, 1.0 - half_step) / half_step - 1.0).abs() < 1e-12);
    assert!((kolmogorov::two_sided(2, 0.4) - 0.82).abs() < 1e-15);
    assert!((kolmogorov::two_sided(2, 0.2) - 1.0).abs() < 1e-15);
    assert_eq!(kolmogorov::two_sided(1_000, 0.001), 1.0);
}

/// R 4.2.2, `1 - .Call(stats:::C_pKS2, x, 1e-16)`; at 5 the first term alone, `2 exp(−50)`.
#[test]
fn the_limit_is_right_on_both_sides_of_where_its_forms_meet() {
    let tails = [
        (0.1, 1.0),
        (0.5, 0.963_945_243_664_875_1),
        (0.9, 0.392_730_707_940_654_2),
        (1.0, 0.269_999_671_677_354_5),
        (1.1, 0.177_718_192_606_401_2),
        (5.0, 3.857_499_695_927_835_6e-22),
    ];
    for (x, tail) in tails {
        let found = kolmogorov::limit(x);
        assert!((found - tail).abs() <= 1e-13 * tail, "{x}: {found:e} {tail:e}");
    }
}

proptest! {
    #![proptest_config(crate::effort::cases(256))]

    #[test]
    fn the_exact_p_value_is_that_of_every_deal(
        first in prop::collection::vec((0_u8..6).prop_map(f64::from), 1..6), second in prop::collection::vec((0_u8..6).prop_map(f64::from), 1..6)
    ) {
        let pooled: Vec<f64> = first.iter().chain(&second).copied().collect();
        for alternative in [Alternative::TwoSided, Alternative::Less, Alternative::Greater] {
            let ask = |a: &[f64], b: &[f64]| two_sample_kolmogorov_smirnov(a, b, alternative, KolmogorovSmirnovMethod::Exact).unwrap();
            let found = ask(&first, &second);
            let deals: Vec<u32> = (0_u32..1 << pooled.len()).filter(|deal| deal.count_ones() as usize == first.len()).collect();
            let is_as_far = |deal: &&u32| {
                let (a, b): (Vec<_>, Vec<_>) = pooled.iter().enumerate().partition(|(place, _)| **deal >> place & 1 == 1);
                let strip = |side: Vec<(usize, &f64)>| side.into_iter().map(|(_, value)| *value).collect::<Vec<f64>>();
                let (above, below) = Pooled::new(&strip(a), &strip(b)).distances();
                largest(above, below, alternative) >= found.statistic - 1e-9
            };
            let expected = deals.iter().filter(is_as_far).count() as f64 / deals.len() as f64;
            prop_assert!((found.p_value - expected).abs() < 1e-13, "{} {expected}", found.p_value);
        }
    }
}

const KSTWO: [(u64, f64, f64); 8] = [
    (10, 0.2, 0.748_719_039_999_999_9),
    (10, 0.4, 0.058_989_245_199_999_26),
    (25, 0.3, 0.017_178_118_323_490_7),
    (50, 0.1, 0.662_311_270_465_818_6),
    (100, 0.13, 0.062_092_340_698_762_53),
    (100, 0.25, 5.408_871_776_434_847e-06),
    (400, 0.11, 0.000_113_781_680_229_01),
    (1_000, 0.03, 0.322_690_246_413_304_9),
];
