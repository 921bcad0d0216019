//! The test that several groups have one proportion.

use libm::{copysign, fabs, sqrt};

use super::{Proportion, YatesCorrection};
use crate::domain::Finite;
use crate::stats::tail::normal_p_value;
use crate::stats::{Alternative, ChiSquared, Limits, Normal, TestOptions, Undefined};

/// The result of a test of two or more proportions, in the words of `prop.test` of R.
#[derive(Debug, Clone, PartialEq)]
pub struct ProportionsTest {
    /// Pearson's chi-squared, corrected for continuity where that was asked for and there are two groups.
    pub statistic: f64,
    /// Groups − 1.
    pub df: f64,
    /// Two-sided by nature for more than two groups.
    pub p_value: f64,
    /// The share of successes in each group.
    pub estimates: Vec<f64>,
    /// Wald interval of the first share minus the second, corrected like the statistic; `None` unless there are two
    /// groups.
    pub conf_int: Option<Limits>,
}

/// Pearson's test that all groups have one probability of success, as `prop.test(x, n)` of R.
///
/// `options.alternative` and the correction count for two groups; `options.null_value` is not used. Assumes independent
/// people and expected counts of about 5 or more.
///
/// # Errors
/// [`Undefined::WrongShape`] for fewer than two groups, [`Undefined::EmptyMargin`] when everybody or nobody succeeds,
/// [`Undefined::BadOption`] for a one-sided test of more than two groups.
pub fn proportions_test(
    groups: &[Proportion],
    correction: YatesCorrection,
    options: TestOptions,
) -> Result<ProportionsTest, Undefined> {
    if groups.len() < 2 {
        return Err(Undefined::WrongShape);
    }
    let (successes, n) = groups.iter().fold((0.0, 0.0), |(successes, n), group| {
        (successes + f64::from(group.successes), n + f64::from(group.n))
    });
    if successes == 0.0 || successes == n {
        return Err(Undefined::EmptyMargin);
    }
    let pooled = successes / n;
    let estimates = groups.iter().map(|group| group.estimate()).collect();
    if let &[first, second] = groups {
        return two_groups(first, second, pooled, correction, options).map(|(z, conf_int)| ProportionsTest {
            statistic: z * z,
            df: 1.0,
            p_value: normal_p_value(z, options.alternative),
            estimates,
            conf_int: Some(conf_int),
        });
    }
    if options.alternative != Alternative::TwoSided {
        return Err(Undefined::BadOption);
    }
    let parts = groups.iter().map(|group| {
        let people = f64::from(group.n);
        let distance = f64::from(group.successes) - people * pooled;
        distance * distance / (people * pooled * ((n - successes) / n))
    });
    let (statistic, df) = (parts.sum(), groups.len() as f64 - 1.0);
    let p_value = ChiSquared::new(df).ok_or(Undefined::OutOfRange)?.sf(statistic);
    Ok(ProportionsTest { statistic, df, p_value, estimates, conf_int: None })
}

/// The signed root of the statistic, and the interval of the difference.
fn two_groups(
    first: Proportion,
    second: Proportion,
    pooled: f64,
    correction: YatesCorrection,
    options: TestOptions,
) -> Result<(f64, Limits), Undefined> {
    let reciprocals = 1.0 / f64::from(first.n) + 1.0 / f64::from(second.n);
    let difference = first.estimate() - second.estimate();
    let shortening = match correction {
        YatesCorrection::Without => 0.0,
        YatesCorrection::With => (fabs(difference) / reciprocals).min(0.5),
    };
    let distance = fabs(difference) - shortening * reciprocals;
    let z = copysign(distance, difference) / sqrt(pooled * (1.0 - pooled) * reciprocals);
    let probability = match options.alternative {
        Alternative::TwoSided => options.confidence.upper_probability(),
        Alternative::Less | Alternative::Greater => options.confidence.level(),
    };
    let quantile = Normal.quantile(probability).ok_or(Undefined::OutOfRange)?;
    let variance = |group: Proportion| group.estimate() * (1.0 - group.estimate()) / f64::from(group.n);
    let half_width = quantile * sqrt(variance(first) + variance(second)) + shortening * reciprocals;
    let (low, high) = ((difference - half_width).max(-1.0), (difference + half_width).min(1.0));
    let (low, high) = match options.alternative {
        Alternative::TwoSided => (low, high),
        Alternative::Less => (-1.0, high),
        Alternative::Greater => (low, 1.0),
    };
    Ok((z, Limits { low: Finite::new(low), high: Finite::new(high) }))
}
