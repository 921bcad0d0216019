//! How far raters, items or methods of measurement agree.

use super::tables::{TABLE, table};
use super::two_by_two::{CONFIDENCE, pair};
use super::{Call, CaseError, Field, Method, Outcome, field, means::limits};
use crate::stats::Confidence;
use crate::stats::agreement::{
    IntraclassCorrelation, KappaWeights, LimitsVariance, WithoutItem, bland_altman, cohens_kappa,
    cronbach_alpha, fleiss_kappa, intraclass_correlations,
};

pub(super) const METHODS: &[Method] = &[
    Method {
        name: "agreement.cohens_kappa",
        title: "Cohen's kappa, unweighted or weighted",
        formula: "(Po − Pe)/(1 − Pe) with weighted shares of agreement",
        source: "Cohen, Psychol Bull 1968;70:213; Fleiss, Cohen & Everitt, Psychol Bull 1969;72:323; R vcd::Kappa; statsmodels cohens_kappa",
        arguments: TABLE,
        options: &[
            field(
                "weights",
                "none (as long as nothing else is said), linear (equal spacing) or quadratic (Fleiss-Cohen)",
            ),
            CONFIDENCE,
        ],
        results: &[
            field("estimate", "kappa"),
            field("standard_error", "asymptotic, ASE in vcd"),
            field("conf_int", "lower and upper limit"),
            field("null_standard_error", "when the raters agree by chance alone"),
            field("statistic", "estimate by null_standard_error"),
            field("p_value", "its two-sided p-value"),
            field("wald_statistic", "estimate by standard_error, z in vcd; null where that is 0"),
            field("wald_p_value", "its two-sided p-value"),
            field("observed_agreement", "weighted"),
            field("expected_agreement", "weighted, by chance"),
        ],
        run: kappa,
    },
    Method {
        name: "agreement.fleiss_kappa",
        title: "Fleiss' kappa of many raters",
        formula: "(Po − Pe)/(1 − Pe) over pairs of raters",
        source: "Fleiss, Psychol Bull 1971;76:378; Fleiss, Nee & Landis, Psychol Bull 1979;86:974; R irr::kappam.fleiss; statsmodels fleiss_kappa",
        arguments: &[
            field("table", "a row a subject, a column a category: how many raters chose it"),
            field("ratings", "instead: list of the raters' columns; categories are sorted"),
        ],
        options: &[],
        results: &[
            field("estimate", "kappa"),
            field("null_standard_error", "when the raters agree by chance alone"),
            field("statistic", "estimate by null_standard_error"),
            field("p_value", "its two-sided p-value"),
            field("observed_agreement", "mean share of agreeing pairs"),
            field("expected_agreement", "by chance"),
            field(
                "category_estimate",
                "list of the kappas of each category against all others; null where unused",
            ),
            field("category_standard_error", "one for all categories"),
        ],
        run: fleiss,
    },
    Method {
        name: "agreement.intraclass",
        title: "Intraclass correlations, six forms",
        formula: "ratios of the mean squares between subjects, between raters and of the rest",
        source: "Shrout & Fleiss, Psychol Bull 1979;86:420; McGraw & Wong, Psychol Methods 1996;1:30; R psych::ICC(lmer = FALSE)",
        arguments: ROWS,
        options: &[CONFIDENCE],
        results: &[
            field("type", "ICC1, ICC2, ICC3, ICC1k, ICC2k, ICC3k; all other results are lists in this order"),
            field("estimate", "intraclass correlation"),
            field("statistic", "F of the subjects"),
            field("df1", "degrees of freedom above"),
            field("df2", "degrees of freedom below"),
            field("p_value", "of an F as large"),
            field("conf_int", "pairs of limits; null where there is none"),
            field("lower", "lower limits"),
            field("upper", "upper limits"),
        ],
        run: intraclass,
    },
    Method {
        name: "agreement.cronbach_alpha",
        title: "Cronbach's alpha",
        formula: "k/(k − 1)(1 − Σ item variances/variance of the sum); Feldt's interval 1 − (1 − α) F",
        source: "Cronbach, Psychometrika 1951;16:297; Feldt, Psychometrika 1965;30:357; R psych::alpha",
        arguments: ROWS,
        options: &[CONFIDENCE],
        results: &[
            field("raw_alpha", "from covariances"),
            field("std_alpha", "from correlations"),
            field("average_r", "mean correlation of two items"),
            field("conf_int", "Feldt's interval of the raw alpha"),
            field("n", "complete people"),
            field("alpha_if_dropped", "list of the raw alpha without each item"),
            field("std_alpha_if_dropped", "list of the standardised alpha without each item"),
            field(
                "item_rest_correlation",
                "list of the correlation of each item with the sum of the others, r.drop",
            ),
        ],
        run: alpha,
    },
    Method {
        name: "agreement.bland_altman",
        title: "Bland and Altman's limits of agreement",
        formula: "mean difference ± z · SD, with t intervals",
        source: "Bland & Altman, Lancet 1986;1:307; Stat Methods Med Res 1999;8:135",
        arguments: super::TWO_SAMPLES,
        options: &[
            field("share", "of the differences within the limits; 0.95"),
            field("variance", "of a limit: full (as long as nothing else is said) or approximate, 3 SD²/n"),
            CONFIDENCE,
        ],
        results: &[
            field("n", "pairs"),
            field("bias", "mean of first − second"),
            field("bias_conf_int", "its t interval"),
            field("standard_deviation", "of the differences"),
            field("limits", "lower and upper limit of agreement"),
            field("lower_conf_int", "t interval of the lower limit"),
            field("upper_conf_int", "t interval of the upper limit"),
        ],
        run: limits_of_agreement,
    },
];

const ROWS: &[Field] = &[
    field("columns", "list of the columns of the raters or items; rows with a missing value are left out"),
    field("rows", "instead: rows of numbers"),
];

fn kappa(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let weights = [
        ("none", KappaWeights::Unweighted),
        ("linear", KappaWeights::Linear),
        ("quadratic", KappaWeights::Quadratic),
    ];
    let found = cohens_kappa(&table(call)?, call.choice("weights", &weights)?, call.confidence()?)?;
    Ok(Outcome::default()
        .with("estimate", found.estimate)
        .with("standard_error", found.standard_error)
        .with("conf_int", pair(found.conf_int))
        .with("null_standard_error", found.null_standard_error)
        .with("statistic", found.statistic)
        .with("p_value", found.p_value)
        .with("wald_statistic", found.wald_statistic)
        .with("wald_p_value", found.wald_p_value)
        .with("observed_agreement", found.observed_agreement)
        .with("expected_agreement", found.expected_agreement))
}

fn fleiss(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let found = fleiss_kappa(&call.rating_counts()?)?;
    let category: Vec<Option<f64>> = found.categories.iter().map(|category| category.estimate).collect();
    Ok(Outcome::default()
        .with("estimate", found.estimate)
        .with("null_standard_error", found.null_standard_error)
        .with("statistic", found.statistic)
        .with("p_value", found.p_value)
        .with("observed_agreement", found.observed_agreement)
        .with("expected_agreement", found.expected_agreement)
        .with("category_estimate", category)
        .with("category_standard_error", found.category_standard_error))
}

fn intraclass(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let found = intraclass_correlations(&call.complete_rows()?, call.confidence()?)?;
    let list = |value: fn(&IntraclassCorrelation) -> f64| found.iter().map(value).collect::<Vec<_>>();
    Ok(Outcome::default()
        .with("type", found.iter().map(|one| one.form.name()).collect::<Vec<_>>())
        .with("estimate", list(|one| one.estimate))
        .with("statistic", list(|one| one.statistic))
        .with("df1", list(|one| one.df1))
        .with("df2", list(|one| one.df2))
        .with("p_value", list(|one| one.p_value))
        .with("conf_int", found.iter().map(|one| limits(one.conf_int)).collect::<Vec<_>>())
        .with("lower", found.iter().map(|one| limits(one.conf_int)[0]).collect::<Vec<_>>())
        .with("upper", found.iter().map(|one| limits(one.conf_int)[1]).collect::<Vec<_>>()))
}

fn alpha(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let found = cronbach_alpha(&call.complete_rows()?, call.confidence()?)?;
    let list =
        |value: fn(&WithoutItem) -> Option<f64>| found.without_item.iter().map(value).collect::<Vec<_>>();
    Ok(Outcome::default()
        .with("raw_alpha", found.raw)
        .with("std_alpha", found.standardised)
        .with("average_r", found.average_correlation)
        .with("conf_int", pair(found.conf_int))
        .with("n", found.n)
        .with("alpha_if_dropped", list(|item| item.raw))
        .with("std_alpha_if_dropped", list(|item| item.standardised))
        .with("item_rest_correlation", list(|item| item.item_rest_correlation)))
}

fn limits_of_agreement(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let variances = [("full", LimitsVariance::Full), ("approximate", LimitsVariance::Approximate)];
    let share = Confidence::new(call.number_option("share", 0.95)?)
        .ok_or_else(|| crate::verify::call::bad("share", "a number between 0 and 1"))?;
    let variance = call.choice("variance", &variances)?;
    let found = bland_altman(&call.pairs()?, share, variance, call.confidence()?)?;
    Ok(Outcome::default()
        .with("n", found.n)
        .with("bias", found.bias)
        .with("bias_conf_int", pair(found.bias_conf_int))
        .with("standard_deviation", found.standard_deviation)
        .with("limits", pair(found.limits))
        .with("lower_conf_int", pair(found.lower_conf_int))
        .with("upper_conf_int", pair(found.upper_conf_int)))
}
