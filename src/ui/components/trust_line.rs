//! What the numbers of a page rest on, in one line that is always there, also on paper.

use leptos::prelude::*;

use super::explain::Explain;
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
    view! {
        <section class="trust" aria-label="What these numbers rest on">
            <dl>
                <Fact name="Data as of" value=as_of about=Some(Explanation::DataVersion)/>
                <Fact name="Cohort" value=cohort about=None/>
                <Fact name="Suppression" value=policy.sentence().to_owned() about=Some(Explanation::Suppression)/>
                <Fact name="Groups" value=catalogue.study.assignment about=Some(Explanation::Assignment)/>
            </dl>
        </section>
    }
}

#[component]
fn Fact(name: &'static str, value: String, about: Option<Explanation>) -> impl IntoView {
    view! {
        <div>
            <dt>{name}</dt>
            <dd>{value}{about.map(|about| view! { <Explain about=about/> })}</dd>
        </div>
    }
}

/// What everyone should know now, above everything else: nothing most of the time.
#[component]
pub fn CurrentNotice(
    /// The sentence.
    sentence: Option<String>,
) -> impl IntoView {
    sentence.map(|sentence| view! { <p class="current-notice" role="status">{sentence}</p> })
}
