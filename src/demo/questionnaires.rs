//! Questionnaires beside pain, at weeks 0, 6 and 12, and the numeric rating of pain.

use super::background::{Background, correlated_rank};
use super::normal;
use super::options::IntermittentMissingness;
use super::participation::{Answer, missed_with_log_odds};
use super::random::{Random, Stream};
use super::record::PainRecord;
use super::region::Region;
use super::scale::on_scale;
use super::score_table::{ScoreTable, beta_of};

/// Weeks after the start at which questionnaires are asked again.
pub const ASKED_AGAIN: [u8; 2] = [6, 12];
/// Log-odds of missing one while still there: 10 %.
const MISSED_LOG_ODDS: f64 = -2.197;
/// Correlation of what lies behind a region's score with pain at the start.
const PAIN_CORRELATION: f64 = 0.5;
/// Correlation of what lies behind impaired work with pain at the start.
const WORK_CORRELATION: f64 = 0.4;
/// Share of working people whose work is not impaired.
const SHARE_UNIMPAIRED: f64 = 0.45;

/// How a score follows the improvement of pain.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Response {
    /// Part of the score that goes when all pain goes.
    pub share: f64,
    /// Standard deviation of what else moves it, points.
    pub noise: f64,
    /// Scores are multiples of this.
    pub step: f64,
    /// Highest score.
    pub highest: f64,
}

const LOW_BACK: Response = Response { share: 0.55, noise: 3.5, step: 2.0, highest: 100.0 };
const NECK: Response = Response { share: 0.55, noise: 5.0, step: 2.0, highest: 100.0 };
const SHOULDER: Response = Response { share: 0.60, noise: 7.0, step: 1.0, highest: 100.0 };
const KNEE_OR_HIP: Response = Response { share: 0.55, noise: 6.0, step: 1.0, highest: 100.0 };
const PELVIC_FLOOR: Response = Response { share: 0.60, noise: 7.0, step: 1.0, highest: 100.0 };
const DEPRESSION: Response = Response { share: 0.45, noise: 1.5, step: 1.0, highest: 27.0 };
const ANXIETY: Response = Response { share: 0.40, noise: 1.3, step: 1.0, highest: 21.0 };
const WORK: Response = Response { share: 0.55, noise: 8.0, step: 1.0, highest: 100.0 };

impl Response {
    /// The score when `improvement`, a share of pain, has gone. What was 0 stays 0.
    fn after(self, start: f64, improvement: f64, random: &mut Random) -> f64 {
        let noise = self.noise * random.normal();
        if start <= 0.0 {
            return 0.0;
        }
        let expected = start * (1.0 - self.share * improvement) + noise;
        on_scale(expected, self.step, self.highest)
    }
}

/// The distributions of the scores at the start, worked out once.
#[derive(Debug, Clone, PartialEq)]
pub struct QuestionnaireTables {
    odi: ScoreTable,
    quickdash: ScoreTable,
    koos_ps: ScoreTable,
    hoos_ps: ScoreTable,
    ndi: ScoreTable,
    uiq7: ScoreTable,
    wpai: ScoreTable,
}

/// A score at the start and at each later occasion, where it was answered.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scores {
    /// Week 0, always answered.
    pub start: f64,
    /// The weeks of [`ASKED_AGAIN`].
    pub later: [Option<f64>; ASKED_AGAIN.len()],
}

impl Scores {
    /// The same scores on another scale.
    pub fn map(self, to: impl Fn(f64) -> f64) -> Self {
        Self { start: to(self.start), later: self.later.map(|score| score.map(&to)) }
    }

    /// The sum with scores of the same occasions, where both are answered.
    pub fn plus(self, other: Self) -> Self {
        let mut later = self.later;
        for (sum, other) in later.iter_mut().zip(other.later) {
            *sum = sum.zip(other).map(|(one, other)| one + other);
        }
        Self { start: self.start + other.start, later }
    }
}

/// All questionnaires of a person.
#[derive(Debug, Clone, PartialEq)]
pub struct Questionnaires {
    /// The score of the first region.
    pub region: Scores,
    /// Depression.
    pub phq9: Scores,
    /// Anxiety.
    pub gad7: Scores,
    /// Impaired work; only for those who work.
    pub wpai: Option<Scores>,
}

impl QuestionnaireTables {
    /// With the means and standard deviations of the specification.
    pub fn new() -> Self {
        let work = ScoreTable::beta(beta_of(0.30, 0.20), 1);
        Self {
            odi: ScoreTable::beta([2.30, 8.30], 2),
            quickdash: ScoreTable::beta(beta_of(0.26, 0.15), 1),
            koos_ps: ScoreTable::beta(beta_of(0.30, 0.13), 1),
            hoos_ps: ScoreTable::beta(beta_of(0.28, 0.14), 1),
            ndi: ScoreTable::beta(beta_of(0.26, 0.12), 2),
            uiq7: ScoreTable::beta(beta_of(0.32, 0.20), 1),
            wpai: ScoreTable::with_zeros(&work, SHARE_UNIMPAIRED),
        }
    }

    /// The questionnaires of a person whose pain at the start has the normal score `pain`.
    pub fn answer(
        &self,
        seed: u64,
        record: &PainRecord,
        background: &Background,
        pain: f64,
        intermittent: IntermittentMissingness,
    ) -> Questionnaires {
        let mut random = record.person.random(seed, Stream::Questionnaires);
        let occasions = Occasions { record, intermittent };
        let (table, response) = self.of(record.person.region);
        let start = table.at(correlated_rank(&mut random, pain, PAIN_CORRELATION));
        let region = occasions.scores(&mut random, start, response);
        let phq9 = occasions.scores(&mut random, background.phq9, DEPRESSION);
        let gad7 = occasions.scores(&mut random, background.gad7, ANXIETY);
        let start = self.wpai.at(correlated_rank(&mut random, pain, WORK_CORRELATION));
        let work = occasions.scores(&mut random, start, WORK);
        Questionnaires { region, phq9, gad7, wpai: background.is_employed.then_some(work) }
    }

    /// The normal score of somebody's score of their first region, among those of that region.
    pub fn normal_score(&self, region: Region, score: f64) -> f64 {
        normal::quantile(self.of(region).0.rank(score))
    }

    const fn of(&self, region: Region) -> (&ScoreTable, Response) {
        match region {
            Region::Back => (&self.odi, LOW_BACK),
            Region::Knee => (&self.koos_ps, KNEE_OR_HIP),
            Region::Shoulder => (&self.quickdash, SHOULDER),
            Region::Neck => (&self.ndi, NECK),
            Region::Hip => (&self.hoos_ps, KNEE_OR_HIP),
            Region::Pelvic => (&self.uiq7, PELVIC_FLOOR),
        }
    }
}

/// When questionnaires come and who is still there.
pub struct Occasions<'a> {
    /// Whose.
    pub record: &'a PainRecord,
    /// Whether some are missed.
    pub intermittent: IntermittentMissingness,
}

impl Occasions<'_> {
    /// A score that starts here and goes on as this response to the person's improvement.
    pub fn scores(&self, random: &mut Random, start: f64, response: Response) -> Scores {
        let later = ASKED_AGAIN.map(|week| {
            let score = self.score(week, random, start, response);
            (self.answer(week, random) == Answer::Given).then_some(score)
        });
        Scores { start, later }
    }

    /// The same where nobody misses an occasion.
    pub fn all_scores(&self, random: &mut Random, start: f64, response: Response) -> Scores {
        Scores { start, later: ASKED_AGAIN.map(|week| Some(self.score(week, random, start, response))) }
    }

    fn score(&self, week: u8, random: &mut Random, start: f64, response: Response) -> f64 {
        let improvement = usize::from(week).checked_sub(1);
        let improvement = improvement.and_then(|at| self.record.course.improvement.get(at)).copied();
        response.after(start, improvement.unwrap_or(0.0), random)
    }

    fn answer(&self, week: u8, random: &mut Random) -> Answer {
        let now_and_then = missed_with_log_odds(random, MISSED_LOG_ODDS);
        if week > self.record.participation.last_week {
            return Answer::Missed;
        }
        match self.intermittent {
            IntermittentMissingness::On => now_and_then,
            IntermittentMissingness::Off => Answer::Given,
        }
    }
}

/// The numeric rating 0–10 beside a pain of 0–100.
pub fn numeric_rating(pain: f64, random: &mut Random) -> f64 {
    on_scale(pain / 10.0 + 0.7 * random.normal(), 1.0, 10.0)
}
