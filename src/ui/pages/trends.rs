//! The trends page: who is shown, how they fared, and how sure that is.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate, use_params_map};

use super::not_found::ErrorPage;
use crate::analysis::address::{self, TrendAddress};
use crate::api;
use crate::api::page::{TrendBody, TrendPage};
use crate::cohort::CohortDefinition;
use crate::domain::{Code, StudyCatalogue};
use crate::exhibit::Exhibit;
use crate::ui::browser;
use crate::ui::choices::{self, FORM_ID, capitalised, page_address};
use crate::ui::components::{
    Chips, ControlBar, CurrentNotice, Explanations, Header, Notice, NoticeKind, Rail, StudySwitch, Tiles,
    TrendFigurePart, TrustLine, WayOut,
};
use crate::ui::request::ResponseStatus;
use crate::ui::state::TrendState;

/// The trends page of the study and settings in the address.
#[component]
pub fn TrendsPage() -> impl IntoView {
    let (params, location) = (use_params_map(), use_location());
    let study = Memo::new(move |_| params.read().get("study").unwrap_or_default());
    let page = Resource::new(
        move || (study.get(), location.search.get()),
        |(study, query)| api::trend_page(study, query),
    );
    let state = TrendState::new();
    let status = ResponseStatus::current();
    let busy = move || state.busy.get();
    let content = move || {
        let status = status.clone();
        let retry = page_path(&study.get_untracked(), &location.search.get_untracked());
        Suspend::new(async move {
            match page.await {
                Ok(page) => view! { <Content page=page.into_inner() state=state/> }.into_any(),
                Err(error) => view! { <ErrorPage error=error retry=retry status=status/> }.into_any(),
            }
        })
    };
    view! {
        <div class="trends" class:is-busy=busy aria-busy=move || if busy() { "true" } else { "false" }>
            <Transition
                fallback=|| view! { <p class="loading" role="status">"Reading the study"</p> }
                set_pending=state.busy.write_only()
            >
                {content}
            </Transition>
        </div>
    }
}

fn page_path(study: &str, query: &str) -> String {
    if query.is_empty() { format!("/s/{study}") } else { format!("/s/{study}?{query}") }
}

#[component]
fn Content(page: TrendPage, state: TrendState) -> impl IntoView {
    let apply = apply_controls(page.catalogue.clone(), state);
    Effect::new(move |_| {
        state.active.set(None);
        state.problem.set(None);
        browser::restore_controls(FORM_ID);
    });
    let TrendPage { notice, catalogue, studies, policy, query, cohort_sentence, facets, body } = page;
    let title = title(&body, &catalogue);
    let people = format!("{} of {} people", facets.selected.words(), facets.everyone.words());
    let open = catalogue.study.code.clone();
    let switch = StudySwitch { open: open.clone(), title: catalogue.study.title.clone(), studies };
    let address = address::parse(&query, &catalogue).unwrap_or_default();
    let chips = address.chips(&catalogue);
    let cleared = TrendAddress { cohort: CohortDefinition::everyone(), ..address.clone() }.query(&catalogue);
    let heading = figure_heading(&address, &catalogue);
    view! {
        <Title text=format!("{title} · Sinew")/>
        <Header study=Some(switch)/>
        <CurrentNotice sentence=notice/>
        <TrustLine catalogue=catalogue.clone() policy=policy cohort=cohort_sentence.clone()/>
        <div class="columns">
            <main class="answer" id="main">
                <h1>{title}</h1>
                <p class="sub">{cohort_sentence}", "<b role="status">{people.clone()}</b></p>
                <ControlBar catalogue=catalogue.clone() address=address.clone() on_change=apply/>
                <Chips study=open.clone() chips=chips cleared=cleared/>
                <div class="result">{result(body, open, query, heading, state)}</div>
            </main>
            <Rail
                catalogue=catalogue
                address=address
                facets=facets
                policy=policy
                on_change=apply
                problem=state.problem
            />
        </div>
        <nav class="count-strip" aria-label="Filters">
            <a href="#filters" rel="external"><b>{people}</b><span>"Filters"</span></a>
        </nav>
        <Explanations/>
    }
}

/// A completed gesture becomes an address; what cannot be asked for is said beside the controls.
fn apply_controls(catalogue: StudyCatalogue, state: TrendState) -> Callback<()> {
    let navigate = use_navigate();
    let location = use_location();
    Callback::new(move |()| {
        let Some(written) = browser::form_query(FORM_ID) else { return };
        match address::parse(&written, &catalogue) {
            Ok(address) => {
                let query = address.query(&catalogue);
                state.problem.set(None);
                if query != location.search.get_untracked() {
                    let options = NavigateOptions { scroll: false, ..NavigateOptions::default() };
                    navigate(&page_address(&catalogue.study.code, &query), options);
                }
            }
            Err(problem) => state.problem.set(Some(problem.to_string())),
        }
    })
}

fn title(body: &TrendBody, catalogue: &StudyCatalogue) -> String {
    match body {
        TrendBody::Exhibit(exhibit) => exhibit.text.title.clone(),
        TrendBody::Empty { .. } | TrendBody::Suppressed { .. } | TrendBody::Unavailable { .. } => {
            catalogue.study.title.clone()
        }
    }
}

fn figure_heading(address: &TrendAddress, catalogue: &StudyCatalogue) -> String {
    let score =
        choices::instrument(address, catalogue).map_or("score", |instrument| instrument.label.as_str());
    format!("{} over time", capitalised(score))
}

fn result(body: TrendBody, study: Code, query: String, heading: String, state: TrendState) -> AnyView {
    let everyone = || WayOut { label: "Everyone".to_owned(), gives: None, address: format!("/s/{study}") };
    match body {
        TrendBody::Exhibit(exhibit) => shown(*exhibit, study, query, heading, state),
        TrendBody::Empty { sentence, steps } => {
            let steps = steps.into_iter().map(|step| WayOut {
                label: step.label,
                gives: Some(format!("gives {} people", step.people.words())),
                address: page_address(&study, &step.query),
            });
            let ways_out: Vec<WayOut> = steps.chain([everyone()]).collect();
            view! { <Notice kind=NoticeKind::Empty heading="Nobody matches".to_owned() sentence=sentence ways_out=ways_out/> }
                .into_any()
        }
        TrendBody::Suppressed { sentence } => {
            let ways_out = vec![everyone()];
            view! { <Notice kind=NoticeKind::Hidden heading="Too few people to show".to_owned() sentence=sentence ways_out=ways_out/> }
                .into_any()
        }
        TrendBody::Unavailable { sentence } => {
            let ways_out = vec![everyone()];
            view! { <Notice kind=NoticeKind::Unavailable heading="Not available".to_owned() sentence=sentence ways_out=ways_out/> }
                .into_any()
        }
    }
}

fn shown(exhibit: Exhibit, study: Code, query: String, heading: String, state: TrendState) -> AnyView {
    view! {
        <Tiles headlines=exhibit.headlines.clone()/>
        <TrendFigurePart study=study query=query heading=heading exhibit=exhibit state=state/>
    }
    .into_any()
}
