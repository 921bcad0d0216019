use super::*;
use crate::stats::model::{Formula, Frame, ModelFrame, Variable};
use proptest::prelude::*;

fn design(x: &[f64]) -> Design {
    design_of("~ x", x)
}

fn design_of(formula: &str, x: &[f64]) -> Design {
    let column = Variable::Numeric(x.iter().copied().map(Some).collect());
    let frame = Frame::default().with("x", column).unwrap();
    Design::new(&ModelFrame::new(&Formula::parse(formula).unwrap(), &frame, &[]).unwrap())
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
    let probit = fit(&group, &[1.0, 0.0, 1.0, 0.0, 0.0, 0.0], Family::Binomial, Link::Probit);
    assert_eq!(probit.unwrap_err(), Undefined::Separated);
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

/// Two groups have their own shares whatever the link; the variance of the first is that of a share by the delta method.
#[test]
fn shares_may_be_compared_by_reciprocals_and_by_roots() {
    let of = |y: [f64; 2], link: Link| {
        let rows = Rows { weights: Some(&[4.0, 100.0]), offset: None };
        glm(&design(&[0.0, 1.0]), &y, rows, Family::Binomial, link).unwrap()
    };
    let inverse = of([0.5, 0.25], Link::Inverse);
    assert!(near(&inverse.coefficients, &[2.0, 2.0], 1e-12) && near(&inverse.fitted, &[0.5, 0.25], 1e-12));
    assert!((inverse.covariance[(0, 0)] - 0.5 / (4.0 * 0.125)).abs() < 1e-12);
    let root = of([0.25, 0.36], Link::SquareRoot);
    assert!(near(&root.coefficients, &[0.5, 0.1], 1e-12) && near(&root.fitted, &[0.25, 0.36], 1e-12));
    assert!((root.covariance[(0, 0)] - 0.75 / (4.0 * 4.0)).abs() < 1e-12);
}

/// By hand: the best line that is not below nothing at the last row falls to it from 15 counts over 10 steps.
#[test]
fn no_line_of_means_falls_below_nothing() {
    let found = fit(&[1.0, 2.0, 3.0, 4.0, 5.0], &[10.0, 5.0, 0.0, 0.0, 0.0], Family::Poisson, Link::Identity);
    let found = found.unwrap();
    assert!(found.fitted.iter().all(|&mean| mean > 0.0));
    assert!(near(&found.coefficients, &[7.5, -1.5], 1e-6), "{found:?}");
}

#[test]
fn a_group_without_counts_or_without_failures_has_a_difference() {
    let group = [0.0, 0.0, 0.0, 1.0, 1.0, 1.0];
    let of = |y: &[f64], family: Family| fit(&group, y, family, Link::Identity).unwrap().coefficients;
    assert!(near(&of(&[0.0, 0.0, 0.0, 3.0, 4.0, 5.0], Family::Poisson), &[0.0, 4.0], 1e-10));
    assert!(near(&of(&[1.0, 1.0, 1.0, 0.0, 1.0, 0.0], Family::Binomial), &[1.0, -2.0 / 3.0], 1e-10));
}

/// The row far out has so little weight that the others alone would give it a mean beyond all numbers.
#[test]
fn no_mean_is_infinite() {
    let (x, y, weights) =
        ([0.0, 1.0, 2.0, 3.0, 1000.0], [1.0, 3.0, 7.0, 20.0, 5.0], [1.0, 1.0, 1.0, 1.0, 1e-9]);
    let rows = Rows { weights: Some(&weights), offset: None };
    let found = glm(&design(&x), &y, rows, Family::Poisson, Link::Log).unwrap();
    assert!(found.log_likelihood.unwrap().is_finite());
    let rest = found.residuals(Residuals::Response);
    assert!(rest.iter().zip(weights).map(|(rest, weight)| rest * weight).sum::<f64>().abs() < 1e-9);
}

#[test]
fn a_covariate_far_from_zero_lets_the_search_end() {
    let (x, y) = ([1.0, 2.0, 3.0, 4.0, 5.0, 6.0], [1.0, 3.0, 2.0, 5.0, 4.0, 9.0]);
    let far = fit(&x.map(|x| x + 1e6), &y, Family::Poisson, Link::Log).unwrap();
    let slope = fit(&x, &y, Family::Poisson, Link::Log).unwrap().coefficients[1];
    assert!((far.coefficients[1] - slope).abs() < 1e-10);
}

#[test]
fn a_factor_of_all_counts_moves_the_intercept_alone() {
    let (x, y) = ([0.0, 1.0, 2.0, 3.0, 4.0, 5.0], [1.0, 30.0, 2.0, 15.0, 300.0, 8.0]);
    let few = fit(&x, &y, Family::Poisson, Link::Log).unwrap().coefficients;
    let many = fit(&x, &y.map(|y| y * 1e6), Family::Poisson, Link::Log).unwrap().coefficients;
    assert!(near(&many, &[few[0] + log(1e6), few[1]], 1e-12), "{many:?} {few:?}");
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
fn rows_without_weight_may_have_means_beyond_all_numbers() {
    let (x, y) = ([0.0, 1.0, 2.0, 3.0, 1.0, 2.0], [1.0, 3.0, 2.0, 5.0, 1.0, 1.0]);
    let (weights, offset) = ([1.0, 1.0, 1.0, 1.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0, -740.0, -800.0]);
    let rows = Rows { weights: Some(&weights), offset: Some(&offset) };
    let found = glm(&design(&x), &y, rows, Family::Poisson, Link::Log).unwrap();
    let alone = fit(&x[..4], &y[..4], Family::Poisson, Link::Log).unwrap();
    assert!(near(&found.coefficients, &alone.coefficients, 1e-12));
    assert!((found.log_likelihood.unwrap() - alone.log_likelihood.unwrap()).abs() < 1e-12);
}

#[test]
fn a_row_that_is_hardly_exposed_is_no_separation() {
    let (x, y) = ([0.0, 1.0, 2.0, 3.0, 4.0], [1.0, 3.0, 2.0, 5.0, 0.0]);
    let rows = Rows { weights: None, offset: Some(&[0.0, 0.0, 0.0, 0.0, -30.0]) };
    let found = glm(&design(&x), &y, rows, Family::Poisson, Link::Log).unwrap();
    let alone = fit(&x[..4], &y[..4], Family::Poisson, Link::Log).unwrap();
    assert!(near(&found.coefficients, &alone.coefficients, 1e-10));
}

/// One event, and one failure, of so many trials: log odds of `∓ln(2⁴⁰ − 1)`.
#[test]
fn one_event_of_very_many_is_no_separation() {
    let (trials, log_odds) = (1_099_511_627_776.0, 27.725_887_222_396_9);
    let rows = Rows { weights: Some(&[trials, trials]), offset: None };
    let shares = [1.0 / trials, 1.0 - 1.0 / trials];
    let found = glm(&design(&[0.0, 1.0]), &shares, rows, Family::Binomial, Link::Logit).unwrap();
    assert!(near(&found.coefficients, &[-log_odds, 2.0 * log_odds], 1e-9), "{found:?}");
}

/// R finds log means from 2.9 to 3.3 here in 191 steps.
#[test]
fn a_slow_search_is_not_called_separated() {
    let (x, y) = ([0.37, 0.84, 2.0, 0.11, -1.0], [88.0, 22.0, 1.0, 2.0, 0.0]);
    for offset in [0.0, 10.0] {
        let rows = Rows { weights: None, offset: Some(&[offset; 5]) };
        let found = glm(&design(&x), &y, rows, Family::NegativeBinomial { theta: 0.1 }, Link::Log);
        assert_ne!(found.err(), Some(Undefined::Separated), "{offset}");
    }
}

#[test]
fn positive_responses_are_never_separated() {
    let found = fit(&[-1.0, 0.0, 1.0], &[1.0, 1e6, 3.0], Family::Gamma, Link::Log);
    assert!(matches!(found, Ok(_) | Err(Undefined::NotConverged)), "{found:?}");
}

/// The likelihood is maximised with 30 digits by mpmath 1.3.
#[test]
fn the_size_is_likeliest_without_an_intercept_too() {
    let x = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0];
    let y = [0.0, 9.0, 1.0, 14.0, 2.0, 25.0, 0.0, 3.0];
    let found = negative_binomial(&design_of("~ 0 + x", &x), &y, Rows::default(), Link::Log).unwrap();
    let numbers = [found.model.coefficients[0], found.theta, found.theta_standard_error];
    assert!(
        near(&numbers, &[0.395_328_150_187_905_4, 0.455_632_254_121_125, 0.248_738_868_081_206_4], 1e-9),
        "{numbers:?}"
    );
}

#[test]
fn one_residual_degree_of_freedom_has_a_dispersion() {
    let of = |rows: usize| {
        let found = fit(&[1.0, 2.0, 3.0][..rows], &[2.0, 9.0, 4.0][..rows], Family::QuasiPoisson, Link::Log);
        found.map(|model| (model.dispersion - model.pearson).abs() < 1e-12)
    };
    assert_eq!((of(3), of(2)), (Ok(true), Err(Undefined::TooFewValues)));
}

/// R 4.2.2, `glm(y ~ x, binomial, control = list(epsilon = 1e-15))`.
#[test]
fn one_row_far_out_is_no_separation() {
    let x = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, -60.0];
    let y = [0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 1.0, 1.0, 0.0];
    let model = fit(&x, &y, Family::Binomial, Link::Logit).unwrap();
    let expected = [-1.949_406_645_000_41, 0.433_201_476_666_657];
    let errors = [1.861_086_804_096_001_6, 0.374_865_706_473_906_4];
    for column in 0..2 {
        assert!((model.coefficients[column] / expected[column] - 1.0).abs() < 1e-10, "{model:?}");
        assert!(
            (libm::sqrt(model.covariance[(column, column)]) / errors[column] - 1.0).abs() < 1e-7,
            "{model:?}"
        );
    }
}

#[test]
fn estimates_that_few_rows_hold_are_no_separation() {
    let logit =
        |x: &[f64], y: &[f64]| fit(x, y, Family::Binomial, Link::Logit).map(|model| model.coefficients);
    assert!(logit(&[1.0, 2.0, 3.0, 2.0], &[0.0, 1.0, 0.0, 1.0]).is_ok());
    assert!(logit(&[1.0, 2.0, 3.0, 2.0], &[1.0, 0.0, 1.0, 0.0]).is_ok());
    // Beside the row far out all but one are on their side.
    assert!(logit(&[1.0, 2.0, 3.0, 4.0, 5.0, 1e3], &[1.0, 0.0, 1.0, 1.0, 1.0, 1.0]).is_ok());
}

#[test]
fn offsets_put_no_row_at_its_bound() {
    let offset = [0.0, 0.0, -30.0, 30.0];
    let rows = Rows { offset: Some(&offset), ..Rows::default() };
    let found =
        glm(&design(&[0.0, 0.0, 1.0, 1.0]), &[0.0, 1.0, 0.0, 1.0], rows, Family::Binomial, Link::Logit);
    assert!(found.unwrap().coefficients.iter().all(|value| value.abs() < 1e-6));
}

#[test]
fn a_row_without_weight_holds_no_estimate() {
    let weights = [1.0, 1.0, 1.0, 1.0, 0.0];
    let rows = Rows { weights: Some(&weights), ..Rows::default() };
    let (x, y) = ([0.0, 0.0, 1.0, 1.0, 1.0], [0.0, 1.0, 0.0, 0.0, 1.0]);
    for link in [Link::Logit, Link::Probit] {
        let found = glm(&design(&x), &y, rows, Family::Binomial, link);
        assert_eq!(found.unwrap_err(), Undefined::Separated, "{link:?}");
    }
}

#[test]
fn a_row_far_out_without_weight_is_no_separation() {
    let x = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 1e4, -1e4];
    for (family, link) in
        [(Family::Binomial, Link::Logit), (Family::Binomial, Link::Probit), (Family::Poisson, Link::Log)]
    {
        let y = [0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 1.0, 1.0, 0.0, 0.0];
        let weights = [1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 0.0, 0.0];
        let rows = Rows { weights: Some(&weights), ..Rows::default() };
        let with = glm(&design(&x), &y, rows, family, link).unwrap();
        let without = fit(&x[..8], &y[..8], family, link).unwrap();
        assert!((with.coefficients[1] / without.coefficients[1] - 1.0).abs() < 1e-9, "{family:?}");
        let [with, without] = [with, without].map(|model| model.log_likelihood.unwrap());
        assert!((with / without - 1.0).abs() < 1e-9, "{family:?}");
    }
}

proptest! {
    #![proptest_config(crate::effort::cases(256))]

    /// One covariate separates events from others exactly when it puts all of the ones at or above all of the others.
    #[test]
    fn what_one_covariate_separates_is_refused_and_nothing_else(
        rows in prop::collection::vec((0_u8..6, any::<bool>()), 4..14), far in 0_u8..4, out in any::<bool>()
    ) {
        let x: Vec<f64> = rows.iter().map(|&(x, _)| f64::from(x)).chain([-libm::pow(10.0, f64::from(far))]).collect();
        let y: Vec<f64> = rows.iter().map(|&(_, y)| y).chain([out]).map(|y| f64::from(u8::from(y))).collect();
        prop_assume!(y.contains(&1.0) && y.contains(&0.0) && rows.iter().any(|row| row.0 != rows[0].0));
        let of = |event: f64| x.iter().zip(&y).filter(move |&(_, &y)| y == event).map(|(x, _)| *x);
        let (least, most) = (|event| of(event).fold(f64::INFINITY, f64::min), |event| of(event).fold(-f64::INFINITY, f64::max));
        let separated = most(0.0) <= least(1.0) || most(1.0) <= least(0.0);
        let found = fit(&x, &y, Family::Binomial, Link::Logit).map(|model| model.coefficients);
        prop_assert_eq!(found.err(), separated.then_some(Undefined::Separated));
    }
}
