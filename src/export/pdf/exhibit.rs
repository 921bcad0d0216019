//! An exhibit on its pages: finding, headlines, figure, footnotes and source, then the table of its numbers.

use super::figure::Figure;
use super::flow::Flow;
use super::page::{Hundredths, Paper};
use super::sheet::{Role, Sheet};
use super::words::Style;
use super::{furniture, headline, table};
use crate::export::ExportError;
use crate::export::placed::Placed;
use crate::export::svg::trust_line;

/// Longest line of a subtitle or footnote.
const MEASURE: Hundredths = 46_000;
/// Parts of the width that a figure may take where that spares a page.
const SMALLER: [f64; 3] = [0.94, 0.88, 0.82];
/// Lines of a title before it is set smaller.
const MOST_TITLE_LINES: usize = 3;

/// The pages of an exhibit, without headers and footers.
pub(super) fn sheets(placed: Placed<'_>, paper: Paper) -> Result<Vec<Sheet>, ExportError> {
    let figure = Figure::of(placed.exhibit)?;
    let across = |part| fill(placed, &figure, part, paper);
    let whole = across(1.0);
    if whole.len() != 2 {
        return Ok(whole);
    }
    Ok(SMALLER.into_iter().map(across).find(|sheets| sheets.len() == 1).unwrap_or(whole))
}

/// The pages with the figure across a part of the width.
fn fill(placed: Placed<'_>, figure: &Figure, part: f64, paper: Paper) -> Vec<Sheet> {
    let exhibit = placed.exhibit;
    let mut flow = Flow::new(paper);
    let inner = flow.page.inner();
    let text = &exhibit.text;
    let style = title_style(&text.title, inner);
    flow.lines(Role::Title, style.balance(&text.title, inner), style);
    flow.skip(250);
    let subtitle = flow.next_paragraph();
    flow.paragraph(subtitle, &text.subtitle, Style::SUBTITLE, inner.min(MEASURE));
    headline::strip(&mut flow, &exhibit.headlines);
    figure.place(&mut flow, part);
    flow.skip(1_000);
    for line in placed.note_lines() {
        let role = flow.next_paragraph();
        flow.paragraph(role, line, Style::SUBTITLE, inner.min(MEASURE));
        flow.skip(500);
    }
    for footnote in &text.footnotes {
        let role = flow.next_paragraph();
        flow.paragraph(role, footnote, Style::FOOTNOTE, inner.min(MEASURE));
        flow.skip(200);
    }
    if !furniture::holds_source(exhibit, flow.page) {
        let source = flow.next_paragraph();
        flow.paragraph(source, &trust_line(exhibit), Style::FOOTNOTE, inner.min(MEASURE));
    }
    table::place(&mut flow, &exhibit.table);
    flow.into_sheets()
}

/// The first size at which the title takes three lines at most, else the last.
fn title_style(title: &str, width: Hundredths) -> Style {
    let [large, middle, small] = Style::TITLES;
    let fits = |style: &Style| style.wrap(title, width).len() <= MOST_TITLE_LINES;
    [large, middle].into_iter().find(fits).unwrap_or(small)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_set_smaller_before_it_takes_four_lines() {
        let inner = Flow::new(Paper::A4).page.inner();
        assert_eq!(title_style("Pain fell", inner), Style::TITLES[0]);
        assert_eq!(title_style(&"Pain fell by half ".repeat(40), inner), Style::TITLES[2]);
    }
}
