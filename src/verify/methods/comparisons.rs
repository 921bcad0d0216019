//! Pairs of several groups compared.

use super::anova::{GROUPS, moments};
use super::multiplicity::{ADJUSTMENT, adjustment};
use super::rank_groups::{BLOCKS, COUNTED_GROUPS, counted_groups};
use super::{Call, CaseError, Field, Method, Outcome, field};
use crate::stats::groups::{
    Blocks, CommonVariance, Comparison, PairRankMethod, PairTest, PairVariance, dunn, pairwise_paired_t,
    pairwise_rank_sum, pairwise_t, scheffe,
};
use crate::stats::{Alternative, MannWhitneyMethod};

pub(super) const METHODS: &[Method] = &[
    Method {
        name: "scheffe.all_pairs",
        title: "Scheffé's comparisons of all pairs of means",
        formula: "p = P(F > t² / (k − 1)), intervals of √((k − 1) F) standard errors",
        source: "Scheffé, Biometrika 1953;40:87; R emmeans(adjust = \"scheffe\")",
        arguments: GROUPS,
        options: CONFIDENCE,
        results: COMPARISONS,
        run: by_scheffe,
    },
    Method {
        name: "dunn.all_pairs",
        title: "Dunn's test of all pairs of mean ranks",
        formula: "z = (R̄ⱼ − R̄ᵢ) / √(s² (1/nᵢ + 1/nⱼ)), s² the variance of the ranks with their ties",
        source: "Dunn, Technometrics 1964;6:241; rstatix dunn_test",
        arguments: COUNTED_GROUPS,
        options: &[ADJUSTMENT],
        results: &[
            COMPARED,
            field("estimate", "difference of the mean ranks, second − first"),
            field("standard_error", "of the difference"),
            field("statistic", "z"),
            field("p_value", "two-sided, not adjusted"),
            field("p_adjusted", "adjusted for the number of pairs"),
        ],
        run: by_dunn,
    },
    Method {
        name: "pairwise.t_test",
        title: "t tests of all pairs of groups, adjusted",
        formula: "t = (x̄ⱼ − x̄ᵢ) / (s √(1/nᵢ + 1/nⱼ)), s of all groups",
        source: "R pairwise.t.test",
        arguments: GROUPS,
        options: &[
            field(
                "variance",
                "of_all_groups (as long as nothing else is said), of_the_pair or of_each_group (Welch)",
            ),
            SIDE,
            ADJUSTMENT,
        ],
        results: PAIR_TESTS,
        run: by_t,
    },
    Method {
        name: "pairwise.paired_t_test",
        title: "Paired t tests of all pairs of treatments, adjusted",
        formula: "the paired t test of each pair",
        source: "R pairwise.t.test(paired = TRUE)",
        arguments: BLOCKS,
        options: &[SIDE, ADJUSTMENT],
        results: PAIR_TESTS,
        run: by_paired_t,
    },
    Method {
        name: "pairwise.rank_sum",
        title: "Mann-Whitney tests of all pairs of groups, adjusted",
        formula: "the rank sum test of each pair",
        source: "R pairwise.wilcox.test",
        arguments: COUNTED_GROUPS,
        options: &[
            field(
                "method",
                "as_r (as long as nothing else is said: exact for fewer than 50 without ties, else normal_continuity), exact, normal_continuity or normal",
            ),
            SIDE,
            ADJUSTMENT,
        ],
        results: PAIR_TESTS,
        run: by_rank_sum,
    },
];

pub(super) const CONFIDENCE: &[Field] = &[field("confidence", "level of all intervals together; 0.95")];

const SIDE: Field = field(
    "alternative",
    "two_sided (as long as nothing else is said), less or greater: the later group has the larger values",
);

const COMPARED: Field = field("comparison", "names of the pairs, as b-a, in R's order: b-a, c-a, c-b");

pub(super) const COMPARISONS: &[Field] = &[
    COMPARED,
    field("estimate", "differences of the means, b − a"),
    field("standard_error", "of the differences"),
    field("statistic", "t: difference by standard error"),
    field("df", "degrees of freedom"),
    field("p_adjusted", "two-sided, adjusted"),
    field("conf_int", "simultaneous intervals"),
];

const PAIR_TESTS: &[Field] = &[
    COMPARED,
    field("statistic", "t, or W of the later group"),
    field("p_value", "not adjusted"),
    field("p_adjusted", "adjusted for the number of pairs"),
];

fn by_scheffe(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let (names, groups) = moments(call)?;
    Ok(comparisons(&names, &scheffe(&CommonVariance::of_groups(&groups)?, call.confidence()?)?))
}

fn by_dunn(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let (names, groups) = counted_groups(call)?;
    let found = dunn(&groups, adjustment(call)?)?;
    let list =
        |of: fn(&crate::stats::groups::RankComparison) -> f64| found.iter().map(of).collect::<Vec<f64>>();
    Ok(Outcome::default()
        .with("comparison", named(&names, found.iter().map(|comparison| comparison.groups)))
        .with("estimate", list(|comparison| comparison.estimate))
        .with("standard_error", list(|comparison| comparison.standard_error))
        .with("statistic", list(|comparison| comparison.statistic))
        .with("p_value", list(|comparison| comparison.p_value))
        .with("p_adjusted", list(|comparison| comparison.p_adjusted)))
}

fn by_t(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let (names, groups) = moments(call)?;
    let variances = [
        ("of_all_groups", PairVariance::OfAllGroups),
        ("of_the_pair", PairVariance::OfThePair),
        ("of_each_group", PairVariance::OfEachGroup),
    ];
    let variance = call.choice("variance", &variances)?;
    Ok(pair_tests(&names, &pairwise_t(&groups, variance, side(call)?, adjustment(call)?)?))
}

fn by_paired_t(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let blocks = call.blocks()?;
    let tests = pairwise_paired_t(&Blocks::new(blocks.rows)?, side(call)?, adjustment(call)?)?;
    Ok(pair_tests(&blocks.treatments, &tests))
}

fn by_rank_sum(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let (names, groups) = counted_groups(call)?;
    let methods = [
        ("as_r", PairRankMethod::AsR),
        ("exact", PairRankMethod::Fixed(MannWhitneyMethod::Exact)),
        ("normal_continuity", PairRankMethod::Fixed(MannWhitneyMethod::NormalWithContinuity)),
        ("normal", PairRankMethod::Fixed(MannWhitneyMethod::Normal)),
    ];
    let tests = pairwise_rank_sum(&groups, call.choice("method", &methods)?, side(call)?, adjustment(call)?)?;
    Ok(pair_tests(&names, &tests))
}

fn side(call: &Call<'_>) -> Result<Alternative, CaseError> {
    Ok(call.test_options()?.alternative)
}

/// Results of comparisons, one list a result.
pub(super) fn comparisons(names: &[String], found: &[Comparison]) -> Outcome {
    let list = |of: fn(&Comparison) -> f64| found.iter().map(of).collect::<Vec<f64>>();
    let limits =
        found.iter().map(|comparison| [comparison.conf_int.low.get(), comparison.conf_int.high.get()]);
    Outcome::default()
        .with("comparison", named(names, found.iter().map(|comparison| comparison.groups)))
        .with("estimate", list(|comparison| comparison.estimate))
        .with("standard_error", list(|comparison| comparison.standard_error))
        .with("statistic", list(|comparison| comparison.statistic))
        .with("df", list(|comparison| comparison.df))
        .with("p_adjusted", list(|comparison| comparison.p_adjusted))
        .with("conf_int", limits.collect::<Vec<_>>())
}

fn pair_tests(names: &[String], tests: &[PairTest]) -> Outcome {
    let list = |of: fn(&PairTest) -> f64| tests.iter().map(of).collect::<Vec<f64>>();
    Outcome::default()
        .with("comparison", named(names, tests.iter().map(|test| test.groups)))
        .with("statistic", list(|test| test.statistic))
        .with("p_value", list(|test| test.p_value))
        .with("p_adjusted", list(|test| test.p_adjusted))
}

/// `later-earlier`, as R names a pair.
fn named(names: &[String], pairs: impl Iterator<Item = [usize; 2]>) -> Vec<String> {
    let name = |place: usize| names.get(place).cloned().unwrap_or_default();
    pairs.map(|[first, second]| format!("{}-{}", name(second), name(first))).collect()
}
