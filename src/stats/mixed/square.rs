//! Matrices of the few effects of a level, which need no memory of their own.

use libm::sqrt;
use nalgebra::DMatrix;

/// Row by row.
pub(super) type Square<const Q: usize> = [[f64; Q]; Q];

/// Of a matrix of that size.
pub(super) fn square<const Q: usize>(matrix: &DMatrix<f64>) -> Square<Q> {
    std::array::from_fn(|a| std::array::from_fn(|b| matrix[(a, b)]))
}

/// Rows as columns.
pub(super) fn transposed<const Q: usize>(matrix: &Square<Q>) -> Square<Q> {
    std::array::from_fn(|a| std::array::from_fn(|b| matrix[b][a]))
}

/// The product of two.
pub(super) fn multiplied<const Q: usize>(first: &Square<Q>, second: &Square<Q>) -> Square<Q> {
    std::array::from_fn(|a| std::array::from_fn(|b| (0..Q).map(|k| first[a][k] * second[k][b]).sum()))
}

/// Adds a multiple.
pub(super) fn add<const Q: usize>(sums: &mut Square<Q>, own: &Square<Q>, weight: f64) {
    for (sums, own) in sums.iter_mut().zip(own) {
        sums.iter_mut().zip(own).for_each(|(sum, value)| *sum += weight * value);
    }
}

/// `Σ aᵢbᵢ`.
pub(super) fn dot(first: &[f64], second: &[f64]) -> f64 {
    first.iter().zip(second).map(|(a, b)| a * b).sum()
}

/// Every row with every column.
pub(super) fn indices<const Q: usize>() -> impl Iterator<Item = (usize, usize)> {
    (0..Q).flat_map(|a| (0..Q).map(move |b| (a, b)))
}

/// Cholesky's factor; `None` unless positive definite.
pub(super) fn lower_triangle<const Q: usize>(matrix: &Square<Q>) -> Option<Square<Q>> {
    let mut lower = [[0.0; Q]; Q];
    for column in 0..Q {
        for row in column..Q {
            let known: f64 = (0..column).map(|k| lower[row][k] * lower[column][k]).sum();
            let rest = matrix[row][column] - known;
            if row > column {
                lower[row][column] = rest / lower[column][column];
            } else if rest > 0.0 && rest.is_finite() {
                lower[row][row] = sqrt(rest);
            } else {
                return None;
            }
        }
    }
    Some(lower)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_positive_definite_has_no_triangle() {
        for value in [-1.0, 0.0, f64::INFINITY, f64::NAN] {
            assert_eq!(lower_triangle(&[[value]]), None, "{value}");
        }
        assert_eq!(lower_triangle(&[[4.0, 2.0], [2.0, 10.0]]), Some([[2.0, 0.0], [1.0, 3.0]]));
    }
}
