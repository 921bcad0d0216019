//! The share of each curve at each marked cut-off, beside its mark.

use super::super::Tenths;
use super::super::canvas::{Anchor, Canvas, Frame, Point, text_width};
use super::super::layout::Plan;
use super::super::marks::{Drawing, Mean};
use super::super::obstacles::Obstacles;
use super::super::role::Role;
use crate::domain::format;
use crate::exhibit::{Denominator, Estimate, ResponderFigure, ResponderSeries};

/// From the mark to its value.
const AWAY: Tenths = 70;
/// Height of a value.
const HEIGHT: Tenths = 130;
/// From the top of a value to its baseline.
const BASELINE: Tenths = 100;
/// How far a value may be moved, in steps.
const STEPS: Tenths = 10;
const STEP: Tenths = 40;

/// A value with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Value {
    role: Role,
    words: String,
    frame: Frame,
}

/// Where a value stands, seen from its mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    AboveRight,
    BelowLeft,
    BelowRight,
    AboveLeft,
}

impl Side {
    const ALL: [Self; 4] = [Self::AboveRight, Self::BelowLeft, Self::BelowRight, Self::AboveLeft];

    /// How unwelcome a side is: completers are above everyone of their group, and curves fall to the right.
    const fn cost(self, denominator: Denominator) -> usize {
        match (denominator, self) {
            (Denominator::Everyone, Self::BelowLeft) | (Denominator::Completers, Self::AboveRight) => 0,
            (Denominator::Everyone, Self::BelowRight) | (Denominator::Completers, Self::AboveLeft) => 3,
            (Denominator::Everyone, Self::AboveLeft | Self::AboveRight)
            | (Denominator::Completers, Self::BelowLeft | Self::BelowRight) => 6,
        }
    }

    const fn frame(self, (x, y): Point, width: Tenths, step: Tenths) -> Frame {
        let away = 20 + step * STEP;
        let (left, top) = match self {
            Self::AboveRight => (x + AWAY, y - away - HEIGHT),
            Self::BelowLeft => (x - AWAY - width, y + away),
            Self::BelowRight => (x + AWAY, y + away),
            Self::AboveLeft => (x - AWAY - width, y - away - HEIGHT),
        };
        Frame { left, top, right: left + width, bottom: top + HEIGHT }
    }
}

/// Whether a cut-off of the table is marked.
pub(super) fn is_marked(figure: &ResponderFigure, point: usize) -> bool {
    let at = figure.series.iter().find_map(|series| series.points.get(point)).map(|point| point.at);
    at.is_some_and(|at| figure.marks.iter().any(|mark| mark.at == at))
}

/// The values that find a place without covering words; they are added to `obstacles`. One that finds none is left to
/// the table.
pub(super) fn values(
    figure: &ResponderFigure,
    plan: &Plan<'_>,
    drawings: &[Drawing],
    obstacles: &mut Obstacles,
) -> Vec<Value> {
    let mut values = Vec::new();
    for (series, drawing) in figure.series.iter().zip(drawings) {
        for mean in drawing.means.iter().filter(|mean| is_marked(figure, mean.point)) {
            let value = place(figure, plan, (series, drawing), mean, obstacles);
            if let Some(value) = value {
                obstacles.add_words(value.frame);
                values.push(value);
            }
        }
    }
    values
}

fn place(
    figure: &ResponderFigure,
    plan: &Plan<'_>,
    (series, drawing): (&ResponderSeries, &Drawing),
    mean: &Mean,
    obstacles: &Obstacles,
) -> Option<Value> {
    let role = Role::Value(drawing.number);
    let words = words(figure, series, mean.point)?;
    let (width, at) = (text_width(role, &words), plan.map(mean.at.0, mean.at.1));
    let places = (0..STEPS).flat_map(|step| Side::ALL.map(|side| (side, step)));
    let frames = places.map(|(side, step)| (side, step, side.frame(at, width, step)));
    let is_free = |frame: &Frame| plan.holds(frame) && !obstacles.covers_words(frame);
    let cost = |(side, step, frame): &(Side, Tenths, Frame)| {
        obstacles.lines_crossing(frame) * 2 + step.unsigned_abs() as usize + side.cost(series.denominator)
    };
    let (_, _, frame) = frames.filter(|(_, _, frame)| is_free(frame)).min_by_key(cost)?;
    Some(Value { role, words, frame })
}

/// `69.6%`.
fn words(figure: &ResponderFigure, series: &ResponderSeries, point: usize) -> Option<String> {
    match &series.points.get(point)?.estimate {
        Estimate::Mean { value, .. } => {
            Some(format!("{}%", format::decimal(*value, usize::from(figure.places.min(2)))))
        }
        Estimate::Hidden | Estimate::Empty => None,
    }
}

impl Value {
    /// Draws the value.
    pub(super) fn draw(&self, canvas: &Canvas<'_>) {
        let at = (self.frame.left, self.frame.top + BASELINE);
        canvas.text_over_lines(self.role, Anchor::Start, at, &self.words);
    }
}
