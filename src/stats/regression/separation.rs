//! Whether a model of events or counts has no finite estimate.

use nalgebra::DMatrix;

use super::least_squares::step;

/// Whether an estimate runs off to infinity: rows have reached the bound of the mean where their response is, and those
/// that have not leave a direction of the coefficients open. A lone row far out leaves none.
///
/// `reaches` says of a row whether its linear predictor is beyond a bound on the side of its response, and is true of a row
/// without weight, which holds nothing. Source: Albert & Anderson, Biometrika 1984;71:1.
pub(in crate::stats) fn is_separated(
    design: &DMatrix<f64>,
    bound: f64,
    reaches: impl Fn(usize, f64) -> bool,
) -> bool {
    /// A row that runs off more slowly than others has not yet come as far.
    const NEAR: f64 = 0.7;
    let rows = design.nrows();
    if !(0..rows).any(|row| reaches(row, bound)) {
        return false;
    }
    let held: Vec<f64> = (0..rows).map(|row| if reaches(row, NEAR * bound) { 0.0 } else { 1.0 }).collect();
    step(design, &vec![0.0; rows], &held).is_err()
}
