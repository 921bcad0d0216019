//! One variable of the rail: ticks, limits or an answer.

use leptos::prelude::*;

use super::bars::{RowBar, tallest};
use super::brush::{Brush, limit_name};
use crate::analysis::address::RailFilters;
use crate::analysis::facets::{FacetRow, FacetValue, PublicFacet};
use crate::domain::{Code, Finite, NumberRange, Variable, VariableKind, format};
use crate::exhibit::Count;
use crate::ui::choices::FORM_ID;
use crate::ui::state::{BrushEnd, BrushGesture};

/// One variable; a day is not filtered by.
#[component]
pub fn FacetPart(
    /// The variable.
    variable: Variable,
    /// People behind its values.
    facet: PublicFacet,
    /// What is set.
    filters: RailFilters,
    /// What is dragged, and what follows.
    gesture: BrushGesture,
) -> impl IntoView {
    let missing = facet.missing;
    let Variable { code, label, kind, .. } = variable;
    let unit = match &kind {
        VariableKind::Number { unit, .. } => unit.clone(),
        VariableKind::Category { .. } | VariableKind::Flag | VariableKind::Date => String::new(),
    };
    let body = match kind {
        VariableKind::Number { range, .. } => {
            number(&code, &label, range, facet.rows, &filters, gesture).into_any()
        }
        VariableKind::Category { .. } => category(&code, facet.rows, &filters).into_any(),
        VariableKind::Flag => flag(&code, facet.rows, &filters).into_any(),
        VariableKind::Date => return ().into_any(),
    };
    let summary = setting(&code, &filters);
    view! {
        <fieldset class="facet">
            <legend>
                <span class="facet-name">{label}</span>
                <small>{unit}</small>
                {summary}
            </legend>
            {body}
            <Missing missing=missing/>
        </fieldset>
    }
    .into_any()
}

fn setting(code: &Code, filters: &RailFilters) -> impl IntoView + use<> {
    let text = match (filters.number_limits(code), filters.levels(code).len(), filters.flag(code)) {
        ((None, None), 0, None) => None,
        ((Some(low), Some(high)), ..) => Some(format!("{} to {}", format::exact(low), format::exact(high))),
        ((Some(low), None), ..) => Some(format!("{} or more", format::exact(low))),
        ((None, Some(high)), ..) => Some(format!("{} or less", format::exact(high))),
        (_, ticked, None) => Some(format!("{ticked} chosen")),
        (.., Some(true)) => Some("yes".to_owned()),
        (.., Some(false)) => Some("no".to_owned()),
    };
    let class = if text.is_some() { "facet-setting is-set" } else { "facet-setting" };
    view! { <b class=class>{text.unwrap_or_else(|| "any".to_owned())}</b> }
}

#[component]
fn Missing(missing: [Count; 2]) -> impl IntoView {
    let [everyone, _] = missing;
    (everyone != Count::Zero)
        .then(|| view! { <p class="facet-missing">{format!("No value recorded: {}", everyone.words())}</p> })
}

fn category(code: &Code, rows: Vec<FacetRow>, filters: &RailFilters) -> impl IntoView + use<> {
    let most = tallest(&rows);
    let name = format!("f.{code}");
    let ticked = filters.levels(code);
    let lines = rows.into_iter().filter_map(|row| {
        let FacetValue::Level { code: level, label } = &row.value else { return None };
        let checked = ticked.contains(level);
        let label = label.clone();
        let value = level.as_str().to_owned();
        Some(view! {
            <label class="facet-row">
                <input type="checkbox" form=FORM_ID name=name.clone() value=value checked=checked/>
                <span class="facet-label" title=label.clone()>{label.clone()}</span>
                <RowBar row=row most=most/>
            </label>
        })
    });
    view! { <div class="facet-rows">{lines.collect_view()}</div> }
}

fn flag(code: &Code, rows: Vec<FacetRow>, filters: &RailFilters) -> impl IntoView + use<> {
    let most = tallest(&rows);
    let name = format!("f.{code}");
    let answer = filters.flag(code);
    let lines = rows.into_iter().filter_map(|row| {
        let FacetValue::Answer(yes) = row.value else { return None };
        let (value, label) = if yes { ("yes", "Yes") } else { ("no", "No") };
        Some(view! {
            <label class="facet-row">
                <input type="radio" form=FORM_ID name=name.clone() value=value checked=answer == Some(yes)/>
                <span class="facet-label">{label}</span>
                <RowBar row=row most=most/>
            </label>
        })
    });
    let lines = lines.collect_view();
    view! {
        <div class="facet-rows">
            {lines}
            <label class="facet-row">
                <input type="radio" form=FORM_ID name=name.clone() value="any" checked=answer.is_none()/>
                <span class="facet-label">"Either"</span>
            </label>
        </div>
    }
}

fn number(
    code: &Code,
    label: &str,
    range: NumberRange,
    rows: Vec<FacetRow>,
    filters: &RailFilters,
    gesture: BrushGesture,
) -> impl IntoView + use<> {
    let (low, high) = filters.number_limits(code);
    view! {
        <Brush code=code.clone() label=label.to_owned() range=range rows=rows limits=(low, high) gesture=gesture/>
        <div class="limits">
            <Limit name=limit_name(code, BrushEnd::Low) label="From" value=low range=range empty=range.low/>
            <Limit name=limit_name(code, BrushEnd::High) label="to" value=high range=range empty=range.high/>
        </div>
    }
}

#[component]
fn Limit(
    name: String,
    label: &'static str,
    value: Option<Finite>,
    range: NumberRange,
    empty: Finite,
) -> impl IntoView {
    view! {
        <label class="limit">
            <span>{label}</span>
            <input
                type="number"
                step="any"
                inputmode="decimal"
                form=FORM_ID
                name=name
                min=format::exact(range.low)
                max=format::exact(range.high)
                placeholder=format::exact(empty)
                value=value.map(format::exact)
            />
        </label>
    }
}
