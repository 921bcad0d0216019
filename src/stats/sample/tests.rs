use proptest::prelude::*;

use super::*;

#[test]
fn what_cannot_be_described_is_refused() {
    assert_eq!(sample_moments(&[]), Err(Undefined::TooFewValues));
    assert_eq!(sample_moments(&[1.0, f64::NAN]), Err(Undefined::BadValues));
    assert_eq!(sample_moments(&[1e300, -1e300]), Err(Undefined::OutOfRange));
    assert_eq!(geometric_mean(&[1.0, 0.0], Confidence::NINETY_FIVE), Err(Undefined::BadValues));
    assert_eq!(trimmed_mean(&[1.0], 0.6, Confidence::NINETY_FIVE), Err(Undefined::BadOption));
    assert_eq!(weighted_quantile(&[1.0], &[0.0], 0.5), Err(Undefined::TooFewValues));
    assert_eq!(weighted_moments(&[1.0], &[1.0, 2.0], Weights::Frequency), Err(Undefined::WrongShape));
    assert_eq!(lag_one_autocorrelation(&[2.0, 2.0]), Err(Undefined::NoSpread));
}

#[test]
fn equal_values_have_a_mean_and_no_shape() {
    let moments = sample_moments(&[0.1; 5]).unwrap();
    assert_eq!((moments.mean, moments.variance), (0.1, Some(0.0)));
    assert_eq!((moments.skewness, moments.kurtosis), (None, None));
    assert_eq!(sample_moments(&[3.0]).unwrap().variance, None);
}

#[test]
fn half_trimmed_is_the_median() {
    let trimmed = trimmed_mean(&[4.0, 1.0, 3.0, 9.0], 0.5, Confidence::NINETY_FIVE).unwrap();
    assert_eq!((trimmed.estimate, trimmed.conf_int), (3.5, None));
}

#[test]
fn two_or_three_values_are_too_few_for_an_unbiased_shape() {
    let (two, three) = (sample_moments(&[1.0, 2.0]).unwrap(), sample_moments(&[1.0, 2.0, 4.0]).unwrap());
    assert_eq!(two.skewness.unwrap().unbiased, None);
    assert!(three.skewness.unwrap().unbiased.is_some());
    assert_eq!(three.kurtosis.unwrap().unbiased, None);
}

#[test]
fn a_quantile_of_equal_values_is_that_value_to_the_last_digit() {
    let probabilities: Vec<f64> = (0..=20).map(|step| f64::from(step) / 20.0).collect();
    assert_eq!(quantile(&[0.9; 7], &probabilities, QuantileType::Default), Ok(vec![0.9; 21]));
}

/// The middle of five by type 8 is computed a digit off the third place; type 4 is R's `quantile(x, 0.14, type = 4)`.
#[test]
fn a_place_is_whole_within_the_allowance_of_r_and_not_at_it() {
    let five = [-1e17, -1e17, 0.0, 1e17, 1e17];
    assert_eq!(quantile(&five, &[0.5], QuantileType::MedianUnbiased), Ok(vec![0.0]));
    let fifty: Vec<f64> = (1..=50).map(|place| if place < 8 { 0.0 } else { 1e17 }).collect();
    let found = quantile(&fifty, &[0.14], QuantileType::Linear).unwrap();
    assert!((found[0] - 88.817_841_970_012_52).abs() < 1e-12, "{found:?}");
}

/// By hand: two values are left of four, and the winsorised ones are 2, 2, 4 and 4.
#[test]
fn two_values_left_have_a_standard_error() {
    let found = trimmed_mean(&[1.0, 2.0, 4.0, 8.0], 0.25, Confidence::NINETY_FIVE).unwrap();
    assert_eq!((found.estimate, found.trimmed, found.df), (3.0, 1, 1.0));
    assert!((found.standard_error.unwrap() - libm::sqrt(4.0 / 3.0)).abs() < 1e-15);
    assert!(found.conf_int.is_some());
}

#[test]
fn half_winsorized_is_the_median() {
    assert_eq!(winsorized_mean(&[4.0, 1.0, 3.0, 9.0], 0.5), Ok(3.5));
}

#[test]
fn equal_values_have_their_own_weighted_mean_and_no_variance() {
    let found = weighted_moments(&[0.7; 3], &[0.1; 3], Weights::Reliability).unwrap();
    assert_eq!((found.mean, found.variance), (0.7, Some(0.0)));
}

#[test]
fn a_weighted_variance_far_from_zero_keeps_its_digits() {
    let found = weighted_moments(&[1e8, 1e8, 1e8 + 1.0], &[1.0; 3], Weights::Frequency).unwrap();
    assert!((found.variance.unwrap() - 1.0 / 3.0).abs() < 1e-12);
}

#[test]
fn weights_that_say_nothing_are_known_as_such() {
    assert_eq!(weighted_moments(&[3.0], &[1.0], Weights::Frequency).unwrap().variance, None);
    assert_eq!(weighted_moments(&[3.0], &[0.0], Weights::Frequency), Err(Undefined::TooFewValues));
    let far = weighted_moments(&[1e200, -1e200], &[1.0, 1.0], Weights::Frequency);
    assert_eq!(far, Err(Undefined::OutOfRange));
    assert_eq!(weighted_quantile(&[1.0, 2.0], &[0.0, 1.0], 0.0), Ok(2.0));
}

fn sample() -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec(-50.0_f64..50.0, 4..40)
}

proptest! {
    #![proptest_config(crate::effort::cases(256))]

    #[test]
    fn shape_is_without_unit_and_turns_with_the_sign(values in sample(), scale in 0.1_f64..10.0) {
        let turned: Vec<f64> = values.iter().map(|value| 7.0 - scale * value).collect();
        let (one, other) = (sample_moments(&values).unwrap(), sample_moments(&turned).unwrap());
        let (skewness, turned) = (one.skewness.unwrap(), other.skewness.unwrap());
        prop_assert!((skewness.of_sample + turned.of_sample).abs() < 1e-8);
        prop_assert!((one.kurtosis.unwrap().of_sample - other.kurtosis.unwrap().of_sample).abs() < 1e-8);
    }

    #[test]
    fn quantiles_of_every_type_rise_and_stay_within_the_values(values in sample(), number in 1_u32..10) {
        let probabilities: Vec<f64> = (0..=20).map(|step| f64::from(step) / 20.0).collect();
        let found = quantile(&values, &probabilities, QuantileType::of_number(number).unwrap()).unwrap();
        let low = values.iter().copied().fold(f64::INFINITY, f64::min);
        let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        prop_assert!(found.iter().all(|value| (low..=high).contains(value)));
        prop_assert!(found.is_sorted_by(|one, next| *one <= next + 1e-12));
    }

    #[test]
    fn whole_weights_are_repetitions(values in sample(), counts in prop::collection::vec(1_u32..5, 40)) {
        let weights: Vec<f64> = values.iter().zip(&counts).map(|(_, &count)| f64::from(count)).collect();
        let repeated: Vec<f64> =
            values.iter().zip(&counts).flat_map(|(&value, &count)| vec![value; count as usize]).collect();
        let weighted = weighted_moments(&values, &weights, Weights::Frequency).unwrap();
        let plain = sample_moments(&repeated).unwrap();
        prop_assert!((weighted.mean - plain.mean).abs() < 1e-12);
        prop_assert!((weighted.variance.unwrap() / plain.variance.unwrap() - 1.0).abs() < 1e-12);
        let inverse = quantile(&repeated, &[0.3], QuantileType::InverseDistribution).unwrap();
        prop_assert_eq!(vec![weighted_quantile(&values, &weights, 0.3).unwrap()], inverse);
    }
}
