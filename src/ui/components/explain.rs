//! A question mark, and the explanation it opens. Popovers work without JavaScript and close on Escape.

use leptos::prelude::*;

#[cfg(feature = "ssr")]
use super::inert::{Inert, append};
use super::inert::{escape, inert};
use crate::ui::explanations::Explanation;

/// The question mark beside a statistic.
#[component]
pub fn Explain(
    /// What it explains.
    about: Explanation,
) -> impl IntoView {
    inert(question_mark(about))
}

/// The question mark beside a statistic, as text.
pub fn question_mark(about: Explanation) -> String {
    format!(
        "<button type=\"button\" class=\"explain-button\" popovertarget=\"{}\" aria-label=\"What is this? {}\">?</button>",
        about.element_id(),
        escape(about.title())
    )
}

/// Every explanation, once, behind every page: the browser part opens them and does not hold their words.
#[cfg(feature = "ssr")]
pub fn explanations() -> Inert {
    let mut html = String::from("<aside aria-label=\"Explanations\">");
    for about in Explanation::ALL {
        let (id, title) = (about.element_id(), escape(about.title()));
        append!(
            html,
            "<div class=\"explanation\" id=\"{id}\" popover=\"auto\" role=\"note\" aria-labelledby=\"{id}-title\">\
             <h2 id=\"{id}-title\">{title}</h2>"
        );
        for text in about.paragraphs() {
            append!(html, "<p>{}</p>", escape(text));
        }
        html.push_str("</div>");
    }
    html.push_str("</aside>");
    inert(html)
}
