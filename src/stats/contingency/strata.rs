//! The same table of two rows and two columns in several strata.

use libm::{exp, log};

use crate::domain::Finite;
use crate::stats::search::positive_turning_point;
use crate::stats::{Alternative, Hypergeometric, Limits, TestOptions, Undefined};

/// Tables of two rows and two columns, one a stratum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Strata {
    tables: Vec<[[u32; 2]; 2]>,
}

impl Strata {
    /// Strata of one person or none tell nothing and are left out.
    ///
    /// # Errors
    /// [`Undefined::TooFewValues`] when no stratum is left.
    pub fn new(tables: impl IntoIterator<Item = [[u32; 2]; 2]>) -> Result<Self, Undefined> {
        let size = |table: &[[u32; 2]; 2]| table.as_flattened().iter().copied().map(u64::from).sum::<u64>();
        let tables: Vec<_> = tables.into_iter().filter(|table| size(table) > 1).collect();
        if tables.is_empty() { Err(Undefined::TooFewValues) } else { Ok(Self { tables }) }
    }

    /// `[[a, b], [c, d]]` of each stratum.
    pub(super) fn cells(&self) -> impl Iterator<Item = [[f64; 2]; 2]> {
        self.tables.iter().map(|table| table.map(|row| row.map(f64::from)))
    }
}

/// The exact conditional test of strata, in the words of `mantelhaen.test(exact = TRUE)` of R.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ExactStrata {
    /// Sum of the first cells.
    pub statistic: f64,
    /// Exact, by the alternative.
    pub p_value: f64,
    /// The common odds ratio under which the tables are most likely given their margins; `None` where it is infinite.
    pub estimate: Option<Finite>,
    /// Exact interval.
    pub conf_int: Limits,
}

/// Exact test, estimate and interval of the odds ratio that all strata share, given all their margins.
///
/// `options.null_value` is the odds ratio under the null hypothesis. Assumes independent people and one odds ratio.
/// Source: Gart, Biometrika 1970;57:471; `mantelhaen.test(exact = TRUE)` of R, whose limits are found to about four
/// digits only.
///
/// # Errors
/// [`Undefined::TooManyValues`] when the sum of the first cells has more than 20 000 possible values,
/// [`Undefined::EmptyMargin`] when it has one, [`Undefined::BadOption`] unless the null value is positive and finite.
pub fn exact_conditional_test(strata: &Strata, options: TestOptions) -> Result<ExactStrata, Undefined> {
    let null = options.null_value;
    if !(null > 0.0 && null.is_finite()) {
        return Err(Undefined::BadOption);
    }
    let at_null = Sum::new(strata, null)?;
    let p_value = at_null.p_value(options.alternative);
    // Around the estimate no weight that matters is too small to be held.
    let near = Sum::new(strata, rough_estimate(strata))?;
    let tail = match options.alternative {
        Alternative::TwoSided => 0.5 * (1.0 - options.confidence.level()),
        Alternative::Less | Alternative::Greater => 1.0 - options.confidence.level(),
    };
    let (low, high) = (Finite::new(near.lower_limit(tail)), near.upper_limit(tail).and_then(Finite::new));
    let conf_int = match options.alternative {
        Alternative::TwoSided => Limits { low, high },
        Alternative::Less => Limits { low: Some(Finite::ZERO), high },
        Alternative::Greater => Limits { low, high: None },
    };
    let statistic = (at_null.lowest + at_null.observed as u64) as f64;
    Ok(ExactStrata { statistic, p_value, estimate: near.most_likely(), conf_int })
}

/// The distribution of the sum of the first cells when all strata have one odds ratio.
struct Sum {
    /// The smallest possible sum.
    lowest: u64,
    /// The observed sum as steps from the smallest.
    observed: usize,
    odds_ratio: f64,
    /// `ln P` of every possible sum, but for rounding to minus infinity far from the mode.
    ln_weights: Vec<f64>,
}

impl Sum {
    const MOST_VALUES: u64 = 20_000;

    fn new(strata: &Strata, odds_ratio: f64) -> Result<Self, Undefined> {
        let (mut lowest, mut observed, mut weights) = (0, 0, vec![1.0]);
        for [[a, b], [c, d]] in strata.tables.iter().map(|table| table.map(|row| row.map(u64::from))) {
            let cell = Hypergeometric::new(a + b + c + d, a + c, a + b).ok_or(Undefined::OutOfRange)?;
            if weights.len() as u64 + cell.highest() - cell.lowest() > Self::MOST_VALUES {
                return Err(Undefined::TooManyValues);
            }
            lowest += cell.lowest();
            observed += (a - cell.lowest()) as usize;
            weights = convolved(&weights, &stratum_weights(cell, odds_ratio));
        }
        if weights.len() < 2 {
            return Err(Undefined::EmptyMargin);
        }
        Ok(Self { lowest, observed, odds_ratio, ln_weights: weights.into_iter().map(log).collect() })
    }

    /// The weights under another odds ratio, the largest of which is 1.
    fn weights(&self, odds_ratio: f64) -> Vec<f64> {
        let tilt = log(odds_ratio) - log(self.odds_ratio);
        let ln: Vec<f64> = self.ln_weights.iter().enumerate().map(|(k, ln)| ln + k as f64 * tilt).collect();
        let largest = ln.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        ln.into_iter().map(|ln| exp(ln - largest)).collect()
    }

    fn mean(&self, odds_ratio: f64) -> f64 {
        let weights = self.weights(odds_ratio);
        let sum: f64 = weights.iter().sum();
        weights.iter().enumerate().map(|(k, weight)| k as f64 * weight).sum::<f64>() / sum
    }

    fn at_least(&self, odds_ratio: f64) -> f64 {
        let weights = self.weights(odds_ratio);
        weights.iter().skip(self.observed).sum::<f64>() / weights.iter().sum::<f64>()
    }

    fn at_most(&self, odds_ratio: f64) -> f64 {
        let weights = self.weights(odds_ratio);
        weights.iter().take(self.observed + 1).sum::<f64>() / weights.iter().sum::<f64>()
    }

    fn p_value(&self, alternative: Alternative) -> f64 {
        match alternative {
            Alternative::Less => self.at_most(self.odds_ratio),
            Alternative::Greater => self.at_least(self.odds_ratio),
            Alternative::TwoSided => {
                let weights = self.weights(self.odds_ratio);
                let limit = weights.get(self.observed).copied().unwrap_or(0.0) * (1.0 + 1e-7);
                let improbable = weights.iter().filter(|&&weight| weight <= limit).sum::<f64>();
                (improbable / weights.iter().sum::<f64>()).min(1.0)
            }
        }
    }

    fn most_likely(&self) -> Option<Finite> {
        if self.observed == 0 {
            return Some(Finite::ZERO);
        }
        if self.observed + 1 == self.ln_weights.len() {
            return None;
        }
        let observed = self.observed as f64;
        Finite::new(positive_turning_point(|odds_ratio| self.mean(odds_ratio) < observed))
    }

    fn lower_limit(&self, tail: f64) -> f64 {
        if self.observed == 0 {
            return 0.0;
        }
        positive_turning_point(|odds_ratio| self.at_least(odds_ratio) < tail)
    }

    fn upper_limit(&self, tail: f64) -> Option<f64> {
        if self.observed + 1 == self.ln_weights.len() {
            return None;
        }
        Some(positive_turning_point(|odds_ratio| self.at_most(odds_ratio) > tail))
    }
}

/// Probabilities of the first cell of one table, which sum to 1.
fn stratum_weights(cell: Hypergeometric, odds_ratio: f64) -> Vec<f64> {
    let slope = log(odds_ratio);
    let ln: Vec<f64> = (cell.lowest()..=cell.highest())
        .map(|k| cell.ln_pmf(k) + (k - cell.lowest()) as f64 * slope)
        .collect();
    let largest = ln.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let weights: Vec<f64> = ln.into_iter().map(|ln| exp(ln - largest)).collect();
    let sum: f64 = weights.iter().sum();
    weights.into_iter().map(|weight| weight / sum).collect()
}

/// The distribution of the sum of two counts.
fn convolved(first: &[f64], second: &[f64]) -> Vec<f64> {
    let mut sum = vec![0.0; first.len() + second.len() - 1];
    for (i, a) in first.iter().enumerate().filter(|(_, a)| **a > 0.0) {
        for (target, b) in sum.iter_mut().skip(i).zip(second) {
            *target += a * b;
        }
    }
    sum
}

/// An odds ratio near the most likely one: Mantel and Haenszel's with a half in every cell.
fn rough_estimate(strata: &Strata) -> f64 {
    let (mut above, mut below) = (0.0, 0.0);
    for [[a, b], [c, d]] in strata.cells() {
        let n = a + b + c + d + 2.0;
        above += (a + 0.5) * (d + 0.5) / n;
        below += (b + 0.5) * (c + 0.5) / n;
    }
    above / below
}
