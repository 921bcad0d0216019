//! Fitting repeated measures.

use libm::log;
use nalgebra::{Cholesky, DMatrix, DVector};

use super::Covariance;
use super::likelihood::{Derivatives, Likelihood};
use super::patterns::Patterns;
use super::products::VisitEffects;
use crate::stats::Undefined;
use crate::stats::mixed::{Basis, DegreesOfFreedom, Estimation, FixedEffects, minimise};

/// Values at visits, a row each.
#[derive(Debug, Clone, Copy)]
pub struct RepeatedValues<'a> {
    /// The design, a row for each value.
    pub design: &'a DMatrix<f64>,
    /// Whether its columns have one effect or one at each visit.
    pub effects: VisitEffects,
    /// The values.
    pub response: &'a [f64],
    /// Which subject a row belongs to; any numbers.
    pub subject: &'a [usize],
    /// Which visit a row was observed at, from 0.
    pub visit: &'a [usize],
    /// Number of visits.
    pub visits: usize,
}

/// How a model for repeated measures is fitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct MmrmOptions {
    /// Structure of the covariance of the visits.
    pub covariance: Covariance,
    /// What is maximised.
    pub estimation: Estimation,
    /// Degrees of freedom and standard errors. Those of Kenward and Roger are linear in the covariances with the
    /// observed information, as SAS has them for an unstructured covariance.
    pub degrees_of_freedom: DegreesOfFreedom,
}

/// A fitted model for repeated measures.
#[derive(Debug, Clone, PartialEq)]
pub struct Mmrm {
    /// The fixed effects.
    pub effects: FixedEffects,
    /// The fitted covariance of the visits.
    pub covariance: DMatrix<f64>,
    /// `−2 log L`, of the residual likelihood for REML.
    pub deviance: f64,
    /// Number of parameters of the covariance.
    pub parameters: usize,
    /// Number of subjects with a value.
    pub subjects: usize,
    /// Number of values.
    pub observations: usize,
    /// Steps of Newton's method.
    pub steps: u32,
    /// Largest derivative of `−2 log L` left, the response in units of its residual standard deviation.
    pub largest_gradient: f64,
}

impl Mmrm {
    /// Akaike's criterion, counting the parameters of the covariance alone as `mmrm` and SAS (for REML) do.
    pub fn aic(&self) -> f64 {
        self.deviance + 2.0 * self.parameters as f64
    }

    /// Akaike's criterion for few values, Hurvich and Tsai's: `−2 log L + 2k n / (n − k − 1)` with `n` values less the
    /// number of effects, at least `k + 2`.
    pub fn corrected_aic(&self) -> f64 {
        let parameters = self.parameters as f64;
        let values = (self.observations - self.effects.estimate().len()) as f64;
        let values = values.max(parameters + 2.0);
        self.deviance + 2.0 * parameters * values / (values - parameters - 1.0)
    }

    /// Schwarz's criterion with the number of subjects, as `mmrm` and SAS have it.
    pub fn bic(&self) -> f64 {
        self.deviance + log(self.subjects as f64) * self.parameters as f64
    }

    /// The fitted correlation of the visits.
    pub fn correlation(&self) -> DMatrix<f64> {
        let deviations = self.covariance.diagonal().map(libm::sqrt);
        let size = self.covariance.nrows();
        DMatrix::from_fn(size, size, |a, b| self.covariance[(a, b)] / (deviations[a] * deviations[b]))
    }
}

/// Fits a model for repeated measures by Newton's method with analytic derivatives.
///
/// An evaluation costs patterns of observed visits, not subjects. Assumes independent subjects, normal values and
/// missing visits that are missing at random.
///
/// # Errors
/// What [`Undefined`] says of designs that cannot be fitted; [`Undefined::WrongShape`] also for two values of a subject
/// at one visit; [`Undefined::NotIdentified`] for a visit without values or, unstructured, two visits that no subject
/// has both of; [`Undefined::NotConverged`] when the likelihood has no maximum inside.
pub fn fit(values: RepeatedValues<'_>, options: MmrmOptions) -> Result<Mmrm, Undefined> {
    let basis = basis(values)?;
    let rows = (values.subject, values.visit);
    let patterns = Patterns::new(&basis, values.effects, rows, values.visits)?;
    let start = start(&patterns, options.covariance)?;
    let likelihood =
        Likelihood { patterns: &patterns, covariance: options.covariance, estimation: options.estimation };
    let minimum = minimise(&likelihood, start)?;
    let covariance = options.covariance.matrix(&minimum.at, values.visits);
    let largest_gradient = minimum.derivatives.expansion.gradient.amax();
    let effects =
        effects(&basis, &likelihood, &minimum.at, &minimum.derivatives, options.degrees_of_freedom)?;
    Ok(Mmrm {
        effects,
        covariance: covariance * (basis.scale * basis.scale),
        deviance: minimum.value + basis.deviance_shift(options.estimation),
        parameters: minimum.at.len(),
        subjects: patterns.subjects,
        observations: basis.rows(),
        steps: minimum.steps,
        largest_gradient,
    })
}

fn basis(values: RepeatedValues<'_>) -> Result<Basis, Undefined> {
    let (rows, visits) = (values.design.nrows(), values.visits);
    let is_sound = values.subject.len() == rows && values.visit.len() == rows;
    if !is_sound || values.visit.iter().any(|&visit| visit >= visits) {
        return Err(Undefined::WrongShape);
    }
    match values.effects {
        VisitEffects::Shared => Basis::new(values.design, values.response),
        VisitEffects::Separate => Basis::by_group(values.design, values.response, values.visit, visits),
    }
}

/// Near the products of the residuals of least squares, their correlations shrunk until the matrix is positive definite.
fn start(patterns: &Patterns, covariance: Covariance) -> Result<DVector<f64>, Undefined> {
    let moments = patterns.moments();
    let is_seen = |a: usize, b: usize| moments[(a, b)].is_some();
    let visits = 0..patterns.layout.visits;
    let all_seen = visits.clone().all(|a| (0..a).all(|b| is_seen(a, b)));
    if visits.clone().any(|visit| !is_seen(visit, visit))
        || (covariance == Covariance::Unstructured && !all_seen)
    {
        return Err(Undefined::NotIdentified);
    }
    let moments = moments.map(|moment| moment.unwrap_or(0.0));
    // A visit fitted without a residual has no variance to start from.
    let least = 1e-3 * moments.diagonal().mean();
    let shrunk = |share: f64| {
        let element =
            |a: usize, b: usize| if a == b { moments[(a, a)].max(least) } else { share * moments[(a, b)] };
        covariance.nearest(&DMatrix::from_fn(patterns.layout.visits, patterns.layout.visits, element))
    };
    let is_covariance =
        |start: &DVector<f64>| Cholesky::new(covariance.matrix(start, patterns.layout.visits)).is_some();
    [0.98, 0.8, 0.5].map(shrunk).into_iter().find(is_covariance).map_or_else(|| Ok(shrunk(0.0)), Ok)
}

fn effects(
    basis: &Basis,
    likelihood: &Likelihood<'_>,
    at: &DVector<f64>,
    derivatives: &Derivatives,
    degrees_of_freedom: DegreesOfFreedom,
) -> Result<FixedEffects, Undefined> {
    let information = Cholesky::new(derivatives.expansion.hessian.clone()).ok_or(Undefined::NotIdentified)?;
    let parameter_covariance = information.inverse() * 2.0;
    let model = &derivatives.effects.covariance;
    let reported = match degrees_of_freedom {
        DegreesOfFreedom::Satterthwaite => model.clone(),
        DegreesOfFreedom::KenwardRoger => {
            let curved =
                likelihood.curved_information(at, &parameter_covariance).ok_or(Undefined::NotConverged)?;
            corrected(model, &curved, &derivatives.information, &parameter_covariance)
        }
    };
    let sensitivity = |information: &DMatrix<f64>| basis.covariance(&(model * information * model));
    Ok(FixedEffects {
        estimate: basis.estimate(&derivatives.effects.estimate),
        model_covariance: basis.covariance(model),
        reported_covariance: basis.covariance(&reported),
        sensitivities: derivatives.information.iter().map(sensitivity).collect(),
        parameter_covariance,
    })
}

/// Kenward and Roger's covariance: `Φ + 2Φ Σ wₖₗ(Qₖₗ − PₖΦPₗ) Φ`.
fn corrected(
    model: &DMatrix<f64>,
    curved: &DMatrix<f64>,
    information: &[DMatrix<f64>],
    parameter_covariance: &DMatrix<f64>,
) -> DMatrix<f64> {
    let mut middle = curved.clone();
    for (k, first) in information.iter().enumerate() {
        let mut mixture = DMatrix::zeros(model.nrows(), model.ncols());
        for (l, second) in information.iter().enumerate() {
            mixture += second * parameter_covariance[(k, l)];
        }
        middle -= first * model * mixture;
    }
    model + model * middle * model * 2.0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Thirty subjects at up to three visits: rows of subject, visit and value.
    fn trial() -> Vec<(usize, usize, f64)> {
        let value = |subject: usize, visit: usize| {
            let shared = ((subject * 37) % 11) as f64;
            shared + visit as f64 + ((subject * 17 + visit * 29) % 7) as f64
        };
        let rows = (0..30).flat_map(|subject| (0..3 - subject % 2).map(move |visit| (subject, visit)));
        rows.map(|(subject, visit)| (subject, visit, value(subject, visit))).collect()
    }

    fn fitted(rows: &[(usize, usize, f64)], of: impl Fn(f64) -> f64) -> Result<Mmrm, Undefined> {
        let design =
            DMatrix::from_fn(rows.len(), 3, |row, column| f64::from(u8::from(rows[row].1 == column)));
        let response: Vec<f64> = rows.iter().map(|row| of(row.2)).collect();
        let subject: Vec<usize> = rows.iter().map(|row| row.0).collect();
        let visit: Vec<usize> = rows.iter().map(|row| row.1).collect();
        let values = RepeatedValues {
            design: &design,
            effects: VisitEffects::Shared,
            response: &response,
            subject: &subject,
            visit: &visit,
            visits: 3,
        };
        fit(values, MmrmOptions::default())
    }

    /// A mean for all visits.
    fn of_one_mean(
        rows: &[(usize, usize, f64)],
        visits: usize,
        covariance: Covariance,
    ) -> Result<Mmrm, Undefined> {
        let values = RepeatedValues {
            design: &DMatrix::from_element(rows.len(), 1, 1.0),
            effects: VisitEffects::Shared,
            response: &rows.iter().map(|row| row.2).collect::<Vec<_>>(),
            subject: &rows.iter().map(|row| row.0).collect::<Vec<_>>(),
            visit: &rows.iter().map(|row| row.1).collect::<Vec<_>>(),
            visits,
        };
        fit(values, MmrmOptions { covariance, ..MmrmOptions::default() })
    }

    #[test]
    fn every_visit_needs_values_and_without_a_structure_every_two_of_them() {
        let structure = Covariance::CompoundSymmetry;
        let two: Vec<_> = trial().into_iter().filter(|row| row.1 < 2).collect();
        assert!(of_one_mean(&two, 2, structure).is_ok());
        assert_eq!(of_one_mean(&two, 3, structure), Err(Undefined::NotIdentified));
        let apart: Vec<_> = trial().into_iter().filter(|row| (row.0 < 15) == (row.1 == 0)).collect();
        assert!(of_one_mean(&apart, 3, structure).is_ok());
        assert_eq!(of_one_mean(&apart, 3, Covariance::Unstructured), Err(Undefined::NotIdentified));
    }

    /// By the definitions, with six parameters and three effects; five values are taken as eight.
    #[test]
    fn the_corrected_criterion_and_the_correlations_are_as_defined() {
        let mut model = fitted(&trial(), |y| y).unwrap();
        let values = (model.observations - 3) as f64;
        let corrected = model.deviance + 12.0 * values / (values - 7.0);
        assert!((model.corrected_aic() - corrected).abs() < 1e-10);
        let (correlation, covariance) = (model.correlation(), &model.covariance);
        let expected = covariance[(0, 1)] / libm::sqrt(covariance[(0, 0)] * covariance[(1, 1)]);
        assert!((correlation[(0, 1)] - expected).abs() < 1e-14 && (correlation[(2, 2)] - 1.0).abs() < 1e-14);
        model.observations = 5;
        assert!((model.corrected_aic() - (model.deviance + 96.0)).abs() < 1e-10);
    }

    #[test]
    fn another_unit_changes_effects_and_covariance_alike() {
        let (plain, scaled) =
            (fitted(&trial(), |y| y).unwrap(), fitted(&trial(), |y| 100.0 - 5.0 * y).unwrap());
        for (a, b) in plain.effects.estimate().iter().zip(scaled.effects.estimate()) {
            assert!((100.0 - 5.0 * a - b).abs() < 1e-10, "{a} {b}");
        }
        assert!((&plain.covariance * 25.0 - &scaled.covariance).amax() < 1e-8);
        assert!(plain.largest_gradient < 1e-10);
    }

    /// A column of ones and one that differs within each visit, with an effect at each visit.
    #[test]
    fn effects_at_each_visit_are_those_of_a_design_with_their_columns() {
        let rows = trial();
        let column = |row: usize| ((rows[row].0 * 7) % 5) as f64 - 1.0;
        let own = DMatrix::from_fn(rows.len(), 2, |row, of| if of == 0 { 1.0 } else { column(row) });
        let whole = DMatrix::from_fn(rows.len(), 6, |row, effect| {
            if effect / 2 == rows[row].1 { own[(row, effect % 2)] } else { 0.0 }
        });
        let part = |of: fn(&(usize, usize, f64)) -> usize| rows.iter().map(of).collect::<Vec<_>>();
        let (subject, visit) = (part(|row| row.0), part(|row| row.1));
        let response: Vec<f64> = rows.iter().map(|row| row.2).collect();
        let fitted = |design: &DMatrix<f64>, effects, options| {
            let (response, subject, visit) = (&*response, &*subject, &*visit);
            fit(RepeatedValues { design, effects, response, subject, visit, visits: 3 }, options).unwrap()
        };
        for degrees_of_freedom in [DegreesOfFreedom::Satterthwaite, DegreesOfFreedom::KenwardRoger] {
            let options = MmrmOptions { degrees_of_freedom, ..MmrmOptions::default() };
            let separate = fitted(&own, VisitEffects::Separate, options);
            let shared = fitted(&whole, VisitEffects::Shared, options);
            assert!((separate.deviance - shared.deviance).abs() < 1e-9);
            let tests = [&separate, &shared].map(|model| {
                model.effects.coefficients(crate::stats::Confidence::new(0.95).unwrap()).unwrap()
            });
            for (one, other) in tests[0].iter().zip(&tests[1]) {
                assert!((one.estimate - other.estimate).abs() < 1e-9, "{one:?} {other:?}");
                assert!((one.standard_error - other.standard_error).abs() < 1e-9, "{one:?} {other:?}");
                assert!((one.df - other.df).abs() < 1e-6, "{one:?} {other:?}");
            }
        }
    }

    #[test]
    fn a_visit_with_fewer_values_than_effects_is_refused() {
        let rows: Vec<_> = trial().into_iter().filter(|row| row.1 < 2 || row.0 == 0).collect();
        let part = |of: fn(&(usize, usize, f64)) -> usize| rows.iter().map(of).collect::<Vec<_>>();
        let design = DMatrix::from_fn(rows.len(), 2, |row, of| if of == 0 { 1.0 } else { (row % 3) as f64 });
        let values = RepeatedValues {
            design: &design,
            effects: VisitEffects::Separate,
            response: &rows.iter().map(|row| row.2).collect::<Vec<_>>(),
            subject: &part(|row| row.0),
            visit: &part(|row| row.1),
            visits: 3,
        };
        assert_eq!(fit(values, MmrmOptions::default()), Err(Undefined::Collinear));
        assert_eq!(
            fit(RepeatedValues { visits: 2, ..values }, MmrmOptions::default()),
            Err(Undefined::WrongShape)
        );
    }

    #[test]
    fn rows_that_say_too_little_are_refused() {
        let twice: Vec<_> = trial().into_iter().chain([(0, 0, 1.0)]).collect();
        assert_eq!(fitted(&twice, |y| y), Err(Undefined::WrongShape));
        let apart: Vec<_> = trial().into_iter().filter(|row| (row.0 < 15) == (row.1 == 0)).collect();
        assert_eq!(fitted(&apart, |y| y), Err(Undefined::NotIdentified));
        let unseen: Vec<_> = trial().into_iter().filter(|row| row.1 < 2).collect();
        assert_eq!(fitted(&unseen, |y| y), Err(Undefined::Collinear));
        assert_eq!(fitted(&trial()[..2], |y| y), Err(Undefined::TooFewValues));
        assert_eq!(fitted(&trial(), |_| 4.0), Err(Undefined::NoSpread));
        assert_eq!(fitted(&trial(), |y| y / 0.0), Err(Undefined::BadValues));
    }

    #[test]
    fn every_row_has_a_subject_and_one_of_the_visits() {
        let design = DMatrix::from_element(3, 1, 1.0);
        let refusal = |subject: &[usize], visit: &[usize]| {
            let (effects, response) = (VisitEffects::Shared, &[1.0, 2.0, 5.0]);
            basis(RepeatedValues { design: &design, effects, response, subject, visit, visits: 2 }).err()
        };
        assert_eq!(refusal(&[0, 0, 1], &[0, 1, 1]), None);
        assert_eq!(refusal(&[0, 0], &[0, 1, 1]), Some(Undefined::WrongShape));
        assert_eq!(refusal(&[0, 0, 1], &[0, 1]), Some(Undefined::WrongShape));
        assert_eq!(refusal(&[0, 0, 1], &[0, 1, 2]), Some(Undefined::WrongShape));
    }
}
