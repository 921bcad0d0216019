//! The rules as chips: a click takes one away, or switches on one that is off.

use std::sync::Arc;

use leptos::prelude::*;

use super::editing::Editing;
use crate::cohort::{Draft, Rule, RulePath, RuleState};
use crate::ui::components::icons::Cross;

/// One chip a rule, and “Clear all” from two on.
#[component]
pub fn RuleChips(
    /// The cohort.
    editing: Arc<Editing>,
) -> impl IntoView {
    let rules = &editing.draft.rules;
    let chips =
        rules.iter().enumerate().map(|(position, rule)| chip(&editing, position, rule)).collect_view();
    let clear = (rules.len() > 1).then(|| {
        let address = editing.href(Draft::default());
        view! { <li><a class="clear-all" href=address data-noscroll="">"Clear all"</a></li> }
    });
    (!rules.is_empty()).then(|| view! { <ul class="chips" aria-label="Rules">{chips}{clear}</ul> })
}

fn chip(editing: &Editing, position: usize, rule: &Rule) -> AnyView {
    let label = editing.label(&rule.criterion);
    match rule.state {
        RuleState::On => {
            let address = editing.href(editing.draft.without(&RulePath::rule(position)));
            view! {
                <li>
                    <a class="chip" href=address data-noscroll="">
                        <span class="visually-hidden">"Remove rule: "</span>
                        {label}
                        <Cross/>
                    </a>
                </li>
            }
            .into_any()
        }
        RuleState::Off => {
            let address = editing.href(editing.draft.toggled(position));
            view! {
                <li>
                    <a class="chip is-off" href=address data-noscroll="">
                        <span class="visually-hidden">"Switch rule on: "</span>
                        {label}
                        <span class="chip-off">"off"</span>
                    </a>
                </li>
            }
            .into_any()
        }
    }
}
