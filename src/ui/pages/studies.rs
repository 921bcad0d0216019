//! The front page: the studies and what each consists of.

use leptos::prelude::*;
use leptos_meta::Title;

use super::answered::Answered;
use crate::api;
use crate::api::page::{StudiesPage as Content, StudyCard};
use crate::domain::{TimeAxis, format};
use crate::ui::answer::{Asked, awaited};
use crate::ui::choices::capitalised;
use crate::ui::components::{CurrentNotice, Header};

/// The front page.
#[component]
pub fn StudiesPage() -> impl IntoView {
    let studies = awaited(Asked::default, |_| api::studies());
    Answered {
        answer: studies,
        address: Signal::stored("/".to_owned()),
        waiting: "Reading the studies",
        missing: "There is no such study",
    }
    .around(|content| view! { <StudyList content=content/> }.into_any())
}

#[component]
fn StudyList(content: Content) -> impl IntoView {
    let body = if content.studies.is_empty() {
        view! { <NoStudies/> }.into_any()
    } else {
        let cards = content.studies.into_iter().map(|card| view! { <StudyEntry card=card/> });
        view! { <ul class="studies">{cards.collect_view()}</ul> }.into_any()
    };
    view! {
        <Title text="Studies · Sinew"/>
        <Header study=None/>
        <CurrentNotice sentence=content.notice/>
        <main class="page" id="main">
            <h1>"Studies"</h1>
            <p class="sub">"Outcomes of musculoskeletal care, each number with its uncertainty"</p>
            {body}
            <p class="sub"><a href="/methods" rel="external">"Methods"</a>", and how near they come to other programs"</p>
        </main>
    }
}

#[component]
fn NoStudies() -> impl IntoView {
    view! {
        <div class="notice">
            <h2>"No study has been loaded yet"</h2>
            <p>"Load the trial that comes with Sinew, or your own files with a mapping that describes them:"</p>
            <pre><code>"sinew import --shipped acupuncture\nsinew import --study mystudy mapping.toml my.csv"</code></pre>
            <p>"Then open this page again."</p>
        </div>
    }
}

#[component]
fn StudyEntry(card: StudyCard) -> impl IntoView {
    let StudyCard { catalogue, participants } = card;
    let measured: Vec<String> =
        catalogue.instruments.iter().map(|instrument| instrument.label.clone()).collect();
    let version = &catalogue.data_version;
    let address = format!("/s/{}", catalogue.study.code);
    view! {
        <li class="study">
            <h2><a href=address>{catalogue.study.title.clone()}</a></h2>
            <p class="study-description">{catalogue.study.description.clone()}</p>
            <dl>
                <Fact name="People" value=participants.words()/>
                <Fact name="Measured" value=capitalised(&measured.join(", "))/>
                <Fact name="Time" value=span(&catalogue.time_axis)/>
                <Fact name="Groups" value=catalogue.study.assignment.clone()/>
                <Fact name="Data as of" value=format!("{}, version {}", version.loaded_on, version.number)/>
                <Fact name="Source" value=catalogue.study.source.clone()/>
            </dl>
        </li>
    }
}

#[component]
fn Fact(name: &'static str, value: String) -> impl IntoView {
    view! { <div><dt>{name}</dt><dd>{value}</dd></div> }
}

/// "Baseline to 12 months, 3 time points".
fn span(axis: &TimeAxis) -> String {
    let count = format::count(u32::try_from(axis.points.len()).unwrap_or(u32::MAX));
    match axis.points.as_slice() {
        [] => "no time points".to_owned(),
        [only] => capitalised(&only.label),
        [first, .., last] => format!("{} to {}, {count} time points", capitalised(&first.label), last.label),
    }
}
