use proptest::prelude::*;

use super::*;
use crate::stats::model::{Formula, Frame, ModelFrame, Variable};

fn design(columns: &[(&str, &[f64])], formula: &str) -> Design {
    let mut frame = Frame::default();
    for (name, values) in columns {
        frame = frame.with(name, Variable::Numeric(values.iter().copied().map(Some).collect())).unwrap();
    }
    Design::new(&ModelFrame::new(&Formula::parse(formula).unwrap(), &frame, &[]).unwrap())
}

#[test]
fn columns_that_are_combinations_of_others_are_refused() {
    let (a, b) = ([1.0, 2.0, 3.5, 4.0, 7.0, 6.0], [0.3, 0.1, 0.7, 0.2, 0.9, 0.4]);
    let sum: Vec<f64> = a.iter().zip(b).map(|(a, b)| 0.1 * a + 0.7 * b).collect();
    let collinear = design(&[("a", &a), ("b", &b), ("c", &sum)], "~ a + b + c");
    let y = [1.0, 3.0, 2.0, 5.0, 4.0, 7.0];
    assert_eq!(ols(&collinear, &y, Rows::default()).unwrap_err(), Undefined::Collinear);
}

#[test]
fn degenerate_input_has_a_named_reason() {
    let line = |x: &[f64]| design(&[("x", x)], "~ x");
    let ask = |x: &[f64], y: &[f64]| ols(&line(x), y, Rows::default()).unwrap_err();
    assert_eq!(ask(&[], &[]), Undefined::TooFewValues);
    assert_eq!(ask(&[1.0], &[1.0]), Undefined::TooFewValues);
    assert_eq!(ask(&[1.0, 2.0], &[1.0, 2.0]), Undefined::TooFewValues);
    assert_eq!(ask(&[1.0, 1.0, 1.0], &[1.0, 2.0, 4.0]), Undefined::Collinear);
    assert_eq!(ask(&[1.0, 2.0, 3.0], &[1.0, 2.0]), Undefined::WrongShape);
    assert_eq!(ask(&[1.0, 2.0, 3.0], &[1.0, f64::INFINITY, 2.0]), Undefined::BadValues);
    assert_eq!(ask(&[1e200, 2e200, 4e200], &[1.0, 2.0, 2.0]), Undefined::OutOfRange);
    let weights = Rows { weights: Some(&[1.0, -1.0, 1.0]), offset: None };
    assert_eq!(ols(&line(&[1.0, 2.0, 4.0]), &[1.0, 2.0, 4.0], weights).unwrap_err(), Undefined::BadValues);
}

#[test]
fn an_exact_fit_has_estimates_without_tests() {
    let x = [1.0, 2.0, 3.0, 4.0];
    let model = ols(&design(&[("x", &x)], "~ x"), &[3.0, 5.0, 7.0, 9.0], Rows::default()).unwrap();
    assert_eq!(model.coefficients, [1.0, 2.0]);
    assert_eq!((model.sigma, model.f_test, model.log_likelihood), (0.0, None, None));
    let table = model.table(Confidence::NINETY_FIVE).unwrap();
    assert_eq!((table[1].standard_error, table[1].statistic, table[1].p_value), (0.0, None, None));
}

#[test]
fn a_large_response_on_a_line_leaves_nothing() {
    let (x, y) = ([10.0, 17.0, 24.0, 45.0], [1.0, 2.0, 3.0, 6.0].map(|y| 1e10 * y));
    let model = ols(&design(&[("x", &x)], "~ x"), &y, Rows::default()).unwrap();
    assert_eq!((model.sigma, model.f_test), (0.0, None));
    assert_eq!(model.fitted, y);
}

#[test]
fn a_constant_response_has_no_r_squared_and_no_slope() {
    let x = [1.0, 2.0, 3.0, 4.0];
    let model = ols(&design(&[("x", &x)], "~ x"), &[5.0; 4], Rows::default()).unwrap();
    assert_eq!((model.coefficients[1], model.r_squared), (0.0, None));
}

#[test]
fn a_weight_of_two_is_the_row_twice() {
    let x = [1.0, 2.0, 3.0, 5.0];
    let y = [1.0, 3.0, 2.0, 6.0];
    let weighted =
        ols(&design(&[("x", &x)], "~ x"), &y, Rows { weights: Some(&[1.0, 2.0, 1.0, 1.0]), offset: None })
            .unwrap();
    let twice = ols(
        &design(&[("x", &[1.0, 2.0, 2.0, 3.0, 5.0])], "~ x"),
        &[1.0, 3.0, 3.0, 2.0, 6.0],
        Rows::default(),
    )
    .unwrap();
    for (a, b) in weighted.coefficients.iter().zip(&twice.coefficients) {
        assert!((a - b).abs() < 1e-14);
    }
    assert!((weighted.residual_squares - twice.residual_squares).abs() < 1e-14);
    assert!((weighted.r_squared.unwrap() - twice.r_squared.unwrap()).abs() < 1e-14);
    // The share of the sum of squares about the mean, by hand.
    let (mean, y) = (3.0, [1.0, 3.0, 3.0, 2.0, 6.0]);
    let total: f64 = y.iter().map(|y| (y - mean) * (y - mean)).sum();
    assert!((twice.r_squared.unwrap() - (1.0 - twice.residual_squares / total)).abs() < 1e-14);
}

#[test]
fn an_offset_is_taken_from_the_response_and_given_back_to_the_fit() {
    let (x, y, offset) = ([1.0, 2.0, 3.0, 5.0], [1.0, 3.0, 2.0, 6.0], [10.0, -4.0, 2.0, 0.5]);
    let line = design(&[("x", &x)], "~ x");
    let with = ols(&line, &y, Rows { weights: None, offset: Some(&offset) }).unwrap();
    let less: Vec<f64> = y.iter().zip(offset).map(|(y, offset)| y - offset).collect();
    assert_eq!(with.coefficients, ols(&line, &less, Rows::default()).unwrap().coefficients);
    for ((y, fitted), residual) in y.iter().zip(&with.fitted).zip(&with.residuals) {
        assert!((fitted + residual - y).abs() < 1e-13);
    }
    for rows in
        [Rows { weights: Some(&[1.0; 3]), offset: None }, Rows { weights: None, offset: Some(&[1.0; 5]) }]
    {
        assert_eq!(ols(&line, &y, rows).unwrap_err(), Undefined::WrongShape);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn scaling_and_shifting_the_response_scales_and_shifts_the_estimates(
        rows in prop::collection::vec((-5.0_f64..5.0, -5.0_f64..5.0), 4..20), scale in 0.1_f64..9.0, shift in -9.0_f64..9.0
    ) {
        let x: Vec<f64> = rows.iter().map(|row| row.0).collect();
        let y: Vec<f64> = rows.iter().map(|row| row.1).collect();
        let moved: Vec<f64> = y.iter().map(|y| shift + scale * y).collect();
        let design = design(&[("x", &x)], "~ x");
        if let (Ok(plain), Ok(other)) = (ols(&design, &y, Rows::default()), ols(&design, &moved, Rows::default())) {
            let size = 1.0 + plain.coefficients[1].abs();
            prop_assert!((other.coefficients[1] - scale * plain.coefficients[1]).abs() < 1e-12 * size * 10.0);
            prop_assert!((other.sigma - scale * plain.sigma).abs() < 1e-11 * (1.0 + other.sigma));
        }
    }

    #[test]
    fn residuals_are_orthogonal_to_the_columns_and_leverages_sum_to_their_number(
        rows in prop::collection::vec((-5.0_f64..5.0, -5.0_f64..5.0), 5..20)
    ) {
        let x: Vec<f64> = rows.iter().map(|row| row.0).collect();
        let y: Vec<f64> = rows.iter().map(|row| row.1).collect();
        if let Ok(model) = ols(&design(&[("x", &x)], "~ x"), &y, Rows::default()) {
            let across: f64 = model.residuals.iter().zip(&x).map(|(rest, x)| rest * x).sum();
            prop_assert!(across.abs() < 1e-12 && model.residuals.iter().sum::<f64>().abs() < 1e-12);
            prop_assert!((model.leverages.iter().sum::<f64>() - 2.0).abs() < 1e-12);
        }
    }
}

#[test]
fn a_row_without_weight_is_as_if_it_were_not_there() {
    let (x, y) = ([1.0, 2.0, 3.0, 4.0, 9.0], [1.0, 3.0, 2.0, 5.0, 0.0]);
    let weights = [1.0, 2.0, 0.5, 1.0, 0.0];
    let of = |count: usize| {
        let rows = Rows { weights: Some(&weights[..count]), offset: None };
        ols(&design(&[("x", &x[..count])], "~ x"), &y[..count], rows).unwrap()
    };
    let (all, fewer) = (of(5), of(4));
    assert_eq!((all.n, all.df_residual), (4, 2.0));
    assert!((all.log_likelihood.unwrap() - fewer.log_likelihood.unwrap()).abs() < 1e-12);
    let short = Rows { weights: Some(&[-1.0; 4]), offset: None };
    assert_eq!(ols(&design(&[("x", &x)], "~ x"), &y, short).unwrap_err(), Undefined::WrongShape);
}

#[test]
fn one_residual_degree_of_freedom_is_enough() {
    let model = ols(&design(&[("x", &[1.0, 2.0, 3.0])], "~ x"), &[1.0, 3.0, 2.0], Rows::default());
    assert_eq!(model.unwrap().df_residual.to_bits(), 1.0_f64.to_bits());
}

#[test]
fn an_analysis_of_variance_takes_the_offset_from_the_response() {
    use super::super::anova::{SumsOfSquares, anova};
    let (y, offset) = ([1.0, 3.0, 2.0, 5.0], [0.5, 0.0, 1.0, 2.5]);
    let less: Vec<f64> = y.iter().zip(offset).map(|(y, offset)| y - offset).collect();
    let line = design(&[("x", &[1.0, 2.0, 3.0, 4.0])], "~ x");
    let of = |y: &[f64], rows: Rows<'_>| {
        anova(&line, y, rows, SumsOfSquares::Sequential).unwrap()[0].sum_of_squares
    };
    let with = of(&y, Rows { weights: None, offset: Some(&offset) });
    assert!((with - of(&less, Rows::default())).abs() < 1e-12);
}
