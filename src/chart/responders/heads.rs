//! Marked cut-offs: a dotted line across the plot, and its words above it.

use super::super::Tenths;
use super::super::axes::LINE;
use super::super::canvas::{Anchor, Canvas, text_width};
use super::super::layout::{Plan, shorten};
use super::super::role::Role;
use crate::exhibit::CutOff;

/// Between two heads of one row.
const GAP: Tenths = 100;
/// From the plot to the baseline of the lowest row.
const ABOVE: Tenths = 80;
/// Most rows; a head that finds no place in them is left out, its line is not.
const MOST_ROWS: usize = 3;
/// Widths that a head is shortened to, widest first, until it finds a place.
const WIDTHS: [Tenths; 3] = [1_600, 900, 450];

/// The words of a cut-off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Head {
    words: String,
    centre: Tenths,
    /// 0 is next to the plot.
    row: usize,
}

/// The heads that find a place, left to right, as low as they can stand.
pub(super) fn heads(plan: &Plan<'_>, marks: &[CutOff]) -> Vec<Head> {
    let mut ends = [Tenths::MIN / 2; MOST_ROWS];
    let mut heads = Vec::new();
    for mark in marks.iter().filter(|mark| plan.x.holds(mark.at) && !mark.label.trim().is_empty()) {
        let mut tried = WIDTHS.iter().map(|width| shorten(Role::Strong, &mark.label, *width));
        heads.extend(tried.find_map(|words| head(plan, mark, words, &mut ends)));
    }
    heads
}

/// In the lowest row that is free there; its end moves on.
fn head(plan: &Plan<'_>, mark: &CutOff, words: String, ends: &mut [Tenths]) -> Option<Head> {
    let half = text_width(Role::Strong, &words) / 2 + 10;
    let centre = plan.map_x(mark.at).min(plan.sizes.width - half).max(half);
    let (row, end) = ends.iter_mut().enumerate().find(|(_, end)| **end + GAP <= centre - half)?;
    *end = centre + half;
    Some(Head { words, centre, row })
}

/// Room the heads need above the plot.
pub(super) fn height(heads: &[Head]) -> Tenths {
    let rows = heads.iter().map(|head| head.row + 1).max().unwrap_or(0);
    Tenths::try_from(rows).unwrap_or(0) * LINE
}

/// Draws the lines and the heads.
pub(super) fn draw(canvas: &Canvas<'_>, plan: &Plan<'_>, marks: &[CutOff], heads: &[Head]) {
    for at in marks.iter().filter(|mark| plan.x.holds(mark.at)).map(|mark| plan.map_x(mark.at)) {
        canvas.line(Role::CutOff, &[(at, plan.plot.top), (at, plan.plot.bottom)]);
    }
    for head in heads {
        let above = ABOVE + Tenths::try_from(head.row).unwrap_or(0) * LINE;
        canvas.text(Role::Strong, Anchor::Middle, (head.centre, plan.plot.top - above), &head.words);
    }
}
