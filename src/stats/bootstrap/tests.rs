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
    assert_eq!(jackknife_acceleration(&[2.0; 5], JackknifeCentre::Mean), Err(Undefined::NoSpread));
    assert_eq!(regression_acceleration(&[vec![7]], &[1.0], 3), Err(Undefined::WrongShape));
    assert_eq!(Resampler::new(1, 0), None);
    let constant = [[1.0, 2.0]; 4];
    assert_eq!(Statistic::Correlation.of(&constant, &[0, 1, 2]), Err(Undefined::NoSpread));
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
