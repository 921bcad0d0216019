//! Taking the figure away: plain links, and the address.

use leptos::prelude::*;

use super::figure::Place;
use super::icons::Chevron;
use crate::domain::Code;
use crate::ui::browser;

/// The “Save” menu of a figure.
#[component]
pub fn SaveMenu(
    /// Where the figure stands.
    place: Place,
    /// What is asked, as in the exhibit's id: the name of its files.
    analysis: String,
    /// Rows of the table, in words.
    rows: String,
) -> impl IntoView {
    let Place { study, query, page } = place;
    let (all_study, all_query) = (study.clone(), query.clone());
    let link =
        move |extension: &str, variant: &str| file_address(&study, &analysis, extension, &query, variant);
    let of_all = move |extension: &str| file_address(&all_study, page.code(), extension, &all_query, "");
    let themes = |extension: &str, width: &str| {
        let dark = if width.is_empty() { "theme=dark".to_owned() } else { format!("{width}&theme=dark") };
        [("Light", link(extension, width)), ("Dark", link(extension, &dark))]
    };
    let slides = [("16:9", link("pptx", "")), ("4:3", link("pptx", "shape=standard"))];
    let pages = [("A4", link("pdf", "")), ("Letter", link("pdf", "paper=letter"))];
    let all = [("PowerPoint", "pptx"), ("PDF", "pdf"), ("Word", "docx"), ("Excel", "xlsx")];
    let all = all.map(|(name, extension)| (name, of_all(extension)));
    view! {
        <details class="menu save-menu">
            <summary class="button is-quiet">"Save"<Chevron/></summary>
            <div class="menu-sheet">
                <h3>"Slides and documents"</h3>
                <FileRow name="PowerPoint" note="charts can be edited" links=slides/>
                <FileRow name="PDF" note="with the table" links=pages/>
                <FileLink name="Word" note="table, footnotes, chart" address=link("docx", "")/>
                <hr/>
                <h3>"Numbers"</h3>
                <FileLink name="Excel" note="with a chart" address=link("xlsx", "")/>
                <FileLink name="CSV" note=rows address=link("csv", "")/>
                <hr/>
                <h3>"Picture"</h3>
                <FileRow name="SVG" note="text stays text" links=themes("svg", "")/>
                <FileRow name="SVG, narrow" note="for a phone or a column" links=themes("svg", "width=narrow")/>
                <FileRow name="PNG" note="2×" links=themes("png", "")/>
                <FileRow name="PNG, narrow" note="2×" links=themes("png", "width=narrow")/>
                <hr/>
                <h3>"All figures of this page"</h3>
                <AllFigures links=all/>
                <hr/>
                <CopyAddress/>
                <p class="menu-note">"Every format holds the same rows, footnotes and id. Hidden cells stay hidden."</p>
            </div>
        </details>
    }
}

/// One file of a format.
#[component]
fn FileLink(name: &'static str, #[prop(into)] note: String, address: String) -> impl IntoView {
    view! { <a class="menu-row" href=address download="" rel="external">{name}<span>{note}</span></a> }
}

fn file_address(study: &Code, analysis: &str, extension: &str, query: &str, variant: &str) -> String {
    let fields: Vec<&str> = [query, variant].into_iter().filter(|part| !part.is_empty()).collect();
    let separator = if fields.is_empty() { "" } else { "?" };
    format!("/s/{study}/{analysis}.{extension}{separator}{}", fields.join("&"))
}

#[component]
fn FileRow(name: &'static str, note: &'static str, links: [(&'static str, String); 2]) -> impl IntoView {
    let links = links.map(|(variant, address)| {
        let label = format!("{name}, {variant}");
        view! { <a href=address download="" rel="external" aria-label=label>{variant}</a> }
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
fn AllFigures(links: [(&'static str, String); 4]) -> impl IntoView {
    let links = links.map(|(name, address)| {
        let label = format!("All figures, {name}");
        view! { <a href=address download="" rel="external" aria-label=label>{name}</a> }
    });
    view! { <div class="menu-row is-pair is-choice">{links.into_iter().collect_view()}</div> }
}

#[component]
fn CopyAddress() -> impl IntoView {
    view! {
        <button type="button" class="menu-row needs-script" on:click=|_| browser::copy_address()>
            "Copy address"<span>"of this page as it is"</span>
        </button>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_the_address_of_its_page() {
        let study = Code::try_from("trial").unwrap();
        assert_eq!(file_address(&study, "trend", "csv", "", ""), "/s/trial/trend.csv");
        assert_eq!(
            file_address(&study, "trend", "png", "f.sex=female", "theme=dark"),
            "/s/trial/trend.png?f.sex=female&theme=dark"
        );
    }
}
