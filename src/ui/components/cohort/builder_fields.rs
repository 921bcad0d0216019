//! The fields of a rule, by what it is about; they begin with what stood there before.

use leptos::prelude::*;

use super::editing::Editing;
use super::subject::{MISSING, RECORDED, Subject, WITHIN, instruments};
use crate::cohort::{Criterion, Presence};
use crate::domain::{Code, Finite, Instrument, Level, Variable, VariableKind, format};
use crate::ui::choices::{Choice, capitalised};
use crate::ui::components::SelectField;

/// The fields of a rule about `subject`, filled in from a rule about the same.
pub fn fields(editing: &Editing, subject: &Subject, before: Option<&Criterion>) -> AnyView {
    let before = before.filter(|criterion| Subject::of(criterion).as_ref() == Some(subject));
    match subject {
        Subject::Variable(code) => match editing.catalogue.variable(code) {
            Some((_, variable)) => variable_fields(variable, before),
            None => ().into_any(),
        },
        Subject::Score | Subject::Change | Subject::PercentChange => score_fields(editing, subject, before),
        Subject::Responder => responder_fields(editing, before),
        Subject::ScorePresence => presence_fields(editing, before),
        Subject::Engagement => engagement_fields(editing, before),
        Subject::Cohort => cohort_field(editing, before),
    }
}

fn variable_fields(variable: &Variable, before: Option<&Criterion>) -> AnyView {
    let values = match &variable.kind {
        VariableKind::Number { unit, .. } => {
            let (low, high) = number_limits(before);
            view! { <Limits low=low high=high unit=unit.clone()/> }.into_any()
        }
        VariableKind::Date => {
            let (low, high) = if let Some(Criterion::DateRange { low, high, .. }) = before {
                (low.map(|day| day.to_string()), high.map(|day| day.to_string()))
            } else {
                (None, None)
            };
            view! {
                <TextField name="low" label="From" kind="date" value=low.unwrap_or_default()/>
                <TextField name="high" label="to" kind="date" value=high.unwrap_or_default()/>
            }
            .into_any()
        }
        VariableKind::Category { levels } => level_boxes(levels, before),
        VariableKind::Flag => {
            let answer =
                if let Some(Criterion::FlagIs { answer: false, .. }) = before { "no" } else { "yes" };
            let entries = vec![choice("yes", "yes"), choice("no", "no")];
            view! { <SelectField name="answer" label="is" entries=entries chosen=answer.to_owned()/> }
                .into_any()
        }
    };
    let condition = if let Some(Criterion::VariablePresence { presence, .. }) = before {
        presence_value(*presence)
    } else {
        WITHIN
    };
    let conditions = vec![
        choice(WITHIN, "has one of these values"),
        choice(MISSING, "has no value recorded"),
        choice(RECORDED, "has any value recorded"),
    ];
    view! {
        <SelectField name="condition" label="Which" entries=conditions chosen=condition.to_owned()/>
        {values}
    }
    .into_any()
}

fn level_boxes(levels: &[Level], before: Option<&Criterion>) -> AnyView {
    let chosen: &[Code] = if let Some(Criterion::OneOf { levels, .. }) = before { levels } else { &[] };
    let boxes = levels.iter().map(|level| {
        let checked = chosen.contains(&level.code);
        view! {
            <label class="builder-level">
                <input type="checkbox" name="level" value=level.code.to_string() checked=checked/>
                <span>{level.label.clone()}</span>
            </label>
        }
    });
    view! {
        <fieldset class="field is-wide">
            <legend class="field-label">"One of"</legend>
            <div class="builder-levels">{boxes.collect_view()}</div>
        </fieldset>
    }
    .into_any()
}

fn score_fields(editing: &Editing, subject: &Subject, before: Option<&Criterion>) -> AnyView {
    let (low, high) = number_limits(before);
    let (instrument, time) = place(before);
    let unit = match subject {
        Subject::PercentChange => "%; a fall is negative",
        Subject::Change => "points; a fall is negative",
        Subject::Variable(_)
        | Subject::Score
        | Subject::Responder
        | Subject::ScorePresence
        | Subject::Engagement
        | Subject::Cohort => "",
    };
    view! {
        <SelectField name="instrument" label="Score" entries=scores(editing, subject) chosen=instrument/>
        <SelectField name="time" label="at" entries=times(editing) chosen=time_or_primary(time, editing)/>
        <Limits low=low high=high unit=unit.to_owned()/>
    }
    .into_any()
}

fn responder_fields(editing: &Editing, before: Option<&Criterion>) -> AnyView {
    let mut entries = Vec::new();
    let mut chosen = String::new();
    for instrument in instruments(&Subject::Responder, &editing.catalogue) {
        for (position, threshold) in instrument.thresholds.iter().enumerate() {
            let value = format!("{}.{position}", instrument.code);
            if let Some(Criterion::Responder { instrument: before, threshold: label, .. }) = before
                && *before == instrument.code
                && *label == threshold.label
            {
                chosen.clone_from(&value);
            }
            entries.push(Choice {
                value,
                label: format!("{}: {}", capitalised(&instrument.label), threshold.label),
            });
        }
    }
    let (_, time) = place(before);
    view! {
        <SelectField name="threshold" label="Threshold" entries=entries chosen=chosen/>
        <SelectField name="time" label="at" entries=times(editing) chosen=time_or_primary(time, editing)/>
    }
    .into_any()
}

fn presence_fields(editing: &Editing, before: Option<&Criterion>) -> AnyView {
    let (instrument, time) = place(before);
    let presence = if let Some(Criterion::ScorePresence { presence, .. }) = before {
        presence_value(*presence)
    } else {
        RECORDED
    };
    let conditions = vec![choice(RECORDED, "is recorded"), choice(MISSING, "is missing")];
    view! {
        <SelectField name="instrument" label="Score" entries=scores(editing, &Subject::ScorePresence) chosen=instrument/>
        <SelectField name="time" label="at" entries=times(editing) chosen=time_or_primary(time, editing)/>
        <SelectField name="condition" label="Which" entries=conditions chosen=presence.to_owned()/>
    }
    .into_any()
}

fn engagement_fields(editing: &Editing, before: Option<&Criterion>) -> AnyView {
    let (instrument, from, to, at_least) =
        if let Some(Criterion::Engagement { instrument, from, to, at_least }) = before {
            (instrument.to_string(), from.to_string(), to.to_string(), Some(*at_least))
        } else {
            (String::new(), String::new(), String::new(), None)
        };
    view! {
        <TextField name="at_least" label="At least" kind="number" value=written(at_least)/>
        <SelectField name="instrument" label="of" entries=scores(editing, &Subject::Engagement) chosen=instrument/>
        <SelectField name="from" label="From" entries=times(editing) chosen=from/>
        <SelectField name="to" label="to" entries=times(editing) chosen=time_or_primary(to, editing)/>
    }
    .into_any()
}

fn cohort_field(editing: &Editing, before: Option<&Criterion>) -> AnyView {
    if editing.library.is_empty() {
        return view! { <p class="estimand">"No cohort of this study is saved yet."</p> }.into_any();
    }
    let entries = editing.library.iter();
    let entries = entries.map(|entry| choice(&entry.version.cohort.to_string(), &entry.name)).collect();
    let chosen =
        if let Some(Criterion::InCohort { cohort }) = before { cohort.to_string() } else { String::new() };
    view! { <SelectField name="cohort" label="Cohort" entries=entries chosen=chosen/> }.into_any()
}

#[component]
fn Limits(low: Option<Finite>, high: Option<Finite>, unit: String) -> impl IntoView {
    view! {
        <TextField name="low" label="From" kind="number" value=written(low)/>
        <TextField name="high" label="to" kind="number" value=written(high)/>
        <span class="builder-unit">{unit}</span>
    }
}

#[component]
fn TextField(name: &'static str, label: &'static str, kind: &'static str, value: String) -> impl IntoView {
    let step = (kind == "number").then_some("any");
    view! {
        <label class="field">
            <span class="field-label">{label}</span>
            <input class="text-field" type=kind name=name step=step value=value/>
        </label>
    }
}

fn written(value: Option<Finite>) -> String {
    value.map(format::exact).unwrap_or_default()
}

fn choice(value: &str, label: &str) -> Choice {
    Choice { value: value.to_owned(), label: label.to_owned() }
}

const fn presence_value(presence: Presence) -> &'static str {
    match presence {
        Presence::Missing => MISSING,
        Presence::Recorded => RECORDED,
    }
}

fn scores(editing: &Editing, subject: &Subject) -> Vec<Choice> {
    let entry = |instrument: &Instrument| choice(instrument.code.as_str(), &capitalised(&instrument.label));
    instruments(subject, &editing.catalogue).into_iter().map(entry).collect()
}

fn times(editing: &Editing) -> Vec<Choice> {
    let points = editing.catalogue.time_axis.points.iter();
    points.map(|point| choice(point.code.as_str(), &capitalised(&point.label))).collect()
}

fn time_or_primary(time: String, editing: &Editing) -> String {
    if time.is_empty() { editing.catalogue.study.primary_time_point.to_string() } else { time }
}

fn number_limits(before: Option<&Criterion>) -> (Option<Finite>, Option<Finite>) {
    if let Some(
        Criterion::NumberRange { low, high, .. }
        | Criterion::ScoreRange { low, high, .. }
        | Criterion::ScoreChange { low, high, .. }
        | Criterion::ScorePercentChange { low, high, .. },
    ) = before
    {
        (*low, *high)
    } else {
        (None, None)
    }
}

fn place(before: Option<&Criterion>) -> (String, String) {
    if let Some(
        Criterion::ScoreRange { instrument, time_point, .. }
        | Criterion::ScoreChange { instrument, time_point, .. }
        | Criterion::ScorePercentChange { instrument, time_point, .. }
        | Criterion::Responder { instrument, time_point, .. }
        | Criterion::ScorePresence { instrument, time_point, .. },
    ) = before
    {
        (instrument.to_string(), time_point.to_string())
    } else {
        (String::new(), String::new())
    }
}
