//! Tables of counts of any shape, and paired tables.

use super::two_by_two::{CONFIDENCE, pair};
use super::{Call, CaseError, Field, Method, Outcome, field, means::limits};
use crate::domain::Finite;
use crate::stats::contingency::{
    ChiSquaredTest, ContingencyTable, McNemarMethod, OrdinalMeasure, PairedTable, SymmetryTest, bowker_test,
    chi_squared_test, fisher_exact_test, goodness_of_fit, likelihood_ratio_test, nominal_association,
    ordinal_association, stuart_maxwell_test,
};

pub(super) const METHODS: &[Method] = &[
    Method {
        name: "contingency.chi_squared",
        title: "Pearson's chi-squared test of independence",
        formula: "Σ (O − E)²/E, df = (rows − 1)(columns − 1)",
        source: "Pearson, Phil Mag 1900;50:157; R chisq.test(correct = FALSE)",
        arguments: TABLE,
        options: &[],
        results: INDEPENDENCE,
        run: |call| Ok(independence(chi_squared_test(&table(call)?)?)),
    },
    Method {
        name: "contingency.likelihood_ratio",
        title: "Likelihood-ratio test of independence",
        formula: "G = 2 Σ O ln(O/E), df = (rows − 1)(columns − 1)",
        source: "Wilks, Ann Math Stat 1935;6:190; R vcd::assocstats; scipy.stats.chi2_contingency(lambda_ = \"log-likelihood\")",
        arguments: TABLE,
        options: &[],
        results: INDEPENDENCE,
        run: |call| Ok(independence(likelihood_ratio_test(&table(call)?)?)),
    },
    Method {
        name: "contingency.goodness_of_fit",
        title: "Chi-squared test of counts against probabilities",
        formula: "Σ (O − E)²/E, df = categories − 1",
        source: "Pearson, Phil Mag 1900;50:157; R chisq.test(x, p = p, rescale.p = TRUE)",
        arguments: &[
            field("counts", "list of the counts"),
            field("probabilities", "list of weights, brought to a sum of 1; all alike when not given"),
        ],
        options: &[],
        results: &[
            field("statistic", "chi-squared"),
            field("df", "degrees of freedom"),
            field("p_value", "of a statistic as large"),
            field("expected", "list of the expected counts"),
        ],
        run: fit,
    },
    Method {
        name: "contingency.fisher_exact",
        title: "Fisher's exact test of a table of any shape",
        formula: "the sum over all tables with the same margins that are no more probable",
        source: "Freeman & Halton, Biometrika 1951;38:141; Mehta & Patel, J Am Stat Assoc 1983;78:427; R fisher.test",
        arguments: TABLE,
        options: &[],
        results: &[field("p_value", "two-sided")],
        run: |call| Ok(Outcome::default().with("p_value", fisher_exact_test(&table(call)?)?)),
    },
    Method {
        name: "contingency.nominal_association",
        title: "Phi, contingency coefficient, Cramér's V and Tschuprow's T",
        formula: "√(χ²/n), √(χ²/(χ² + n)), √(χ²/(n min(r − 1, c − 1))), √(χ²/(n √((r − 1)(c − 1))))",
        source: "Cramér, Mathematical Methods of Statistics, 1946; R vcd::assocstats",
        arguments: TABLE,
        options: &[],
        results: &[
            field("phi", "√(χ²/n)"),
            field("contingency_coefficient", "Pearson's"),
            field("cramers_v", "from 0 to 1"),
            field("tschuprows_t", "from 0 to 1"),
        ],
        run: nominal,
    },
    Method {
        name: "contingency.ordinal_association",
        title: "Gamma, Kendall's tau-b, Stuart's tau-c and Somers' d",
        formula: "(concordant − discordant) by the pairs that count; standard errors by the delta method",
        source: "Goodman & Kruskal, J Am Stat Assoc 1972;67:415; Brown & Benedetti, J Am Stat Assoc 1977;72:309; SAS PROC FREQ; scipy.stats.somersd",
        arguments: TABLE,
        options: &[CONFIDENCE],
        results: &[
            field("gamma", MEASURE),
            field("tau_b", MEASURE),
            field("tau_c", MEASURE),
            field("somers_d_columns", MEASURE),
            field("somers_d_rows", MEASURE),
            field("concordant", "pairs ordered alike"),
            field("discordant", "pairs ordered unlike"),
        ],
        run: ordinal,
    },
    Method {
        name: "contingency.mcnemar",
        title: "McNemar's test of paired answers",
        formula: "(|b − c| − correction)²/(b + c), or the binomial test of b among b + c",
        source: "McNemar, Psychometrika 1947;12:153; Fagerland, Lydersen & Laake, BMC Med Res Methodol 2013;13:91; R mcnemar.test",
        arguments: TABLE,
        options: &[
            field("method", "corrected (as long as nothing else is said), plain, exact or mid_p"),
            CONFIDENCE,
        ],
        results: &[
            field("statistic", "chi-squared, or the smaller discordant count"),
            field("df", "1; null for the exact methods"),
            field("p_value", "two-sided"),
            field("odds_ratio", "b/c; null where infinite"),
            field("odds_ratio_conf_int", "exact"),
            field("difference", "share of the first answer minus that of the second"),
            field("difference_conf_int", "Wald"),
        ],
        run: mcnemar,
    },
    Method {
        name: "contingency.bowker",
        title: "Bowker's test of symmetry",
        formula: "Σ (n_ij − n_ji)²/(n_ij + n_ji), df = k(k − 1)/2",
        source: "Bowker, J Am Stat Assoc 1948;43:572; R mcnemar.test; statsmodels SquareTable.symmetry",
        arguments: TABLE,
        options: &[],
        results: TEST,
        run: |call| Ok(test(bowker_test(&table(call)?)?)),
    },
    Method {
        name: "contingency.stuart_maxwell",
        title: "Stuart-Maxwell test of equal margins",
        formula: "dᵀ S⁻¹ d of the differences of the margins, df = k − 1",
        source: "Stuart, Biometrika 1955;42:412; Maxwell, Br J Psychiatry 1970;116:651; statsmodels SquareTable.homogeneity",
        arguments: TABLE,
        options: &[],
        results: TEST,
        run: |call| Ok(test(stuart_maxwell_test(&table(call)?)?)),
    },
];

pub(super) const TABLE: &[Field] = &[
    field("table", "rows of counts; for two groups [[with, without], [with, without]] the outcome"),
    field("row", "instead: column of the groups or first answers"),
    field(
        "column",
        "and column of the outcomes or second answers; the first level is the outcome that counts",
    ),
    field(
        "row_levels",
        "levels of the rows in the order wanted; otherwise numbers ascend and words are sorted",
    ),
    field("column_levels", "levels of the columns in the order wanted, likewise"),
    field("count", "column of how many people each row of the data stands for; 1"),
];

const INDEPENDENCE: &[Field] = &[
    field("statistic", "chi-squared"),
    field("df", "degrees of freedom"),
    field("p_value", "of a statistic as large"),
    field("expected", "rows of expected counts"),
    field("residuals", "rows of Pearson residuals"),
    field("standardised_residuals", "rows of standardised residuals"),
];

pub(super) const TEST: &[Field] = &[
    field("statistic", "chi-squared"),
    field("df", "degrees of freedom"),
    field("p_value", "of a statistic as large"),
];

const MEASURE: &str =
    "estimate, standard_error, conf_int and p_value, by the standard error without association";

pub(super) fn table(call: &Call<'_>) -> Result<ContingencyTable, CaseError> {
    Ok(ContingencyTable::new(call.cross_table()?)?)
}

fn independence(test: ChiSquaredTest) -> Outcome {
    Outcome::default()
        .with("statistic", test.statistic)
        .with("df", test.df)
        .with("p_value", test.p_value)
        .with("expected", test.expected)
        .with("residuals", test.residuals)
        .with("standardised_residuals", test.standardised_residuals)
}

fn fit(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let counts = call.count_list("counts")?;
    let probabilities =
        if call.has("probabilities") { call.sample("probabilities")? } else { vec![1.0; counts.len()] };
    let test = goodness_of_fit(&counts, &probabilities)?;
    Ok(Outcome::default()
        .with("statistic", test.statistic)
        .with("df", test.df)
        .with("p_value", test.p_value)
        .with("expected", test.expected))
}

fn nominal(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let found = nominal_association(&table(call)?)?;
    Ok(Outcome::default()
        .with("phi", found.phi)
        .with("contingency_coefficient", found.contingency_coefficient)
        .with("cramers_v", found.cramers_v)
        .with("tschuprows_t", found.tschuprows_t))
}

fn ordinal(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let found = ordinal_association(&table(call)?, call.confidence()?)?;
    Ok(Outcome::default()
        .with("gamma", measure(found.gamma))
        .with("tau_b", measure(found.tau_b))
        .with("tau_c", measure(found.tau_c))
        .with("somers_d_columns", measure(found.somers_d_columns))
        .with("somers_d_rows", measure(found.somers_d_rows))
        .with("concordant", found.concordant)
        .with("discordant", found.discordant))
}

fn measure(measure: OrdinalMeasure) -> Outcome {
    Outcome::default()
        .with("estimate", measure.estimate)
        .with("standard_error", measure.standard_error)
        .with("p_value", measure.p_value)
        .with("conf_int", pair(measure.conf_int))
}

fn mcnemar(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let methods = [
        ("corrected", McNemarMethod::Corrected),
        ("plain", McNemarMethod::Plain),
        ("exact", McNemarMethod::Exact),
        ("mid_p", McNemarMethod::MidP),
    ];
    let pairs = PairedTable::try_from(&table(call)?)?;
    let found = pairs.mcnemar(call.choice("method", &methods)?, call.confidence()?)?;
    Ok(Outcome::default()
        .with("statistic", found.statistic)
        .with("df", found.df)
        .with("p_value", found.p_value)
        .with("odds_ratio", found.odds_ratio.map(Finite::get))
        .with("odds_ratio_conf_int", limits(found.odds_ratio_conf_int))
        .with("difference", found.difference)
        .with("difference_conf_int", pair(found.difference_conf_int)))
}

fn test(test: SymmetryTest) -> Outcome {
    Outcome::default().with("statistic", test.statistic).with("df", test.df).with("p_value", test.p_value)
}
