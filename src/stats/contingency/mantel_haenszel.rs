//! The Cochran-Mantel-Haenszel tests and the estimates that strata share.

use libm::{copysign, exp, fabs, log, sqrt};

use super::Strata;
use crate::domain::Finite;
use crate::domain::Interval;
use crate::stats::tail::normal_p_value;
use crate::stats::two_by_two::{RatioEstimate, RiskDifference, YatesCorrection};
use crate::stats::{Alternative, Confidence, Limits, Normal, TestOptions, Undefined};

/// The result of the Cochran-Mantel-Haenszel test of tables of two rows and two columns.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MantelHaenszel {
    /// `(|Σ(a − E)| − correction)² / Σ Var`, chi-squared on one degree of freedom.
    pub statistic: f64,
    /// By the alternative.
    pub p_value: f64,
    /// The common odds ratio `Σ(ad/n) / Σ(bc/n)`; `None` where nothing is in one of the sums.
    pub odds_ratio: Option<Finite>,
    /// Its interval by Robins, Breslow and Greenland's standard error of the logarithm; open after a one-sided test.
    pub conf_int: Option<Limits>,
    /// That standard error.
    pub log_standard_error: Option<Finite>,
    /// The common risk ratio with Greenland and Robins' interval; `None` where nothing is in one of its sums.
    pub risk_ratio: Option<RatioEstimate>,
    /// The common risk difference with Greenland and Robins' interval; `None` where no stratum has both groups.
    pub risk_difference: Option<RiskDifference>,
}

/// Cochran-Mantel-Haenszel test that the odds ratio is 1 in every stratum, against one common odds ratio.
///
/// The correction takes a half off the distance unless it is smaller. Assumes independent people and one odds ratio.
/// Source: Mantel & Haenszel, J Natl Cancer Inst 1959;22:719; Robins, Breslow & Greenland, Biometrics 1986;42:311;
/// Greenland & Robins, Biometrics 1985;41:55; equals `mantelhaen.test` of R. `options.null_value` is not used.
///
/// # Errors
/// [`Undefined::EmptyMargin`] when no stratum has both groups and both outcomes.
pub fn mantel_haenszel_test(
    strata: &Strata,
    correction: YatesCorrection,
    options: TestOptions,
) -> Result<MantelHaenszel, Undefined> {
    let (mut distance, mut variance) = (0.0, 0.0);
    for [[a, b], [c, d]] in strata.cells() {
        let (first, second, with, without) = (a + b, c + d, a + c, b + d);
        let n = first + second;
        distance += a - first * with / n;
        variance += (first / n) * (second / n) * (with / (n - 1.0)) * without;
    }
    if variance <= 0.0 {
        return Err(Undefined::EmptyMargin);
    }
    let shortening = match correction {
        YatesCorrection::With if fabs(distance) >= 0.5 => 0.5,
        YatesCorrection::With | YatesCorrection::Without => 0.0,
    };
    let z = copysign(fabs(distance) - shortening, distance) / sqrt(variance);
    let ratio = log_odds_ratio(strata);
    let conf_int = ratio.map(|(ln, error)| ratio_limits(ln, error, options)).transpose()?;
    Ok(MantelHaenszel {
        statistic: z * z,
        p_value: normal_p_value(z, options.alternative),
        odds_ratio: ratio.and_then(|(ln, _)| Finite::new(exp(ln))),
        conf_int,
        log_standard_error: ratio.and_then(|(_, error)| Finite::new(error)),
        risk_ratio: risk_ratio(strata, options.confidence)?,
        risk_difference: risk_difference(strata, options.confidence)?,
    })
}

/// Mantel and Haenszel's common odds ratio; `None` where one of its sums is zero.
pub(super) fn common_odds_ratio(strata: &Strata) -> Option<f64> {
    let sums = strata.cells().fold((0.0, 0.0), |(above, below), [[a, b], [c, d]]| {
        let n = a + b + c + d;
        (above + a * d / n, below + b * c / n)
    });
    (sums.0 > 0.0 && sums.1 > 0.0).then(|| sums.0 / sums.1)
}

/// Logarithm of the common odds ratio and its standard error.
fn log_odds_ratio(strata: &Strata) -> Option<(f64, f64)> {
    let estimate = common_odds_ratio(strata)?;
    let (mut alike_sum, mut unlike_sum, mut alike_twice, mut mixed, mut unlike_twice) =
        (0.0, 0.0, 0.0, 0.0, 0.0);
    for [[a, b], [c, d]] in strata.cells() {
        let n = a + b + c + d;
        let (alike, unlike) = (a * d / n, b * c / n);
        alike_sum += alike;
        unlike_sum += unlike;
        alike_twice += (a + d) / n * alike;
        mixed += (a + d) / n * unlike + (b + c) / n * alike;
        unlike_twice += (b + c) / n * unlike;
    }
    let variance = alike_twice / (2.0 * alike_sum * alike_sum)
        + mixed / (2.0 * alike_sum * unlike_sum)
        + unlike_twice / (2.0 * unlike_sum * unlike_sum);
    Some((log(estimate), sqrt(variance)))
}

fn ratio_limits(ln: f64, error: f64, options: TestOptions) -> Result<Limits, Undefined> {
    let probability = match options.alternative {
        Alternative::TwoSided => options.confidence.upper_probability(),
        Alternative::Less | Alternative::Greater => options.confidence.level(),
    };
    let half_width = error * Normal.quantile(probability).ok_or(Undefined::OutOfRange)?;
    let (low, high) = (Finite::new(exp(ln - half_width)), Finite::new(exp(ln + half_width)));
    Ok(match options.alternative {
        Alternative::TwoSided => Limits { low, high },
        Alternative::Less => Limits { low: Some(Finite::ZERO), high },
        Alternative::Greater => Limits { low, high: None },
    })
}

fn risk_ratio(strata: &Strata, confidence: Confidence) -> Result<Option<RatioEstimate>, Undefined> {
    let (mut above, mut below, mut spread) = (0.0, 0.0, 0.0);
    for [[a, b], [c, d]] in strata.cells() {
        let (first, second, n) = (a + b, c + d, a + b + c + d);
        above += a * second / n;
        below += c * first / n;
        spread += ((first / n) * (second / n)) * (a + c) - (a / n) * c;
    }
    if above == 0.0 || below == 0.0 {
        return Ok(None);
    }
    let z = confidence.normal_deviate()?;
    let (ln, half_width) = (log(above / below), z * sqrt(spread.max(0.0) / (above * below)));
    let conf_int = Interval::new(exp(ln - half_width), exp(ln + half_width)).ok_or(Undefined::OutOfRange)?;
    Ok(Some(RatioEstimate { estimate: above / below, conf_int }))
}

fn risk_difference(strata: &Strata, confidence: Confidence) -> Result<Option<RiskDifference>, Undefined> {
    let (mut sum, mut weights, mut spread) = (0.0, 0.0, 0.0);
    for [[a, b], [c, d]] in strata.cells() {
        let (first, second, n) = (a + b, c + d, a + b + c + d);
        if first == 0.0 || second == 0.0 {
            continue;
        }
        let weight = first * second / n;
        sum += (a * second - c * first) / n;
        weights += weight;
        spread += weight * weight * (a * b / (first * first * first) + c * d / (second * second * second));
    }
    if weights == 0.0 {
        return Ok(None);
    }
    let z = confidence.normal_deviate()?;
    let (estimate, half_width) = (sum / weights, z * sqrt(spread) / weights);
    let conf_int = Interval::new((estimate - half_width).max(-1.0), (estimate + half_width).min(1.0));
    Ok(Some(RiskDifference { estimate, conf_int: conf_int.ok_or(Undefined::OutOfRange)? }))
}
