//! What the derivatives of the likelihood need of all patterns.
//!
//! With `Dₖ` the derivative of the covariance by a parameter, `W` the inverse of a pattern's covariance and `S_ab` the
//! products of the rows at visits `a` and `b` summed over its subjects, nothing else is needed, since sums may be taken in
//! any order:
//!
//! - `W` is one for all subjects of a pattern, so that `Σ Wee′W = W(Σ ee′)W`, and the elements of `Σ ee′` are sums of
//!   elements of `S_ab`;
//! - `tr(DₖE DₗW)` is the sum of `Dₖ[a,b] E[b,c] Dₗ[c,d] W[d,a]`, so that all patterns together need the sums of
//!   `E[b,c] W[d,a]` alone, one product of matrices;
//! - `X′WDₖWX` is the sum of `W[a,c] Dₖ[c,d] W[d,b] S_ab`, so that all patterns together need the sums of
//!   `W[a,c] W[d,b] S_ab`, a product of matrices for every two visits.

use nalgebra::{DMatrix, DVector};

use super::packed;
use super::patterns::{Batch, Pattern};
use super::products::Layout;

/// Sums over the patterns, `W` the inverse of a pattern's covariance, `R = Σ ee′` its residuals and
/// `P = Σ XCX′` what the estimation of the effects takes from them.
pub(super) struct Sums {
    /// `⟨·, Z′·Z⟩` for `R` and for `P`.
    functionals: [DVector<f64>; 2],
    /// `nW − WRW − WPW`, the derivative of `−2 log L` by the covariance element by element.
    pub slope: DMatrix<f64>,
    /// Products of the elements of `WRW`, a row each, and of `W`.
    pub residuals: DMatrix<f64>,
    /// The same of `2WPW − nW`.
    pub rest: DMatrix<f64>,
    /// For each pair of visits `a, b` the sums of `(W_ca W_db + W_da W_cb) S_ab`: a row for each element of the
    /// products `S_ab` of the rows at `a` and `b`, a column for each pair `c, d`.
    transformed: Vec<DMatrix<f64>>,
}

impl Sums {
    /// For residuals `z·combination` and a covariance of the effects.
    pub fn new(combination: &DVector<f64>, spread: &DMatrix<f64>, layout: &Layout) -> Self {
        let pairs = layout.pairs.len();
        let residual = packed::functional(&(combination * combination.transpose()));
        Self {
            functionals: [residual, packed::functional(spread)],
            slope: DMatrix::zeros(layout.visits, layout.visits),
            residuals: DMatrix::zeros(pairs, pairs),
            rest: DMatrix::zeros(pairs, pairs),
            transformed: layout.pairs.iter().map(|pair| DMatrix::zeros(pair.places.len(), pairs)).collect(),
        }
    }

    /// Adds the patterns of a batch, whose inverses are packed matrices, a column each.
    pub fn add(&mut self, batch: &Batch, patterns: &[Pattern], inverse: &DMatrix<f64>, layout: &Layout) {
        let moments = batch.moments(&self.functionals, layout);
        let [residual, projected] = sandwiched(inverse, &moments, layout.visits);
        let mut counted = inverse.clone();
        for (column, pattern) in counted.as_mut_slice().chunks_exact_mut(inverse.nrows()).zip(patterns) {
            for value in column {
                *value *= pattern.subjects();
            }
        }
        let slope = (&counted - &residual - &projected).column_sum();
        self.slope += packed::unpack(slope.as_slice(), layout.visits);
        let rest = projected * 2.0 - counted;
        let by_pair = inverse.transpose();
        self.residuals.gemm(1.0, &residual, &by_pair, 1.0);
        self.rest.gemm(1.0, &rest, &by_pair, 1.0);
        self.transform(batch, &by_pair, layout);
    }

    fn transform(&mut self, batch: &Batch, inverse: &DMatrix<f64>, layout: &Layout) {
        let mut weights = DMatrix::zeros(batch.size(), layout.pairs.len());
        for (pair, transformed) in layout.pairs.iter().zip(&mut self.transformed) {
            multiply(&mut weights, inverse, (pair.a, pair.b), layout.visits);
            transformed.gemm(1.0, &batch.of(std::slice::from_ref(pair)), &weights, 1.0);
        }
    }

    /// `Z′WDWZ` summed over all subjects for packed matrices `D`, a column each: packed, a column each.
    pub fn whole(&self, slopes: &DMatrix<f64>, layout: &Layout) -> DMatrix<f64> {
        let mut sums = DMatrix::zeros(packed::length(layout.width), layout.pairs.len());
        for (pair, transformed) in layout.pairs.iter().zip(&self.transformed) {
            for (other, (mut sums, own)) in
                layout.pairs.iter().zip(sums.column_iter_mut().zip(transformed.column_iter()))
            {
                let times = 0.5 * pair.times() * other.times();
                pair.places.iter().zip(&own).for_each(|(place, value)| sums[*place] += times * value);
            }
        }
        sums * slopes
    }
}

/// `WMW` for symmetric matrices `M` of each pattern, all packed in the column of the pattern.
pub(super) fn sandwiched<const N: usize>(
    inverse: &DMatrix<f64>,
    middles: &[DMatrix<f64>; N],
    visits: usize,
) -> [DMatrix<f64>; N] {
    let length = packed::length(visits);
    let mut results = [(); N].map(|()| DMatrix::zeros(length, inverse.ncols()));
    for (pattern, inverse) in inverse.as_slice().chunks_exact(length).enumerate() {
        let weights = packed::unpack(inverse, visits);
        let own = pattern * length..(pattern + 1) * length;
        for (middle, result) in middles.iter().zip(&mut results) {
            let product = &weights * packed::unpack(&middle.as_slice()[own.clone()], visits) * &weights;
            packed::pack(&product, &mut result.as_mut_slice()[own.clone()]);
        }
    }
    results
}

/// `W_ca W_db + W_da W_cb` for every pair `c, d`, a column each, of weights of a pattern in each row.
fn multiply(to: &mut DMatrix<f64>, inverse: &DMatrix<f64>, (a, b): (usize, usize), visits: usize) {
    let size = inverse.nrows();
    let of = |a: usize, b: usize| {
        let start = packed::place(a, b) * size;
        &inverse.as_slice()[start..start + size]
    };
    for ((c, d), to) in packed::pairs(visits).zip(to.as_mut_slice().chunks_exact_mut(size)) {
        let (ca, db, da, cb) = (of(c, a), of(d, b), of(d, a), of(c, b));
        for (row, to) in to.iter_mut().enumerate() {
            *to = ca[row] * db[row] + da[row] * cb[row];
        }
    }
}
