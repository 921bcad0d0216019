//! Whether strata have one odds ratio.

use libm::{log, sqrt};

use super::Strata;
use super::mantel_haenszel::common_odds_ratio;
use crate::stats::{ChiSquared, Undefined};

/// Whether the sum of the distances, squared, is taken off the Breslow-Day statistic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TaroneCorrection {
    /// Breslow and Day's statistic.
    Without,
    /// Tarone's, which is asymptotically chi-squared with the Mantel-Haenszel estimate.
    With,
}

/// The result of a test that strata have one odds ratio.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Homogeneity {
    /// Chi-squared.
    pub statistic: f64,
    /// Strata that tell something − 1.
    pub df: f64,
    /// Probability of a statistic as large.
    pub p_value: f64,
}

impl Homogeneity {
    fn new(statistic: f64, strata: usize) -> Result<Self, Undefined> {
        if strata < 2 {
            return Err(Undefined::TooFewValues);
        }
        let df = strata as f64 - 1.0;
        let p_value = ChiSquared::new(df).ok_or(Undefined::OutOfRange)?.sf(statistic);
        Ok(Self { statistic, df, p_value })
    }
}

/// Breslow and Day's test that all strata have the Mantel-Haenszel odds ratio.
///
/// `Σ (a − A)² / Var(A)` with `A` the first cell that has the common odds ratio given the margins, and
/// `1/Var = 1/A + 1/B + 1/C + 1/D`. Strata with an empty margin tell nothing and are left out, also of the degrees of
/// freedom. Assumes some people in every cell. Source: Breslow & Day, Statistical Methods in Cancer Research I, 1980,
/// p. 142; Tarone, Biometrika 1985;72:91; equals `StratifiedTable.test_equal_odds` of statsmodels.
///
/// # Errors
/// [`Undefined::ZeroCell`] when the common odds ratio is 0 or infinite, [`Undefined::TooFewValues`] for fewer than two
/// strata that tell something.
pub fn breslow_day_test(strata: &Strata, correction: TaroneCorrection) -> Result<Homogeneity, Undefined> {
    let odds_ratio = common_odds_ratio(strata).ok_or(Undefined::ZeroCell)?;
    let (mut statistic, mut distances, mut variances, mut used) = (0.0, 0.0, 0.0, 0);
    for [[a, b], [c, d]] in strata.cells() {
        let (first, second, with, without) = (a + b, c + d, a + c, b + d);
        if [first, second, with, without].contains(&0.0) {
            continue;
        }
        let expected = expected_cell(first, second, with, odds_ratio);
        let reciprocals = 1.0 / expected
            + 1.0 / (first - expected)
            + 1.0 / (with - expected)
            + 1.0 / (second - with + expected);
        let distance = a - expected;
        statistic += distance * distance * reciprocals;
        distances += distance;
        variances += 1.0 / reciprocals;
        used += 1;
    }
    let off = match correction {
        TaroneCorrection::Without => 0.0,
        TaroneCorrection::With => distances * distances / variances,
    };
    Homogeneity::new((statistic - off).max(0.0), used)
}

/// The first cell of a table with these margins and this odds ratio: the root of a quadratic that lies inside, written
/// so that nothing cancels.
fn expected_cell(first: f64, second: f64, with: f64, odds_ratio: f64) -> f64 {
    let linear = second - with + odds_ratio * (first + with);
    let product = odds_ratio * first * with;
    let root = sqrt((linear * linear + 4.0 * (1.0 - odds_ratio) * product).max(0.0));
    if linear >= 0.0 { 2.0 * product / (linear + root) } else { (root - linear) / (2.0 * (1.0 - odds_ratio)) }
}

/// Woolf's test that all strata have one odds ratio: the spread of their logarithms around the weighted mean.
///
/// When any cell of any stratum is zero, a half is added to all, as `woolf_test` of the R package vcd does. Source:
/// Woolf, Ann Hum Genet 1955;19:251.
///
/// # Errors
/// [`Undefined::TooFewValues`] for fewer than two strata.
pub fn woolf_test(strata: &Strata) -> Result<Homogeneity, Undefined> {
    let has_zero = strata.cells().any(|table| table.as_flattened().contains(&0.0));
    let added = if has_zero { 0.5 } else { 0.0 };
    let logs: Vec<(f64, f64)> = strata
        .cells()
        .map(|table| {
            let [[a, b], [c, d]] = table.map(|row| row.map(|count| count + added));
            (log(a * d / (b * c)), 1.0 / (1.0 / a + 1.0 / b + 1.0 / c + 1.0 / d))
        })
        .collect();
    let weights: f64 = logs.iter().map(|(_, weight)| weight).sum();
    let mean = logs.iter().map(|(ln, weight)| ln * weight).sum::<f64>() / weights;
    let statistic = logs.iter().map(|(ln, weight)| weight * (ln - mean) * (ln - mean)).sum();
    Homogeneity::new(statistic, logs.len())
}
