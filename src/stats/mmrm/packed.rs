//! Symmetric matrices as the columns of their upper triangle, one after another.

use nalgebra::{DMatrix, DVector, DVectorViewMut};

/// Number of elements of a packed matrix.
pub(super) const fn length(size: usize) -> usize {
    size * (size + 1) / 2
}

/// The symmetric part of a matrix.
pub(super) fn pack(matrix: &DMatrix<f64>) -> DVector<f64> {
    let size = matrix.nrows();
    let elements = pairs(size).map(|(j, k)| 0.5 * (matrix[(j, k)] + matrix[(k, j)]));
    DVector::from_iterator(length(size), elements)
}

/// The matrix again.
pub(super) fn unpack(packed: &DVector<f64>, size: usize) -> DMatrix<f64> {
    let mut matrix = DMatrix::zeros(size, size);
    for ((j, k), &value) in pairs(size).zip(packed.iter()) {
        matrix[(j, k)] = value;
        matrix[(k, j)] = value;
    }
    matrix
}

/// What a packed matrix is multiplied with for `⟨matrix, weights⟩`: elements off the diagonal count twice.
pub(super) fn functional(weights: &DMatrix<f64>) -> DVector<f64> {
    let size = weights.nrows();
    let elements =
        pairs(size).map(|(j, k)| if j == k { weights[(j, j)] } else { weights[(j, k)] + weights[(k, j)] });
    DVector::from_iterator(length(size), elements)
}

/// Adds the symmetric part of `left · right′`.
pub(super) fn add_product(mut sum: DVectorViewMut<'_, f64>, left: &[f64], right: &[f64]) {
    for (place, (j, k)) in pairs(left.len()).enumerate() {
        sum[place] += 0.5 * (left[j] * right[k] + left[k] * right[j]);
    }
}

/// One element of the symmetric part of `left · right′`.
pub(super) fn element(left: &[f64], right: &[f64], place: usize) -> f64 {
    let (j, k) = pairs(left.len()).nth(place).unwrap_or((0, 0));
    0.5 * (left[j] * right[k] + left[k] * right[j])
}

fn pairs(size: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..size).flat_map(|k| (0..=k).map(move |j| (j, k)))
}
