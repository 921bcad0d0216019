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
pub(super) const MEASURE: Hundredths = 46_000;
/// Parts of the width that a figure may take where that spares a page.
const SMALLER: [f64; 3] = [0.94, 0.88, 0.82];
/// Lines of a title before it is set smaller.
const MOST_TITLE_LINES: usize = 3;

/// The pages of an exhibit, without headers and footers. The figure is made a little smaller where that spares a page, or
/// keeps what is said under it on its page.
pub(super) fn sheets(placed: Placed<'_>, paper: Paper) -> Result<Vec<Sheet>, ExportError> {
    let figure = Figure::of(placed.exhibit)?;
    let across = |part| fill(placed, &figure, part, paper);
    let whole = across(1.0);
    let smaller = |is_better: fn(&Filled) -> bool| SMALLER.into_iter().map(across).find(is_better);
    let spared = (whole.sheets.len() == 2).then(|| smaller(|filled| filled.sheets.len() == 1)).flatten();
    let together = |whole: &Filled| match whole.under_figure {
        UnderFigure::Beside => None,
        UnderFigure::Apart => smaller(|filled| filled.under_figure == UnderFigure::Beside),
    };
    Ok(spared.or_else(|| together(&whole)).unwrap_or(whole).sheets)
}

/// Where note, footnotes and source stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum UnderFigure {
    /// On the page of the figure.
    Beside,
    /// Some of them on another.
    Apart,
}

/// Pages that are filled.
struct Filled {
    sheets: Vec<Sheet>,
    under_figure: UnderFigure,
}

/// The pages with the figure across a part of the width.
fn fill(placed: Placed<'_>, figure: &Figure, part: f64, paper: Paper) -> Filled {
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
    let pages = flow.pages();
    under_figure(&mut flow, placed);
    let under_figure = if flow.pages() == pages { UnderFigure::Beside } else { UnderFigure::Apart };
    table::place(&mut flow, &exhibit.table);
    Filled { sheets: flow.into_sheets(), under_figure }
}

/// Note, footnotes, and the source where it finds no room at the foot of the page.
fn under_figure(flow: &mut Flow, placed: Placed<'_>) {
    let (exhibit, measure) = (placed.exhibit, flow.page.inner().min(MEASURE));
    flow.skip(1_000);
    for line in placed.note_lines() {
        let role = flow.next_paragraph();
        flow.kept_paragraph(role, line, Style::SUBTITLE, measure);
        flow.skip(500);
    }
    for footnote in &exhibit.text.footnotes {
        let role = flow.next_paragraph();
        flow.kept_paragraph(role, footnote, Style::FOOTNOTE, measure);
        flow.skip(200);
    }
    if !furniture::holds_source(exhibit, flow.page) {
        let source = flow.next_paragraph();
        flow.kept_paragraph(source, &trust_line(exhibit), Style::FOOTNOTE, measure);
    }
}

/// The first size at which the title takes three lines at most, else the last.
pub(super) fn title_style(title: &str, width: Hundredths) -> Style {
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
