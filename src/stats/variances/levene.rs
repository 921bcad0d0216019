//! Levene's test, with Brown and Forsythe's median.

use libm::fabs;

use super::moments;
use crate::stats::sample::median;
use crate::stats::{FisherF, Moments, Undefined};

/// From where distances are taken in each group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Centre {
    /// From the median: Brown and Forsythe's test, which skewed values disturb less.
    #[default]
    Median,
    /// From the mean: Levene's own.
    Mean,
}

/// The result of Levene's test.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LeveneTest {
    /// F of the distances.
    pub statistic: f64,
    /// One less than the number of groups.
    pub df1: f64,
    /// Number of values less number of groups.
    pub df2: f64,
    /// Probability of an F as large.
    pub p_value: f64,
}

/// Levene's test of equal variances in two groups or more: the one-way analysis of variance of the distances of the
/// values from the centre of their group.
///
/// Assumes independent values. Source: Levene, Contributions to Probability and Statistics, 1960, 278; Brown &
/// Forsythe, J Am Stat Assoc 1974;69:364; equals `car::leveneTest` of R and `scipy.stats.levene`.
///
/// # Errors
/// [`Undefined::WrongShape`] for fewer than two groups, [`Undefined::TooFewValues`] for an empty group or no more values
/// than groups, [`Undefined::BadValues`] for a value that is not finite, [`Undefined::NoSpread`] when the distances do
/// not vary within groups.
pub fn levene_test(groups: &[Vec<f64>], centre: Centre) -> Result<LeveneTest, Undefined> {
    let centres = moments(groups)?;
    let mut distances = Vec::with_capacity(groups.len());
    for (group, summary) in groups.iter().zip(&centres) {
        let middle = match centre {
            Centre::Mean => summary.mean,
            Centre::Median => median(group)?,
        };
        distances.push(group.iter().map(|value| fabs(value - middle)).collect::<Vec<_>>());
    }
    one_way(&distances)
}

fn one_way(groups: &[Vec<f64>]) -> Result<LeveneTest, Undefined> {
    let within = moments(groups)?;
    let all = Moments::of_values(&groups.concat()).ok_or(Undefined::TooFewValues)?;
    let (df1, df2) = (groups.len() as f64 - 1.0, f64::from(all.n) - groups.len() as f64);
    if df2 < 1.0 {
        return Err(Undefined::TooFewValues);
    }
    let between: f64 = within
        .iter()
        .map(|group| f64::from(group.n) * (group.mean - all.mean) * (group.mean - all.mean))
        .sum();
    let inside: f64 =
        within.iter().map(|group| group.variance.unwrap_or(0.0) * (f64::from(group.n) - 1.0)).sum();
    // R's rule for values that are constant but for rounding.
    let rounding = 10.0 * f64::EPSILON * all.mean;
    if inside <= rounding * rounding * f64::from(all.n) {
        return Err(Undefined::NoSpread);
    }
    let statistic = between / df1 / (inside / df2);
    let f = FisherF::new(df1, df2).ok_or(Undefined::OutOfRange)?;
    if statistic.is_finite() {
        Ok(LeveneTest { statistic, df1, df2, p_value: f.sf(statistic) })
    } else {
        Err(Undefined::OutOfRange)
    }
}
