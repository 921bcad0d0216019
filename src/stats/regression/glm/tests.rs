use super::*;
use crate::stats::model::{Formula, Frame, ModelFrame, Variable};
use proptest::prelude::*;

fn design(x: &[f64]) -> Design {
    let column = Variable::Numeric(x.iter().copied().map(Some).collect());
    let frame = Frame::default().with("x", column).unwrap();
    Design::new(&ModelFrame::new(&Formula::parse("~ x").unwrap(), &frame, &[]).unwrap())
}

fn fit(x: &[f64], y: &[f64], family: Family, link: Link) -> Result<Glm, Undefined> {
    glm(&design(x), y, Rows::default(), family, link)
}

#[test]
fn separation_is_named_and_not_estimated() {
    let x = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
    let logit = |y: &[f64]| fit(&x, y, Family::Binomial, Link::Logit).unwrap_err();
    assert_eq!(logit(&[0.0, 0.0, 0.0, 1.0, 1.0, 1.0]), Undefined::Separated);
    assert_eq!(logit(&[1.0, 1.0, 1.0, 0.0, 0.0, 0.0]), Undefined::Separated);
    assert_eq!(logit(&[1.0; 6]), Undefined::Separated);
    assert_eq!(logit(&[0.0; 6]), Undefined::NoEvents);
    // A group without an event: its log odds have no end.
    let group = [0.0, 0.0, 0.0, 1.0, 1.0, 1.0];
    let quasi = fit(&group, &[1.0, 0.0, 1.0, 0.0, 0.0, 0.0], Family::Binomial, Link::Logit);
    assert_eq!(quasi.unwrap_err(), Undefined::Separated);
    let counts = fit(&group, &[1.0, 4.0, 2.0, 0.0, 0.0, 0.0], Family::Poisson, Link::Log);
    assert_eq!(counts.unwrap_err(), Undefined::Separated);
}

#[test]
fn what_the_family_cannot_have_is_refused() {
    let x = [1.0, 2.0, 3.0];
    for (y, family) in [
        ([0.0, 2.0, 1.0], Family::Binomial),
        ([1.0, -1.0, 2.0], Family::Poisson),
        ([1.0, 0.0, 2.0], Family::Gamma),
        ([1.0, f64::NAN, 2.0], Family::Poisson),
    ] {
        assert_eq!(fit(&x, &y, family, Link::Log).unwrap_err(), Undefined::BadValues);
    }
    assert_eq!(
        fit(&[2.0; 3], &[1.0, 2.0, 3.0], Family::Poisson, Link::Log).unwrap_err(),
        Undefined::Collinear
    );
    assert_eq!(fit(&[], &[], Family::Poisson, Link::Log).unwrap_err(), Undefined::TooFewValues);
    assert_eq!(fit(&x, &[1.0, 2.0], Family::Poisson, Link::Log).unwrap_err(), Undefined::WrongShape);
}

#[test]
fn counts_that_vary_less_than_poisson_have_no_finite_size() {
    let x = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
    let found = negative_binomial(&design(&x), &[3.0, 3.0, 4.0, 4.0, 5.0, 5.0], Rows::default(), Link::Log);
    assert_eq!(found.unwrap_err(), Undefined::NotConverged);
}

#[test]
fn criteria_of_the_negative_binomial_count_the_size() {
    let x = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0];
    let y = [0.0, 9.0, 1.0, 14.0, 2.0, 25.0, 0.0, 3.0];
    let model = negative_binomial(&design(&x), &y, Rows::default(), Link::Log).unwrap().model;
    let (deviance, parameters) = (-2.0 * model.log_likelihood.unwrap(), 3.0);
    assert!((model.aic.unwrap() - deviance - 2.0 * parameters).abs() < 1e-12);
    assert!((model.bic.unwrap() - deviance - libm::log(8.0) * parameters).abs() < 1e-12);
}

/// The square root of a Poisson count has a variance of ¼ whatever its mean.
#[test]
fn square_roots_of_counts_have_one_variance() {
    let (group, y) = ([0.0, 0.0, 0.0, 0.0, 1.0, 1.0], [3.0, 5.0, 4.0, 4.0, 7.0, 11.0]);
    let found = fit(&group, &y, Family::Poisson, Link::SquareRoot).unwrap();
    for (value, expected) in found.coefficients.iter().zip([2.0, 1.0]) {
        assert!((value - expected).abs() < 1e-9, "{found:?}");
    }
    assert!((found.covariance[(0, 0)] - 0.25 / 4.0).abs() < 1e-9);
    assert!((found.covariance[(1, 1)] - (0.25 / 4.0 + 0.25 / 2.0)).abs() < 1e-9);
}

#[test]
fn lists_of_unlike_lengths_have_no_model() {
    let (x, y) = ([1.0, 2.0, 3.0, 5.0], [1.0, 3.0, 2.0, 6.0]);
    for rows in
        [Rows { weights: Some(&[1.0; 3]), offset: None }, Rows { weights: None, offset: Some(&[1.0; 5]) }]
    {
        let found = glm(&design(&x), &y, rows, Family::Poisson, Link::Log);
        assert_eq!(found.unwrap_err(), Undefined::WrongShape);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn the_scores_of_the_estimates_are_zero(
        rows in prop::collection::vec((-2.0_f64..2.0, 0_u32..9), 8..30)
    ) {
        let x: Vec<f64> = rows.iter().map(|row| row.0).collect();
        let y: Vec<f64> = rows.iter().map(|row| f64::from(row.1)).collect();
        if let Ok(model) = fit(&x, &y, Family::Poisson, Link::Log) {
            let rest = model.residuals(Residuals::Response);
            let score: f64 = rest.iter().zip(&x).map(|(rest, x)| rest * x).sum();
            prop_assert!(rest.iter().sum::<f64>().abs() < 1e-8 && score.abs() < 1e-8);
        }
    }

    #[test]
    fn swapping_the_outcomes_turns_the_signs(
        rows in prop::collection::vec((-2.0_f64..2.0, any::<bool>()), 10..30)
    ) {
        let x: Vec<f64> = rows.iter().map(|row| row.0).collect();
        let y: Vec<f64> = rows.iter().map(|row| f64::from(u8::from(row.1))).collect();
        let other: Vec<f64> = y.iter().map(|y| 1.0 - y).collect();
        let there = fit(&x, &y, Family::Binomial, Link::Logit);
        let back = fit(&x, &other, Family::Binomial, Link::Logit);
        if let (Ok(there), Ok(back)) = (there, back) {
            for (a, b) in there.coefficients.iter().zip(&back.coefficients) {
                prop_assert!((a + b).abs() < 1e-7 * (1.0 + a.abs()));
            }
        }
    }
}

#[test]
fn what_a_term_explains_is_divided_by_the_dispersion() {
    use crate::stats::regression::anova::SumsOfSquares;
    let (x, y) = ([1.0, 2.0, 3.0, 4.0, 5.0, 6.0], [2.0, 9.0, 1.0, 8.0, 14.0, 6.0]);
    let of = |family: Family| {
        let rows = Rows::default();
        let terms = analysis_of_deviance(&design(&x), &y, rows, family, Link::Log, SumsOfSquares::Sequential);
        let term = terms.unwrap().remove(0);
        [term.likelihood_ratio, term.score]
    };
    let dispersion = fit(&x, &y, Family::QuasiPoisson, Link::Log).unwrap().dispersion;
    assert!(dispersion > 1.5, "{dispersion}");
    for (quasi, plain) in of(Family::QuasiPoisson).into_iter().zip(of(Family::Poisson)) {
        assert!((quasi * dispersion - plain).abs() < 1e-9, "{quasi} {plain}");
    }
}

#[test]
fn only_rows_with_weight_count() {
    let (x, y) = ([1.0, 2.0, 3.0, 4.0], [1.0, 3.0, 2.0, 4.0]);
    let of = |y: &[f64], weights: &[f64]| {
        glm(&design(&x), y, Rows { weights: Some(weights), offset: None }, Family::Poisson, Link::Log)
    };
    let df = of(&y, &[1.0, 1.0, 1.0, 0.0]).unwrap().df_residual;
    assert_eq!(df.to_bits(), 1.0_f64.to_bits());
    assert_eq!(of(&[0.0, 0.0, 0.0, 4.0], &[1.0, 1.0, 1.0, 0.0]).unwrap_err(), Undefined::NoEvents);
    assert_eq!(of(&[0.0; 4], &[1.0; 3]).unwrap_err(), Undefined::WrongShape);
}

fn near(found: &[f64], right: &[f64], tolerance: f64) -> bool {
    found.len() == right.len() && found.iter().zip(right).all(|(a, b)| (a - b).abs() <= tolerance)
}

/// Reciprocals of large responses are small, and so are changes of them that are still to come.
#[test]
fn the_unit_of_the_response_is_of_no_account() {
    let (x, y) = ([0.0, 1.0, 2.0, 3.0, 4.0, 5.0], [9.0, 2.0, 14.0, 7.0, 40.0, 5.0]);
    for unit in [1.0, 1e7] {
        let found = fit(&x, &y.map(|y| y * unit), Family::Gamma, Link::Inverse).unwrap();
        let own: Vec<f64> = found.coefficients.iter().map(|value| value * unit).collect();
        // R 4.2.2, `glm` with `epsilon = 1e-15`.
        assert!(near(&own, &[0.125_642_573_966_889, -0.015_569_822_862_078], 1e-12), "{own:?}");
    }
}

#[test]
fn positive_responses_are_never_separated() {
    let found = fit(&[-1.0, 0.0, 1.0], &[1.0, 1e6, 3.0], Family::Gamma, Link::Log);
    assert!(matches!(found, Ok(_) | Err(Undefined::NotConverged)), "{found:?}");
}
