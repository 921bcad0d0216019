//! Taking the figure away: plain links, and what goes to the clipboard.

mod choices;

use std::sync::Arc;

use leptos::prelude::*;

use super::copying::{CopiedNotice, CopyRows, Copying};
use super::figure::Place;
use super::icons::Chevron;
use crate::domain::format;
use crate::exhibit::Exhibit;
#[cfg(feature = "ssr")]
pub use choices::CHOSEN_TEMPLATE;
use choices::{Choice, file_address};

/// The “Save” menu of a figure.
#[component]
pub fn SaveMenu(
    /// Where the figure stands.
    place: Place,
    /// The figure.
    exhibit: Arc<Exhibit>,
) -> impl IntoView {
    let Place { study, query, page } = place;
    let analysis = exhibit.provenance.analysis.clone();
    let rows = u32::try_from(exhibit.table.rows.len()).unwrap_or(u32::MAX);
    let rows = format!("{} rows", format::count(rows));
    let all = ["pptx", "pdf", "docx", "xlsx"];
    let all = all.map(|extension| file_address(&study, page.code(), extension, &query, ""));
    let company = choices::chosen_template().map(|(name, field)| {
        let address = file_address(&study, &analysis, "pptx", &query, &field);
        let label = format!("PowerPoint, on {name}");
        view! { <a class="menu-row" href=address download="" rel="external">{label}<span>"your template"</span></a> }
    });
    let address = move |choice: &Choice| choice.address(&study, &analysis, &query);
    let link = |choice: &'static Choice| Link { choice, address: address(choice) };
    let pair = |choices: &'static [Choice; 2]| choices.each_ref().map(link);
    let again = Choice::last().map(link);
    let copying = Copying::new();
    let picture = address(&choices::PNG[0]);
    view! {
        <CopiedNotice copying=copying/>
        <details class="menu save-menu">
            <summary class="button is-quiet">"Save"<Chevron/></summary>
            <div class="menu-sheet">
                {again.map(|link| view! { <h3>"As last time"</h3><AgainLink link=link/><hr/> })}
                <h3>"Slides and documents"</h3>
                <FileRow note="charts can be edited" links=pair(&choices::SLIDES)/>
                {company}
                <FileRow note="with the table" links=pair(&choices::PAGES)/>
                <FileLink note="table, footnotes, chart" link=link(&choices::WORD)/>
                <a class="menu-row" href="/templates" rel="external">"Company templates"<span>"for slides"</span></a>
                <hr/>
                <h3>"Numbers"</h3>
                <FileLink note="with a chart" link=link(&choices::EXCEL)/>
                <FileLink note=rows link=link(&choices::CSV)/>
                <hr/>
                <h3>"Picture"</h3>
                <FileRow note="text stays text" links=pair(&choices::SVG)/>
                <FileRow note="for a phone or a column" links=pair(&choices::NARROW_SVG)/>
                <FileRow note="2×" links=pair(&choices::PNG)/>
                <FileRow note="2×" links=pair(&choices::NARROW_PNG)/>
                <FileLink note="1920 × 1080" link=link(&choices::SLIDE_PNG)/>
                <FileRow note="600 dpi" links=pair(&choices::PRINT_PNG)/>
                <FileRow note="to lie on any colour" links=pair(&choices::BARE)/>
                <hr/>
                <h3>"All figures of this page"</h3>
                <AllFigures addresses=all/>
                <hr/>
                <CopyRows copying=copying exhibit=exhibit picture=picture/>
                <p class="menu-note">"Every format holds the same rows, footnotes and id. Hidden cells stay hidden."</p>
            </div>
        </details>
    }
}

/// A kind of file and where it is.
struct Link {
    choice: &'static Choice,
    address: String,
}

#[component]
fn AgainLink(link: Link) -> impl IntoView {
    let Link { choice, address } = link;
    view! { <a class="menu-row" href=address download="" rel="external">{choice.label()}</a> }
}

/// The one file of a format.
#[component]
fn FileLink(#[prop(into)] note: String, link: Link) -> impl IntoView {
    let Link { choice, address } = link;
    view! {
        <a class="menu-row" href=address download="" rel="external" on:click=move |_| choice.remember()>
            {choice.name}<span>{note}</span>
        </a>
    }
}

/// Two kinds of a format.
#[component]
fn FileRow(note: &'static str, links: [Link; 2]) -> impl IntoView {
    let name = links[0].choice.name;
    let links = links.map(|Link { choice, address }| {
        let label = choice.label();
        view! {
            <a href=address download="" rel="external" aria-label=label on:click=move |_| choice.remember()>
                {choice.variant}
            </a>
        }
    });
    view! {
        <div class="menu-row is-pair">
            <b>{name}</b>
            <span>{note}</span>
            {links.into_iter().collect_view()}
        </div>
    }
}

#[component]
fn AllFigures(addresses: [String; 4]) -> impl IntoView {
    let links = ["PowerPoint", "PDF", "Word", "Excel"].into_iter().zip(addresses).map(|(name, address)| {
        let label = format!("All figures, {name}");
        view! { <a href=address download="" rel="external" aria-label=label>{name}</a> }
    });
    view! { <div class="menu-row is-pair is-choice">{links.collect_view()}</div> }
}
