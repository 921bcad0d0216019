//! Direct labels: name, then value, then interval, at the end of each line.

use super::canvas::{Anchor, Canvas, Frame, Point, VOICE, text_width};
use super::layout::{Plan, shorten};
use super::marks::{Drawing, Mean};
use super::obstacles::Obstacles;
use super::role::{Number, Role};
use super::spread::spread;
use super::suppressed::hidden_words;
use super::{Tenths, WidthClass};
use crate::exhibit::{Estimate, Series};

/// From the plot's right edge to words beside it.
pub(super) const BESIDE: Tenths = 140;
/// Height of a label of two lines, of each further line, and of a label in one line.
const TWO_LINES: Tenths = 340;
const LINE: Tenths = 160;
const ONE_LINE: Tenths = 180;
/// A label moved further than this from its mark gets a thin line to it.
const LEADER_FROM: Tenths = 120;
/// More lines than these under a label in the plot, and a legend reads better.
const MOST_CROSSINGS: usize = 3;

/// What is written at the end of one series.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Label {
    /// Series number.
    pub(super) number: Number,
    /// Group name.
    pub(super) name: String,
    /// The last value, or why there is none.
    pub(super) value: String,
    /// Interval, time or nothing, quieter.
    pub(super) detail: String,
    /// The last mark; `None` when no mean is shown.
    mark: Option<Point>,
    /// Whether the mark stands at the last time point.
    at_end: bool,
}

/// A label with its place.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Placed {
    lines: Vec<(Role, Point, String)>,
    anchor: Anchor,
    leader: Option<[Point; 2]>,
}

/// The labels of all series in their order.
pub(super) fn labels(plan: &Plan<'_>, drawings: &[Drawing]) -> Vec<Label> {
    let pairs = plan.figure.series.iter().zip(drawings);
    pairs.map(|(series, drawing)| label(plan, series, drawing)).collect()
}

fn label(plan: &Plan<'_>, series: &Series, drawing: &Drawing) -> Label {
    let (value, detail) = drawing.last().map_or_else(
        || (String::new(), why_nothing(series)),
        |mean| (value_at(plan, series, mean), detail_at(plan, series, mean)),
    );
    Label {
        number: drawing.number,
        name: series.label.clone(),
        value,
        detail,
        mark: drawing.last().map(|mean| plan.map(mean.at.0, mean.at.1)),
        at_end: drawing.last().is_some_and(|mean| mean.point + 1 == plan.columns.len()),
    }
}

/// A label without a value: the name of a series, and words that follow it.
pub(super) fn named(
    plan: &Plan<'_>,
    series: &Series,
    drawing: &Drawing,
    (name, detail): (&str, &str),
) -> Label {
    let unnamed = label(plan, series, drawing);
    let detail = if drawing.means.is_empty() { unnamed.detail } else { detail.to_owned() };
    Label { name: name.to_owned(), value: String::new(), detail, ..unnamed }
}

fn why_nothing(series: &Series) -> String {
    if series.points.iter().any(|point| point.estimate == Estimate::Hidden) {
        hidden_words()
    } else {
        "no values".to_owned()
    }
}

fn estimate<'s>(series: &'s Series, mean: &Mean) -> Option<&'s Estimate> {
    series.points.get(mean.point).map(|point| &point.estimate)
}

fn value_at(plan: &Plan<'_>, series: &Series, mean: &Mean) -> String {
    match estimate(series, mean) {
        Some(Estimate::Mean { value, .. }) => plan.precision.value(*value),
        Some(Estimate::Hidden | Estimate::Empty) | None => String::new(),
    }
}

/// The interval of the last mean, or the time it stands at when that is not the last.
fn detail_at(plan: &Plan<'_>, series: &Series, mean: &Mean) -> String {
    if mean.point + 1 < plan.columns.len() {
        return format!("at {}", plan.time_label(mean.point));
    }
    match estimate(series, mean) {
        Some(Estimate::Mean { interval: Some(interval), .. }) => plan.precision.interval(*interval),
        Some(Estimate::Mean { interval: None, .. } | Estimate::Hidden | Estimate::Empty) | None => {
            String::new()
        }
    }
}

impl Label {
    /// Value and detail as one text in the value's role.
    pub(super) fn value_line(&self) -> String {
        match (self.value.is_empty(), self.detail.is_empty()) {
            (true, _) => format!("{VOICE}{}", self.detail),
            (false, true) => self.value.clone(),
            (false, false) => format!("{}{VOICE}\u{a0}{}", self.value, self.detail),
        }
    }

    /// Lines under the name that fit in `room`: value and interval together, else one under the other.
    fn value_lines(&self, room: Tenths) -> Vec<String> {
        let together = self.value_line();
        if text_width(Role::Value(self.number), &together) <= room {
            return vec![together];
        }
        let value = shorten(Role::Value(self.number), &self.value, room);
        let detail = format!("{VOICE}{}", shorten(Role::Note, &self.detail, room));
        [value, detail].into_iter().filter(|line| !line.is_empty() && *line != VOICE.to_string()).collect()
    }
}

/// Whether labels beside the marks would tell which is which. More than two whose marks end within the height of one label
/// would all be led to the same place.
pub(super) fn end_apart(labels: &[Label]) -> bool {
    let ends = || labels.iter().filter_map(|label| label.mark).map(|(_, y)| y);
    match (ends().min(), ends().max()) {
        (Some(top), Some(bottom)) => ends().count() <= 2 || bottom - top >= TWO_LINES,
        (None, _) | (_, None) => true,
    }
}

/// Places every label; `None` when they cannot all stand without touching.
pub(super) fn place(plan: &Plan<'_>, labels: &[Label], obstacles: &Obstacles) -> Option<Vec<Placed>> {
    match plan.class {
        WidthClass::Medium | WidthClass::Wide => place_beside(plan, labels),
        WidthClass::Narrow => place_inside(plan, labels, obstacles),
    }
}

/// Beside the plot: two lines a label, else one.
fn place_beside(plan: &Plan<'_>, labels: &[Label]) -> Option<Vec<Placed>> {
    let room = plan.sizes.right - BESIDE - 20;
    let full: Vec<Vec<String>> = labels.iter().map(|label| label.value_lines(room)).collect();
    let heights: Vec<Tenths> = full.iter().map(|lines| TWO_LINES + extra_lines(lines) * LINE).collect();
    if let Some(centres) = centres(plan, labels, &heights) {
        let placed = labels.iter().zip(&full).zip(centres);
        return Some(
            placed.map(|((label, lines), centre)| stacked(plan, label, lines, centre, room)).collect(),
        );
    }
    let centres = centres(plan, labels, &vec![ONE_LINE; labels.len()])?;
    Some(labels.iter().zip(centres).map(|(label, centre)| in_one_line(plan, label, centre, room)).collect())
}

fn extra_lines(lines: &[String]) -> Tenths {
    Tenths::try_from(lines.len()).unwrap_or(1) - 1
}

/// Centres in the order of the labels, spread from top to bottom.
fn centres(plan: &Plan<'_>, labels: &[Label], heights: &[Tenths]) -> Option<Vec<Tenths>> {
    let middle = Tenths::midpoint(plan.plot.top, plan.plot.bottom);
    let wish = |index: &usize| labels.get(*index).and_then(|label| label.mark).map_or(middle, |(_, y)| y);
    let mut order: Vec<usize> = (0..labels.len()).collect();
    order.sort_by_key(|index| (wish(index), *index));
    let wishes: Vec<Tenths> = order.iter().map(wish).collect();
    let ordered: Vec<Tenths> = order.iter().filter_map(|index| heights.get(*index).copied()).collect();
    let spread = spread(&wishes, &ordered, plan.plot.top - 80, plan.plot.bottom + 40)?;
    let mut centres: Vec<(usize, Tenths)> = order.into_iter().zip(spread).collect();
    centres.sort_unstable();
    Some(centres.into_iter().map(|(_, centre)| centre).collect())
}

fn stacked(plan: &Plan<'_>, label: &Label, lines: &[String], centre: Tenths, room: Tenths) -> Placed {
    let x = plan.plot.right + BESIDE;
    let first = centre - 40 - extra_lines(lines) * LINE / 2;
    let name = (Role::Name(label.number), (x, first), shorten(Role::Name(label.number), &label.name, room));
    let below = lines
        .iter()
        .zip(1..)
        .map(|(line, below)| (Role::Value(label.number), (x, first + below * LINE), line.clone()));
    let lines = std::iter::once(name).chain(below).collect();
    Placed { lines, anchor: Anchor::Start, leader: leader(label, x, centre) }
}

fn in_one_line(plan: &Plan<'_>, label: &Label, centre: Tenths, room: Tenths) -> Placed {
    let x = plan.plot.right + BESIDE;
    let (name_role, value_role) = (Role::Name(label.number), Role::Value(label.number));
    let value = if label.value.is_empty() { format!("{VOICE}{}", label.detail) } else { label.value.clone() };
    let value_width = text_width(value_role, &value);
    let name = shorten(name_role, &label.name, (room - value_width - 60).max(room / 3));
    let after = x + text_width(name_role, &name) + 60;
    let mut lines = vec![(name_role, (x, centre + 45), name)];
    if after + value_width <= plan.sizes.width {
        lines.push((value_role, (after, centre + 45), value));
    }
    Placed { lines, anchor: Anchor::Start, leader: leader(label, x, centre) }
}

fn leader(label: &Label, x: Tenths, centre: Tenths) -> Option<[Point; 2]> {
    let (mark_x, mark_y) = label.mark.filter(|_| label.at_end)?;
    ((mark_y - centre).abs() > LEADER_FROM).then_some([(mark_x + 70, mark_y), (x - 30, centre)])
}

/// Inside the plot, above or below the last mark. A series without a mark is named by the words on its hatch.
fn place_inside(plan: &Plan<'_>, labels: &[Label], obstacles: &Obstacles) -> Option<Vec<Placed>> {
    let mut order: Vec<&Label> = labels.iter().filter(|label| label.mark.is_some()).collect();
    order.sort_by_key(|label| label.mark.map(|(_, y)| y));
    let mut obstacles = obstacles.clone();
    let mut placed = Vec::new();
    let half = order.len().div_ceil(2);
    for (index, label) in order.iter().enumerate() {
        let wish = if index < half && order.len() > 1 { Side::Above } else { Side::Below };
        let (frame, one) = place_one_inside(plan, label, wish, &obstacles)?;
        obstacles.add_words(frame);
        placed.push(one);
    }
    Some(placed)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Above,
    Below,
}

fn place_one_inside(
    plan: &Plan<'_>,
    label: &Label,
    wish: Side,
    obstacles: &Obstacles,
) -> Option<(Frame, Placed)> {
    let (mark_x, mark_y) = label.mark?;
    let name = shorten(Role::Name(label.number), &label.name, 1_700);
    let value =
        if label.at_end && !label.value.is_empty() { label.value.clone() } else { label.value_line() };
    let value =
        if text_width(Role::Value(label.number), &value) > 1_700 { label.value.clone() } else { value };
    let width =
        text_width(Role::Name(label.number), &name).max(text_width(Role::Value(label.number), &value));
    let right = (mark_x + 100).max(plan.plot.left + width + 20).min(plan.plot.right);
    let height = 310;
    let mut candidates = (0..12)
        .flat_map(|step| [(Side::Above, step), (Side::Below, step)])
        .filter_map(|(side, step)| {
            let away = 70 + step * 60;
            let top = match side {
                Side::Above => mark_y - away - height,
                Side::Below => mark_y + away,
            };
            let frame = Frame { left: right - width, right, top, bottom: top + height };
            let inside = top >= plan.plot.top - 40 && frame.bottom <= plan.plot.bottom - 10;
            let crossings = obstacles.lines_crossing(&frame);
            let usable = inside && !obstacles.covers_words(&frame) && crossings <= MOST_CROSSINGS;
            let cost = crossings * 6 + step.unsigned_abs() as usize + 3 * usize::from(side != wish);
            usable.then_some((cost, frame))
        })
        .collect::<Vec<_>>();
    candidates.sort_by_key(|(cost, _)| *cost);
    let (_, frame) = candidates.into_iter().next()?;
    let lines = vec![
        (Role::Name(label.number), (right, frame.top + 120), name),
        (Role::Value(label.number), (right, frame.top + 120 + 150), value),
    ];
    Some((frame, Placed { lines, anchor: Anchor::End, leader: None }))
}

impl Placed {
    /// Draws the label.
    pub(super) fn draw(&self, canvas: &Canvas<'_>) {
        if let Some(ends) = &self.leader {
            canvas.line(Role::Leader, ends);
        }
        for (role, at, words) in &self.lines {
            match self.anchor {
                Anchor::End => canvas.text_over_lines(*role, self.anchor, *at, words),
                Anchor::Start | Anchor::Middle => canvas.text(*role, self.anchor, *at, words),
            }
        }
    }
}
