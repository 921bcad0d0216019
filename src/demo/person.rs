//! One person at the start: what their course depends on.

use libm::{log, round};

use super::normal;
use super::random::{Random, Stream, logistic};
use super::region::Region;
use super::score_table::log_odds;

/// The group a person is in. Nobody was assigned to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arm {
    /// Started the programme.
    Programme,
    /// Registered and never started.
    Comparison,
}

/// What a person is made for. The people of each are others: another population moves nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Population {
    /// Pain of back, joints and neck.
    Musculoskeletal,
    /// The pelvic pathway: women, asked about the pelvic floor and not about pain.
    Pelvic,
    /// In the claims study, those of the digital programme.
    ClaimsProgramme,
    /// In the claims study, those of matched physical therapy.
    ClaimsTherapy,
}

/// Which person: the arguments, beside the seed, that everything about somebody follows from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Member {
    /// What the person is made for.
    pub population: Population,
    /// The group.
    pub arm: Arm,
    /// Number within population and group, from 0.
    pub number: u32,
}

impl Member {
    /// The key of this person's random numbers.
    const fn key(self) -> u64 {
        let population = match self.population {
            Population::Musculoskeletal => 0,
            Population::Pelvic => 2,
            Population::ClaimsProgramme => 4,
            Population::ClaimsTherapy => 6,
        };
        let arm = match self.arm {
            Arm::Programme => 0,
            Arm::Comparison => 1,
        };
        (population + arm) << 32 | self.number as u64
    }
}

/// Age in years: lowest and highest.
pub const AGE_YEARS: [f64; 2] = [18.0, 89.0];
/// Mean age of those who start.
const MEAN_AGE_YEARS: f64 = 47.7;
/// Standard deviation of age.
const AGE_DEVIATION_YEARS: f64 = 10.8;
/// Rise of the log-odds of starting a year of age: between the published odds ratios 1.72 and 1.22 for two age bands.
const START_LOG_ODDS_A_YEAR: f64 = 0.0165;
/// Concentration of the beta distribution of pain at the start.
const PAIN_CONCENTRATION: f64 = 4.9;
/// Pain under this is not let in.
const LEAST_PAIN: f64 = 5.0;

/// One person at the start.
#[derive(Debug, Clone, PartialEq)]
pub struct Person {
    /// Which person.
    pub member: Member,
    /// Whole years.
    pub age_years: f64,
    /// kg/m².
    pub body_mass_index: f64,
    /// The first place that hurts.
    pub region: Region,
    /// Share of people with less latent distress.
    pub distress_rank: f64,
    /// Latent distress, standard normal.
    pub distress: f64,
    /// Latent engagement: what it adds to the logarithm of weekly sessions.
    pub engagement: f64,
    /// Pain at the start, 0–100, whole points.
    pub pain: f64,
}

impl Person {
    /// The person of this number; depends on nothing but the arguments.
    pub fn new(seed: u64, member: Member) -> Self {
        let mut random = Random::new(seed, member.key(), Stream::Person);
        let mean_age = mean_age_years(member.arm);
        let age_years = round(random.truncated_normal(mean_age, AGE_DEVIATION_YEARS, AGE_YEARS));
        let body_mass_index = 28.2 * libm::exp(0.20 * random.normal());
        let region = region(member.population, &mut random);
        let distress_rank = random.uniform();
        let distress = normal::quantile(distress_rank);
        let engagement = 0.40 * random.normal() + 0.15 * (age_years - 46.0) / 12.0;
        let mean = mean_pain(region, distress, body_mass_index);
        let pain = round(100.0 * random.beta(mean, PAIN_CONCENTRATION)).max(LEAST_PAIN);
        Self { member, age_years, body_mass_index, region, distress_rank, distress, engagement, pain }
    }

    /// This person's random numbers for one purpose.
    pub fn random(&self, seed: u64, stream: Stream) -> Random {
        Random::new(seed, self.member.key(), stream)
    }

    /// Body mass index as its effects take it: units of 6 kg/m² from 28.
    pub fn body_mass(&self) -> f64 {
        (self.body_mass_index - 28.0) / 6.0
    }

    /// Engagement in standard deviations from its mean.
    pub fn standard_engagement(&self) -> f64 {
        const MEAN: f64 = 0.15 * (MEAN_AGE_YEARS - 46.0) / 12.0;
        const DEVIATION: f64 = 0.422; // √(0.40² + (0.15 · 10.8 / 12)²)
        (self.engagement - MEAN) / DEVIATION
    }
}

/// Where the log-odds of starting rise linearly with age, those who do not start have the age distribution of those
/// who do, tilted exponentially: a normal one with the same deviation and a lower mean.
const fn mean_age_years(arm: Arm) -> f64 {
    match arm {
        Arm::Programme => MEAN_AGE_YEARS,
        Arm::Comparison => MEAN_AGE_YEARS - START_LOG_ODDS_A_YEAR * AGE_DEVIATION_YEARS * AGE_DEVIATION_YEARS,
    }
}

fn region(population: Population, random: &mut Random) -> Region {
    match population {
        Population::Pelvic => Region::Pelvic,
        Population::Musculoskeletal | Population::ClaimsProgramme | Population::ClaimsTherapy => {
            Region::MUSCULOSKELETAL.get(random.choose(&Region::SHARES)).copied().unwrap_or(Region::Back)
        }
    }
}

fn mean_pain(region: Region, distress: f64, body_mass_index: f64) -> f64 {
    logistic(log_odds(region.mean_pain()) + 0.18 * distress + 0.08 * (body_mass_index - 28.0) / 6.0)
}

/// ln(1 + sessions) from its value at 2.5 sessions a week.
pub fn log_sessions(sessions: f64) -> f64 {
    log((1.0 + sessions) / 3.5)
}
