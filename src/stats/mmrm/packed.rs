//! Symmetric matrices as the columns of their upper triangle, one after another.

use nalgebra::{DMatrix, DVector};

/// Number of elements of a packed matrix.
pub(super) const fn length(size: usize) -> usize {
    size * (size + 1) / 2
}

/// Where an element of a symmetric matrix is.
pub(super) fn place(j: usize, k: usize) -> usize {
    length(j.max(k)) + j.min(k)
}

/// The matrix again.
pub(super) fn unpack(packed: &[f64], size: usize) -> DMatrix<f64> {
    let mut matrix = DMatrix::zeros(size, size);
    let elements = matrix.as_mut_slice();
    for k in 0..size {
        for (j, &value) in packed[length(k)..=length(k) + k].iter().enumerate() {
            elements[k * size + j] = value;
            elements[j * size + k] = value;
        }
    }
    matrix
}

/// The upper triangle of a matrix.
pub(super) fn pack(matrix: &DMatrix<f64>, to: &mut [f64]) {
    let size = matrix.nrows();
    for (k, column) in matrix.as_slice().chunks_exact(size).enumerate() {
        to[length(k)..=length(k) + k].copy_from_slice(&column[..=k]);
    }
}

/// What a packed matrix is multiplied with for `⟨matrix, weights⟩`: elements off the diagonal count twice.
pub(super) fn functional(weights: &DMatrix<f64>) -> DVector<f64> {
    let size = weights.nrows();
    let elements =
        pairs(size).map(|(j, k)| if j == k { weights[(j, j)] } else { weights[(j, k)] + weights[(k, j)] });
    DVector::from_iterator(length(size), elements)
}

/// The elements in their order, `j ≤ k`.
pub(super) fn pairs(size: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..size).flat_map(|k| (0..=k).map(move |j| (j, k)))
}
