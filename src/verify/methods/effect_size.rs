//! Standardised differences of two means.

use super::means::moments;
use super::signed_rank::{ONE_OR_PAIRED, one_or_differences};
use super::{Call, CaseError, Field, Method, Outcome, TWO_SAMPLES, field};
use crate::stats::{
    Confidence, EffectSize, Moments, Undefined, cohens_d, hedges_g, hedges_g_approximate,
    one_sample_cohens_d, one_sample_hedges_g,
};

pub(super) const METHODS: &[Method] = &[
    Method {
        name: "effect_size.cohens_d",
        title: "Cohen's d of two groups",
        formula: "(mean₁ − mean₂) / pooled SD, interval by the noncentral t distribution",
        source: "Hedges & Olkin, 1985; R effectsize::cohens_d",
        arguments: TWO_SAMPLES,
        options: OPTIONS,
        results: RESULTS,
        run: d,
    },
    Method {
        name: "effect_size.hedges_g",
        title: "Hedges' g of two groups, with the exact correction",
        formula: "d · Γ(ν/2) / (√(ν/2) Γ((ν − 1)/2))",
        source: "Hedges, J Educ Stat 1981;6:107; R effectsize::hedges_g",
        arguments: TWO_SAMPLES,
        options: OPTIONS,
        results: RESULTS,
        run: g,
    },
    Method {
        name: "effect_size.hedges_g_approximate",
        title: "Hedges' g of two groups, with the approximate correction",
        formula: "d · (1 − 3 / (4ν − 1))",
        source: "Hedges, J Educ Stat 1981;6:107",
        arguments: TWO_SAMPLES,
        options: OPTIONS,
        results: RESULTS,
        run: g_approximate,
    },
    Method {
        name: "effect_size.cohens_d_one_sample",
        title: "Cohen's d of one sample; with y, of paired differences (d_z)",
        formula: "(mean − null) / SD, interval by the noncentral t distribution",
        source: "Hedges & Olkin, 1985; R effectsize::cohens_d(x, mu), cohens_d(x, y, paired = TRUE)",
        arguments: ONE_OR_PAIRED,
        options: ONE_SAMPLE_OPTIONS,
        results: RESULTS,
        run: one_sample_d,
    },
    Method {
        name: "effect_size.hedges_g_one_sample",
        title: "Hedges' g of one sample; with y, of paired differences",
        formula: "d · Γ(ν/2) / (√(ν/2) Γ((ν − 1)/2)), ν = n − 1",
        source: "Hedges, J Educ Stat 1981;6:107; R effectsize::hedges_g(x, mu)",
        arguments: ONE_OR_PAIRED,
        options: ONE_SAMPLE_OPTIONS,
        results: RESULTS,
        run: one_sample_g,
    },
];

const OPTIONS: &[Field] = &[field("confidence", "level of the interval; 0.95")];

const ONE_SAMPLE_OPTIONS: &[Field] = &[
    field("null_value", "what is taken from the mean; 0"),
    field("confidence", "level of the interval; 0.95"),
];

const RESULTS: &[Field] = &[
    field("estimate", "in standard deviations, first − second"),
    field("conf_int", "lower and upper limit"),
    field("df", "degrees of freedom of the pooled standard deviation"),
];

fn d(call: &Call<'_>) -> Result<Outcome, CaseError> {
    run(call, cohens_d)
}

fn g(call: &Call<'_>) -> Result<Outcome, CaseError> {
    run(call, hedges_g)
}

fn g_approximate(call: &Call<'_>) -> Result<Outcome, CaseError> {
    run(call, hedges_g_approximate)
}

fn one_sample_d(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let sample = moments(&one_or_differences(call)?)?;
    Ok(outcome(one_sample_cohens_d(&sample, call.number_option("null_value", 0.0)?, call.confidence()?)?))
}

fn one_sample_g(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let sample = moments(&one_or_differences(call)?)?;
    Ok(outcome(one_sample_hedges_g(&sample, call.number_option("null_value", 0.0)?, call.confidence()?)?))
}

fn run(
    call: &Call<'_>,
    effect: fn(&Moments, &Moments, Confidence) -> Result<EffectSize, Undefined>,
) -> Result<Outcome, CaseError> {
    let [first, second] = call.two_samples()?;
    Ok(outcome(effect(&moments(&first)?, &moments(&second)?, call.confidence()?)?))
}

fn outcome(found: EffectSize) -> Outcome {
    Outcome::default()
        .with("estimate", found.estimate)
        .with("conf_int", [found.conf_int.low.get(), found.conf_int.high.get()])
        .with("df", found.df)
}
