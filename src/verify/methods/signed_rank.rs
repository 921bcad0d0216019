//! Wilcoxon's signed rank test.

use super::means::limits;
use super::{Call, CaseError, Field, Method, Outcome, field};
use crate::stats::location::{SignedRankMethod, ZeroHandling, signed_rank_test};

pub(super) const METHODS: &[Method] = &[
    Method {
        name: "signed_rank.exact",
        title: "Wilcoxon's signed rank test, exact, with the Hodges-Lehmann pseudomedian",
        formula: "P(V as far out) over all ways to give the ranks signs, ties included",
        source: "Wilcoxon, Biometrics 1945;1:80; R wilcox.test(x, exact = TRUE, conf.int = TRUE)",
        arguments: ONE_OR_PAIRED,
        options: OPTIONS,
        results: RESULTS,
        run: exact,
    },
    Method {
        name: "signed_rank.normal_continuity",
        title: "Wilcoxon's signed rank test, normal approximation with continuity correction",
        formula: "z = (|V − n(n + 1)/4| − ½) / SD, the SD corrected for ties",
        source: "Hollander & Wolfe, 1999, section 3.1; R wilcox.test(x, exact = FALSE, conf.int = TRUE)",
        arguments: ONE_OR_PAIRED,
        options: OPTIONS,
        results: RESULTS,
        run: normal_with_continuity,
    },
    Method {
        name: "signed_rank.normal",
        title: "Wilcoxon's signed rank test, normal approximation",
        formula: "z = (V − n(n + 1)/4) / SD, the SD corrected for ties",
        source: "Hollander & Wolfe, 1999, section 3.1; R wilcox.test(x, exact = FALSE, correct = FALSE, conf.int = TRUE)",
        arguments: ONE_OR_PAIRED,
        options: OPTIONS,
        results: RESULTS,
        run: normal,
    },
];

/// One sample, or two whose differences are tested.
pub(super) const ONE_OR_PAIRED: &[Field] = &[
    field("x", "column or list of the sample, or of the first of each pair"),
    field("y", "column or list of the second of each pair, when paired"),
    field("response", "instead, for pairs in the order of the rows: column of the values"),
    field("group", "column of the groups; the second level is taken from the first"),
    field("levels", "two levels in the order wanted; otherwise numbers ascend and words are sorted"),
];

const OPTIONS: &[Field] = &[
    field("alternative", "two_sided (as long as nothing else is said), less or greater"),
    field("null_value", "the pseudomedian under the null hypothesis; 0"),
    field("confidence", "level of the interval; 0.95"),
    field("zeros", "wilcox (left out, as R, unless said otherwise) or pratt (ranked, then left out)"),
];

const RESULTS: &[Field] = &[
    field("statistic", "V, the sum of positive ranks"),
    field(
        "statistic_negative",
        "the sum of negative ranks; scipy's two-sided statistic is the smaller of both",
    ),
    field("p_value", "by the alternative"),
    field("z", "standardised V, corrected as the method says; null when exact"),
    field("estimate", "pseudomedian as R gives it; unless exact found by its search to 1e-4"),
    field("conf_int", "of the pseudomedian, as R gives it; null where open"),
    field("conf_level", "level of the interval: lower than asked for where too few values cannot reach it"),
    field("hodges_lehmann", "median of the means of all pairs of values"),
    field("rank_biserial", "matched-pairs rank-biserial correlation"),
    field("n", "values with a sign"),
    field("zeros", "values equal to the null value"),
];

fn exact(call: &Call<'_>) -> Result<Outcome, CaseError> {
    run(call, SignedRankMethod::Exact)
}

fn normal_with_continuity(call: &Call<'_>) -> Result<Outcome, CaseError> {
    run(call, SignedRankMethod::NormalWithContinuity)
}

fn normal(call: &Call<'_>) -> Result<Outcome, CaseError> {
    run(call, SignedRankMethod::Normal)
}

fn run(call: &Call<'_>, method: SignedRankMethod) -> Result<Outcome, CaseError> {
    let zeros = call.choice("zeros", &[("wilcox", ZeroHandling::Wilcox), ("pratt", ZeroHandling::Pratt)])?;
    let found = signed_rank_test(&one_or_differences(call)?, method, zeros, call.test_options()?)?;
    Ok(Outcome::default()
        .with("statistic", found.statistic)
        .with("statistic_negative", found.statistic_negative)
        .with("p_value", found.p_value)
        .with("z", found.z)
        .with("estimate", found.estimate)
        .with("conf_int", limits(found.conf_int))
        .with("conf_level", found.conf_level)
        .with("hodges_lehmann", found.hodges_lehmann)
        .with("rank_biserial", found.rank_biserial)
        .with("n", found.n)
        .with("zeros", found.zeros))
}

/// The sample `x` alone, or the differences of the pairs.
pub(super) fn one_or_differences(call: &Call<'_>) -> Result<Vec<f64>, CaseError> {
    if call.has("x") && !call.has("y") {
        return call.sample("x");
    }
    Ok(call.pairs()?.iter().map(|[first, second]| first - second).collect())
}
