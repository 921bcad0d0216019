//! Pairs of visits whose covariance is a parameter of its own.

use nalgebra::DMatrix;

use super::covariance::triangle;

/// The pairs of the visits of a pattern, as the parameters of an unstructured covariance.
///
/// The derivative of the covariance by the parameter of visits `a` and `b` has ones at `(a, b)` and `(b, a)` only, so that
/// `tr(DₖE DₗW)` is the sum of four products, where the product of the matrices takes hundreds.
pub(super) struct Pairs {
    size: usize,
    /// The two visits by their places in the pattern, and the parameter; parameters ascend.
    each: Vec<(usize, usize, usize)>,
}

impl Pairs {
    pub(super) fn new(visits: &[usize]) -> Self {
        let pair = |a: usize, b: usize| (a, b, triangle(visits[a], visits[b]));
        let each = (0..visits.len()).flat_map(|a| (0..=a).map(move |b| pair(a, b))).collect();
        Self { size: visits.len(), each }
    }

    /// Adds `tr(DₖE DₗW)` for `k ≤ l`, of symmetric matrices.
    pub(super) fn add(&self, sums: &mut DMatrix<f64>, first: &DMatrix<f64>, second: &DMatrix<f64>) {
        let column = |matrix: &DMatrix<f64>, visit: usize| -> Vec<f64> {
            matrix.as_slice()[visit * self.size..(visit + 1) * self.size].to_vec()
        };
        let columns = |visit: usize| (column(first, visit), column(second, visit));
        let columns: Vec<(Vec<f64>, Vec<f64>)> = (0..self.size).map(columns).collect();
        for (place, &(c, d, l)) in self.each.iter().enumerate() {
            let ((first_c, second_c), (first_d, second_d)) = (&columns[c], &columns[d]);
            let share = share(c, d);
            let mut sums = sums.column_mut(l);
            for &(a, b, k) in &self.each[..=place] {
                let product = first_c[b] * second_d[a]
                    + first_d[b] * second_c[a]
                    + first_c[a] * second_d[b]
                    + first_d[a] * second_c[b];
                sums[k] += product * share * self::share(a, b);
            }
        }
    }
}

/// A variance has one place in the matrix, a covariance two.
const fn share(a: usize, b: usize) -> f64 {
    if a == b { 0.5 } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use nalgebra::DVector;

    use super::super::Covariance;
    use super::*;

    #[test]
    fn four_products_are_the_trace_of_the_matrices() {
        let visits = [0, 1, 3];
        let symmetric =
            |shift: f64| DMatrix::from_fn(3, 3, |a, b| shift + (a + b) as f64 + (a * b) as f64 * shift);
        let (first, second) = (symmetric(0.3), symmetric(-1.7));
        let mut sums = DMatrix::zeros(10, 10);
        Pairs::new(&visits).add(&mut sums, &first, &second);
        let slopes = Covariance::Unstructured.derivatives(&DVector::zeros(10), 4);
        let restricted: Vec<DMatrix<f64>> =
            slopes.iter().map(|slope| DMatrix::from_fn(3, 3, |a, b| slope[(visits[a], visits[b])])).collect();
        for l in 0..10 {
            for k in 0..=l {
                let right = (&restricted[k] * &first * &restricted[l] * &second).trace();
                assert!((sums[(k, l)] - right).abs() < 1e-12, "{k} {l}");
            }
        }
    }
}
