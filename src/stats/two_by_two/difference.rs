//! Intervals of the risk difference, by name.

use libm::{hypot, sqrt};

use super::TwoByTwo;
use super::score::ScoreVariance;
use crate::domain::Interval;
use crate::stats::proportion::{Proportion, ProportionInterval};
use crate::stats::{Confidence, RiskDifference, Undefined};

/// How the interval of a risk difference is computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RiskDifferenceInterval {
    /// Newcombe's hybrid of the two Wilson intervals (Stat Med 1998;17:873, method 10).
    Newcombe,
    /// The same of the Wilson intervals with continuity correction (method 11).
    NewcombeWithContinuity,
    /// `± z √(p₁q₁/n₁ + p₂q₂/n₂)` (method 1).
    Wald,
    /// The Wald interval widened by `½ (1/n₁ + 1/n₂)` (method 2).
    WaldWithContinuity,
    /// The Wald interval after one success and one failure more in each group, around their difference (Agresti & Caffo, Am Stat 2000;54:280).
    AgrestiCaffo,
    /// The differences that the score test does not reject (Mee, Biometrics 1984;40:1175).
    Mee,
    /// The same with the variance times `N / (N − 1)` (Miettinen & Nurminen, Stat Med 1985;4:213).
    MiettinenNurminen,
}

impl TwoByTwo {
    /// Risk difference with the interval of the method asked for.
    ///
    /// Defined for every table; the limits stay within −1 and 1. Assumes independent people.
    ///
    /// # Errors
    /// [`Undefined::OutOfRange`] only when the level has no quantile.
    pub fn risk_difference_by(
        self,
        method: RiskDifferenceInterval,
        confidence: Confidence,
    ) -> Result<RiskDifference, Undefined> {
        match method {
            RiskDifferenceInterval::Newcombe => self.risk_difference(confidence),
            RiskDifferenceInterval::NewcombeWithContinuity => {
                self.hybrid(ProportionInterval::WilsonWithContinuity, confidence)
            }
            RiskDifferenceInterval::Wald => self.around_estimate(0.0, confidence),
            RiskDifferenceInterval::WaldWithContinuity => {
                let [n, m] = self.people().map(f64::from);
                self.around_estimate(0.5 * (1.0 / n + 1.0 / m), confidence)
            }
            RiskDifferenceInterval::AgrestiCaffo => self.agresti_caffo(confidence),
            RiskDifferenceInterval::Mee => self.score_interval(ScoreVariance::Restricted, confidence),
            RiskDifferenceInterval::MiettinenNurminen => {
                self.score_interval(ScoreVariance::RestrictedUnbiased, confidence)
            }
        }
    }

    /// Newcombe's square-and-add of the intervals of the two risks.
    fn hybrid(self, method: ProportionInterval, confidence: Confidence) -> Result<RiskDifference, Undefined> {
        let [first, second] = self.risks();
        let ([a, c], [n, m]) = (self.events(), self.people());
        let interval = |events, people| {
            Proportion::new(events, people).and_then(|risk| risk.conf_int(method, confidence))
        };
        let (one, other) = (interval(a, n)?, interval(c, m)?);
        let low = first - second - hypot(first - one.low.get(), other.high.get() - second);
        let high = first - second + hypot(one.high.get() - first, second - other.low.get());
        self.with_limits(low, high)
    }

    fn around_estimate(self, continuity: f64, confidence: Confidence) -> Result<RiskDifference, Undefined> {
        let [first, second] = self.risks();
        let [n, m] = self.people().map(f64::from);
        let variance = first * (1.0 - first) / n + second * (1.0 - second) / m;
        let half_width = confidence.normal_deviate()? * sqrt(variance) + continuity;
        self.with_limits(first - second - half_width, first - second + half_width)
    }

    fn agresti_caffo(self, confidence: Confidence) -> Result<RiskDifference, Undefined> {
        let [one, other] =
            self.rows().map(|(events, people)| ((events + 1.0) / (people + 2.0), people + 2.0));
        let variance = one.0 * (1.0 - one.0) / one.1 + other.0 * (1.0 - other.0) / other.1;
        let half_width = confidence.normal_deviate()? * sqrt(variance);
        self.with_limits(one.0 - other.0 - half_width, one.0 - other.0 + half_width)
    }

    fn score_interval(
        self,
        variance: ScoreVariance,
        confidence: Confidence,
    ) -> Result<RiskDifference, Undefined> {
        let [low, high] = self.score_limits(variance, confidence.normal_deviate()?);
        self.with_limits(low, high)
    }

    /// The observed difference with limits cut to what is possible.
    fn with_limits(self, low: f64, high: f64) -> Result<RiskDifference, Undefined> {
        let [first, second] = self.risks();
        let conf_int = Interval::new(low.max(-1.0), high.min(1.0)).ok_or(Undefined::OutOfRange)?;
        Ok(RiskDifference { estimate: first - second, conf_int })
    }
}
