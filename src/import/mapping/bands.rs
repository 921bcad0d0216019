//! The bands of an instrument, and the variables that are scores of one.

use super::check::Findings;
use super::document::BandsEntry;
use crate::domain::{Bands, BandsError, Finite, Instrument, NumberRange, Variable, VariableKind, format};

/// The bands of an instrument of this range; `None` after reporting why they are refused.
pub fn check(key: &str, entry: &BandsEntry, range: NumberRange, findings: &mut Findings) -> Option<Bands> {
    let source = findings.label(&format!("{key}.source"), &entry.source);
    let limits = entry.limits.iter().enumerate().map(|(position, limit)| {
        (limit.from, findings.label(&format!("{key}.limits[{position}].label"), &limit.label))
    });
    let limits = limits.collect();
    let step = entry.step.unwrap_or_else(|| Finite::from(1));
    Bands::from_lower_limits(range, step, &source, limits).map_err(|error| report(key, &error, findings)).ok()
}

fn report(key: &str, error: &BandsError, findings: &mut Findings) {
    let key = match error {
        // An empty text was told when it was read.
        BandsError::Unsourced | BandsError::Unnamed { .. } => return,
        BandsError::TooFew => format!("{key}.limits"),
        BandsError::Step => format!("{key}.step"),
        BandsError::Repeated { position, .. } => format!("{key}.limits[{position}].label"),
        BandsError::Start { .. } => format!("{key}.limits[0].from"),
        BandsError::Unordered { position, .. } | BandsError::Outside { position, .. } => {
            format!("{key}.limits[{position}].from")
        }
        BandsError::Narrow { position } | BandsError::End { position, .. } => {
            format!("{key}.limits[{position}]")
        }
    };
    findings.report(&key, error);
}

/// A variable that is a score of an instrument has the range of that instrument.
pub fn check_scores(variables: &[Variable], instruments: &[Instrument], findings: &mut Findings) {
    for variable in variables {
        let VariableKind::Number { range, score_of: Some(code), .. } = &variable.kind else { continue };
        let key = format!("variables.{}", variable.code);
        match instruments.iter().find(|instrument| &instrument.code == code) {
            None => findings.report(
                &format!("{key}.score_of"),
                format!("is “{code}”, which is none of the instruments; name the code of one, or leave it out."),
            ),
            Some(instrument) if instrument.range != *range => findings.report(
                &format!("{key}.range"),
                format!(
                    "is {}, and that of `instruments.{code}`, of which it is a score, is {}; give both the same.",
                    written(*range),
                    written(instrument.range)
                ),
            ),
            Some(_) => {}
        }
    }
}

fn written(range: NumberRange) -> String {
    format!("[{}, {}]", format::exact(range.low), format::exact(range.high))
}
