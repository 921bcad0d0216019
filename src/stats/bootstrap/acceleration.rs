//! The acceleration of `BCa` intervals: how fast the standard error changes with the estimate.

use nalgebra::{DMatrix, DVector};

use super::Undefined;

/// What the jackknife's values are measured from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum JackknifeCentre {
    /// Their own mean: Efron 1987 and scipy's `bootstrap(method="BCa")`.
    Mean,
    /// The statistic of the whole sample, given here: `empinf(type = "jack")` of R's boot.
    Estimate(f64),
}

/// By the jackknife: from the statistic with each observation left out in turn, `Σd³ / (6 (Σd²)^1.5)` with
/// `d = centre − value`.
///
/// # Errors
/// [`Undefined::TooFewValues`] for fewer than two, [`Undefined::NoSpread`] when they do not vary.
pub fn jackknife_acceleration(left_out: &[f64], centre: JackknifeCentre) -> Result<f64, Undefined> {
    let centre = match centre {
        JackknifeCentre::Mean => left_out.iter().sum::<f64>() / left_out.len() as f64,
        JackknifeCentre::Estimate(estimate) => estimate,
    };
    let influence: Vec<f64> = left_out.iter().map(|value| centre - value).collect();
    of_influence(&influence)
}

/// By regression of the replicates on how often each observation is in them: the default of `boot.ci` of R
/// (`empinf(type = "reg")`).
///
/// # Errors
/// [`Undefined::WrongShape`] when resamples and replicates do not belong together or name other observations than
/// `0..n`, [`Undefined::TooFewValues`] for fewer resamples than observations, [`Undefined::Collinear`] when the
/// frequencies do not determine the influence, [`Undefined::NoSpread`].
pub fn regression_acceleration(
    resamples: &[Vec<usize>],
    replicates: &[f64],
    n: usize,
) -> Result<f64, Undefined> {
    let is_known = |resample: &Vec<usize>| resample.iter().all(|&index| index < n);
    if resamples.len() != replicates.len() || !resamples.iter().all(is_known) {
        return Err(Undefined::WrongShape);
    }
    if n < 2 || resamples.len() < n {
        return Err(Undefined::TooFewValues);
    }
    let mut design = DMatrix::<f64>::zeros(resamples.len(), n);
    for (row, resample) in resamples.iter().enumerate() {
        for &index in resample {
            design[(row, index)] += 1.0 / n as f64;
        }
        // The frequencies add up to one, so the first stands for the constant.
        design[(row, 0)] = 1.0;
    }
    let qr = design.qr();
    let triangle = qr.r();
    let largest = triangle.diagonal().amax();
    if triangle.diagonal().iter().any(|pivot| pivot.abs() <= 1e-10 * largest) {
        return Err(Undefined::Collinear);
    }
    let right = qr.q().transpose() * DVector::from_column_slice(replicates);
    let coefficients = triangle.solve_upper_triangular(&right).ok_or(Undefined::Collinear)?;
    let mut influence: Vec<f64> = coefficients.iter().copied().collect();
    if let Some(first) = influence.first_mut() {
        *first = 0.0;
    }
    let mean = influence.iter().sum::<f64>() / n as f64;
    of_influence(&influence.iter().map(|value| value - mean).collect::<Vec<f64>>())
}

fn of_influence(influence: &[f64]) -> Result<f64, Undefined> {
    if influence.len() < 2 {
        return Err(Undefined::TooFewValues);
    }
    let squares: f64 = influence.iter().map(|value| value * value).sum();
    let cubes: f64 = influence.iter().map(|value| value * value * value).sum();
    let acceleration = cubes / (6.0 * squares * libm::sqrt(squares));
    if acceleration.is_finite() { Ok(acceleration) } else { Err(Undefined::NoSpread) }
}
