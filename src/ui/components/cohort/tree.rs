//! A rule with everything in it, and what can be done at each place.

use std::sync::Arc;

use leptos::prelude::*;

use super::editing::Editing;
use super::state::BuilderPlace;
use super::subject::Subject;
use crate::cohort::{Criterion, Join, RulePath, Shift};
use crate::ui::handlers::pressed;

/// The criterion at a place, its members beneath it; nothing where there is none.
pub fn rule_tree(editing: &Arc<Editing>, path: &RulePath) -> AnyView {
    let Some(criterion) = editing.draft.get(path).cloned() else { return ().into_any() };
    let heading = heading(editing, &criterion);
    let has_members = !criterion.members().is_empty();
    let members = (0..criterion.members().len()).map(|member| {
        let tree = rule_tree(editing, &path.member(member));
        view! { <li>{tree}</li> }
    });
    let members = members.collect_view();
    view! {
        <div class="rule-line">
            <span class="rule-words">{heading}</span>
            <PlaceMenu editing=Arc::clone(editing) path=path.clone() criterion=criterion/>
        </div>
        {has_members.then(|| view! { <ul class="rule-members">{members}</ul> })}
    }
    .into_any()
}

fn heading(editing: &Editing, criterion: &Criterion) -> String {
    match criterion {
        Criterion::All(members) if members.is_empty() => "Everyone".to_owned(),
        Criterion::All(_) => "All of these".to_owned(),
        Criterion::Any(_) => "At least one of these".to_owned(),
        Criterion::Not(_) => "Not this".to_owned(),
        Criterion::NumberRange { .. }
        | Criterion::DateRange { .. }
        | Criterion::OneOf { .. }
        | Criterion::FlagIs { .. }
        | Criterion::VariablePresence { .. }
        | Criterion::ScoreRange { .. }
        | Criterion::ScoreChange { .. }
        | Criterion::ScorePercentChange { .. }
        | Criterion::Responder { .. }
        | Criterion::ScorePresence { .. }
        | Criterion::Engagement { .. }
        | Criterion::InCohort { .. } => editing.label(criterion),
    }
}

/// What can be done at a place. Links work without a script; what opens a form needs one.
#[component]
fn PlaceMenu(editing: Arc<Editing>, path: RulePath, criterion: Criterion) -> impl IntoView {
    let (draft, is_rule) = (&editing.draft, path.members.is_empty());
    let last = draft.rules.len().saturating_sub(1);
    let link = |label: &'static str, to: crate::cohort::Draft| view! { <a class="menu-row" href=editing.href(to) data-noscroll="">{label}</a> };
    let earlier =
        (is_rule && path.rule > 0).then(|| link("Move up", draft.shifted(path.rule, Shift::Earlier)));
    let later =
        (is_rule && path.rule < last).then(|| link("Move down", draft.shifted(path.rule, Shift::Later)));
    let is_opposite = matches!(criterion, Criterion::Not(_));
    let opposite = if is_opposite { "Take the “not” away" } else { "Turn into its opposite" };
    let opposite = link(opposite, draft.negated(&path));
    let remove = link("Remove", draft.without(&path));
    let state = editing.state;
    let begin = move |place: BuilderPlace, subject: Option<Subject>| {
        move |_| state.begin(place.clone(), subject.clone())
    };
    let edit = Subject::of(&criterion).map(|subject| {
        let on_click = begin(BuilderPlace::Instead(path.clone()), Some(subject));
        view! { <button type="button" class="menu-row needs-script" on:click=pressed(on_click)>"Change"</button> }
    });
    let or = begin(BuilderPlace::Joined(path.clone(), Join::Or), None);
    let and = (!is_rule).then(|| {
        let on_click = begin(BuilderPlace::Joined(path.clone(), Join::And), None);
        view! { <button type="button" class="menu-row needs-script" on:click=pressed(on_click)>"And…"</button> }
    });
    view! {
        <details class="menu place-menu">
            <summary class="button is-quiet">
                <span class="visually-hidden">{format!("Actions for {}", heading(&editing, &criterion))}</span>
                <span aria-hidden="true">"⋯"</span>
            </summary>
            <div class="menu-sheet">
                {edit}
                <button type="button" class="menu-row needs-script" on:click=pressed(or)>"Or…"</button>
                {and}
                {opposite}
                {earlier}
                {later}
                <hr/>
                {remove}
            </div>
        </details>
    }
}
