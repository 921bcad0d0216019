//! What is open, whether it is saved, and what can be done with it as a whole.

use std::sync::Arc;

use leptos::prelude::*;

use super::editing::Editing;
use super::state::Saving;
use crate::api;
use crate::api::cohort::{OpenVersion, ShelfAnswer};
use crate::cohort::{CohortVersion, RuleState};
use crate::domain::AppError;
use crate::ui::browser;
use crate::ui::choices::{cohort_address, compare_address};
use crate::ui::components::copying::{CopiedNotice, Copying};
use crate::ui::handlers::pressed;
use crate::ui::navigation::in_place;

/// Standing, name and actions.
#[component]
pub fn CohortHeading(
    /// The cohort.
    editing: Arc<Editing>,
    /// The version that is open.
    open: Option<OpenVersion>,
) -> impl IntoView {
    let name = open.as_ref().map_or_else(|| "New cohort".to_owned(), |open| open.name.clone());
    let standing = standing(&editing, open.as_ref());
    let description = open.as_ref().map(|open| open.description.clone()).filter(|text| !text.is_empty());
    view! {
        <div class="cohort-heading">
            <div>
                <p class="standing">{standing}</p>
                <h1>{name}</h1>
                {description.map(|text| view! { <p class="sub">{text}</p> })}
            </div>
            <Actions editing=editing open=open/>
        </div>
    }
}

/// Whether what is shown is kept.
fn standing(editing: &Editing, open: Option<&OpenVersion>) -> String {
    let off = match editing.draft.count_in(RuleState::Off) {
        0 => String::new(),
        1 => "; the rule that is off is not part of it".to_owned(),
        count => format!("; the {count} rules that are off are not part of it"),
    };
    let Some(open) = open else {
        let is_empty = editing.draft.rules.is_empty();
        let text = if is_empty { "No rule yet" } else { "Draft, not saved; kept in the address as you work" };
        return format!("{text}{off}");
    };
    let number = open.version.version;
    let Some(current) = open.current() else {
        return format!("Version {number}, deleted");
    };
    let newer = if current.version > number {
        format!("; version {} is newer", current.version)
    } else {
        String::new()
    };
    if open.changes.is_empty() {
        format!("Version {number}, saved {}{newer}{off}", open.saved_on)
    } else {
        format!("Draft since version {number}: {}{newer}{off}", open.changes)
    }
}

#[component]
fn Actions(editing: Arc<Editing>, open: Option<OpenVersion>) -> impl IntoView {
    let state = editing.state;
    let compare = compare_link(&editing, open.as_ref());
    let save = match open.as_ref().map(|open| (open.version, open.current())) {
        Some((_, Some(current))) => format!("Save version {}", current.version + 1),
        Some((_, None)) | None => "Save".to_owned(),
    };
    let copying = Copying::new();
    let begin = move |_| state.saving.set(Some(Saving::Asking { problem: None }));
    let shelf = open.map(|open| view! { <ShelfActions editing=Arc::clone(&editing) open=open/> });
    let fresh = editing.address.base.map(|_| {
        let address = cohort_address(&editing.catalogue.study.code, "");
        view! { <a class="button" href=address data-noscroll="">"New cohort"</a> }
    });
    view! {
        <div class="cohort-actions">
            <button
                type="button"
                class="button needs-script"
                disabled=move || state.is_untouched()
                on:click=pressed(|_| browser::go_back())
            >"Undo"</button>
            <button type="button" class="button needs-script" on:click=pressed(move |_| copying.copy_address())>"Copy address"</button>
            <CopiedNotice copying=copying/>
            {compare}
            {fresh}
            {shelf}
            <button type="button" class="button is-primary needs-script" on:click=pressed(begin)>{save}</button>
        </div>
    }
}

/// A saved cohort is compared by its version, so that the comparison stays what it is.
fn compare_link(editing: &Editing, open: Option<&OpenVersion>) -> AnyView {
    match open.filter(|open| open.changes.is_empty()) {
        Some(open) => {
            let address = compare_address(&editing.catalogue.study.code, &format!("a=cohort.{}&b=rest", open.version));
            view! { <a class="button" href=address>"Compare…"</a> }.into_any()
        }
        None => view! { <span class="button is-unready" title="Save the rules first">"Compare: save first"</span> }.into_any(),
    }
}

/// Deleting, and taking it back.
#[component]
fn ShelfActions(editing: Arc<Editing>, open: OpenVersion) -> impl IntoView {
    let problem = RwSignal::new(None::<String>);
    let navigate = leptos_router::hooks::use_navigate();
    let page = editing.page(&editing.address.opened(open.current().unwrap_or(open.version)));
    let refresh = editing.state.refresh;
    let done = Callback::new(move |()| {
        navigate(&page, in_place());
        refresh.update(|times| *times += 1);
    });
    let study = editing.catalogue.study.code.to_string();
    let button = if let Some(current) = open.current() {
        let on_click = move |_| delete(study.clone(), current, problem, done);
        view! { <button type="button" class="button needs-script" on:click=pressed(on_click)>"Delete"</button> }
            .into_any()
    } else {
        let version = open.version;
        let on_click = move |_| restore(study.clone(), version, problem, done);
        view! { <button type="button" class="button needs-script" on:click=pressed(on_click)>"Undo deletion"</button> }
            .into_any()
    };
    view! {
        {button}
        <p class="problem" role="alert">{problem}</p>
    }
}

fn delete(study: String, version: CohortVersion, problem: RwSignal<Option<String>>, done: Callback<()>) {
    leptos::task::spawn_local(async move {
        tell(api::delete_cohort(study, version).await, problem, done);
    });
}

fn restore(study: String, version: CohortVersion, problem: RwSignal<Option<String>>, done: Callback<()>) {
    leptos::task::spawn_local(async move {
        tell(api::restore_cohort(study, version).await, problem, done);
    });
}

fn tell(answer: Result<ShelfAnswer, AppError>, problem: RwSignal<Option<String>>, done: Callback<()>) {
    match answer {
        Ok(ShelfAnswer::Done) => {
            problem.set(None);
            done.run(());
        }
        Ok(ShelfAnswer::Refused { sentence }) => problem.set(Some(sentence)),
        Err(error) => problem.set(Some(error.to_string())),
    }
}
