//! The top of every page: brand, study, theme.

use leptos::ev;
use leptos::prelude::*;

use super::icons::{BrandMark, Chevron};
use crate::api::page::StudyLink;
use crate::domain::Code;
use crate::ui::choices::{cohort_address, compare_address, page_address};
use crate::ui::handlers::pressed;
use crate::ui::theme::{self, ThemeChoice};

/// The study that is open and those one can switch to.
#[derive(Debug, Clone)]
pub struct StudySwitch {
    /// The open one.
    pub open: Code,
    /// Its name.
    pub title: String,
    /// All, the open one included.
    pub studies: Vec<StudyLink>,
    /// The page that is open.
    pub tab: StudyTab,
    /// Filters in force, as a query string: they stay from page to page.
    pub filters: String,
}

/// A page of a study.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StudyTab {
    /// How people fared.
    Trends,
    /// Who is in.
    Cohort,
    /// One group against another.
    Compare,
}

impl StudyTab {
    const ALL: [Self; 3] = [Self::Trends, Self::Cohort, Self::Compare];

    const fn label(self) -> &'static str {
        match self {
            Self::Trends => "Trends",
            Self::Cohort => "Cohort",
            Self::Compare => "Compare",
        }
    }

    fn address(self, study: &Code, filters: &str) -> String {
        match self {
            Self::Trends => page_address(study, filters),
            Self::Cohort => cohort_address(study, filters),
            Self::Compare => compare_address(study, filters),
        }
    }
}

/// Header; with a study also the switch and the study's pages.
#[component]
pub fn Header(
    /// The open study.
    study: Option<StudySwitch>,
) -> impl IntoView {
    let tabs = study.as_ref().map(|study| {
        view! { <Tabs study=study.open.clone() open=study.tab filters=study.filters.clone()/> }
    });
    let switch = study.map(|study| view! { <Switch study=study/> });
    view! {
        <header class="header">
            <a class="brand" href="/" aria-label="Sinew, all studies">
                <BrandMark/>
                <b>"Sinew"</b>
            </a>
            {switch}
            {tabs}
            <a class="decks-link" href="/decks">"Decks"</a>
            <ThemeMenu/>
        </header>
    }
}

#[component]
fn Tabs(study: Code, open: StudyTab, filters: String) -> impl IntoView {
    let tabs = StudyTab::ALL.into_iter().map(|tab| {
        let current = (tab == open).then_some("page");
        view! { <a href=tab.address(&study, &filters) aria-current=current>{tab.label()}</a> }
    });
    let tabs = tabs.collect_view();
    view! {
        <nav class="tabs" aria-label="Study pages">
            {tabs}
        </nav>
    }
}

#[component]
fn Switch(study: StudySwitch) -> impl IntoView {
    let rows = study.studies.into_iter().map(|link| {
        let current = (link.code == study.open).then_some("page");
        view! { <li><a class="menu-row" href=format!("/s/{}", link.code) aria-current=current>{link.title}</a></li> }
    });
    view! {
        <details class="menu study-switch">
            <summary class="switch">
                <span class="visually-hidden">"Study: "</span>
                <span class="switch-title">{study.title}</span>
                <Chevron/>
            </summary>
            <div class="menu-sheet">
                <ul>{rows.collect_view()}</ul>
                <hr/>
                <a class="menu-row" href="/">"All studies"</a>
            </div>
        </details>
    }
}

#[component]
fn ThemeMenu() -> impl IntoView {
    let chosen = RwSignal::new(theme::requested());
    let rows = ThemeChoice::ALL.into_iter().map(|choice| view! { <ThemeRow choice=choice chosen=chosen/> });
    view! {
        <details class="menu theme-menu">
            <summary class="button is-quiet">"Theme"<Chevron/></summary>
            <form class="menu-sheet" method="post" action="/theme">
                {rows.collect_view()}
            </form>
        </details>
    }
}

#[component]
fn ThemeRow(choice: ThemeChoice, chosen: RwSignal<ThemeChoice>) -> impl IntoView {
    let choose = move |event: ev::MouseEvent| {
        event.prevent_default();
        theme::choose(choice);
        chosen.set(choice);
    };
    let is_pressed = move || if chosen.get() == choice { "true" } else { "false" };
    view! {
        <button class="menu-row" type="submit" name=theme::FIELD value=choice.code() aria-pressed=is_pressed on:click=pressed(choose)>
            {choice.label()}
        </button>
    }
}
