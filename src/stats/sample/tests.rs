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
