//! What each term of a model explains.

use super::ols::{FTest, Ols, Rows, ols};
use crate::stats::Undefined;
use crate::stats::model::{Design, DesignTerm};

/// Which models are compared for a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SumsOfSquares {
    /// I: with the terms before it, against those alone; `anova.lm` of R.
    Sequential,
    /// II: with all terms that do not contain it; `car::Anova(type = 2)`.
    Marginal,
    /// III: the full model against the one without the term's columns, which asks for contrasts that sum to zero;
    /// `car::Anova(type = 3)`.
    Partial,
}

/// One line of an analysis of variance.
#[derive(Debug, Clone, PartialEq)]
pub struct AnovaTerm {
    /// The term; `(Intercept)` for type III.
    pub term: String,
    /// Sum of squares.
    pub sum_of_squares: f64,
    /// Its columns.
    pub df: f64,
    /// The test against the residual mean square of the full model.
    pub test: FTest,
}

/// Analysis of variance of a linear model.
///
/// The residual line is [`Ols::residual_squares`] on [`Ols::df_residual`]. Sources: Fisher, 1925; Yates, J Am Stat Assoc
/// 1934;29:51 (types II and III by their names in SAS).
///
/// # Errors
/// As [`ols`]; [`Undefined::NoSpread`] when the model fits exactly.
pub fn anova(
    design: &Design,
    response: &[f64],
    rows: Rows<'_>,
    sums: SumsOfSquares,
) -> Result<Vec<AnovaTerm>, Undefined> {
    let full = ols(design, response, rows)?;
    let explained = |without: &[usize], with: &[usize]| -> Result<f64, Undefined> {
        Ok(left(design, response, rows, without)? - left(design, response, rows, with)?)
    };
    let line = |(term, without, with): (String, Vec<usize>, Vec<usize>)| {
        line(&term, explained(&without, &with)?, (with.len() - without.len()) as f64, &full)
    };
    compared_columns(design, sums).into_iter().map(line).collect()
}

/// For each term its name, the columns of the smaller and those of the larger model.
pub(super) fn compared_columns(
    design: &Design,
    sums: SumsOfSquares,
) -> Vec<(String, Vec<usize>, Vec<usize>)> {
    let mut compared = Vec::new();
    if sums == SumsOfSquares::Partial && design.intercept {
        let all: Vec<usize> = (0..design.names.len()).collect();
        compared.push(("(Intercept)".to_owned(), all.get(1..).unwrap_or_default().to_vec(), all));
    }
    for (index, term) in design.terms.iter().enumerate() {
        let without = match sums {
            SumsOfSquares::Sequential => keeping(design, |other, _| other < index),
            SumsOfSquares::Marginal => {
                keeping(design, |other, candidate| other != index && !contains(candidate, term))
            }
            SumsOfSquares::Partial => keeping(design, |other, _| other != index),
        };
        let own = design.columns_of(index);
        let is_in = |column: &usize| without.contains(column) || own.contains(column);
        let with = (0..design.names.len()).filter(is_in).collect();
        compared.push((term.label.clone(), without, with));
    }
    compared
}

fn line(term: &str, sum_of_squares: f64, df: f64, full: &Ols) -> Result<AnovaTerm, Undefined> {
    let sum_of_squares = sum_of_squares.max(0.0);
    let ratio = sum_of_squares / df / (full.residual_squares / full.df_residual);
    Ok(AnovaTerm {
        term: term.to_owned(),
        sum_of_squares,
        df,
        test: FTest::new(ratio, [df, full.df_residual])?,
    })
}

/// The columns of the intercept and of the terms that are kept.
fn keeping(design: &Design, keep: impl Fn(usize, &DesignTerm) -> bool) -> Vec<usize> {
    let kept = |column: &usize| {
        let term = design.assign[*column];
        term == 0 || design.terms.get(term - 1).is_some_and(|candidate| keep(term - 1, candidate))
    };
    (0..design.names.len()).filter(kept).collect()
}

fn contains(candidate: &DesignTerm, term: &DesignTerm) -> bool {
    term.variables.iter().all(|variable| candidate.variables.contains(variable))
}

/// What a model of these columns leaves unexplained.
fn left(design: &Design, response: &[f64], rows: Rows<'_>, columns: &[usize]) -> Result<f64, Undefined> {
    let ones = vec![1.0; response.len()];
    let zeros = vec![0.0; response.len()];
    let weights = rows.weights.unwrap_or(&ones);
    let target: Vec<f64> =
        response.iter().zip(rows.offset.unwrap_or(&zeros)).map(|(y, offset)| y - offset).collect();
    if columns.is_empty() {
        return Ok(super::ols::weighted_squares(&target, weights));
    }
    let solved =
        super::least_squares::least_squares(&design.matrix.select_columns(columns), &target, weights)?;
    Ok(super::ols::weighted_squares(&solved.residuals, weights))
}
