//! Derivatives of the covariance of the visits, of which most elements are zero.

use nalgebra::DMatrix;

use super::packed;

/// The derivative `Dₖ` of the covariance by each parameter.
///
/// Traces of products with them are sums of products of elements, of which an unstructured covariance has two in each
/// derivative: hence its traces take four products each, where the product of the matrices takes hundreds.
pub(super) struct Slopes {
    visits: usize,
    /// The elements that are not zero.
    each: Vec<Vec<Element>>,
}

#[derive(Debug, Clone, Copy)]
struct Element {
    a: usize,
    b: usize,
    value: f64,
}

impl Slopes {
    pub fn new(derivatives: &[DMatrix<f64>], visits: usize) -> Self {
        let elements = |matrix: &DMatrix<f64>| {
            let places = (0..visits).flat_map(|b| (0..visits).map(move |a| (a, b)));
            let all = places.zip(matrix).map(|((a, b), &value)| Element { a, b, value });
            all.filter(|element| element.value != 0.0).collect()
        };
        Self { visits, each: derivatives.iter().map(elements).collect() }
    }

    pub const fn parameters(&self) -> usize {
        self.each.len()
    }

    /// The derivatives as packed matrices, a column each.
    pub fn packed(&self) -> DMatrix<f64> {
        let mut packed = DMatrix::zeros(packed::length(self.visits), self.parameters());
        for (mut column, elements) in packed.column_iter_mut().zip(&self.each) {
            for element in elements {
                column[packed::place(element.a, element.b)] = element.value;
            }
        }
        packed
    }

    /// `tr(DₖE DₗW)` summed over pairs of matrices `E`, `W`, from the sums of the products of their elements: a row for each
    /// element of `E`, a column for each of `W`.
    pub fn traces(&self, products: &DMatrix<f64>) -> DMatrix<f64> {
        let (visits, parameters) = (self.visits, self.parameters());
        let mut traces = DMatrix::<f64>::zeros(parameters, parameters);
        for (k, elements) in self.each.iter().enumerate() {
            let mut inner = DMatrix::<f64>::zeros(visits, visits);
            for &Element { a, b, value } in elements {
                for (c, d) in (0..visits).flat_map(|d| (0..visits).map(move |c| (c, d))) {
                    inner[(c, d)] += value * products[(packed::place(b, c), packed::place(d, a))];
                }
            }
            for (l, others) in self.each.iter().enumerate() {
                traces[(k, l)] = others.iter().map(|other| other.value * inner[(other.a, other.b)]).sum();
            }
        }
        traces
    }

    /// What packed matrices `W`, a column each, are multiplied with for the symmetric parts of `Σ wₖₗ DₖW Dₗ`.
    pub fn mixture(&self, weights: &DMatrix<f64>) -> DMatrix<f64> {
        let (visits, length) = (self.visits, packed::length(self.visits));
        let mut mixture = DMatrix::<f64>::zeros(length, length);
        for (k, elements) in self.each.iter().enumerate() {
            let mut mixed = DMatrix::<f64>::zeros(visits, visits);
            for (l, others) in self.each.iter().enumerate() {
                for other in others {
                    mixed[(other.a, other.b)] += weights[(k, l)] * other.value;
                }
            }
            for &Element { a, b, value } in elements {
                for (c, d) in (0..visits).flat_map(|d| (0..visits).map(move |c| (c, d))) {
                    let share = if a == d { value } else { 0.5 * value };
                    mixture[(packed::place(a, d), packed::place(b, c))] += share * mixed[(c, d)];
                }
            }
        }
        mixture
    }
}

#[cfg(test)]
mod tests {
    use nalgebra::DVector;

    use super::super::Covariance;
    use super::*;

    fn symmetric(shift: f64) -> DMatrix<f64> {
        DMatrix::from_fn(3, 3, |a, b| shift + (a + b) as f64 + (a * b) as f64 * shift)
    }

    fn row(matrix: &DMatrix<f64>) -> DMatrix<f64> {
        DMatrix::from_row_iterator(1, 6, packed::pairs(3).map(|(a, b)| matrix[(a, b)]))
    }

    fn derivatives(structure: Covariance) -> Vec<DMatrix<f64>> {
        let parameters = DVector::from_fn(structure.parameters(3), |place, _| 0.3 - 0.1 * place as f64);
        structure.derivatives(&parameters, 3)
    }

    const STRUCTURES: [Covariance; 2] = [Covariance::Unstructured, Covariance::HeterogeneousToeplitz];

    #[test]
    fn sums_of_elements_are_the_traces_of_the_matrices() {
        let (first, second) = (symmetric(0.3), symmetric(-1.7));
        for structure in STRUCTURES {
            let each = derivatives(structure);
            let traces = Slopes::new(&each, 3).traces(&(row(&first).transpose() * row(&second)));
            for (k, one) in each.iter().enumerate() {
                for (l, other) in each.iter().enumerate() {
                    let right = (one * &first * other * &second).trace();
                    assert!((traces[(k, l)] - right).abs() < 1e-12, "{structure:?} {k} {l}");
                }
            }
        }
    }

    #[test]
    fn a_mixture_is_the_sum_of_the_products_of_the_matrices() {
        let inner = symmetric(0.7);
        for structure in STRUCTURES {
            let each = derivatives(structure);
            let weights = DMatrix::from_fn(each.len(), each.len(), |k, l| 1.0 / (1.0 + (k + l) as f64));
            let mut right = DMatrix::zeros(3, 3);
            for (k, one) in each.iter().enumerate() {
                for (l, other) in each.iter().enumerate() {
                    right += one * &inner * other * weights[(k, l)];
                }
            }
            let mixed = Slopes::new(&each, 3).mixture(&weights) * row(&inner).transpose();
            let right = row(&((&right + right.transpose()) * 0.5)).transpose();
            assert!((mixed - right).amax() < 1e-12, "{structure:?}");
        }
    }
}
