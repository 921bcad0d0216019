//! The common-language effect and Cliff's delta.

use super::{Call, CaseError, Method, Outcome, TWO_SAMPLES, field};
use crate::stats::dominance::{DeltaQuantile, DeltaVariance, cliffs_delta, common_language_effect};

pub(super) const METHODS: &[Method] = &[
    Method {
        name: "effect_size.common_language",
        title: "Common-language effect, the area under the ROC curve, with DeLong's interval",
        formula: "P(x > y) + ½ P(x = y), SE² = s²(V₁)/n₁ + s²(V₂)/n₂",
        source: "DeLong, DeLong & Clarke-Pearson, Biometrics 1988;44:837; R pROC::ci.auc",
        arguments: TWO_SAMPLES,
        options: &[field("confidence", "level of the interval; 0.95")],
        results: &[
            field("estimate", "probability that a value of the first sample is the larger"),
            field("standard_error", "DeLong's"),
            field("variance", "its square"),
            field("conf_int", "lower and upper limit, within 0 and 1"),
        ],
        run: common_language,
    },
    Method {
        name: "effect_size.cliffs_delta",
        title: "Cliff's delta, the rank-biserial correlation of two groups",
        formula: "(δ − δ³ ± q s √((1 − δ²)² + q²s²)) / (1 − δ² + q²s²)",
        source: "Feng & Cliff, J Mod Appl Stat Methods 2004;3:322; R effsize::cliff.delta",
        arguments: TWO_SAMPLES,
        options: &[
            field("confidence", "level of the interval; 0.95"),
            field("variance", "unbiased (when not given) or consistent"),
            field("quantile", "t (when not given) or normal"),
        ],
        results: &[
            field("estimate", "P(x > y) − P(x < y)"),
            field("variance", "of the estimate"),
            field("conf_int", "lower and upper limit"),
        ],
        run: delta,
    },
];

fn common_language(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let [first, second] = call.two_samples()?;
    let found = common_language_effect(&first, &second, call.confidence()?)?;
    Ok(Outcome::default()
        .with("estimate", found.estimate)
        .with("standard_error", found.standard_error)
        .with("variance", found.variance)
        .with("conf_int", [found.conf_int.low.get(), found.conf_int.high.get()]))
}

fn delta(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let [first, second] = call.two_samples()?;
    let variance = call.choice(
        "variance",
        &[("unbiased", DeltaVariance::Unbiased), ("consistent", DeltaVariance::Consistent)],
    )?;
    let quantile =
        call.choice("quantile", &[("t", DeltaQuantile::StudentT), ("normal", DeltaQuantile::Normal)])?;
    let found = cliffs_delta(&first, &second, call.confidence()?, variance, quantile)?;
    Ok(Outcome::default()
        .with("estimate", found.estimate)
        .with("variance", found.variance)
        .with("conf_int", [found.conf_int.low.get(), found.conf_int.high.get()]))
}
