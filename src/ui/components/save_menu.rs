//! Taking the figure away: plain links, and the address.

use leptos::prelude::*;

use super::icons::Chevron;
use crate::domain::Code;
use crate::ui::browser;

/// The “Save” menu of a figure.
#[component]
pub fn SaveMenu(
    /// The study.
    study: Code,
    /// What is asked, as in the exhibit's id: the name of its files.
    analysis: String,
    /// Query string of the page.
    query: String,
    /// Rows of the table, in words.
    rows: String,
) -> impl IntoView {
    let link =
        move |extension: &str, variant: &str| file_address(&study, &analysis, extension, &query, variant);
    let svg = [("Light", link("svg", "")), ("Dark", link("svg", "theme=dark"))];
    let narrow_svg =
        [("Light", link("svg", "width=narrow")), ("Dark", link("svg", "width=narrow&theme=dark"))];
    let png = [("Light", link("png", "")), ("Dark", link("png", "theme=dark"))];
    let narrow_png =
        [("Light", link("png", "width=narrow")), ("Dark", link("png", "width=narrow&theme=dark"))];
    let slides = link("pptx", "");
    view! {
        <details class="menu save-menu">
            <summary class="button is-quiet">"Save"<Chevron/></summary>
            <div class="menu-sheet">
                <h3>"Slide"</h3>
                <a class="menu-row" href=slides download="" rel="external">
                    "PowerPoint"<span>"charts can be edited"</span>
                </a>
                <hr/>
                <h3>"Picture"</h3>
                <FileRow name="SVG" note="text stays text" links=svg/>
                <FileRow name="SVG, narrow" note="for a phone or a column" links=narrow_svg/>
                <FileRow name="PNG" note="2×" links=png/>
                <FileRow name="PNG, narrow" note="2×" links=narrow_png/>
                <hr/>
                <h3>"Numbers"</h3>
                <a class="menu-row" href=link("csv", "") download="" rel="external">"CSV"<span>{rows}</span></a>
                <CopyAddress/>
                <p class="menu-note">"Every format holds the same rows, footnotes and id. Hidden cells stay hidden."</p>
            </div>
        </details>
    }
}

fn file_address(study: &Code, analysis: &str, extension: &str, query: &str, variant: &str) -> String {
    let fields: Vec<&str> = [query, variant].into_iter().filter(|part| !part.is_empty()).collect();
    let separator = if fields.is_empty() { "" } else { "?" };
    format!("/s/{study}/{analysis}.{extension}{separator}{}", fields.join("&"))
}

#[component]
fn FileRow(name: &'static str, note: &'static str, links: [(&'static str, String); 2]) -> impl IntoView {
    let links = links.map(|(theme, address)| {
        let label = format!("{name}, {theme}");
        view! { <a href=address download="" rel="external" aria-label=label>{theme}</a> }
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
