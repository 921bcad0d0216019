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
