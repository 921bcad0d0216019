use super::*;
use crate::demo::options::{DropoutMechanism, Starters};
use crate::demo::test_csv::{assert_reads_as_made, csv, score};
use crate::demo::{catalogue, options};
use crate::domain::format::hexadecimal;
use crate::domain::{Code, DataVersion, VariableKind};
use crate::import::Mapping;

fn options(starters: u32) -> ProgrammeOptions {
    ProgrammeOptions {
        starters: Starters::try_from(starters).unwrap(),
        seed: 1,
        dropout: DropoutMechanism::MissingAtRandom,
        intermittent: options::IntermittentMissingness::On,
    }
}

fn everyone(starters: u32) -> Batch {
    Programme::new(options(starters)).batch(0, u32::MAX)
}

fn mapping() -> Mapping {
    catalogue::mapping().unwrap()
}

/// The value of a variable by its code.
fn value(row: &ParticipantRow, code: &str) -> CellValue {
    let variables = mapping();
    let at = variables.variables().iter().position(|variable| variable.code.as_str() == code).unwrap();
    row.values[at]
}

#[test]
fn the_mapping_is_right_and_marked_synthetic() {
    let study = mapping().study(Code::try_from(catalogue::CODE).unwrap());
    assert!(study.title.starts_with("Synthetic"));
    assert!(study.description.starts_with("SYNTHETIC"));
    assert!(study.source.starts_with("Synthetic data"));
    assert_eq!(study.assignment, "not randomised");
}

#[test]
fn scores_at_the_start_are_in_the_bands_of_their_instruments() {
    let version = DataVersion { number: 1, loaded_on: String::new(), files: Vec::new() };
    let study = mapping().catalogue(Code::try_from(catalogue::CODE).unwrap(), version);
    let with_bands = study.variables.iter().filter(|variable| study.bands(variable).is_some());
    assert_eq!(
        with_bands.map(|variable| variable.code.as_str()).collect::<Vec<_>>(),
        ["phq9_start", "gad7_start"]
    );
}

/// Ranges, levels, types and order of everything, by the checks that every file passes.
#[test]
fn the_rows_are_what_reading_them_from_a_file_gives() {
    assert_reads_as_made(&everyone(300), &mapping());
}

#[test]
fn a_person_does_not_depend_on_how_many_there_are_or_in_which_batch_they_come() {
    let (few, many) = (Programme::new(options(50)), Programme::new(options(5_000)));
    assert_eq!(few.batch(0, 50), many.batch(0, 50));
    let non_starters = |programme: &Programme| programme.batch(programme.options().starters.get(), 12);
    let without_line = |batch: Batch| {
        let people: Vec<_> = batch.participants.into_iter().map(|row| (row.key, row.values)).collect();
        let scores: Vec<_> = batch.measurements.iter().map(score).collect();
        (people, scores)
    };
    assert_eq!(without_line(non_starters(&few)), without_line(non_starters(&many)));
    let mut reader = ProgrammeReader::new(options(50));
    let mut pieces = Batch::default();
    while let Some(batch) = reader.next_batch(7) {
        pieces.participants.extend(batch.participants);
        pieces.measurements.extend(batch.measurements);
    }
    assert_eq!(pieces, few.batch(0, u32::MAX));
}

#[test]
fn another_seed_makes_other_people() {
    let other = Programme::new(ProgrammeOptions { seed: 2, ..options(50) });
    assert_ne!(other.batch(0, 50), everyone(50));
}

/// The digest was written down when the generator was; it changes with the generator, whose revision is then raised.
#[test]
fn the_same_seed_gives_the_same_bytes() {
    assert_eq!(digest(&everyone(300)), "92c123f2b75a38165287853b9ab6cc41431fa889834694db8ac7a2446ece4386");
}

fn is_pelvic(key: &ParticipantKey) -> bool {
    key.as_str().chars().nth(1) == Some('f')
}

fn digest(batch: &Batch) -> String {
    use sha2::{Digest, Sha256};
    let text = csv(batch, &mapping());
    hexadecimal(&Sha256::digest(text.as_bytes()))
}

#[test]
fn in_the_pelvic_pathway_women_answer_about_the_pelvic_floor_and_not_about_pain() {
    let batch = everyone(2_000);
    let pelvic: Vec<_> = batch.participants.iter().filter(|row| is_pelvic(&row.key)).collect();
    assert_eq!(pelvic.len(), 60 + 15);
    assert!(pelvic.iter().all(|row| value(row, "sex") == CellValue::Category(0)));
    assert!(pelvic.iter().all(|row| value(row, "region") == CellValue::Category(5)));
    let asked = |of: Instrument| {
        let rows = batch.measurements.iter().filter(|row| row.instrument == of as u16);
        let (theirs, others): (Vec<_>, Vec<_>) = rows.partition(|row| is_pelvic(&row.key));
        (!theirs.is_empty(), !others.is_empty())
    };
    for instrument in [Instrument::Uiq7, Instrument::Udi6, Instrument::Pfiq7] {
        assert_eq!(asked(instrument), (true, false), "{instrument:?}");
    }
    for instrument in [Instrument::Vas, Instrument::Nprs, Instrument::SurgeryInterest, Instrument::KorffPain]
    {
        assert_eq!(asked(instrument), (false, true), "{instrument:?}");
    }
    for instrument in [Instrument::Sessions, Instrument::Phq9, Instrument::Wpai] {
        assert_eq!(asked(instrument), (true, true), "{instrument:?}");
    }
}

#[test]
fn every_number_lies_in_its_declared_range_and_none_leaves_most_of_it_empty() {
    let (batch, mapping) = (everyone(5_000), mapping());
    for (position, variable) in mapping.variables().iter().enumerate() {
        let VariableKind::Number { range, .. } = &variable.kind else { continue };
        let values = batch.participants.iter().map(|row| {
            let CellValue::Number(value) = row.values[position] else { panic!("{:?}", row.values[position]) };
            value
        });
        let (low, high) = (range.low.get(), range.high.get());
        assert!(values.clone().all(|value| low <= value && value <= high), "{}", variable.code);
        let highest = values.fold(low, f64::max);
        assert!(highest - low > 0.8 * (high - low), "{}: {highest} of {high}", variable.code);
    }
}

#[test]
fn nobody_who_never_started_has_sessions() {
    let batch = everyone(300);
    let is_comparison = |key: &ParticipantKey| key.as_str().starts_with('c');
    let sessions = Instrument::Sessions as u16;
    assert!(batch.measurements.iter().any(|row| row.instrument == sessions));
    assert!(!batch.measurements.iter().any(|row| row.instrument == sessions && is_comparison(&row.key)));
    for row in batch.participants.iter().filter(|row| is_comparison(&row.key)) {
        assert_eq!(value(row, "total_sessions"), CellValue::Number(0.0));
        assert_eq!(value(row, "arm"), CellValue::Category(1));
    }
}
