use super::*;
use crate::stats::model::{Formula, Frame, ModelFrame, Variable};

fn design(x: &[f64]) -> Design {
    design_of("~ x", x)
}

fn design_of(formula: &str, x: &[f64]) -> Design {
    let column = |values: &[f64]| Variable::Numeric(values.iter().copied().map(Some).collect());
    let frame = Frame::default().with("x", column(x)).unwrap();
    Design::new(&ModelFrame::new(&Formula::parse(formula).unwrap(), &frame, &[]).unwrap())
}

#[test]
fn two_levels_are_a_logistic_model() {
    let x = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0];
    let levels = [0, 0, 1, 0, 1, 0, 1, 1];
    let model = ordinal(&design(&x), &levels, 2, None).unwrap();
    let y: Vec<f64> = levels.iter().map(|&level| level as f64).collect();
    let logistic = super::super::glm(
        &design(&x),
        &y,
        super::super::Rows::default(),
        super::super::Family::Binomial,
        super::super::Link::Logit,
    )
    .unwrap();
    assert!((model.coefficients[0] - logistic.coefficients[1]).abs() < 1e-10);
    assert!((model.thresholds[0] + logistic.coefficients[0]).abs() < 1e-10);
    assert!(
        (model.aic - logistic.aic.unwrap()).abs() < 1e-9 && (model.bic - logistic.bic.unwrap()).abs() < 1e-9
    );
}

#[test]
fn what_has_no_estimate_is_named() {
    let x = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
    let ask = |levels: &[usize], count| ordinal(&design(&x), levels, count, None).unwrap_err();
    assert_eq!(ask(&[0, 0, 1, 1, 2, 2], 3), Undefined::Separated);
    assert_eq!(ask(&[0, 0, 0, 0, 0, 0], 1), Undefined::NoSpread);
    assert_eq!(ask(&[0, 1, 0, 1, 0, 1], 3), Undefined::NoSpread);
    assert_eq!(ask(&[0, 1, 0], 2), Undefined::WrongShape);
    let constant = design(&[2.0; 6]);
    assert_eq!(ordinal(&constant, &[0, 1, 2, 0, 1, 2], 3, None).unwrap_err(), Undefined::Collinear);
}

#[test]
fn reversing_the_levels_turns_the_signs() {
    let x = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0];
    let levels = [0, 1, 0, 2, 1, 0, 2, 1, 2];
    let reversed: Vec<usize> = levels.iter().map(|level| 2 - level).collect();
    let there = ordinal(&design(&x), &levels, 3, None).unwrap();
    let back = ordinal(&design(&x), &reversed, 3, None).unwrap();
    assert!((there.coefficients[0] + back.coefficients[0]).abs() < 1e-10);
    assert!((there.log_likelihood - back.log_likelihood).abs() < 1e-10);
}

#[test]
fn weights_and_levels_that_cannot_be_are_refused() {
    let x = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
    let levels = [0, 1, 0, 1, 0, 1];
    let ask = |levels: &[usize], weights: &[f64]| {
        ordinal(&design(&x), levels, 2, Some(weights)).map(|model| model.columns)
    };
    assert_eq!(ask(&levels, &[1.0; 5]), Err(Undefined::WrongShape));
    assert_eq!(ask(&levels[..5], &[1.0; 6]), Err(Undefined::WrongShape));
    assert_eq!(ask(&levels, &[1.0, 1.0, 1.0, 1.0, 1.0, -0.5]), Err(Undefined::BadValues));
    assert_eq!(ask(&[0, 1, 0, 1, 0, 2], &[1.0; 6]), Err(Undefined::BadValues));
    assert_eq!(ask(&levels, &[1.0, 1.0, 1.0, 1.0, 1.0, 0.0]), Ok(vec![1]));
}

/// By hand: four of each of two levels, each with a probability of a half.
#[test]
fn without_effects_the_likelihood_is_that_of_the_shares() {
    let x = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0];
    let model = ordinal(&design(&x), &[0, 0, 1, 0, 1, 0, 1, 1], 2, None).unwrap();
    assert!((model.null_log_likelihood - 8.0 * libm::log(0.5)).abs() < 1e-12);
}

#[test]
fn without_predictors_the_thresholds_are_the_logits_of_the_shares() {
    let model = ordinal(&design_of("~ 1", &[0.0; 4]), &[0, 1, 2, 1], 3, None).unwrap();
    let third = libm::log(3.0);
    assert!((model.thresholds[0] + third).abs() < 1e-14 && (model.thresholds[1] - third).abs() < 1e-14);
    assert!((model.log_likelihood - model.null_log_likelihood).abs() < 1e-14);
}

#[test]
fn an_improbable_level_keeps_the_digits_of_its_probability() {
    let x = [-30.0, -4.0, -3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0, 4.0, 30.0];
    let model = ordinal(&design(&x), &[0, 1, 0, 0, 1, 2, 0, 1, 2, 1, 2], 3, None).unwrap();
    let from = |threshold: usize, row: usize| model.thresholds[threshold] - model.coefficients[0] * x[row];
    let lowest = 1.0 / (1.0 + libm::exp(-from(0, 10)));
    let highest = 1.0 / (1.0 + libm::exp(from(1, 0)));
    assert!((model.fitted[(10, 0)] / lowest - 1.0).abs() < 1e-12);
    assert!((model.fitted[(0, 2)] / highest - 1.0).abs() < 1e-12);
}

#[test]
fn a_predictor_far_from_zero_moves_the_thresholds_alone() {
    let x = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0];
    let levels = [0, 1, 0, 2, 1, 0, 2, 1, 2];
    let near = ordinal(&design(&x), &levels, 3, None).unwrap();
    let far = ordinal(&design(&x.map(|x| x + 1980.0)), &levels, 3, None).unwrap();
    let slope = near.coefficients[0];
    assert!((far.coefficients[0] - slope).abs() < 1e-9);
    assert!((far.thresholds[0] - near.thresholds[0] - 1980.0 * slope).abs() < 1e-6);
}

#[test]
fn a_predictor_very_far_from_zero_is_not_taken_for_separation() {
    let x = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0].map(|x| x + 1e7);
    let found = ordinal(&design(&x), &[0, 1, 0, 2, 1, 0, 2, 1, 2], 3, None);
    assert_ne!(found.err(), Some(Undefined::Separated));
}

/// By hand: the logit of the first group, and the logarithm of the odds ratio.
#[test]
fn two_groups_have_the_logarithm_of_their_odds_ratio() {
    let groups = design(&[0.0, 0.0, 1.0, 1.0]);
    for counts in [
        [2.0, 7.0, 3.0, 9.0],
        [2.0, 1.0, 1.0, 40.0],
        [1000.0, 1.0, 1.0, 9.0],
        [1.0, 1e6, 3.0, 2.0],
        [1e6, 1.0, 1.0, 40.0],
    ] {
        let model = ordinal(&groups, &[0, 1, 0, 1], 2, Some(&counts)).unwrap();
        let [first, second] = [counts[0] / counts[1], counts[2] / counts[3]].map(libm::log);
        assert!((model.thresholds[0] / first - 1.0).abs() < 1e-13, "{counts:?}");
        assert!((model.coefficients[0] / (first - second) - 1.0).abs() < 1e-13, "{counts:?}");
    }
}

/// Rows so far out that their level is all but certain say nothing, nor do those without a weight.
#[test]
fn a_row_far_out_does_not_make_an_estimate_endless() {
    let x = [-4.0, -3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0, 4.0];
    let levels = [1, 0, 0, 1, 2, 0, 1, 2, 1];
    let slope = ordinal(&design(&x), &levels, 3, None).unwrap().coefficients[0];
    for (unit, weight) in [(1.0, 1.0), (1.0, 0.0), (1e-7, 1.0)] {
        let far = [&[-1e4], &x[..], &[1e4]].concat().iter().map(|x| x * unit).collect::<Vec<_>>();
        let [first, last] = if weight > 0.0 { [0, 2] } else { [2, 0] };
        let levels = [&[first], &levels[..], &[last]].concat();
        let weights = [&[weight], &[1.0; 9][..], &[weight]].concat();
        let found = ordinal(&design(&far), &levels, 3, Some(&weights)).unwrap();
        assert!((found.coefficients[0] * unit - slope).abs() < 1e-10);
    }
}

/// The likelihood rises for ever along one direction, and has its end along others.
#[test]
fn an_effect_that_only_rounding_ends_is_separation() {
    let ask = |x: &[f64], z: &[f64], levels: &[usize], count: usize| {
        let column = |values: &[f64]| Variable::Numeric(values.iter().copied().map(Some).collect());
        let frame =
            Frame::default().with("x", column(x)).and_then(|frame| frame.with("z", column(z))).unwrap();
        let model = ModelFrame::new(&Formula::parse("~ x + z").unwrap(), &frame, &[]).unwrap();
        ordinal(&Design::new(&model), levels, count, None).map(|model| model.coefficients)
    };
    let (a, b) = (3.0, 1003.0);
    assert_eq!(
        ask(&[b, b, a, a, b, a], &[b, a, b, a, b, a], &[0, 0, 0, 0, 0, 1], 2),
        Err(Undefined::Separated)
    );
    assert_eq!(
        ask(&[b, a, b, b, a, a], &[a, b, b, a, a, b], &[0, 2, 0, 0, 1, 0], 3),
        Err(Undefined::Separated)
    );
    let (x, z) = ([3.0, 3.0, 4.0, 3.0, 3.0, 4.0, 3.0], [3.0, 4.0, 4.0, 3.0, 3.0, 4.0, 3.0]);
    assert_eq!(ask(&x, &z, &[0, 0, 1, 0, 0, 0, 2], 3), Err(Undefined::Separated));
}
