//! Saving a cohort: its name, what it is for, and what to do when somebody else was faster.

use std::sync::Arc;

use leptos::ev;
use leptos::html;
use leptos::prelude::*;

use super::editing::Editing;
use super::state::Saving;
use super::subject::RuleFields;
use crate::api;
use crate::api::cohort::{OpenVersion, SaveAnswer, SaveCohort, SaveConflict};
use crate::cohort::CohortVersion;
use crate::ui::browser;
use crate::ui::handlers::{keyed, pressed, submitted};
use crate::ui::navigation::in_place;

/// The form of the name.
const FORM_ID: &str = "save";

/// The save panel while it is open.
#[component]
pub fn SavePanel(
    /// The cohort.
    editing: Arc<Editing>,
    /// The version that is open.
    open: Option<OpenVersion>,
) -> impl IntoView {
    let state = editing.state;
    let on_saved = on_saved(&editing);
    let panel = move || {
        match state.saving.get()? {
        Saving::Asking { problem } => Some(
            view! { <NameForm editing=Arc::clone(&editing) open=open.clone() problem=problem on_saved=on_saved/> }
                .into_any(),
        ),
        Saving::Waiting => Some(view! { <p class="save-panel" role="status">"Saving"</p> }.into_any()),
        Saving::Conflict(conflict) => Some(
            view! { <Conflict editing=Arc::clone(&editing) conflict=*conflict on_saved=on_saved/> }.into_any(),
        ),
    }
    };
    view! { <div class="save-place">{panel}</div> }
}

/// Goes to the version that was saved.
fn on_saved(editing: &Arc<Editing>) -> Callback<CohortVersion> {
    let editing = Arc::clone(editing);
    let navigate = leptos_router::hooks::use_navigate();
    Callback::new(move |version| {
        editing.state.close();
        navigate(&editing.page(&editing.address.opened(version)), in_place());
    })
}

/// Sends a cohort to be kept and shows what became of it.
fn send(editing: &Arc<Editing>, cohort: SaveCohort, on_saved: Callback<CohortVersion>) {
    let state = editing.state;
    let study = editing.catalogue.study.code.to_string();
    state.saving.set(Some(Saving::Waiting));
    leptos::task::spawn_local(async move {
        match api::save_cohort(study, cohort).await {
            Ok(SaveAnswer::Saved(version)) => on_saved.run(version),
            Ok(SaveAnswer::Conflict(conflict)) => state.saving.set(Some(Saving::Conflict(conflict))),
            Ok(SaveAnswer::Refused { sentence }) => {
                state.saving.set(Some(Saving::Asking { problem: Some(sentence) }));
            }
            Err(error) => state.saving.set(Some(Saving::Asking { problem: Some(error.to_string()) })),
        }
    });
}

/// The draft as it is to be kept: rules that are off are not.
fn written(editing: &Editing, base: Option<CohortVersion>) -> Option<SaveCohort> {
    let fields = RuleFields::decode(&browser::form_query(FORM_ID)?);
    let field = |name| fields.get(name).unwrap_or_default().to_owned();
    Some(SaveCohort {
        base,
        name: field("name"),
        description: field("description"),
        // A definition holds codes, texts and finite numbers only, which always serialise.
        definition: serde_json::to_string(&editing.draft.definition()).unwrap_or_default(),
    })
}

#[component]
fn NameForm(
    editing: Arc<Editing>,
    open: Option<OpenVersion>,
    problem: Option<String>,
    on_saved: Callback<CohortVersion>,
) -> impl IntoView {
    let state = editing.state;
    let name_field = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let Some(field) = name_field.get() {
            let _ = field.focus();
        }
    });
    let current = open.as_ref().and_then(OpenVersion::current);
    // Saving on top of an older version is told as a conflict with the newest one.
    let base = open.as_ref().filter(|_| current.is_some()).map(|open| open.version);
    let (name, description) = open.map(|open| (open.name, open.description)).unwrap_or_default();
    let next = base.map(|base| format!("Save version {}", base.version + 1));
    let (again, fresh) = (Arc::clone(&editing), Arc::clone(&editing));
    let keep = move || {
        if let Some(cohort) = written(&again, base) {
            send(&again, cohort, on_saved);
        }
    };
    let on_submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        keep();
    };
    let keep_as_new = move |_| {
        if let Some(cohort) = written(&fresh, None) {
            send(&fresh, cohort, on_saved);
        }
    };
    let on_key = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" {
            state.saving.set(None);
        }
    };
    let is_next = next.is_some();
    view! {
        <form id=FORM_ID class="save-panel" autocomplete="off" aria-label="Save this cohort" on:submit=submitted(on_submit) on:keydown=keyed(on_key)>
            <label class="field">
                <span class="field-label">"Name"</span>
                <input class="text-field" type="text" name="name" maxlength="120" required=true value=name node_ref=name_field/>
            </label>
            <label class="field is-wide">
                <span class="field-label">"What it is for"</span>
                <input class="text-field" type="text" name="description" maxlength="2000" value=description/>
            </label>
            <p class="problem" role="alert">{problem}</p>
            <div class="builder-actions">
                <button type="submit" class="button is-primary">{next.unwrap_or_else(|| "Save".to_owned())}</button>
                {is_next.then(|| view! { <button type="button" class="button" on:click=pressed(keep_as_new)>"Save as a new cohort"</button> })}
                <button type="button" class="button is-quiet" on:click=pressed(move |_| state.saving.set(None))>"Cancel"</button>
            </div>
        </form>
    }
}

/// Both versions, and what can be done: nothing is lost.
#[component]
fn Conflict(
    editing: Arc<Editing>,
    conflict: SaveConflict,
    on_saved: Callback<CohortVersion>,
) -> impl IntoView {
    let SaveConflict { theirs, their_sentence, yours, your_sentence } = conflict;
    let state = editing.state;
    let open = editing.page(&editing.address.opened(theirs.version));
    let on_top = SaveCohort { base: Some(theirs.version), ..yours.clone() };
    let next = format!("Save yours as version {}", theirs.version.version + 1);
    let as_new = SaveCohort { base: None, name: format!("{} (copy)", yours.name), ..yours.clone() };
    let (first, second) = (Arc::clone(&editing), editing);
    view! {
        <section class="save-panel is-conflict" aria-labelledby="conflict-heading">
            <h2 id="conflict-heading">
                {format!("Version {} was saved by someone else while you were editing", theirs.version.version)}
            </h2>
            <p>"Nothing was written. Both are here:"</p>
            <dl class="conflict">
                <dt>{format!("Theirs, {}", theirs.name)}</dt>
                <dd>{their_sentence}</dd>
                <dt>{format!("Yours, {}", yours.name)}</dt>
                <dd>{your_sentence}</dd>
            </dl>
            <div class="builder-actions">
                <button type="button" class="button is-primary" on:click=pressed(move |_| send(&first, on_top.clone(), on_saved))>{next}</button>
                <button type="button" class="button" on:click=pressed(move |_| send(&second, as_new.clone(), on_saved))>"Save yours as a new cohort"</button>
                <a class="button" href=open data-noscroll="" on:click=pressed(move |_| state.close())>"Open theirs"</a>
                <button type="button" class="button is-quiet" on:click=pressed(move |_| state.saving.set(None))>"Keep editing"</button>
            </div>
        </section>
    }
}
