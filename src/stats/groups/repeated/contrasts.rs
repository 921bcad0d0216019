//! Orthonormal contrasts of within-factors.

use libm::sqrt;
use nalgebra::DMatrix;

use crate::stats::groups::design::Term;

/// One column a contrast of the term, one row a measurement; the levels of the last factor change fastest.
pub(super) fn within_contrasts(term: &Term, levels: &[usize]) -> DMatrix<f64> {
    let of = |(place, &count): (usize, &usize)| {
        if term.0.contains(&place) { helmert(count) } else { average(count) }
    };
    levels
        .iter()
        .enumerate()
        .map(of)
        .fold(DMatrix::from_element(1, 1, 1.0), |all, factor| all.kronecker(&factor))
}

/// The mean of the levels, scaled to length 1.
fn average(levels: usize) -> DMatrix<f64> {
    DMatrix::from_element(levels, 1, 1.0 / sqrt(levels as f64))
}

/// Each level against the mean of those before it, scaled to length 1.
fn helmert(levels: usize) -> DMatrix<f64> {
    DMatrix::from_fn(levels, levels - 1, |row, column| {
        let before = column as f64 + 1.0;
        let length = sqrt(before * (before + 1.0));
        match row.cmp(&(column + 1)) {
            std::cmp::Ordering::Less => -1.0 / length,
            std::cmp::Ordering::Equal => before / length,
            std::cmp::Ordering::Greater => 0.0,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrasts_are_orthonormal_and_span_all_measurements_together() {
        let levels = [3, 5];
        let all: Vec<DMatrix<f64>> =
            Term::all(2).iter().map(|term| within_contrasts(term, &levels)).collect();
        let matrix = crate::stats::groups::design::beside(15, &all);
        assert!((matrix.transpose() * &matrix - DMatrix::identity(15, 15)).amax() < 1e-15);
    }
}
