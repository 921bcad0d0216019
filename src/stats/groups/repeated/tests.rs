use proptest::prelude::*;

use super::*;
use crate::stats::{Moments, TestOptions, one_sample_t_test};

fn one_factor(measurements: Vec<Vec<f64>>) -> RepeatedMeasures {
    let within = vec![measurements.first().map_or(0, Vec::len)];
    RepeatedMeasures { measurements, within, between: vec![] }
}

fn run(data: &RepeatedMeasures) -> Result<Vec<RepeatedEffect>, Undefined> {
    repeated_measures(data, SumsOfSquares::Marginal, MauchlySeries::Anderson)
}

#[test]
fn what_cannot_be_analysed_is_refused_with_a_reason() {
    let of = |rows: &[&[f64]]| run(&one_factor(rows.iter().map(|row| row.to_vec()).collect())).unwrap_err();
    assert_eq!(of(&[]), Undefined::WrongShape);
    assert_eq!(of(&[&[1.0, 2.0]]), Undefined::TooFewValues);
    assert_eq!(of(&[&[1.0, 2.0], &[1.0]]), Undefined::WrongShape);
    assert_eq!(of(&[&[1.0, f64::NAN], &[1.0, 2.0]]), Undefined::BadValues);
    assert_eq!(of(&[&[0.1, 0.3], &[0.1, 0.3], &[0.1, 0.3]]), Undefined::NoSpread);
    let mut data = one_factor(vec![vec![1.0, 2.0], vec![3.0, 1.0], vec![2.0, 7.0], vec![5.0, 2.0]]);
    data.between = vec![Factor::new(3, vec![0, 0, 1, 1]).unwrap()];
    assert_eq!(run(&data), Err(Undefined::Collinear), "nobody in the third group");
    data.between = vec![Factor::new(2, vec![0, 1]).unwrap()];
    assert_eq!(run(&data), Err(Undefined::WrongShape));
}

#[test]
fn means_that_differ_in_rounding_only_have_no_spread() {
    let rows = |value: fn(f64) -> f64| {
        let row = |person: u32| vec![value(0.1 * f64::from(person)), value(-0.1 * f64::from(person))];
        one_factor((1..=200).map(row).collect())
    };
    assert_eq!(run(&rows(|change| 1e6 + change)), Err(Undefined::NoSpread));
    assert_eq!(run(&rows(|_| 0.0)), Err(Undefined::NoSpread));
}

#[test]
fn six_factors_are_not_too_many_but_seven_are() {
    let of = |count: usize| {
        let value = |person: usize, column: usize| {
            ((person * 37 + column * column * 11 + person * column * 7) % 23) as f64
        };
        let row = |person: usize| (0..1 << count).map(|column| value(person, column)).collect();
        run(&RepeatedMeasures {
            measurements: (1..4).map(row).collect(),
            within: vec![2; count],
            between: vec![],
        })
    };
    assert_eq!(of(6).unwrap().len(), 64);
    assert_eq!(of(7), Err(Undefined::WrongShape));
}

#[test]
fn few_people_have_no_test_of_sphericity() {
    let rows = vec![vec![1.0, 5.0, 2.0, 4.0], vec![2.0, 3.0, 9.0, 1.0], vec![4.0, 4.5, 2.0, 8.0]];
    let effects = run(&one_factor(rows)).unwrap();
    assert_eq!(effects[1].sphericity, None);
    assert!(effects[1].p_value > 0.0);
}

proptest! {
    #![proptest_config(crate::effort::cases(256))]

    #[test]
    fn of_two_measurements_f_is_the_square_of_the_paired_t(rows in prop::collection::vec(prop::collection::vec(-5.0_f64..5.0, 2), 3..12)) {
        let differences: Vec<f64> = rows.iter().map(|row| row[1] - row[0]).collect();
        let t = one_sample_t_test(&Moments::of_values(&differences).unwrap(), TestOptions::default()).unwrap();
        let effects = run(&one_factor(rows)).unwrap();
        prop_assert!((effects[1].statistic - t.statistic * t.statistic).abs() < 1e-9 * effects[1].statistic.max(1.0));
        prop_assert!((effects[1].p_value - t.p_value).abs() < 1e-9);
    }

    #[test]
    fn the_order_of_the_measurements_and_of_the_people_does_not_matter(rows in prop::collection::vec(prop::collection::vec(-5.0_f64..5.0, 4), 6..10)) {
        let turned: Vec<Vec<f64>> = rows.iter().rev().map(|row| row.iter().rev().map(|x| 3.0 * x - 1.0).collect()).collect();
        let (before, after) = (run(&one_factor(rows)).unwrap(), run(&one_factor(turned)).unwrap());
        let (before, after) = (&before[1], &after[1]);
        prop_assert!((before.statistic - after.statistic).abs() < 1e-8 * before.statistic.max(1.0));
        let [a, b] = [before, after].map(|effect| effect.sphericity.unwrap());
        prop_assert!((a.mauchly_w - b.mauchly_w).abs() < 1e-9 && (a.greenhouse_geisser - b.greenhouse_geisser).abs() < 1e-9);
        prop_assert!(a.greenhouse_geisser >= 1.0 / 3.0 - 1e-12 && a.greenhouse_geisser <= 1.0 + 1e-12);
    }
}
