//! Taking the figure away: plain links, and what goes to the clipboard.

mod choices;

use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;

use super::copying::{CopiedNotice, CopyRows, Copying};
use super::figure::Place;
use super::icons::Chevron;
use super::inert::{append, escape, inert};
use crate::domain::format;
use crate::exhibit::Exhibit;
use crate::ui::browser;
use crate::ui::handlers::pressed;
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
    let copying = Copying::new();
    let files = inert(files(&place, &exhibit));
    let picture = choices::PNG[0].address(&place.study, &exhibit.provenance.analysis, &place.query);
    let remember = |event: ev::MouseEvent| {
        if let Some(kind) = browser::data_of(&event, "kind") {
            Choice::remember(&kind);
        }
    };
    view! {
        <CopiedNotice copying=copying/>
        <details class="menu save-menu" on:click=pressed(remember)>
            <summary class="button is-quiet">"Save"<Chevron/></summary>
            <div class="menu-sheet">
                {files}
                <CopyRows copying=copying exhibit=exhibit picture=picture/>
                <p class="menu-note">"Every format holds the same rows, footnotes and id. Hidden cells stay hidden."</p>
            </div>
        </details>
    }
}

/// The links to files, as text: there are many, and nothing but the last choice depends on them.
fn files(place: &Place, exhibit: &Exhibit) -> String {
    let rows = u32::try_from(exhibit.table.rows.len()).unwrap_or(u32::MAX);
    let mut sheet = Sheet { html: "<div>".to_owned(), place, analysis: &exhibit.provenance.analysis };
    if let Some(last) = Choice::last() {
        sheet.heading("As last time");
        sheet.link(last, &last.label(), "");
        sheet.rule();
    }
    sheet.heading("Slides and documents");
    sheet.pair(&choices::SLIDES, "charts can be edited");
    sheet.company();
    sheet.pair(&choices::PAGES, "with the table");
    sheet.link(&choices::WORD, choices::WORD.name, "table, footnotes, chart");
    sheet.row("/templates", "rel=\"external\"", "Company templates", "for slides");
    sheet.rule();
    sheet.heading("Numbers");
    sheet.link(&choices::EXCEL, choices::EXCEL.name, "with a chart");
    sheet.link(&choices::CSV, choices::CSV.name, &format!("{} rows", format::count(rows)));
    sheet.link(&choices::PARQUET, choices::PARQUET.name, "typed columns");
    sheet.rule();
    sheet.heading("Picture");
    sheet.pair(&choices::SVG, "text stays text");
    sheet.pair(&choices::NARROW_SVG, "for a phone or a column");
    sheet.pair(&choices::PNG, "2×");
    sheet.pair(&choices::NARROW_PNG, "2×");
    sheet.link(&choices::SLIDE_PNG, choices::SLIDE_PNG.name, "1920 × 1080");
    sheet.pair(&choices::PRINT_PNG, "600 dpi");
    sheet.pair(&choices::BARE, "to lie on any colour");
    sheet.rule();
    sheet.heading("All figures of this page");
    sheet.all_figures();
    sheet.rule();
    sheet.html.push_str("</div>");
    sheet.html
}

/// What a link to a file says of itself.
const FILE: &str = "download=\"\" rel=\"external\"";

/// The sheet of a menu while it is written.
struct Sheet<'p> {
    html: String,
    place: &'p Place,
    analysis: &'p str,
}

impl Sheet<'_> {
    fn heading(&mut self, words: &str) {
        append!(self.html, "<h3>{words}</h3>");
    }

    fn rule(&mut self) {
        self.html.push_str("<hr>");
    }

    fn row(&mut self, address: &str, attributes: &str, name: &str, note: &str) {
        let (address, name, note) = (escape(address), escape(name), escape(note));
        append!(
            self.html,
            "<a class=\"menu-row\" href=\"{address}\" {attributes}>{name}<span>{note}</span></a>"
        );
    }

    fn address(&self, choice: &Choice) -> String {
        choice.address(&self.place.study, self.analysis, &self.place.query)
    }

    /// The one file of a format.
    fn link(&mut self, choice: &Choice, name: &str, note: &str) {
        let attributes = format!("{FILE} data-kind=\"{}\"", choice.code);
        self.row(&self.address(choice), &attributes, name, note);
    }

    /// Slides on the template in use.
    fn company(&mut self) {
        if let Some((name, field)) = choices::chosen_template() {
            let Place { study, query, .. } = self.place;
            let address = file_address(study, self.analysis, "pptx", query, &field);
            self.row(&address, FILE, &format!("PowerPoint, on {name}"), "your template");
        }
    }

    /// Two kinds of a format.
    fn pair(&mut self, pair: &[Choice; 2], note: &str) {
        let name = escape(pair[0].name);
        append!(self.html, "<div class=\"menu-row is-pair\"><b>{name}</b><span>{}</span>", escape(note));
        for choice in pair {
            let (code, variant) = (choice.code, escape(choice.variant));
            let (address, label) = (escape(&self.address(choice)), escape(&choice.label()));
            append!(
                self.html,
                "<a href=\"{address}\" {FILE} data-kind=\"{code}\" aria-label=\"{label}\">{variant}</a>"
            );
        }
        self.html.push_str("</div>");
    }

    fn all_figures(&mut self) {
        let Place { study, query, page } = self.place;
        self.html.push_str("<div class=\"menu-row is-pair is-choice\">");
        for (name, extension) in [("PowerPoint", "pptx"), ("PDF", "pdf"), ("Word", "docx"), ("Excel", "xlsx")]
        {
            let address = escape(&file_address(study, page.code(), extension, query, ""));
            append!(self.html, "<a href=\"{address}\" {FILE} aria-label=\"All figures, {name}\">{name}</a>");
        }
        self.html.push_str("</div>");
    }
}
