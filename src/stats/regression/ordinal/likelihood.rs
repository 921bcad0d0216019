//! The log-likelihood of the proportional-odds model with its derivatives.

use libm::{exp, log};
use nalgebra::{DMatrix, DVector};

/// What is fitted.
pub(super) struct Rows<'a> {
    pub matrix: &'a DMatrix<f64>,
    pub levels: &'a [usize],
    pub weights: &'a [f64],
    pub count: usize,
}

/// At one place: thresholds first, then coefficients.
pub(super) struct Derivatives {
    pub log_likelihood: f64,
    pub gradient: DVector<f64>,
    pub hessian: DMatrix<f64>,
}

/// The logistic distribution at a point: below, above, density.
#[derive(Clone, Copy)]
struct Logistic {
    below: f64,
    above: f64,
}

impl Logistic {
    fn at(x: f64) -> Self {
        let small = exp(-x.abs());
        let (near, far) = (1.0 / (1.0 + small), small / (1.0 + small));
        if x < 0.0 { Self { below: far, above: near } } else { Self { below: near, above: far } }
    }

    fn density(self) -> f64 {
        self.below * self.above
    }

    /// Of the density.
    fn slope(self) -> f64 {
        self.density() * (self.above - self.below)
    }
}

const LOWEST: Logistic = Logistic { below: 0.0, above: 1.0 };
const HIGHEST: Logistic = Logistic { below: 1.0, above: 0.0 };

impl Rows<'_> {
    /// `None` where a level has no probability.
    pub(super) fn derivatives(&self, values: &[f64]) -> Option<Derivatives> {
        let size = values.len();
        let mut found = Derivatives {
            log_likelihood: 0.0,
            gradient: DVector::zeros(size),
            hessian: DMatrix::zeros(size, size),
        };
        for (row, &weight) in self.weights.iter().enumerate() {
            if weight > 0.0 {
                self.add(row, weight, values, &mut found)?;
            }
        }
        found.log_likelihood.is_finite().then_some(found)
    }

    /// The threshold at each end of the row's level, with the logistic distribution there.
    fn ends(&self, row: usize, level: usize, values: &[f64]) -> [Logistic; 2] {
        let (thresholds, coefficients) = values.split_at(self.count - 1);
        let effect: f64 = self.matrix.row(row).iter().zip(coefficients).map(|(x, b)| x * b).sum();
        let upper = thresholds.get(level).map_or(HIGHEST, |threshold| Logistic::at(threshold - effect));
        let lower = level.checked_sub(1).and_then(|below| thresholds.get(below));
        [lower.map_or(LOWEST, |threshold| Logistic::at(threshold - effect)), upper]
    }

    fn add(&self, row: usize, weight: f64, values: &[f64], found: &mut Derivatives) -> Option<()> {
        let level = self.levels[row];
        let [lower, upper] = self.ends(row, level, values);
        let probability = between(lower, upper);
        if probability <= 0.0 {
            return None;
        }
        let slopes = [-lower.density() / probability, upper.density() / probability];
        let bends = [
            [-lower.slope() / probability - slopes[0] * slopes[0], -slopes[0] * slopes[1]],
            [-slopes[0] * slopes[1], upper.slope() / probability - slopes[1] * slopes[1]],
        ];
        found.log_likelihood += weight * log(probability);
        let directions = [self.direction(row, level.checked_sub(1)), self.direction(row, Some(level))];
        for (first, slope) in directions.iter().zip(slopes) {
            for &(i, a) in first {
                found.gradient[i] += weight * slope * a;
            }
        }
        for (first, bends) in directions.iter().zip(bends) {
            for (second, bend) in directions.iter().zip(bends) {
                if bend == 0.0 {
                    continue;
                }
                for &(i, a) in first {
                    for &(j, b) in second {
                        found.hessian[(i, j)] += weight * bend * a * b;
                    }
                }
            }
        }
        Some(())
    }

    /// How `threshold − effect` depends on the parameters: pairs of place and derivative.
    fn direction(&self, row: usize, threshold: Option<usize>) -> Vec<(usize, f64)> {
        let Some(threshold) = threshold.filter(|&threshold| threshold + 1 < self.count) else {
            return Vec::new();
        };
        let effects = self
            .matrix
            .row(row)
            .iter()
            .enumerate()
            .map(|(k, x)| (self.count - 1 + k, -x))
            .collect::<Vec<_>>();
        std::iter::once((threshold, 1.0)).chain(effects).collect()
    }

    /// The probability of each level in each row.
    pub(super) fn probabilities(&self, values: &[f64]) -> DMatrix<f64> {
        DMatrix::from_fn(self.levels.len(), self.count, |row, level| {
            let [lower, upper] = self.ends(row, level, values);
            between(lower, upper)
        })
    }
}

/// `F(upper) − F(lower)` from whichever side keeps more digits.
fn between(lower: Logistic, upper: Logistic) -> f64 {
    if lower.below > 0.5 { lower.above - upper.above } else { upper.below - lower.below }
}
