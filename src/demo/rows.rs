//! The programme as rows: the same that reading a file would give.

use libm::round;

use super::background::{Background, BackgroundTables};
use super::further::{FurtherTables, RegionScores, Start};
use super::normal;
use super::options::ProgrammeOptions;
use super::person::{Arm, Member, Person, Population};
use super::questionnaires::{ASKED_AGAIN, QuestionnaireTables, Scores, numeric_rating};
use super::random::Stream;
use super::record::{PainRecord, Recorder};
use super::region::Region;
use super::score_rows::ScoreRows;
use super::score_table::{ScoreTable, beta_of};
use super::weeks::WEEKS;
use crate::domain::ParticipantKey;
use crate::import::{Batch, CellValue, ParticipantRow};

/// Means a week of education items, and of messages from coaches and therapists.
const CONTACTS_A_WEEK: [f64; 2] = [0.9, 1.9];
/// Mean of the exponential of engagement, by which contacts are scaled.
const MEAN_ACTIVITY: f64 = 1.116;
/// Body mass index is coded at these where it is under or over, for privacy.
const BODY_MASS_INDEX: [f64; 2] = [18.0, 50.0];
/// What people did is coded at these where it is over: they are the ends of the declared ranges, so that histograms are
/// not stretched by a few, and nobody is found by being the most active.
const MOST_TOTAL_SESSIONS: f64 = 100.0;
const MOST_SESSIONS_A_WEEK: f64 = 12.0;
const MOST_CONTACTS: [f64; 2] = [40.0, 60.0];
/// Lowest score of each depression band after the first.
const DEPRESSION_BANDS: [f64; 4] = [5.0, 10.0, 15.0, 20.0];

/// Position of each instrument in the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Instrument {
    Vas,
    Nprs,
    Odi,
    QuickDash,
    KoosPs,
    HoosPs,
    Ndi,
    Phq9,
    Gad7,
    Wpai,
    Sessions,
    KorffPain,
    KorffDisability,
    KoosPain,
    SurgeryInterest,
    Uiq7,
    Udi6,
    Pfiq7,
}

impl Instrument {
    const fn of(region: Region) -> Self {
        match region {
            Region::Back => Self::Odi,
            Region::Knee => Self::KoosPs,
            Region::Shoulder => Self::QuickDash,
            Region::Neck => Self::Ndi,
            Region::Hip => Self::HoosPs,
            Region::Pelvic => Self::Uiq7,
        }
    }
}

/// Everyone of a programme, in no memory: each person is made when asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Programme {
    recorder: Recorder,
    background: BackgroundTables,
    questionnaires: QuestionnaireTables,
    further: FurtherTables,
    /// Pain at the start over everyone, from which its normal scores come.
    pain: ScoreTable,
}

impl Programme {
    /// Prepares; quick, whatever the size.
    pub fn new(options: ProgrammeOptions) -> Self {
        Self {
            recorder: Recorder::new(options),
            background: BackgroundTables::new(),
            questionnaires: QuestionnaireTables::new(),
            further: FurtherTables::new(),
            pain: ScoreTable::beta(beta_of(0.461, 0.21), 1),
        }
    }

    /// The options.
    pub const fn options(&self) -> &ProgrammeOptions {
        self.recorder.options()
    }

    /// How many people there are in both groups and pathways.
    pub fn people(&self) -> u32 {
        self.parts().map(|part| part.count).iter().sum()
    }

    /// Those who start, those who do not, and the same of the pelvic pathway.
    const fn parts(&self) -> [Part; 4] {
        use Arm::{Comparison, Programme};
        use Population::{Musculoskeletal, Pelvic};
        let starters = self.options().starters;
        [
            Part { population: Musculoskeletal, arm: Programme, count: starters.get() },
            Part { population: Musculoskeletal, arm: Comparison, count: starters.comparison() },
            Part { population: Pelvic, arm: Programme, count: starters.pelvic() },
            Part { population: Pelvic, arm: Comparison, count: starters.pelvic_comparison() },
        ]
    }

    /// The person at a position; `None` past the end.
    fn member(&self, position: u32) -> Option<Member> {
        let mut number = position;
        for Part { population, arm, count } in self.parts() {
            if number < count {
                return Some(Member { population, arm, number });
            }
            number -= count;
        }
        None
    }

    /// Up to `count` people from the one at position `from`, part after part. Empty past the end.
    pub fn batch(&self, from: u32, count: u32) -> Batch {
        let mut batch = Batch::default();
        for position in from..from.saturating_add(count).min(self.people()) {
            self.push(&mut batch, position);
        }
        batch
    }

    fn push(&self, batch: &mut Batch, position: u32) {
        let Some(member) = self.member(position) else { return };
        let Some(key) = key(member) else { return };
        let record = self.recorder.record(member);
        let line = u64::from(position) + 1;
        let pain = normal::quantile(self.pain.rank(record.person.pain));
        let background = self.background.background(self.options().seed, &record.person, pain);
        let mut scores = ScoreRows { rows: &mut batch.measurements, key: &key, line };
        if record.is_asked_for_pain() {
            self.push_pain(&mut scores, &record);
        }
        push_sessions(&mut scores, &record);
        self.push_questionnaires(&mut scores, &record, &background, pain);
        let values = self.values(&record, &background);
        batch.participants.push(ParticipantRow { key, values, line });
    }

    fn push_pain(&self, scores: &mut ScoreRows<'_>, record: &PainRecord) {
        let seed = self.options().seed;
        let mut ratings = record.person.random(seed, Stream::Ratings);
        let mut push = |time: usize, pain: Option<f64>| {
            if let Some(pain) = pain {
                scores.push_one(Instrument::Vas, time, pain);
                if is_rated(time) {
                    scores.push_one(Instrument::Nprs, time, numeric_rating(pain, &mut ratings));
                }
            }
        };
        push(0, Some(record.person.pain));
        for (time, pain) in (1..).zip(record.reported()) {
            push(time, pain);
        }
        for (time, pain) in (WEEKS + 1..).zip(self.recorder.follow_up(record)) {
            push(time, pain);
        }
    }

    fn push_questionnaires(
        &self,
        scores: &mut ScoreRows<'_>,
        record: &PainRecord,
        background: &Background,
        pain: f64,
    ) {
        let ProgrammeOptions { seed, intermittent, .. } = *self.options();
        let answers = self.questionnaires.answer(seed, record, background, pain, intermittent);
        scores.push_all(Instrument::of(record.person.region), answers.region);
        scores.push_all(Instrument::Phq9, answers.phq9);
        scores.push_all(Instrument::Gad7, answers.gad7);
        if let Some(wpai) = answers.wpai {
            scores.push_all(Instrument::Wpai, wpai);
        }
        let start = Start { background, pain, region: answers.region };
        let further = self.further.answer(seed, record, &self.questionnaires, &start, intermittent);
        scores.push_region(further.region);
        if let Some(interest) = further.surgery_interest {
            scores.push_ends(Instrument::SurgeryInterest, interest);
        }
    }

    /// One value a variable, in the order of the catalogue.
    fn values(&self, record: &PainRecord, background: &Background) -> Vec<CellValue> {
        use CellValue::{Category, Flag, Number};
        let person = &record.person;
        let [education, messages] = contacts(self.options().seed, record);
        let [most_items, most_messages] = MOST_CONTACTS;
        let (total, month) = sessions(record);
        vec![
            Category(person.member.arm as u16),
            Number(person.age_years),
            Category(background.sex),
            Number(coded_body_mass_index(person)),
            Category(background.ethnicity),
            Category(person.region as u16),
            Category(background.second_region),
            Category(background.acuity),
            Number(background.phq9),
            Category(depression_band(background.phq9)),
            Number(background.gad7),
            Number(background.surgery_interest),
            Flag(background.takes_opioids),
            Flag(background.was_operated),
            Flag(background.is_employed),
            Category(background.employer),
            Category(background.year),
            Flag(record.is_completer()),
            Number(coded(total, MOST_TOTAL_SESSIONS)),
            Number(coded(month, MOST_SESSIONS_A_WEEK)),
            Number(coded(education, most_items)),
            Number(coded(messages, most_messages)),
        ]
    }
}

/// Education items and messages while in the programme; none for those who never started.
pub fn contacts(seed: u64, record: &PainRecord) -> [f64; 2] {
    let person = &record.person;
    let mut random = person.random(seed, Stream::Contacts);
    let weeks = match person.member.arm {
        Arm::Programme => f64::from(record.participation.last_week),
        Arm::Comparison => 0.0,
    };
    let activity = libm::exp(person.engagement) / MEAN_ACTIVITY;
    CONTACTS_A_WEEK.map(|mean| f64::from(random.poisson(mean * weeks * activity)))
}

/// Hands out a programme in batches, as a reader does a file.
#[derive(Debug, Clone, PartialEq)]
pub struct ProgrammeReader {
    programme: Programme,
    next: u32,
}

impl ProgrammeReader {
    /// From the first person.
    pub fn new(options: ProgrammeOptions) -> Self {
        Self { programme: Programme::new(options), next: 0 }
    }

    /// The next `people`, or fewer at the end; `None` when there are no more.
    pub fn next_batch(&mut self, people: u32) -> Option<Batch> {
        let batch = self.programme.batch(self.next, people);
        self.next = self.next.saturating_add(people);
        (!batch.participants.is_empty()).then_some(batch)
    }
}

impl ScoreRows<'_> {
    fn push_one(&mut self, instrument: Instrument, time: usize, value: f64) {
        self.push(instrument as u16, time, value);
    }

    fn push_region(&mut self, scores: RegionScores) {
        match scores {
            RegionScores::Back { pain, disability } => {
                self.push_ends(Instrument::KorffPain, pain);
                self.push_ends(Instrument::KorffDisability, disability);
            }
            RegionScores::Knee { pain } => self.push_ends(Instrument::KoosPain, pain),
            RegionScores::Pelvic { distress, impact } => {
                self.push_all(Instrument::Udi6, distress);
                self.push_all(Instrument::Pfiq7, impact);
            }
            RegionScores::None => {}
        }
    }

    /// At weeks 0 and 12 only, as the trials did.
    fn push_ends(&mut self, instrument: Instrument, scores: Scores) {
        self.push_one(instrument, 0, scores.start);
        let [_, last] = scores.later;
        if let Some(score) = last {
            self.push_one(instrument, WEEKS, score);
        }
    }

    fn push_all(&mut self, instrument: Instrument, scores: Scores) {
        self.push_one(instrument, 0, scores.start);
        for (week, score) in ASKED_AGAIN.into_iter().zip(scores.later) {
            if let Some(score) = score {
                self.push_one(instrument, usize::from(week), score);
            }
        }
    }
}

/// Sessions in each week of those who start.
fn push_sessions(scores: &mut ScoreRows<'_>, record: &PainRecord) {
    if record.person.member.arm == Arm::Programme {
        let weeks = usize::from(record.participation.last_week);
        for (time, &sessions) in (1..=weeks).zip(&record.participation.sessions) {
            scores.push_one(Instrument::Sessions, time, sessions);
        }
    }
}

/// Weeks 0, 6 and 12 and the follow-ups.
fn is_rated(time: usize) -> bool {
    time == 0 || time > WEEKS || ASKED_AGAIN.into_iter().any(|week| usize::from(week) == time)
}

/// `p0000001` starts, `c0000001` does not; `pf0000001` and `cf0000001` in the pelvic pathway. `None` for the people of
/// another study.
fn key(member: Member) -> Option<ParticipantKey> {
    let pathway = match member.population {
        Population::Musculoskeletal => "",
        Population::Pelvic => "f",
        Population::ClaimsProgramme | Population::ClaimsTherapy => return None,
    };
    let group = match member.arm {
        Arm::Programme => 'p',
        Arm::Comparison => 'c',
    };
    ParticipantKey::try_from(format!("{group}{pathway}{:07}", member.number + 1).as_str()).ok()
}

/// People of one population and group.
struct Part {
    population: Population,
    arm: Arm,
    count: u32,
}

/// One decimal, within the limits.
fn coded_body_mass_index(person: &Person) -> f64 {
    let [low, high] = BODY_MASS_INDEX;
    (round(10.0 * person.body_mass_index) / 10.0).clamp(low, high)
}

/// At most `most`, and without a sign on zero.
fn coded(value: f64, most: f64) -> f64 {
    value.min(most) + 0.0
}

fn depression_band(phq9: f64) -> u16 {
    DEPRESSION_BANDS.iter().filter(|&&lowest| phq9 >= lowest).count() as u16
}

/// Sessions in all weeks, and a week in the first four: weeks after stopping have none.
fn sessions(record: &PainRecord) -> (f64, f64) {
    let weeks = usize::from(record.participation.last_week);
    let sum = |most: usize| record.participation.sessions.iter().take(weeks.min(most)).sum::<f64>();
    (sum(WEEKS), sum(4) / 4.0)
}

#[cfg(test)]
mod tests;
