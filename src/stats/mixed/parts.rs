//! What a likelihood asks of the values: sums over parts that share no random effect.

use std::fmt::Debug;

use libm::log;
use nalgebra::{Cholesky, DMatrix, DVector};

use super::Estimation;
use super::random::Direction;

/// Values in parts that share no random effect. `H = (I + ZGZ′)⁻¹` with `G = ΛΛ′` of each term.
pub(super) trait Parts: Debug {
    /// Number of values.
    fn observations(&self) -> usize;

    /// Number of columns of the design.
    fn columns(&self) -> usize;

    /// The best fixed effects; `None` where they cannot be computed.
    fn effects(&self, factors: &[DMatrix<f64>]) -> Option<Effects>;

    /// The sums along directions.
    fn sums(&self, factors: &[DMatrix<f64>], directions: &[Direction], at: Residuals<'_>) -> Option<Sums>;

    /// `Σ wₖₗ X′H DₖH DₗHX`.
    fn curved_information(
        &self,
        factors: &[DMatrix<f64>],
        directions: &[Direction],
        covariance: &DMatrix<f64>,
    ) -> Option<DMatrix<f64>>;

    /// The random effects of each term, a row for each level, and their conditional variances over the residual variance.
    fn modes(&self, factors: &[DMatrix<f64>], effects: &Effects) -> Option<Modes>;
}

/// Random effects of each term, and their variances.
pub(super) type Modes = (Vec<DMatrix<f64>>, Vec<DMatrix<f64>>);

/// Where sums are taken.
#[derive(Debug, Clone, Copy)]
pub(super) struct Residuals<'a> {
    pub effects: &'a Effects,
    /// The residual variance.
    pub variance: f64,
    pub estimation: Estimation,
}

/// The best fixed effects for a covariance, whose inverse is `H` (in units of the residual variance where that is apart).
#[derive(Debug, Clone)]
pub(in crate::stats) struct Effects {
    /// `(X′HX)⁻¹X′Hy`.
    pub estimate: DVector<f64>,
    /// `(X′HX)⁻¹`.
    pub covariance: DMatrix<f64>,
    /// `(y − Xβ)′H(y − Xβ)`.
    pub squares: f64,
    /// `log |X′HX|`.
    pub log_information: f64,
    /// `−log |H|`.
    pub log_determinant: f64,
}

impl Effects {
    /// From `(X, y)′H(X, y)` and `−log |H|`; `None` unless `X′HX` is positive definite and all are finite.
    pub(in crate::stats) fn new(products: &DMatrix<f64>, log_determinant: f64) -> Option<Self> {
        let columns = products.nrows() - 1;
        let factor = Cholesky::new(products.view((0, 0), (columns, columns)).into_owned())?;
        let right = products.view((0, columns), (columns, 1)).column(0).into_owned();
        let estimate = factor.solve(&right);
        let squares = products[(columns, columns)] - right.dot(&estimate);
        let log_information = 2.0 * factor.l_dirty().diagonal().iter().map(|value| log(*value)).sum::<f64>();
        let is_finite = squares.is_finite() && log_information.is_finite() && log_determinant.is_finite();
        let covariance = factor.inverse();
        is_finite.then_some(Self { estimate, covariance, squares, log_information, log_determinant })
    }

    /// Whether anything is left over, of which a residual variance can be told.
    pub(super) fn has_residuals(&self) -> bool {
        self.squares > 0.0
    }
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

impl Sums {
    /// `tr(C AₖC Aₗ)`.
    pub(super) fn crossed(&self, covariance: &DMatrix<f64>) -> DMatrix<f64> {
        let products: Vec<DMatrix<f64>> = self.information.iter().map(|matrix| covariance * matrix).collect();
        DMatrix::from_fn(products.len(), products.len(), |k, l| products[k].dot(&products[l].transpose()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn effects(squares: f64, log_determinant: f64) -> Option<Effects> {
        Effects::new(&DMatrix::from_row_slice(2, 2, &[1.0, 0.0, 0.0, squares]), log_determinant)
    }

    #[test]
    fn sums_that_are_not_finite_have_no_effects() {
        assert!(effects(2.0, 0.0).is_some_and(|effects| effects.has_residuals()));
        assert!(effects(f64::INFINITY, 0.0).is_none());
        assert!(effects(2.0, f64::INFINITY).is_none());
    }

    #[test]
    fn nothing_left_over_is_no_residual() {
        assert!(effects(0.0, 0.0).is_some_and(|effects| !effects.has_residuals()));
    }
}
