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
