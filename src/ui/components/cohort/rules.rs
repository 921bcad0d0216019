//! The list of rules: what each picks on its own, who is left after it, whom it gives back; and what can be done to it.

use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;

use super::editing::Editing;
use super::tree::rule_tree;
use crate::analysis::attrition::{PublicAttrition, PublicOffRule, PublicStep};
use crate::cohort::{Rule, RulePath, RuleState};
use crate::domain::format;
use crate::exhibit::Count;
use crate::ui::components::icons::Hatch;
use crate::ui::handlers::changed;

/// What the table says of one rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Price {
    On(PublicStep),
    Off(PublicOffRule),
    /// Not told.
    Hidden,
}

/// The prices of the rules, in their order.
fn prices(rules: &[Rule], counts: Option<&PublicAttrition>) -> Vec<Price> {
    let Some(counts) = counts else { return rules.iter().map(|_| Price::Hidden).collect() };
    let (mut on, mut off) = (counts.steps.iter(), counts.off.iter());
    let price = |rule: &Rule| match rule.state {
        RuleState::On => on.next().map(|step| Price::On(*step)),
        RuleState::Off => off.next().map(|rule| Price::Off(*rule)),
    };
    rules.iter().map(price).map(|price| price.unwrap_or(Price::Hidden)).collect()
}

/// The table of rules.
#[component]
pub fn RuleTable(
    /// The cohort.
    editing: Arc<Editing>,
    /// People behind each rule.
    counts: Option<PublicAttrition>,
) -> impl IntoView {
    let prices = prices(&editing.draft.rules, counts.as_ref());
    let scale = Scale::of(&prices, counts.as_ref());
    let rows = prices.into_iter().enumerate().map(|(position, price)| {
        view! { <RuleRow editing=Arc::clone(&editing) position=position price=price scale=scale/> }
    });
    let rows = rows.collect_view();
    view! {
        <section class="figure rules" aria-labelledby="rules-heading">
            <header>
                <div>
                    <h2 id="rules-heading">"What each rule costs"</h2>
                    <p class="estimand">
                        "“Gives back” is how many people return if only that rule goes. The count at the end does not depend on the order."
                    </p>
                </div>
            </header>
            <div class="table-scroll" tabindex="0" role="region" aria-label="Rules">
                <table>
                    <thead>
                        <tr>
                            <th scope="col"><span class="visually-hidden">"On"</span></th>
                            <th scope="col">"Rule"</th>
                            <th scope="col" class="is-number is-optional">"Pass on its own"</th>
                            <th scope="col" class="is-number is-optional">"Left after it"</th>
                            <th scope="col" class="is-number">"Gives back if removed"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <figcaption>
                <p>"A missing value meets no rule but one that asks for it to be missing."</p>
            </figcaption>
        </section>
    }
}

/// What fills a bar.
#[derive(Debug, Clone, Copy)]
struct Scale {
    everyone: u32,
    most_given_back: u32,
}

impl Scale {
    fn of(prices: &[Price], counts: Option<&PublicAttrition>) -> Self {
        let given = prices.iter().filter_map(|price| match price {
            Price::On(step) => step.gives_back.shown(),
            Price::Off(_) | Price::Hidden => None,
        });
        Self {
            everyone: counts.and_then(|counts| counts.everyone.shown()).unwrap_or(0),
            most_given_back: given.max().unwrap_or(0),
        }
    }
}

#[component]
fn RuleRow(editing: Arc<Editing>, position: usize, price: Price, scale: Scale) -> impl IntoView {
    let rule = editing.draft.rules.get(position).cloned();
    let state = rule.as_ref().map_or(RuleState::On, |rule| rule.state);
    let label = rule.map(|rule| editing.label(&rule.criterion)).unwrap_or_default();
    let (alone, after, back) = cells(price, scale);
    let class = match state {
        RuleState::On => "",
        RuleState::Off => "is-off",
    };
    let tree = rule_tree(&editing, &RulePath::rule(position));
    view! {
        <tr class=class>
            <td><Toggle editing=editing position=position state=state label=label/></td>
            <th scope="row">{tree}</th>
            <td class="is-number is-optional">{alone}</td>
            <td class="is-number is-optional">{after}</td>
            <td class="is-number">{back}</td>
        </tr>
    }
}

/// Switches a rule on or off.
#[component]
fn Toggle(editing: Arc<Editing>, position: usize, state: RuleState, label: String) -> impl IntoView {
    let is_on = state == RuleState::On;
    let toggled = editing.draft.toggled(position);
    let on_draft = editing.on_draft;
    let on_change = move |_: ev::Event| on_draft.run(toggled.clone());
    view! {
        <input
            type="checkbox"
            class="rule-toggle"
            aria-label=format!("On: {label}")
            checked=is_on
            prop:checked=is_on
            on:change=changed(on_change)
        />
    }
}

fn cells(price: Price, scale: Scale) -> (AnyView, AnyView, AnyView) {
    match price {
        Price::On(step) => (
            bar(step.alone, scale.everyone, "is-alone", String::new()),
            count(step.after, "", ""),
            bar(step.gives_back, scale.most_given_back, "is-given", "+".to_owned()),
        ),
        Price::Off(rule) => (
            bar(rule.alone, scale.everyone, "is-alone", String::new()),
            count(rule.with, "would be ", ""),
            count(rule.takes, "−", " if on"),
        ),
        Price::Hidden => (hidden(), hidden(), hidden()),
    }
}

fn bar(people: Count, most: u32, class: &'static str, sign: String) -> AnyView {
    let Some(shown) = people.shown() else { return hidden() };
    let share = if most == 0 { 0.0 } else { f64::from(shown) / f64::from(most) * 100.0 };
    let words = if shown == 0 { "0".to_owned() } else { format!("{sign}{}", format::count(shown)) };
    view! {
        <span class="rule-cell">
            <svg class=format!("rule-bar {class}") viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                <rect x="0" y="0.5" width=format!("{share:.1}") height="9"></rect>
            </svg>
            <span>{words}</span>
        </span>
    }
    .into_any()
}

fn count(people: Count, before: &str, after: &str) -> AnyView {
    match people.shown() {
        Some(0) if before == "−" => "0".into_any(),
        Some(shown) => format!("{before}{}{after}", format::count(shown)).into_any(),
        None => hidden(),
    }
}

fn hidden() -> AnyView {
    view! { <span class="hidden-cell"><Hatch/>"hidden"</span> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cohort::Criterion;

    #[test]
    fn each_rule_finds_its_own_price() {
        let step = |people| PublicStep {
            alone: Count::Exact(people),
            after: Count::Exact(people),
            without: Count::Exact(people),
            gives_back: Count::Zero,
        };
        let off = PublicOffRule { alone: Count::Exact(9), with: Count::Exact(5), takes: Count::Exact(4) };
        let counts = PublicAttrition {
            everyone: Count::Exact(20),
            selected: Count::Exact(11),
            steps: vec![step(12), step(11)],
            off: vec![off],
        };
        let rule = |state| Rule { criterion: Criterion::All(Vec::new()), state };
        let rules = [rule(RuleState::On), rule(RuleState::Off), rule(RuleState::On)];
        assert_eq!(
            prices(&rules, Some(&counts)),
            [Price::On(step(12)), Price::Off(off), Price::On(step(11))]
        );
        assert_eq!(prices(&rules, None), [Price::Hidden; 3]);
    }
}
