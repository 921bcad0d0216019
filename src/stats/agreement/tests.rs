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

/// By hand: 1 for agreement, a half or three quarters for the next category, nothing for the furthest.
#[test]
fn weighted_agreement_is_the_mean_weight() {
    let ratings = table(&[&[1, 1, 1], &[0, 0, 0], &[0, 0, 1]]);
    let observed = |weights| cohens_kappa(&ratings, weights, LEVEL).unwrap().observed_agreement;
    assert_eq!(observed(KappaWeights::Unweighted), 0.5);
    assert_eq!(observed(KappaWeights::Linear), 0.625);
    assert_eq!(observed(KappaWeights::Quadratic), 0.6875);
}

#[test]
fn perfect_agreement_has_an_error_of_next_to_nothing_however_it_is_rounded() {
    for diagonal in [[3, 4], [7, 3], [1, 6], [5, 8]] {
        let ratings = table(&[&[diagonal[0], 0], &[0, diagonal[1]]]);
        let found = cohens_kappa(&ratings, KappaWeights::Unweighted, LEVEL).unwrap();
        assert!(found.standard_error < 1e-12, "{diagonal:?} {found:?}");
    }
}

/// By hand: two of three pairs agree, half of them would by chance.
#[test]
fn two_raters_are_enough_and_an_unused_category_has_no_kappa() {
    let found = fleiss_kappa(&[vec![2, 0, 0], vec![0, 2, 0], vec![1, 1, 0]]).unwrap();
    assert!((found.estimate - 1.0 / 3.0).abs() < 1e-15);
    assert!((found.categories[0].estimate.unwrap() - 1.0 / 3.0).abs() < 1e-15);
    assert_eq!(found.categories[2].estimate, None);
}

#[test]
fn a_category_too_rare_to_count_gives_a_reason_or_a_number() {
    for raters in [1_000_000, 1_000_000_000] {
        let found = fleiss_kappa(&[vec![raters, 0], vec![raters - 2, 2]]);
        assert!(found.is_err() || found.is_ok_and(|found| found.statistic.is_finite()));
    }
}

#[test]
fn an_alpha_of_two_items_has_nothing_without_one_of_them() {
    let found = cronbach_alpha(&[vec![1.0, 2.0], vec![2.0, 2.5], vec![4.0, 3.0]], LEVEL).unwrap();
    for without in found.without_item {
        assert_eq!((without.raw, without.standardised), (None, None));
        assert!(without.item_rest_correlation.is_some());
    }
}

#[test]
fn the_unit_of_answers_and_ratings_is_of_no_account() {
    let rows = [[1.0, 2.0, 4.0], [2.0, 2.5, 3.0], [4.0, 3.0, 6.0], [5.0, 7.0, 6.5]];
    let in_unit = |unit: f64| rows.map(|row| row.map(|value| value * unit).to_vec());
    let alpha = |unit| cronbach_alpha(&in_unit(unit), LEVEL).unwrap();
    let correlations = |unit| intraclass_correlations(&in_unit(unit), LEVEL).unwrap();
    for power in [-30, -60, 40] {
        let unit = libm::ldexp(1.0, power);
        assert_eq!(alpha(unit).raw, alpha(1.0).raw);
        assert_eq!(alpha(unit).without_item[0].raw, alpha(1.0).without_item[0].raw);
        let estimates = |unit| correlations(unit).map(|found| found.estimate);
        assert_eq!(estimates(unit), estimates(1.0));
    }
}

#[test]
fn the_rest_of_a_scale_may_not_vary() {
    // The second and the third item add up to 4 for everybody.
    let found =
        cronbach_alpha(&[vec![1.0, 1.0, 3.0], vec![2.0, 2.0, 2.0], vec![4.0, 3.0, 1.0]], LEVEL).unwrap();
    let rest = WithoutItem { raw: None, standardised: None, item_rest_correlation: None };
    assert_eq!(found.without_item[0], rest);
}

#[test]
fn what_rounding_leaves_of_many_ratings_is_nothing() {
    // Raters and subjects only add to each other.
    let row = |subject: f64| (0..50).map(|rater| 1_000.0 + subject + 0.01 * f64::from(rater % 7)).collect();
    let rows: Vec<Vec<f64>> = [0.1, 0.3].map(row).to_vec();
    assert_eq!(RatingVariances::of(&rows), Err(Undefined::NoSpread));
    // The squares of these are next to nothing, or nothing.
    let tiny = libm::ldexp(1.0, -520);
    let small = |rows: [[f64; 2]; 3]| rows.map(|row| row.map(|value| value * tiny).to_vec());
    let [added, alike] =
        [[[0.0, 1.0], [1.0, 2.0], [2.0, 3.0]], [[0.0, 1.0], [1.0, 0.0], [0.0, 1.0]]].map(small);
    assert_eq!(RatingVariances::of(&added), Err(Undefined::NoSpread));
    assert_eq!(RatingVariances::of(&alike), Err(Undefined::NoSpread));
}

/// By hand: subjects lie `2^-44` to either side of their mean, and eight raters a quarter to either side of that.
#[test]
fn subjects_that_hardly_differ_are_told_from_those_that_do_not() {
    let apart = libm::ldexp(1.0, -44);
    let row = |sign: f64, more: f64| -> Vec<f64> {
        (0..8).map(|rater| 1.0 + more + if rater % 2 == 0 { 0.25 * sign } else { -0.25 * sign }).collect()
    };
    let found = RatingVariances::of(&[row(1.0, 0.0), row(-1.0, 2.0 * apart)]).unwrap();
    assert_eq!((found.between, found.error), (16.0 * apart * apart, 1.0 / 7.0));
}

#[test]
fn raters_who_agree_to_the_last_digit_have_limits_of_one() {
    let hair = libm::ldexp(1.0, -40);
    let rows = [vec![0.0, hair, 0.0], vec![1.0, 1.0, 1.0 + hair], vec![2.0, 2.0 + hair, 2.0], vec![4.0; 3]];
    let found = intraclass_correlations(&rows, LEVEL).unwrap()[1];
    assert_eq!(found.form, IntraclassForm::RandomSingle);
    for limit in [found.conf_int.low, found.conf_int.high] {
        assert!((limit.unwrap().get() - 1.0).abs() < 1e-12);
    }
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
