//! The people behind each mean: a column a time point for every group, and the last one in words.

mod column;
mod words;

use column::Parts;

use super::axes::{LINE, row};
use super::canvas::{Anchor, Canvas, Frame};
use super::labels::BESIDE;
use super::layout::{Plan, shorten};
use super::role::{Number, Role};
use super::spread::spread;
use super::{Tenths, WidthClass};
use crate::exhibit::Series;

/// From the lowest words of the plot to the first strip's title.
const BEFORE: Tenths = 370;
/// From a title's baseline to its columns, from columns to counts, from counts to the next title.
const TITLE: Tenths = 100;
const COUNTS: Tenths = 150;
const BETWEEN: Tenths = 290;
/// Columns of many groups are lower.
const MANY_GROUPS: usize = 4;
const LOW_COLUMN: Tenths = 240;
/// Least distance between columns; nearer time points are moved apart.
const LEAST_PITCH: Tenths = 100;

/// Where the columns of every strip stand.
struct Columns {
    centres: Vec<Tenths>,
    width: Tenths,
    moved: bool,
}

/// Draws the strips under `lowest`, the lowest baseline so far; returns the new lowest baseline.
pub(super) fn draw(canvas: &Canvas<'_>, plan: &Plan<'_>, lowest: Tenths) -> Tenths {
    let columns = columns(plan);
    let many = plan.figure.series.len() > MANY_GROUPS;
    let height = if many { LOW_COLUMN.min(plan.sizes.strip) } else { plan.sizes.strip };
    let mut title = lowest + BEFORE;
    let mut bottom = lowest;
    for series in plan.figure.series.iter().filter(|series| !series.points.is_empty()) {
        draw_title(canvas, plan, series, title, columns.moved);
        let top = title + TITLE;
        draw_columns(canvas, plan, series, &columns, (top, top + height));
        bottom = draw_words(canvas, plan, series, (top, top + height));
        title = bottom + BETWEEN;
    }
    bottom
}

fn columns(plan: &Plan<'_>) -> Columns {
    let centres: Vec<Tenths> = plan.columns.iter().map(|column| column.centre).collect();
    let gap = plan.least_gap();
    if gap >= LEAST_PITCH {
        return Columns { centres, width: plan.sizes.column.min(gap * 3 / 5), moved: false };
    }
    let inner = plan.timed();
    let count = Tenths::try_from(centres.len()).unwrap_or(1).max(1);
    let pitch = LEAST_PITCH.min((inner.right - inner.left) / count).max(2);
    let heights = vec![pitch; centres.len()];
    let mut ordered = centres;
    ordered.sort_unstable();
    let centres = spread(&ordered, &heights, inner.left, inner.right).unwrap_or(ordered);
    Columns { centres, width: (pitch * 3 / 5).max(1), moved: true }
}

fn draw_title(canvas: &Canvas<'_>, plan: &Plan<'_>, series: &Series, baseline: Tenths, moved: bool) {
    let scale = if moved { " · times in order, not to scale" } else { "" };
    let words = format!("People behind each mean · {}{scale}", series.label);
    let title = shorten(Role::Strong, &words, plan.plot.right - plan.plot.left);
    canvas.text(Role::Strong, Anchor::Start, (plan.plot.left, baseline), &title);
}

fn draw_columns(
    canvas: &Canvas<'_>,
    plan: &Plan<'_>,
    series: &Series,
    columns: &Columns,
    (top, bottom): (Tenths, Tenths),
) {
    let number = Number::of(series.number);
    let mut counts = Vec::new();
    for (point, centre) in series.points.iter().zip(&columns.centres) {
        let left = centre - columns.width / 2;
        let frame = Frame { left, top, right: left + columns.width.max(1), bottom };
        Parts::of(&point.people).draw(canvas, number, frame);
        counts.push((short_count(&point.people), *centre));
    }
    let right = match plan.class {
        WidthClass::Medium | WidthClass::Wide => plan.plot.right + BESIDE - 20,
        WidthClass::Narrow => plan.sizes.width,
    };
    for (count, centre) in row(right, Role::Note, counts) {
        canvas.text(Role::Note, Anchor::Middle, (centre, bottom + COUNTS), &count);
    }
}

/// The count under a column; a rounded one is said to be so by the words at the end.
fn short_count(people: &crate::exhibit::StripColumn) -> String {
    people.contributing.shown().map_or_else(|| "hidden".to_owned(), crate::domain::format::count)
}

/// The last column in words: beside the columns, or below them on a phone. Returns the lowest baseline.
fn draw_words(
    canvas: &Canvas<'_>,
    plan: &Plan<'_>,
    series: &Series,
    (top, bottom): (Tenths, Tenths),
) -> Tenths {
    let Some(last) = series.points.last() else { return bottom };
    let items = words::items(&last.people, Number::of(series.number));
    let counts = bottom + COUNTS;
    match plan.class {
        WidthClass::Medium | WidthClass::Wide => {
            let room = plan.sizes.right - BESIDE - 20;
            let lines = Tenths::try_from(items.len()).unwrap_or(0);
            let first = Tenths::midpoint(top, bottom) - lines * LINE / 2 + 120;
            for (item, baseline) in items.iter().zip((0..).map(|index| first + index * LINE)) {
                item.draw(canvas, (plan.plot.right + BESIDE, baseline), room);
            }
            counts
        }
        WidthClass::Narrow => words::draw_below(canvas, plan, &last.label, &items, counts + LINE + 20),
    }
}
