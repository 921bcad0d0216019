//! The course of pain in those who start: three classes of response, which nobody ever sees as such.

use libm::sqrt;

use super::person::Person;
use super::random::{Random, Stream};
use super::scale::on_scale;
use super::weeks::{FOLLOW_UP_WEEKS, WEEKS, Weekly, exponential};

/// How strongly a person responds. Latent: it shapes the course and is no variable of the study.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResponseClass {
    /// Nearly all pain goes, most of it in a month.
    Rapid,
    /// Three quarters go, more slowly.
    Gradual,
    /// Little changes.
    Limited,
}

impl ResponseClass {
    /// All, in the order of their weights.
    pub const ALL: [Self; 3] = [Self::Rapid, Self::Gradual, Self::Limited];

    /// Draws the class: log-odds relative to gradual responders from engagement, distress and body mass.
    fn draw(person: &Person, random: &mut Random) -> Self {
        let (u, d, b) = (person.engagement, person.distress, person.body_mass());
        let rapid = 0.49 / 0.27 * libm::exp(0.30 * u - 0.25 * d - 0.15 * b);
        let limited = 0.24 / 0.27 * libm::exp(-0.50 * u + 0.30 * d + 0.15 * b);
        Self::ALL.get(random.choose(&[rapid, 1.0, limited])).copied().unwrap_or(Self::Gradual)
    }

    /// Mean and standard deviation of the share of pain that goes by week 12.
    const fn improvement(self) -> [f64; 2] {
        match self {
            Self::Rapid => [0.95, 0.04],
            Self::Gradual => [0.77, 0.10],
            Self::Limited => [0.13, 0.15],
        }
    }
}

/// Correlation of the noise from one week to the next.
const NOISE_CORRELATION: f64 = 0.3;
/// Standard deviation of the noise, points.
pub const NOISE_DEVIATION: f64 = 7.5;
/// Share of people whose improvement has mostly gone by week 26, and by week 52.
const RELAPSED: [f64; 2] = [0.10, 0.26];
/// What is left of their improvement.
const LEFT_AFTER_RELAPSE: f64 = 0.10;

/// Pain as it is, whether or not it is reported.
#[derive(Debug, Clone, PartialEq)]
pub struct PainCourse {
    /// Pain in weeks 1 to 12, 0–100, whole points.
    pub weekly: Weekly<f64>,
    /// The part of pain that has gone by each week, without noise.
    pub improvement: Weekly<f64>,
    /// Pain at the follow-ups.
    pub follow_up: [f64; FOLLOW_UP_WEEKS.len()],
}

/// The three shapes over time, worked out once.
#[derive(Debug, Clone, PartialEq)]
pub struct Shapes {
    rapid: Weekly<f64>,
    gradual: Weekly<f64>,
    limited: Weekly<f64>,
}

impl Shapes {
    /// With the time constants 3.5, 5 and 6 weeks.
    pub fn new() -> Self {
        Self { rapid: exponential(3.5), gradual: exponential(5.0), limited: exponential(6.0) }
    }

    const fn of(&self, class: ResponseClass) -> &Weekly<f64> {
        match class {
            ResponseClass::Rapid => &self.rapid,
            ResponseClass::Gradual => &self.gradual,
            ResponseClass::Limited => &self.limited,
        }
    }

    /// The course of somebody who starts.
    pub fn course(&self, seed: u64, person: &Person) -> (ResponseClass, PainCourse) {
        let mut random = person.random(seed, Stream::Course);
        let class = ResponseClass::draw(person, &mut random);
        let [mean, deviation] = class.improvement();
        let most = (mean + deviation * random.normal()).min(1.0);
        let improvement = self.of(class).map(|share| most * share);
        let mut noise = Noise::start(&mut random);
        let weekly = improvement.map(|gone| noise.next(&mut random, person.pain * (1.0 - gone)));
        let relapse = random.uniform();
        let follow_up = RELAPSED.map(|share| {
            let left = if relapse < share { most * LEFT_AFTER_RELAPSE } else { most };
            observed(person.pain * (1.0 - left) + NOISE_DEVIATION * random.normal())
        });
        (class, PainCourse { weekly, improvement, follow_up })
    }
}

/// First-order autoregressive noise with the same distribution every week.
pub struct Noise {
    now: f64,
}

impl Noise {
    /// Draws the noise of the week before the first.
    pub fn start(random: &mut Random) -> Self {
        Self { now: NOISE_DEVIATION * random.normal() }
    }

    /// Goes on by a week and gives the pain felt when `expected` is behind it.
    pub fn next(&mut self, random: &mut Random, expected: f64) -> f64 {
        let innovation = NOISE_DEVIATION * sqrt(1.0 - NOISE_CORRELATION * NOISE_CORRELATION);
        self.now = NOISE_CORRELATION * self.now + innovation * random.normal();
        observed(expected + self.now)
    }
}

/// Whole points of the scale.
pub fn observed(pain: f64) -> f64 {
    on_scale(pain, 1.0, 100.0)
}

const _: () = assert!(WEEKS == 12, "the classes' improvements are those of week 12");
