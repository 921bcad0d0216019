//! The trends page: who is shown, how they fared, and how sure that is.

use std::sync::Arc;

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

use super::frame::{StudyAnswer, StudyFrame};
use crate::analysis::address::{self, AddressError, FiguresPage, TrendAddress};
use crate::api;
use crate::api::page::{Part, TrendBody, TrendPage};
use crate::cohort::CohortDefinition;
use crate::domain::{Code, StudyCatalogue};
use crate::exhibit::{Exhibit, Headline};
use crate::ui::answer::{Asked, awaited};
use crate::ui::choices::{self, capitalised, page_address};
use crate::ui::components::{
    Chips, ControlBar, CurrentNotice, FigurePart, FilterAddress, Header, Notice, NoticeKind, Place, Rail,
    StudySwitch, StudyTab, Tiles, TrustLine, WayOut, beneath,
};
use crate::ui::controls::{Controls, Wording, follow_brush, restore_when_drawn};
use crate::ui::navigation::{Fitting, query_of};
use crate::ui::pieces::{Turn, piece};
use crate::ui::state::PageState;

/// The trends page of the study and settings in the address.
#[component]
pub fn TrendsPage() -> impl IntoView {
    let params = use_params_map();
    let study = Memo::new(move |_| params.read().get("study").unwrap_or_default());
    let state = PageState::new();
    let query = query_of(None);
    let asked = Memo::new(move |_| Asked {
        of: study.get(),
        query: state.preview.get().unwrap_or_else(|| query.get()),
        turn: 0,
    });
    let page = awaited(move || asked.get(), |asked| api::trend_page(asked.of, asked.query));
    follow_brush(state);
    restore_when_drawn(state);
    let controls = Controls::new(Wording { canonical, address: page_address }, state);
    StudyFrame { study, page, busy: state.busy, address: page_address, waiting: "Reading the study" }
        .around(move |page| view! { <Content page=page state=state controls=controls/> }.into_any())
}

impl StudyAnswer for TrendPage {
    fn study(&self) -> &Code {
        &self.catalogue.study.code
    }

    fn fitting(&self) -> Fitting<'_> {
        Fitting { query: &self.query, fitting_query: &self.fitting_query }
    }
}

#[component]
fn Content(page: TrendPage, state: PageState, controls: Controls) -> impl IntoView {
    let Controls { apply, gesture, .. } = controls;
    controls.read_by(&page.catalogue);
    let TrendPage { notice, catalogue, studies, policy, query, fitting_query, cohort_sentence, facets, body } =
        page;
    let title = title(&body, &catalogue);
    let people = format!("{} of {} people", facets.selected.words(), facets.everyone.words());
    let open = catalogue.study.code.clone();
    let address = address::parse(&query, &catalogue).unwrap_or_default();
    let filters =
        TrendAddress { cohort: address.cohort.clone(), ..TrendAddress::default() }.query(&catalogue);
    let switch = StudySwitch {
        open: open.clone(),
        title: catalogue.study.title.clone(),
        studies,
        tab: StudyTab::Trends,
        filters,
    };
    let chips = address.chips(&catalogue);
    let cleared = TrendAddress { cohort: CohortDefinition::everyone(), ..address.clone() }.query(&catalogue);
    let heading = figure_heading(&address, &catalogue);
    let filter_address = filter_address(address.clone(), catalogue.clone());
    let (shown, cohort) = (catalogue.clone(), cohort_sentence.clone());
    let trust = move || view! { <TrustLine catalogue=shown policy=policy cohort=cohort/> }.into_any();
    let (shown, filters) = (catalogue.clone(), address.rail());
    let bar = move || view! { <ControlBar catalogue=shown address=address on_change=apply/> }.into_any();
    let (trust, bar) = (piece(Turn::Later, trust), piece(Turn::Later, bar));
    view! {
        <Title text=format!("{title} · Sinew")/>
        {piece(Turn::Later, move || view! { <Header study=Some(switch)/> }.into_any())}
        <CurrentNotice sentence=notice/>
        {trust}
        <div class="columns">
            <main class="answer" id="main">
                <h1>{title}</h1>
                <p class="sub">{cohort_sentence}", "<b role="status">{people.clone()}</b></p>
                {bar}
                <Chips study=open.clone() chips=chips cleared=cleared/>
                <div class="result">{result(body, open, fitting_query, heading)}</div>
            </main>
            <Rail
                catalogue=catalogue
                filters=filters
                facets=facets
                policy=policy
                filter_address=filter_address
                on_change=apply
                gesture=gesture
                problem=state.problem
            />
        </div>
        <nav class="count-strip" aria-label="Filters">
            <a href="#filters" rel="external"><b>{people}</b><span>"Filters"</span></a>
        </nav>
    }
}

/// What the controls of this page say.
fn canonical(written: &str, catalogue: &StudyCatalogue) -> Result<String, AddressError> {
    Ok(address::parse(written, catalogue)?.query(catalogue))
}

/// Where a filter that is set by a link leads.
fn filter_address(address: TrendAddress, catalogue: StudyCatalogue) -> FilterAddress {
    Arc::new(move |variable, filter| {
        page_address(&catalogue.study.code, &address.with(variable, filter).query(&catalogue))
    })
}

fn title(body: &TrendBody, catalogue: &StudyCatalogue) -> String {
    match body {
        TrendBody::Exhibits { trend, others: _ } => trend.text.title.clone(),
        TrendBody::Empty { .. } | TrendBody::Suppressed { .. } | TrendBody::Unavailable { .. } => {
            catalogue.study.title.clone()
        }
    }
}

fn figure_heading(address: &TrendAddress, catalogue: &StudyCatalogue) -> String {
    let score = choices::instrument(address.instrument.as_ref(), catalogue)
        .map_or("score", |instrument| instrument.label.as_str());
    format!("{} over time", capitalised(score))
}

fn result(body: TrendBody, study: Code, query: String, heading: String) -> AnyView {
    let everyone = || WayOut { label: "Everyone".to_owned(), gives: None, address: format!("/s/{study}") };
    match body {
        TrendBody::Exhibits { trend, others } => {
            shown(*trend, others, Place { study, query, page: FiguresPage::Trends }, heading)
        }
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

fn shown(trend: Exhibit, others: Vec<Part>, place: Place, heading: String) -> AnyView {
    let mut headlines = trend.headlines.clone();
    for part in &others {
        if let Part::Exhibit(exhibit) = part {
            headlines.extend(exhibit.headlines.clone());
        }
    }
    with_others(headlines, heading, trend, others, place)
}

/// Tiles, a figure, and the figures beneath it.
pub(super) fn with_others(
    headlines: Vec<Headline>,
    heading: String,
    exhibit: Exhibit,
    others: Vec<Part>,
    place: Place,
) -> AnyView {
    let others = others.into_iter().map(|part| {
        let place = place.clone();
        piece(Turn::Later, move || beneath(part, place))
    });
    let others = others.collect_view();
    view! {
        <Tiles headlines=headlines/>
        <FigurePart place=place heading=heading exhibit=exhibit/>
        {others}
    }
    .into_any()
}
