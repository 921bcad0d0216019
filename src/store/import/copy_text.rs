//! Rows in the text format of COPY.

use std::io::Write;

use crate::import::{CellValue, MeasurementRow, ParticipantRow, Repetition};

/// Size at which a block of text is sent.
pub const BLOCK_BYTES: usize = 1 << 20;

/// One row of `staged_participant`. Every value is a number there: flags 0 and 1, levels their position, dates days
/// since 1970-01-01. Keys hold no character that the format would need to escape.
pub fn push_participant(text: &mut Vec<u8>, file: usize, row: &ParticipantRow) {
    push(text, format_args!("{file}\t{}\t{}", row.line, row.key.as_str()));
    for value in &row.values {
        match value {
            CellValue::Missing => text.extend_from_slice(b"\t\\N"),
            CellValue::Number(number) => push(text, format_args!("\t{number}")),
            CellValue::Category(level) => push(text, format_args!("\t{level}")),
            CellValue::Flag(answer) => push(text, format_args!("\t{}", u8::from(*answer))),
            CellValue::Date(days) => push(text, format_args!("\t{days}")),
        }
    }
    text.push(b'\n');
}

/// One row of `staged_measurement`.
pub fn push_measurement(text: &mut Vec<u8>, file: usize, row: &MeasurementRow) {
    let repeated = match row.repetition {
        Repetition::Once => 'f',
        Repetition::EveryRow => 't',
    };
    push(
        text,
        format_args!(
            "{file}\t{}\t{}\t{repeated}\t{}\t{}\t{}\t{}\n",
            row.line,
            row.column,
            row.key.as_str(),
            row.instrument,
            row.time,
            row.value
        ),
    );
}

/// Appends formatted text.
pub fn push(text: &mut Vec<u8>, arguments: std::fmt::Arguments<'_>) {
    // Writing to memory cannot fail.
    let _ = text.write_fmt(arguments);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ParticipantKey;

    #[test]
    fn a_participant_is_a_line_of_numbers() {
        let row = ParticipantRow {
            key: ParticipantKey::try_from("007").unwrap(),
            values: vec![
                CellValue::Number(15.33333),
                CellValue::Missing,
                CellValue::Category(2),
                CellValue::Flag(true),
                CellValue::Date(-1),
            ],
            line: 4,
        };
        let mut text = Vec::new();
        push_participant(&mut text, 1, &row);
        assert_eq!(String::from_utf8(text).unwrap(), "1\t4\t007\t15.33333\t\\N\t2\t1\t-1\n");
    }
}
