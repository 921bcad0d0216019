//! Fitting a Cox model.

use libm::{exp, fabs, sqrt};
use nalgebra::{DMatrix, DVector};

use super::baseline::baseline;
use super::data::{CoxData, CoxOptions, Prepared, Ties, VarianceKind};
use super::residuals::{HazardPath, by_cluster};
use super::risk_sets::RiskSets;
use super::{BaselineStratum, exact, likelihood};
use crate::domain::Interval;
use crate::stats::survival::newton::{Maximum, climb_from, positive_definite};
use crate::stats::survival::{ChiSquaredTest, Concordance, Ranked, concordance};
use crate::stats::{Normal, Undefined};

/// A fitted Cox model; lists of coefficients are in the order of the columns.
#[derive(Debug, Clone, PartialEq)]
pub struct CoxFit {
    /// Logarithms of the hazard ratios for one unit more of a covariate.
    pub coefficients: Vec<f64>,
    /// Standard errors, robust ones where these were asked for.
    pub standard_errors: Vec<f64>,
    /// Standard errors from the information, whatever was asked for.
    pub model_standard_errors: Vec<f64>,
    /// Covariance of the coefficients, of the kind asked for.
    pub covariance: DMatrix<f64>,
    /// Coefficient by standard error.
    pub z: Vec<f64>,
    /// Two-sided.
    pub p_values: Vec<f64>,
    /// Intervals of the coefficients.
    pub conf_int: Vec<Interval>,
    /// Hazard ratios `exp(coefficient)`.
    pub hazard_ratios: Vec<f64>,
    /// Intervals of the hazard ratios.
    pub hazard_ratio_conf_int: Vec<Interval>,
    /// Log partial likelihood without covariates and with them.
    pub log_likelihood: [f64; 2],
    /// Twice the difference of the log likelihoods.
    pub likelihood_ratio_test: ChiSquaredTest,
    /// `bᵀ V⁻¹ b`, with the robust covariance where that was asked for.
    pub wald_test: ChiSquaredTest,
    /// At coefficients of 0.
    pub score_test: ChiSquaredTest,
    /// At coefficients of 0 with the covariance of the clusters' scores, where robust errors were asked for.
    pub robust_score_test: Option<ChiSquaredTest>,
    /// Of the linear predictor; `None` when no pair can be compared.
    pub concordance: Option<Concordance>,
    /// Rows.
    pub n: usize,
    /// Rows with the event.
    pub events: usize,
    /// Newton steps made.
    pub iterations: u32,
    /// Event less cumulative hazard, of each row.
    pub martingale_residuals: Vec<f64>,
    /// `x b` and the offset, of each row, less that at the mean covariates.
    pub linear_predictor: Vec<f64>,
    /// Cumulative hazards of the strata.
    pub baseline: Vec<BaselineStratum>,
    /// The ties it was fitted with.
    pub ties: Ties,
}

/// Fits a Cox model by maximum partial likelihood.
///
/// The hazard is `h₀(t) exp(x b)`, with an `h₀` of its own for each stratum; rows may be intervals of people, so that
/// covariates may change with time. Assumes proportional hazards (see [`super::proportional_hazards`]) and censoring
/// that has nothing to do with the event. Sources: Cox, J R Stat Soc B 1972;34:187; Andersen & Gill, Ann Stat
/// 1982;10:1100. Equals `coxph` of R's survival, whose iteration stops a little earlier.
///
/// # Errors
/// [`Undefined::NoEvents`], [`Undefined::Separated`] when a coefficient is infinite (as when nobody in a group has the
/// event), [`Undefined::Collinear`], [`Undefined::WrongShape`], [`Undefined::BadValues`], [`Undefined::OutOfRange`] when relative risks
/// are beyond an `f64`, [`Undefined::BadOption`] for
/// weights or robust errors with exact ties, [`Undefined::TooManyValues`] for more of those than can be summed.
pub fn cox(data: &CoxData, options: CoxOptions) -> Result<CoxFit, Undefined> {
    const MOST_EFFORT: f64 = 2e10;
    let prepared = Prepared::new(data, options.ties)?;
    let is_robust = options.variance == VarianceKind::Robust;
    if options.ties == Ties::Exact {
        if is_robust {
            return Err(Undefined::BadOption);
        }
        if exact::effort(&prepared) > MOST_EFFORT {
            return Err(Undefined::TooManyValues);
        }
    }
    let sets = RiskSets::new(&prepared);
    let at = |place: &DVector<f64>| likelihood::evaluate(&prepared, &sets, place);
    let zero = DVector::zeros(prepared.columns());
    let null = at(&zero).ok_or(Undefined::OutOfRange)?;
    let maximum = climb_from(zero.clone(), null.clone(), &at)?;
    let factor = maximum.derivatives.factor().ok_or(Undefined::Separated)?;
    let path = HazardPath::new(&prepared, &sets, &maximum.place);
    let martingale_residuals = path.martingale(&prepared);
    if !martingale_residuals.iter().all(|residual| residual.is_finite()) {
        return Err(Undefined::OutOfRange);
    }
    let model = factor.inverse();
    let (covariance, robust_score_test) = if is_robust {
        let scores = by_cluster(path.score(&prepared), &data.clusters);
        let influence = scores * &model;
        let at_null = HazardPath::new(&prepared, &sets, &zero).score(&prepared);
        (influence.transpose() * &influence, Some(robust_score(&by_cluster(at_null, &data.clusters))?))
    } else {
        (model.clone(), None)
    };
    let wald = positive_definite(&covariance).ok_or(Undefined::TooFewValues)?;
    let wald = maximum.place.dot(&wald.solve(&maximum.place));
    let tests = Tests {
        log_likelihood: [null.log_likelihood, maximum.derivatives.log_likelihood],
        wald_test: ChiSquaredTest::new(wald, prepared.columns())?,
        score_test: ChiSquaredTest::new(
            null.score_statistic().ok_or(Undefined::Collinear)?,
            prepared.columns(),
        )?,
        robust_score_test,
    };
    assemble(
        data,
        &prepared,
        options,
        &Estimate { maximum, model, covariance, path, martingale_residuals },
        &tests,
    )
}

struct Estimate {
    maximum: Maximum,
    model: DMatrix<f64>,
    covariance: DMatrix<f64>,
    path: HazardPath,
    martingale_residuals: Vec<f64>,
}

struct Tests {
    log_likelihood: [f64; 2],
    wald_test: ChiSquaredTest,
    score_test: ChiSquaredTest,
    robust_score_test: Option<ChiSquaredTest>,
}

/// `uᵀ (Σ uᵢ uᵢᵀ)⁻¹ u` of the clusters' scores, on as many degrees of freedom as these span.
fn robust_score(scores: &DMatrix<f64>) -> Result<ChiSquaredTest, Undefined> {
    let total = scores.row_sum().transpose();
    let factor = positive_definite(&(scores.transpose() * scores)).ok_or(Undefined::TooFewValues)?;
    ChiSquaredTest::new(total.dot(&factor.solve(&total)), scores.ncols())
}

fn assemble(
    data: &CoxData,
    prepared: &Prepared,
    options: CoxOptions,
    estimate: &Estimate,
    tests: &Tests,
) -> Result<CoxFit, Undefined> {
    let scale = &prepared.scale;
    let coefficients = estimate.maximum.place.component_div(scale);
    let unscaled = |matrix: &DMatrix<f64>| {
        DMatrix::from_fn(scale.len(), scale.len(), |j, k| matrix[(j, k)] / (scale[j] * scale[k]))
    };
    let covariance = unscaled(&estimate.covariance);
    let errors = |matrix: &DMatrix<f64>| matrix.diagonal().iter().copied().map(sqrt).collect::<Vec<f64>>();
    let standard_errors = errors(&covariance);
    let z: Vec<f64> = coefficients.iter().zip(&standard_errors).map(|(b, error)| b / error).collect();
    let quantile = options.confidence.normal_deviate()?;
    let limits = |(&b, &error): (&f64, &f64)| Interval::new(b - quantile * error, b + quantile * error);
    let conf_int: Option<Vec<Interval>> = coefficients.iter().zip(&standard_errors).map(limits).collect();
    let conf_int = conf_int.ok_or(Undefined::OutOfRange)?;
    // Of a covariate in tiny units a limit of the ratio may be beyond all numbers.
    let exp_of = |limit: f64| exp(limit).min(f64::MAX);
    let ratio = |interval: &Interval| Interval::new(exp_of(interval.low.get()), exp_of(interval.high.get()));
    let ratios: Option<Vec<Interval>> = conf_int.iter().map(ratio).collect();
    let [null, model] = tests.log_likelihood;
    // Column by column, so that rows with the same covariates have the same value to the last bit.
    let linear_predictor = prepared.linear_predictor(&estimate.maximum.place);
    let ranked = Ranked {
        follow_up: &prepared.follow_up,
        marker: &linear_predictor,
        strata: &prepared.strata,
        clusters: if options.variance == VarianceKind::Robust { &data.clusters } else { &[] },
        weights: &prepared.weights,
    };
    Ok(CoxFit {
        p_values: z.iter().map(|&z| 2.0 * Normal.sf(fabs(z))).collect(),
        z,
        hazard_ratios: coefficients.iter().copied().map(exp).collect(),
        hazard_ratio_conf_int: ratios.ok_or(Undefined::OutOfRange)?,
        conf_int,
        model_standard_errors: errors(&unscaled(&estimate.model)),
        standard_errors,
        covariance,
        log_likelihood: [null, model],
        likelihood_ratio_test: ChiSquaredTest::new(2.0 * (model - null), coefficients.len())?,
        wald_test: tests.wald_test,
        score_test: tests.score_test,
        robust_score_test: tests.robust_score_test,
        concordance: concordance(&ranked).ok(),
        n: prepared.rows(),
        events: prepared.follow_up.iter().filter(|one| one.is_event()).count(),
        iterations: estimate.maximum.steps,
        martingale_residuals: estimate.martingale_residuals.clone(),
        baseline: baseline(prepared, &estimate.path, shifts(data, prepared, &coefficients)),
        linear_predictor,
        coefficients: coefficients.iter().copied().collect(),
        ties: options.ties,
    })
}

/// The linear predictor at covariates 0, and at R's centre, less that at the mean covariates.
fn shifts(data: &CoxData, prepared: &Prepared, coefficients: &DVector<f64>) -> [f64; 2] {
    let is_indicator =
        |column: usize| data.design.column(column).iter().all(|x| [-1.0, 0.0, 1.0].contains(x));
    let part = |column: usize| -prepared.centre[column] * coefficients[column];
    let indicators = (0..prepared.columns()).filter(|&column| is_indicator(column));
    [(0..prepared.columns()).map(part).sum(), indicators.map(part).sum()]
}

#[cfg(test)]
mod tests;
