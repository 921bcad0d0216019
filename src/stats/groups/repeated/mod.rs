//! Repeated-measures analysis of variance: people in groups, each measured under every combination of within-factors.

mod contrasts;
mod sphericity;

use nalgebra::DMatrix;

use contrasts::within_contrasts;
use sphericity::sphericity;
pub use sphericity::{MauchlySeries, Sphericity};

use super::anova::upper_tail;
use super::design::{Explained, Factor, Term, beside, explained};
use crate::stats::Undefined;

/// How a term of the groups is adjusted for others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SumsOfSquares {
    /// For all terms that do not contain it (type II).
    Hierarchical,
    /// For all others, with sum-to-zero coding (type III).
    Marginal,
}

/// The people, their groups and their measurements.
#[derive(Debug, Clone, PartialEq)]
pub struct RepeatedMeasures {
    /// One row a person, one column a measurement; the levels of the last within-factor change fastest.
    pub measurements: Vec<Vec<f64>>,
    /// Number of levels of each within-factor.
    pub within: Vec<usize>,
    /// The groups of the people; none when all are of one kind.
    pub between: Vec<Factor>,
}

/// One effect and its test.
#[derive(Debug, Clone, PartialEq)]
pub struct RepeatedEffect {
    /// The between-factors of the effect.
    pub between: Term,
    /// The within-factors of the effect; of none and no between-factor it is the grand mean.
    pub within: Term,
    /// Sum of squares of the effect.
    pub sum_sq: f64,
    /// Its degrees of freedom.
    pub df: f64,
    /// Sum of squares of its error: the same contrasts, within people of the same groups.
    pub error_sum_sq: f64,
    /// Degrees of freedom of the error.
    pub error_df: f64,
    /// F.
    pub statistic: f64,
    /// If the measurements are spherical.
    pub p_value: f64,
    /// Mauchly's test and the corrections; `None` where there is a single contrast or the errors are too few.
    pub sphericity: Option<Sphericity>,
    /// With degrees of freedom times Greenhouse and Geisser's ε.
    pub greenhouse_geisser_p_value: Option<f64>,
    /// With degrees of freedom times Huynh and Feldt's ε, at most 1.
    pub huynh_feldt_p_value: Option<f64>,
    /// `SS / (SS + error SS)`.
    pub partial_eta_squared: f64,
    /// `SS / (SS + error SS of all strata)`: generalised η² when no factor is an attribute of people. Source: Olejnik &
    /// Algina, Psychol Methods 2003;8:434.
    pub generalised_eta_squared: f64,
}

/// Repeated-measures analysis of variance by the multivariate linear model.
///
/// The measurements are turned to orthonormal contrasts of the within-factors; for each set of contrasts the model of
/// the groups gives sums of squares and products of effects and of errors, whose traces are those of the table. Assumes
/// independent people, normal measurements and, unless corrected, sphericity. Effects stand in R's order: for each
/// within-term, the mean and the terms of the groups. Equals `summary(Anova(lm(cbind(…) ~ groups), idata, idesign),
/// multivariate = FALSE)` of R's car; without groups also `aov(y ~ time + Error(person/time))`.
///
/// # Errors
/// [`Undefined::WrongShape`] when rows, levels and factors do not fit, [`Undefined::TooFewValues`] for no more people than
/// groups, [`Undefined::Collinear`] when a combination of groups has nobody, [`Undefined::BadValues`] for a measurement
/// that is not finite, [`Undefined::NoSpread`] when the errors of an effect do not vary.
pub fn repeated_measures(
    data: &RepeatedMeasures,
    sums: SumsOfSquares,
    series: MauchlySeries,
) -> Result<Vec<RepeatedEffect>, Undefined> {
    let responses = checked(data)?;
    let groups = Term::all(data.between.len());
    let models = groups
        .iter()
        .map(|term| term_model(term, &groups, &data.between, responses.nrows(), sums))
        .collect::<Vec<_>>();
    let mut effects = Vec::new();
    for within in Term::all(data.within.len()) {
        let along = &responses * within_contrasts(&within, &data.within);
        let errors = stratum(&along, &models, responses.ncols(), series)?;
        for (between, (before, columns)) in groups.iter().zip(&models) {
            let found = explained(before, columns, &along)?;
            effects.push(effect(between, &within, &found, &errors)?);
        }
    }
    let all_errors: f64 = effects
        .chunks(groups.len())
        .filter_map(|stratum| stratum.first())
        .map(|effect| effect.error_sum_sq)
        .sum();
    for effect in &mut effects {
        effect.generalised_eta_squared = effect.sum_sq / (effect.sum_sq + all_errors);
    }
    Ok(effects)
}

/// The measurements as a matrix.
fn checked(data: &RepeatedMeasures) -> Result<DMatrix<f64>, Undefined> {
    const MOST_FACTORS: usize = 6;
    let columns = data.within.iter().try_fold(1_usize, |all, &levels| all.checked_mul(levels));
    let columns = columns.ok_or(Undefined::WrongShape)?;
    let rows = data.measurements.len();
    let is_whole = data.measurements.iter().all(|row| row.len() == columns)
        && data.between.iter().all(|factor| factor.codes().len() == rows)
        && data.within.iter().all(|&levels| levels >= 2)
        && !data.within.is_empty();
    if !is_whole || data.within.len().max(data.between.len()) > MOST_FACTORS {
        return Err(Undefined::WrongShape);
    }
    if data.measurements.iter().flatten().any(|value| !value.is_finite()) {
        return Err(Undefined::BadValues);
    }
    let groups = data.between.iter().try_fold(1_usize, |all, factor| all.checked_mul(factor.levels()));
    if groups.is_none_or(|groups| rows <= groups) {
        return Err(Undefined::TooFewValues);
    }
    Ok(DMatrix::from_fn(rows, columns, |row, column| data.measurements[row][column]))
}

/// Columns of the terms a term is adjusted for, and its own.
fn term_model(
    term: &Term,
    terms: &[Term],
    factors: &[Factor],
    rows: usize,
    sums: SumsOfSquares,
) -> (DMatrix<f64>, DMatrix<f64>) {
    let others = terms.iter().filter(|other| match sums {
        SumsOfSquares::Hierarchical => !term.is_within(other),
        SumsOfSquares::Marginal => *other != term,
    });
    let others: Vec<DMatrix<f64>> = others.map(|other| other.columns(factors, rows)).collect();
    (beside(rows, &others), term.columns(factors, rows))
}

/// The errors of one set of contrasts.
struct Stratum {
    contrasts: f64,
    sum_sq: f64,
    df: f64,
    sphericity: Option<Sphericity>,
}

fn stratum(
    along: &DMatrix<f64>,
    models: &[(DMatrix<f64>, DMatrix<f64>)],
    measurements: usize,
    series: MauchlySeries,
) -> Result<Stratum, Undefined> {
    let all: Vec<DMatrix<f64>> = models.iter().map(|(_, columns)| columns.clone()).collect();
    let model = beside(along.nrows(), &all);
    let left = explained(&DMatrix::zeros(along.nrows(), 0), &model, along)?.residuals;
    let errors = left.transpose() * &left;
    let df = (along.nrows() - model.ncols()) as f64;
    let contrasts = along.ncols() as f64;
    let sum_sq = errors.trace();
    // What is left of values that do not vary is their rounding.
    let noise = 10.0 * f64::EPSILON * along.amax();
    if sum_sq <= noise * noise * df * contrasts {
        return Err(Undefined::NoSpread);
    }
    let sphericity = sphericity(&errors, df, measurements, series);
    Ok(Stratum { contrasts, sum_sq, df: df * contrasts, sphericity })
}

fn effect(
    between: &Term,
    within: &Term,
    found: &Explained,
    errors: &Stratum,
) -> Result<RepeatedEffect, Undefined> {
    let sum_sq = found.effects.norm_squared();
    let df = found.effects.nrows() as f64 * errors.contrasts;
    let statistic = sum_sq / df / (errors.sum_sq / errors.df);
    let p_value = |share: f64| upper_tail(statistic, share * df, share * errors.df);
    let corrected =
        |share: fn(&Sphericity) -> f64| errors.sphericity.as_ref().map(share).map(p_value).transpose();
    Ok(RepeatedEffect {
        between: between.clone(),
        within: within.clone(),
        sum_sq,
        df,
        error_sum_sq: errors.sum_sq,
        error_df: errors.df,
        statistic,
        p_value: p_value(1.0)?,
        sphericity: errors.sphericity,
        greenhouse_geisser_p_value: corrected(|found| found.greenhouse_geisser)?,
        huynh_feldt_p_value: corrected(|found| found.huynh_feldt.min(1.0))?,
        partial_eta_squared: sum_sq / (sum_sq + errors.sum_sq),
        generalised_eta_squared: 0.0,
    })
}

#[cfg(test)]
mod tests;
