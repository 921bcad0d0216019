//! The filter fields of one variable.

use super::AddressError;
use super::fields::{Fields, quoted};
use crate::cohort::Criterion;
use crate::domain::{Code, Finite, Level, NumberRange, Variable, VariableKind, format, reading};

/// Takes the fields of a filterable variable; `None` when they set nothing.
///
/// # Errors
/// An [`AddressError`] for a value that does not fit the variable.
pub(super) fn take(fields: &mut Fields, variable: &Variable) -> Result<Option<Criterion>, AddressError> {
    match &variable.kind {
        VariableKind::Number { range, .. } => number(fields, variable, *range),
        VariableKind::Category { levels } => category(fields, variable, levels),
        VariableKind::Flag => flag(fields, variable),
        VariableKind::Date => Ok(None),
    }
}

/// The field of a category or flag.
pub(super) fn field(variable: &Code) -> String {
    format!("f.{variable}")
}

/// The fields of the limits of a number.
pub(super) fn limit_fields(variable: &Code) -> [String; 2] {
    [format!("f.{variable}.from"), format!("f.{variable}.to")]
}

fn number(
    fields: &mut Fields,
    variable: &Variable,
    range: NumberRange,
) -> Result<Option<Criterion>, AddressError> {
    let [from, to] = limit_fields(&variable.code);
    let (low, high) = (limit(fields, &from, variable)?, limit(fields, &to, variable)?);
    if let (Some(low), Some(high)) = (low, high)
        && low > high
    {
        let (low, high) = (format::exact(low), format::exact(high));
        return Err(AddressError::EmptyRange {
            label: variable.label.clone(),
            low: quoted(&low),
            high: quoted(&high),
        });
    }
    // No value lies outside the declared range, so a limit at its end or beyond is none.
    let low = low.filter(|low| *low > range.low);
    let high = high.filter(|high| *high < range.high);
    let is_set = low.is_some() || high.is_some();
    Ok(is_set.then(|| Criterion::NumberRange { variable: variable.code.clone(), low, high }))
}

fn limit(fields: &mut Fields, field: &str, variable: &Variable) -> Result<Option<Finite>, AddressError> {
    let Some(text) = fields.take_one(field, &variable.label)? else { return Ok(None) };
    // Adding zero turns −0 into 0, so that one limit has one text.
    let number = reading::number(&text).and_then(|value| Finite::new(value.get() + 0.0));
    let not_a_number = || AddressError::NotANumber { label: variable.label.clone(), text: quoted(&text) };
    number.ok_or_else(not_a_number).map(Some)
}

fn category(
    fields: &mut Fields,
    variable: &Variable,
    levels: &[Level],
) -> Result<Option<Criterion>, AddressError> {
    let chosen = fields.take_all(&field(&variable.code));
    if let Some(unknown) = chosen.iter().find(|text| !levels.iter().any(|level| level.code.as_str() == *text))
    {
        return Err(AddressError::UnknownLevel { label: variable.label.clone(), text: quoted(unknown) });
    }
    let is_chosen = |level: &&Level| chosen.iter().any(|text| text == level.code.as_str());
    let codes: Vec<Code> = levels.iter().filter(is_chosen).map(|level| level.code.clone()).collect();
    let is_set = !codes.is_empty() && codes.len() < levels.len();
    Ok(is_set.then(|| Criterion::OneOf { variable: variable.code.clone(), levels: codes }))
}

fn flag(fields: &mut Fields, variable: &Variable) -> Result<Option<Criterion>, AddressError> {
    let answer = match fields.take_one(&field(&variable.code), &variable.label)?.as_deref() {
        None | Some("any") => return Ok(None),
        Some("yes") => true,
        Some("no") => false,
        Some(other) => {
            return Err(AddressError::UnknownAnswer { label: variable.label.clone(), text: quoted(other) });
        }
    };
    Ok(Some(Criterion::FlagIs { variable: variable.code.clone(), answer }))
}
