//! The page in place of a figure that cannot be drawn.

use super::exhibit::{MEASURE, title_style};
use super::flow::Flow;
use super::page::Paper;
use super::sheet::{Role, Sheet};
use super::words::Style;
use crate::export::placed::Missing;

/// The page, without header and footer: what the figure is called, and why it is not there.
pub(super) fn sheets(missing: &Missing, paper: Paper) -> Vec<Sheet> {
    let mut flow = Flow::new(paper);
    let inner = flow.page.inner();
    let style = title_style(&missing.title, inner);
    flow.lines(Role::Title, style.balance(&missing.title, inner), style);
    for words in [missing.which(), missing.reason.clone()] {
        flow.skip(500);
        let role = flow.next_paragraph();
        flow.paragraph(role, &words, Style::SUBTITLE, inner.min(MEASURE));
    }
    flow.into_sheets()
}
