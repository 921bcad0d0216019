//! Risk difference, risk ratio, odds ratio, number needed to treat.

use libm::{exp, hypot, log, sqrt};

use super::TwoByTwo;
use crate::domain::Interval;
use crate::stats::{Confidence, Undefined, wilson_interval};

/// Risk of the first group minus risk of the second.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RiskDifference {
    /// From −1 to 1.
    pub estimate: f64,
    /// Confidence interval, by the method that made it.
    pub conf_int: Interval,
}

/// Risk ratio or sample odds ratio, first group to second.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RatioEstimate {
    /// Positive.
    pub estimate: f64,
    /// Confidence interval.
    pub conf_int: Interval,
}

/// How many people must be treated for one more (or, when negative, one fewer) to have the outcome.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NumberNeededToTreat {
    /// `1 / risk difference`, with its sign.
    pub estimate: f64,
    /// The reciprocals of the limits of the risk difference.
    pub conf_int: Interval,
}

impl TwoByTwo {
    /// Risk difference with Newcombe's hybrid score interval without continuity correction, from the Wilson intervals
    /// of the two risks.
    ///
    /// Defined for every table. Assumes independent people. Source: Newcombe, Stat Med 1998;17:873, method 10.
    ///
    /// # Errors
    /// [`Undefined::OutOfRange`] only when the level has no quantile.
    pub fn risk_difference(self, confidence: Confidence) -> Result<RiskDifference, Undefined> {
        let [first, second] = self.risks();
        let ([a, c], [n, m]) = (self.events(), self.people());
        let wilson =
            |events, people| wilson_interval(events, people, confidence).ok_or(Undefined::OutOfRange);
        let (one, other) = (wilson(a, n)?, wilson(c, m)?);
        let estimate = first - second;
        let low = estimate - hypot(first - one.low.get(), other.high.get() - second);
        let high = estimate + hypot(one.high.get() - first, second - other.low.get());
        let conf_int = Interval::new(low.max(-1.0), high.min(1.0)).ok_or(Undefined::OutOfRange)?;
        Ok(RiskDifference { estimate, conf_int })
    }

    /// Risk difference with the Wald interval, as many papers print it: `± z √(p₁q₁/n₁ + p₂q₂/n₂)`.
    ///
    /// A single point when every risk is 0 or 1, which is why [`TwoByTwo::risk_difference`] is preferred.
    ///
    /// # Errors
    /// [`Undefined::OutOfRange`] only when the level has no quantile.
    pub fn risk_difference_wald(self, confidence: Confidence) -> Result<RiskDifference, Undefined> {
        let [first, second] = self.risks();
        let [n, m] = self.people().map(f64::from);
        let variance = first * (1.0 - first) / n + second * (1.0 - second) / m;
        let half_width = confidence.normal_deviate()? * sqrt(variance);
        let estimate = first - second;
        let conf_int =
            Interval::new(estimate - half_width, estimate + half_width).ok_or(Undefined::OutOfRange)?;
        Ok(RiskDifference { estimate, conf_int })
    }

    /// Risk ratio with the Wald interval of its logarithm: `exp(ln RR ± z √(1/a − 1/n₁ + 1/c − 1/n₂))`.
    ///
    /// Source: Katz, Biometrics 1978;34:469.
    ///
    /// # Errors
    /// [`Undefined::ZeroCell`] when nobody in one of the groups has the outcome: nothing is added to the cells.
    pub fn risk_ratio(self, confidence: Confidence) -> Result<RatioEstimate, Undefined> {
        let [(a, n), (c, m)] = self.rows();
        if a == 0.0 || c == 0.0 {
            return Err(Undefined::ZeroCell);
        }
        let variance = (n - a) / (a * n) + (m - c) / (c * m);
        ratio((a / n) / (c / m), variance, confidence)
    }

    /// Sample odds ratio `ad / bc` with the Wald interval of its logarithm: `exp(ln OR ± z √(1/a + 1/b + 1/c + 1/d))`.
    ///
    /// Not the conditional estimate that `fisher.test` of R prints. Source: Woolf, Ann Hum Genet 1955;19:251.
    ///
    /// # Errors
    /// [`Undefined::ZeroCell`] when any cell is zero: nothing is added to the cells.
    pub fn odds_ratio(self, confidence: Confidence) -> Result<RatioEstimate, Undefined> {
        let [[a, b], [c, d]] = self.cells();
        if [a, b, c, d].contains(&0.0) {
            return Err(Undefined::ZeroCell);
        }
        ratio(a * d / (b * c), 1.0 / a + 1.0 / b + 1.0 / c + 1.0 / d, confidence)
    }

    /// Number needed to treat, with the reciprocals of the limits of [`TwoByTwo::risk_difference`].
    ///
    /// Source: Altman, BMJ 1998;317:1309.
    ///
    /// # Errors
    /// [`Undefined::DifferenceIncludesZero`] when that interval includes zero: its reciprocal would be two intervals.
    pub fn number_needed_to_treat(self, confidence: Confidence) -> Result<NumberNeededToTreat, Undefined> {
        let RiskDifference { estimate, conf_int } = self.risk_difference(confidence)?;
        let (low, high) = (conf_int.low.get(), conf_int.high.get());
        if low <= 0.0 && high >= 0.0 {
            return Err(Undefined::DifferenceIncludesZero);
        }
        let conf_int = Interval::new(1.0 / high, 1.0 / low).ok_or(Undefined::OutOfRange)?;
        Ok(NumberNeededToTreat { estimate: 1.0 / estimate, conf_int })
    }
}

fn ratio(estimate: f64, log_variance: f64, confidence: Confidence) -> Result<RatioEstimate, Undefined> {
    let half_width = confidence.normal_deviate()? * sqrt(log_variance);
    let centre = log(estimate);
    let conf_int =
        Interval::new(exp(centre - half_width), exp(centre + half_width)).ok_or(Undefined::OutOfRange)?;
    Ok(RatioEstimate { estimate, conf_int })
}
