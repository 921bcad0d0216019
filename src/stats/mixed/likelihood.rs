//! The likelihood of a linear mixed model and its derivatives.

use std::f64::consts::PI;

use libm::{exp, log};
use nalgebra::{Cholesky, DMatrix, DVector};

use super::blocks::{Block, Blocks};
use super::random::{self, Direction, RandomEffects};
use super::{Estimation, Expansion, Objective};

/// `−2 log L` as a function of the terms' relative covariance factors and, last, the logarithm of the residual variance.
#[derive(Debug)]
pub(super) struct Likelihood<'a> {
    pub blocks: &'a Blocks,
    pub terms: &'a [RandomEffects],
    pub estimation: Estimation,
}

/// A block weighted by `H = (I + ZGZ′)⁻¹`.
pub(super) struct Weighted {
    /// `Λ(I + Λ′Z′ZΛ)⁻¹Λ′`, which times the residual variance is the conditional covariance of the effects.
    pub conditional: DMatrix<f64>,
    /// `Z′HZ`.
    pub random: DMatrix<f64>,
    /// `Z′H(X, y)`.
    pub mixed: DMatrix<f64>,
    log_determinant: f64,
}

/// The best fixed effects for a covariance.
#[derive(Debug, Clone)]
pub(super) struct Effects {
    pub estimate: DVector<f64>,
    /// `(X′HX)⁻¹`.
    pub covariance: DMatrix<f64>,
    pub squares: f64,
    pub log_information: f64,
    pub log_determinant: f64,
}

/// Sums along directions of the relative covariance, `Dₖ = ZĠₖZ′`.
pub(super) struct Sums {
    /// `tr(H Dₖ)`.
    pub trace: DVector<f64>,
    /// `e′H DₖHe`.
    pub residual: DVector<f64>,
    /// `tr(H DₖH Dₗ)`.
    pub traces: DMatrix<f64>,
    /// `e′H DₖH DₗHe`.
    pub residuals: DMatrix<f64>,
    /// `tr(C X′H DₖH DₗHX)`.
    pub projections: DMatrix<f64>,
    /// `X′H DₖHX`.
    pub information: Vec<DMatrix<f64>>,
    /// `X′H DₖHe`, a column each.
    pub pulls: DMatrix<f64>,
    /// `Σ (Z′HZ − Z′H(ee′/σ² + XCX′)HZ)` over the levels of each term.
    pub slopes: Vec<DMatrix<f64>>,
}

impl Likelihood<'_> {
    /// Effects of a level of each term.
    fn sizes(&self) -> Vec<usize> {
        self.terms.iter().map(RandomEffects::effects).collect()
    }

    pub fn weighted(&self, at: &DVector<f64>) -> Option<Vec<Weighted>> {
        let factors = random::factors(self.terms, at);
        let weigh = |block: &Block| {
            let factor = block.expanded(&factors);
            let inner =
                factor.tr_mul(&block.random) * &factor + DMatrix::identity(factor.nrows(), factor.nrows());
            let inner = Cholesky::new(inner)?;
            let log_determinant =
                2.0 * inner.l_dirty().diagonal().iter().map(|value| log(*value)).sum::<f64>();
            let conditional = &factor * inner.solve(&factor.transpose());
            let shrink = &block.random * &conditional;
            let random = &block.random - &shrink * &block.random;
            let mixed = &block.mixed - &shrink * &block.mixed;
            log_determinant.is_finite().then_some(Weighted { conditional, random, mixed, log_determinant })
        };
        self.blocks.each.iter().map(weigh).collect()
    }

    pub fn effects(&self, weighted: &[Weighted]) -> Option<Effects> {
        let mut products = self.blocks.fixed.clone();
        let mut log_determinant = 0.0;
        for (block, weighted) in self.blocks.each.iter().zip(weighted) {
            products -= block.mixed.tr_mul(&(&weighted.conditional * &block.mixed));
            log_determinant += weighted.log_determinant;
        }
        let columns = products.nrows() - 1;
        let factor = Cholesky::new(products.view((0, 0), (columns, columns)).into_owned())?;
        let right = products.view((0, columns), (columns, 1)).column(0).into_owned();
        let estimate = factor.solve(&right);
        let squares = products[(columns, columns)] - right.dot(&estimate);
        let log_information = 2.0 * factor.l_dirty().diagonal().iter().map(|value| log(*value)).sum::<f64>();
        let is_finite = squares > 0.0 && squares.is_finite() && log_information.is_finite();
        is_finite.then(|| Effects {
            covariance: factor.inverse(),
            estimate,
            squares,
            log_information,
            log_determinant,
        })
    }

    /// Number of values, less the fixed effects for REML.
    pub fn freedom(&self) -> f64 {
        let fixed = self.blocks.width() - 1;
        let count = match self.estimation {
            Estimation::Reml => self.blocks.observations - fixed,
            Estimation::MaximumLikelihood => self.blocks.observations,
        };
        count as f64
    }

    /// The sums along directions at a residual variance.
    pub fn sums(
        &self,
        weighted: &[Weighted],
        effects: &Effects,
        directions: &[Direction],
        variance: f64,
    ) -> Sums {
        let mut sums = Sums::new(directions.len(), effects.estimate.len(), &self.sizes());
        for (block, weighted) in self.blocks.each.iter().zip(weighted) {
            sums.add(block, weighted, effects, directions, (self, variance));
        }
        sums
    }

    /// `Σ wₖₗ X′H DₖH DₗHX`.
    pub fn curved_information(
        &self,
        weighted: &[Weighted],
        directions: &[Direction],
        covariance: &DMatrix<f64>,
    ) -> DMatrix<f64> {
        let columns = self.blocks.width() - 1;
        let mut sum = DMatrix::zeros(columns, columns);
        for (block, weighted) in self.blocks.each.iter().zip(weighted) {
            let fixed = weighted.mixed.columns(0, columns).into_owned();
            let own = self.expanded(block, directions);
            let moved: Vec<DMatrix<f64>> = own.iter().map(|change| change * &fixed).collect();
            for (k, first) in moved.iter().enumerate() {
                let mut mixture = DMatrix::zeros(fixed.nrows(), columns);
                for (l, second) in moved.iter().enumerate() {
                    mixture += second * covariance[(k, l)];
                }
                sum += first.tr_mul(&(&weighted.random * mixture));
            }
        }
        (&sum + sum.transpose()) * 0.5
    }

    /// The directions in a block.
    fn expanded(&self, block: &Block, directions: &[Direction]) -> Vec<DMatrix<f64>> {
        let sizes = self.sizes();
        let of = |direction: &Direction| {
            let mut changes: Vec<DMatrix<f64>> =
                sizes.iter().map(|&size| DMatrix::zeros(size, size)).collect();
            changes[direction.term].copy_from(&direction.change);
            block.expanded(&changes)
        };
        directions.iter().map(of).collect()
    }
}

impl Sums {
    fn new(directions: usize, columns: usize, sizes: &[usize]) -> Self {
        let square = || DMatrix::zeros(directions, directions);
        Self {
            trace: DVector::zeros(directions),
            residual: DVector::zeros(directions),
            traces: square(),
            residuals: square(),
            projections: square(),
            information: vec![DMatrix::zeros(columns, columns); directions],
            pulls: DMatrix::zeros(columns, directions),
            slopes: sizes.iter().map(|&size| DMatrix::zeros(size, size)).collect(),
        }
    }

    fn add(
        &mut self,
        block: &Block,
        weighted: &Weighted,
        effects: &Effects,
        directions: &[Direction],
        (likelihood, variance): (&Likelihood<'_>, f64),
    ) {
        let columns = effects.estimate.len();
        let fixed = weighted.mixed.columns(0, columns).into_owned();
        let residual = weighted.mixed.column(columns) - &fixed * &effects.estimate;
        let spread = &fixed * &effects.covariance * fixed.transpose();
        let own = likelihood.expanded(block, directions);
        let through: Vec<DMatrix<f64>> = own.iter().map(|change| change * &weighted.random).collect();
        let moved: Vec<DVector<f64>> = own.iter().map(|change| change * &residual).collect();
        for (k, change) in own.iter().enumerate() {
            self.trace[k] += through[k].trace();
            self.residual[k] += moved[k].dot(&residual);
            self.information[k] += fixed.tr_mul(&(change * &fixed));
            let mut pull = self.pulls.column_mut(k);
            pull += fixed.tr_mul(&moved[k]);
            for l in 0..own.len() {
                self.traces[(k, l)] += through[k].dot(&through[l].transpose());
                self.residuals[(k, l)] += moved[k].dot(&(&weighted.random * &moved[l]));
                self.projections[(k, l)] += (&through[k] * &own[l]).dot(&spread);
            }
        }
        let mut slope = &weighted.random - &residual * residual.transpose() / variance;
        if likelihood.estimation == Estimation::Reml {
            slope -= spread;
        }
        let sizes = likelihood.sizes();
        for (term, sum) in self.slopes.iter_mut().enumerate() {
            *sum += block.collected(&slope, term, &sizes);
        }
    }

    /// `tr(C AₖC Aₗ)`.
    pub fn crossed(&self, covariance: &DMatrix<f64>) -> DMatrix<f64> {
        let products: Vec<DMatrix<f64>> = self.information.iter().map(|matrix| covariance * matrix).collect();
        DMatrix::from_fn(products.len(), products.len(), |k, l| products[k].dot(&products[l].transpose()))
    }
}

impl Objective for Likelihood<'_> {
    fn value(&self, at: &DVector<f64>) -> Option<f64> {
        let log_variance = at[at.len() - 1];
        let effects = self.effects(&self.weighted(at)?)?;
        let freedom = self.freedom();
        let information = match self.estimation {
            Estimation::Reml => effects.log_information,
            Estimation::MaximumLikelihood => 0.0,
        };
        let value = effects.log_determinant
            + information
            + freedom * (log(2.0 * PI) + log_variance)
            + effects.squares * exp(-log_variance);
        Some(value).filter(|value| value.is_finite())
    }

    fn expansion(&self, at: &DVector<f64>) -> Option<Expansion> {
        let count = at.len() - 1;
        let variance = exp(at[count]);
        let weighted = self.weighted(at)?;
        let effects = self.effects(&weighted)?;
        let factors = random::factors(self.terms, at);
        let directions = random::directions(self.terms, &factors);
        let sums = self.sums(&weighted, &effects, &directions, variance);
        let moved = sums.pulls.tr_mul(&(&effects.covariance * &sums.pulls));
        let inner = (&sums.residuals - moved) / variance;
        let mut hessian = &inner * 2.0 - &sums.traces;
        let mut gradient = &sums.trace - &sums.residual / variance;
        if self.estimation == Estimation::Reml {
            hessian += &sums.projections * 2.0 - sums.crossed(&effects.covariance);
            for (k, information) in sums.information.iter().enumerate() {
                gradient[k] -= effects.covariance.dot(information);
            }
        }
        let mut start = 0;
        for (term, slope) in self.terms.iter().zip(&sums.slopes) {
            let curvature = random::curvature(term, slope);
            let mut own = hessian.view_mut((start, start), curvature.shape());
            own += &curvature;
            start += curvature.nrows();
        }
        let side = &sums.residual / variance;
        let corner = effects.squares / variance;
        let gradient = gradient.push(self.freedom() - corner);
        Some(Expansion {
            gradient,
            hessian: bordered(&hessian, &side, corner),
            stand_in: bordered(&inner, &side, corner),
        })
    }
}

/// A symmetric matrix with one row and column more.
pub(super) fn bordered(matrix: &DMatrix<f64>, side: &DVector<f64>, corner: f64) -> DMatrix<f64> {
    let count = matrix.nrows();
    DMatrix::from_fn(count + 1, count + 1, |row, column| match (row < count, column < count) {
        (true, true) => 0.5 * (matrix[(row, column)] + matrix[(column, row)]),
        (true, false) => side[row],
        (false, true) => side[column],
        (false, false) => corner,
    })
}
