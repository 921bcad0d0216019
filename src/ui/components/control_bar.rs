//! Score, split and missing values: the form of the page.

use leptos::ev;
use leptos::prelude::*;

use super::explain::Explain;
use super::icons::Chevron;
use crate::domain::{MissingDataHandling, StudyCatalogue};
use crate::ui::choices::{Choice, Choices, FORM_ID, score_choices, split_choices};
use crate::ui::explanations::Explanation;

/// The form. Controls of the rail belong to it by its id.
#[component]
pub fn ControlBar(
    /// The study.
    catalogue: StudyCatalogue,
    /// What is set.
    choices: Choices,
    /// Called after a completed gesture.
    on_change: Callback<()>,
) -> impl IntoView {
    let own = &catalogue.study.primary_instrument;
    let score = choices.instrument(&catalogue).filter(|shown| &shown.code != own);
    let score = score.map_or_else(String::new, |shown| shown.code.as_str().to_owned());
    let has_baseline = choices.instrument(&catalogue).is_some_and(|shown| shown.baseline.is_some());
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        on_change.run(());
    };
    view! {
        <form
            id=FORM_ID
            class="control-bar"
            method="get"
            action=format!("/s/{}", catalogue.study.code)
            autocomplete="off"
            on:submit=submit
            on:change=move |_| on_change.run(())
        >
            <SelectField name="score" label="Score" entries=score_choices(&catalogue) chosen=score/>
            <SelectField
                name="split"
                label="Split by"
                entries=split_choices(&catalogue)
                chosen=choices.split_value(&catalogue)
            />
            <HandlingField chosen=choices.handling() has_baseline=has_baseline/>
            <button class="button is-primary without-script" type="submit">"Show"</button>
        </form>
    }
}

#[component]
fn SelectField(
    name: &'static str,
    label: &'static str,
    entries: Vec<Choice>,
    chosen: String,
) -> impl IntoView {
    let options = entries.into_iter().map(|entry| {
        let selected = entry.value == chosen;
        view! { <option value=entry.value selected=selected>{entry.label}</option> }
    });
    view! {
        <label class="field">
            <span class="field-label">{label}</span>
            <span class="select">
                <select name=name>{options.collect_view()}</select>
                <Chevron/>
            </span>
        </label>
    }
}

#[component]
fn HandlingField(chosen: MissingDataHandling, has_baseline: bool) -> impl IntoView {
    let segments = MissingDataHandling::ALL.into_iter().map(|handling| {
        let is_possible = has_baseline || !needs_baseline(handling);
        let checked = handling == chosen;
        view! {
            <label class="segment">
                <input type="radio" name="missing" value=handling.code() checked=checked disabled=!is_possible && !checked/>
                <span>{handling.label()}</span>
            </label>
        }
    });
    view! {
        <fieldset class="field is-wide">
            <legend class="field-label">"When someone leaves" <Explain about=Explanation::MissingData/></legend>
            <div class="segmented">{segments.collect_view()}</div>
        </fieldset>
    }
}

const fn needs_baseline(handling: MissingDataHandling) -> bool {
    match handling {
        MissingDataHandling::Observed | MissingDataHandling::Completers => false,
        MissingDataHandling::Locf | MissingDataHandling::Bocf => true,
    }
}
