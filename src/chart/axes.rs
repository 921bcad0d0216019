//! Axis titles, gridlines, ticks and their labels, all from the specification.

use super::canvas::{Anchor, Canvas, VOICE, text_width};
use super::layout::{Plan, Sizes, choose, shorten, y_label};
use super::role::Role;
use super::{Tenths, WidthClass};
use crate::domain::Direction;
use crate::exhibit::{Axis, TrendFigure};

/// Height of a line of words.
pub(super) const LINE: Tenths = 160;
/// From the drawing's top to the first baseline.
pub(super) const FIRST_BASELINE: Tenths = 120;
/// Between two labels of one row.
const LABEL_GAP: Tenths = 80;
/// Least distance between baselines of y tick labels.
const TICK_PITCH: Tenths = 150;
/// Length of an x tick.
const TICK: Tenths = 40;

/// The y axis title as lines: what, which way is good, what the axis leaves out.
pub(super) fn title_lines(figure: &TrendFigure, class: WidthClass) -> Vec<String> {
    let sizes = Sizes::of(class);
    let room = sizes.width - sizes.left_most.min(title_left(figure, class)) - 20;
    let direction = match figure.direction {
        Direction::LowerIsBetter => "↓ lower is better",
        Direction::HigherIsBetter => "↑ higher is better",
    };
    let mut lines = vec![shorten(Role::Tick, &figure.y.title, room)];
    append(&mut lines, &format!("{VOICE}{direction}{VOICE}"), room);
    if let Some(note) = &figure.y.note {
        append(&mut lines, &shorten(Role::Tick, &format!("({note})"), room), room);
    }
    lines.retain(|line| !line.is_empty());
    lines
}

fn title_left(figure: &TrendFigure, class: WidthClass) -> Tenths {
    Plan::new(figure, class, 0).plot.left
}

/// Adds a part to the last line, or begins a line when there is no room.
fn append(lines: &mut Vec<String>, part: &str, room: Tenths) {
    if let Some(line) = lines.last_mut() {
        let longer = if line.is_empty() { part.to_owned() } else { format!("{line}\u{a0} {part}") };
        if text_width(Role::AxisTitle, &longer) <= room {
            *line = longer;
            return;
        }
    }
    lines.push(part.to_owned());
}

/// Draws the title lines from the top of the drawing.
pub(super) fn draw_title(canvas: &Canvas<'_>, plan: &Plan<'_>, lines: &[String]) {
    let baselines = (0..).map(|index| FIRST_BASELINE + index * LINE);
    for (line, baseline) in lines.iter().zip(baselines) {
        canvas.text(Role::AxisTitle, Anchor::Start, (plan.plot.left, baseline), line);
    }
}

/// Draws gridlines and the labels at their left.
pub(super) fn draw_y(canvas: &Canvas<'_>, plan: &Plan<'_>) {
    let axis = &plan.figure.y;
    let across = |role, y| canvas.line(role, &[(plan.plot.left, y), (plan.plot.right, y)]);
    let zero = zero_line(plan);
    for y in axis.ticks.iter().filter(|tick| plan.y.holds(tick.at)).map(|tick| plan.map_y(tick.at)) {
        if y != zero {
            across(Role::Grid, y);
        }
    }
    across(Role::Axis, zero);
    let room = plan.plot.left - LABEL_GAP;
    for (label, y) in y_labels(plan, axis) {
        canvas.text(Role::Tick, Anchor::End, (room, y + 40), &label);
    }
}

/// The line of zero when it is drawn, else the floor.
fn zero_line(plan: &Plan<'_>) -> Tenths {
    let zero = plan.figure.y.ticks.iter().find(|tick| tick.at.get() == 0.0 && plan.y.holds(tick.at));
    zero.map_or(plan.plot.bottom, |tick| plan.map_y(tick.at))
}

/// Labels from the floor upwards that do not touch.
fn y_labels(plan: &Plan<'_>, axis: &Axis) -> Vec<(String, Tenths)> {
    let mut labels: Vec<(String, Tenths)> = Vec::new();
    for tick in axis.ticks.iter().filter(|tick| plan.y.holds(tick.at)) {
        let y = plan.map_y(tick.at);
        if labels.iter().all(|(_, other)| (other - y).abs() >= TICK_PITCH) {
            labels.push((y_label(tick, plan.sizes), y));
        }
    }
    labels
}

/// Draws ticks, labels and title under the plot; returns the lowest baseline.
pub(super) fn draw_x(canvas: &Canvas<'_>, plan: &Plan<'_>) -> Tenths {
    let axis = &plan.figure.x;
    let floor = plan.plot.bottom;
    for at in axis.ticks.iter().filter(|tick| plan.x.holds(tick.at)).map(|tick| plan.map_x(tick.at)) {
        canvas.line(Role::Axis, &[(at, floor), (at, floor + TICK)]);
    }
    let baseline = floor + 190;
    for (label, centre) in x_labels(plan) {
        canvas.text(Role::Tick, Anchor::Middle, (centre, baseline), &label);
    }
    if axis.title.is_empty() {
        return baseline;
    }
    let words =
        axis.note.as_ref().map_or_else(|| axis.title.clone(), |note| format!("{} ({note})", axis.title));
    let title = shorten(Role::Tick, &words, plan.sizes.width - plan.plot.left - 20);
    canvas.text(Role::Tick, Anchor::Start, (plan.plot.left, baseline + LINE + 20), &title);
    baseline + LINE + 20
}

/// The x tick labels that do not touch, with their centres.
pub(super) fn x_labels(plan: &Plan<'_>) -> Vec<(String, Tenths)> {
    let ticks = plan.figure.x.ticks.iter().filter(|tick| plan.x.holds(tick.at));
    let labels: Vec<(String, Tenths)> = ticks
        .map(|tick| (shorten(Role::Tick, &tick.label, plan.sizes.tick_most), plan.map_x(tick.at)))
        .collect();
    row(plan.sizes.width, Role::Tick, labels)
}

/// Those of the texts that can stand in one row up to `right` without touching, moved inside where needed.
pub(super) fn row(right: Tenths, role: Role, texts: Vec<(String, Tenths)>) -> Vec<(String, Tenths)> {
    let widths: Vec<Tenths> = texts.iter().map(|(text, _)| text_width(role, text)).collect();
    let centres: Vec<Tenths> = texts
        .iter()
        .zip(&widths)
        .map(|((_, centre), width)| {
            let half = width / 2 + 10;
            (*centre).min(right - half).max(half)
        })
        .collect();
    let chosen = choose(&centres, &widths, LABEL_GAP);
    let placed = texts.into_iter().zip(&centres).map(|((text, _), centre)| (text, *centre)).enumerate();
    placed.filter(|(index, _)| chosen.contains(index)).map(|(_, text)| text).collect()
}
