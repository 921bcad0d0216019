//! The pain of one person: as it is, and as it is reported.

use super::comparison;
use super::comparison::NaturalCourse;
use super::course::{PainCourse, ResponseClass, Shapes};
use super::options::ProgrammeOptions;
use super::participation::{Answer, COMPLETER_WEEK, Participation, follow_up};
use super::person::{Arm, Member, Person, Population};
use super::random::Stream;
use super::weeks::{FOLLOW_UP_WEEKS, Weekly};

/// Log-odds of answering at weeks 26 and 52 for an average person who started: about 60 and 53 % answer.
pub const FOLLOW_UP_LOG_ODDS: [f64; FOLLOW_UP_WEEKS.len()] = [0.27, -0.02];
/// The same for those who did not start, of whom half as many answer.
const FOLLOW_UP_LOG_ODDS_COMPARISON: [f64; FOLLOW_UP_WEEKS.len()] = [-0.91, -1.07];

/// What every person's record is made with.
#[derive(Debug, Clone, PartialEq)]
pub struct Recorder {
    options: ProgrammeOptions,
    shapes: Shapes,
    natural: NaturalCourse,
}

/// One person's pain over the weeks.
#[derive(Debug, Clone, PartialEq)]
pub struct PainRecord {
    /// Who.
    pub person: Person,
    /// How they respond; `None` for those who do not start.
    pub class: Option<ResponseClass>,
    /// Pain as it is.
    pub course: PainCourse,
    /// What they did.
    pub participation: Participation,
}

impl Recorder {
    /// Prepares.
    pub fn new(options: ProgrammeOptions) -> Self {
        Self { options, shapes: Shapes::new(), natural: NaturalCourse::new() }
    }

    /// The options.
    pub const fn options(&self) -> &ProgrammeOptions {
        &self.options
    }

    /// The record of a person.
    pub fn record(&self, member: Member) -> PainRecord {
        match member.arm {
            Arm::Programme => self.starter(member),
            Arm::Comparison => self.non_starter(member),
        }
    }

    fn starter(&self, member: Member) -> PainRecord {
        let ProgrammeOptions { seed, dropout, intermittent, .. } = self.options;
        let person = Person::new(seed, member);
        let (class, course) = self.shapes.course(seed, &person);
        let participation = Participation::new(seed, &person, &course.weekly, dropout, intermittent);
        PainRecord { person, class: Some(class), course, participation }
    }

    /// Pain at weeks 26 and 52, where it was answered.
    pub fn follow_up(&self, record: &PainRecord) -> [Option<f64>; FOLLOW_UP_WEEKS.len()] {
        let person = &record.person;
        let log_odds = match person.member.arm {
            Arm::Programme => FOLLOW_UP_LOG_ODDS,
            Arm::Comparison => FOLLOW_UP_LOG_ODDS_COMPARISON,
        };
        let mut random = person.random(self.options.seed, Stream::FollowUp);
        let answers = follow_up(&mut random, person, record.last_reported(), log_odds);
        let mut pain = record.course.follow_up.map(Some);
        for (pain, answer) in pain.iter_mut().zip(answers) {
            if answer == Answer::Missed {
                *pain = None;
            }
        }
        pain
    }

    fn non_starter(&self, member: Member) -> PainRecord {
        let seed = self.options.seed;
        let person = Person::new(seed, member);
        let course = self.natural.course(seed, &person);
        let participation = comparison::participation(seed, &person);
        PainRecord { person, class: None, course, participation }
    }
}

impl PainRecord {
    /// Pain as reported in the weeks 1 to 12.
    pub fn reported(&self) -> Weekly<Option<f64>> {
        let mut reported = [None; _];
        let pairs = self.course.weekly.iter().zip(self.participation.reports);
        for (slot, (&pain, answer)) in reported.iter_mut().zip(pairs) {
            *slot = (answer == Answer::Given).then_some(pain);
        }
        reported
    }

    /// The last pain reported, at the latest at the start.
    pub fn last_reported(&self) -> f64 {
        self.reported().into_iter().flatten().next_back().unwrap_or(self.person.pain)
    }

    /// Whether pain is asked for at all.
    pub fn is_asked_for_pain(&self) -> bool {
        self.person.member.population != Population::Pelvic
    }

    /// Still there in the last month.
    pub const fn is_completer(&self) -> bool {
        self.participation.last_week >= COMPLETER_WEEK
    }
}
