//! Accelerated failure time models.

use super::cox_data::read_as_given;
use super::survival_data::{EVENT, EVENT_VALUE, TIME};
use super::{Call, CaseError, Method, Outcome, field};
use crate::stats::survival::Estimates;
use crate::stats::survival::aft::{AftDistribution, accelerated_failure_time};
use crate::verify::Quantity;
use crate::verify::call::bad;
use crate::verify::model::{CONTRASTS, FACTORS, FORMULA, REFERENCE};

pub(super) const METHODS: &[Method] = &[Method {
    name: "aft.fit",
    title: "Accelerated failure time model",
    formula: "log T = x b + scale · error, by maximum likelihood",
    source: "Kalbfleisch & Prentice, The Statistical Analysis of Failure Time Data, 2002; R survival::survreg",
    arguments: &[FORMULA, FACTORS, TIME, EVENT, EVENT_VALUE],
    options: &[
        field("distribution", "weibull, exponential, lognormal or loglogistic"),
        field("confidence", "level of the intervals; 0.95"),
        CONTRASTS,
        REFERENCE,
    ],
    results: &[
        field(
            "term",
            "(Intercept), names of the coefficients as in R, and Log(scale) where there is a scale",
        ),
        field("estimate", "of each"),
        field("standard_error", "of each"),
        field("statistic", "z"),
        field("p_value", "two-sided"),
        field("conf_int", "limits of each"),
        field("covariance", "row by row"),
        field("scale", "1 for exponential times"),
        field("log_likelihood", "with the intercept alone and with all"),
        field("aic", "2 k − 2 log likelihood"),
        field("likelihood_ratio_test", "record of statistic, df, p_value; none for the intercept alone"),
        field("n", "complete rows"),
        field("events", "events among them"),
    ],
    run: fit,
}];

fn fit(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let given = read_as_given(call)?;
    if !given.data.offset.is_empty() || !given.data.strata.is_empty() || !given.data.clusters.is_empty() {
        return Err(bad("formula", "a formula without offset, strata and cluster"));
    }
    let distribution = call.choice(
        "distribution",
        &[
            ("weibull", AftDistribution::Weibull),
            ("exponential", AftDistribution::Exponential),
            ("lognormal", AftDistribution::LogNormal),
            ("loglogistic", AftDistribution::LogLogistic),
        ],
    )?;
    let design = given.data.design.clone().insert_column(0, 1.0);
    let fit = accelerated_failure_time(&given.data.follow_up, &design, distribution, call.confidence()?)?;
    let mut names = given.names;
    names.insert(0, "(Intercept)".to_owned());
    if fit.estimates.coefficients.len() > names.len() {
        names.push("Log(scale)".to_owned());
    }
    let aic = 2.0 * fit.estimates.coefficients.len() as f64 - 2.0 * fit.log_likelihood[1];
    let outcome = estimates(names, &fit.estimates)
        .with("scale", fit.scale)
        .with("log_likelihood", fit.log_likelihood)
        .with("aic", aic)
        .with("n", fit.n)
        .with("events", fit.events);
    Ok(match fit.likelihood_ratio_test {
        None => outcome,
        Some(test) => outcome.with("likelihood_ratio_test", super::cox::record(&test)),
    })
}

/// Coefficients with their errors, tests and intervals.
pub(super) fn estimates(names: Vec<String>, found: &Estimates) -> Outcome {
    let row = |row: usize| found.covariance.row(row).iter().copied().collect::<Vec<f64>>();
    let limits = found.conf_int.iter().map(|interval| [interval.low.get(), interval.high.get()]);
    Outcome::default()
        .with("term", names)
        .with("estimate", found.coefficients.as_slice())
        .with("standard_error", found.standard_errors.as_slice())
        .with("statistic", found.z.as_slice())
        .with("p_value", found.p_values.as_slice())
        .with("conf_int", Quantity::from(limits.collect::<Vec<_>>()))
        .with("covariance", (0..found.covariance.nrows()).map(row).collect::<Vec<_>>())
}
