//! Mann-Whitney's test, which is Wilcoxon's rank sum test.

use super::means::limits;
use super::{Call, CaseError, Field, Method, Outcome, TEST_OPTIONS, TWO_SAMPLES, field};
use crate::stats::MannWhitneyMethod;
use crate::stats::location::rank_sum_test;

pub(super) const METHODS: &[Method] = &[
    Method {
        name: "mann_whitney.exact",
        title: "Mann-Whitney test, exact, with the Hodges-Lehmann shift",
        formula: "P(U as far out) over all ways to deal the pooled values out, ties included",
        source: "Mann & Whitney, Ann Math Stat 1947;18:50; R wilcox.test(x, y, exact = TRUE, conf.int = TRUE)",
        arguments: TWO_SAMPLES,
        options: TEST_OPTIONS,
        results: RESULTS,
        run: exact,
    },
    Method {
        name: "mann_whitney.normal_continuity",
        title: "Mann-Whitney test, normal approximation with continuity correction",
        formula: "z = (|U − n₁n₂/2| − ½) / SD, the SD corrected for ties",
        source: "Lehmann, Nonparametrics, 1975; R wilcox.test(x, y, exact = FALSE, conf.int = TRUE)",
        arguments: TWO_SAMPLES,
        options: TEST_OPTIONS,
        results: RESULTS,
        run: normal_with_continuity,
    },
    Method {
        name: "mann_whitney.normal",
        title: "Mann-Whitney test, normal approximation",
        formula: "z = (U − n₁n₂/2) / SD, the SD corrected for ties",
        source: "Lehmann, Nonparametrics, 1975; R wilcox.test(x, y, exact = FALSE, correct = FALSE, conf.int = TRUE)",
        arguments: TWO_SAMPLES,
        options: TEST_OPTIONS,
        results: RESULTS,
        run: normal,
    },
];

const RESULTS: &[Field] = &[
    field("statistic", "U of the first sample, R's W"),
    field("p_value", "by the alternative; exact two-sided is twice the smaller tail"),
    field(
        "p_value_as_far",
        "exact two-sided by distance from the mean of U, as coin and exactRankTests; null unless exact",
    ),
    field("z", "standardised U, corrected as the method says; null when exact"),
    field("estimate", "shift first − second as R gives it; unless exact found by its search to 1e-4"),
    field("conf_int", "of the shift, as R gives it; null where open"),
    field("hodges_lehmann", "median of all pairwise differences"),
    field("probability_of_superiority", "U / n₁n₂, the area under the ROC curve"),
    field("rank_biserial", "2U / n₁n₂ − 1, Cliff's delta"),
];

fn exact(call: &Call<'_>) -> Result<Outcome, CaseError> {
    run(call, MannWhitneyMethod::Exact)
}

fn normal_with_continuity(call: &Call<'_>) -> Result<Outcome, CaseError> {
    run(call, MannWhitneyMethod::NormalWithContinuity)
}

fn normal(call: &Call<'_>) -> Result<Outcome, CaseError> {
    run(call, MannWhitneyMethod::Normal)
}

fn run(call: &Call<'_>, method: MannWhitneyMethod) -> Result<Outcome, CaseError> {
    let [first, second] = call.two_samples()?;
    let found = rank_sum_test(&first, &second, method, call.test_options()?)?;
    Ok(Outcome::default()
        .with("statistic", found.test.statistic)
        .with("p_value", found.test.p_value)
        .with("p_value_as_far", found.p_value_as_far)
        .with("z", found.z)
        .with("estimate", found.estimate)
        .with("conf_int", limits(found.conf_int))
        .with("hodges_lehmann", found.hodges_lehmann)
        .with("probability_of_superiority", found.test.probability_of_superiority)
        .with("rank_biserial", found.test.rank_biserial))
}
