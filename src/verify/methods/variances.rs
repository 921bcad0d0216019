//! Tests of equal variances.

use super::means::{limits, moments};
use super::{Call, CaseError, Field, Method, Outcome, SAMPLES, TWO_SAMPLES, field};
use crate::stats::TestOptions;
use crate::stats::variances::{
    Centre, SpreadTest, bartlett_test, f_test_of_variances, fligner_killeen_test, levene_test,
};

pub(super) const METHODS: &[Method] = &[
    Method {
        name: "variance.f_test",
        title: "F test of the ratio of two variances",
        formula: "F = (s₁² / s₂²) / ratio, df = n₁ − 1 and n₂ − 1",
        source: "Snedecor & Cochran, 1989, section 6.12; R var.test(x, y)",
        arguments: TWO_SAMPLES,
        options: &[
            field("alternative", "two_sided (as long as nothing else is said), less or greater"),
            field("null_value", "the ratio under the null hypothesis; 1"),
            field("confidence", "level of the interval; 0.95"),
        ],
        results: &[
            field("statistic", "F"),
            field("df1", "degrees of freedom of the first variance"),
            field("df2", "degrees of freedom of the second variance"),
            field("p_value", "by the alternative"),
            field("estimate", "ratio of the variances, first to second"),
            field("conf_int", "of the ratio; null where open"),
        ],
        run: f_test,
    },
    Method {
        name: "variance.levene",
        title: "Levene's test",
        formula: "one-way analysis of variance of |x − mean of its group|",
        source: "Levene, 1960; R car::leveneTest(center = mean)",
        arguments: GROUPS,
        options: &[],
        results: F_RESULTS,
        run: levene,
    },
    Method {
        name: "variance.brown_forsythe",
        title: "Brown and Forsythe's test",
        formula: "one-way analysis of variance of |x − median of its group|",
        source: "Brown & Forsythe, J Am Stat Assoc 1974;69:364; R car::leveneTest(center = median)",
        arguments: GROUPS,
        options: &[],
        results: F_RESULTS,
        run: brown_forsythe,
    },
    Method {
        name: "variance.bartlett",
        title: "Bartlett's test",
        formula: "K² = ((N − k) ln s² − Σ (nᵢ − 1) ln sᵢ²) / correction, df = k − 1",
        source: "Bartlett, Proc R Soc Lond A 1937;160:268; R bartlett.test",
        arguments: GROUPS,
        options: &[],
        results: CHI_SQUARED_RESULTS,
        run: bartlett,
    },
    Method {
        name: "variance.fligner_killeen",
        title: "Fligner and Killeen's test",
        formula: "χ² = Σ nᵢ (āᵢ − ā)² / s²(a), a the normal scores of |x − median of its group|, df = k − 1",
        source: "Conover, Johnson & Johnson, Technometrics 1981;23:351; R fligner.test",
        arguments: GROUPS,
        options: &[],
        results: CHI_SQUARED_RESULTS,
        run: fligner_killeen,
    },
];

const GROUPS: &[Field] = &[
    field("response", "column of the values"),
    field("group", "column of the groups"),
    field("levels", "the levels wanted; otherwise all"),
    SAMPLES,
];

const F_RESULTS: &[Field] = &[
    field("statistic", "F of the distances"),
    field("df1", "number of groups less 1"),
    field("df2", "number of values less number of groups"),
    field("p_value", "probability of an F as large"),
];

const CHI_SQUARED_RESULTS: &[Field] = &[
    field("statistic", "chi-squared"),
    field("df", "number of groups less 1"),
    field("p_value", "probability of a statistic as large"),
];

fn f_test(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let [first, second] = call.two_samples()?;
    let options = TestOptions { null_value: call.number_option("null_value", 1.0)?, ..call.test_options()? };
    let found = f_test_of_variances(&moments(&first)?, &moments(&second)?, options)?;
    Ok(Outcome::default()
        .with("statistic", found.statistic)
        .with("df1", found.df1)
        .with("df2", found.df2)
        .with("p_value", found.p_value)
        .with("estimate", found.estimate)
        .with("conf_int", limits(found.conf_int)))
}

fn levene(call: &Call<'_>) -> Result<Outcome, CaseError> {
    around(call, Centre::Mean)
}

fn brown_forsythe(call: &Call<'_>) -> Result<Outcome, CaseError> {
    around(call, Centre::Median)
}

fn around(call: &Call<'_>, centre: Centre) -> Result<Outcome, CaseError> {
    let found = levene_test(&groups(call)?, centre)?;
    Ok(Outcome::default()
        .with("statistic", found.statistic)
        .with("df1", found.df1)
        .with("df2", found.df2)
        .with("p_value", found.p_value))
}

fn bartlett(call: &Call<'_>) -> Result<Outcome, CaseError> {
    Ok(outcome(bartlett_test(&groups(call)?)?))
}

fn fligner_killeen(call: &Call<'_>) -> Result<Outcome, CaseError> {
    Ok(outcome(fligner_killeen_test(&groups(call)?)?))
}

fn groups(call: &Call<'_>) -> Result<Vec<Vec<f64>>, CaseError> {
    Ok(call.groups("response", "group")?.into_iter().map(|(_, values)| values).collect())
}

fn outcome(test: SpreadTest) -> Outcome {
    Outcome::default().with("statistic", test.statistic).with("df", test.df).with("p_value", test.p_value)
}
