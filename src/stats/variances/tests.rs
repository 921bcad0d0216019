use proptest::prelude::*;

use super::*;
use crate::stats::TestOptions;

#[test]
fn groups_that_cannot_be_compared_are_refused_with_the_reason() {
    let tests = |groups: &[Vec<f64>]| {
        [
            levene_test(groups, Centre::Mean).err(),
            levene_test(groups, Centre::Median).err(),
            bartlett_test(groups).err(),
            fligner_killeen_test(groups).err(),
        ]
    };
    assert_eq!(tests(&[vec![1.0, 2.0]]), [Some(Undefined::WrongShape); 4]);
    assert_eq!(tests(&[vec![1.0, 2.0], vec![]]), [Some(Undefined::TooFewValues); 4]);
    assert_eq!(tests(&[vec![1.0, 2.0], vec![1.0, f64::NAN]]), [Some(Undefined::BadValues); 4]);
    assert_eq!(tests(&[vec![3.0; 4], vec![5.0; 3]]), [Some(Undefined::NoSpread); 4]);
    assert_eq!(bartlett_test(&[vec![1.0, 2.0], vec![3.0]]), Err(Undefined::TooFewValues));
    assert_eq!(levene_test(&[vec![1.0], vec![3.0]], Centre::Mean), Err(Undefined::TooFewValues));
    let constant = Moments::of_values(&[2.0, 2.0]).unwrap();
    let varying = Moments::of_values(&[2.0, 3.0]).unwrap();
    let equal = TestOptions { null_value: 1.0, ..TestOptions::default() };
    assert_eq!(f_test_of_variances(&varying, &constant, equal), Err(Undefined::NoSpread));
    assert_eq!(f_test_of_variances(&varying, &varying, TestOptions::default()), Err(Undefined::BadOption));
}

#[test]
fn a_ratio_too_small_for_a_number_is_out_of_range() {
    let group = |variance| Moments { n: 5, mean: 0.0, variance: Some(variance) };
    let options = TestOptions { null_value: 1.0, ..TestOptions::default() };
    assert_eq!(f_test_of_variances(&group(1e-200), &group(1e200), options), Err(Undefined::OutOfRange));
}

/// Of two values and one, the distances do not vary within groups. Of the others they vary by ten last digits.
#[test]
fn distances_that_vary_by_rounding_alone_have_no_spread() {
    let least = [vec![1.0, 2.0], vec![3.0]];
    assert_eq!(levene_test(&least, Centre::Mean), Err(Undefined::NoSpread));
    let apart = 1e6 * (1.0 + 10.0 * f64::EPSILON);
    let rounded = [vec![-apart, -1e6, 1e6, 1e6], vec![-1e6, -1e6, 1e6, 1e6]];
    assert_eq!(levene_test(&rounded, Centre::Median), Err(Undefined::NoSpread));
}

/// `fligner.test` of R.
#[test]
fn two_different_distances_are_enough_for_fligner_and_killeen() {
    let found = fligner_killeen_test(&[vec![1.0, 2.0, 3.0], vec![5.0, 6.0, 6.0, 6.0, 7.0]]).unwrap();
    assert!((found.statistic - 7.0 / 15.0).abs() < 1e-12);
    assert!((found.p_value - 0.494_524_667_883_870_6).abs() < 1e-12);
}

fn sample() -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec((-400_i16..400).prop_map(|value| f64::from(value) * 0.25), 3..12)
}

proptest! {
    #![proptest_config(crate::effort::cases(256))]

    #[test]
    fn moving_a_group_and_the_unit_change_nothing(a in sample(), b in sample(), c in sample()) {
        let moved = |group: &[f64], by: f64| group.iter().map(|value| 4.0 * value + by).collect::<Vec<_>>();
        let there = [a.clone(), b.clone(), c.clone()];
        let back = [moved(&a, 16.0), moved(&b, -32.0), moved(&c, 0.0)];
        let near = |a: f64, b: f64| (a - b).abs() <= 1e-9 * (1.0 + b.abs());
        if let (Ok(first), Ok(second)) = (levene_test(&there, Centre::Median), levene_test(&back, Centre::Median)) {
            prop_assert!(near(first.statistic, second.statistic));
        }
        if let (Ok(first), Ok(second)) = (fligner_killeen_test(&there), fligner_killeen_test(&back)) {
            prop_assert!(near(first.statistic, second.statistic));
        }
        if let (Ok(first), Ok(second)) = (bartlett_test(&there), bartlett_test(&back)) {
            prop_assert!(near(first.statistic, second.statistic));
        }
    }

    #[test]
    fn the_interval_of_the_ratio_holds_one_just_when_the_test_does_not_reject(a in sample(), b in sample()) {
        let (Some(first), Some(second)) = (Moments::of_values(&a), Moments::of_values(&b)) else { return Ok(()) };
        let options = TestOptions { null_value: 1.0, ..TestOptions::default() };
        let Ok(found) = f_test_of_variances(&first, &second, options) else { return Ok(()) };
        let interval = found.conf_int.interval().unwrap();
        let excludes = interval.low.get() > 1.0 || interval.high.get() < 1.0;
        prop_assert!((found.p_value - 0.05).abs() < 1e-10 || excludes == (found.p_value < 0.05));
        let turned = f_test_of_variances(&second, &first, options).unwrap();
        prop_assert!((turned.p_value - found.p_value).abs() <= 1e-12);
    }
}
