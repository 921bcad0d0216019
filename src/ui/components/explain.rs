//! A question mark, and the explanation it opens. Popovers work without JavaScript and close on Escape.

use leptos::prelude::*;

use crate::ui::explanations::Explanation;

/// The question mark beside a statistic.
#[component]
pub fn Explain(
    /// What it explains.
    about: Explanation,
) -> impl IntoView {
    let label = format!("What is this? {}", about.title());
    view! {
        <button type="button" class="explain-button" popovertarget=about.element_id() aria-label=label>
            "?"
        </button>
    }
}

/// Every explanation of a page, once.
#[component]
pub fn Explanations() -> impl IntoView {
    let texts =
        Explanation::ALL.into_iter().map(|about| view! { <ExplanationText about=about/> }).collect_view();
    view! { <aside aria-label="Explanations">{texts}</aside> }
}

#[component]
fn ExplanationText(about: Explanation) -> impl IntoView {
    let heading = format!("{}-title", about.element_id());
    let labelled_by = heading.clone();
    let paragraphs = about.paragraphs().iter().map(|text| view! { <p>{*text}</p> }).collect_view();
    view! {
        <div class="explanation" id=about.element_id() popover="auto" role="note" aria-labelledby=labelled_by>
            <h2 id=heading>{about.title()}</h2>
            {paragraphs}
        </div>
    }
}
