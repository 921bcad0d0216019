//! One cell: text → value, or what would be right.

use super::mapping::{ReadAs, VariableRule};
use super::number::{NumberError, parse_number};
use super::row::CellValue;
use crate::domain::{Day, DayError, IdentifierError, NumberRange, ParticipantKey, format};

/// Why a cell was refused. Each follows "found “…”;".
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum CellError {
    #[error(transparent)]
    Number(#[from] NumberError),
    #[error(transparent)]
    Date(#[from] DayError),
    #[error(
        "the value must lie between {} and {}; correct it, leave the cell empty, or correct the range in the mapping.",
        format::exact(.0.low),
        format::exact(.0.high)
    )]
    Range(NumberRange),
    #[error(
        "the mapping does not list this value; expected {0}. Correct the cell or add the value to the mapping."
    )]
    Value(String),
    #[error("the row has no participant id; every row needs one.")]
    NoId,
    #[error("the participant id {0}; use 1 to 64 letters, digits or the signs . _ : - only.")]
    Id(IdentifierError),
    #[error("the row has no time point; every row of a long file needs one.")]
    NoTime,
}

/// The participant's id: kept as text, so leading zeros stay.
pub fn read_id(text: &str) -> Result<ParticipantKey, CellError> {
    if text.is_empty() {
        return Err(CellError::NoId);
    }
    ParticipantKey::try_from(text).map_err(CellError::Id)
}

/// A score or quantity within its range.
pub fn read_number(text: &str, range: NumberRange) -> Result<f64, CellError> {
    let value = parse_number(text)?;
    if value < range.low.get() || value > range.high.get() {
        return Err(CellError::Range(range));
    }
    Ok(value)
}

/// The value of a variable.
pub fn read_variable(text: &str, rule: &VariableRule) -> Result<CellValue, CellError> {
    if text.is_empty() || rule.missing.contains(text) {
        return Ok(CellValue::Missing);
    }
    match &rule.read_as {
        ReadAs::Number(range) => Ok(CellValue::Number(read_number(text, *range)?)),
        ReadAs::Category(levels) => levels
            .get(text)
            .map(|&level| CellValue::Category(level))
            .ok_or_else(|| CellError::Value(listed(levels.keys()))),
        ReadAs::Flag(answers) => answers
            .get(text)
            .map(|&answer| CellValue::Flag(answer))
            .ok_or_else(|| CellError::Value(listed(answers.keys()))),
        ReadAs::Date => Ok(CellValue::Date(Day::parse(text)?.days())),
    }
}

/// The first ten values, for a message: `“0”, “1” or “2”`.
pub fn listed<'a>(values: impl ExactSizeIterator<Item = &'a String>) -> String {
    const SHOWN: usize = 10;
    let total = values.len();
    let mut list: Vec<String> =
        values.take(SHOWN).map(|value| format!("“{}”", super::text::shown(value))).collect();
    if total > SHOWN {
        return format!("{} or one of {} more", list.join(", "), total - SHOWN);
    }
    match (list.pop(), list.is_empty()) {
        (Some(last), false) => format!("{} or {last}", list.join(", ")),
        (Some(last), true) => last,
        (None, _) => "nothing".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Finite;

    const RANGE: NumberRange = NumberRange { low: Finite::ZERO, high: Finite::ZERO };

    #[test]
    fn a_number_too_long_for_a_float_is_out_of_range() {
        assert_eq!(read_number(&"9".repeat(400), RANGE), Err(CellError::Range(RANGE)));
    }

    #[test]
    fn leading_zeros_of_an_id_stay() {
        assert_eq!(read_id("007").map(|key| key.as_str().to_owned()), Ok("007".to_owned()));
    }

    #[test]
    fn a_list_of_values_reads_as_a_sentence() {
        let values: Vec<String> = (0..12).map(|value| value.to_string()).collect();
        assert_eq!(listed(values[..1].iter()), "“0”");
        assert_eq!(listed(values[..3].iter()), "“0”, “1” or “2”");
        assert!(listed(values.iter()).ends_with("“9” or one of 2 more"));
    }
}
