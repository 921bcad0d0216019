//! Tests of means against a margin.

use super::means::{limits, moments};
use super::signed_rank::{ONE_OR_PAIRED, one_or_differences};
use super::{Call, CaseError, Field, Method, Outcome, field};
use crate::stats::margin::{Better, Equivalence, Means, equivalence_test, non_inferiority_test};
use crate::stats::{Confidence, Moments, TTest, Undefined};

pub(super) const METHODS: &[Method] = &[
    Method {
        name: "equivalence.one_sample",
        title: "Two one-sided t tests (TOST) of one mean; with y, of paired differences",
        formula: "t = (mean − margin) / (SD / √n) against either margin, p the larger",
        source: "Schuirmann, J Pharmacokinet Biopharm 1987;15:657; R t.test twice",
        arguments: ONE_OR_PAIRED,
        options: EQUIVALENCE_OPTIONS,
        results: EQUIVALENCE_RESULTS,
        run: one_sample_equivalence,
    },
    Method {
        name: "equivalence.welch",
        title: "Two one-sided Welch tests (TOST) of the difference of two means",
        formula: "t = (mean₁ − mean₂ − margin) / √(s₁²/n₁ + s₂²/n₂) against either margin, p the larger",
        source: "Schuirmann, J Pharmacokinet Biopharm 1987;15:657; R t.test twice",
        arguments: super::TWO_SAMPLES,
        options: EQUIVALENCE_OPTIONS,
        results: EQUIVALENCE_RESULTS,
        run: welch_equivalence,
    },
    Method {
        name: "equivalence.pooled",
        title: "Two one-sided t tests (TOST) of the difference of two means, one common variance",
        formula: "t = (mean₁ − mean₂ − margin) / (s √(1/n₁ + 1/n₂)) against either margin, p the larger",
        source: "Schuirmann, J Pharmacokinet Biopharm 1987;15:657; R t.test(var.equal = TRUE) twice",
        arguments: super::TWO_SAMPLES,
        options: EQUIVALENCE_OPTIONS,
        results: EQUIVALENCE_RESULTS,
        run: pooled_equivalence,
    },
    Method {
        name: "non_inferiority.one_sample",
        title: "Non-inferiority of one mean; with y, of paired differences",
        formula: "one-sided t of the mean against −margin, or margin where lower is better",
        source: "R t.test(x, mu = -margin, alternative = \"greater\")",
        arguments: ONE_OR_PAIRED,
        options: NON_INFERIORITY_OPTIONS,
        results: T_RESULTS,
        run: one_sample_non_inferiority,
    },
    Method {
        name: "non_inferiority.welch",
        title: "Non-inferiority of the first of two means, Welch",
        formula: "one-sided t of mean₁ − mean₂ against −margin, or margin where lower is better",
        source: "R t.test(x, y, mu = -margin, alternative = \"greater\")",
        arguments: super::TWO_SAMPLES,
        options: NON_INFERIORITY_OPTIONS,
        results: T_RESULTS,
        run: welch_non_inferiority,
    },
    Method {
        name: "non_inferiority.pooled",
        title: "Non-inferiority of the first of two means, one common variance",
        formula: "one-sided t of mean₁ − mean₂ against −margin, or margin where lower is better",
        source: "R t.test(x, y, mu = -margin, alternative = \"greater\", var.equal = TRUE)",
        arguments: super::TWO_SAMPLES,
        options: NON_INFERIORITY_OPTIONS,
        results: T_RESULTS,
        run: pooled_non_inferiority,
    },
];

const EQUIVALENCE_OPTIONS: &[Field] = &[
    field("low", "lower margin; −high when not given"),
    field("high", "upper margin; must be given"),
    field("confidence", "level of the two-sided interval, 1 − 2α; 0.90"),
];

const EQUIVALENCE_RESULTS: &[Field] = &[
    field("statistic_lower", "t against the lower margin, alternative greater"),
    field("p_value_lower", "of that test"),
    field("statistic_upper", "t against the upper margin, alternative less"),
    field("p_value_upper", "of that test"),
    field("p_value", "the larger of the two"),
    field("df", "degrees of freedom"),
    field("estimate", "the mean, or the difference of the means, first − second"),
    field("standard_error", "of the estimate"),
    field("conf_int", "two-sided interval of the estimate"),
];

const NON_INFERIORITY_OPTIONS: &[Field] = &[
    field("margin", "not negative; must be given"),
    field("better", "higher (as long as nothing else is said) or lower"),
    field("confidence", "level of the one-sided interval; 0.975"),
];

const T_RESULTS: &[Field] = &[
    field("statistic", "t against the margin"),
    field("df", "degrees of freedom"),
    field("p_value", "one-sided; small when the first is not inferior"),
    field("estimate", "the mean, or the difference of the means, first − second"),
    field("standard_error", "of the estimate"),
    field("conf_int", "one-sided interval of the estimate; null where open"),
];

fn one_sample_equivalence(call: &Call<'_>) -> Result<Outcome, CaseError> {
    equivalence(call, Means::One(&moments(&one_or_differences(call)?)?))
}

fn welch_equivalence(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let [first, second] = both(call)?;
    equivalence(call, Means::Welch(&first, &second))
}

fn pooled_equivalence(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let [first, second] = both(call)?;
    equivalence(call, Means::Pooled(&first, &second))
}

fn equivalence(call: &Call<'_>, means: Means<'_>) -> Result<Outcome, CaseError> {
    let high = call.number_option("high", f64::NAN)?;
    let low = call.number_option("low", -high)?;
    let found = equivalence_test(means, low, high, confidence(call, 0.9)?)?;
    let Equivalence { lower, upper, p_value, conf_int } = found;
    Ok(Outcome::default()
        .with("statistic_lower", lower.statistic)
        .with("p_value_lower", lower.p_value)
        .with("statistic_upper", upper.statistic)
        .with("p_value_upper", upper.p_value)
        .with("p_value", p_value)
        .with("df", lower.df)
        .with("estimate", lower.estimate)
        .with("standard_error", lower.standard_error)
        .with("conf_int", limits(conf_int)))
}

fn one_sample_non_inferiority(call: &Call<'_>) -> Result<Outcome, CaseError> {
    non_inferiority(call, Means::One(&moments(&one_or_differences(call)?)?))
}

fn welch_non_inferiority(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let [first, second] = both(call)?;
    non_inferiority(call, Means::Welch(&first, &second))
}

fn pooled_non_inferiority(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let [first, second] = both(call)?;
    non_inferiority(call, Means::Pooled(&first, &second))
}

fn non_inferiority(call: &Call<'_>, means: Means<'_>) -> Result<Outcome, CaseError> {
    let margin = call.number_option("margin", f64::NAN)?;
    let better = call.choice("better", &[("higher", Better::Higher), ("lower", Better::Lower)])?;
    let found: TTest = non_inferiority_test(means, margin, better, confidence(call, 0.975)?)?;
    Ok(super::means::outcome(&found))
}

fn both(call: &Call<'_>) -> Result<[Moments; 2], CaseError> {
    let [first, second] = call.two_samples()?;
    Ok([moments(&first)?, moments(&second)?])
}

fn confidence(call: &Call<'_>, default: f64) -> Result<Confidence, CaseError> {
    Ok(Confidence::new(call.number_option("confidence", default)?).ok_or(Undefined::BadOption)?)
}
