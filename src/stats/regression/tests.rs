//! What must hold between the methods of this room, whatever the data.

use nalgebra::DMatrix;
use proptest::prelude::*;

use super::*;
use crate::stats::model::{Contrasts, Design, Factor, Formula, Frame, ModelFrame, Variable};
use crate::stats::{Confidence, Undefined};

/// Rows of a group (0, 1 or 2), a covariate and a response.
type Row = (usize, f64, f64);

fn rows() -> impl Strategy<Value = Vec<Row>> {
    prop::collection::vec((0_usize..3, -3.0_f64..3.0, -5.0_f64..5.0), 9..30)
}

fn frame(rows: &[Row], contrasts: Contrasts) -> Frame {
    let numbers =
        |value: fn(&Row) -> f64| Variable::Numeric(rows.iter().map(|row| Some(value(row))).collect());
    let levels = ["a", "b", "c"].map(str::to_owned).to_vec();
    let group =
        Factor::of_codes(levels, rows.iter().map(|row| Some(row.0)).collect()).with_contrasts(contrasts);
    Frame::default()
        .with("g", Variable::Categorical(group))
        .and_then(|frame| frame.with("x", numbers(|row| row.1)))
        .and_then(|frame| frame.with("y", numbers(|row| row.2)))
        .unwrap()
}

fn fitted(rows: &[Row], formula: &str, contrasts: Contrasts) -> Result<(ModelFrame, Design, Ols), Undefined> {
    let model = ModelFrame::new(&Formula::parse(formula).unwrap(), &frame(rows, contrasts), &[]).unwrap();
    let design = Design::new(&model);
    let fit = ols(&design, &model.numeric_response().unwrap(), Rows::default())?;
    Ok((model, design, fit))
}

fn near(a: f64, b: f64, tolerance: f64) -> bool {
    (a - b).abs() <= tolerance * (1.0 + a.abs().max(b.abs()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_coding_of_a_factor_changes_no_fit_and_no_adjusted_mean(rows in rows()) {
        let found = [Contrasts::Treatment, Contrasts::Sum, Contrasts::Polynomial]
            .map(|contrasts| (contrasts, fitted(&rows, "y ~ g + x", contrasts)));
        if let (_, Ok((model, _, first))) = &found[0] {
            let table = |model: &ModelFrame, fit: &Ols, contrasts| {
                let means = AdjustedMeans::new(model, &frame(&rows, contrasts), "g", &[]).unwrap();
                let reference = Reference::StudentT(fit.df_residual);
                means.table(&fit.coefficients, &fit.covariance, reference, Confidence::NINETY_FIVE).unwrap()
            };
            let expected = table(model, first, Contrasts::Treatment);
            for (contrasts, other) in &found[1..] {
                let (model, _, other) = other.as_ref().unwrap();
                prop_assert!(near(first.residual_squares, other.residual_squares, 1e-12));
                for (a, b) in expected.iter().zip(table(model, other, *contrasts)) {
                    prop_assert!(near(a.estimate, b.estimate, 1e-11) && near(a.standard_error, b.standard_error, 1e-11));
                }
            }
        }
    }

    #[test]
    fn sequential_sums_of_squares_add_up_to_what_the_model_explains(rows in rows()) {
        if let Ok((model, design, fit)) = fitted(&rows, "y ~ g * x", Contrasts::Treatment) {
            let y = model.numeric_response().unwrap();
            let lines = anova(&design, &y, Rows::default(), SumsOfSquares::Sequential).unwrap();
            let mean = y.iter().sum::<f64>() / y.len() as f64;
            let total: f64 = y.iter().map(|y| (y - mean) * (y - mean)).sum();
            let explained: f64 = lines.iter().map(|line| line.sum_of_squares).sum();
            prop_assert!(near(total, explained + fit.residual_squares, 1e-11));
            let last = |sums| anova(&design, &y, Rows::default(), sums).unwrap().pop().unwrap();
            prop_assert_eq!(last(SumsOfSquares::Marginal), last(SumsOfSquares::Sequential));
        }
    }

    #[test]
    fn a_test_of_one_coefficient_is_its_t_test_squared(rows in rows()) {
        if let Ok((_, design, fit)) = fitted(&rows, "y ~ g + x", Contrasts::Treatment) {
            let table = fit.table(Confidence::NINETY_FIVE).unwrap();
            let last = design.names.len() - 1;
            let row = DMatrix::from_fn(1, last + 1, |_, j| if j == last { 1.0 } else { 0.0 });
            let test = wald_test(&fit.coefficients, &fit.covariance, &row, &[0.0], Some(fit.df_residual)).unwrap();
            let t = table[last].statistic.unwrap();
            prop_assert!(near(test.f, t * t, 1e-10) && near(test.f_p_value.unwrap(), table[last].p_value.unwrap(), 1e-9));
        }
    }

    #[test]
    fn clusters_of_one_row_and_a_lag_of_zero_are_the_plain_sandwich(rows in rows()) {
        if let Ok((_, _, fit)) = fitted(&rows, "y ~ g + x", Contrasts::Treatment) {
            let ingredients = Ingredients::of_ols(&fit);
            let plain = ingredients.heteroscedastic(Heteroscedastic::Hc0).unwrap();
            let alone: Vec<usize> = (0..rows.len()).collect();
            let clustered = ingredients.clustered(Clustered::Cr0, &alone).unwrap();
            let series = ingredients.newey_west(0, SmallSample::Unadjusted).unwrap();
            for ((a, b), c) in plain.iter().zip(clustered.iter()).zip(series.iter()) {
                prop_assert!(near(*a, *b, 1e-11) && near(*a, *c, 1e-11));
            }
        }
    }

    #[test]
    fn a_row_moves_the_coefficients_as_far_as_leaving_it_out(rows in rows()) {
        if let Ok((_, _, fit)) = fitted(&rows, "y ~ x", Contrasts::Treatment)
            && let Ok(influence) = influence(&fit)
        {
            let (_, _, without) = fitted(&rows[1..], "y ~ x", Contrasts::Treatment).unwrap();
            for (column, moved) in influence.dfbeta[0].iter().enumerate() {
                prop_assert!(near(*moved, fit.coefficients[column] - without.coefficients[column], 1e-10));
            }
            prop_assert!(near(influence.sigma[0], without.sigma, 1e-10));
        }
    }
}

#[test]
fn the_profile_ends_where_the_deviance_has_risen_by_the_quantile_squared() {
    let rows: Vec<Row> = [0.2, -1.0, 2.2, 0.3, 1.5, -0.4, 2.9, 0.9, -2.0, 1.1, 0.0, -1.4]
        .iter()
        .enumerate()
        .map(|(place, &x)| (place % 3, x, if (place * 5) % 7 < 3 { 1.0 } else { 0.0 }))
        .collect();
    let model =
        ModelFrame::new(&Formula::parse("y ~ x").unwrap(), &frame(&rows, Contrasts::Treatment), &[]).unwrap();
    let y = model.numeric_response().unwrap();
    let fit = glm(&Design::new(&model), &y, Rows::default(), Family::Binomial, Link::Logit).unwrap();
    let interval = profile_intervals(&fit, Confidence::NINETY_FIVE).unwrap()[1].interval().unwrap();
    for limit in [interval.low.get(), interval.high.get()] {
        let offset: Vec<f64> = rows.iter().map(|row| limit * row.1).collect();
        let alone =
            ModelFrame::new(&Formula::parse("y ~ 1").unwrap(), &frame(&rows, Contrasts::Treatment), &[])
                .unwrap();
        let held = Rows { weights: None, offset: Some(&offset) };
        let held = glm(&Design::new(&alone), &y, held, Family::Binomial, Link::Logit).unwrap();
        assert!((held.deviance - fit.deviance - 3.841_458_820_694_124).abs() < 1e-9);
    }
}

#[test]
fn a_factor_the_model_does_not_have_has_no_means() {
    let rows: Vec<Row> = (0..9).map(|place| (place % 3, place as f64, (place * place) as f64)).collect();
    let (model, ..) = fitted(&rows, "y ~ g + x", Contrasts::Treatment).unwrap();
    let ask = |factor: &str| AdjustedMeans::new(&model, &frame(&rows, Contrasts::Treatment), factor, &[]);
    assert!(ask("x").is_err() && ask("z").is_err() && ask("g").is_ok());
}

#[test]
fn estimates_of_another_model_give_no_means() {
    let rows: Vec<Row> = (0..9).map(|place| (place % 3, place as f64, (place * place) as f64)).collect();
    let (model, _, fit) = fitted(&rows, "y ~ g + x", Contrasts::Treatment).unwrap();
    let means = AdjustedMeans::new(&model, &frame(&rows, Contrasts::Treatment), "g", &[]).unwrap();
    let ask = |estimates: &[f64], covariance: &DMatrix<f64>| {
        means
            .table(estimates, covariance, Reference::Normal, Confidence::NINETY_FIVE)
            .map(|table| table.len())
    };
    assert_eq!(ask(&fit.coefficients, &fit.covariance), Ok(3));
    assert_eq!(ask(&fit.coefficients[1..], &fit.covariance), Err(Undefined::WrongShape));
    assert_eq!(ask(&fit.coefficients, &DMatrix::identity(3, 3)), Err(Undefined::WrongShape));
}
