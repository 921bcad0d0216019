//! Covariance of the visits of a subject: structures, their parameters and derivatives.

use libm::{exp, log, sqrt};
use nalgebra::{DMatrix, DVector};

/// The structure of the covariance of the visits, in the words of the `mmrm` package (and of SAS).
///
/// Visits count as equally spaced in the order of their levels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Covariance {
    /// `us` (UN): every variance and covariance of its own.
    #[default]
    Unstructured,
    /// `cs` (CS): one variance, one correlation.
    CompoundSymmetry,
    /// `csh` (CSH): a variance for each visit, one correlation.
    HeterogeneousCompoundSymmetry,
    /// `ar1` (AR(1)): one variance, correlation `ρ^lag`.
    Autoregressive,
    /// `ar1h` (ARH(1)): a variance for each visit, correlation `ρ^lag`.
    HeterogeneousAutoregressive,
    /// `toep` (TOEP): one variance, a correlation for each lag.
    Toeplitz,
    /// `toeph` (TOEPH): a variance for each visit, a correlation for each lag.
    HeterogeneousToeplitz,
}

#[derive(Debug, Clone, Copy)]
enum Correlation {
    Compound,
    Power,
    Lags,
}

impl Correlation {
    fn parameters(self, visits: usize) -> usize {
        match self {
            Self::Compound | Self::Power => visits.saturating_sub(1).min(1),
            Self::Lags => visits.saturating_sub(1),
        }
    }

    /// Which parameter decides the correlation of two visits `lag > 0` apart.
    fn place(self, lag: usize) -> usize {
        match self {
            Self::Compound | Self::Power => 0,
            Self::Lags => lag - 1,
        }
    }

    /// The correlation at a lag with its first and second derivative by its parameter.
    fn at(self, parameter: f64, lag: usize) -> [f64; 3] {
        match self {
            Self::Compound | Self::Lags => [parameter, 1.0, 0.0],
            Self::Power => {
                let steps = lag as f64;
                let second = if lag > 1 { steps * (steps - 1.0) * power(parameter, lag - 2) } else { 0.0 };
                [power(parameter, lag), steps * power(parameter, lag - 1), second]
            }
        }
    }
}

fn power(base: f64, exponent: usize) -> f64 {
    (0..exponent).fold(1.0, |product, _| product * base)
}

impl Covariance {
    /// Number of parameters for so many visits.
    pub fn parameters(self, visits: usize) -> usize {
        match self.factors(visits) {
            None => visits * (visits + 1) / 2,
            Some((variances, correlation)) => variances + correlation.parameters(visits),
        }
    }

    /// Number of variances and kind of correlation; `None` when unstructured.
    fn factors(self, visits: usize) -> Option<(usize, Correlation)> {
        match self {
            Self::Unstructured => None,
            Self::CompoundSymmetry => Some((1, Correlation::Compound)),
            Self::HeterogeneousCompoundSymmetry => Some((visits, Correlation::Compound)),
            Self::Autoregressive => Some((1, Correlation::Power)),
            Self::HeterogeneousAutoregressive => Some((visits, Correlation::Power)),
            Self::Toeplitz => Some((1, Correlation::Lags)),
            Self::HeterogeneousToeplitz => Some((visits, Correlation::Lags)),
        }
    }

    /// The parameters nearest to a covariance matrix in a rough sense: its variances or their mean, its correlations or
    /// their mean.
    pub(super) fn nearest(self, matrix: &DMatrix<f64>) -> DVector<f64> {
        let visits = matrix.nrows();
        let Some((variances, kind)) = self.factors(visits) else {
            return unstructured(matrix);
        };
        let mean = matrix.diagonal().mean();
        let correlation = |a: usize, b: usize| matrix[(a, b)] / sqrt(matrix[(a, a)] * matrix[(b, b)]);
        let of_lag = |lag: usize| (0..visits - lag).map(move |a| (a, a + lag));
        let average = |pairs: Vec<(usize, usize)>| {
            pairs.iter().map(|&(a, b)| correlation(a, b)).sum::<f64>() / pairs.len().max(1) as f64
        };
        let deviation = |visit: usize| 0.5 * log(if variances == 1 { mean } else { matrix[(visit, visit)] });
        let correlation = |place: usize| match kind {
            Correlation::Compound => average((1..visits).flat_map(of_lag).collect()),
            Correlation::Power | Correlation::Lags => average(of_lag(place + 1).collect()),
        };
        let parameters = (0..variances).map(deviation).chain((0..kind.parameters(visits)).map(correlation));
        DVector::from_vec(parameters.collect())
    }

    /// The covariance matrix: unstructured from its lower triangle row by row, otherwise from logarithms of standard
    /// deviations and from correlations.
    pub(super) fn matrix(self, parameters: &DVector<f64>, visits: usize) -> DMatrix<f64> {
        match self.factors(visits) {
            None => DMatrix::from_fn(visits, visits, |a, b| parameters[triangle(a, b)]),
            Some(factors) => {
                DMatrix::from_fn(visits, visits, |a, b| Pair::new(factors, parameters, a, b).covariance())
            }
        }
    }

    /// Its derivative by each parameter.
    pub(super) fn derivatives(self, parameters: &DVector<f64>, visits: usize) -> Vec<DMatrix<f64>> {
        let of = |parameter: usize| {
            DMatrix::from_fn(visits, visits, |a, b| match self.factors(visits) {
                None => f64::from(u8::from(triangle(a, b) == parameter)),
                Some(factors) => Pair::new(factors, parameters, a, b).derivative(parameter),
            })
        };
        (0..self.parameters(visits)).map(of).collect()
    }

    /// `⟨∂²Σ/∂θₖ∂θₗ, weights⟩` for every pair of parameters.
    pub(super) fn curvature(
        self,
        parameters: &DVector<f64>,
        visits: usize,
        weights: &DMatrix<f64>,
    ) -> DMatrix<f64> {
        let count = self.parameters(visits);
        let Some(factors) = self.factors(visits) else {
            return DMatrix::zeros(count, count);
        };
        DMatrix::from_fn(count, count, |k, l| {
            let of = |(a, b): (usize, usize)| {
                Pair::new(factors, parameters, a, b).second_derivative(k, l) * weights[(a, b)]
            };
            (0..visits).flat_map(|a| (0..visits).map(move |b| (a, b))).map(of).sum()
        })
    }
}

/// Two visits under a structure of variances and correlations.
struct Pair {
    /// Product of the standard deviations.
    scale: f64,
    /// Which logarithms of a standard deviation are in it.
    deviations: [usize; 2],
    /// Which parameter is the correlation; `None` for a visit with itself.
    place: Option<usize>,
    /// The correlation and its two derivatives.
    correlation: [f64; 3],
}

impl Pair {
    fn new((variances, kind): (usize, Correlation), parameters: &DVector<f64>, a: usize, b: usize) -> Self {
        let deviations = [a, b].map(|visit| visit.min(variances - 1));
        let scale = exp(parameters[deviations[0]] + parameters[deviations[1]]);
        let lag = a.abs_diff(b);
        if lag == 0 {
            return Self { scale, deviations, place: None, correlation: [1.0, 0.0, 0.0] };
        }
        let place = variances + kind.place(lag);
        Self { scale, deviations, place: Some(place), correlation: kind.at(parameters[place], lag) }
    }

    fn covariance(&self) -> f64 {
        self.scale * self.correlation[0]
    }

    /// How often a parameter is a standard deviation here.
    fn times(&self, parameter: usize) -> f64 {
        self.deviations.iter().map(|&place| f64::from(u8::from(place == parameter))).sum()
    }

    fn derivative(&self, parameter: usize) -> f64 {
        let order = usize::from(self.place == Some(parameter));
        let factor = if order == 1 { 1.0 } else { self.times(parameter) };
        self.scale * self.correlation[order] * factor
    }

    fn second_derivative(&self, first: usize, second: usize) -> f64 {
        let mut order = 0;
        let mut factor = 1.0;
        for parameter in [first, second] {
            if self.place == Some(parameter) {
                order += 1;
            } else {
                factor *= self.times(parameter);
            }
        }
        self.scale * self.correlation[order] * factor
    }
}

/// Place of an element in the lower triangle, row by row.
pub(super) fn triangle(a: usize, b: usize) -> usize {
    let (row, column) = (a.max(b), a.min(b));
    row * (row + 1) / 2 + column
}

fn unstructured(matrix: &DMatrix<f64>) -> DVector<f64> {
    let rows = 0..matrix.nrows();
    let elements = rows.flat_map(|row| (0..=row).map(move |column| matrix[(row, column)]));
    DVector::from_iterator(matrix.nrows() * (matrix.nrows() + 1) / 2, elements)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Covariance; 7] = [
        Covariance::Unstructured,
        Covariance::CompoundSymmetry,
        Covariance::HeterogeneousCompoundSymmetry,
        Covariance::Autoregressive,
        Covariance::HeterogeneousAutoregressive,
        Covariance::Toeplitz,
        Covariance::HeterogeneousToeplitz,
    ];

    #[test]
    fn structures_have_as_many_parameters_as_in_sas() {
        assert_eq!(ALL.map(|structure| structure.parameters(4)), [10, 2, 5, 2, 5, 4, 7]);
        assert_eq!(ALL.map(|structure| structure.parameters(1)), [1; 7]);
    }

    /// Its own variances and correlations, or the mean of what is alike.
    #[test]
    fn the_parameters_nearest_to_a_matrix_of_a_structure_are_its_own() {
        for structure in ALL {
            let count = structure.parameters(4);
            let own = DVector::from_fn(count, |place, _| 0.3 + 0.05 * place as f64);
            let found = structure.nearest(&structure.matrix(&own, 4));
            assert!((&found - &own).amax() < 1e-14, "{structure:?} {found}");
        }
    }

    #[test]
    fn derivatives_are_those_of_small_differences() {
        const STEP: f64 = 1e-5;
        let weights = DMatrix::from_fn(4, 4, |a, b| 1.0 + (a + b) as f64 + 0.3 * (a * b) as f64);
        for structure in ALL {
            let variances = DVector::from_vec(vec![1.0, 2.0, 3.0, 4.0]);
            let mut at = structure.nearest(&DMatrix::from_diagonal(&variances));
            for (place, value) in at.iter_mut().enumerate() {
                *value += 0.07 * (place as f64 + 1.0);
            }
            let moved = |k: usize, step: f64| {
                let mut moved = at.clone();
                moved[k] += step;
                moved
            };
            let curvature = structure.curvature(&at, 4, &weights);
            for (k, derivative) in structure.derivatives(&at, 4).iter().enumerate() {
                let [up, down] = [STEP, -STEP].map(|step| structure.matrix(&moved(k, step), 4));
                assert!(((up - down) / (2.0 * STEP) - derivative).amax() < 1e-8, "{structure:?} {k}");
                let [up, down] = [STEP, -STEP].map(|step| structure.derivatives(&moved(k, step), 4));
                for l in 0..at.len() {
                    let change = (&up[l] - &down[l]).dot(&weights) / (2.0 * STEP);
                    assert!((change - curvature[(k, l)]).abs() < 1e-6, "{structure:?} {k} {l}");
                }
            }
        }
    }
}
