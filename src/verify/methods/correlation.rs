//! Correlations.

use super::means::limits;
use super::{Call, CaseError, Field, Method, Outcome, field};
use crate::stats::correlation::{
    KendallMethod, SpearmanDistribution, SpearmanInterval, SpearmanMethod, kendall_correlation,
    pearson_correlation, spearman_correlation,
};

pub(super) const METHODS: &[Method] = &[
    Method {
        name: "correlation.pearson",
        title: "Pearson's correlation, with one variable of two values the point-biserial one",
        formula: "t = r √((n − 2) / (1 − r²)); interval tanh(atanh r ± z / √(n − 3))",
        source: "Fisher, Metron 1921;1:3; R cor.test(x, y)",
        arguments: PAIRS,
        options: OPTIONS,
        results: &[
            field("statistic", "t; null where infinite"),
            field("df", "n − 2"),
            field("p_value", "by the alternative"),
            field("estimate", "r"),
            field("conf_int", "Fisher's; null for three pairs"),
        ],
        run: pearson,
    },
    Method {
        name: "correlation.spearman",
        title: "Spearman's correlation with p as cor.test of R",
        formula: "all orders for up to 9 pairs, the series of AS 89 beyond, t with ties",
        source: "Best & Roberts, Appl Stat 1975;24:377; R cor.test(x, y, method = \"spearman\")",
        arguments: PAIRS,
        options: SPEARMAN_OPTIONS,
        results: SPEARMAN_RESULTS,
        run: spearman_as_r,
    },
    Method {
        name: "correlation.spearman_permutation",
        title: "Spearman's correlation with p from all orders, ties included, for up to 11 pairs",
        formula: "share of all n! orders with ρ as far out",
        source: "enumeration",
        arguments: PAIRS,
        options: SPEARMAN_OPTIONS,
        results: SPEARMAN_RESULTS,
        run: spearman_permutation,
    },
    Method {
        name: "correlation.spearman_t",
        title: "Spearman's correlation with p by t",
        formula: "t = ρ √((n − 2) / (1 − ρ²))",
        source: "R cor.test(x, y, method = \"spearman\", exact = FALSE); scipy spearmanr",
        arguments: PAIRS,
        options: SPEARMAN_OPTIONS,
        results: SPEARMAN_RESULTS,
        run: spearman_t,
    },
    Method {
        name: "correlation.spearman_t_continuity",
        title: "Spearman's correlation with p by t, with R's continuity correction",
        formula: "t of 1 − S / ((n³ − n)/6 + 1)",
        source: "R cor.test(x, y, method = \"spearman\", exact = FALSE, continuity = TRUE)",
        arguments: PAIRS,
        options: SPEARMAN_OPTIONS,
        results: SPEARMAN_RESULTS,
        run: spearman_t_with_continuity,
    },
    Method {
        name: "correlation.kendall_exact",
        title: "Kendall's τ-b with exact p; with ties normal, as R",
        formula: "share of all orders with as many concordant pairs",
        source: "Kendall, 1970; R cor.test(x, y, method = \"kendall\", exact = TRUE)",
        arguments: PAIRS,
        options: OPTIONS,
        results: KENDALL_RESULTS,
        run: kendall_exact,
    },
    Method {
        name: "correlation.kendall_normal",
        title: "Kendall's τ-b with normal p",
        formula: "z = (C − D) / SD, the SD corrected for ties",
        source: "Kendall, 1970; R cor.test(x, y, method = \"kendall\", exact = FALSE)",
        arguments: PAIRS,
        options: OPTIONS,
        results: KENDALL_RESULTS,
        run: kendall_normal,
    },
    Method {
        name: "correlation.kendall_normal_continuity",
        title: "Kendall's τ-b with normal p and continuity correction",
        formula: "z = (|C − D| − 1) / SD, the SD corrected for ties",
        source: "R cor.test(x, y, method = \"kendall\", exact = FALSE, continuity = TRUE)",
        arguments: PAIRS,
        options: OPTIONS,
        results: KENDALL_RESULTS,
        run: kendall_normal_with_continuity,
    },
];

const PAIRS: &[Field] = &[
    field("x", "column or list of the first variable"),
    field("y", "column or list of the second; rows with either missing are left out"),
];

const OPTIONS: &[Field] = &[
    field("alternative", "two_sided (as long as nothing else is said), less or greater"),
    field("confidence", "level of the interval; 0.95"),
];

const SPEARMAN_OPTIONS: &[Field] = &[
    field("alternative", "two_sided (as long as nothing else is said), less or greater"),
    field("confidence", "level of the interval; 0.95"),
    field(
        "interval",
        "variance of atanh ρ: bonett_wright ((1 + ρ²/2)/(n − 3), when not given), fieller (1.06/(n − 3)) or fisher (1/(n − 3))",
    ),
];

const SPEARMAN_RESULTS: &[Field] = &[
    field("statistic", "R's S = (n³ − n)(1 − ρ) / 6"),
    field("t", "t of ρ without correction; null where infinite"),
    field("p_value", "by the alternative"),
    field("method", "what p was computed by: permutation, edgeworth or t"),
    field("estimate", "ρ"),
    field("conf_int", "by Fisher's transform; null for three pairs or fewer"),
];

const KENDALL_RESULTS: &[Field] = &[
    field("statistic", "as R: concordant pairs when exact, else z"),
    field("p_value", "by the alternative"),
    field("method", "what p was computed by: exact or normal"),
    field("estimate", "τ-b"),
    field("conf_int", "by Fisher's transform with variance 0.437 / (n − 4); null for four pairs or fewer"),
    field("concordant", "pairs in the same order"),
    field("discordant", "pairs in opposite orders"),
];

fn pearson(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let options = call.test_options()?;
    let found = pearson_correlation(&call.complete(["x", "y"])?, options.alternative, options.confidence)?;
    Ok(Outcome::default()
        .with("statistic", found.statistic)
        .with("df", found.df)
        .with("p_value", found.p_value)
        .with("estimate", found.estimate)
        .with("conf_int", limits(found.conf_int)))
}

fn spearman_as_r(call: &Call<'_>) -> Result<Outcome, CaseError> {
    spearman(call, SpearmanMethod::AsR)
}

fn spearman_permutation(call: &Call<'_>) -> Result<Outcome, CaseError> {
    spearman(call, SpearmanMethod::Permutation)
}

fn spearman_t(call: &Call<'_>) -> Result<Outcome, CaseError> {
    spearman(call, SpearmanMethod::StudentT)
}

fn spearman_t_with_continuity(call: &Call<'_>) -> Result<Outcome, CaseError> {
    spearman(call, SpearmanMethod::StudentTWithContinuity)
}

fn spearman(call: &Call<'_>, method: SpearmanMethod) -> Result<Outcome, CaseError> {
    let options = call.test_options()?;
    let interval = call.choice(
        "interval",
        &[
            ("bonett_wright", SpearmanInterval::BonettWright),
            ("fieller", SpearmanInterval::Fieller),
            ("fisher", SpearmanInterval::Fisher),
        ],
    )?;
    let pairs = call.complete(["x", "y"])?;
    let found = spearman_correlation(&pairs, method, options.alternative, options.confidence, interval)?;
    let by = match found.distribution {
        SpearmanDistribution::Permutation => "permutation",
        SpearmanDistribution::Edgeworth => "edgeworth",
        SpearmanDistribution::StudentT => "t",
    };
    Ok(Outcome::default()
        .with("statistic", found.statistic)
        .with("t", found.t)
        .with("p_value", found.p_value)
        .with("method", by)
        .with("estimate", found.estimate)
        .with("conf_int", limits(found.conf_int)))
}

fn kendall_exact(call: &Call<'_>) -> Result<Outcome, CaseError> {
    kendall(call, KendallMethod::Exact)
}

fn kendall_normal(call: &Call<'_>) -> Result<Outcome, CaseError> {
    kendall(call, KendallMethod::Normal)
}

fn kendall_normal_with_continuity(call: &Call<'_>) -> Result<Outcome, CaseError> {
    kendall(call, KendallMethod::NormalWithContinuity)
}

fn kendall(call: &Call<'_>, method: KendallMethod) -> Result<Outcome, CaseError> {
    let options = call.test_options()?;
    let found =
        kendall_correlation(&call.complete(["x", "y"])?, method, options.alternative, options.confidence)?;
    let by = match found.method {
        KendallMethod::Exact => "exact",
        KendallMethod::Normal | KendallMethod::NormalWithContinuity => "normal",
    };
    Ok(Outcome::default()
        .with("statistic", found.statistic)
        .with("p_value", found.p_value)
        .with("method", by)
        .with("estimate", found.estimate)
        .with("conf_int", limits(found.conf_int))
        .with("concordant", found.concordant as f64)
        .with("discordant", found.discordant as f64))
}
