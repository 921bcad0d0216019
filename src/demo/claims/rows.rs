//! Claims as rows: the same that reading a file would give.

use super::hazards::Side;
use super::options::ClaimsOptions;
use super::year::{MONTHS, Year, YearMaker};
use crate::demo::background::{Background, BackgroundTables};
use crate::demo::course::Shapes;
use crate::demo::participation::{Answer, follow_up};
use crate::demo::person::{Arm, Member, Person, Population};
use crate::demo::random::Stream;
use crate::demo::record::FOLLOW_UP_LOG_ODDS;
use crate::demo::region::Region;
use crate::demo::score_rows::ScoreRows;
use crate::domain::ParticipantKey;
use crate::import::{Batch, CellValue, ParticipantRow};

/// Months after the start up to which events are counted, with their positions on the time axis. At the start there are
/// none.
const COUNTED: [(usize, f64); 5] = [(0, 0.0), (1, 3.0), (2, 6.0), (3, 9.0), (4, MONTHS)];
/// Position of month 12.
const MONTH_12: usize = 4;
/// Counts are given for 100 people, as they are published.
const PEOPLE: f64 = 100.0;

/// Position of each instrument in the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Instrument {
    Vas,
    Operations,
    MajorOperations,
    Prescriptions,
    Cost,
}

/// Hands out the people in batches, as a reader does a file: those of the programme, then those of physical therapy.
#[derive(Debug, Clone, PartialEq)]
pub struct ClaimsReader {
    options: ClaimsOptions,
    programme: YearMaker,
    therapy: YearMaker,
    background: BackgroundTables,
    shapes: Shapes,
    next: u32,
}

impl ClaimsReader {
    /// From the first person.
    pub fn new(options: ClaimsOptions) -> Self {
        Self {
            options,
            programme: YearMaker::new(Side::Programme),
            therapy: YearMaker::new(Side::Therapy),
            background: BackgroundTables::new(),
            shapes: Shapes::new(),
            next: 0,
        }
    }

    /// The next `people`, or fewer at the end; `None` when there are no more.
    pub fn next_batch(&mut self, people: u32) -> Option<Batch> {
        let end = self.next.saturating_add(people).min(2 * self.options.pairs);
        let mut batch = Batch::default();
        for position in self.next..end {
            self.push(&mut batch, position);
        }
        self.next = end;
        (!batch.participants.is_empty()).then_some(batch)
    }

    fn push(&self, batch: &mut Batch, position: u32) {
        let (side, number) = match position.checked_sub(self.options.pairs) {
            None => (Side::Programme, position),
            Some(number) => (Side::Therapy, number),
        };
        let Some(key) = key(side, number) else { return };
        let seed = self.options.seed;
        let person = Person::new(seed, member(side, number));
        let year = self.maker(side).year(seed, &person);
        let background = self.background.background(seed, &person, 0.0);
        let line = u64::from(position) + 1;
        let mut scores = ScoreRows { rows: &mut batch.measurements, key: &key, line };
        self.push_pain(&mut scores, &person);
        push_year(&mut scores, &year);
        let values = values(side, &person, &background, &year);
        batch.participants.push(ParticipantRow { key, values, line });
    }

    const fn maker(&self, side: Side) -> &YearMaker {
        match side {
            Side::Programme => &self.programme,
            Side::Therapy => &self.therapy,
        }
    }

    /// Pain at the start and after a year, which alike in both groups takes the course of those who start the programme:
    /// trials against physical therapy in person found no difference.
    fn push_pain(&self, scores: &mut ScoreRows<'_>, person: &Person) {
        let seed = self.options.seed;
        let (_, course) = self.shapes.course(seed, person);
        let mut random = person.random(seed, Stream::FollowUp);
        let [.., last_pain] = course.weekly;
        let [_, answer] = follow_up(&mut random, person, last_pain, FOLLOW_UP_LOG_ODDS);
        let [_, pain] = course.follow_up;
        scores.push(Instrument::Vas as u16, 0, person.pain);
        if answer == Answer::Given {
            scores.push(Instrument::Vas as u16, MONTH_12, pain);
        }
    }
}

/// Events so far, and the two years' cost.
fn push_year(scores: &mut ScoreRows<'_>, year: &Year) {
    for (time, month) in COUNTED {
        let so_far = |event: &&f64| **event <= month;
        let count = |events: &[f64]| PEOPLE * events.iter().filter(so_far).count() as f64;
        scores.push(Instrument::Operations as u16, time, count(year.operation.as_slice()));
        scores.push(Instrument::MajorOperations as u16, time, count(year.major_operation.as_slice()));
        scores.push(Instrument::Prescriptions as u16, time, count(&year.prescriptions));
    }
    let [before, after] = year.cost;
    scores.push(Instrument::Cost as u16, 0, before);
    scores.push(Instrument::Cost as u16, MONTH_12, after);
}

/// One value a variable, in the order of the catalogue.
fn values(side: Side, person: &Person, background: &Background, year: &Year) -> Vec<CellValue> {
    use CellValue::{Category, Flag, Missing, Number};
    let major = |region: Region| {
        if person.region == region { Flag(year.major_operation.is_some()) } else { Missing }
    };
    vec![
        Category(side as u16),
        Category(person.region as u16),
        Number(person.age_years),
        Category(background.sex),
        Category(background.ethnicity),
        Category(background.acuity),
        Category(background.year),
        Number(year.surgery_interest),
        Flag(year.saw_surgeon),
        Flag(!year.prescriptions.is_empty()),
        Number(year.prescriptions.len() as f64),
        Flag(year.operation.is_some()),
        major(Region::Knee),
        major(Region::Hip),
        major(Region::Back),
    ]
}

/// Both groups are made like those who start a programme.
pub const fn member(side: Side, number: u32) -> Member {
    let population = match side {
        Side::Programme => Population::ClaimsProgramme,
        Side::Therapy => Population::ClaimsTherapy,
    };
    Member { population, arm: Arm::Programme, number }
}

/// `d0000001` is of the digital programme, `t0000001` of physical therapy.
fn key(side: Side, number: u32) -> Option<ParticipantKey> {
    let group = match side {
        Side::Programme => 'd',
        Side::Therapy => 't',
    };
    ParticipantKey::try_from(format!("{group}{:07}", number + 1).as_str()).ok()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::demo::claims::MAPPING_TOML;
    use crate::demo::test_csv::assert_reads_as_made;
    use crate::import::Mapping;

    fn everyone(pairs: u32) -> Batch {
        ClaimsReader::new(ClaimsOptions { pairs, seed: 1 }).next_batch(u32::MAX).unwrap()
    }

    /// Ranges, levels, types and order of everything, by the checks that every file passes.
    #[test]
    fn the_rows_are_what_reading_them_from_a_file_gives() {
        assert_reads_as_made(&everyone(300), &Mapping::from_toml(MAPPING_TOML).unwrap());
    }

    #[test]
    fn a_person_does_not_depend_on_how_many_there_are_or_in_which_batch_they_come() {
        let mut reader = ClaimsReader::new(ClaimsOptions { pairs: 20, seed: 1 });
        let mut pieces = Batch::default();
        while let Some(batch) = reader.next_batch(7) {
            pieces.participants.extend(batch.participants);
            pieces.measurements.extend(batch.measurements);
        }
        assert_eq!(pieces, everyone(20));
        let values = |batch: &Batch, at: usize| batch.participants[at].values.clone();
        assert_eq!(values(&everyone(20), 25), values(&everyone(100), 105));
    }

    #[test]
    fn counts_so_far_never_fall_and_end_at_what_the_variables_say() {
        let batch = everyone(2_000);
        let mut counts_of: BTreeMap<(u64, u16), Vec<f64>> = BTreeMap::new();
        for row in &batch.measurements {
            counts_of.entry((row.line, row.instrument)).or_default().push(row.value / PEOPLE);
        }
        for person in &batch.participants {
            let counts = |instrument: Instrument| counts_of[&(person.line, instrument as u16)].clone();
            let prescriptions = counts(Instrument::Prescriptions);
            assert!(prescriptions.is_sorted() && prescriptions[0] == 0.0);
            assert_eq!(person.values[10], CellValue::Number(prescriptions[COUNTED.len() - 1]));
            let operations = counts(Instrument::Operations);
            assert!(operations.is_sorted());
            assert_eq!(person.values[11], CellValue::Flag(operations[COUNTED.len() - 1] > 0.0));
            assert!(
                counts(Instrument::MajorOperations).iter().zip(&operations).all(|(some, all)| some <= all)
            );
        }
    }
}
