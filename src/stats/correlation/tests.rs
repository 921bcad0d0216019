use proptest::prelude::*;

use super::*;

const NINETY_FIVE: Confidence = Confidence::NINETY_FIVE;

fn spearman(
    pairs: &[[f64; 2]],
    method: SpearmanMethod,
    alternative: Alternative,
) -> Result<Spearman, Undefined> {
    spearman_correlation(pairs, method, alternative, NINETY_FIVE, SpearmanInterval::default())
}

fn kendall(
    pairs: &[[f64; 2]],
    method: KendallMethod,
    alternative: Alternative,
) -> Result<Kendall, Undefined> {
    kendall_correlation(pairs, method, alternative, NINETY_FIVE)
}

#[test]
fn pairs_without_a_correlation_are_refused() {
    let both = Alternative::TwoSided;
    let all = |pairs: &[[f64; 2]]| {
        [
            pearson_correlation(pairs, both, NINETY_FIVE).err(),
            spearman(pairs, SpearmanMethod::AsR, both).err(),
            spearman(pairs, SpearmanMethod::StudentT, both).err(),
            kendall(pairs, KendallMethod::Exact, both).err(),
            kendall(pairs, KendallMethod::Normal, both).err(),
        ]
    };
    assert_eq!(all(&[]), [Some(Undefined::TooFewValues); 5]);
    assert_eq!(all(&[[1.0, 2.0]]), [Some(Undefined::TooFewValues); 5]);
    assert_eq!(all(&[[1.0, 2.0], [1.0, 3.0], [1.0, 5.0]]), [Some(Undefined::NoSpread); 5]);
    assert_eq!(all(&[[1.0, 2.0], [f64::NAN, 3.0], [1.0, 5.0]]), [Some(Undefined::BadValues); 5]);
    let two = [[1.0, 2.0], [2.0, 1.0]];
    assert_eq!(all(&two).map(|error| error.is_none()), [false, true, false, true, false]);
}

#[test]
fn a_perfect_correlation_has_an_infinite_t_and_a_point_for_an_interval() {
    let pairs: Vec<[f64; 2]> = (1..=6).map(|i| [f64::from(i), -2.0 * f64::from(i)]).collect();
    let found = pearson_correlation(&pairs, Alternative::TwoSided, NINETY_FIVE).unwrap();
    assert_eq!((found.statistic, found.p_value, found.estimate), (None, 0.0, -1.0));
    assert_eq!(found.conf_int.low, Finite::new(-1.0));
    let greater = pearson_correlation(&pairs, Alternative::Greater, NINETY_FIVE).unwrap();
    assert_eq!(greater.p_value, 1.0);
    let exact = kendall(&pairs, KendallMethod::Exact, Alternative::TwoSided).unwrap();
    assert!((exact.p_value - 2.0 / 720.0).abs() < 1e-15 && exact.estimate == -1.0);
}

/// What sums leave of equal values is no spread, and that of zeros is none at all.
#[test]
fn equal_values_are_known_whatever_their_size() {
    for value in [0.0, 1_000_000.1] {
        let pairs = [1.0, 2.0, 4.0, 3.0, 7.0, 5.0, 8.0].map(|other| [value, other]);
        let turned = pairs.map(|[x, y]| [y, x]);
        for pairs in [pairs, turned] {
            let found = pearson_correlation(&pairs, Alternative::TwoSided, NINETY_FIVE);
            assert_eq!(found, Err(Undefined::NoSpread));
        }
    }
}

#[test]
fn the_fewest_pairs_have_a_test_but_no_interval() {
    let open = Limits { low: None, high: None };
    let both = Alternative::TwoSided;
    let pairs = [[1.0, 2.0], [2.0, 5.0], [3.0, 3.0], [4.0, 9.0]];
    assert_eq!(pearson_correlation(&pairs[..3], both, NINETY_FIVE).unwrap().conf_int, open);
    assert_eq!(spearman(&pairs[..3], SpearmanMethod::AsR, both).unwrap().conf_int, open);
    assert_eq!(kendall(&pairs, KendallMethod::Exact, both).unwrap().conf_int, open);
    // Three pairs in one order: 3 by the root of 3 · 2 · 11 / 18.
    let ordered = [[1.0, 2.0], [2.0, 3.0], [3.0, 5.0]];
    let normal = kendall(&ordered, KendallMethod::Normal, both).unwrap();
    assert!((normal.statistic - 3.0 / sqrt(11.0 / 3.0)).abs() < 1e-15);
}

#[test]
fn the_sign_of_zero_is_no_order() {
    let of = |zero: f64| {
        let pairs = [[zero, 3.0], [0.0, 1.0], [2.0, zero], [2.0, 0.0], [5.0, 4.0]];
        kendall(&pairs, KendallMethod::Normal, Alternative::TwoSided).unwrap()
    };
    assert_eq!(of(-0.0), of(0.0));
}

#[test]
fn ties_in_either_variable_end_exact_tests() {
    let pairs = [[1.0, 2.0], [2.0, 5.0], [2.0, 3.0], [4.0, 9.0]];
    for pairs in [pairs, pairs.map(|[x, y]| [y, x])] {
        let found = kendall(&pairs, KendallMethod::Exact, Alternative::TwoSided).unwrap();
        assert_eq!(found.method, KendallMethod::Normal);
        let found = spearman(&pairs, SpearmanMethod::AsR, Alternative::TwoSided).unwrap();
        assert_eq!(found.distribution, SpearmanDistribution::StudentT);
    }
}

#[test]
fn exact_tests_go_as_far_as_they_say() {
    let in_order = |n: u32| -> Vec<[f64; 2]> { (0..n).map(|i| [f64::from(i); 2]).collect() };
    let both = Alternative::TwoSided;
    let counted = |n| kendall(&in_order(n), KendallMethod::Exact, both).map(|found| found.method);
    assert_eq!(counted(200), Ok(KendallMethod::Exact));
    assert_eq!(counted(201), Err(Undefined::TooManyValues));
    let distribution = |n, method| spearman(&in_order(n), method, both).map(|found| found.distribution);
    assert_eq!(distribution(11, SpearmanMethod::Permutation), Ok(SpearmanDistribution::Permutation));
    assert_eq!(distribution(12, SpearmanMethod::Permutation), Err(Undefined::TooManyValues));
    assert_eq!(distribution(1_290, SpearmanMethod::AsR), Ok(SpearmanDistribution::Edgeworth));
    assert_eq!(distribution(1_291, SpearmanMethod::AsR), Ok(SpearmanDistribution::StudentT));
}

/// R 4.2.2: `cor.test(x, y, method = "spearman", exact = TRUE)`.
#[test]
fn an_inverse_correlation_has_twice_its_upper_tail() {
    let y = [8.0, 3.0, 11.0, 6.0, 10.0, 1.0, 12.0, 5.0, 2.0, 9.0, 4.0, 7.0];
    let pairs: Vec<[f64; 2]> = (1..=12).zip(y).map(|(x, y)| [f64::from(x), y]).collect();
    let found = spearman(&pairs, SpearmanMethod::AsR, Alternative::TwoSided).unwrap();
    assert_eq!(found.distribution, SpearmanDistribution::Edgeworth);
    assert!((found.p_value - 0.667_150_535_987_428_5).abs() < 1e-12, "{found:?}");
}

#[test]
fn a_perfect_correlation_is_found_by_the_alternative_on_its_side() {
    for slope in [-1.0, 1.0] {
        let pairs: Vec<[f64; 2]> = (1..=6).map(|i| [f64::from(i), slope * f64::from(i)]).collect();
        let p = |alternative| pearson_correlation(&pairs, alternative, NINETY_FIVE).unwrap().p_value;
        let (less, greater) = if slope < 0.0 { (0.0, 1.0) } else { (1.0, 0.0) };
        assert_eq!((p(Alternative::Less), p(Alternative::Greater)), (less, greater));
    }
}

fn scores(least: usize, most: usize) -> impl Strategy<Value = Vec<[f64; 2]>> {
    let pair = (0_i8..9, 0_i8..9).prop_map(|(x, y)| [f64::from(x) * 0.5, f64::from(y)]);
    prop::collection::vec(pair, least..=most)
}

/// Every order of the second variable.
fn orders(n: usize) -> Vec<Vec<usize>> {
    (1..=n).fold(vec![vec![]], |orders, next| {
        orders
            .iter()
            .flat_map(|order: &Vec<usize>| {
                (0..next).map(move |at| {
                    let mut order = order.clone();
                    order.insert(at, next - 1);
                    order
                })
            })
            .collect()
    })
}

#[test]
fn three_pairs_on_a_line_are_perfectly_correlated() {
    let (rising, falling) = (
        [[243.0, 487.0], [606.0, 1213.0], [557.0, 1115.0]],
        [[133.0, -267.0], [378.0, -757.0], [937.0, -1875.0]],
    );
    for (pairs, expected) in [(rising, 1.0), (falling, -1.0)] {
        let found = pearson_correlation(&pairs, Alternative::TwoSided, NINETY_FIVE).unwrap();
        assert_eq!((found.estimate, found.p_value), (expected, 0.0));
    }
}

proptest! {
    #![proptest_config(crate::effort::cases(256))]

    #[test]
    fn the_permutation_p_value_is_that_of_every_order(pairs in scores(3, 6)) {
        for alternative in [Alternative::TwoSided, Alternative::Less, Alternative::Greater] {
            let Ok(found) = spearman(&pairs, SpearmanMethod::Permutation, alternative) else { continue };
            let rho = |order: &Vec<usize>| {
                let shuffled: Vec<[f64; 2]> = pairs.iter().zip(order).map(|([x, _], &at)| [*x, pairs[at][1]]).collect();
                spearman(&shuffled, SpearmanMethod::StudentT, Alternative::Less).unwrap().estimate
            };
            let all: Vec<f64> = orders(pairs.len()).iter().map(rho).collect();
            let share = |fits: &dyn Fn(f64) -> bool| all.iter().filter(|rho| fits(**rho)).count() as f64 / all.len() as f64;
            let (above, below) = (share(&|rho| rho >= found.estimate - 1e-9), share(&|rho| rho <= found.estimate + 1e-9));
            let expected = match alternative {
                Alternative::TwoSided => (2.0 * above.min(below)).min(1.0),
                Alternative::Less => below,
                Alternative::Greater => above,
            };
            prop_assert!((found.p_value - expected).abs() < 1e-13);
        }
    }

    #[test]
    fn concordant_and_discordant_are_those_counted_one_by_one(pairs in scores(3, 25)) {
        let Ok(found) = kendall(&pairs, KendallMethod::Exact, Alternative::TwoSided) else { return Ok(()) };
        let (mut concordant, mut discordant) = (0, 0);
        for (place, [a, b]) in pairs.iter().enumerate() {
            for [c, d] in &pairs[..place] {
                let side = (a - c) * (b - d);
                concordant += u64::from(side > 0.0);
                discordant += u64::from(side < 0.0);
            }
        }
        prop_assert_eq!((found.concordant, found.discordant), (concordant, discordant));
    }

    #[test]
    fn turning_one_variable_turns_the_sign(pairs in scores(5, 20)) {
        let turned: Vec<[f64; 2]> = pairs.iter().map(|[x, y]| [*x, -y]).collect();
        let both = Alternative::TwoSided;
        if let (Ok(there), Ok(back)) = (pearson_correlation(&pairs, both, NINETY_FIVE), pearson_correlation(&turned, both, NINETY_FIVE)) {
            prop_assert!((there.estimate + back.estimate).abs() < 1e-14 && (there.p_value - back.p_value).abs() < 1e-12);
        }
        for method in [KendallMethod::Normal, KendallMethod::NormalWithContinuity] {
            if let (Ok(there), Ok(back)) = (kendall(&pairs, method, Alternative::Less), kendall(&turned, method, Alternative::Greater)) {
                prop_assert!((there.p_value - back.p_value).abs() < 1e-14);
            }
        }
    }
}
