//! In place of a figure: why there is none, and what to do.

use leptos::prelude::*;

use super::icons::Hatch;

/// What kind of absence it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoticeKind {
    /// Nobody, or nothing yet.
    Empty,
    /// Hidden by the policy.
    Hidden,
    /// No result for these settings.
    Unavailable,
}

/// A link out of the absence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WayOut {
    /// Words of the link.
    pub label: String,
    /// What it gives, beside it.
    pub gives: Option<String>,
    /// Where it leads.
    pub address: String,
}

/// Heading, sentence, ways out.
#[component]
pub fn Notice(
    /// Kind.
    kind: NoticeKind,
    /// A few words.
    heading: String,
    /// One sentence.
    sentence: String,
    /// Links, the best first.
    ways_out: Vec<WayOut>,
) -> impl IntoView {
    let class = match kind {
        NoticeKind::Empty | NoticeKind::Unavailable => "notice",
        NoticeKind::Hidden => "notice is-hidden-count",
    };
    let sign = match kind {
        NoticeKind::Hidden => view! { <Hatch/> }.into_any(),
        NoticeKind::Empty | NoticeKind::Unavailable => ().into_any(),
    };
    let links = ways_out.into_iter().map(|way| {
        let gives = way.gives.map(|gives| view! { <span class="way-gives">{gives}</span> });
        view! { <li><a class="button" href=way.address data-noscroll="">{way.label}</a>{gives}</li> }
    });
    view! {
        <div class=class role="status">
            <h2>{sign}{heading}</h2>
            <p>{sentence}</p>
            <ul class="ways-out">{links.collect_view()}</ul>
        </div>
    }
}
