//! Two groups with the baseline held equal.

use super::means::{RESULTS, outcome};
use super::{Call, CaseError, Method, Outcome, TEST_OPTIONS, field};
use crate::stats::{PairedMoments, Undefined, baseline_adjusted};

pub(super) const METHODS: &[Method] = &[Method {
    name: "ancova.baseline_adjusted",
    title: "Difference of two groups adjusted for the baseline",
    formula: "(ȳ₁ − ȳ₂) − b (x̄₁ − x̄₂) with the common slope b, df = n₁ + n₂ − 3",
    source: "Cochran, Biometrics 1957;13:261; the group's coefficient in R lm(after ~ before + group)",
    arguments: &[
        field("baseline", "column of the earlier values"),
        field("response", "column of the later values"),
        field("group", "column of the groups; the first level is compared with the second"),
        field("levels", "two levels in the order wanted; otherwise numbers ascend and words are sorted"),
    ],
    options: TEST_OPTIONS,
    results: RESULTS,
    run: baseline,
}];

fn baseline(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let groups = call.paired_groups("baseline", "response", "group")?;
    let moments = |pairs: &Vec<(f64, f64)>| PairedMoments::of_values(pairs).ok_or(Undefined::TooFewValues);
    let [first, second] = &groups;
    Ok(outcome(&baseline_adjusted(&moments(first)?, &moments(second)?, call.test_options()?)?))
}
