use proptest::prelude::*;

use super::*;

#[test]
fn what_has_no_interval_is_refused() {
    let ask = |estimate, replicates: &[f64]| {
        bootstrap_intervals(estimate, replicates, 0.0, Confidence::NINETY_FIVE).map(|found| found.bca)
    };
    assert_eq!(ask(1.0, &[1.0]), Err(Undefined::TooFewValues));
    assert_eq!(ask(1.0, &[1.0, 1.0]), Err(Undefined::NoSpread));
    assert_eq!(ask(f64::NAN, &[1.0, 2.0]), Err(Undefined::BadValues));
    assert_eq!(ask(9.0, &[1.0, 2.0, 3.0]), Ok(None), "all replicates are below the estimate");
    assert_eq!(ask(-1.5e308, &[1.5e308; 2]), Err(Undefined::OutOfRange), "a bias beyond an f64");
    assert_eq!(jackknife_acceleration(&[2.0; 5], JackknifeCentre::Mean), Err(Undefined::NoSpread));
    assert_eq!(regression_acceleration(&[vec![7]], &[1.0], 3), Err(Undefined::WrongShape));
    assert_eq!(regression_acceleration(&vec![vec![3]; 3], &[1.0, 2.0, 3.0], 3), Err(Undefined::WrongShape));
    let few = [vec![0, 1, 2], vec![0, 0, 1]];
    assert_eq!(regression_acceleration(&few, &[1.0, 2.0], 3), Err(Undefined::TooFewValues));
    assert_eq!(Resampler::new(1, 0), None);
    let constant = [[1.0, 2.0]; 4];
    assert_eq!(Statistic::Correlation.of(&constant, &[0, 1, 2]), Err(Undefined::NoSpread));
    assert_eq!(Statistic::Correlation.left_out(&constant), Err(Undefined::NoSpread));
    assert_eq!(Statistic::Mean.of(&constant, &[4]), Err(Undefined::WrongShape));
    assert_eq!(Statistic::Mean.left_out(&constant[..1]), Err(Undefined::TooFewValues));
    let unknown = [[1.0, 2.0], [2.0, 3.0], [f64::NAN, 1.0], [4.0, 5.0], [3.0, 1.0]];
    assert_eq!(Statistic::Mean.left_out(&unknown), Err(Undefined::BadValues));
}

/// By hand: influences of 0, 1 and 3, which lie −4/3, −1/3 and 5/3 from their mean.
#[test]
fn as_many_resamples_as_observations_determine_the_acceleration() {
    let resamples = [vec![0, 0, 0], vec![0, 0, 1], vec![2, 0, 0]];
    let found = regression_acceleration(&resamples, &[0.0, 1.0 / 3.0, 1.0], 3).unwrap();
    let (cubes, squares) = (60.0 / 27.0, 42.0 / 9.0);
    assert!((found - cubes / (6.0 * squares * sqrt(squares))).abs() < 1e-14);
    // Two lie as far to the one side as to the other.
    let two = regression_acceleration(&[vec![0, 0], vec![0, 1], vec![1, 1]], &[1.0, 2.0, 4.0], 2).unwrap();
    assert!(two.abs() < 1e-14);
    assert_eq!(jackknife_acceleration(&[1.0, 2.0], JackknifeCentre::Mean), Ok(0.0));
}

#[test]
fn two_observations_have_a_deviation_and_a_correlation() {
    let two = [[1.0, 4.0], [3.0, 1.0]];
    assert_eq!(Statistic::StandardDeviation.of(&two, &[0, 1]), Ok(sqrt(2.0)));
    assert_eq!(Statistic::StandardDeviation.of(&two, &[0]), Err(Undefined::TooFewValues));
    assert!((Statistic::Correlation.of(&two, &[0, 1]).unwrap() + 1.0).abs() < 1e-15);
    assert_eq!(Statistic::Correlation.of(&two, &[1]), Err(Undefined::TooFewValues));
}

/// By hand: of 0, 1 and 1 the variance is a third.
#[test]
fn deviations_of_large_numbers_keep_their_digits() {
    let large = [0.0, 1.0, 1.0].map(|value| value + 1e12);
    let deviation = Statistic::StandardDeviation.of(&large.map(|value| [value, 0.0]), &[0, 1, 2]).unwrap();
    assert!((deviation - sqrt(1.0 / 3.0)).abs() < 1e-4, "{deviation}");
    let found = bootstrap_intervals(1e12, &large, 0.0, Confidence::NINETY_FIVE).unwrap();
    assert!((found.standard_error - sqrt(1.0 / 3.0)).abs() < 1e-15);
    assert!((found.bias - 2.0 / 3.0).abs() < 1e-15);
}

#[test]
fn replicates_that_equal_the_estimate_are_not_below_it() {
    let found = bootstrap_intervals(2.0, &[3.0, 2.0, 1.0, 2.0], 0.0, Confidence::NINETY_FIVE).unwrap();
    assert_eq!(found.bias_correction, Normal.quantile(0.25));
}

#[test]
fn a_correction_without_an_end_has_no_interval() {
    let level = Confidence::new(0.9).unwrap();
    let acceleration = 1.0 / Normal.quantile(level.upper_probability()).unwrap();
    let found = bootstrap_intervals(2.5, &[1.0, 2.0, 3.0, 4.0], acceleration, level).unwrap();
    assert_eq!((found.bias_correction, found.bca), (Some(0.0), None));
}

#[test]
fn no_seed_draws_the_same_resample_again_and_again() {
    let drawn = Resampler::new(0, 50).unwrap().resamples(3);
    assert_ne!(drawn[0], drawn[1]);
    assert_ne!(drawn[1], drawn[2]);
}

#[test]
fn the_same_seed_draws_the_same_and_every_observation_about_equally_often() {
    let resampler = Resampler::new(20_240_101, 7).unwrap();
    assert_eq!(resampler.resample(17), resampler.resamples(20)[17]);
    assert_ne!(resampler.resample(0), Resampler::new(20_240_102, 7).unwrap().resample(0));
    let mut counts = [0_u32; 7];
    for index in resampler.resamples(10_000).concat() {
        counts[index] += 1;
    }
    // Ten thousand expected each, with an SD of 93.
    assert!(counts.iter().all(|&count| (9_600..10_400).contains(&count)), "{counts:?}");
}

#[test]
fn resamples_that_are_not_kept_give_the_same_replicates() {
    let observations: Vec<[f64; 2]> =
        (0..23_u32).map(|i| [f64::from(i * i % 17), f64::from(i % 5)]).collect();
    let resampler = Resampler::new(3, 23).unwrap();
    for statistic in
        [Statistic::Mean, Statistic::Median, Statistic::StandardDeviation, Statistic::Correlation]
    {
        let kept = statistic.replicates(&observations, &resampler.resamples(50));
        assert_eq!(statistic.drawn(&observations, resampler, 50), kept);
    }
}

proptest! {
    #![proptest_config(crate::effort::cases(256))]

    #[test]
    fn without_corrections_bca_is_the_percentile_interval(
        half in prop::collection::vec(0.1_f64..9.0, 10..60)
    ) {
        let replicates: Vec<f64> = half.iter().flat_map(|&away| [5.0 - away, 5.0 + away]).collect();
        let found = bootstrap_intervals(5.0, &replicates, 0.0, Confidence::NINETY_FIVE).unwrap();
        let (bca, percentile) = (found.bca.unwrap(), found.percentile);
        prop_assert!((bca.low.get() - percentile.low.get()).abs() < 1e-9);
        prop_assert!((bca.high.get() - percentile.high.get()).abs() < 1e-9);
        prop_assert!((found.basic.low.get() + percentile.high.get() - 10.0).abs() < 1e-12);
    }
}
