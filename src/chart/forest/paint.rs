//! Painting a forest: band, reference, rows, axis.

use plotters::element::Polygon;

use super::layout::Plan;
use crate::chart::axes::{self, FIRST_BASELINE, LINE};
use crate::chart::canvas::{Anchor, Canvas, Frame, done, filled, text_width};
use crate::chart::layout::shorten;
use crate::chart::role::{Number, Role};
use crate::chart::suppressed::hidden_words;
use crate::chart::{Tenths, WidthClass};
use crate::domain::{Finite, Interval};
use crate::exhibit::{Estimate, ForestBand, ForestEmphasis, ForestRow};

/// All rows are of one contrast.
const NUMBER: Number = Number::of(1);
/// Half the height of a whisker's cap.
const CAP: Tenths = 50;
/// Half the height of the hatch of a hidden estimate.
const HATCH: Tenths = 80;
/// Length of a tick.
const TICK: Tenths = 40;
/// Between two words in one line.
const GAP: Tenths = 100;

/// Draws everything; returns the lowest baseline.
pub(super) fn paint(canvas: &Canvas<'_>, plan: &Plan<'_>) -> Tenths {
    head(canvas, plan);
    if let Some(band) = &plan.figure.band {
        paint_band(canvas, plan, band);
    }
    separators(canvas, plan);
    reference(canvas, plan);
    for (index, row) in plan.figure.rows.iter().enumerate() {
        words(canvas, plan, index, row);
        mark(canvas, plan, index, row);
    }
    axis(canvas, plan)
}

/// The headings, with the words of the band over the scale.
fn head(canvas: &Canvas<'_>, plan: &Plan<'_>) {
    let columns = plan.columns;
    match plan.class {
        WidthClass::Narrow => {}
        WidthClass::Medium | WidthClass::Wide => {
            canvas.text(Role::Note, Anchor::Start, (0, FIRST_BASELINE), "Method");
            canvas.text(Role::Note, Anchor::End, (columns.people, FIRST_BASELINE), "People");
            canvas.text(Role::Note, Anchor::End, (columns.numbers, FIRST_BASELINE), "Difference, 95% CI");
        }
    }
    if let Some(band) = &plan.figure.band {
        let label = shorten(Role::Tick, &band.label, columns.plot_right - columns.plot_left);
        let half = text_width(Role::Tick, &label) / 2;
        let middle = Tenths::midpoint(plan.map(band.low), plan.map(band.high));
        let centre = middle.min(columns.plot_right - half).max(columns.plot_left + half);
        canvas.text(Role::Tick, Anchor::Middle, (centre, FIRST_BASELINE), &label);
    }
}

fn paint_band(canvas: &Canvas<'_>, plan: &Plan<'_>, band: &ForestBand) {
    let (left, right) = (plan.map(band.low), plan.map(band.high));
    for (top, bottom) in plan.strips() {
        canvas.fill(Role::SmallBand, Frame { left, top, right, bottom });
    }
    for edge in [band.low, band.high].into_iter().filter(|edge| plan.x.holds(*edge)) {
        upright(canvas, plan, Role::SmallEdge, edge);
    }
}

fn upright(canvas: &Canvas<'_>, plan: &Plan<'_>, role: Role, at: Finite) {
    let x = plan.map(at);
    for (top, bottom) in plan.strips() {
        canvas.line(role, &[(x, top), (x, bottom)]);
    }
}

/// Hairlines over the rows; the scale keeps its ground where words and marks share a line.
fn separators(canvas: &Canvas<'_>, plan: &Plan<'_>) {
    for index in 0..plan.figure.rows.len() {
        let y = plan.row_top(index);
        canvas.line(Role::Grid, &[(0, y), (plan.columns.width, y)]);
    }
}

fn reference(canvas: &Canvas<'_>, plan: &Plan<'_>) {
    if plan.x.holds(plan.figure.reference) {
        upright(canvas, plan, Role::Axis, plan.figure.reference);
    }
}

/// Label and detail at the left, people and numbers beside them.
fn words(canvas: &Canvas<'_>, plan: &Plan<'_>, index: usize, row: &ForestRow) {
    let columns = plan.columns;
    let first = plan.row_top(index) + columns.label;
    let second = first + LINE;
    let (people_line, numbers_line, label_room, detail_room) = match plan.class {
        WidthClass::Narrow => (second, first, columns.words, columns.words + 300),
        WidthClass::Medium | WidthClass::Wide => {
            let middle = Tenths::midpoint(first, second);
            (middle, middle, columns.words, columns.words)
        }
    };
    let people = match plan.class {
        WidthClass::Narrow => format!("n {}", row.people.words()),
        WidthClass::Medium | WidthClass::Wide => row.people.words(),
    };
    let people_room = match plan.class {
        WidthClass::Narrow => columns.width - detail_room - GAP - 20,
        WidthClass::Medium | WidthClass::Wide => columns.people - columns.words - GAP,
    };
    canvas.text(
        Role::Strong,
        Anchor::Start,
        (0, first),
        &shorten(Role::Strong, &row.label, label_room - GAP),
    );
    canvas.text(Role::Note, Anchor::Start, (0, second), &shorten(Role::Note, &row.detail, detail_room - GAP));
    canvas.text(
        Role::Note,
        Anchor::End,
        (columns.people, people_line),
        &shorten(Role::Note, &people, people_room),
    );
    numbers(canvas, plan, row, numbers_line);
}

/// Value and interval; the value alone where there is no room for both.
fn numbers(canvas: &Canvas<'_>, plan: &Plan<'_>, row: &ForestRow, baseline: Tenths) {
    let (end, room) = (plan.columns.numbers, plan.columns.numbers_room);
    let note = |words: &str| canvas.text(Role::Note, Anchor::End, (end, baseline), words);
    match row.estimate {
        Estimate::Hidden => note(&hidden_words()),
        Estimate::Empty => note("no value"),
        Estimate::Mean { .. } => {
            let interval = text_width(Role::Note, &row.interval) + GAP;
            let fits = interval + text_width(Role::Strong, &row.value) <= room;
            if fits {
                note(&row.interval);
            }
            let value_end = if fits { end - interval } else { end };
            let value = shorten(Role::Strong, &row.value, room);
            canvas.text(Role::Strong, Anchor::End, (value_end, baseline), &value);
        }
    }
}

fn mark(canvas: &Canvas<'_>, plan: &Plan<'_>, index: usize, row: &ForestRow) {
    let y = plan.mark_height(index);
    match &row.estimate {
        Estimate::Empty => {}
        Estimate::Hidden => {
            let (left, right) = (plan.columns.plot_left, plan.columns.plot_right);
            let frame = Frame { left, right, top: y - HATCH, bottom: y + HATCH };
            canvas.fill(Role::HiddenHatch, frame);
            canvas.outline(Role::HiddenEdge, frame);
        }
        Estimate::Mean { value, interval } => {
            if let Some(interval) = interval {
                whisker(canvas, plan, *interval, y);
            }
            if plan.x.holds(*value) {
                shape(canvas, row.emphasis, (plan.map(*value), y));
            }
        }
    }
}

/// A limit outside the scale has no cap.
fn whisker(canvas: &Canvas<'_>, plan: &Plan<'_>, interval: Interval, y: Tenths) {
    let role = Role::Whisker(NUMBER);
    canvas.line(role, &[(plan.map(interval.low), y), (plan.map(interval.high), y)]);
    for limit in [interval.low, interval.high].into_iter().filter(|limit| plan.x.holds(*limit)) {
        let x = plan.map(limit);
        canvas.line(role, &[(x, y - CAP), (x, y + CAP)]);
    }
}

fn shape(canvas: &Canvas<'_>, emphasis: ForestEmphasis, (x, y): (Tenths, Tenths)) {
    let half = match emphasis {
        ForestEmphasis::Headline => 56,
        ForestEmphasis::Method => 38,
    };
    match emphasis {
        ForestEmphasis::Headline => {
            let corners = [(x, y - half), (x + half, y), (x, y + half), (x - half, y)];
            done(canvas.root.draw(&Polygon::new(corners, filled(Role::Mark(NUMBER)))));
        }
        ForestEmphasis::Method => {
            let frame = Frame { left: x - half, top: y - half, right: x + half, bottom: y + half };
            canvas.fill(Role::Mark(NUMBER), frame);
        }
    }
}

/// The scale with its ticks, its title and what lies on either side; returns the lowest baseline.
fn axis(canvas: &Canvas<'_>, plan: &Plan<'_>) -> Tenths {
    let (columns, floor) = (plan.columns, plan.bottom);
    canvas.line(Role::Axis, &[(columns.plot_left, floor), (columns.plot_right, floor)]);
    let ticks = plan.figure.x.ticks.iter().filter(|tick| plan.x.holds(tick.at));
    let most = (columns.plot_right - columns.plot_left) / 3;
    let labels: Vec<(String, Tenths)> =
        ticks.map(|tick| (shorten(Role::Tick, &tick.label, most), plan.map(tick.at))).collect();
    for (_, x) in &labels {
        canvas.line(Role::Axis, &[(*x, floor), (*x, floor + TICK)]);
    }
    for (label, centre) in axes::row(columns.width, Role::Tick, labels) {
        canvas.text(Role::Tick, Anchor::Middle, (centre, floor + 190), &label);
    }
    under_axis(canvas, plan, floor + 190 + LINE)
}

fn under_axis(canvas: &Canvas<'_>, plan: &Plan<'_>, baseline: Tenths) -> Tenths {
    let columns = plan.columns;
    // Where the title has a line of its own, the words of the sides may reach under the numbers.
    let (title_room, sides, end) = match plan.class {
        WidthClass::Narrow => (columns.width - 20, baseline + LINE, columns.plot_right),
        WidthClass::Medium => (columns.width - 20, baseline + LINE, columns.numbers),
        WidthClass::Wide => (columns.people, baseline, columns.plot_right),
    };
    let title = shorten(Role::Tick, &plan.figure.x.title, title_room);
    canvas.text(Role::Tick, Anchor::Start, (0, baseline), &title);
    let room = (end - columns.plot_left - GAP) / 2;
    // Under a scale that ends at the reference, the words of the side beyond would stand under the other one.
    let reference = plan.map(plan.figure.reference);
    if reference > columns.plot_left {
        let left = shorten(Role::Note, &plan.figure.sides.left, room);
        canvas.text(Role::Note, Anchor::Start, (columns.plot_left, sides), &left);
    }
    if reference < columns.plot_right {
        let right = shorten(Role::Note, &plan.figure.sides.right, room);
        canvas.text(Role::Note, Anchor::End, (end, sides), &right);
    }
    sides
}
