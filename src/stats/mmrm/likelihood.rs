//! The likelihood of repeated measures and its derivatives.

use std::borrow::Borrow;
use std::f64::consts::PI;

use libm::log;
use nalgebra::{Cholesky, DMatrix, DVector};

use super::Covariance;
use super::packed;
use super::patterns::Patterns;
use super::slopes::Slopes;
use super::sums::{Sums, sandwiched};
use super::weights::Weights;
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

impl Likelihood<'_> {
    /// `None` unless the whole matrix is positive definite.
    fn weights(&self, parameters: &DVector<f64>) -> Option<Weights> {
        let matrix = self.covariance.matrix(parameters, self.patterns.layout.visits);
        Cholesky::new(matrix.clone())?;
        Weights::new(self.patterns, &matrix)
    }

    fn effects(&self, weights: &Weights) -> Option<Effects> {
        Effects::new(&self.weighted(weights.inverse.iter()), weights.log_determinant)
    }

    /// `Σ Z′WZ` over all subjects, the weights of each pattern packed in its column.
    fn weighted<W: Borrow<DMatrix<f64>>>(&self, weights: impl Iterator<Item = W>) -> DMatrix<f64> {
        let layout = &self.patterns.layout;
        let mut sum = DVector::zeros(packed::length(layout.width));
        for (batch, weights) in self.patterns.batches.iter().zip(weights) {
            batch.add_weighted(&mut sum, &weights.borrow().transpose(), layout);
        }
        packed::unpack(sum.as_slice(), layout.width)
    }

    fn slopes(&self, parameters: &DVector<f64>) -> Vec<DMatrix<f64>> {
        self.covariance.derivatives(parameters, self.patterns.layout.visits)
    }

    fn observations(&self) -> f64 {
        self.patterns.each.iter().map(|pattern| pattern.subjects() * pattern.visits.len() as f64).sum()
    }

    /// What the estimation of the effects adds to the covariance of the residuals: nothing for maximum likelihood.
    fn spread(&self, effects: &Effects) -> DMatrix<f64> {
        let width = self.patterns.layout.width;
        let mut spread = DMatrix::zeros(width, width);
        match self.estimation {
            Estimation::Reml => {
                spread.view_mut((0, 0), (width - 1, width - 1)).copy_from(&effects.covariance);
            }
            Estimation::MaximumLikelihood => {}
        }
        spread
    }

    fn finish(&self, parameters: &DVector<f64>, effects: Effects, sums: &Sums) -> Derivatives {
        let layout = &self.patterns.layout;
        let matrices = self.slopes(parameters);
        let slopes = Slopes::new(&matrices, layout.visits);
        let columns = layout.width - 1;
        let whole = sums.whole(&slopes.packed(), layout);
        let (information, pulls) = parted(&whole, &residual_combination(&effects.estimate));
        let moved = pulls.tr_mul(&(&effects.covariance * &pulls));
        let stand_in = slopes.traces(&sums.residuals) - moved;
        let curvature = self.covariance.curvature(parameters, layout.visits, &sums.slope);
        let mut hessian = &stand_in * 2.0 + slopes.traces(&sums.rest) + curvature;
        match self.estimation {
            Estimation::Reml => hessian -= crossed(&effects.covariance, &information, columns),
            Estimation::MaximumLikelihood => {}
        }
        let gradient = matrices.iter().map(|slope| slope.dot(&sums.slope)).collect::<Vec<_>>();
        let expansion = Expansion { gradient: DVector::from_vec(gradient), hessian, stand_in };
        Derivatives { effects, expansion, information }
    }

    /// `Σ wₖₗ X′W(∂Σ/∂θₖ)W(∂Σ/∂θₗ)WX`, the first term of Kenward and Roger's correction.
    pub fn curved_information(
        &self,
        parameters: &DVector<f64>,
        covariance: &DMatrix<f64>,
    ) -> Option<DMatrix<f64>> {
        let layout = &self.patterns.layout;
        let weights = self.weights(parameters)?;
        let mixture = Slopes::new(&self.slopes(parameters), layout.visits).mixture(covariance);
        let curved = weights.inverse.iter().map(|inverse| {
            let [curved] = sandwiched(inverse, &[&mixture * inverse], layout.visits);
            curved
        });
        let sum = self.weighted(curved);
        let columns = layout.width - 1;
        Some(sum.view((0, 0), (columns, columns)).into_owned())
    }
}

impl AsRef<Expansion> for Derivatives {
    fn as_ref(&self) -> &Expansion {
        &self.expansion
    }
}

impl Objective for Likelihood<'_> {
    type Derivatives = Derivatives;

    fn value(&self, at: &DVector<f64>) -> Option<f64> {
        let weights = self.weights(at)?;
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

    /// With the best effects.
    fn derivatives(&self, parameters: &DVector<f64>) -> Option<Derivatives> {
        let weights = self.weights(parameters)?;
        let effects = self.effects(&weights)?;
        let layout = &self.patterns.layout;
        let mut sums = Sums::new(&residual_combination(&effects.estimate), &self.spread(&effects), layout);
        for (batch, inverse) in self.patterns.batches.iter().zip(&weights.inverse) {
            sums.add(batch, &self.patterns.each[batch.patterns.clone()], inverse, layout);
        }
        Some(self.finish(parameters, effects, &sums))
    }
}

/// `(−β, 1)`, so that `z · (−β, 1) = y − x′β`.
fn residual_combination(estimate: &DVector<f64>) -> DVector<f64> {
    (-estimate).push(1.0)
}

/// `X′WDₖWX`, and `X′WDₖWe` a column each, of packed matrices `(X, y)′WDₖW(X, y)`, a column each.
fn parted(whole: &DMatrix<f64>, combination: &DVector<f64>) -> (Vec<DMatrix<f64>>, DMatrix<f64>) {
    let (width, columns) = (combination.len(), combination.len() - 1);
    let mut pulls = DMatrix::zeros(columns, whole.ncols());
    let mut information = Vec::with_capacity(whole.ncols());
    for (whole, mut pull) in whole.column_iter().zip(pulls.column_iter_mut()) {
        let matrix = packed::unpack(whole.as_slice(), width);
        pull.copy_from(&(&matrix * combination).rows(0, columns));
        information.push(matrix.view((0, 0), (columns, columns)).into_owned());
    }
    (information, pulls)
}

/// `tr(C AₖC Aₗ)`.
fn crossed(covariance: &DMatrix<f64>, information: &[DMatrix<f64>], columns: usize) -> DMatrix<f64> {
    let (elements, count) = (columns * columns, information.len());
    let (mut products, mut transposes) = (DMatrix::zeros(elements, count), DMatrix::zeros(elements, count));
    for (k, matrix) in information.iter().enumerate() {
        let product = covariance * matrix;
        products.column_mut(k).copy_from_slice(product.as_slice());
        transposes.column_mut(k).copy_from_slice(product.transpose().as_slice());
    }
    products.transpose() * transposes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::mixed::Basis;
    use crate::stats::mmrm::VisitEffects;

    /// Forty subjects, some without the second or the last of three visits.
    fn patterns(effects: VisitEffects) -> Patterns {
        let is_there = |subject: usize, visit: usize| !(subject + 2).is_multiple_of(3 + visit) || visit == 0;
        let rows = || (0..40).flat_map(|subject| (0..3).map(move |visit| (subject, visit)));
        let (subject, visit): (Vec<usize>, Vec<usize>) = rows().filter(|row| is_there(row.0, row.1)).unzip();
        let value =
            |row: usize| ((subject[row] * 37) % 11 + (subject[row] * 17 + visit[row] * 29) % 7) as f64;
        let response: Vec<f64> = (0..subject.len()).map(value).collect();
        let design =
            DMatrix::from_fn(subject.len(), 2, |row, column| [1.0, (subject[row] % 5) as f64][column]);
        let basis = match effects {
            VisitEffects::Shared => Basis::new(&design, &response),
            VisitEffects::Separate => Basis::by_group(&design, &response, &visit, 3),
        };
        Patterns::new(&basis.unwrap(), effects, (&subject, &visit), 3).unwrap()
    }

    #[test]
    fn derivatives_are_those_of_small_differences() {
        const STEP: f64 = 1e-5;
        let at = DVector::from_vec(vec![1.1, 0.3, 0.9, 0.2, 0.4, 1.3]);
        for effects in [VisitEffects::Shared, VisitEffects::Separate] {
            let patterns = patterns(effects);
            for estimation in [Estimation::Reml, Estimation::MaximumLikelihood] {
                let covariance = Covariance::Unstructured;
                let likelihood = Likelihood { patterns: &patterns, covariance, estimation };
                let found = likelihood.derivatives(&at).unwrap().expansion;
                for k in 0..at.len() {
                    let moved = |step: f64| {
                        let mut moved = at.clone();
                        moved[k] += step;
                        moved
                    };
                    let [up, down] = [STEP, -STEP].map(|step| likelihood.value(&moved(step)).unwrap());
                    assert!(((up - down) / (2.0 * STEP) - found.gradient[k]).abs() < 1e-5, "{effects:?} {k}");
                    let [up, down] = [STEP, -STEP]
                        .map(|step| likelihood.derivatives(&moved(step)).unwrap().expansion.gradient);
                    let change = (up - down) / (2.0 * STEP);
                    assert!(
                        (change - found.hessian.column(k)).amax() < 1e-5,
                        "{effects:?} {estimation:?} {k}"
                    );
                }
            }
        }
    }
}
