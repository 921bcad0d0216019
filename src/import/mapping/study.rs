//! What is said about the study as a whole.

use super::check::Findings;
use super::document::StudyEntry;
use super::{ScoreRule, ScoreTime, StudyText, TimeRule};
use crate::domain::{Code, CompleterRule, Instrument, TimeAxis, Variable, VariableKind};

/// What the study's words must refer to.
pub struct Parts<'a> {
    pub time_axis: &'a TimeAxis,
    pub variables: &'a [Variable],
    pub instruments: &'a [Instrument],
    pub scores: &'a [ScoreRule],
    pub time_rule: Option<&'a TimeRule>,
}

/// The study's text and its choices; `None` after reporting a choice that does not exist.
pub fn check(entry: &StudyEntry, parts: &Parts<'_>, findings: &mut Findings) -> Option<StudyText> {
    let title = findings.label("study.title", &entry.title);
    let description = findings.paragraph("study.description", &entry.description);
    let source = findings.paragraph("study.source", &entry.source);
    let assignment = findings.label("study.assignment", &entry.assignment);
    let primary_instrument = instrument(entry, parts, findings);
    let primary_time_point = time_point(entry, parts, findings);
    check_measured(primary_instrument.as_ref(), primary_time_point.as_ref(), parts, findings);
    let primary_grouping = grouping(entry, parts, findings);
    let completer = completer(entry, parts, findings);
    Some(StudyText {
        title,
        description,
        source,
        assignment,
        primary_instrument: primary_instrument?,
        primary_time_point: primary_time_point?,
        primary_grouping,
        completer,
    })
}

fn instrument(entry: &StudyEntry, parts: &Parts<'_>, findings: &mut Findings) -> Option<Code> {
    let mut codes = parts.instruments.iter().map(|instrument| &instrument.code);
    let found = codes.find(|code| code.as_str() == entry.primary_instrument).cloned();
    if found.is_none() {
        findings.report("study.primary_instrument", "is none of the instruments; name the code of one.");
    }
    found
}

fn time_point(entry: &StudyEntry, parts: &Parts<'_>, findings: &mut Findings) -> Option<Code> {
    let mut codes = parts.time_axis.points.iter().map(|point| &point.code);
    let found = codes.find(|code| code.as_str() == entry.primary_time_point).cloned();
    if found.is_none() {
        findings.report("study.primary_time_point", "is none of the time points; name the code of one.");
    }
    found
}

fn check_measured(
    instrument: Option<&Code>,
    time_point: Option<&Code>,
    parts: &Parts<'_>,
    findings: &mut Findings,
) {
    let (Some(instrument), Some(time_point)) = (instrument, time_point) else { return };
    let instrument = parts.instruments.iter().position(|other| &other.code == instrument);
    let time = parts.time_axis.points.iter().position(|point| &point.code == time_point);
    let is_measured = parts.scores.iter().any(|rule| {
        let is_then = match rule.time {
            ScoreTime::Fixed(at) => Some(usize::from(at)) == time,
            ScoreTime::OfTheRow => parts
                .time_rule
                .is_some_and(|rule| rule.values.values().any(|&at| Some(usize::from(at)) == time)),
        };
        is_then && Some(usize::from(rule.instrument)) == instrument
    });
    if !is_measured {
        findings.report(
            "study.primary_time_point",
            "has no column of the primary instrument; choose one at which it is measured.",
        );
    }
}

fn grouping(entry: &StudyEntry, parts: &Parts<'_>, findings: &mut Findings) -> Option<Code> {
    let wanted = entry.primary_grouping.as_deref()?;
    let found = parts.variables.iter().find(|variable| variable.code.as_str() == wanted);
    match found.map(|variable| (&variable.kind, variable.filterable, &variable.code)) {
        Some((VariableKind::Category { .. }, true, code)) => Some(code.clone()),
        Some((
            VariableKind::Category { .. }
            | VariableKind::Number { .. }
            | VariableKind::Flag
            | VariableKind::Date,
            _,
            _,
        ))
        | None => {
            findings.report(
                "study.primary_grouping",
                "must be the code of a variable of kind = \"category\" that is filterable; or leave it out.",
            );
            None
        }
    }
}

fn completer(entry: &StudyEntry, parts: &Parts<'_>, findings: &mut Findings) -> CompleterRule {
    let Some(wanted) = entry.completer_flag.as_deref() else {
        return CompleterRule::ObservedAtPrimaryTimePoint;
    };
    let found = parts.variables.iter().find(|variable| variable.code.as_str() == wanted);
    match found.map(|variable| (&variable.kind, &variable.code)) {
        Some((VariableKind::Flag, code)) => CompleterRule::Flag { variable: code.clone() },
        Some((VariableKind::Category { .. } | VariableKind::Number { .. } | VariableKind::Date, _))
        | None => {
            findings.report(
                "study.completer_flag",
                "must be the code of a variable of kind = \"flag\"; without it a completer has a value at the primary \
                 time point.",
            );
            CompleterRule::ObservedAtPrimaryTimePoint
        }
    }
}
