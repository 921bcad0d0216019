//! Analysis of variance of several groups.

use super::{Call, CaseError, Field, Method, Outcome, SAMPLES, field};
use crate::stats::groups::{Anova, Variation, one_way_anova, one_way_anova_of_values, welch_anova};
use crate::stats::{Moments, Undefined};
use crate::verify::call::bad;

pub(super) const METHODS: &[Method] = &[
    Method {
        name: "anova.one_way",
        title: "One-way analysis of variance",
        formula: "F = (Σ nᵢ (x̄ᵢ − x̄)² / (k − 1)) / (Σ (nᵢ − 1) sᵢ² / (N − k))",
        source: "Fisher 1925; R aov(y ~ group)",
        arguments: GROUPS,
        options: &[],
        results: &[
            field("statistic", "F"),
            field("df", "degrees of freedom between and within the groups"),
            field("sum_sq", "sums of squares between and within the groups"),
            field("mean_sq", "mean squares between and within the groups"),
            field("p_value", "by the F distribution"),
            field("r_squared", "share of the sum of squares between the groups"),
            field("residual_standard_error", "standard deviation within the groups"),
        ],
        run: one_way,
    },
    Method {
        name: "anova.welch",
        title: "Welch's test of equal means",
        formula: "F = Σ wᵢ (x̄ᵢ − x̄)² / (k − 1) / (1 + 2 (k − 2) Λ / 3), wᵢ = nᵢ / sᵢ², Λ = 3 Σ (1 − wᵢ/Σw)² / (nᵢ − 1) / (k² − 1)",
        source: "Welch, Biometrika 1951;38:330; R oneway.test",
        arguments: GROUPS,
        options: &[],
        results: &[
            field("statistic", "F"),
            field("df", "degrees of freedom of the numerator and the denominator"),
            field("p_value", "by the F distribution"),
        ],
        run: welch,
    },
];

/// Groups as values, or as sizes, means and standard deviations.
pub(super) const GROUPS: &[Field] = &[
    field("response", "column of the values"),
    field("group", "column of the groups"),
    field("levels", "the groups in the order wanted; otherwise numbers ascend and words are sorted"),
    field("n", "instead: column or list of the sizes of the groups"),
    field("mean", "their means"),
    field("sd", "their standard deviations"),
    SAMPLES,
];

fn one_way(call: &Call<'_>) -> Result<Outcome, CaseError> {
    if call.has("mean") {
        return Ok(outcome(&one_way_anova(&moments(call)?.1)?));
    }
    let groups: Vec<Vec<f64>> =
        call.groups("response", "group")?.into_iter().map(|(_, values)| values).collect();
    Ok(outcome(&one_way_anova_of_values(&groups)?))
}

fn outcome(anova: &Anova) -> Outcome {
    let lines = [anova.between, anova.within];
    Outcome::default()
        .with("statistic", anova.statistic)
        .with("df", lines.map(|line| line.df))
        .with("sum_sq", lines.map(|line| line.sum_sq))
        .with("mean_sq", lines.map(Variation::mean_sq))
        .with("p_value", anova.p_value)
        .with("r_squared", anova.r_squared())
        .with("residual_standard_error", anova.residual_standard_error())
}

fn welch(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let test = welch_anova(&moments(call)?.1)?;
    Ok(Outcome::default()
        .with("statistic", test.statistic)
        .with("df", [test.numerator_df, test.denominator_df])
        .with("p_value", test.p_value))
}

/// Names of the groups with their sizes, means and variances.
pub(super) fn moments(call: &Call<'_>) -> Result<(Vec<String>, Vec<Moments>), CaseError> {
    if call.has("mean") {
        return published(call);
    }
    let of = |(name, values): (String, Vec<f64>)| {
        Ok((name, Moments::of_values(&values).ok_or(Undefined::TooFewValues)?))
    };
    let groups: Result<Vec<_>, Undefined> = call.groups("response", "group")?.into_iter().map(of).collect();
    Ok(groups?.into_iter().unzip())
}

fn published(call: &Call<'_>) -> Result<(Vec<String>, Vec<Moments>), CaseError> {
    let rows = call.complete(["n", "mean", "sd"])?;
    let names: Vec<String> = if call.has("group") {
        call.labels("group")?.into_iter().flatten().collect()
    } else {
        (1..=rows.len()).map(|place| place.to_string()).collect()
    };
    let of = |[n, mean, sd]: [f64; 3]| {
        if !(n >= 1.0 && n <= f64::from(u32::MAX) && n.trunc() == n) {
            return Err(bad("n", "a list of whole numbers, 1 or more"));
        }
        Ok(Moments { n: n as u32, mean, variance: (n > 1.0).then_some(sd * sd) })
    };
    Ok((names, rows.into_iter().map(of).collect::<Result<_, CaseError>>()?))
}
