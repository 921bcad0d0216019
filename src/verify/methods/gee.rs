//! Generalised estimating equations.

use super::mixed::matrix;
use super::{Call, CaseError, Method, Outcome, field};
use crate::stats::Undefined;
use crate::stats::gee::{Family, GeeOptions, Moments, RepeatedCounts, WorkingCorrelation, fit, response};
use crate::stats::mixed::numbered;
use crate::stats::model::{Design, ModelFrame, Variable};
use crate::verify::model::{CONTRASTS, FACTORS, FORMULA, REFERENCE};

pub(super) const METHODS: &[Method] = &[Method {
    name: "gee.fit",
    title: "Generalised estimating equations",
    formula: "Σ D′V⁻¹(y − μ) = 0, V = φ A^½ R(α) A^½; robust covariance B⁻¹ (Σ D′V⁻¹rr′V⁻¹D) B⁻¹",
    source: "Liang & Zeger, Biometrika 1986;73:13; R geepack::geeglm, statsmodels GEE",
    arguments: &[
        FORMULA,
        field("subject", "column of the subjects"),
        field(
            "visit",
            "column of numbers, the times of the values; without it a subject's rows follow each other",
        ),
        FACTORS,
    ],
    options: &[
        field("family", "normal (as long as nothing else is said), binomial (logit) or poisson (log)"),
        field("correlation", "independence (as long as nothing else is said), exchangeable or ar1"),
        field(
            "moments",
            "divisor of the moment estimators: n as geepack (as long as nothing else is said), or n_minus_p as \
             statsmodels",
        ),
        field("confidence", "level of the intervals; 0.95"),
        CONTRASTS,
        REFERENCE,
    ],
    results: &[
        field("term", "the coefficients' names as in R"),
        field("estimate", "of each coefficient"),
        field("standard_error", "robust"),
        field("naive_standard_error", "if the working correlation were true"),
        field("statistic", "z by the robust standard error"),
        field("wald", "z²"),
        field("p_value", "two-sided, of each coefficient"),
        field("conf_int", "lower and upper limit of each coefficient"),
        field("vcov", "robust covariance of the estimates"),
        field("naive_vcov", "covariance of the estimates if the working correlation were true"),
        field("alpha", "the working correlation's parameter; null under independence"),
        field("scale", "mean square of the Pearson residuals"),
        field("moments", "the divisor used: n or n_minus_p"),
        field("subjects", "number of subjects"),
        field("largest_subject", "values of the largest subject"),
        field("observations", "values"),
    ],
    run,
}];

fn run(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let mut extras = vec![call.word("subject")?];
    if call.has("visit") {
        extras.push(call.word("visit")?);
    }
    let frame = call.model(&extras)?;
    let design = Design::new(&frame);
    let subject = frame.extras.first().map(numbered).unwrap_or_default().0;
    let time = if call.has("visit") { Some(times(&frame)) } else { None };
    let options =
        GeeOptions { family: family(call)?, correlation: correlation(call)?, moments: moments(call)? };
    let values = RepeatedCounts {
        design: &design.matrix,
        response: &response(&frame)?,
        offset: &frame.offset,
        subject: &subject,
        time: time.as_deref(),
    };
    let solved = fit(values, options)?;
    let intervals = solved.intervals(call.confidence()?).ok_or(Undefined::OutOfRange)?;
    let statistics = solved.statistics();
    let divisor = match options.moments {
        Moments::Values => "n",
        Moments::Freedom => "n_minus_p",
    };
    Ok(Outcome::default()
        .with("term", design.names)
        .with("standard_error", solved.standard_errors())
        .with("naive_standard_error", solved.naive_standard_errors())
        .with("wald", statistics.iter().map(|statistic| statistic * statistic).collect::<Vec<_>>())
        .with("statistic", statistics)
        .with("p_value", solved.p_values())
        .with(
            "conf_int",
            intervals.iter().map(|limits| [limits.low.get(), limits.high.get()]).collect::<Vec<_>>(),
        )
        .with("vcov", matrix(&solved.robust_covariance))
        .with("naive_vcov", matrix(&solved.naive_covariance))
        .with("alpha", solved.alpha)
        .with("scale", solved.scale)
        .with("moments", divisor)
        .with("subjects", solved.subjects)
        .with("largest_subject", solved.largest_subject)
        .with("observations", solved.observations)
        .with("estimate", solved.estimate))
}

/// The times of the rows; categories count in their order.
fn times(frame: &ModelFrame) -> Vec<f64> {
    match frame.extras.get(1) {
        Some(Variable::Numeric(values)) => values.iter().flatten().copied().collect(),
        Some(categories) => numbered(categories).0.into_iter().map(|code| code as f64).collect(),
        None => Vec::new(),
    }
}

fn family(call: &Call<'_>) -> Result<Family, CaseError> {
    let choices = [
        ("normal", Family::Normal),
        ("gaussian", Family::Normal),
        ("binomial", Family::Binomial),
        ("poisson", Family::Poisson),
    ];
    call.choice("family", &choices)
}

fn correlation(call: &Call<'_>) -> Result<WorkingCorrelation, CaseError> {
    let choices = [
        ("independence", WorkingCorrelation::Independence),
        ("exchangeable", WorkingCorrelation::Exchangeable),
        ("ar1", WorkingCorrelation::Autoregressive),
    ];
    call.choice("correlation", &choices)
}

fn moments(call: &Call<'_>) -> Result<Moments, CaseError> {
    call.choice("moments", &[("n", Moments::Values), ("n_minus_p", Moments::Freedom)])
}
