//! What each term of a generalised linear model explains.

use super::fit::{Fitted, Problem};
use super::{Family, Link, glm};
use crate::stats::model::Design;
use crate::stats::regression::anova::{SumsOfSquares, compared_columns};
use crate::stats::regression::least_squares::least_squares;
use crate::stats::regression::ols::Rows;
use crate::stats::{ChiSquared, Undefined};

/// One line of an analysis of deviance.
#[derive(Debug, Clone, PartialEq)]
pub struct DevianceTerm {
    /// The term.
    pub term: String,
    /// Its columns.
    pub df: f64,
    /// How much the deviance falls with the term, over the dispersion: the likelihood-ratio statistic.
    pub likelihood_ratio: f64,
    /// By the χ² distribution.
    pub likelihood_ratio_p_value: f64,
    /// Rao's score statistic of the term at the estimates without it.
    pub score: f64,
    /// By the χ² distribution.
    pub score_p_value: f64,
}

/// Likelihood-ratio and score tests of each term of a generalised linear model.
///
/// Sequential terms are those of `anova.glm(test = "LRT")` and `"Rao"` of R, marginal ones of
/// `car::Anova(type = 2)`, partial ones of type 3. Sources: Wilks, Ann Math Stat 1938;9:60; Rao, Proc Camb Phil Soc
/// 1948;44:50.
///
/// # Errors
/// As [`glm`]; a model without the term may be separated where the full one is not converged.
pub fn analysis_of_deviance(
    design: &Design,
    response: &[f64],
    rows: Rows<'_>,
    family: Family,
    link: Link,
    sums: SumsOfSquares,
) -> Result<Vec<DevianceTerm>, Undefined> {
    let dispersion = glm(design, response, rows, family, link)?.dispersion;
    let line = |(term, without, with): (String, Vec<usize>, Vec<usize>)| {
        let df = (with.len() - without.len()) as f64;
        let distribution = ChiSquared::new(df).ok_or(Undefined::TooFewValues)?;
        let of = |columns: &[usize]| {
            Problem::new(&design.matrix.select_columns(columns), response, rows, family, link)
        };
        let (small, large) = (of(&without)?, of(&with)?);
        let restricted = if without.is_empty() {
            small.at(Vec::new()).ok_or(Undefined::OutOfRange)?
        } else {
            small.fit(None)?
        };
        let likelihood_ratio = (restricted.deviance - large.fit(None)?.deviance).max(0.0) / dispersion;
        let score = score(&large, &restricted)? / dispersion;
        Ok(DevianceTerm {
            term,
            df,
            likelihood_ratio,
            likelihood_ratio_p_value: distribution.sf(likelihood_ratio),
            score,
            score_p_value: distribution.sf(score),
        })
    };
    compared_columns(design, sums).into_iter().filter(|(term, ..)| term != "(Intercept)").map(line).collect()
}

/// `U'I⁻¹U` of the larger model at the estimates of the smaller: what its columns explain of the working residuals.
fn score(large: &Problem, restricted: &Fitted) -> Result<f64, Undefined> {
    let steps = large.steps(&restricted.means);
    let solved = least_squares(&large.matrix, &steps.residuals, &steps.weights)?;
    Ok(solved.fitted.iter().zip(&steps.weights).map(|(fitted, weight)| weight * fitted * fitted).sum())
}
