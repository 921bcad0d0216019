//! What people do in the programme: sessions, reports, and stopping.

use super::options::{DropoutMechanism, IntermittentMissingness};
use super::person::{Person, Population, log_sessions};
use super::random::{Random, Stream};
use super::weeks::{FOLLOW_UP_WEEKS, Weekly, numbers};

/// Whether something was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Answer {
    /// Yes.
    #[default]
    Given,
    /// No.
    Missed,
}

/// What a person did.
#[derive(Debug, Clone, PartialEq)]
pub struct Participation {
    /// Sessions in each week, counted as if nobody stopped.
    pub sessions: Weekly<f64>,
    /// Last week in which the person took part, 0 to 12.
    pub last_week: u8,
    /// Pain reports, asked for until the last week.
    pub reports: Weekly<Answer>,
}

/// First week whose being reached makes a completer: the last month.
pub const COMPLETER_WEEK: u8 = 9;

/// What the pelvic pathway adds to the log-odds of stopping: 81 % complete it (Healthcare 2024;12:141).
const PELVIC_STOPPING_LOG_ODDS: f64 = -0.55;

/// Sessions a week are counted up to this many.
pub const MOST_SESSIONS: f64 = 50.0;

/// Sessions in the weeks 1 to 12, with the size and mean of the specification.
fn sessions(seed: u64, person: &Person) -> Weekly<f64> {
    let mut random = person.random(seed, Stream::Sessions);
    let mut sessions = [0.0; _];
    for (count, week) in sessions.iter_mut().zip(numbers()) {
        let mean = 2.75 * libm::exp(person.engagement - 0.045 * (week - 1.0));
        *count = f64::from(random.negative_binomial(6.0, mean)).min(MOST_SESSIONS);
    }
    sessions
}

/// What is known of a person when a week begins.
struct Past {
    /// Sessions of the week before.
    sessions: f64,
    /// The last pain reported.
    pain: f64,
}

impl Participation {
    /// Goes through the weeks with somebody who starts and whose pain is `weekly_pain`.
    pub fn new(
        seed: u64,
        person: &Person,
        weekly_pain: &Weekly<f64>,
        dropout: DropoutMechanism,
        intermittent: IntermittentMissingness,
    ) -> Self {
        let sessions = sessions(seed, person);
        let mut stops = person.random(seed, Stream::DropOut);
        let mut misses = person.random(seed, Stream::Reports);
        let mut past = Past { sessions: 3.0, pain: person.pain };
        let mut reports = [Answer::Missed; _];
        let mut last_week = 0;
        let weeks = reports.iter_mut().zip(sessions).zip(weekly_pain).zip(numbers());
        for (((report, sessions), &pain), week) in weeks {
            if stops.yes_with_log_odds(log_odds_of_stopping(person, week, &past, pain, dropout)) {
                break;
            }
            last_week += 1;
            *report = report_of(person, &mut misses, sessions, intermittent);
            let reported = if *report == Answer::Given { pain } else { past.pain };
            past = Past { sessions, pain: reported };
        }
        Self { sessions, last_week, reports }
    }
}

/// Log-odds that a person stops at the beginning of a week.
fn log_odds_of_stopping(
    person: &Person,
    week: f64,
    past: &Past,
    pain: f64,
    dropout: DropoutMechanism,
) -> f64 {
    let early = if week <= 2.0 { 0.5 } else { 0.0 };
    let shared = pathway_log_odds(person) + early
        - 0.45 * log_sessions(past.sessions)
        - 0.25 * (person.age_years - 46.0) / 12.0;
    match dropout {
        DropoutMechanism::MissingAtRandom => {
            let relative_change = (past.pain - person.pain) / person.pain.max(10.0);
            -3.53 + shared + 0.45 * (relative_change + 0.3).clamp(-1.0, 1.5)
        }
        DropoutMechanism::MissingNotAtRandom => -3.8 + shared + 0.5 * (pain - 20.0) / 20.0,
    }
}

/// What the pathway adds to the log-odds of stopping.
const fn pathway_log_odds(person: &Person) -> f64 {
    match person.member.population {
        Population::Musculoskeletal | Population::ClaimsProgramme | Population::ClaimsTherapy => 0.0,
        Population::Pelvic => PELVIC_STOPPING_LOG_ODDS,
    }
}

/// Pain as it was reported in a week; in the pelvic pathway nobody is asked.
fn report_of(
    person: &Person,
    misses: &mut Random,
    sessions: f64,
    intermittent: IntermittentMissingness,
) -> Answer {
    if person.member.population == Population::Pelvic {
        return Answer::Missed;
    }
    match intermittent {
        IntermittentMissingness::Off => Answer::Given,
        IntermittentMissingness::On => missed_with_log_odds(misses, -2.0 - 0.5 * log_sessions(sessions)),
    }
}

/// Missed with these log-odds.
pub fn missed_with_log_odds(random: &mut Random, log_odds: f64) -> Answer {
    if random.yes_with_log_odds(log_odds) { Answer::Missed } else { Answer::Given }
}

/// Answers to the follow-ups, which go to everyone, whether or not they stopped: `log_odds` for somebody of average
/// engagement, more for the engaged and for those whose last report was better by 30 %.
pub fn follow_up(
    random: &mut Random,
    person: &Person,
    last_pain: f64,
    log_odds: [f64; FOLLOW_UP_WEEKS.len()],
) -> [Answer; FOLLOW_UP_WEEKS.len()] {
    let response = if last_pain <= 0.7 * person.pain { 0.2 } else { 0.0 };
    log_odds.map(|base| missed_with_log_odds(random, -(base + 0.3 * person.standard_engagement() + response)))
}
