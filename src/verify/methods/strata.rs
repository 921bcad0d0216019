//! The same table in several strata.

use super::tables::TEST;
use super::two_by_two::{ALTERNATIVE, CONFIDENCE, CORRECTION, CORRECTIONS, pair};
use super::{Call, CaseError, Field, Method, Outcome, field, means::limits};
use crate::domain::Finite;
use crate::stats::contingency::{
    ContingencyTable, GeneralTest, Homogeneity, Strata, TaroneCorrection, breslow_day_test, correlation_test,
    exact_conditional_test, generalised_test, mantel_haenszel_test, row_means_test, woolf_test,
};
use crate::stats::two_by_two::RatioEstimate;
use crate::stats::{Limits, RiskDifference, Undefined};

pub(super) const METHODS: &[Method] = &[
    Method {
        name: "strata.mantel_haenszel",
        title: "Cochran-Mantel-Haenszel test with common odds ratio, risk ratio and risk difference",
        formula: "(|Σ(a − E)| − correction)²/Σ Var; Σ(ad/n)/Σ(bc/n)",
        source: "Mantel & Haenszel, J Natl Cancer Inst 1959;22:719; Robins, Breslow & Greenland, Biometrics 1986;42:311; Greenland & Robins, Biometrics 1985;41:55; R mantelhaen.test",
        arguments: STRATA,
        options: &[CORRECTION, ALTERNATIVE, CONFIDENCE],
        results: &[
            field("statistic", "chi-squared"),
            field("df", "1"),
            field("p_value", "by the alternative"),
            field("estimate", "common odds ratio; null where nothing is in one of its sums"),
            field("conf_int", "its limits; null where open"),
            field("log_standard_error", "standard error of its logarithm"),
            field("risk_ratio", "common risk ratio"),
            field("risk_ratio_conf_int", "its limits, two-sided"),
            field("risk_difference", "common risk difference"),
            field("risk_difference_conf_int", "its limits, two-sided"),
        ],
        run: mantel_haenszel,
    },
    Method {
        name: "strata.exact",
        title: "Exact conditional test and common odds ratio of strata",
        formula: "the sum of the first cells given all margins, a sum of noncentral hypergeometric counts",
        source: "Gart, Biometrika 1970;57:471; R mantelhaen.test(exact = TRUE), whose interval has only some four digits",
        arguments: STRATA,
        options: &[ALTERNATIVE, field("null_value", "odds ratio under the null hypothesis; 1"), CONFIDENCE],
        results: &[
            field("statistic", "sum of the first cells"),
            field("p_value", "exact"),
            field("estimate", "common odds ratio; null where infinite"),
            field("conf_int", "its limits; null where open"),
        ],
        run: exact,
    },
    Method {
        name: "strata.generalised",
        title: "Generalised Cochran-Mantel-Haenszel test",
        formula: "(n − m)ᵀ V⁻¹ (n − m), df = (rows − 1)(columns − 1)",
        source: "Landis, Heyman & Koch, Int Stat Rev 1978;46:237; R mantelhaen.test",
        arguments: STRATA,
        options: &[],
        results: TEST,
        run: generalised,
    },
    Method {
        name: "strata.row_means",
        title: "Cochran-Mantel-Haenszel test of row mean scores, the columns in an order",
        formula: "gᵀ V⁻¹ g, g the sums of score · (n − m) in each row but the last, df = rows − 1",
        source: "Landis, Heyman & Koch, Int Stat Rev 1978;46:237; SAS PROC FREQ, CMH statistic 2; R coin::cmh_test",
        arguments: SCORED[0],
        options: &[],
        results: TEST,
        run: row_means,
    },
    Method {
        name: "strata.correlation",
        title: "Mantel's test of correlation given strata, rows and columns in an order",
        formula: "(Σ row score · column score · (n − m))² / Var, df = 1; (n − 1) r² with one stratum",
        source: "Mantel, J Am Stat Assoc 1963;58:690; SAS PROC FREQ, CMH statistic 1; R coin::cmh_test",
        arguments: SCORED[1],
        options: &[],
        results: TEST,
        run: correlation,
    },
    Method {
        name: "strata.breslow_day",
        title: "Breslow-Day test of one odds ratio, with or without Tarone's correction",
        formula: "Σ (a − A)²/Var(A) − (Σ (a − A))²/Σ Var(A), df = strata − 1",
        source: "Breslow & Day, Statistical Methods in Cancer Research I, 1980; Tarone, Biometrika 1985;72:91; statsmodels StratifiedTable.test_equal_odds",
        arguments: STRATA,
        options: &[field("correction", "without (as long as nothing else is said) or tarone")],
        results: TEST,
        run: breslow_day,
    },
    Method {
        name: "strata.woolf",
        title: "Woolf's test of one odds ratio",
        formula: "Σ w (ln OR − mean)², df = strata − 1",
        source: "Woolf, Ann Hum Genet 1955;19:251; R vcd::woolf_test",
        arguments: STRATA,
        options: &[],
        results: TEST,
        run: |call| Ok(homogeneity(woolf_test(&strata(call)?)?)),
    },
];

const STRATA: &[Field] = &[
    field("tables", "list of tables, each rows of counts"),
    field("row", "instead: column of the groups"),
    field("column", "and column of the outcomes; the first level is the outcome that counts"),
    field("stratum", "and column of the strata; all in one when not given"),
    field(
        "row_levels",
        "levels of the rows in the order wanted; otherwise numbers ascend and words are sorted",
    ),
    field("column_levels", "levels of the columns in the order wanted, likewise"),
    field("count", "column of how many people each row of the data stands for; 1"),
];

const COLUMN_SCORES: Field =
    field("column_scores", "list of the scores of the columns; 1, 2, 3 … when not given");
const ROW_SCORES: Field = field("row_scores", "list of the scores of the rows; 1, 2, 3 … when not given");

/// The arguments of the tests with scores: of the columns, and of the rows, too.
const SCORED: [&[Field]; 2] = [
    &[STRATA[0], STRATA[1], STRATA[2], STRATA[3], STRATA[4], STRATA[5], STRATA[6], COLUMN_SCORES],
    &[STRATA[0], STRATA[1], STRATA[2], STRATA[3], STRATA[4], STRATA[5], STRATA[6], COLUMN_SCORES, ROW_SCORES],
];

fn strata(call: &Call<'_>) -> Result<Strata, CaseError> {
    let square = |table: &Vec<Vec<u32>>| match table.iter().map(Vec::as_slice).collect::<Vec<_>>().as_slice()
    {
        &[&[a, b], &[c, d]] => Ok([[a, b], [c, d]]),
        _ => Err(Undefined::WrongShape),
    };
    let tables = call.strata()?.iter().map(square).collect::<Result<Vec<_>, _>>()?;
    Ok(Strata::new(tables)?)
}

fn mantel_haenszel(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let correction = call.choice("correction", CORRECTIONS)?;
    let found = mantel_haenszel_test(&strata(call)?, correction, call.test_options()?)?;
    let conf_int = found.conf_int.unwrap_or(Limits { low: None, high: None });
    let ratio = |ratio: Option<RatioEstimate>| ratio.map(|found| (found.estimate, pair(found.conf_int)));
    let difference =
        |found: Option<RiskDifference>| found.map(|found| (found.estimate, pair(found.conf_int)));
    let (risk_ratio, risk_difference) = (ratio(found.risk_ratio), difference(found.risk_difference));
    let ends =
        |found: Option<(f64, [f64; 2])>| [found.map(|(_, [low, _])| low), found.map(|(_, [_, high])| high)];
    Ok(Outcome::default()
        .with("statistic", found.statistic)
        .with("df", 1.0)
        .with("p_value", found.p_value)
        .with("estimate", found.odds_ratio.map(Finite::get))
        .with("conf_int", limits(conf_int))
        .with("log_standard_error", found.log_standard_error.map(Finite::get))
        .with("risk_ratio", risk_ratio.map(|(estimate, _)| estimate))
        .with("risk_ratio_conf_int", ends(risk_ratio))
        .with("risk_difference", risk_difference.map(|(estimate, _)| estimate))
        .with("risk_difference_conf_int", ends(risk_difference)))
}

fn exact(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let found = exact_conditional_test(&strata(call)?, call.test_options_against(1.0)?)?;
    Ok(Outcome::default()
        .with("statistic", found.statistic)
        .with("p_value", found.p_value)
        .with("estimate", found.estimate.map(Finite::get))
        .with("conf_int", limits(found.conf_int)))
}

fn generalised(call: &Call<'_>) -> Result<Outcome, CaseError> {
    Ok(general(generalised_test(&tables(call)?)?))
}

fn row_means(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let tables = tables(call)?;
    let columns = tables.first().map_or(0, ContingencyTable::columns);
    Ok(general(row_means_test(&tables, &scores(call, "column_scores", columns)?)?))
}

fn correlation(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let tables = tables(call)?;
    let (rows, columns) = tables.first().map_or((0, 0), |table| (table.rows().len(), table.columns()));
    let [rows, columns] = [scores(call, "row_scores", rows)?, scores(call, "column_scores", columns)?];
    Ok(general(correlation_test(&tables, &rows, &columns)?))
}

fn tables(call: &Call<'_>) -> Result<Vec<ContingencyTable>, CaseError> {
    Ok(call.strata()?.into_iter().map(ContingencyTable::new).collect::<Result<Vec<_>, _>>()?)
}

fn scores(call: &Call<'_>, name: &str, categories: usize) -> Result<Vec<f64>, CaseError> {
    if call.has(name) {
        return call.one_or_more(name);
    }
    Ok((1..=categories).map(|category| category as f64).collect())
}

fn general(test: GeneralTest) -> Outcome {
    Outcome::default().with("statistic", test.statistic).with("df", test.df).with("p_value", test.p_value)
}

fn breslow_day(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let corrections = [("without", TaroneCorrection::Without), ("tarone", TaroneCorrection::With)];
    Ok(homogeneity(breslow_day_test(&strata(call)?, call.choice("correction", &corrections)?)?))
}

fn homogeneity(test: Homogeneity) -> Outcome {
    Outcome::default().with("statistic", test.statistic).with("df", test.df).with("p_value", test.p_value)
}
