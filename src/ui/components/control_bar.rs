//! Score, split and missing values: the form of the page.

use leptos::ev;
use leptos::prelude::*;

use super::explain::Explain;
use super::icons::Chevron;
use crate::analysis::address::TrendAddress;
use crate::analysis::responders::ResponderValue;
use crate::domain::{MissingDataHandling, StudyCatalogue};
use crate::exhibit::TrendBand;
use crate::ui::choices::{self, Choice, FORM_ID};
use crate::ui::explanations::Explanation;
use crate::ui::handlers::{changed, submitted};

/// The form. Controls of the rail belong to it by its id.
#[component]
pub fn ControlBar(
    /// The study.
    catalogue: StudyCatalogue,
    /// What is set.
    address: TrendAddress,
    /// Called after a completed gesture.
    on_change: Callback<()>,
) -> impl IntoView {
    let has_baseline = choices::instrument(address.instrument.as_ref(), &catalogue)
        .is_some_and(|shown| shown.baseline.is_some());
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
            on:submit=submitted(submit)
            on:change=changed(move |_| on_change.run(()))
        >
            <SelectField name="score" label="Score" entries=choices::score_choices(&catalogue) chosen=choices::score_value(address.instrument.as_ref(), &catalogue)/>
            <SelectField
                name="split"
                label="Split by"
                entries=choices::split_choices(&catalogue)
                chosen=choices::split_value(&address, &catalogue)
            />
            <HandlingField chosen=address.handling has_baseline=has_baseline/>
            <BandField chosen=address.band/>
            <ImprovedField chosen=address.improved/>
            <button class="button is-primary without-script" type="submit">"Show"</button>
        </form>
    }
}

/// One choice from a list.
#[component]
pub fn SelectField(
    /// Name of the field.
    name: &'static str,
    /// For people.
    label: &'static str,
    /// The list.
    entries: Vec<Choice>,
    /// Value of the entry that is chosen.
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

/// What is done when someone leaves.
#[component]
pub fn HandlingField(
    /// What is chosen.
    chosen: MissingDataHandling,
    /// Whether the score has a baseline, which two of them need.
    has_baseline: bool,
) -> impl IntoView {
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

#[component]
fn BandField(chosen: TrendBand) -> impl IntoView {
    let segments = TrendBand::ALL.into_iter().map(|band| {
        view! {
            <label class="segment">
                <input type="radio" name="band" value=band.code() checked=band == chosen/>
                <span>{band.label()}</span>
            </label>
        }
    });
    view! {
        <fieldset class="field is-wide">
            <legend class="field-label">"Band" <Explain about=Explanation::Band/></legend>
            <div class="segmented">{segments.collect_view()}</div>
        </fieldset>
    }
}

/// Who has improved.
#[component]
pub fn ImprovedField(
    /// What is chosen.
    chosen: ResponderValue,
) -> impl IntoView {
    let segments = ResponderValue::ALL.into_iter().map(|value| {
        view! {
            <label class="segment">
                <input type="radio" name="improved" value=value.code() checked=value == chosen/>
                <span>{value.label()}</span>
            </label>
        }
    });
    view! {
        <fieldset class="field is-wide">
            <legend class="field-label">"Who has improved" <Explain about=Explanation::Responders/></legend>
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
