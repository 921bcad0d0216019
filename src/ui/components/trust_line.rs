//! What the numbers of a page rest on, in one line that is always there, also on paper.

use leptos::prelude::*;

use super::explain::question_mark;
use super::inert::{append, escape, inert};
use crate::domain::StudyCatalogue;
use crate::exhibit::Policy;
use crate::ui::explanations::Explanation;

/// The trust line of a study's page.
#[component]
pub fn TrustLine(
    /// The study and its data version.
    catalogue: StudyCatalogue,
    /// Policy in force.
    policy: Policy,
    /// The cohort in words.
    cohort: String,
) -> impl IntoView {
    let version = catalogue.data_version;
    let as_of = format!("{}, version {}", version.loaded_on, version.number);
    let facts = [
        ("Data as of", as_of.as_str(), Some(Explanation::DataVersion)),
        ("Cohort", &cohort, None),
        ("Suppression", policy.sentence(), Some(Explanation::Suppression)),
        ("Groups", &catalogue.study.assignment, Some(Explanation::Assignment)),
    ];
    let mut html = String::from("<section class=\"trust\" aria-label=\"What these numbers rest on\"><dl>");
    for (name, value, about) in facts {
        let mark = about.map(question_mark).unwrap_or_default();
        append!(html, "<div><dt>{name}</dt><dd>{}{mark}</dd></div>", escape(value));
    }
    html.push_str("</dl></section>");
    inert(html)
}

/// What everyone should know now, above everything else: nothing most of the time.
#[component]
pub fn CurrentNotice(
    /// The sentence.
    sentence: Option<String>,
) -> impl IntoView {
    sentence.map(|sentence| view! { <p class="current-notice" role="status">{sentence}</p> })
}
