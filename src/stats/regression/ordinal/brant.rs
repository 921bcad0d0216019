//! Brant's test of proportional odds.

use nalgebra::{DMatrix, DVector};

use super::totals;
use crate::stats::model::Design;
use crate::stats::regression::glm::{Family, Glm, Link, glm};
use crate::stats::regression::ols::Rows;
use crate::stats::{ChiSquared, Undefined};

/// The result of the test.
#[derive(Debug, Clone, PartialEq)]
pub struct Brant {
    /// Wald's statistic of all coefficients being equal at every threshold.
    pub statistic: f64,
    /// Coefficients times thresholds less one.
    pub df: f64,
    /// Small where the odds are not proportional.
    pub p_value: f64,
    /// The same for each coefficient alone: statistic, degrees of freedom, p-value.
    pub coefficients: Vec<[f64; 3]>,
}

/// Whether the coefficients are the same at every threshold, from a logistic model of each.
///
/// Wald's test of equal coefficients of the models of `y > k`, whose estimates are correlated by their common rows. Source:
/// Brant, Biometrics 1990;46:1171; `brant::brant` of R.
///
/// # Errors
/// As [`ordinal`](super::ordinal), and [`Undefined::NoSpread`] with two levels only; [`Undefined::Separated`] when one of the models is.
pub fn brant_test(
    design: &Design,
    levels: &[usize],
    count: usize,
    weights: Option<&[f64]>,
) -> Result<Brant, Undefined> {
    if count < 3 {
        return Err(Undefined::NoSpread);
    }
    let weights = weights.map_or_else(|| vec![1.0; levels.len()], <[f64]>::to_vec);
    totals(levels, count, &weights, design.matrix.nrows())?;
    let models = (0..count - 1).map(|threshold| {
        let above: Vec<f64> = levels.iter().map(|&level| f64::from(u8::from(level > threshold))).collect();
        glm(design, &above, Rows { weights: Some(&weights), offset: None }, Family::Binomial, Link::Logit)
    });
    let models = models.collect::<Result<Vec<Glm>, _>>()?;
    let kept: Vec<usize> = (0..design.names.len()).filter(|&column| design.assign[column] > 0).collect();
    let estimates = models.iter().flat_map(|model| kept.iter().map(|&column| model.coefficients[column]));
    let estimates = DVector::from_iterator(models.len() * kept.len(), estimates);
    let covariance = joint_covariance(design, &models, &weights, &kept);
    let places: Vec<usize> = (0..kept.len()).collect();
    let [statistic, df, p_value] = wald(&estimates, &covariance, kept.len(), &places)?;
    let alone = places.iter().map(|&place| wald(&estimates, &covariance, kept.len(), &[place]));
    Ok(Brant { statistic, df, p_value, coefficients: alone.collect::<Result<_, _>>()? })
}

/// Of the kept coefficients of all models, one model after the other.
fn joint_covariance(design: &Design, models: &[Glm], weights: &[f64], kept: &[usize]) -> DMatrix<f64> {
    let p = kept.len();
    let mut covariance = DMatrix::zeros(models.len() * p, models.len() * p);
    for (j, lower) in models.iter().enumerate() {
        for (l, upper) in models.iter().enumerate().skip(j) {
            let block = block(design, lower, upper, weights);
            for (a, &first) in kept.iter().enumerate() {
                for (b, &second) in kept.iter().enumerate() {
                    covariance[(j * p + a, l * p + b)] = block[(first, second)];
                    covariance[(l * p + b, j * p + a)] = block[(first, second)];
                }
            }
        }
    }
    covariance
}

/// The covariance of the estimates of two models, by that of their indicators: `P(y > l) (1 − P(y > j))` for `j ≤ l`.
fn block(design: &Design, lower: &Glm, upper: &Glm, weights: &[f64]) -> DMatrix<f64> {
    let rows = lower.fitted.iter().zip(&upper.fitted).zip(weights);
    let shared: Vec<f64> = rows.map(|((lower, upper), weight)| weight * upper * (1.0 - lower)).collect();
    let (rows, columns) = design.matrix.shape();
    let scaled = DMatrix::from_fn(rows, columns, |i, k| design.matrix[(i, k)] * shared[i]);
    &lower.unscaled_covariance * (design.matrix.transpose() * scaled) * &upper.unscaled_covariance
}

/// Wald's test that these coefficients are those of the first threshold at all others.
fn wald(
    estimates: &DVector<f64>,
    covariance: &DMatrix<f64>,
    p: usize,
    places: &[usize],
) -> Result<[f64; 3], Undefined> {
    let thresholds = estimates.len() / p;
    let rows: Vec<(usize, usize)> = (1..thresholds)
        .flat_map(|threshold| places.iter().map(move |&place| (place, threshold * p + place)))
        .collect();
    let mut contrast = DMatrix::zeros(rows.len(), estimates.len());
    for (row, &(first, other)) in rows.iter().enumerate() {
        contrast[(row, first)] = 1.0;
        contrast[(row, other)] = -1.0;
    }
    let difference = &contrast * estimates;
    let variance = &contrast * covariance * contrast.transpose();
    let solved = variance.cholesky().ok_or(Undefined::Collinear)?.solve(&difference);
    let (statistic, df) = (difference.dot(&solved), rows.len() as f64);
    Ok([statistic, df, ChiSquared::new(df).ok_or(Undefined::TooFewValues)?.sf(statistic)])
}
