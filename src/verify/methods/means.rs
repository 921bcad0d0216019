//! Student's t tests.

use super::{Call, CaseError, Field, Method, Outcome, TEST_OPTIONS, TWO_SAMPLES, field};
use crate::stats::{Limits, Moments, TTest, Undefined, one_sample_t_test, pooled_t_test, welch_t_test};

pub(super) const METHODS: &[Method] = &[
    Method {
        name: "t_test.one_sample",
        title: "One-sample t test",
        formula: "t = (mean − null) / (SD / √n), df = n − 1",
        source: "Student, Biometrika 1908;6:1; R t.test(x)",
        arguments: &[field("x", "column or list of the sample")],
        options: TEST_OPTIONS,
        results: RESULTS,
        run: one_sample,
    },
    Method {
        name: "t_test.paired",
        title: "Paired t test",
        formula: "the one-sample test of x − y",
        source: "Student, Biometrika 1908;6:1; R t.test(x, y, paired = TRUE)",
        arguments: TWO_SAMPLES,
        options: TEST_OPTIONS,
        results: RESULTS,
        run: paired,
    },
    Method {
        name: "t_test.welch",
        title: "Welch's t test",
        formula: "t = (mean₁ − mean₂ − null) / √(s₁²/n₁ + s₂²/n₂), df by Satterthwaite",
        source: "Welch, Biometrika 1947;34:28; R t.test(x, y)",
        arguments: TWO_SAMPLES,
        options: TEST_OPTIONS,
        results: RESULTS,
        run: welch,
    },
    Method {
        name: "t_test.pooled",
        title: "Student's t test with one common variance",
        formula: "t = (mean₁ − mean₂ − null) / (s √(1/n₁ + 1/n₂)), df = n₁ + n₂ − 2",
        source: "Student, Biometrika 1908;6:1; R t.test(x, y, var.equal = TRUE)",
        arguments: TWO_SAMPLES,
        options: TEST_OPTIONS,
        results: RESULTS,
        run: pooled,
    },
];

pub(super) const RESULTS: &[Field] = &[
    field("statistic", "t"),
    field("df", "degrees of freedom"),
    field("p_value", "by the alternative"),
    field("estimate", "the mean, or the difference of the means, first − second"),
    field("standard_error", "of the estimate"),
    field("conf_int", "lower and upper limit of the estimate; null where open"),
];

fn one_sample(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let sample = moments(&call.sample("x")?)?;
    Ok(outcome(&one_sample_t_test(&sample, call.test_options()?)?))
}

fn paired(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let differences: Vec<f64> = call.pairs()?.iter().map(|[first, second]| first - second).collect();
    Ok(outcome(&one_sample_t_test(&moments(&differences)?, call.test_options()?)?))
}

fn welch(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let [first, second] = call.two_samples()?;
    Ok(outcome(&welch_t_test(&moments(&first)?, &moments(&second)?, call.test_options()?)?))
}

fn pooled(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let [first, second] = call.two_samples()?;
    Ok(outcome(&pooled_t_test(&moments(&first)?, &moments(&second)?, call.test_options()?)?))
}

pub(super) fn moments(values: &[f64]) -> Result<Moments, CaseError> {
    Ok(Moments::of_values(values).ok_or(Undefined::TooFewValues)?)
}

/// The results of a t test by name.
pub(super) fn outcome(test: &TTest) -> Outcome {
    Outcome::default()
        .with("statistic", test.statistic)
        .with("df", test.df)
        .with("p_value", test.p_value)
        .with("estimate", test.estimate)
        .with("standard_error", test.standard_error)
        .with("conf_int", limits(test.conf_int))
}

/// Lower and upper limit; `None` where the interval is open.
pub(super) fn limits(limits: Limits) -> [Option<f64>; 2] {
    [limits.low, limits.high].map(|limit| limit.map(crate::domain::Finite::get))
}
