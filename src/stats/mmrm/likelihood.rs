//! The likelihood of repeated measures and its derivatives.

use std::f64::consts::PI;

use libm::log;
use nalgebra::{Cholesky, DMatrix, DVector};

use super::Covariance;
use super::packed;
use super::pairs::Pairs;
use super::patterns::{Pattern, Patterns};
use crate::stats::mixed::{Effects, Estimation, Expansion, Objective};

/// `−2 log L` as a function of the covariance's parameters.
#[derive(Debug)]
pub(super) struct Likelihood<'a> {
    pub patterns: &'a Patterns,
    pub covariance: Covariance,
    pub estimation: Estimation,
}

/// The derivatives, with what inference needs of them.
#[derive(Debug, Clone)]
pub(super) struct Derivatives {
    pub effects: Effects,
    pub expansion: Expansion,
    /// `X′W(∂Σ/∂θₖ)WX` for each parameter.
    pub information: Vec<DMatrix<f64>>,
}

/// Inverse of a pattern's covariance with its log determinant.
struct Weights {
    inverse: DMatrix<f64>,
    log_determinant: f64,
}

impl Likelihood<'_> {
    fn weights(pattern: &Pattern, matrix: &DMatrix<f64>) -> Option<Weights> {
        let visits = &pattern.visits;
        let own = DMatrix::from_fn(visits.len(), visits.len(), |a, b| matrix[(visits[a], visits[b])]);
        let factor = Cholesky::new(own)?;
        let log_determinant = 2.0 * factor.l_dirty().diagonal().iter().map(|value| log(*value)).sum::<f64>();
        Some(Weights { inverse: factor.inverse(), log_determinant }).filter(|_| log_determinant.is_finite())
    }

    /// The weights of every pattern; `None` unless the whole matrix is positive definite.
    fn all_weights(&self, parameters: &DVector<f64>) -> Option<Vec<Weights>> {
        let matrix = self.covariance.matrix(parameters, self.patterns.visits);
        Cholesky::new(matrix.clone())?;
        self.patterns.each.iter().map(|pattern| Self::weights(pattern, &matrix)).collect()
    }

    fn effects(&self, weights: &[Weights]) -> Option<Effects> {
        let width = self.patterns.width;
        let mut sum = DVector::zeros(packed::length(width));
        let mut log_determinant = 0.0;
        for (pattern, weights) in self.patterns.each.iter().zip(weights) {
            sum += pattern.weighted(&weights.inverse);
            log_determinant += pattern.subjects * weights.log_determinant;
        }
        Effects::new(&packed::unpack(&sum, width), log_determinant)
    }

    fn observations(&self) -> f64 {
        self.patterns.each.iter().map(|pattern| pattern.subjects * pattern.visits.len() as f64).sum()
    }

    /// The derivatives with the best effects; `None` outside the domain.
    pub fn derivatives(&self, parameters: &DVector<f64>) -> Option<Derivatives> {
        let weights = self.all_weights(parameters)?;
        let effects = self.effects(&weights)?;
        let slopes = self.covariance.derivatives(parameters, self.patterns.visits);
        let mut sums = Sums::new(self, &effects, &slopes);
        for (pattern, weights) in self.patterns.each.iter().zip(&weights) {
            sums.add(pattern, weights, self.covariance, &slopes);
        }
        let curvature = self.covariance.curvature(parameters, self.patterns.visits, &sums.slope);
        Some(sums.finish(self.estimation, effects, &slopes, &curvature))
    }

    /// `Σ wₖₗ X′W(∂Σ/∂θₖ)W(∂Σ/∂θₗ)WX`, the first term of Kenward and Roger's correction.
    pub fn curved_information(
        &self,
        parameters: &DVector<f64>,
        covariance: &DMatrix<f64>,
    ) -> Option<DMatrix<f64>> {
        let weights = self.all_weights(parameters)?;
        let slopes = self.covariance.derivatives(parameters, self.patterns.visits);
        let width = self.patterns.width;
        let mut sum = DVector::zeros(packed::length(width));
        for (pattern, weights) in self.patterns.each.iter().zip(&weights) {
            let own = restricted(&slopes, &pattern.visits);
            let size = pattern.visits.len();
            let mut middle = DMatrix::zeros(size, size);
            for (k, slope) in own.iter().enumerate() {
                let mut mixture = DMatrix::zeros(size, size);
                for (l, other) in own.iter().enumerate() {
                    mixture += other * covariance[(k, l)];
                }
                middle += slope * &weights.inverse * mixture;
            }
            let twice = (&middle + middle.transpose()) * 0.5;
            sum += pattern.transformed(&weights.inverse) * upper(&twice);
        }
        Some(packed::unpack(&sum, width).view((0, 0), (width - 1, width - 1)).into_owned())
    }
}

impl Objective for Likelihood<'_> {
    fn value(&self, at: &DVector<f64>) -> Option<f64> {
        let weights = self.all_weights(at)?;
        let effects = self.effects(&weights)?;
        let constant = log(2.0 * PI);
        let value = match self.estimation {
            Estimation::Reml => {
                (self.observations() - effects.estimate.len() as f64) * constant + effects.log_information
            }
            Estimation::MaximumLikelihood => self.observations() * constant,
        };
        Some(value + effects.log_determinant + effects.squares).filter(|value| value.is_finite())
    }

    fn expansion(&self, at: &DVector<f64>) -> Option<Expansion> {
        Some(self.derivatives(at)?.expansion)
    }
}

/// Sums over the patterns.
struct Sums {
    visits: usize,
    /// `⟨·, Z′·Z⟩` with `ee′`, and for REML with what the estimation of the effects adds.
    residual: DVector<f64>,
    projected: Option<DVector<f64>>,
    /// `∂(−2 log L)/∂Σ`, element by element.
    slope: DMatrix<f64>,
    /// `Σ e′W DₖW DₗWe`.
    residuals: DMatrix<f64>,
    /// `−tr(W DₖW Dₗ)`, and for REML `2 tr(C X′W DₖW DₗWX)` more.
    rest: DMatrix<f64>,
    /// The products of the rows of `WZ` by pair of visits, over all patterns.
    transformed: DMatrix<f64>,
}

impl Sums {
    fn new(likelihood: &Likelihood<'_>, effects: &Effects, slopes: &[DMatrix<f64>]) -> Self {
        let (visits, width) = (likelihood.patterns.visits, likelihood.patterns.width);
        let combination = residual_combination(&effects.estimate);
        let mut spread = DMatrix::zeros(width, width);
        spread.view_mut((0, 0), (width - 1, width - 1)).copy_from(&effects.covariance);
        let square = || DMatrix::zeros(slopes.len(), slopes.len());
        Self {
            visits,
            residual: packed::functional(&(&combination * combination.transpose())),
            projected: match likelihood.estimation {
                Estimation::Reml => Some(packed::functional(&spread)),
                Estimation::MaximumLikelihood => None,
            },
            slope: DMatrix::zeros(visits, visits),
            residuals: square(),
            rest: square(),
            transformed: DMatrix::zeros(packed::length(width), visits * visits),
        }
    }

    fn add(&mut self, pattern: &Pattern, weights: &Weights, structure: Covariance, slopes: &[DMatrix<f64>]) {
        let (visits, size) = (&pattern.visits, pattern.visits.len());
        let transformed = pattern.transformed(&weights.inverse);
        let residual = mirrored(&transformed.tr_mul(&self.residual), size);
        let projected =
            self.projected.as_ref().map(|functional| mirrored(&transformed.tr_mul(functional), size));
        let mut slope = &weights.inverse * pattern.subjects - &residual;
        let mut rest = &weights.inverse * -pattern.subjects;
        if let Some(projected) = &projected {
            slope -= projected;
            rest += projected * 2.0;
        }
        match structure {
            Covariance::Unstructured => {
                let pairs = Pairs::new(visits);
                pairs.add(&mut self.residuals, &residual, &weights.inverse);
                pairs.add(&mut self.rest, &rest, &weights.inverse);
            }
            Covariance::CompoundSymmetry
            | Covariance::HeterogeneousCompoundSymmetry
            | Covariance::Autoregressive
            | Covariance::HeterogeneousAutoregressive
            | Covariance::Toeplitz
            | Covariance::HeterogeneousToeplitz => {
                let own = restricted(slopes, visits);
                let left = side_by_side(&own, &weights.inverse);
                self.residuals.gemm_tr(1.0, &left, &transposed_side_by_side(&own, &residual), 1.0);
                self.rest.gemm_tr(1.0, &left, &transposed_side_by_side(&own, &rest), 1.0);
            }
        }
        for (a, b) in (0..size).flat_map(|a| (0..size).map(move |b| (a, b))) {
            self.slope[(visits[a], visits[b])] += slope[(a, b)];
            if a <= b {
                let mut column = self.transformed.column_mut(visits[a] * self.visits + visits[b]);
                column += transformed.column(a * size + b);
            }
        }
    }

    fn finish(
        self,
        estimation: Estimation,
        effects: Effects,
        slopes: &[DMatrix<f64>],
        curvature: &DMatrix<f64>,
    ) -> Derivatives {
        let columns = effects.estimate.len();
        let combination = residual_combination(&effects.estimate);
        let of = |slope: &DMatrix<f64>| packed::unpack(&(&self.transformed * upper(slope)), columns + 1);
        let whole: Vec<DMatrix<f64>> = slopes.iter().map(of).collect();
        let pull = |whole: &DMatrix<f64>| (whole * &combination).rows(0, columns).into_owned();
        let pulls = DMatrix::from_columns(&whole.iter().map(pull).collect::<Vec<_>>());
        let information: Vec<DMatrix<f64>> =
            whole.iter().map(|whole| whole.view((0, 0), (columns, columns)).into_owned()).collect();
        let moved = pulls.tr_mul(&(&effects.covariance * &pulls));
        let stand_in = mirrored_upper(self.residuals) - moved;
        let mut hessian = &stand_in * 2.0 + mirrored_upper(self.rest) + curvature;
        if estimation == Estimation::Reml {
            hessian -= crossed(&effects.covariance, &information);
        }
        let gradient = slopes.iter().map(|slope| slope.dot(&self.slope)).collect::<Vec<_>>();
        let expansion = Expansion { gradient: DVector::from_vec(gradient), hessian, stand_in };
        Derivatives { effects, expansion, information }
    }
}

/// `(−β, 1)`, so that `z · (−β, 1) = y − x′β`.
fn residual_combination(estimate: &DVector<f64>) -> DVector<f64> {
    (-estimate).push(1.0)
}

/// `tr(C AₖC Aₗ)`.
fn crossed(covariance: &DMatrix<f64>, information: &[DMatrix<f64>]) -> DMatrix<f64> {
    let products: Vec<DMatrix<f64>> = information.iter().map(|matrix| covariance * matrix).collect();
    let count = products.len();
    let flat = |transpose: bool| {
        let columns = products.iter().map(|product| {
            let product = if transpose { product.transpose() } else { product.clone() };
            DVector::from_column_slice(product.as_slice())
        });
        DMatrix::from_columns(&columns.collect::<Vec<_>>())
    };
    let mut traces = DMatrix::zeros(count, count);
    traces.gemm_tr(1.0, &flat(false), &flat(true), 0.0);
    traces
}

/// The rows and columns of the visits of a pattern.
fn restricted(slopes: &[DMatrix<f64>], visits: &[usize]) -> Vec<DMatrix<f64>> {
    let of = |slope: &DMatrix<f64>| {
        DMatrix::from_fn(visits.len(), visits.len(), |a, b| slope[(visits[a], visits[b])])
    };
    slopes.iter().map(of).collect()
}

/// `Dₖ · matrix` of every parameter, a column each.
fn side_by_side(slopes: &[DMatrix<f64>], matrix: &DMatrix<f64>) -> DMatrix<f64> {
    let columns = slopes.iter().map(|slope| DVector::from_column_slice((slope * matrix).as_slice()));
    DMatrix::from_columns(&columns.collect::<Vec<_>>())
}

/// `(Dₖ · matrix)′ = matrix · Dₖ` of every parameter, a column each.
fn transposed_side_by_side(slopes: &[DMatrix<f64>], matrix: &DMatrix<f64>) -> DMatrix<f64> {
    let columns = slopes.iter().map(|slope| DVector::from_column_slice((matrix * slope).as_slice()));
    DMatrix::from_columns(&columns.collect::<Vec<_>>())
}

/// A symmetric matrix from the elements of its upper triangle in rows of `size`.
fn mirrored(elements: &DVector<f64>, size: usize) -> DMatrix<f64> {
    DMatrix::from_fn(size, size, |a, b| elements[a.min(b) * size + a.max(b)])
}

/// The same matrix with its upper triangle below the diagonal, too.
fn mirrored_upper(mut matrix: DMatrix<f64>) -> DMatrix<f64> {
    matrix.fill_lower_triangle_with_upper_triangle();
    matrix
}

/// A symmetric matrix as weights of pairs `(a, b)`, `a ≤ b`: those off the diagonal stand for two.
fn upper(matrix: &DMatrix<f64>) -> DVector<f64> {
    let size = matrix.nrows();
    DVector::from_fn(size * size, |place, _| {
        let (a, b) = (place / size, place % size);
        match a.cmp(&b) {
            std::cmp::Ordering::Less => 2.0 * matrix[(a, b)],
            std::cmp::Ordering::Equal => matrix[(a, a)],
            std::cmp::Ordering::Greater => 0.0,
        }
    })
}
