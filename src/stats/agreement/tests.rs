use proptest::prelude::*;

use super::*;
use crate::stats::contingency::ContingencyTable;
use crate::stats::{Confidence, Undefined};

const LEVEL: Confidence = Confidence::NINETY_FIVE;

fn table(rows: &[&[u32]]) -> ContingencyTable {
    ContingencyTable::new(rows.iter().map(|row| row.to_vec()).collect()).unwrap()
}

#[test]
fn raters_without_choice_have_no_kappa() {
    let kappa = |table: &ContingencyTable| {
        cohens_kappa(table, KappaWeights::Unweighted, LEVEL).map(|found| found.estimate)
    };
    assert_eq!(kappa(&table(&[&[7, 0], &[0, 0]])), Err(Undefined::NoSpread));
    assert_eq!(kappa(&table(&[&[0, 0], &[0, 0]])), Err(Undefined::TooFewValues));
    assert_eq!(kappa(&table(&[&[1, 2, 3], &[4, 5, 6]])), Err(Undefined::WrongShape));
    assert_eq!(
        kappa(&table(&[&[0, 7], &[0, 0]])),
        Err(Undefined::NoSpread),
        "one category each, though unlike"
    );
    assert_eq!(fleiss_kappa(&[]), Err(Undefined::TooFewValues));
    assert_eq!(fleiss_kappa(&[vec![1, 0], vec![0, 1]]), Err(Undefined::WrongShape));
    assert_eq!(fleiss_kappa(&[vec![3, 0], vec![2, 0]]), Err(Undefined::WrongShape));
    assert_eq!(fleiss_kappa(&[vec![3, 0], vec![3, 0]]), Err(Undefined::NoSpread));
}

#[test]
fn perfect_agreement_is_one_and_has_no_wald_statistic() {
    for weights in [KappaWeights::Unweighted, KappaWeights::Linear, KappaWeights::Quadratic] {
        let found = cohens_kappa(&table(&[&[7, 0, 0], &[0, 5, 0], &[0, 0, 4]]), weights, LEVEL).unwrap();
        assert!((found.estimate - 1.0).abs() < 1e-15);
        assert!(found.standard_error < 1e-7 && found.p_value < 1e-3);
    }
}

#[test]
fn ratings_that_tell_nothing_have_a_reason() {
    let correlations =
        |rows: &[Vec<f64>]| intraclass_correlations(rows, LEVEL).map(|found| found[0].estimate);
    assert_eq!(correlations(&[]), Err(Undefined::TooFewValues));
    assert_eq!(correlations(&[vec![1.0, 2.0]]), Err(Undefined::TooFewValues));
    assert_eq!(correlations(&[vec![1.0], vec![2.0]]), Err(Undefined::WrongShape));
    assert_eq!(correlations(&[vec![1.0, 2.0], vec![2.0]]), Err(Undefined::WrongShape));
    assert_eq!(correlations(&[vec![1.0, f64::NAN], vec![2.0, 3.0]]), Err(Undefined::BadValues));
    assert_eq!(correlations(&[vec![0.1, 0.4], vec![0.3, 0.6], vec![1.7, 2.0]]), Err(Undefined::NoSpread));
    assert_eq!(correlations(&[vec![0.1, 0.7], vec![0.1, 0.7]]), Err(Undefined::NoSpread));
    let alpha = |rows: &[Vec<f64>]| cronbach_alpha(rows, LEVEL).map(|found| found.raw);
    assert_eq!(alpha(&[vec![1.0, 2.0]]), Err(Undefined::TooFewValues));
    assert_eq!(alpha(&[vec![1.0, 2.0], vec![1.0, 3.0]]), Err(Undefined::NoSpread));
    assert_eq!(alpha(&[vec![1.0, 3.0], vec![2.0, 2.0], vec![3.0, 1.0]]), Err(Undefined::NoSpread));
    let limits =
        |pairs: &[[f64; 2]]| bland_altman(pairs, LEVEL, LimitsVariance::Full, LEVEL).map(|found| found.bias);
    assert_eq!(limits(&[[1.0, 2.0]]), Err(Undefined::TooFewValues));
    assert_eq!(limits(&[[1.0, f64::INFINITY], [1.0, 2.0]]), Err(Undefined::BadValues));
    assert_eq!(limits(&[[1.0, 2.0], [2.0, 3.0]]), Ok(-1.0));
}

fn ratings() -> impl Strategy<Value = Vec<Vec<f64>>> {
    (3_usize..8, 2_usize..5)
        .prop_flat_map(|(n, k)| prop::collection::vec(prop::collection::vec(-9.0_f64..9.0, k), n))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn quadratic_kappa_of_two_categories_is_the_unweighted_one(
        (a, b, c, d) in (0_u32..30, 1_u32..30, 1_u32..30, 0_u32..30)
    ) {
        let table = table(&[&[a, b], &[c, d]]);
        let of = |weights| cohens_kappa(&table, weights, LEVEL).unwrap();
        let (plain, quadratic) = (of(KappaWeights::Unweighted), of(KappaWeights::Quadratic));
        prop_assert!((plain.estimate - quadratic.estimate).abs() < 1e-12);
        prop_assert!((plain.standard_error - quadratic.standard_error).abs() < 1e-12);
    }

    #[test]
    fn consistency_does_not_see_what_a_rater_adds(ratings in ratings(), shift in -20.0_f64..20.0) {
        let shifted: Vec<Vec<f64>> = ratings
            .iter()
            .map(|row| row.iter().enumerate().map(|(j, value)| value + shift * j as f64).collect())
            .collect();
        let of = |rows: &[Vec<f64>]| intraclass_correlations(rows, LEVEL);
        let (Ok(there), Ok(moved)) = (of(&ratings), of(&shifted)) else {
            return Ok(());
        };
        for (one, other) in there.iter().zip(&moved) {
            let is_consistency = matches!(one.form, IntraclassForm::MixedSingle | IntraclassForm::MixedMean);
            prop_assert!(!is_consistency || (one.estimate - other.estimate).abs() < 1e-7 * (1.0 + one.estimate.abs()));
        }
        if let Ok(alpha) = cronbach_alpha(&ratings, LEVEL) {
            let mixed_mean = there[5];
            let scale = 1.0 + alpha.raw.abs();
            prop_assert!((alpha.raw - mixed_mean.estimate).abs() < 1e-8 * scale, "ICC3k is alpha");
            let low = mixed_mean.conf_int.low.unwrap().get();
            prop_assert!((alpha.conf_int.low.get() - low).abs() < 1e-7 * scale * scale);
        }
    }
}
