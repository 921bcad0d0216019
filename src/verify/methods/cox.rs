//! Cox's proportional hazards model.

use super::cox_data::{CoxCall, read};
use super::survival_data::{EVENT, EVENT_VALUE, START, STOP, TIME};
use super::{Call, CaseError, Field, Method, Outcome, field};
use crate::domain::Interval;
use crate::stats::Confidence;
use crate::stats::survival::ChiSquaredTest;
use crate::stats::survival::cox::{
    CoxFit, CoxOptions, Ties, TimeTransform, VarianceKind, cox, proportional_hazards,
};
use crate::verify::Quantity;
use crate::verify::model::{CONTRASTS, FACTORS, FORMULA, REFERENCE};

pub(super) const METHODS: &[Method] = &[
    Method {
        name: "cox.fit",
        title: "Cox proportional hazards model",
        formula: "h(t) = h₀(t) exp(x b), by maximum partial likelihood",
        source: "Cox, J R Stat Soc B 1972;34:187; Efron 1977; Lin & Wei 1989; R survival::coxph",
        arguments: ARGUMENTS,
        options: OPTIONS,
        results: &[
            field("term", "names of the coefficients as in R"),
            field("estimate", "coefficients, logarithms of hazard ratios"),
            field("standard_error", "of each, robust where robust"),
            field("model_standard_error", "of each from the information"),
            field("statistic", "z"),
            field("p_value", "two-sided"),
            field("conf_int", "limits of each coefficient"),
            field("hazard_ratio", "exp(estimate)"),
            field("hazard_ratio_conf_int", "limits of each hazard ratio"),
            field("covariance", "of the coefficients, row by row"),
            field("log_likelihood", "without covariates and with them"),
            field("aic", "2 k − 2 log likelihood"),
            field("likelihood_ratio_test", "record of statistic, df, p_value"),
            field("wald_test", "the same"),
            field("score_test", "the same"),
            field("robust_score_test", "the same, where robust"),
            field("concordance", "of the linear predictor; null when no pair can be compared"),
            field("concordance_standard_error", "of that"),
            field("n", "complete rows"),
            field("events", "events among them"),
            field("martingale_residual", "of each complete row"),
            field("linear_predictor", "of each complete row, less that at the mean covariates"),
            field(
                "baseline",
                "record of lists: stratum, time, hazard (covariates 0), hazard_centred (basehaz of R)",
            ),
        ],
        run: fit,
    },
    Method {
        name: "cox.zph",
        title: "Test of proportional hazards",
        formula: "score test of covariates times a function of time",
        source: "Grambsch & Therneau, Biometrika 1994;81:515; R survival::cox.zph from 3.0",
        arguments: ARGUMENTS,
        options: &[
            TIES,
            field("transform", "km, rank, identity or log"),
            field("confidence", "not used"),
            CONTRASTS,
            REFERENCE,
            field("robust", "not used"),
        ],
        results: &[
            field("term", "terms of the formula, then GLOBAL"),
            field("statistic", "chi-squared of each"),
            field("df", "of each"),
            field("p_value", "of each"),
        ],
        run: zph,
    },
];

const ARGUMENTS: &[Field] = &[
    FORMULA,
    FACTORS,
    TIME,
    START,
    STOP,
    EVENT,
    EVENT_VALUE,
    field(
        "strata",
        "column, or list of columns, of strata with a baseline hazard each; also strata(…) in the formula",
    ),
    field("cluster", "column of clusters, for robust standard errors; also cluster(…) in the formula"),
    field("weights", "column of weights"),
];

const TIES: Field = field("ties", "efron, breslow or exact");

const OPTIONS: &[Field] = &[
    TIES,
    field("robust", "whether standard errors are robust; true with clusters or weights that are not whole"),
    field("confidence", "level of the intervals; 0.95"),
    CONTRASTS,
    REFERENCE,
];

fn options(call: &Call<'_>, given: &CoxCall) -> Result<CoxOptions, CaseError> {
    let ties =
        call.choice("ties", &[("efron", Ties::Efron), ("breslow", Ties::Breslow), ("exact", Ties::Exact)])?;
    let data = &given.data;
    let suggests = !data.clusters.is_empty() || data.weights.iter().any(|weight| weight.trunc() != *weight);
    let robust = call.flag_option("robust", suggests)?;
    let variance = if robust { VarianceKind::Robust } else { VarianceKind::Model };
    Ok(CoxOptions { ties, variance, confidence: call.confidence()? })
}

fn fit(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let given = read(call)?;
    let fit = cox(&given.data, options(call, &given)?)?;
    let rows = |row: usize| fit.covariance.row(row).iter().copied().collect::<Vec<f64>>();
    let outcome = Outcome::default()
        .with("term", given.names.clone())
        .with("estimate", fit.coefficients.as_slice())
        .with("standard_error", fit.standard_errors.as_slice())
        .with("model_standard_error", fit.model_standard_errors.as_slice())
        .with("statistic", fit.z.as_slice())
        .with("p_value", fit.p_values.as_slice())
        .with("conf_int", limits(&fit.conf_int))
        .with("hazard_ratio", fit.hazard_ratios.as_slice())
        .with("hazard_ratio_conf_int", limits(&fit.hazard_ratio_conf_int))
        .with("covariance", (0..fit.covariance.nrows()).map(rows).collect::<Vec<_>>());
    Ok(whole(outcome, &fit).with("baseline", baseline(&fit, &given)))
}

fn whole(outcome: Outcome, fit: &CoxFit) -> Outcome {
    let aic = 2.0 * fit.coefficients.len() as f64 - 2.0 * fit.log_likelihood[1];
    let outcome = outcome
        .with("log_likelihood", fit.log_likelihood)
        .with("aic", aic)
        .with("likelihood_ratio_test", record(&fit.likelihood_ratio_test))
        .with("wald_test", record(&fit.wald_test))
        .with("score_test", record(&fit.score_test))
        .with("concordance", fit.concordance.map(|found| found.estimate))
        .with("concordance_standard_error", fit.concordance.map(|found| found.standard_error))
        .with("n", fit.n)
        .with("events", fit.events)
        .with("martingale_residual", fit.martingale_residuals.as_slice())
        .with("linear_predictor", fit.linear_predictor.as_slice());
    match &fit.robust_score_test {
        Some(test) => outcome.with("robust_score_test", record(test)),
        None => outcome,
    }
}

/// Statistic, degrees of freedom and p.
pub(super) fn record(test: &ChiSquaredTest) -> Outcome {
    Outcome::default().with("statistic", test.statistic).with("df", test.df).with("p_value", test.p_value)
}

fn limits(intervals: &[Interval]) -> Quantity {
    intervals.iter().map(|interval| [interval.low.get(), interval.high.get()]).collect::<Vec<_>>().into()
}

fn baseline(fit: &CoxFit, given: &CoxCall) -> Outcome {
    let steps = || {
        fit.baseline.iter().flat_map(|stratum| stratum.steps.iter().map(move |step| (stratum.stratum, step)))
    };
    let name = |stratum: usize| given.strata_names.get(stratum).cloned().unwrap_or_default();
    Outcome::default()
        .with("stratum", steps().map(|(stratum, _)| name(stratum)).collect::<Vec<_>>())
        .with("time", steps().map(|(_, step)| step.time).collect::<Vec<_>>())
        .with("hazard", steps().map(|(_, step)| step.hazard).collect::<Vec<_>>())
        .with("hazard_centred", steps().map(|(_, step)| step.hazard_centred).collect::<Vec<_>>())
}

fn zph(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let given = read(call)?;
    let options = CoxOptions { confidence: Confidence::NINETY_FIVE, ..options(call, &given)? };
    let fit = cox(&given.data, options)?;
    let transform = call.choice(
        "transform",
        &[
            ("km", TimeTransform::KaplanMeier),
            ("rank", TimeTransform::Rank),
            ("identity", TimeTransform::Identity),
            ("log", TimeTransform::Log),
        ],
    )?;
    let columns: Vec<Vec<usize>> = given.terms.iter().map(|(_, columns)| columns.clone()).collect();
    let tests = proportional_hazards(&given.data, &fit, &columns, transform)?;
    let names = given.terms.iter().map(|(label, _)| label.as_str()).chain(["GLOBAL"]);
    let all = || tests.terms.iter().chain([&tests.global]);
    Ok(Outcome::default()
        .with("term", names.collect::<Vec<_>>())
        .with("statistic", all().map(|test| test.statistic).collect::<Vec<_>>())
        .with("df", all().map(|test| test.df).collect::<Vec<_>>())
        .with("p_value", all().map(|test| test.p_value).collect::<Vec<_>>()))
}
