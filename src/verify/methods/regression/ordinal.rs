//! Models of ordered categories.

use super::shared::{COEFFICIENT_RESULTS, CONFIDENCE, WEIGHTS, coefficients, matrix};
use super::{Call, CaseError, Field, Method, Outcome, field};
use crate::stats::Undefined;
use crate::stats::model::{Design, ModelFrame, Variable};
use crate::stats::regression::{brant_test, ordinal};
use crate::verify::call::bad;
use crate::verify::model::{CONTRASTS, FACTORS, FORMULA, REFERENCE};

pub(super) const METHODS: &[Method] = &[
    Method {
        name: "ordinal.logit",
        title: "Proportional-odds model of ordered categories",
        formula: "logit P(y ≤ k) = θₖ − xβ, by maximum likelihood",
        source: "McCullagh, J R Stat Soc B 1980;42:109; R ordinal::clm, MASS::polr",
        arguments: ARGUMENTS,
        options: &[CONFIDENCE, CONTRASTS, REFERENCE],
        results: &[
            field("term", "thresholds as “1|2”, then coefficients in R's naming"),
            COEFFICIENT_RESULTS[1],
            field("standard_error", "by the observed information"),
            COEFFICIENT_RESULTS[3],
            COEFFICIENT_RESULTS[4],
            COEFFICIENT_RESULTS[5],
            field("odds_ratio", "exp of the coefficients, thresholds left out"),
            field("covariance", "matrix of the estimates, row by row"),
            field("log_likelihood", "at its maximum"),
            field("deviance", "−2 log-likelihood"),
            field("null_log_likelihood", "of the thresholds alone"),
            field("aic", "Akaike's criterion"),
            field("bic", "Schwarz's criterion"),
            field("n", "rows kept"),
            field("dropped", "rows with a missing value"),
        ],
        run: fit,
    },
    Method {
        name: "ordinal.brant",
        title: "Brant's test of proportional odds",
        formula: "Wald's χ² that the coefficients of the logistic models of y > k are equal",
        source: "Brant, Biometrics 1990;46:1171; R brant::brant",
        arguments: ARGUMENTS,
        options: &[CONTRASTS, REFERENCE],
        results: &[
            field("statistic", "of all coefficients"),
            field("df", "coefficients times thresholds less one"),
            field("p_value", "small where the odds are not proportional"),
            field("term", "the coefficients in R's naming"),
            field("term_statistic", "of each coefficient alone"),
            field("term_df", "its degrees of freedom"),
            field("term_p_value", "its p-value"),
        ],
        run: brant,
    },
];

const ARGUMENTS: &[Field] = &[FORMULA, FACTORS, WEIGHTS];

/// A model's rows, with the levels of the response and their names.
struct Given {
    frame: ModelFrame,
    design: Design,
    levels: Vec<usize>,
    names: Vec<String>,
    weights: Option<Vec<f64>>,
}

fn given(call: &Call<'_>) -> Result<Given, CaseError> {
    let extras = if call.has("weights") { vec![call.word("weights")?] } else { Vec::new() };
    let frame = call.model(&extras)?;
    let weights = call
        .has("weights")
        .then(|| frame.numeric_extra(0).ok_or_else(|| bad("weights", "a column of numbers")));
    let [Variable::Categorical(factor)] = frame.response.as_slice() else {
        return Err(bad(
            "formula",
            "one with a response of categories: name it in “factors” or write factor(y)",
        ));
    };
    let levels: Option<Vec<usize>> = factor.codes().iter().copied().collect();
    Ok(Given {
        levels: levels.ok_or(Undefined::BadValues)?,
        names: factor.levels().to_vec(),
        weights: weights.transpose()?,
        design: Design::new(&frame),
        frame,
    })
}

fn fit(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let given = given(call)?;
    let model = ordinal(&given.design, &given.levels, given.names.len(), given.weights.as_deref())?;
    let thresholds = given.names.windows(2).map(|pair| pair.join("|"));
    let effects = model.columns.iter().map(|&column| given.design.names[column].clone());
    let names: Vec<String> = thresholds.chain(effects).collect();
    Ok(coefficients(&names, &model.table(call.confidence()?)?)
        .with("odds_ratio", model.coefficients.iter().map(|&value| libm::exp(value)).collect::<Vec<_>>())
        .with("covariance", matrix(&model.covariance))
        .with("log_likelihood", model.log_likelihood)
        .with("deviance", -2.0 * model.log_likelihood)
        .with("null_log_likelihood", model.null_log_likelihood)
        .with("aic", model.aic)
        .with("bic", model.bic)
        .with("n", given.frame.len())
        .with("dropped", given.frame.dropped))
}

fn brant(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let given = given(call)?;
    let test = brant_test(&given.design, &given.levels, given.names.len(), given.weights.as_deref())?;
    let names = given.design.names.iter().zip(&given.design.assign).filter(|(_, assign)| **assign > 0);
    let column = |place: usize| test.coefficients.iter().map(|row| row[place]).collect::<Vec<_>>();
    Ok(Outcome::default()
        .with("statistic", test.statistic)
        .with("df", test.df)
        .with("p_value", test.p_value)
        .with("term", names.map(|(name, _)| name.clone()).collect::<Vec<_>>())
        .with("term_statistic", column(0))
        .with("term_df", column(1))
        .with("term_p_value", column(2)))
}
