//! Sums over blocks of any number of terms, with matrices for each block.

use libm::log;
use nalgebra::{Cholesky, DMatrix, DVector};

use super::Estimation;
use super::blocks::{Block, Blocks};
use super::parts::{Effects, Modes, Parts, Residuals, Sums};
use super::random::Direction;

/// A block weighted by `H = (I + ZGZ′)⁻¹`.
struct Weighted {
    /// `Λ(I + Λ′Z′ZΛ)⁻¹Λ′`, which times the residual variance is the conditional covariance of the effects.
    conditional: DMatrix<f64>,
    /// `Z′HZ`.
    random: DMatrix<f64>,
    /// `Z′H(X, y)`.
    mixed: DMatrix<f64>,
    log_determinant: f64,
}

impl Parts for Blocks {
    fn observations(&self) -> usize {
        self.observations
    }

    fn columns(&self) -> usize {
        self.width() - 1
    }

    fn effects(&self, factors: &[DMatrix<f64>]) -> Option<Effects> {
        let mut products = self.fixed.clone();
        let mut log_determinant = 0.0;
        for block in &self.each {
            let weighted = block.weighted(factors)?;
            products -= block.mixed.tr_mul(&(&weighted.conditional * &block.mixed));
            log_determinant += weighted.log_determinant;
        }
        Effects::new(&products, log_determinant).filter(Effects::has_residuals)
    }

    fn sums(&self, factors: &[DMatrix<f64>], directions: &[Direction], at: Residuals<'_>) -> Option<Sums> {
        let mut sums = Sums::new(directions.len(), at.effects.estimate.len(), &self.sizes);
        for block in &self.each {
            let weighted = block.weighted(factors)?;
            sums.add(&weighted, &self.expanded(block, directions), at);
            let slope = weighted.slope(at);
            for (term, sum) in sums.slopes.iter_mut().enumerate() {
                *sum += block.collected(&slope, term, &self.sizes);
            }
        }
        Some(sums)
    }

    fn curved_information(
        &self,
        factors: &[DMatrix<f64>],
        directions: &[Direction],
        covariance: &DMatrix<f64>,
    ) -> Option<DMatrix<f64>> {
        let columns = self.width() - 1;
        let mut sum = DMatrix::zeros(columns, columns);
        for block in &self.each {
            let weighted = block.weighted(factors)?;
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
        Some((&sum + sum.transpose()) * 0.5)
    }

    fn modes(&self, factors: &[DMatrix<f64>], effects: &Effects) -> Option<Modes> {
        let zeros = || -> Vec<DMatrix<f64>> {
            self.levels.iter().zip(&self.sizes).map(|(&levels, &size)| DMatrix::zeros(levels, size)).collect()
        };
        let (mut modes, mut variances) = (zeros(), zeros());
        let relative: Vec<DMatrix<f64>> = factors.iter().map(|factor| factor * factor.transpose()).collect();
        for block in &self.each {
            let weighted = block.weighted(factors)?;
            let own = block.expanded(&relative) * weighted.residual(effects);
            self.place(block, &own, &mut modes);
            self.place(block, &weighted.conditional.diagonal(), &mut variances);
        }
        Some((modes, variances))
    }
}

impl Blocks {
    /// The directions in a block.
    fn expanded(&self, block: &Block, directions: &[Direction]) -> Vec<DMatrix<f64>> {
        let of = |direction: &Direction| {
            let mut changes: Vec<DMatrix<f64>> =
                self.sizes.iter().map(|&size| DMatrix::zeros(size, size)).collect();
            changes[direction.term].copy_from(&direction.change);
            block.expanded(&changes)
        };
        directions.iter().map(of).collect()
    }

    /// Puts the effects of a block where their terms and levels have them.
    fn place(&self, block: &Block, own: &DVector<f64>, whole: &mut [DMatrix<f64>]) {
        let mut start = 0;
        for &(term, level) in &block.members {
            for effect in 0..self.sizes[term] {
                whole[term][(level, effect)] = own[start + effect];
            }
            start += self.sizes[term];
        }
    }
}

impl Block {
    fn weighted(&self, factors: &[DMatrix<f64>]) -> Option<Weighted> {
        let factor = self.expanded(factors);
        let inner = factor.tr_mul(&self.random) * &factor + DMatrix::identity(factor.nrows(), factor.nrows());
        let inner = Cholesky::new(inner)?;
        let log_determinant = 2.0 * inner.l_dirty().diagonal().iter().map(|value| log(*value)).sum::<f64>();
        let conditional = &factor * inner.solve(&factor.transpose());
        let shrink = &self.random * &conditional;
        let random = &self.random - &shrink * &self.random;
        let mixed = &self.mixed - &shrink * &self.mixed;
        log_determinant.is_finite().then_some(Weighted { conditional, random, mixed, log_determinant })
    }
}

impl Weighted {
    /// `Z′He`.
    fn residual(&self, effects: &Effects) -> DVector<f64> {
        let columns = effects.estimate.len();
        self.mixed.column(columns) - self.mixed.columns(0, columns) * &effects.estimate
    }

    /// `Z′HXCX′HZ`.
    fn spread(&self, effects: &Effects) -> DMatrix<f64> {
        let fixed = self.mixed.columns(0, effects.estimate.len());
        fixed * &effects.covariance * fixed.transpose()
    }

    fn slope(&self, at: Residuals<'_>) -> DMatrix<f64> {
        let residual = self.residual(at.effects);
        let slope = &self.random - &residual * residual.transpose() / at.variance;
        match at.estimation {
            Estimation::Reml => slope - self.spread(at.effects),
            Estimation::MaximumLikelihood => slope,
        }
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

    fn add(&mut self, weighted: &Weighted, own: &[DMatrix<f64>], at: Residuals<'_>) {
        let fixed = weighted.mixed.columns(0, at.effects.estimate.len()).into_owned();
        let (residual, spread) = (weighted.residual(at.effects), weighted.spread(at.effects));
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
    }
}
