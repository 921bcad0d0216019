//! One variable of the rail: ticks, limits or an answer.

use leptos::prelude::*;

use super::bands::{BandLinks, FilterAddress};
use super::bars::{BandScale, RowBar, tallest};
use super::brush::{Brush, limit_name};
use crate::analysis::address::RailFilters;
use crate::analysis::facets::{FacetRow, FacetValue, PublicFacet};
use crate::domain::{Bands, Code, Finite, NumberRange, Variable, VariableKind, format};
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
    /// Its bands, where it is a score that has some.
    bands: Option<Bands>,
    /// What is set.
    filters: RailFilters,
    /// Where a band leads.
    filter_address: FilterAddress,
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
            let limits = filters.number_limits(&code);
            view! {
                <NumberFacet
                    code=code.clone()
                    label=label.clone()
                    range=range
                    rows=facet.rows
                    bands=bands
                    limits=limits
                    filter_address=filter_address
                    gesture=gesture
                />
            }
            .into_any()
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

#[component]
fn NumberFacet(
    code: Code,
    label: String,
    range: NumberRange,
    rows: Vec<FacetRow>,
    bands: Option<Bands>,
    limits: (Option<Finite>, Option<Finite>),
    filter_address: FilterAddress,
    gesture: BrushGesture,
) -> impl IntoView {
    let (low, high) = limits;
    let names = [BrushEnd::Low, BrushEnd::High].map(|end| limit_name(&code, end));
    let [from, to] = names;
    let scale = bands.as_ref().map(|bands| {
        let borders = bands.borders().collect();
        view! { <BandScale range=range borders=borders/> }
    });
    let links = bands.clone().map(|bands| {
        let (code, label) = (code.clone(), label.clone());
        view! { <BandLinks code=code label=label bands=bands limits=limits filter_address=filter_address gesture=gesture/> }
    });
    view! {
        <Brush code=code label=label range=range rows=rows limits=limits bands=bands gesture=gesture/>
        {scale}
        {links}
        <div class="limits">
            <Limit name=from label="From" value=low range=range empty=range.low/>
            <Limit name=to label="to" value=high range=range empty=range.high/>
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
