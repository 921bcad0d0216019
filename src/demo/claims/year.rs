//! The year after the start in one person's claims.

use libm::log;

use super::hazards::{self, Hazards, OPIOID, PRESCRIPTIONS, Side, hazard_ratio, mean_intent};
use crate::demo::normal;
use crate::demo::person::Person;
use crate::demo::random::{Random, Stream, logistic};
use crate::demo::region::Region;
use crate::demo::score_table::ScoreTable;

/// Size of the negative binomial count of prescriptions after the first. With it the standard errors of prescriptions
/// a hundred people are those published (Wang 2023: intervals of 5.3 and 4.7 on 4,195 people each).
const PRESCRIPTIONS_SIZE: f64 = 0.28;
/// Prescriptions are counted up to this many.
const MOST_PRESCRIPTIONS: u32 = 24;

/// Share of people with any claim for muscles, bones and joints in a year, beside an operation.
const SHARE_WITH_CLAIM: f64 = 0.27;
/// Shape of the gamma distribution of a year's cost.
const COST_SHAPE: f64 = 0.45;
/// Its mean in US dollars without an operation, and with one: Kim 2019 (JAMA Netw Open 2:e193676), low back pain.
const MEAN_COST_DOLLARS: f64 = 770.0;
const MEAN_COST_WITH_OPERATION_DOLLARS: f64 = 26_000.0;
/// Cost is rounded to this, and never to 0 where there was a claim.
const COST_STEP_DOLLARS: f64 = 10.0;
/// Cost is coded at this where it is over.
pub const MOST_COST_DOLLARS: f64 = 300_000.0;

/// Correlation of what lies behind interest in surgery with intent.
const INTEREST_CORRELATION: f64 = 0.8;
/// Log-odds of having seen a surgeon in the year before at intent 0, and their rise a standard deviation.
const SURGEON_LOG_ODDS: [f64; 2] = [-2.0, 1.2];

/// Months of a year.
pub const MONTHS: f64 = 12.0;

/// The year before and the year after one person's start.
#[derive(Debug, Clone, PartialEq)]
pub struct Year {
    /// Intent to be operated on before the start, standard normal over both groups but for the distance of their means.
    /// Latent: it is no variable of the study.
    pub intent: f64,
    /// Interest in surgery, 0–10: a trace of intent.
    pub surgery_interest: f64,
    /// Has seen a surgeon in the year before: another.
    pub saw_surgeon: bool,
    /// Month of each opioid prescription, the first one first.
    pub prescriptions: Vec<f64>,
    /// Month of the replacement or fusion, within the year.
    pub major_operation: Option<f64>,
    /// Month of the first operation of any kind, within the year.
    pub operation: Option<f64>,
    /// Cost of claims in the year before and in the year after, dollars.
    pub cost: [f64; 2],
}

/// What a group's years are made with.
#[derive(Debug, Clone, PartialEq)]
pub struct YearMaker {
    side: Side,
    hazards: Hazards,
    opioid_hazard: f64,
    more_prescriptions: f64,
    surgery_interest: ScoreTable,
}

impl YearMaker {
    /// Prepares.
    pub fn new(side: Side) -> Self {
        Self {
            side,
            hazards: Hazards::new(side),
            opioid_hazard: hazards::hazard(OPIOID.of(side)),
            more_prescriptions: PRESCRIPTIONS.of(side) / OPIOID.of(side) - 1.0,
            surgery_interest: ScoreTable::negative_binomial(0.295, 1.006, 10),
        }
    }

    /// A person's year.
    pub fn year(&self, seed: u64, person: &Person) -> Year {
        let mut random = person.random(seed, Stream::Claims);
        let intent = mean_intent(self.side) + random.normal();
        let surgery_interest = self.surgery_interest.at(interest_rank(&mut random, intent));
        let [log_odds, rise] = SURGEON_LOG_ODDS;
        let saw_surgeon = random.uniform() < logistic(log_odds + rise * intent);
        let prescriptions = self.prescriptions(&mut random);
        let (major_operation, operation) = self.operations(&mut random, person.region, intent);
        let before = cost(&mut random, None);
        let after = cost(&mut random, operation);
        let cost = [before, after];
        Year { intent, surgery_interest, saw_surgeon, prescriptions, major_operation, operation, cost }
    }

    /// The first after an exponential time; those that follow it lie evenly in what is left of the year.
    fn prescriptions(&self, random: &mut Random) -> Vec<f64> {
        let Some(first) = within_year(waiting_months(random, self.opioid_hazard)) else { return Vec::new() };
        let more = random.negative_binomial(PRESCRIPTIONS_SIZE, self.more_prescriptions);
        let mut months = vec![first];
        months.extend(
            (1..=more)
                .take(MOST_PRESCRIPTIONS as usize - 1)
                .map(|number| first + (MONTHS - first) * f64::from(number) / f64::from(more)),
        );
        months
    }

    /// Months of the replacement or fusion, and of the first operation of any kind.
    fn operations(&self, random: &mut Random, region: Region, intent: f64) -> (Option<f64>, Option<f64>) {
        let ratio = hazard_ratio(intent);
        let major = waiting_months(random, ratio * self.hazards.major(region));
        let other = waiting_months(random, ratio * self.hazards.other());
        (within_year(major), within_year(major.min(other)))
    }
}

/// Share of the people of both groups with less interest, where intent is `intent`.
fn interest_rank(random: &mut Random, intent: f64) -> f64 {
    let own = libm::sqrt(1.0 - INTEREST_CORRELATION * INTEREST_CORRELATION);
    normal::distribution(INTEREST_CORRELATION * intent + own * random.normal())
}

/// Months until something of this hazard a year; beyond all years where there is none.
fn waiting_months(random: &mut Random, hazard_a_year: f64) -> f64 {
    -log(random.uniform()) / hazard_a_year * MONTHS
}

fn within_year(months: f64) -> Option<f64> {
    (months <= MONTHS).then_some(months)
}

/// A year's cost; who was operated on has claims.
fn cost(random: &mut Random, operation: Option<f64>) -> f64 {
    let has_claim = random.uniform() < SHARE_WITH_CLAIM || operation.is_some();
    let mean = if operation.is_some() { MEAN_COST_WITH_OPERATION_DOLLARS } else { MEAN_COST_DOLLARS };
    let dollars = mean / COST_SHAPE * random.gamma(COST_SHAPE);
    if !has_claim {
        return 0.0;
    }
    (libm::round(dollars / COST_STEP_DOLLARS) * COST_STEP_DOLLARS).clamp(COST_STEP_DOLLARS, MOST_COST_DOLLARS)
}
