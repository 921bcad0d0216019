//! The comparison page: did one group change more than the other, by how much, and were they alike at the start?

use leptos::ev;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_location, use_navigate, use_params_map};

use super::frame::{StudyAnswer, StudyFrame};
use super::trends::with_others;
use crate::analysis::address::{CompareAddress, FiguresPage, GroupChoice, SavedGroup};
use crate::analysis::compare::{Depth, Method};
use crate::api;
use crate::api::page::{CompareBody, ComparePage, OverlapOffer};
use crate::domain::{Code, StudyCatalogue};
use crate::ui::answer::{Asked, awaited};
use crate::ui::browser;
use crate::ui::choices::{Choice, FORM_ID, capitalised, compare_address};
use crate::ui::components::{
    CurrentNotice, Header, Notice, NoticeKind, Place, SelectField, StudySwitch, StudyTab, TrustLine, WayOut,
};
use crate::ui::handlers::{changed, submitted};
use crate::ui::navigation::{Fitting, in_place, query_of};
use crate::ui::pieces::draw_later;

/// The comparison page of the study and settings in the address.
#[component]
pub fn ComparisonPage() -> impl IntoView {
    let params = use_params_map();
    let study = Memo::new(move |_| params.read().get("study").unwrap_or_default());
    let query = query_of(Some("compare"));
    // Of which query the whole answer is asked for, because the quick one was not all of it.
    let to_the_end = RwSignal::new(None::<String>);
    let asked = move || {
        let query = query.get();
        let is_quick = browser::is_here() && to_the_end.get().as_ref() != Some(&query);
        Asked { of: study.get(), query, turn: u32::from(!is_quick) }
    };
    let page = awaited(asked, |asked| api::compare_page(asked.of, asked.query, depth(asked.turn)));
    let busy = RwSignal::new(false);
    StudyFrame { study, page, busy, address: compare_address, waiting: "Comparing" }.around(move |page| {
        if is_coming(&page.body) {
            let query = query.get_untracked();
            draw_later(Box::new(move || {
                to_the_end.try_set(Some(query));
            }));
        }
        view! { <Content page=page/> }.into_any()
    })
}

/// The first answer to a question is quick, the second whole.
const fn depth(turn: u32) -> Depth {
    if turn == 0 { Depth::Quick } else { Depth::Whole }
}

const fn is_coming(body: &CompareBody) -> bool {
    match body {
        CompareBody::Exhibits { is_whole, .. } => !*is_whole,
        CompareBody::Overlap { .. } | CompareBody::Suppressed { .. } | CompareBody::Unavailable { .. } => {
            false
        }
    }
}

impl StudyAnswer for ComparePage {
    fn study(&self) -> &Code {
        &self.catalogue.study.code
    }

    fn fitting(&self) -> Fitting<'_> {
        Fitting { query: &self.query, fitting_query: &self.fitting_query }
    }
}

#[component]
fn Content(page: ComparePage) -> impl IntoView {
    Effect::new(move |_| browser::restore_controls(FORM_ID));
    let ComparePage {
        notice,
        catalogue,
        studies,
        policy,
        query,
        fitting_query,
        swapped_query,
        saved,
        cohort_sentence,
        body,
    } = page;
    let open = catalogue.study.code.clone();
    let title = title(&body, &catalogue);
    let switch = StudySwitch {
        open: open.clone(),
        title: catalogue.study.title.clone(),
        studies,
        tab: StudyTab::Compare,
        filters: filters_of(&query),
    };
    let address = CompareAddress::parse(&query, &catalogue).ok();
    view! {
        <Title text=format!("{title} · Sinew")/>
        <Header study=Some(switch)/>
        <CurrentNotice sentence=notice/>
        <TrustLine catalogue=catalogue.clone() policy=policy cohort=cohort_sentence.clone()/>
        <main class="page" id="main">
            <h1>{title}</h1>
            <p class="sub">"Of: "{cohort_sentence}</p>
            {address.map(|address| view! { <Controls catalogue=catalogue address=address saved=saved query=query swapped=swapped_query/> })}
            <div class="result">{result(body, open, fitting_query)}</div>
        </main>
    }
}

/// The filters of a query string: they stay when one goes from page to page.
fn filters_of(query: &str) -> String {
    let filters: Vec<&str> = query.split('&').filter(|field| field.starts_with("f.")).collect();
    filters.join("&")
}

fn title(body: &CompareBody, catalogue: &StudyCatalogue) -> String {
    match body {
        CompareBody::Exhibits { comparison, .. } => comparison.text.title.clone(),
        CompareBody::Overlap { .. } | CompareBody::Suppressed { .. } | CompareBody::Unavailable { .. } => {
            format!("Comparison in {}", catalogue.study.title)
        }
    }
}

#[component]
fn Controls(
    catalogue: StudyCatalogue,
    address: CompareAddress,
    saved: Vec<SavedGroup>,
    query: String,
    swapped: String,
) -> impl IntoView {
    let study = catalogue.study.code.clone();
    let swap = compare_address(&study, &swapped);
    let groups = group_choices(&catalogue, &saved);
    let chosen = |place: usize| {
        let groups = address.groups.as_ref();
        groups.and_then(|groups| groups.get(place)).map(ToString::to_string).unwrap_or_default()
    };
    let own_or = |code: &Option<Code>, own: &Code| code.as_ref().unwrap_or(own).to_string();
    let score = own_or(&address.instrument, &catalogue.study.primary_instrument);
    let time = own_or(&address.time_point, &catalogue.study.primary_time_point);
    let lead = address.lead.map_or(CompareAddress::RECOMMENDED, Method::code).to_owned();
    let hidden = form_urlencoded::parse(filters_of(&query).as_bytes()).into_owned().collect::<Vec<_>>();
    let hidden =
        hidden.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value/> });
    let hidden = hidden.collect_view();
    let apply = apply_controls(catalogue.clone());
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        apply.run(());
    };
    view! {
        <form
            id=FORM_ID
            class="control-bar"
            method="get"
            action=format!("/s/{study}/compare")
            autocomplete="off"
            on:submit=submitted(submit)
            on:change=changed(move |_| apply.run(()))
        >
            <SelectField name="a" label="First group" entries=groups.clone() chosen=chosen(0)/>
            <SelectField name="b" label="against" entries=groups chosen=chosen(1)/>
            <SelectField name="score" label="Score" entries=score_choices(&catalogue) chosen=score/>
            <SelectField name="time" label="at" entries=time_choices(&catalogue) chosen=time/>
            <SelectField name="lead" label="Lead with" entries=lead_choices() chosen=lead/>
            {hidden}
            <a class="button" href=swap data-noscroll="">"Swap"</a>
            <button class="button is-primary without-script" type="submit">"Compare"</button>
        </form>
    }
}

/// Levels and answers, then saved cohorts, then everyone else.
fn group_choices(catalogue: &StudyCatalogue, saved: &[SavedGroup]) -> Vec<Choice> {
    let choice =
        |group: &GroupChoice| Choice { value: group.to_string(), label: group.label(catalogue, saved) };
    let cohort = |group: &SavedGroup| Choice {
        value: GroupChoice::Saved(group.version).to_string(),
        label: format!("Cohort: {}", group.label),
    };
    let (rest, offered): (Vec<_>, Vec<_>) =
        GroupChoice::all(catalogue).into_iter().partition(|group| *group == GroupChoice::Rest);
    let cohorts = saved.iter().map(cohort);
    offered.iter().map(choice).chain(cohorts).chain(rest.iter().map(choice)).collect()
}

fn score_choices(catalogue: &StudyCatalogue) -> Vec<Choice> {
    let with_baseline = catalogue.instruments.iter().filter(|instrument| instrument.baseline.is_some());
    with_baseline
        .map(|instrument| Choice {
            value: instrument.code.to_string(),
            label: capitalised(&instrument.label),
        })
        .collect()
}

fn time_choices(catalogue: &StudyCatalogue) -> Vec<Choice> {
    let points = catalogue.time_axis.points.iter();
    points.map(|point| Choice { value: point.code.to_string(), label: capitalised(&point.label) }).collect()
}

/// The estimate told first.
fn lead_choices() -> Vec<Choice> {
    let choice = |value: &str, label: &str| Choice { value: value.to_owned(), label: label.to_owned() };
    let methods = Method::ALL.map(|method| choice(method.code(), method.label()));
    std::iter::once(choice(CompareAddress::RECOMMENDED, "Recommended")).chain(methods).collect()
}

/// A completed gesture becomes an address.
fn apply_controls(catalogue: StudyCatalogue) -> Callback<()> {
    let (navigate, location) = (use_navigate(), use_location());
    Callback::new(move |()| {
        let Some(written) = browser::form_query(FORM_ID) else { return };
        // What cannot be asked for is told by the page it leads to.
        let query =
            CompareAddress::parse(&written, &catalogue).map_or(written, |address| address.query(&catalogue));
        if query != location.search.get_untracked() {
            navigate(&compare_address(&catalogue.study.code, &query), in_place());
        }
    })
}

fn result(body: CompareBody, study: Code, query: String) -> AnyView {
    match body {
        CompareBody::Exhibits { comparison, is_whole: _, others } => {
            let heading = "The difference by each method".to_owned();
            let place = Place { study, query, page: FiguresPage::Comparison };
            with_others(comparison.headlines.clone(), heading, *comparison, others, place)
        }
        CompareBody::Overlap { sentence, offers } => {
            let ways_out = offers.into_iter().map(|OverlapOffer { label, query }| WayOut {
                label,
                gives: None,
                address: compare_address(&study, &query),
            });
            absent(NoticeKind::Unavailable, "The groups overlap", sentence, ways_out.collect())
        }
        CompareBody::Suppressed { sentence } => {
            absent(NoticeKind::Hidden, "Too few people to compare", sentence, vec![start(&study)])
        }
        CompareBody::Unavailable { sentence } => {
            absent(NoticeKind::Unavailable, "Not available", sentence, vec![start(&study)])
        }
    }
}

fn start(study: &Code) -> WayOut {
    WayOut { label: "The study’s own groups".to_owned(), gives: None, address: compare_address(study, "") }
}

fn absent(kind: NoticeKind, heading: &str, sentence: String, ways_out: Vec<WayOut>) -> AnyView {
    view! { <Notice kind=kind heading=heading.to_owned() sentence=sentence ways_out=ways_out/> }.into_any()
}
