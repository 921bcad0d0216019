//! Covariance matrices that hold without equal variances or independence: the sandwich estimators.

use std::collections::BTreeMap;

use libm::pow;
use nalgebra::DMatrix;

use super::least_squares::weighted_products;
use super::{Glm, Ols};
use crate::stats::Undefined;

/// What a sandwich is made of: `bread · meat · bread`.
#[derive(Debug, Clone, PartialEq)]
pub struct Ingredients<'a> {
    /// `(X'WX)⁻¹`.
    pub bread: DMatrix<f64>,
    /// The columns of the model.
    pub design: &'a DMatrix<f64>,
    /// What multiplies a row of the design in its estimating function: weight times (working) residual.
    pub residuals: Vec<f64>,
    /// The diagonal of the hat matrix.
    pub leverages: Vec<f64>,
}

/// Covariance matrices robust to unequal variances: `meat = X' diag(ω) X` with these ω from residual `u` and
/// leverage `h`, where `δ` grows with `n h / p`.
///
/// Sources: White, Econometrica 1980;48:817 (HC0); `MacKinnon` & White, J Econom 1985;29:305 (HC1–HC3); Cribari-Neto,
/// Comput Stat Data Anal 2004;45:215 (HC4), 2007 (HC5), 2011 (`HC4m`); `sandwich::vcovHC` of R.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heteroscedastic {
    /// `u²`.
    Hc0,
    /// `u² n / (n − p)`.
    Hc1,
    /// `u² / (1 − h)`.
    Hc2,
    /// `u² / (1 − h)²`.
    Hc3,
    /// `u² / (1 − h)^δ`, `δ = min(4, n h / p)`.
    Hc4,
    /// `u² / (1 − h)^δ`, `δ = min(1, n h / p) + min(1.5, n h / p)`.
    Hc4m,
    /// `u² / √((1 − h)^δ)`, `δ = min(n h / p, max(4, 0.7 n h_max / p))`.
    Hc5,
}

/// Covariance matrices robust to dependence within clusters: `meat = Σ_g (X_g'u_g)(X_g'u_g)'` times a factor.
///
/// Source: Liang & Zeger, Biometrika 1986;73:13; Zeileis, Köll & Graham, J Stat Softw 2020;95(1); `sandwich::vcovCL`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clustered {
    /// Without a factor: `vcovCL(type = "HC0", cadjust = FALSE)`.
    Cr0,
    /// `G / (G − 1)`: `vcovCL(type = "HC0")`.
    Cr1,
    /// `G / (G − 1) · (n − 1) / (n − p)`: `vcovCL(type = "HC1")`, its default for linear models, and Stata's.
    Cr1s,
}

/// Whether a covariance matrix is multiplied by `n / (n − p)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SmallSample {
    /// As it is.
    Unadjusted,
    /// Times `n / (n − p)`.
    Adjusted,
}

impl<'a> Ingredients<'a> {
    /// Of a linear model.
    pub fn of_ols(model: &'a Ols) -> Self {
        let residuals =
            model.residuals.iter().zip(&model.weights).map(|(residual, weight)| residual * weight);
        Self {
            bread: model.unscaled_covariance.clone(),
            design: model.design(),
            residuals: residuals.collect(),
            leverages: model.leverages.clone(),
        }
    }

    /// Of a generalised linear model.
    pub fn of_glm(model: &'a Glm) -> Self {
        let working = model.working_residuals.iter().zip(&model.working_weights);
        Self {
            bread: model.unscaled_covariance.clone(),
            design: model.design(),
            residuals: working.map(|(residual, weight)| residual * weight).collect(),
            leverages: model.leverages(),
        }
    }

    /// The covariance matrix robust to unequal variances.
    ///
    /// # Errors
    /// [`Undefined::OutOfRange`] from HC2 on where a row has a leverage of 1, which no residual can tell about;
    /// [`Undefined::TooFewValues`] for HC1 without a residual degree of freedom.
    pub fn heteroscedastic(&self, kind: Heteroscedastic) -> Result<DMatrix<f64>, Undefined> {
        let (n, p) = (self.design.nrows() as f64, self.design.ncols() as f64);
        if kind == Heteroscedastic::Hc1 && n <= p {
            return Err(Undefined::TooFewValues);
        }
        let largest = self.leverages.iter().copied().fold(0.0, f64::max);
        let needs_leverage = !matches!(kind, Heteroscedastic::Hc0 | Heteroscedastic::Hc1);
        if needs_leverage && largest >= 1.0 - 1e-12 {
            return Err(Undefined::OutOfRange);
        }
        let omega = |(&residual, &leverage): (&f64, &f64)| {
            let (square, rest, relative) = (residual * residual, 1.0 - leverage, n * leverage / p);
            match kind {
                Heteroscedastic::Hc0 => square,
                Heteroscedastic::Hc1 => square * n / (n - p),
                Heteroscedastic::Hc2 => square / rest,
                Heteroscedastic::Hc3 => square / (rest * rest),
                Heteroscedastic::Hc4 => square / pow(rest, relative.min(4.0)),
                Heteroscedastic::Hc4m => square / pow(rest, relative.min(1.0) + relative.min(1.5)),
                Heteroscedastic::Hc5 => {
                    let most = (0.7 * n * largest / p).max(4.0);
                    square / pow(rest, 0.5 * relative.min(most))
                }
            }
        };
        let omegas: Vec<f64> = self.residuals.iter().zip(&self.leverages).map(omega).collect();
        let (meat, _) = weighted_products(self.design, &omegas, &omegas);
        Ok(self.between(&meat))
    }

    /// The covariance matrix robust to dependence within clusters; `clusters` names each row's.
    ///
    /// # Errors
    /// [`Undefined::WrongShape`] for another number of rows, [`Undefined::TooFewValues`] for one cluster with a factor, or
    /// no residual degree of freedom.
    pub fn clustered(&self, kind: Clustered, clusters: &[usize]) -> Result<DMatrix<f64>, Undefined> {
        let (n, p) = self.design.shape();
        if clusters.len() != n {
            return Err(Undefined::WrongShape);
        }
        let scores = self.by_cluster(clusters);
        let groups = scores.nrows() as f64;
        let (n, p) = (n as f64, p as f64);
        if (groups < 2.0 && kind != Clustered::Cr0) || (n <= p && kind == Clustered::Cr1s) {
            return Err(Undefined::TooFewValues);
        }
        let factor = match kind {
            Clustered::Cr0 => 1.0,
            Clustered::Cr1 => groups / (groups - 1.0),
            Clustered::Cr1s => groups / (groups - 1.0) * (n - 1.0) / (n - p),
        };
        Ok(self.between(&scores.tr_mul(&scores)) * factor)
    }

    /// The covariance matrix robust to dependence of rows up to `lag` apart, rows in the order of time: Bartlett weights
    /// `1 − l / (lag + 1)`.
    ///
    /// Source: Newey & West, Econometrica 1987;55:703; `sandwich::NeweyWest(prewhite = FALSE)` of R.
    ///
    /// # Errors
    /// [`Undefined::BadOption`] for a lag as long as the series, [`Undefined::TooFewValues`] when adjusted without a residual
    /// degree of freedom.
    pub fn newey_west(&self, lag: usize, adjustment: SmallSample) -> Result<DMatrix<f64>, Undefined> {
        let (n, p) = self.design.shape();
        if lag >= n {
            return Err(Undefined::BadOption);
        }
        let scores = DMatrix::from_fn(n, p, |i, j| self.design[(i, j)] * self.residuals[i]);
        let mut meat = scores.transpose() * &scores;
        for distance in 1..=lag {
            let later = scores.rows(distance, n - distance);
            let cross = later.transpose() * scores.rows(0, n - distance);
            let weight = 1.0 - distance as f64 / (lag as f64 + 1.0);
            meat += (&cross + cross.transpose()) * weight;
        }
        let factor = match adjustment {
            SmallSample::Unadjusted => 1.0,
            SmallSample::Adjusted if n > p => n as f64 / (n - p) as f64,
            SmallSample::Adjusted => return Err(Undefined::TooFewValues),
        };
        Ok(self.between(&meat) * factor)
    }

    /// `X_g'u_g` in a row for each cluster, in ascending order.
    fn by_cluster(&self, clusters: &[usize]) -> DMatrix<f64> {
        let mut places: BTreeMap<usize, usize> = clusters.iter().map(|&cluster| (cluster, 0)).collect();
        places.values_mut().enumerate().for_each(|(place, value)| *value = place);
        let place: Vec<usize> = clusters.iter().filter_map(|cluster| places.get(cluster).copied()).collect();
        let mut scores = DMatrix::zeros(places.len(), self.design.ncols());
        for (column, mut sums) in self.design.column_iter().zip(scores.column_iter_mut()) {
            for ((x, residual), &place) in column.iter().zip(&self.residuals).zip(&place) {
                sums[place] += x * residual;
            }
        }
        scores
    }

    fn between(&self, meat: &DMatrix<f64>) -> DMatrix<f64> {
        &self.bread * meat * &self.bread
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ingredients(design: &DMatrix<f64>, leverages: Vec<f64>) -> Ingredients<'_> {
        let (n, p) = design.shape();
        let residuals = (0..n).map(|row| if row == 0 { 1.0 } else { 0.0 }).collect();
        Ingredients { bread: DMatrix::identity(p, p), design, residuals, leverages }
    }

    #[test]
    fn what_needs_degrees_of_freedom_is_refused_without() {
        let design = DMatrix::identity(2, 2);
        let found = ingredients(&design, vec![0.5; 2]);
        assert_eq!(found.heteroscedastic(Heteroscedastic::Hc1), Err(Undefined::TooFewValues));
        assert!(found.heteroscedastic(Heteroscedastic::Hc0).is_ok());
        assert_eq!(found.clustered(Clustered::Cr1s, &[0, 1]), Err(Undefined::TooFewValues));
        assert_eq!(found.clustered(Clustered::Cr1, &[0, 0]), Err(Undefined::TooFewValues));
        assert!(found.clustered(Clustered::Cr1, &[0, 1]).is_ok());
        assert!(found.clustered(Clustered::Cr0, &[0, 0]).is_ok());
        assert_eq!(found.newey_west(2, SmallSample::Unadjusted), Err(Undefined::BadOption));
        assert_eq!(found.newey_west(1, SmallSample::Adjusted), Err(Undefined::TooFewValues));
        assert!(found.newey_west(1, SmallSample::Unadjusted).is_ok());
    }

    #[test]
    fn a_leverage_of_one_tells_of_no_variance() {
        let design = DMatrix::identity(2, 2);
        let found = ingredients(&design, vec![1.0, 0.5]).heteroscedastic(Heteroscedastic::Hc2);
        assert_eq!(found, Err(Undefined::OutOfRange));
    }

    /// By the definition: n h / p is 9, and the exponent half of the larger of 4 and 0.7 · 9.
    #[test]
    fn the_exponent_of_hc5_is_bounded_by_the_largest_leverage() {
        let design = DMatrix::from_fn(10, 1, |row, _| if row == 0 { 1.0 } else { 0.0 });
        let leverages = (0..10).map(|row| if row == 0 { 0.9 } else { 0.0 }).collect();
        let found = ingredients(&design, leverages).heteroscedastic(Heteroscedastic::Hc5).unwrap();
        assert!((found[(0, 0)] / pow(10.0, 3.15) - 1.0).abs() < 1e-12, "{found}");
    }
}
