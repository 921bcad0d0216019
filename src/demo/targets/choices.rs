//! What the specification leaves open and was chosen so that a figure comes out.

use super::cohort::{
    Estimate, Figure, assert_figures, assert_recorded, correlation, deviation, mean, share, starter,
};
use crate::demo::background::{Background, BackgroundTables};
use crate::demo::options::{DropoutMechanism, IntermittentMissingness, ProgrammeOptions, Starters};
use crate::demo::person::{Arm, Member, Person, Population};
use crate::demo::record::{PainRecord, Recorder};
use crate::effort::Effort;

/// As many as are tried.
fn people() -> u32 {
    Effort::of_this_run().share_of(100_000)
}

/// A record and the two follow-ups.
type Followed = (PainRecord, [Option<f64>; 2]);

fn recorder() -> Recorder {
    Recorder::new(ProgrammeOptions {
        starters: Starters::try_from(people()).unwrap(),
        seed: 1,
        dropout: DropoutMechanism::default(),
        intermittent: IntermittentMissingness::default(),
    })
}

fn followed(arm: Arm) -> Vec<Followed> {
    let recorder = recorder();
    let one = |number| {
        let record = recorder.record(Member { population: Population::Musculoskeletal, arm, number });
        let follow_up = recorder.follow_up(&record);
        (record, follow_up)
    };
    (0..people()).map(one).collect()
}

fn responds(person: &Person, pain: f64) -> bool {
    pain <= 0.7 * person.pain
}

#[test]
fn follow_ups_of_those_who_start() {
    let people = followed(Arm::Programme);
    let answered = |at: usize| share(&people, |(_, pain)| Some(pain[at].is_some()));
    let better = share(&people, |(record, pain)| pain[1].map(|pain| responds(&record.person, pain)));
    assert_figures(&[
        Figure::new("Answer at week 26, per cent", (60.0, 0), answered(0)),
        Figure::new("Answer at week 52, per cent", (53.0, 0), answered(1)),
        Figure::new("≥ 30% at week 52, of those who answer", (62.0, 0), better),
    ]);
}

#[test]
fn those_who_never_start_change_little() {
    let people = followed(Arm::Comparison);
    let change = |row: &Followed| Some(row.0.course.weekly[11] - row.0.person.pain);
    let answered = |at: usize| share(&people, |(_, pain)| Some(pain[at].is_some()));
    let better = share(&people, |(record, pain)| pain[1].map(|pain| responds(&record.person, pain)));
    assert_figures(&[
        Figure::new("Never started: change by week 12", (-4.6, 1), mean(&people, change)),
        Figure::new("Never started: SD of change", (21.0, 0), deviation(&people, change)),
        Figure::new(
            "Never started: still answering at week 12, per cent",
            (65.0, 0),
            share(&people, |(record, _)| Some(record.participation.last_week == 12)),
        ),
        Figure::new("Never started: answer at week 26, per cent", (30.0, 0), answered(0)),
        Figure::new("Never started: answer at week 52, per cent", (26.5, 1), answered(1)),
        Figure::new("Never started: ≥ 30% at week 52, of those who answer", (45.0, 0), better),
    ]);
}

#[test]
fn missed_reports_are_about_twelve_per_cent() {
    let people = followed(Arm::Programme);
    let (mut asked, mut missed) = (0, 0);
    for (record, _) in &people {
        let weeks = usize::from(record.participation.last_week);
        asked += weeks;
        missed += record.reported()[..weeks].iter().filter(|report| report.is_none()).count();
    }
    let percent = 100.0 * f64::from(missed as u32) / f64::from(asked as u32);
    assert!((11.0..14.0).contains(&percent), "{percent}");
}

#[test]
fn those_who_start_respond_at_twice_the_odds_after_a_year() {
    let odds = |arm: Arm| {
        let people = followed(arm);
        let answers = people.iter().filter_map(|(record, pain)| Some(responds(&record.person, pain[1]?)));
        let [no, yes] = answers.fold([0.0_f64; 2], |mut counts, better| {
            counts[usize::from(better)] += 1.0;
            counts
        });
        (yes / no, 1.0 / yes + 1.0 / no)
    };
    let ((programme, some), (comparison, more)) = (odds(Arm::Programme), odds(Arm::Comparison));
    let value = programme / comparison;
    let found = Estimate { value, standard_error: value * (some + more).sqrt() };
    assert_figures(&[Figure::new("≥ 30% at week 52, odds ratio of starting", (2.0, 1), found)]);
}

#[test]
fn contacts_a_week_are_recorded() {
    let recorder = recorder();
    let (mut weeks, mut contacts) = (0.0, [0.0; 2]);
    for number in 0..20_000 {
        let record = recorder.record(starter(number));
        weeks += f64::from(record.participation.last_week);
        for (sum, count) in contacts.iter_mut().zip(crate::demo::rows::contacts(1, &record)) {
            *sum += count;
        }
    }
    let [items, messages] = contacts.map(|sum| sum / weeks);
    assert_recorded(&[
        format!("| Education items a week in the programme | 0.9 | {items:.2} |"),
        format!("| Messages a week in the programme | 1.9 | {messages:.2} |"),
    ]);
}

#[test]
fn what_is_known_of_people_has_its_shares() {
    let tables = BackgroundTables::new();
    let person = |number| {
        let person = Person::new(1, starter(number));
        let background = tables.background(1, &person, (person.pain - 46.1) / 21.0);
        (person, background)
    };
    let people: Vec<(Person, Background)> = (0..people()).map(person).collect();
    let of = |is: &dyn Fn(&Background) -> bool| share(&people, |(_, background)| Some(is(background)));
    assert_figures(&[
        Figure::new("Women, per cent", (57.0, 0), of(&|one| one.sex == 0)),
        Figure::new("Opioids at the start, per cent", (7.0, 0), of(&|one| one.takes_opioids)),
        Figure::new("Earlier operation, per cent", (12.0, 0), of(&|one| one.was_operated)),
        Figure::new("In work, per cent", (85.0, 0), of(&|one| one.is_employed)),
        Figure::new("A second region, per cent", (25.0, 0), of(&|one| one.second_region > 0)),
        Figure::new("Chronic, per cent", (75.0, 0), of(&|one| one.acuity == 0)),
        Figure::new("Surgery interest 0, per cent", (65.0, 0), of(&|one| one.surgery_interest == 0.0)),
        Figure::new(
            "BMI ≥ 30, per cent",
            (38.0, 0),
            share(&people, |(person, _)| Some(person.body_mass_index >= 30.0)),
        ),
        Figure::new(
            "Correlation of PHQ-9 and GAD-7",
            (0.7, 1),
            correlation(&people, |(_, one)| one.phq9, |(_, one)| one.gad7),
        ),
    ]);
}

#[test]
fn employers_are_of_all_sizes_and_some_are_tiny() {
    let tables = BackgroundTables::new();
    let mut sizes = [0_u32; 24];
    for number in 0..10_000 {
        let person = Person::new(1, starter(number));
        sizes[usize::from(tables.background(1, &person, 0.0).employer)] += 1;
    }
    assert!(sizes[0] > 2_000, "{sizes:?}");
    assert!(sizes.iter().any(|size| (1..=10).contains(size)), "{sizes:?}");
}
