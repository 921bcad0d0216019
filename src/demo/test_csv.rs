//! Generated rows as the file they would be read from.

use std::fmt::Write;

use crate::domain::VariableKind;
use crate::import::{Batch, CellValue, Mapping, MeasurementRow, open};

/// The rows written as the file they would be read from.
pub fn csv(batch: &Batch, mapping: &Mapping) -> String {
    let instruments = mapping.instruments();
    let points = &mapping.time_axis().points;
    let columns: Vec<(u16, u16)> = (0..instruments.len() as u16)
        .flat_map(|instrument| (0..points.len() as u16).map(move |time| (instrument, time)))
        .filter(|pair| batch.measurements.iter().any(|row| (row.instrument, row.time) == *pair))
        .collect();
    let mut text = String::from("id");
    for variable in mapping.variables() {
        write!(text, ",{}", variable.code).unwrap();
    }
    for (instrument, time) in &columns {
        let (instrument, point) = (&instruments[usize::from(*instrument)], &points[usize::from(*time)]);
        write!(text, ",{}_{}", instrument.code, point.code).unwrap();
    }
    for row in &batch.participants {
        write!(text, "\n{}", row.key.as_str()).unwrap();
        for (value, variable) in row.values.iter().zip(mapping.variables()) {
            write!(text, ",{}", cell(*value, &variable.kind)).unwrap();
        }
        let scores: Vec<_> = batch.measurements.iter().filter(|score| score.key == row.key).collect();
        for (instrument, time) in &columns {
            let score = scores.iter().find(|score| (score.instrument, score.time) == (*instrument, *time));
            write!(text, ",{}", score.map(|score| score.value.to_string()).unwrap_or_default()).unwrap();
        }
    }
    text.push('\n');
    text
}

fn cell(value: CellValue, kind: &VariableKind) -> String {
    match (value, kind) {
        (CellValue::Category(code), VariableKind::Category { levels }) => {
            levels[usize::from(code)].code.to_string()
        }
        (CellValue::Flag(is), VariableKind::Flag) => if is { "yes" } else { "no" }.to_owned(),
        (CellValue::Missing, _) => String::new(),
        (CellValue::Number(number), VariableKind::Number { .. }) => number.to_string(),
        other => panic!("{other:?}"),
    }
}

/// A score as it can be sorted.
pub fn score(row: &MeasurementRow) -> (String, u16, u16, String) {
    (row.key.as_str().to_owned(), row.instrument, row.time, row.value.to_string())
}

/// Reading the rows from a file gives the very same.
pub fn assert_reads_as_made(batch: &Batch, mapping: &Mapping) {
    let text = csv(batch, mapping);
    let mut reader = open(mapping, "synthetic.csv", text.as_bytes()).unwrap();
    let read = reader.next_batch(10_000).unwrap().unwrap();
    assert_eq!(read.participants.len(), batch.participants.len());
    for (read, made) in read.participants.iter().zip(&batch.participants) {
        assert_eq!((&read.key, &read.values), (&made.key, &made.values));
    }
    let mut expected: Vec<_> = batch.measurements.iter().map(score).collect();
    let mut found: Vec<_> = read.measurements.iter().map(score).collect();
    expected.sort();
    found.sort();
    assert_eq!(found, expected);
}
