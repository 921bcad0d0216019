//! Fitting linear mixed models.

use libm::{exp, log, sqrt};
use nalgebra::{Cholesky, DMatrix, DVector, SymmetricEigen};

use super::levels;
use super::likelihood::{Likelihood, bordered};
use super::parts::{Effects, Modes, Residuals};
use super::random::{self, Direction, RandomEffects};
use super::{Basis, DegreesOfFreedom, Estimation, FixedEffects, Objective, minimise};
use crate::stats::Undefined;

/// How a linear mixed model is fitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LmmOptions {
    /// What is maximised.
    pub estimation: Estimation,
    /// Degrees of freedom and standard errors: Satterthwaite's as `lmerTest` has them, with the observed information;
    /// Kenward and Roger's as `pbkrtest` has them, with the expected information of the variances and covariances.
    pub degrees_of_freedom: DegreesOfFreedom,
}

/// What should be known of a fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LmmWarning {
    /// A variance is estimated as zero or a correlation as one, on the edge of what is possible.
    Singular,
}

/// A fitted linear mixed model.
#[derive(Debug, Clone, PartialEq)]
pub struct Lmm {
    /// The fixed effects.
    pub effects: FixedEffects,
    /// Covariance of the random effects of each term.
    pub covariances: Vec<DMatrix<f64>>,
    /// Residual variance.
    pub residual_variance: f64,
    /// For each term the conditional modes (BLUPs) of the effects, a row for each level.
    pub modes: Vec<DMatrix<f64>>,
    /// Conditional variances of the modes, given the fixed effects and variances.
    pub mode_variances: Vec<DMatrix<f64>>,
    /// `−2 log L`, of the residual likelihood for REML (the REML criterion of `lme4`).
    pub deviance: f64,
    /// Number of variances and covariances, the residual one included.
    pub parameters: usize,
    /// Number of values.
    pub observations: usize,
    /// Steps of Newton's method.
    pub steps: u32,
    /// What should be known.
    pub warnings: Vec<LmmWarning>,
}

impl Lmm {
    /// Number of all parameters, as `lme4` counts them.
    pub fn all_parameters(&self) -> usize {
        self.parameters + self.effects.estimate().len()
    }

    /// Akaike's criterion, fixed effects counted too, as `lme4` has it.
    pub fn aic(&self) -> f64 {
        self.deviance + 2.0 * self.all_parameters() as f64
    }

    /// Schwarz's criterion with the number of values, as `lme4` has it.
    pub fn bic(&self) -> f64 {
        self.deviance + log(self.observations as f64) * self.all_parameters() as f64
    }
}

/// Below this relative standard deviation an effect counts as having none (`lme4::isSingular`).
const SINGULAR: f64 = 1e-4;

/// Fits `y = Xβ + Σ Zₜbₜ + ε` with independent normal random effects and residuals.
///
/// Newton's method with analytic derivatives over the relative covariance factors of `lme4` (Bates et al., J Stat Softw
/// 2015;67(1)) and the residual variance; random effects are eliminated in blocks that share no group. Nested and crossed
/// groups are terms of their own.
///
/// # Errors
/// What [`Undefined`] says of designs that cannot be fitted; [`Undefined::WrongShape`] for terms whose rows are not those
/// of the response or without any term; [`Undefined::NotIdentified`] for as many random effects as values;
/// [`Undefined::NotConverged`] when the likelihood has no maximum inside.
pub fn fit(
    design: &DMatrix<f64>,
    response: &[f64],
    terms: &[RandomEffects],
    options: LmmOptions,
) -> Result<Lmm, Undefined> {
    check(response.len(), terms)?;
    let basis = Basis::new(design, response)?;
    let parts = levels::parts(&basis, terms);
    let likelihood = Likelihood { parts: &*parts, terms, estimation: options.estimation };
    let minimum = minimise(&likelihood, start(&likelihood)?)?;
    let at = &minimum.at;
    let found = likelihood.effects(at).ok_or(Undefined::NotConverged)?;
    let variance = exp(at[at.len() - 1]);
    let factors = random::factors(terms, at);
    let fitted = Fitted { likelihood, factors: &factors, found, variance };
    let effects = fitted.fixed_effects(&basis, at, options.degrees_of_freedom)?;
    let scale = variance * basis.scale * basis.scale;
    let (modes, mode_variances) = fitted.modes(basis.scale)?;
    Ok(Lmm {
        effects,
        covariances: factors.iter().map(|factor| factor * factor.transpose() * scale).collect(),
        residual_variance: scale,
        modes,
        mode_variances,
        deviance: minimum.value + basis.deviance_shift(options.estimation),
        parameters: at.len(),
        observations: basis.rows(),
        steps: minimum.steps,
        warnings: warnings(terms, &factors),
    })
}

fn check(rows: usize, terms: &[RandomEffects]) -> Result<(), Undefined> {
    let fits = |term: &RandomEffects| {
        term.design.nrows() == rows
            && term.group.len() == rows
            && term.effects() > 0
            && term.group.iter().all(|&level| level < term.levels)
    };
    if terms.is_empty() || !terms.iter().all(fits) {
        return Err(Undefined::WrongShape);
    }
    if !terms.iter().all(|term| term.design.iter().all(|value| value.is_finite())) {
        return Err(Undefined::BadValues);
    }
    if terms.iter().any(|term| term.levels * term.effects() >= rows) {
        return Err(Undefined::NotIdentified);
    }
    if terms.iter().any(|term| term.levels < 2) {
        return Err(Undefined::TooFewValues);
    }
    Ok(())
}

/// Random effects as variable as the residuals, each in the size of its column, and the best residual variance for them.
fn start(likelihood: &Likelihood<'_>) -> Result<DVector<f64>, Undefined> {
    let count = random::parameters(likelihood.terms);
    let mut start = DVector::zeros(count + 1);
    let mut place = 0;
    for term in likelihood.terms {
        for (row, column) in term.places() {
            let size = sqrt(term.design.column(row).norm_squared() / term.design.nrows() as f64);
            if size == 0.0 {
                return Err(Undefined::NotIdentified);
            }
            start[place] = if row == column { 1.0 / size } else { 0.0 };
            place += 1;
        }
    }
    let effects = likelihood.effects(&start).ok_or(Undefined::NotConverged)?;
    start[count] = log(effects.squares / likelihood.freedom());
    Ok(start)
}

fn warnings(terms: &[RandomEffects], factors: &[DMatrix<f64>]) -> Vec<LmmWarning> {
    let is_singular = terms
        .iter()
        .zip(factors)
        .any(|(_, factor)| factor.diagonal().iter().any(|value| value.abs() < SINGULAR));
    if is_singular { vec![LmmWarning::Singular] } else { Vec::new() }
}

/// A likelihood at its maximum.
struct Fitted<'a> {
    likelihood: Likelihood<'a>,
    factors: &'a [DMatrix<f64>],
    found: Effects,
    variance: f64,
}

impl Fitted<'_> {
    fn fixed_effects(
        &self,
        basis: &Basis,
        at: &DVector<f64>,
        degrees_of_freedom: DegreesOfFreedom,
    ) -> Result<FixedEffects, Undefined> {
        let directions = match degrees_of_freedom {
            DegreesOfFreedom::Satterthwaite => random::directions(self.likelihood.terms, self.factors),
            DegreesOfFreedom::KenwardRoger => random::elements(self.likelihood.terms),
        };
        let here = Residuals {
            effects: &self.found,
            variance: self.variance,
            estimation: self.likelihood.estimation,
        };
        let parts = self.likelihood.parts;
        let sums = parts.sums(self.factors, &directions, here).ok_or(Undefined::NotConverged)?;
        let information = match degrees_of_freedom {
            DegreesOfFreedom::Satterthwaite => {
                self.likelihood.derivatives(at).ok_or(Undefined::NotConverged)?.hessian
            }
            DegreesOfFreedom::KenwardRoger => {
                let crossed = sums.crossed(&self.found.covariance);
                let expected = &sums.traces - &sums.projections * 2.0 + crossed;
                let own = sums.information.iter().map(|matrix| self.found.covariance.dot(matrix));
                let side = &sums.trace - DVector::from_iterator(directions.len(), own);
                let freedom = parts.observations() - parts.columns();
                bordered(&expected, &side, freedom as f64)
            }
        };
        let parameter_covariance = inverse(information) * 2.0;
        let model = &self.found.covariance * self.variance;
        let reported = match degrees_of_freedom {
            DegreesOfFreedom::Satterthwaite => model.clone(),
            DegreesOfFreedom::KenwardRoger => {
                let corrected = self.corrected(&sums.information, &directions, &parameter_covariance);
                corrected.ok_or(Undefined::NotConverged)? * self.variance
            }
        };
        let sensitivity =
            |information: &DMatrix<f64>| basis.covariance(&(&model * information * &self.found.covariance));
        let mut sensitivities: Vec<DMatrix<f64>> = sums.information.iter().map(sensitivity).collect();
        sensitivities.push(basis.covariance(&model));
        Ok(FixedEffects {
            estimate: basis.estimate(&self.found.estimate),
            model_covariance: basis.covariance(&model),
            reported_covariance: basis.covariance(&reported),
            sensitivities,
            parameter_covariance,
        })
    }

    /// Kenward and Roger's covariance by the residual variance: the directions of the random effects and, last, that of
    /// the whole covariance, along which `P = −X′HX` and `Q` are known.
    fn corrected(
        &self,
        information: &[DMatrix<f64>],
        directions: &[Direction],
        covariance: &DMatrix<f64>,
    ) -> Option<DMatrix<f64>> {
        let model = &self.found.covariance;
        let last = directions.len();
        // The terms with the last direction cancel: Q is −P there, and PΦ is −1.
        let parts = self.likelihood.parts;
        let mut middle = parts.curved_information(self.factors, directions, covariance)?;
        for (k, first) in information.iter().enumerate() {
            let mut mixture = DMatrix::zeros(model.nrows(), model.ncols());
            for (l, second) in information.iter().enumerate().take(last) {
                mixture += second * covariance[(k, l)];
            }
            middle -= first * model * mixture;
        }
        Some(model + model * middle * model * 2.0)
    }

    /// The conditional modes of every term with their variances.
    fn modes(&self, scale: f64) -> Result<Modes, Undefined> {
        let found = self.likelihood.parts.modes(self.factors, &self.found);
        let (mut modes, mut variances) = found.ok_or(Undefined::NotConverged)?;
        for (modes, variances) in modes.iter_mut().zip(&mut variances) {
            *modes *= scale;
            *variances *= self.variance * scale * scale;
        }
        Ok((modes, variances))
    }
}

/// The inverse, or over the directions the data tell of when a fit is singular.
fn inverse(matrix: DMatrix<f64>) -> DMatrix<f64> {
    if let Some(factor) = Cholesky::new(matrix.clone()) {
        return factor.inverse();
    }
    let eigen = SymmetricEigen::new(matrix);
    let least = 1e-8 * eigen.eigenvalues.amax();
    let inverted = eigen.eigenvalues.map(|value| if value > least { 1.0 / value } else { 0.0 });
    &eigen.eigenvectors * DMatrix::from_diagonal(&inverted) * eigen.eigenvectors.transpose()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::mixed::Correlated;

    fn intercepts(group: Vec<usize>, levels: usize) -> RandomEffects {
        let design = DMatrix::from_element(group.len(), 1, 1.0);
        RandomEffects { design, group, levels, correlated: Correlated::Freely }
    }

    #[test]
    fn groups_that_do_not_differ_are_a_singular_fit() {
        let response: Vec<f64> = (0..40).map(|row| f64::from(row % 4)).collect();
        let terms = [intercepts((0..40).map(|row| row / 4).collect(), 10)];
        let design = DMatrix::from_element(40, 1, 1.0);
        let model = fit(&design, &response, &terms, LmmOptions::default()).unwrap();
        assert_eq!(model.warnings, [LmmWarning::Singular]);
        assert!(model.covariances[0][(0, 0)] < 1e-10 && (model.effects.estimate()[0] - 1.5).abs() < 1e-12);
    }

    #[test]
    fn terms_that_do_not_fit_are_refused() {
        let design = DMatrix::from_element(4, 1, 1.0);
        let refusal = |terms: &[RandomEffects]| {
            fit(&design, &[1.0, 2.0, 4.0, 3.0], terms, LmmOptions::default()).unwrap_err()
        };
        assert_eq!(refusal(&[]), Undefined::WrongShape);
        assert_eq!(refusal(&[intercepts(vec![0, 1], 2)]), Undefined::WrongShape);
        assert_eq!(refusal(&[intercepts(vec![0, 1, 2, 3], 4)]), Undefined::NotIdentified);
        assert_eq!(refusal(&[intercepts(vec![0; 4], 1)]), Undefined::TooFewValues);
        assert_eq!(refusal(&[intercepts(vec![0, 1, 2, 1], 2)]), Undefined::WrongShape);
        let of = |rows: usize, columns: usize| RandomEffects {
            design: DMatrix::from_fn(rows, columns, |row, column| (1 + row * column) as f64),
            ..intercepts(vec![0, 0, 1, 1], 2)
        };
        assert_eq!(refusal(&[of(3, 1)]), Undefined::WrongShape);
        assert_eq!(refusal(&[of(4, 0)]), Undefined::WrongShape);
        assert_eq!(refusal(&[of(4, 2)]), Undefined::NotIdentified);
    }

    /// Given the effects and variances, a mode of `n` values has the variance `1 / (n/σ² + 1/τ²)`.
    #[test]
    fn the_variance_of_a_mode_is_that_of_a_mean_drawn_to_zero() {
        let response = [3.0, 5.0, 4.0, 6.0, 19.0, 22.0, 20.0, 18.0];
        let terms = [intercepts((0..8).map(|row| row / 4).collect(), 2)];
        let model = fit(&DMatrix::from_element(8, 1, 1.0), &response, &terms, LmmOptions::default()).unwrap();
        let expected = 1.0 / (4.0 / model.residual_variance + 1.0 / model.covariances[0][(0, 0)]);
        for level in 0..2 {
            let found = model.mode_variances[0][(level, 0)];
            assert!((found / expected - 1.0).abs() < 1e-10, "{found} {expected}");
        }
    }

    #[test]
    fn a_singular_information_is_inverted_where_it_tells_something() {
        let diagonal = |values: &[f64]| DMatrix::from_diagonal(&DVector::from_column_slice(values));
        let found = inverse(diagonal(&[200.0, 1e-7, -1.0]));
        assert!((found - diagonal(&[0.005, 0.0, 0.0])).amax() < 1e-15);
        assert_eq!(inverse(DMatrix::zeros(2, 2)), DMatrix::zeros(2, 2));
    }
}
