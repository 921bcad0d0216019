use super::*;
use crate::stats::model::{Formula, Frame, ModelFrame, Variable};

fn design(x: &[f64]) -> Design {
    let column = |values: &[f64]| Variable::Numeric(values.iter().copied().map(Some).collect());
    let frame = Frame::default().with("x", column(x)).unwrap();
    Design::new(&ModelFrame::new(&Formula::parse("~ x").unwrap(), &frame, &[]).unwrap())
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
