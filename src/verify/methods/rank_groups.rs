//! Several groups, or several measurements of the same people, compared by ranks.

use super::{Call, CaseError, Field, Method, Outcome, SAMPLES, field};
use crate::stats::groups::{Blocks, Friedman, cochran_q, friedman, kruskal_wallis, quade};
use crate::stats::{Counted, Undefined};

pub(super) const METHODS: &[Method] = &[
    Method {
        name: "kruskal_wallis.chi_squared",
        title: "Kruskal-Wallis test, corrected for ties",
        formula: "H = Σ nᵢ (R̄ᵢ − (N + 1)/2)² / s², s² the variance of the mid-ranks",
        source: "Kruskal & Wallis, J Am Stat Assoc 1952;47:583; R kruskal.test",
        arguments: COUNTED_GROUPS,
        options: &[],
        results: &[
            field("statistic", "H"),
            field("df", "groups less one"),
            field("p_value", "by the chi-squared distribution"),
            field("mean_ranks", "one a group"),
            field("epsilon_squared", "H / (N − 1)"),
            field("eta_squared", "(H − k + 1) / (N − k), not below 0"),
        ],
        run: by_kruskal_wallis,
    },
    Method {
        name: "friedman.chi_squared",
        title: "Friedman's test, corrected for ties",
        formula: "χ² = (k − 1) Σ Cⱼ² / Σ r², r the ranks within a block less their mean, Cⱼ their sums",
        source: "Friedman, J Am Stat Assoc 1937;32:675; R friedman.test",
        arguments: BLOCKS,
        options: &[],
        results: FRIEDMAN,
        run: by_friedman,
    },
    Method {
        name: "quade.f",
        title: "Quade's test",
        formula: "F = (n − 1) B / (A − B), A = Σ S², B = Σⱼ (Σᵢ S)² / n, S the centred ranks times the rank of their block's range",
        source: "Quade, J Am Stat Assoc 1979;74:680; R quade.test",
        arguments: BLOCKS,
        options: &[],
        results: &[
            field("statistic", "F; null when all blocks have one order and one range"),
            field("df", "degrees of freedom of the numerator and the denominator"),
            field("p_value", "by the F distribution"),
        ],
        run: by_quade,
    },
    Method {
        name: "cochran_q.chi_squared",
        title: "Cochran's Q test",
        formula: "Q = (k − 1) (k Σ Cⱼ² − T²) / (k T − Σ Rᵢ²)",
        source: "Cochran, Biometrika 1950;37:256; statsmodels cochrans_q",
        arguments: BLOCKS,
        options: &[],
        results: FRIEDMAN,
        run: by_cochran_q,
    },
];

/// Groups as values or as a histogram.
pub(super) const COUNTED_GROUPS: &[Field] = &[
    field("response", "column of the values"),
    field("group", "column of the groups"),
    field("levels", "the groups in the order wanted; otherwise numbers ascend and words are sorted"),
    field("table", "instead: one row of counts a group, one column a value"),
    field("values", "values of the columns of the table, ascending; 0, 1, 2 … when not given"),
    SAMPLES,
];

/// The same people several times, wide or long.
pub(super) const BLOCKS: &[Field] = &[
    field("columns", "names of the columns, one a treatment; rows with a missing value are left out"),
    field("response", "instead: column of the values"),
    field("group", "column of the treatments"),
    field("block", "column of the blocks (people)"),
    field("levels", "the treatments in the order wanted; otherwise numbers ascend and words are sorted"),
];

const FRIEDMAN: &[Field] = &[
    field("statistic", "chi-squared"),
    field("df", "treatments less one"),
    field("p_value", "by the chi-squared distribution"),
    field("kendall_w", "coefficient of concordance: statistic / (n (k − 1))"),
    field("mean_ranks", "one a treatment"),
    field("f_statistic", "Iman and Davenport's F; null when all blocks have one order and one range"),
    field("f_df", "its degrees of freedom"),
    field("f_p_value", "its p-value"),
];

/// Names and distinct values of the groups, with how often each occurs.
pub(super) fn counted_groups(call: &Call<'_>) -> Result<(Vec<String>, Vec<Counted>), CaseError> {
    if !call.has("table") {
        let (names, samples): (Vec<_>, Vec<_>) = call.groups("response", "group")?.into_iter().unzip();
        let counted: Result<Vec<Counted>, Undefined> =
            samples.iter().map(|sample| Counted::of_values(sample)).collect();
        return Ok((names, counted?));
    }
    let table = call.counts("table")?;
    let columns = table.first().map_or(0, Vec::len);
    let values = if call.has("values") {
        call.sample("values")?
    } else {
        (0..columns).map(|value| value as f64).collect()
    };
    let counted: Result<Vec<Counted>, Undefined> =
        table.iter().map(|counts| Counted::of_histogram(&values, counts)).collect();
    Ok(((1..=table.len()).map(|group| group.to_string()).collect(), counted?))
}

fn by_kruskal_wallis(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let (_, groups) = counted_groups(call)?;
    let test = kruskal_wallis(&groups)?;
    Ok(Outcome::default()
        .with("statistic", test.statistic)
        .with("df", test.df)
        .with("p_value", test.p_value)
        .with("mean_ranks", test.mean_ranks)
        .with("epsilon_squared", test.epsilon_squared)
        .with("eta_squared", test.eta_squared))
}

fn by_friedman(call: &Call<'_>) -> Result<Outcome, CaseError> {
    Ok(concordance(friedman(&Blocks::new(call.blocks()?.rows)?)?))
}

fn by_quade(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let test = quade(&Blocks::new(call.blocks()?.rows)?)?;
    Ok(Outcome::default()
        .with("statistic", test.statistic)
        .with("df", [test.numerator_df, test.denominator_df])
        .with("p_value", test.p_value))
}

fn by_cochran_q(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let outcome = |value: &f64| match value {
        0.0 => Ok(false),
        1.0 => Ok(true),
        _ => Err(CaseError::BadData { reason: format!("an outcome is 0 or 1, and one is {value}") }),
    };
    let rows = call.blocks()?.rows;
    let outcomes: Result<Vec<Vec<bool>>, CaseError> =
        rows.iter().map(|row| row.iter().map(outcome).collect()).collect();
    Ok(concordance(cochran_q(&outcomes?)?))
}

fn concordance(test: Friedman) -> Outcome {
    Outcome::default()
        .with("statistic", test.statistic)
        .with("df", test.df)
        .with("p_value", test.p_value)
        .with("kendall_w", test.kendall_w)
        .with("mean_ranks", test.mean_ranks)
        .with("f_statistic", test.iman_davenport.map(|f| f.statistic))
        .with("f_df", test.iman_davenport.map_or(vec![], |f| vec![f.numerator_df, f.denominator_df]))
        .with("f_p_value", test.iman_davenport.map(|f| f.p_value))
}
