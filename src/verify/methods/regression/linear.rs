//! Linear models.

use super::shared::{
    ADJUST, ARGUMENTS, COEFFICIENT_RESULTS, CONFIDENCE, COVARIANCE, Given, LAG, coefficients, matrix,
};
use super::{Call, CaseError, Field, Method, Outcome, field};
use crate::stats::regression::{Ingredients, ols};
use crate::verify::model::{CONTRASTS, REFERENCE};

pub(super) const METHODS: &[Method] = &[Method {
    name: "ols.fit",
    title: "Linear regression by least squares",
    formula: "b = (X'WX)⁻¹X'Wy, σ² = Σ w e² / (n − p), var b = σ² (X'WX)⁻¹ or a sandwich",
    source: "R lm, summary.lm; sandwich::vcovHC, vcovCL, NeweyWest; lmtest::coeftest",
    arguments: ARGUMENTS,
    options: &[CONFIDENCE, COVARIANCE, LAG, ADJUST, CONTRASTS, REFERENCE],
    results: RESULTS,
    run: fit,
}];

const RESULTS: &[Field] = &[
    COEFFICIENT_RESULTS[0],
    COEFFICIENT_RESULTS[1],
    COEFFICIENT_RESULTS[2],
    COEFFICIENT_RESULTS[3],
    COEFFICIENT_RESULTS[4],
    COEFFICIENT_RESULTS[5],
    field("covariance", "matrix of the estimates, row by row"),
    field("n", "rows with a weight"),
    field("dropped", "rows with a missing value"),
    field("df_residual", "n less the number of coefficients"),
    field("sigma", "residual standard error"),
    field("residual_sum_of_squares", "Σ w e², the deviance"),
    field("r_squared", "share of variation explained"),
    field("adjusted_r_squared", "the same corrected for the number of coefficients"),
    field("f_statistic", "of all coefficients but the intercept"),
    field("f_df", "its degrees of freedom, above and below"),
    field("f_p_value", "its p-value"),
    field("log_likelihood", "at its maximum"),
    field("aic", "Akaike's criterion, σ counted"),
    field("bic", "Schwarz's criterion"),
    field("fitted", "a list parallel to the rows kept"),
    field("residuals", "y − fitted"),
    field("leverage", "diagonal of the hat matrix"),
];

fn fit(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let given = Given::new(call)?;
    let model = ols(&given.design, &given.response, given.rows())?;
    let robust = given.covariance(call, || Ingredients::of_ols(&model))?;
    let covariance = robust.as_ref().unwrap_or(&model.covariance);
    let table = model.table_with(covariance, call.confidence()?)?;
    Ok(coefficients(&given.design.names, &table)
        .with("covariance", matrix(covariance))
        .with("n", model.n)
        .with("dropped", given.frame.dropped)
        .with("df_residual", model.df_residual)
        .with("sigma", model.sigma)
        .with("residual_sum_of_squares", model.residual_squares)
        .with("r_squared", model.r_squared)
        .with("adjusted_r_squared", model.adjusted_r_squared)
        .with("f_statistic", model.f_test.map(|test| test.statistic))
        .with("f_df", model.f_test.map_or([None; 2], |test| test.df.map(Some)))
        .with("f_p_value", model.f_test.map(|test| test.p_value))
        .with("log_likelihood", model.log_likelihood)
        .with("aic", model.aic)
        .with("bic", model.bic)
        .with("fitted", model.fitted)
        .with("residuals", model.residuals)
        .with("leverage", model.leverages))
}
