//! Those who registered and never started: no programme, no classes, little change.

use super::course::{NOISE_DEVIATION, Noise, PainCourse, observed};
use super::participation::{Answer, Participation};
use super::person::Person;
use super::random::Stream;
use super::weeks::{FOLLOW_UP_WEEKS, WEEKS, Weekly, exponential};

/// Mean pain at the start, around which people drift back.
const MEAN_PAIN: f64 = 46.1;
/// Correlation of pain at week 12 with pain at the start, as in the trial whose control group is followed.
const CORRELATION: f64 = 0.5;
/// Standard deviation of pain at week 12 that pain at the start does not explain: with the correlation, the change has
/// one of 21.
const UNEXPLAINED_DEVIATION: f64 = 18.5;
/// Time constant of the change, weeks.
const TAU_WEEKS: f64 = 6.0;
/// Change by week 12, before pain is cut off at 0, which takes away the difference to the published 4.6.
const CHANGE: f64 = -4.8;
/// Change by weeks 26 and 52: natural recovery, so that 45 % are better by 30 % after a year.
const FOLLOW_UP_CHANGE: [f64; FOLLOW_UP_WEEKS.len()] = [-8.0, -10.4];
/// Log-odds of no longer answering, a week: 35 % by week 12, the upper end of trials' control groups.
const STOPPING_LOG_ODDS: f64 = -3.309;

/// The shape over time, worked out once.
#[derive(Debug, Clone, PartialEq)]
pub struct NaturalCourse {
    shape: Weekly<f64>,
}

impl NaturalCourse {
    /// The one shape.
    pub fn new() -> Self {
        Self { shape: exponential(TAU_WEEKS) }
    }

    /// The course of somebody who does not start.
    pub fn course(&self, seed: u64, person: &Person) -> PainCourse {
        let mut random = person.random(seed, Stream::Course);
        let drift = UNEXPLAINED_DEVIATION * UNEXPLAINED_DEVIATION - NOISE_DEVIATION * NOISE_DEVIATION;
        let own = libm::sqrt(drift) * random.normal() - (1.0 - CORRELATION) * (person.pain - MEAN_PAIN);
        let changes = self.shape.map(|share| (own + CHANGE) * share);
        let mut noise = Noise::start(&mut random);
        let weekly = changes.map(|change| noise.next(&mut random, person.pain + change));
        let improvement = changes.map(|change| (-change / person.pain.max(10.0)).clamp(-1.0, 1.0));
        let follow_up = FOLLOW_UP_CHANGE
            .map(|change| observed(person.pain + own + change + NOISE_DEVIATION * random.normal()));
        PainCourse { weekly, improvement, follow_up }
    }
}

/// How long somebody who does not start goes on answering; what they answer is complete until then.
pub fn participation(seed: u64, person: &Person) -> Participation {
    let mut stops = person.random(seed, Stream::DropOut);
    let mut reports = [Answer::Missed; WEEKS];
    let mut last_week = 0;
    for report in &mut reports {
        if stops.yes_with_log_odds(STOPPING_LOG_ODDS) {
            break;
        }
        last_week += 1;
        *report = Answer::Given;
    }
    Participation { sessions: [0.0; WEEKS], last_week, reports }
}
