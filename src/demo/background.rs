//! What else is known of a person. None of it influences the course of pain.

use super::normal;
use super::person::Person;
use super::random::{Random, Stream};
use super::region::Region;
use super::score_table::ScoreTable;

/// Ethnic groups: white, Black, Asian, Hispanic, other; Scheer 2022 (JMIR 24(10):e41306).
const ETHNIC_SHARES: [f64; 5] = [65.5, 10.8, 9.7, 9.2, 4.8];
/// Chronic, subacute, acute.
const ACUITY_SHARES: [f64; 3] = [75.0, 15.0, 10.0];
/// The years 2022 to 2025 of a growing programme.
const YEAR_SHARES: [f64; 4] = [16.0, 24.0, 30.0, 30.0];
/// Employers A to X, from a quarter of everyone down to one or two people of 10,000.
pub const EMPLOYER_SHARES: [f64; 24] = [
    2_400.0, 1_700.0, 1_250.0, 950.0, 750.0, 600.0, 480.0, 390.0, 320.0, 260.0, 210.0, 170.0, 140.0, 110.0,
    90.0, 70.0, 50.0, 35.0, 25.0, 15.0, 9.0, 6.0, 4.0, 2.0,
];
/// Share of people with a second place that hurts.
const SHARE_SECOND_REGION: f64 = 0.25;
/// Share of people who work.
const SHARE_EMPLOYED: f64 = 0.85;
/// Log-odds of taking opioids at average pain: about 7 % of everyone, in the middle of the trials' 5 to 9 %.
const OPIOID_LOG_ODDS: f64 = -2.66;
/// Rise of those log-odds a standard deviation of pain.
const OPIOID_LOG_ODDS_A_DEVIATION: f64 = 0.35;
/// Correlation of what lies behind anxiety with distress, at which the two scores correlate by about 0.7.
const ANXIETY_CORRELATION: f64 = 0.75;
/// Correlation of what lies behind interest in surgery with pain.
const SURGERY_CORRELATION: f64 = 0.30;

/// Which code of the catalogue's lists.
pub type Level = u16;

/// What is known of a person at the start beside their pain.
#[derive(Debug, Clone, PartialEq)]
pub struct Background {
    /// Female or male.
    pub sex: Level,
    /// Ethnic group.
    pub ethnicity: Level,
    /// 0 for none, otherwise 1 + the position of the second region.
    pub second_region: Level,
    /// Chronic, subacute or acute.
    pub acuity: Level,
    /// Patient Health Questionnaire, 0–27.
    pub phq9: f64,
    /// Generalised anxiety, 0–21.
    pub gad7: f64,
    /// Interest in surgery, 0–10.
    pub surgery_interest: f64,
    /// Takes opioids.
    pub takes_opioids: bool,
    /// Has been operated on at the first region.
    pub was_operated: bool,
    /// Works.
    pub is_employed: bool,
    /// Employer A to X.
    pub employer: Level,
    /// 2022 to 2025.
    pub year: Level,
}

/// The distributions of the scores, worked out once.
#[derive(Debug, Clone, PartialEq)]
pub struct BackgroundTables {
    phq9: ScoreTable,
    gad7: ScoreTable,
    surgery_interest: ScoreTable,
}

impl BackgroundTables {
    /// With the published sizes and means.
    pub fn new() -> Self {
        Self {
            phq9: ScoreTable::negative_binomial(0.626, 2.771, 27),
            gad7: ScoreTable::negative_binomial(0.7, 2.6, 21),
            surgery_interest: ScoreTable::negative_binomial(0.295, 1.006, 10),
        }
    }

    /// The background of a person whose pain has the normal score `pain`.
    pub fn background(&self, seed: u64, person: &Person, pain: f64) -> Background {
        let mut random = person.random(seed, Stream::Background);
        let region = person.region;
        Background {
            sex: u16::from(random.uniform() >= region.share_female()),
            ethnicity: level(&mut random, &ETHNIC_SHARES),
            second_region: second_region(&mut random, region),
            acuity: level(&mut random, &ACUITY_SHARES),
            phq9: self.phq9.at(person.distress_rank),
            gad7: self.gad7.at(correlated_rank(&mut random, person.distress, ANXIETY_CORRELATION)),
            surgery_interest: self.surgery_interest.at(correlated_rank(
                &mut random,
                pain,
                SURGERY_CORRELATION,
            )),
            takes_opioids: random.yes_with_log_odds(OPIOID_LOG_ODDS + OPIOID_LOG_ODDS_A_DEVIATION * pain),
            was_operated: random.uniform() < region.share_operated(),
            is_employed: random.uniform() < SHARE_EMPLOYED,
            employer: level(&mut random, &EMPLOYER_SHARES),
            year: level(&mut random, &YEAR_SHARES),
        }
    }
}

fn level(random: &mut Random, shares: &[f64]) -> Level {
    random.choose(shares) as Level
}

/// The rank of a normal variable that correlates with another of value `with`.
pub fn correlated_rank(random: &mut Random, with: f64, correlation: f64) -> f64 {
    let own = libm::sqrt(1.0 - correlation * correlation);
    normal::distribution(correlation * with + own * random.normal())
}

fn second_region(random: &mut Random, first: Region) -> Level {
    if random.uniform() >= SHARE_SECOND_REGION {
        return 0;
    }
    let mut shares = Region::SHARES;
    for (share, region) in shares.iter_mut().zip(Region::MUSCULOSKELETAL) {
        if region == first {
            *share = 0.0;
        }
    }
    1 + level(random, &shares)
}
