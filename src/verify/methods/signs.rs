//! The sign test.

use super::means::limits;
use super::signed_rank::{ONE_OR_PAIRED, one_or_differences};
use super::{Call, CaseError, Method, Outcome, field};
use crate::stats::location::sign_test;

pub(super) const METHODS: &[Method] = &[Method {
    name: "sign_test.exact",
    title: "Sign test, with the interval of the median",
    formula: "values above the null value against the binomial distribution with even odds",
    source: "Dixon & Mood, J Am Stat Assoc 1946;41:557; R binom.test(above, above + below)",
    arguments: ONE_OR_PAIRED,
    options: super::TEST_OPTIONS,
    results: &[
        field("statistic", "values above the null value"),
        field("n", "values above or below it"),
        field("p_value", "by the alternative"),
        field("estimate", "share above, of those above or below"),
        field("conf_int", "Clopper and Pearson's interval of that share"),
        field("median", "of all values"),
        field("median_conf_int", "of the median, from one value to another; null where open"),
        field("median_conf_level", "level that this interval reaches"),
    ],
    run: exact,
}];

fn exact(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let found = sign_test(&one_or_differences(call)?, call.test_options()?)?;
    Ok(Outcome::default()
        .with("statistic", found.statistic as f64)
        .with("n", found.n as f64)
        .with("p_value", found.p_value)
        .with("estimate", found.estimate)
        .with("conf_int", limits(found.conf_int))
        .with("median", found.median)
        .with("median_conf_int", limits(found.median_conf_int))
        .with("median_conf_level", found.median_conf_level))
}
