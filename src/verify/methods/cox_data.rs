//! The rows and columns of a regression on times to an event.

use nalgebra::DMatrix;

use super::survival_data::follow_up;
use super::{Call, CaseError};
use crate::stats::model::{Design, Expression, ModelFrame, RightSide, Variable};
use crate::stats::survival::cox::CoxData;
use crate::stats::survival::{FollowUp, Status, aligned};
use crate::verify::call::{bad, levels};

/// The data of a case, with its words.
pub(super) struct CoxCall {
    pub data: CoxData,
    /// Names of the coefficients.
    pub names: Vec<String>,
    /// Terms of the formula with their columns.
    pub terms: Vec<(String, Vec<usize>)>,
    /// Names of the strata by their number.
    pub strata_names: Vec<String>,
}

/// Reads the formula, and follow-up with its ties aligned, strata, clusters and weights of its complete rows.
pub(super) fn read(call: &Call<'_>) -> Result<CoxCall, CaseError> {
    let mut given = read_as_given(call)?;
    given.data.follow_up = aligned(&given.data.follow_up)?;
    Ok(given)
}

/// As [`read`], for models that know no ties: times are as they are given.
pub(super) fn read_as_given(call: &Call<'_>) -> Result<CoxCall, CaseError> {
    let strata = columns(call, "strata")?;
    let clusters = columns(call, "cluster")?;
    let outcome = ["start", "stop", "time", "event", "weights"].into_iter().filter(|name| call.has(name));
    let outcome = outcome.map(|name| call.word(name)).collect::<Result<Vec<&str>, _>>()?;
    let weight = if call.has("weights") { Some(call.word("weights")?) } else { None };
    let extras: Vec<&str> =
        strata.iter().chain(&clusters).map(String::as_str).chain(outcome.iter().copied()).collect();
    let frame = call.model(&extras)?;
    let follow_up = follow_up_of(call, &frame)?;
    let extra =
        |name: &str| extras.iter().position(|known| *known == name).and_then(|place| frame.extras.get(place));
    let named = |names: &[String]| names.iter().filter_map(|name| extra(name)).collect::<Vec<&Variable>>();
    let specials = |function: &str| special(&frame, function);
    let (strata, strata_names) = joined(&[named(&strata), specials("strata")].concat(), frame.len());
    let (clusters, _) = joined(&[named(&clusters), specials("cluster")].concat(), frame.len());
    let weights = match weight.and_then(extra) {
        None => Vec::new(),
        Some(Variable::Numeric(values)) => values.iter().map(|value| value.unwrap_or(0.0)).collect(),
        Some(Variable::Categorical(_)) => return Err(bad("weights", "a column of numbers")),
    };
    // As in R the column of ones is left out whether or not the formula has one, and factors are coded as beside it.
    let side = RightSide { intercept: true, ..frame.formula.fixed.clone() };
    let design = Design::of(&frame, &side);
    let terms = design.terms.iter().enumerate().map(|(term, found)| {
        (found.label.clone(), design.columns_of(term).into_iter().map(|column| column - 1).collect())
    });
    let offset = if side.offsets.is_empty() { Vec::new() } else { frame.offset.clone() };
    Ok(CoxCall {
        names: design.names.iter().skip(1).cloned().collect(),
        terms: terms.collect(),
        strata_names,
        data: CoxData {
            follow_up,
            design: design.matrix.columns_range(1..).into_owned(),
            strata,
            clusters,
            weights,
            offset,
        },
    })
}

/// An argument that is a column or a list of columns; none when not given.
fn columns(call: &Call<'_>, name: &str) -> Result<Vec<String>, CaseError> {
    if !call.has(name) {
        return Ok(Vec::new());
    }
    if call.argument(name)?.is_string() { Ok(vec![call.word(name)?.to_owned()]) } else { call.words(name) }
}

/// The follow-up of the complete rows, by arguments or by `Surv(…)` in the formula.
fn follow_up_of(call: &Call<'_>, frame: &ModelFrame) -> Result<Vec<FollowUp>, CaseError> {
    let missing = || bad("time", "a column without missing values in the rows of the model");
    if call.has("time") || call.has("stop") {
        let rows = follow_up(call)?;
        let kept = frame.kept.iter().map(|&row| rows.get(row).copied().flatten());
        return kept.collect::<Option<Vec<_>>>().ok_or_else(missing);
    }
    let numbers = |variable: &Variable| match variable {
        Variable::Numeric(values) => values.iter().copied().collect::<Option<Vec<f64>>>(),
        Variable::Categorical(factor) => {
            let is_true = |label: Option<String>| label.map(|label| f64::from(u8::from(label == "TRUE")));
            factor.labels().into_iter().map(is_true).collect()
        }
    };
    let parts: Option<Vec<Vec<f64>>> = frame.response.iter().map(numbers).collect();
    let status = |value: f64| if value == 1.0 { Status::Event } else { Status::Censored };
    match parts.as_deref() {
        Some([time, event]) => {
            Ok(time.iter().zip(event).map(|(&time, &event)| FollowUp::until(time, status(event))).collect())
        }
        Some([start, stop, event]) => {
            let ends = start.iter().zip(stop).zip(event);
            Ok(ends.map(|((&start, &stop), &event)| FollowUp::between(start, stop, status(event))).collect())
        }
        Some(_) | None => Err(missing()),
    }
}

/// The variables of `strata(…)` or `cluster(…)` in the formula.
fn special<'a>(frame: &'a ModelFrame, function: &str) -> Vec<&'a Variable> {
    let is_wanted = |special: &&Expression| matches!(special, Expression::Call { function: name, .. } if name == function);
    let arguments = frame.formula.fixed.specials.iter().filter(is_wanted).flat_map(|special| match special {
        Expression::Call { arguments, .. } => arguments.as_slice(),
        Expression::Number(_)
        | Expression::Text(_)
        | Expression::Name(_)
        | Expression::Parenthesised(_)
        | Expression::Signed { .. }
        | Expression::Binary { .. } => &[],
    });
    arguments.filter_map(|argument| frame.variable(argument)).collect()
}

/// The combination of some variables in each row as a number, and the combinations' names; empty without variables.
fn joined(variables: &[&Variable], rows: usize) -> (Vec<usize>, Vec<String>) {
    let Some((first, rest)) = variables.split_first() else {
        return (Vec::new(), Vec::new());
    };
    let (mut codes, mut names) = coded(first, rows);
    for variable in rest {
        let (inner, inner_names) = coded(variable, rows);
        codes = codes.iter().zip(&inner).map(|(outer, inner)| outer * inner_names.len() + inner).collect();
        names = names.iter().flat_map(|a| inner_names.iter().map(move |b| format!("{a}, {b}"))).collect();
    }
    (codes, names)
}

fn coded(variable: &Variable, rows: usize) -> (Vec<usize>, Vec<String>) {
    let labels: Vec<Option<String>> = match variable {
        Variable::Categorical(factor) => factor.labels(),
        Variable::Numeric(values) => {
            values.iter().map(|value| value.map(|value| value.to_string())).collect()
        }
    };
    let names = match variable {
        Variable::Categorical(factor) => factor.levels().to_vec(),
        Variable::Numeric(_) => levels(&labels),
    };
    let place = |row: usize| {
        let label = labels.get(row).and_then(Option::as_ref);
        names.iter().position(|name| Some(name) == label).unwrap_or(0)
    };
    ((0..rows).map(place).collect(), names)
}

/// Complete rows of the data, the names of the coefficients, and the design without the column of ones.
pub(super) type NamedDesign = (Vec<usize>, Vec<String>, DMatrix<f64>);

/// The formula's design in the rows that have time and cause, too.
pub(super) fn read_competing(call: &Call<'_>) -> Result<NamedDesign, CaseError> {
    let frame = call.model(&[call.word("time")?, call.word("event")?])?;
    let side = RightSide { intercept: true, ..frame.formula.fixed.clone() };
    let design = Design::of(&frame, &side);
    let names = design.names.iter().skip(1).cloned().collect();
    Ok((frame.kept, names, design.matrix.columns_range(1..).into_owned()))
}
