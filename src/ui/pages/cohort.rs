//! The cohort page: who is in, what each rule costs, and how they fared beside the others.

use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_navigate, use_params_map};

use super::frame::{StudyAnswer, StudyFrame};
use crate::analysis::address::{
    AddressError, CohortAddress, FiguresPage, TrendAddress, draft_fields, rail_filters,
};
use crate::analysis::attrition::PublicAttrition;
use crate::api;
use crate::api::cohort::{CohortBody, CohortPage};
use crate::api::page::Part;
use crate::cohort::{CohortDefinition, Draft, RulePath, RuleState};
use crate::domain::{Code, StudyCatalogue};
use crate::ui::answer::{Asked, awaited};
use crate::ui::choices::{self, FORM_ID, cohort_address};
use crate::ui::components::cohort::{
    CohortHeading, CohortState, Editing, Library, RuleBuilder, RuleChips, RuleTable, SavePanel, Versions,
};
use crate::ui::components::{
    CurrentNotice, FilterAddress, HandlingField, Header, ImprovedField, Notice, NoticeKind, Place, Rail,
    SelectField, StudySwitch, StudyTab, Tiles, TrustLine, WayOut, beneath,
};
use crate::ui::controls::{Controls, Wording, follow_brush, restore_when_drawn};
use crate::ui::handlers::{changed, submitted};
use crate::ui::navigation::{Fitting, in_place, query_of};
use crate::ui::pieces::{Turn, piece};
use crate::ui::state::PageState;

/// The cohort page of the study and rules in the address.
#[component]
pub fn CohortsPage() -> impl IntoView {
    let params = use_params_map();
    let study = Memo::new(move |_| params.read().get("study").unwrap_or_default());
    let query = query_of(Some("cohort"));
    let (state, open) = (PageState::new(), CohortState::new(query));
    let asked = Memo::new(move |_| {
        let query = state.preview.get().unwrap_or_else(|| query.get());
        Asked { of: study.get(), query, turn: open.refresh.get() }
    });
    let page = awaited(move || asked.get(), |asked| api::cohort_page(asked.of, asked.query));
    follow_brush(state);
    restore_when_drawn(state);
    let controls = Controls::new(Wording { canonical, address: cohort_address }, state);
    StudyFrame { study, page, busy: state.busy, address: cohort_address, waiting: "Reading the study" }
        .around(move |page| view! { <Content page=page state=state controls=controls open=open/> }.into_any())
}

impl StudyAnswer for CohortPage {
    fn study(&self) -> &Code {
        &self.catalogue.study.code
    }

    fn fitting(&self) -> Fitting<'_> {
        Fitting { query: &self.query, fitting_query: &self.fitting_query }
    }
}

#[component]
fn Content(page: CohortPage, state: PageState, controls: Controls, open: CohortState) -> impl IntoView {
    let catalogue = page.catalogue.clone();
    let address = CohortAddress::parse(&page.query, &catalogue).unwrap_or_default();
    let Controls { apply, gesture, .. } = controls;
    controls.read_by(&catalogue);
    let editing = Arc::new(Editing {
        catalogue: catalogue.clone(),
        address: address.clone(),
        draft: page.draft.clone(),
        library: page.library.clone(),
        state: open,
        on_draft: go_to_draft(address.clone(), catalogue.study.code.clone(), open),
    });
    let name = page.base.as_ref().map_or_else(|| "New cohort".to_owned(), |open| open.name.clone());
    let filters = rail_filters(&page.draft);
    let filter_address = filter_address(Arc::clone(&editing));
    let switch = StudySwitch {
        open: catalogue.study.code.clone(),
        title: catalogue.study.title.clone(),
        studies: page.studies.clone(),
        tab: StudyTab::Cohort,
        filters: simple_filters(&page.draft, &catalogue),
    };
    let people = format!("{} of {} people", page.facets.selected.words(), page.facets.everyone.words());
    let (facets, policy) = (page.facets.clone(), page.policy);
    let (notice, sentence) = (page.notice.clone(), page.cohort_sentence.clone());
    let shown = catalogue.clone();
    let trust = move || view! { <TrustLine catalogue=shown policy=policy cohort=sentence/> }.into_any();
    view! {
        <Title text=format!("{name} · {} · Sinew", catalogue.study.title)/>
        {piece(Turn::Later, move || view! { <Header study=Some(switch)/> }.into_any())}
        <CurrentNotice sentence=notice/>
        {piece(Turn::Later, trust)}
        <div class="columns">
            <Answer page=page editing=editing people=people.clone() apply=apply/>
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

#[component]
fn Answer(page: CohortPage, editing: Arc<Editing>, people: String, apply: Callback<()>) -> impl IntoView {
    let CohortPage {
        base,
        cohort_sentence,
        notices,
        after_baseline,
        rules,
        body,
        fitting_query,
        against,
        ..
    } = page;
    let result = result(&editing, rules.as_ref(), body, fitting_query);
    let notices =
        notices.into_iter().map(|notice| view! { <p class="rule-notice">{notice}</p> }).collect_view();
    let has_rules = !editing.draft.rules.is_empty();
    let table = has_rules.then(|| view! { <RuleTable editing=Arc::clone(&editing) counts=rules/> });
    let versions = base.clone().filter(|base| !base.versions.is_empty());
    let versions = versions.map(|base| view! { <Versions editing=Arc::clone(&editing) open=base/> });
    view! {
        <main class="answer" id="main">
            <CohortHeading editing=Arc::clone(&editing) open=base.clone()/>
            <SavePanel editing=Arc::clone(&editing) open=base/>
            <p class="cohort-sentence">{cohort_sentence}", "<b role="status">{people}</b></p>
            <RuleChips editing=Arc::clone(&editing)/>
            <RuleBuilder editing=Arc::clone(&editing)/>
            {notices}
            <Against editing=Arc::clone(&editing) against=against/>
            <ControlForm editing=Arc::clone(&editing) apply=apply/>
            <div class="result">
                {table}
                {result}
            </div>
            <Caution after_baseline=after_baseline/>
            {versions}
            <Library editing=editing/>
        </main>
    }
}

/// With whom the selection is compared, and the way back to everyone else.
#[component]
fn Against(editing: Arc<Editing>, against: String) -> impl IntoView {
    let reset = editing.address.against.map(|_| {
        let address = editing.page(&CohortAddress { against: None, ..editing.address.clone() });
        view! { <a href=address data-noscroll="">"Compare with everyone else"</a> }
    });
    view! { <p class="against">"Beside: "<b>{against}</b>" "{reset}" "<a href="#saved" rel="external">"Saved cohorts"</a></p> }
}

/// The form of the page: score and missing values; the rules ride along, and the rail belongs to it.
#[component]
fn ControlForm(editing: Arc<Editing>, apply: Callback<()>) -> impl IntoView {
    let (catalogue, address) = (&editing.catalogue, &editing.address);
    let chosen = address.instrument.as_ref();
    let has_baseline = choices::instrument(chosen, catalogue).is_some_and(|shown| shown.baseline.is_some());
    let hidden = hidden_fields(address, &editing.draft).into_iter();
    let hidden =
        hidden.map(|(name, value)| view! { <input type="hidden" name=name value=value/> }).collect_view();
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        apply.run(());
    };
    view! {
        <form
            id=FORM_ID
            class="control-bar"
            method="get"
            action=cohort_address(&catalogue.study.code, "")
            autocomplete="off"
            on:submit=submitted(submit)
            on:change=changed(move |_| apply.run(()))
        >
            {hidden}
            <SelectField name="score" label="Score" entries=choices::score_choices(catalogue) chosen=choices::score_value(chosen, catalogue)/>
            <HandlingField chosen=address.handling has_baseline=has_baseline/>
            <ImprovedField chosen=address.improved/>
            <button class="button is-primary without-script" type="submit">"Show"</button>
        </form>
    }
}

/// What the form has no control for.
fn hidden_fields(address: &CohortAddress, draft: &Draft) -> Vec<(String, String)> {
    let field = |name: &str, value: String| (name.to_owned(), value);
    let base = address.base.map(|base| field("cohort", base.to_string()));
    let against = address.against.map(|against| field("against", against.to_string()));
    let rail = field("rail", "shown".to_owned());
    base.into_iter().chain(draft_fields(draft)).chain(against).chain([rail]).collect()
}

/// Said of a cohort picked by what happened after baseline.
#[component]
fn Caution(after_baseline: Vec<String>) -> impl IntoView {
    (!after_baseline.is_empty()).then(|| {
        let by = after_baseline.join(", ");
        view! {
            <aside class="caution" role="note">
                <p>
                    <b>"Picked by what happened after baseline"</b>
                    {format!(" ({by}). Those who were already improving may have kept going, so the difference from the others is not an effect.")}
                </p>
            </aside>
        }
    })
}

fn result(editing: &Editing, rules: Option<&PublicAttrition>, body: CohortBody, query: String) -> AnyView {
    match body {
        CohortBody::Figures(parts) => shown(
            parts,
            &Place { study: editing.catalogue.study.code.clone(), query, page: FiguresPage::Cohort },
        ),
        CohortBody::Empty { sentence } => {
            let culprit = culprit(editing, rules);
            let ways_out = ways_out(editing, rules);
            view! { <Notice kind=NoticeKind::Empty heading="Nobody matches".to_owned() sentence=culprit.unwrap_or(sentence) ways_out=ways_out/> }
                .into_any()
        }
        CohortBody::Suppressed { sentence } => {
            let everyone =
                WayOut { label: "Everyone".to_owned(), gives: None, address: editing.href(Draft::default()) };
            view! { <Notice kind=NoticeKind::Hidden heading="Too few people to show".to_owned() sentence=sentence ways_out=vec![everyone]/> }
                .into_any()
        }
    }
}

/// Positions of the rules that are on.
fn rules_on(draft: &Draft) -> Vec<usize> {
    let rules = draft.rules.iter().enumerate();
    rules.filter(|(_, rule)| rule.state == RuleState::On).map(|(position, _)| position).collect()
}

/// Which rule emptied the cohort.
fn culprit(editing: &Editing, rules: Option<&PublicAttrition>) -> Option<String> {
    let (step, _) = rules?.emptied_by()?;
    let position = *rules_on(&editing.draft).get(step)?;
    let criterion = editing.draft.get(&RulePath::rule(position))?;
    let label = editing.label(criterion);
    let before = match step.checked_sub(1) {
        Some(before) => rules?.steps.get(before)?.after,
        None => rules?.everyone,
    };
    Some(format!("“{label}” leaves nobody of the {} people before it.", before.words()))
}

/// For each rule, how many people there would be without it.
fn ways_out(editing: &Editing, rules: Option<&PublicAttrition>) -> Vec<WayOut> {
    let steps = rules.map(|rules| rules.steps.as_slice()).unwrap_or_default();
    let way = |(position, step): (usize, &crate::analysis::attrition::PublicStep)| {
        let criterion = editing.draft.get(&RulePath::rule(position))?;
        Some(WayOut {
            label: format!("Without “{}”", editing.label(criterion)),
            gives: Some(format!("gives {} people", step.without.words())),
            address: editing.href(editing.draft.toggled(position)),
        })
    };
    rules_on(&editing.draft).into_iter().zip(steps).filter_map(way).collect()
}

fn shown(parts: Vec<Part>, place: &Place) -> AnyView {
    let headlines = parts.iter().filter_map(|part| match part {
        Part::Exhibit(exhibit) => Some(exhibit.headlines.clone()),
        Part::Unavailable { .. } => None,
    });
    let headlines: Vec<_> = headlines.flatten().collect();
    let tiles = (!headlines.is_empty()).then(|| view! { <Tiles headlines=headlines/> });
    let figures = parts.into_iter().enumerate().map(|(number, part)| {
        let place = place.clone();
        // The first is looked at.
        let turn = if number == 0 { Turn::AtOnce } else { Turn::Later };
        piece(turn, move || beneath(part, place))
    });
    let figures = figures.collect_view();
    view! {
        {tiles}
        {figures}
    }
    .into_any()
}

/// The rules that other pages can show, too.
fn simple_filters(draft: &Draft, catalogue: &StudyCatalogue) -> String {
    let filters = rail_filters(draft);
    let of_variable = |variable: &crate::domain::Variable| filters.get(&variable.code).cloned();
    let simple = catalogue.variables.iter().filter_map(of_variable).collect();
    TrendAddress { cohort: CohortDefinition::all_of(simple), ..TrendAddress::default() }.query(catalogue)
}

/// What the controls of this page say.
fn canonical(written: &str, catalogue: &StudyCatalogue) -> Result<String, AddressError> {
    Ok(CohortAddress::parse(written, catalogue)?.query())
}

/// Where a filter that is set by a link leads.
fn filter_address(editing: Arc<Editing>) -> FilterAddress {
    Arc::new(move |variable, filter| {
        editing.page(&editing.address.with_filter(editing.draft.clone(), variable, filter))
    })
}

/// The page of another draft; a rule that is being written is closed.
fn go_to_draft(address: CohortAddress, study: Code, open: CohortState) -> Callback<Draft> {
    let navigate = use_navigate();
    Callback::new(move |draft| {
        open.builder.set(None);
        navigate(&cohort_address(&study, &address.with_draft(draft).query()), in_place());
    })
}
