//! A legend above the plot, for figures whose direct labels would cover each other.

use super::canvas::{Anchor, Canvas, Point, VOICE, done, text_width};
use super::labels::Label;
use super::layout::{Plan, shorten};
use super::marks::{Drawing, Shape};
use super::role::Role;
use super::{Tenths, WidthClass};
use plotters::element::{Drawable, PointCollection};
use plotters_backend::{BackendCoord, DrawingBackend, DrawingErrorKind};

/// Height of a row.
pub(super) const ROW: Tenths = 190;
/// Length of the line that is shown.
const SAMPLE: Tenths = 240;
/// Between two entries.
const GAP: Tenths = 160;

/// One entry: what it looks like and what it is called.
pub(super) struct Entry {
    role: Role,
    shape: Shape,
    name: String,
    value: String,
    width: Tenths,
}

/// The entries in rows that fit the drawing.
pub(super) fn rows(plan: &Plan<'_>, labels: &[Label], drawings: &[Drawing]) -> Vec<Vec<Entry>> {
    let room = plan.sizes.width - plan.plot.left - 20;
    let mut rows: Vec<Vec<Entry>> = Vec::new();
    let mut used = 0;
    for (label, drawing) in labels.iter().zip(drawings) {
        let entry = entry(plan, label, drawing, room);
        if rows.is_empty() || used + entry.width > room {
            rows.push(Vec::new());
            used = 0;
        }
        used += entry.width + GAP;
        if let Some(row) = rows.last_mut() {
            row.push(entry);
        }
    }
    rows
}

fn entry(plan: &Plan<'_>, label: &Label, drawing: &Drawing, room: Tenths) -> Entry {
    let value_role = Role::Value(label.number);
    let value = match (label.value.is_empty(), plan.class) {
        (true, _) => format!("{VOICE}{}", label.detail),
        (false, WidthClass::Medium | WidthClass::Wide) => label.value_line(),
        (false, WidthClass::Narrow) => label.value.clone(),
    };
    let value = if text_width(value_role, &value) > room / 2 { label.value.clone() } else { value };
    let value_width = text_width(value_role, &value);
    let name = shorten(Role::Strong, &label.name, (room - SAMPLE - value_width - 120).min(2_400));
    let width = SAMPLE + 60 + text_width(Role::Strong, &name) + 60 + value_width;
    Entry { role: drawing.line, shape: drawing.shape, name, value, width }
}

/// Draws the rows with the first baseline at `baseline`.
pub(super) fn draw(canvas: &Canvas<'_>, plan: &Plan<'_>, rows: &[Vec<Entry>], baseline: Tenths) {
    for (row, baseline) in rows.iter().zip((0..).map(|index| baseline + index * ROW)) {
        let mut x = plan.plot.left;
        for entry in row {
            entry.draw(canvas, (x, baseline));
            x += entry.width + GAP;
        }
    }
}

impl Entry {
    fn draw(&self, canvas: &Canvas<'_>, (x, baseline): Point) {
        let middle = baseline - 42;
        canvas.line(self.role, &[(x, middle), (x + SAMPLE, middle)]);
        done(canvas.root.draw(&Sample { at: (x + SAMPLE / 2, middle), shape: self.shape }));
        let name = x + SAMPLE + 60;
        canvas.text(Role::Strong, Anchor::Start, (name, baseline), &self.name);
        let value = name + text_width(Role::Strong, &self.name) + 60;
        if let Some(number) = self.role.number() {
            canvas.text(Role::Value(number), Anchor::Start, (value, baseline), &self.value);
        }
    }
}

/// A mark outside the plot.
pub(super) struct Sample {
    /// Centre.
    pub(super) at: Point,
    /// Form.
    pub(super) shape: Shape,
}

impl<'e> PointCollection<'e, Point> for &'e Sample {
    type Point = &'e Point;
    type IntoIter = std::iter::Once<&'e Point>;

    fn point_iter(self) -> Self::IntoIter {
        std::iter::once(&self.at)
    }
}

impl<B: DrawingBackend> Drawable<B> for Sample {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        mut points: I,
        backend: &mut B,
        _: (u32, u32),
    ) -> Result<(), DrawingErrorKind<B::ErrorType>> {
        points.next().map_or(Ok(()), |at| self.shape.draw(backend, at))
    }
}
