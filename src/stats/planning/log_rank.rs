//! Power of the log-rank test, which rests on the number of events.

use libm::{exp, fabs, sqrt};

use super::{Decision, Plan, Question, Ranges, Undefined, answer};
use crate::stats::Normal;

/// How events are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EventFormula {
    /// `(z_α + z_β)² / (p (1 − p) ln² HR)`. Source: Schoenfeld, Biometrics 1983;39:499.
    Schoenfeld,
    /// `(z_α + z_β)² (1 + φ HR)² / (φ (1 − HR)²)` with φ = p / (1 − p). Source: Freedman, Stat Med 1982;1:121.
    Freedman,
}

/// Power of the log-rank test by the number of events, `n`; `effect` is the log hazard ratio of the
/// treated, whose share is p; it is sought above 0, which for equal groups stands for its reciprocal too.
///
/// # Errors
/// [`Undefined::BadOption`] for a share, level or power outside 0 to 1, no effect, or when no number of events from 1 to
/// 10⁹ or hazard ratio has the power.
pub fn log_rank(
    question: Question,
    share: f64,
    formula: EventFormula,
    decision: Decision,
) -> Result<Plan, Undefined> {
    let critical = decision.critical_normal()?;
    if !(share > 0.0 && share < 1.0) {
        return Err(Undefined::BadOption);
    }
    let odds = share / (1.0 - share);
    let ranges = Ranges { n: (1.0, 1e9), effect: (1e-6, 30.0) };
    answer(question, ranges, |events, effect| {
        let per_event = match formula {
            EventFormula::Schoenfeld => sqrt(share * (1.0 - share)) * fabs(effect),
            EventFormula::Freedman => {
                let ratio = exp(effect);
                sqrt(odds) * fabs(1.0 - ratio) / (1.0 + odds * ratio)
            }
        };
        let shift = sqrt(events) * per_event;
        let wrong = if decision.counts_wrong_side() { Normal.cdf(-critical - shift) } else { 0.0 };
        Ok(Normal.cdf(shift - critical) + wrong)
    })
}

/// People for so many events, when this share of them has one during the study.
pub fn people_for_events(events: f64, event_share: f64) -> Option<f64> {
    let people = events / event_share;
    (event_share > 0.0 && event_share <= 1.0 && people.is_finite()).then_some(people)
}
