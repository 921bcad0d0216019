//! The form in which a rule is written.

use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;

use super::builder_fields::fields;
use super::editing::Editing;
use super::state::{Builder, BuilderPlace, CohortState};
use super::subject::{RuleFields, Subject};
use crate::cohort::{self, CohortDefinition, Criterion, Join};
use crate::ui::browser;
use crate::ui::components::icons::Chevron;
use crate::ui::handlers::{changed, keyed, pressed, submitted};

/// The form of the rule.
const FORM_ID: &str = "rule";
/// The button that begins a rule: it has the focus again when the form is closed.
const ADD_ID: &str = "add-rule";
/// What the rule is about: it has the focus first.
const SUBJECT_ID: &str = "rule-subject";

/// “Add rule”, or the form of the rule that is being written.
#[component]
pub fn RuleBuilder(
    /// The cohort.
    editing: Arc<Editing>,
) -> impl IntoView {
    let state = editing.state;
    let is_writing = move || state.builder.with(Option::is_some);
    let begin = move |_| state.begin(BuilderPlace::New, None);
    let form = move || {
        let editing = Arc::clone(&editing);
        state.builder.get().map(|builder| view! { <Form editing=editing builder=builder/> })
    };
    view! {
        <div class="builder needs-script">
            // Hidden, not taken away: what a closure drew is drawn anew with every answer, and loses the focus.
            <button type="button" id=ADD_ID class="button" hidden=is_writing on:click=pressed(begin)>"Add rule"</button>
            {form}
        </div>
    }
}

#[component]
fn Form(editing: Arc<Editing>, builder: Builder) -> impl IntoView {
    let state = editing.state;
    let heading = heading(&editing, &builder.place);
    let before = before(&editing, &builder.place);
    let subject = builder.subject.clone();
    let subject_field = view! { <SubjectField editing=Arc::clone(&editing) chosen=subject.clone()/> };
    let fields = subject.as_ref().map(|subject| fields(&editing, subject, before.as_ref()));
    let is_ready = subject.is_some();
    let on_submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        add(&editing, &builder.place);
    };
    let on_key = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" {
            leave(state);
        }
    };
    let problem = move || state.builder.get().and_then(|builder| builder.problem);
    view! {
        <form id=FORM_ID class="builder-form" autocomplete="off" aria-labelledby="builder-heading" on:submit=submitted(on_submit) on:keydown=keyed(on_key)>
            <h2 id="builder-heading">{heading}</h2>
            <div class="builder-fields">{subject_field}{fields}</div>
            <p class="problem" role="alert">{problem}</p>
            <div class="builder-actions">
                {is_ready.then(|| view! { <button type="submit" class="button is-primary">"Use this rule"</button> })}
                <button type="button" class="button is-quiet" on:click=pressed(move |_| leave(state))>"Cancel"</button>
            </div>
        </form>
    }
}

/// What the rule is about; the fields follow it.
#[component]
fn SubjectField(editing: Arc<Editing>, chosen: Option<Subject>) -> impl IntoView {
    let state = editing.state;
    if chosen.is_none() {
        // Once the menu that led here has given the focus back.
        Effect::new(|_| browser::focus_soon(SUBJECT_ID));
    }
    let chosen = chosen.map(|subject| subject.value()).unwrap_or_default();
    let options = Subject::all(&editing.catalogue).into_iter().map(|(subject, label)| {
        let value = subject.value();
        let selected = value == chosen;
        view! { <option value=value selected=selected>{label}</option> }
    });
    let options = options.collect_view();
    let is_none = chosen.is_empty();
    let on_change = move |event: ev::Event| {
        let subject = Subject::from_value(&event_target_value(&event), &editing.catalogue);
        state.builder.update(|builder| {
            if let Some(builder) = builder {
                builder.subject = subject;
                builder.problem = None;
            }
        });
    };
    view! {
        <label class="field">
            <span class="field-label">"About"</span>
            <span class="select">
                <select id=SUBJECT_ID name="subject" on:change=changed(on_change)>
                    <option value="" selected=is_none>"Choose…"</option>
                    {options}
                </select>
                <Chevron/>
            </span>
        </label>
    }
}

/// Closes the form.
fn leave(state: CohortState) {
    state.builder.set(None);
    browser::focus_soon(ADD_ID);
}

/// Puts the rule where it goes, or says why not.
fn add(editing: &Editing, place: &BuilderPlace) {
    let state = editing.state;
    let Some(written) = browser::form_query(FORM_ID) else { return };
    let fields = RuleFields::decode(&written);
    let subject = fields.get("subject").and_then(|value| Subject::from_value(value, &editing.catalogue));
    let made = subject.ok_or_else(|| "Choose what the rule is about.".to_owned());
    let made = made.and_then(|subject| fields.criterion(&subject, &editing.catalogue));
    match made.and_then(|criterion| checked(criterion, editing)) {
        Ok(criterion) => {
            leave(state);
            editing.on_draft.run(place.put(&editing.draft, criterion));
        }
        Err(sentence) => state.builder.update(|builder| {
            if let Some(builder) = builder {
                builder.problem = Some(sentence);
            }
        }),
    }
}

/// A rule that the study understands. Whether a saved cohort may be used is for the server to say.
fn checked(criterion: Criterion, editing: &Editing) -> Result<Criterion, String> {
    if matches!(criterion, Criterion::InCohort { .. }) {
        return Ok(criterion);
    }
    let definition = CohortDefinition::all_of(vec![criterion.clone()]);
    cohort::check(&definition, &editing.catalogue).map_err(|error| error.to_string())?;
    Ok(criterion)
}

/// What stands in the place of a rule that is changed.
fn before(editing: &Editing, place: &BuilderPlace) -> Option<Criterion> {
    match place {
        BuilderPlace::Instead(path) => editing.draft.get(path).cloned(),
        BuilderPlace::New | BuilderPlace::Joined(..) => None,
    }
}

fn heading(editing: &Editing, place: &BuilderPlace) -> String {
    let told = |path| editing.draft.get(path).map(|criterion| editing.label(criterion)).unwrap_or_default();
    match place {
        BuilderPlace::New => "New rule".to_owned(),
        BuilderPlace::Joined(path, Join::Or) => format!("“{}”, or", told(path)),
        BuilderPlace::Joined(path, Join::And) => format!("“{}”, and", told(path)),
        BuilderPlace::Instead(path) => format!("Instead of “{}”", told(path)),
    }
}
