//! Cronbach's alpha of the items of a scale.

use libm::sqrt;

use super::shape;
use crate::domain::Interval;
use crate::stats::distribution::FisherF;
use crate::stats::{Confidence, Undefined};

/// Cronbach's alpha, in the words of `psych::alpha` of R.
#[derive(Debug, Clone, PartialEq)]
pub struct CronbachAlpha {
    /// From the covariances of the items.
    pub raw: f64,
    /// From their correlations.
    pub standardised: f64,
    /// Mean correlation of two items.
    pub average_correlation: f64,
    /// Feldt's interval of the raw alpha.
    pub conf_int: Interval,
    /// Number of complete people.
    pub n: usize,
    /// What is left without each item, in the order of the items.
    pub without_item: Vec<WithoutItem>,
}

/// A scale without one of its items.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WithoutItem {
    /// Raw alpha of the others; `None` when only one is left, or they do not vary together.
    pub raw: Option<f64>,
    /// Standardised alpha of the others.
    pub standardised: Option<f64>,
    /// Correlation of the item with the sum of the others (`r.drop`); `None` when that does not vary.
    pub item_rest_correlation: Option<f64>,
}

/// Cronbach's alpha of complete answers: a row a person, a column an item, all items in one direction.
///
/// `k/(k − 1) · (1 − Σ item variances / variance of the sum)`; the interval assumes that items are parallel and errors
/// normal. Source: Cronbach, Psychometrika 1951;16:297; Feldt, Psychometrika 1965;30:357.
///
/// # Errors
/// [`Undefined::TooFewValues`] for one person, [`Undefined::WrongShape`] for one item or rows of unlike lengths,
/// [`Undefined::NoSpread`] when an item or the sum does not vary.
pub fn cronbach_alpha(answers: &[Vec<f64>], confidence: Confidence) -> Result<CronbachAlpha, Undefined> {
    let (n, k) = shape(answers)?;
    let items = Items { covariances: covariances(answers, n, k) };
    if items.covariances.iter().enumerate().any(|(i, row)| row[i] <= 0.0) {
        return Err(Undefined::NoSpread);
    }
    let all: Vec<usize> = (0..k).collect();
    let raw = items.raw(&all).ok_or(Undefined::NoSpread)?;
    let average_correlation = items.average_correlation(&all);
    let without = |item: usize| {
        let others: Vec<usize> = all.iter().copied().filter(|&other| other != item).collect();
        WithoutItem {
            raw: items.raw(&others),
            standardised: items.standardised(&others),
            item_rest_correlation: items.item_rest_correlation(item, &others),
        }
    };
    let (df1, tail) = (n as f64 - 1.0, 0.5 * (1.0 - confidence.level()));
    let f = FisherF::new(df1, df1 * (k as f64 - 1.0)).ok_or(Undefined::OutOfRange)?;
    let limit = |quantile: Option<f64>| quantile.map(|quantile| 1.0 - (1.0 - raw) * quantile);
    let limits = limit(f.upper_quantile(tail)).zip(limit(f.quantile(tail)));
    Ok(CronbachAlpha {
        raw,
        standardised: items.standardised(&all).ok_or(Undefined::NoSpread)?,
        average_correlation,
        conf_int: limits.and_then(|(low, high)| Interval::new(low, high)).ok_or(Undefined::OutOfRange)?,
        n,
        without_item: all.iter().map(|&item| without(item)).collect(),
    })
}

/// Covariances of the items.
fn covariances(answers: &[Vec<f64>], n: usize, k: usize) -> Vec<Vec<f64>> {
    let mean = |j: usize| answers.iter().map(|row| row[j]).sum::<f64>() / n as f64;
    let means: Vec<f64> = (0..k).map(mean).collect();
    let covariance = |i: usize, j: usize| {
        let products = answers.iter().map(|row| (row[i] - means[i]) * (row[j] - means[j]));
        products.sum::<f64>() / (n as f64 - 1.0)
    };
    (0..k).map(|i| (0..k).map(|j| covariance(i, j)).collect()).collect()
}

struct Items {
    covariances: Vec<Vec<f64>>,
}

impl Items {
    /// Variance of the sum of these items.
    fn variance_of_sum(&self, items: &[usize]) -> f64 {
        items.iter().map(|&i| items.iter().map(|&j| self.covariances[i][j]).sum::<f64>()).sum()
    }

    fn raw(&self, items: &[usize]) -> Option<f64> {
        let k = items.len() as f64;
        let trace: f64 = items.iter().map(|&i| self.covariances[i][i]).sum();
        let sum = self.variance_of_sum(items);
        // A sum of opposite items leaves nothing but rounding.
        (k > 1.0 && sum > 1e-14 * trace).then(|| k / (k - 1.0) * (1.0 - trace / sum))
    }

    fn standardised(&self, items: &[usize]) -> Option<f64> {
        let k = items.len() as f64;
        let average = self.average_correlation(items);
        let divisor = 1.0 + (k - 1.0) * average;
        (k > 1.0 && divisor > 1e-14).then(|| k * average / divisor)
    }

    fn average_correlation(&self, items: &[usize]) -> f64 {
        let correlation = |i: usize, j: usize| {
            self.covariances[i][j] / (sqrt(self.covariances[i][i]) * sqrt(self.covariances[j][j]))
        };
        let pairs = items.iter().flat_map(|&i| items.iter().filter(move |&&j| j > i).map(move |&j| (i, j)));
        let k = items.len() as f64;
        pairs.map(|(i, j)| correlation(i, j)).sum::<f64>() / (0.5 * k * (k - 1.0)).max(1.0)
    }

    fn item_rest_correlation(&self, item: usize, others: &[usize]) -> Option<f64> {
        let together: f64 = others.iter().map(|&other| self.covariances[item][other]).sum();
        let (own, rest) = (self.covariances[item][item], self.variance_of_sum(others));
        (rest > 0.0).then(|| (together / (sqrt(own) * sqrt(rest))).clamp(-1.0, 1.0))
    }
}
