//! Log-rank tests.

use super::survival_data::{CENSORED, EVENT, EVENT_VALUE, EVENTS, START, STOP, TIME, risk_tables};
use super::{Call, CaseError, Field, Method, Outcome, field};
use crate::stats::survival::{LogRank, LogRankWeights, log_rank, log_rank_trend};
use crate::verify::call::bad;

pub(super) const METHODS: &[Method] = &[
    Method {
        name: "log_rank.test",
        title: "Log-rank test and its weighted kin, with strata",
        formula: "(O − E)ᵀ V⁻¹ (O − E), hypergeometric at each time with an event",
        source: "Mantel 1966; Peto & Peto 1972; Harrington & Fleming, Biometrika 1982;69:553; R survival::survdiff",
        arguments: ARGUMENTS,
        options: WEIGHTS,
        results: &[
            field("statistic", "chi-squared"),
            field("df", "groups less one"),
            field("p_value", "upper tail"),
            field("level", "level of each group"),
            field("observed", "weighted events of each group"),
            field("expected", "weighted events of each group if all had one hazard"),
            field("variance", "covariance of observed − expected, row by row"),
        ],
        run: test,
    },
    Method {
        name: "log_rank.trend",
        title: "Log-rank test for trend over ordered groups",
        formula: "(Σ score (O − E))² / scoreᵀ V score, one degree of freedom",
        source: "Tarone, Biometrika 1975;62:679",
        arguments: ARGUMENTS,
        options: &[
            field("weights", "log_rank, peto_peto, g_rho, fleming_harrington, gehan or tarone_ware"),
            field("rho", "power of the survival for g_rho and fleming_harrington; 0"),
            field("gamma", "power of its complement for fleming_harrington; 0"),
            field("scores", "one for each level in order; 1, 2, 3, …"),
        ],
        results: &[field("statistic", "chi-squared"), field("df", "1"), field("p_value", "upper tail")],
        run: trend,
    },
];

const ARGUMENTS: &[Field] = &[
    TIME,
    START,
    STOP,
    EVENT,
    EVENT_VALUE,
    EVENTS,
    CENSORED,
    field("group", "column of the groups compared"),
    field("levels", "levels of the groups in the order wanted"),
    field("strata", "column of strata within which they are compared; none"),
];

const WEIGHTS: &[Field] = &[
    field("weights", "log_rank, peto_peto, g_rho, fleming_harrington, gehan or tarone_ware"),
    field("rho", "power of the survival for g_rho and fleming_harrington; 0"),
    field("gamma", "power of its complement for fleming_harrington; 0"),
];

fn weights(call: &Call<'_>) -> Result<LogRankWeights, CaseError> {
    let (rho, gamma) = (call.number_option("rho", 0.0)?, call.number_option("gamma", 0.0)?);
    let default =
        if call.option("rho").is_some() { LogRankWeights::GRho { rho } } else { LogRankWeights::LogRank };
    if call.option("weights").is_none() {
        return Ok(default);
    }
    call.choice(
        "weights",
        &[
            ("log_rank", LogRankWeights::LogRank),
            ("peto_peto", LogRankWeights::GRho { rho: 1.0 }),
            ("g_rho", LogRankWeights::GRho { rho }),
            ("fleming_harrington", LogRankWeights::FlemingHarrington { rho, gamma }),
            ("gehan", LogRankWeights::Gehan),
            ("tarone_ware", LogRankWeights::TaroneWare),
        ],
    )
}

fn compared(call: &Call<'_>) -> Result<(Vec<String>, LogRank), CaseError> {
    let (levels, strata) = risk_tables(call)?;
    Ok((levels, log_rank(&strata, weights(call)?)?))
}

fn test(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let (levels, test) = compared(call)?;
    let row = |row: usize| test.variance.row(row).iter().copied().collect::<Vec<f64>>();
    Ok(Outcome::default()
        .with("statistic", test.statistic)
        .with("df", test.df)
        .with("p_value", test.p_value)
        .with("level", levels)
        .with("variance", (0..test.variance.nrows()).map(row).collect::<Vec<_>>())
        .with("observed", test.observed)
        .with("expected", test.expected))
}

fn trend(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let (levels, test) = compared(call)?;
    let scores = match call.option("scores") {
        None => (1..=levels.len()).map(|score| score as f64).collect(),
        Some(given) => given
            .as_array()
            .and_then(|list| list.iter().map(serde_json::Value::as_f64).collect::<Option<Vec<f64>>>())
            .ok_or_else(|| bad("scores", "a list of numbers"))?,
    };
    let trend = log_rank_trend(&test, &scores)?;
    Ok(Outcome::default().with("statistic", trend.statistic).with("df", 1.0).with("p_value", trend.p_value))
}
