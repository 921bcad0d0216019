//! Marks, lines, bands and whiskers of each series, as elements of a plotters series.

use plotters::chart::ChartContext;
use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::types::RangedCoordf64;
use plotters::element::{Drawable, PointCollection, Polygon};
use plotters::series::LineSeries;
use plotters_backend::{BackendCoord, DrawingBackend, DrawingErrorKind};

use super::Tenths;
use super::backend::SvgBackend;
use super::canvas::{Point, done, filled, stroked};
use super::layout::Plan;
use super::role::{Number, Role};
use crate::exhibit::{Estimate, Series, TrendBand};

/// Plotters' chart over our backend.
pub(super) type Chart<'a> = ChartContext<'a, SvgBackend<'a>, Cartesian2d<RangedCoordf64, RangedCoordf64>>;

/// Half the width of a whisker's cap.
const CAP: Tenths = 50;

/// A mean as drawn: in axis units, inside the range.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Mean {
    /// Number of the time point.
    pub(super) point: usize,
    /// Position.
    pub(super) at: (f64, f64),
    /// The interval or the quartiles, whichever the band is.
    pub(super) interval: Option<Limits>,
}

/// An interval as drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Limits {
    /// Lower limit, or the edge of the plot.
    pub(super) low: f64,
    /// Upper limit, or the edge of the plot.
    pub(super) high: f64,
    /// Whether the lower limit itself is drawn.
    pub(super) ends_low: bool,
    /// Whether the upper limit itself is drawn.
    pub(super) ends_high: bool,
}

/// A series ready to draw.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Drawing {
    /// Decides colour, dash and shape.
    pub(super) number: Number,
    /// Hollow where the number has been used before in this figure.
    pub(super) shape: Shape,
    /// How the line is drawn.
    pub(super) line: Role,
    /// The means, in the order of time.
    pub(super) means: Vec<Mean>,
}

/// The form of a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shape {
    form: Form,
    role: Role,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Circle,
    Square,
    TriangleUp,
    Diamond,
    TriangleDown,
    Cross,
}

impl Shape {
    /// The form of a number; hollow where the number has been used before.
    pub(super) fn of(number: Number, times_used: usize) -> Self {
        let form = match number.get() {
            2 => Form::Square,
            3 => Form::TriangleUp,
            4 => Form::Diamond,
            5 => Form::TriangleDown,
            6 => Form::Cross,
            _ => Form::Circle,
        };
        let role = if times_used > 0 { Role::Hollow(number) } else { Role::Mark(number) };
        Self { form, role }
    }

    /// Draws the mark on a backend.
    pub(super) fn draw<B: DrawingBackend>(
        self,
        backend: &mut B,
        (x, y): Point,
    ) -> Result<(), DrawingErrorKind<B::ErrorType>> {
        let style = filled(self.role);
        let mut polygon =
            |corners: &[Point]| backend.fill_polygon(corners.iter().map(|(dx, dy)| (x + dx, y + dy)), &style);
        match self.form {
            Form::Circle => backend.draw_circle((x, y), 40, &style, true),
            Form::Square => backend.draw_rect((x - 35, y - 35), (x + 35, y + 35), &style, true),
            Form::TriangleUp => polygon(&[(0, -46), (44, 32), (-44, 32)]),
            Form::Diamond => polygon(&[(0, -48), (48, 0), (0, 48), (-48, 0)]),
            Form::TriangleDown => polygon(&[(0, 46), (-44, -32), (44, -32)]),
            Form::Cross => self.draw_cross(backend, (x, y)),
        }
    }

    /// A diagonal cross; an upright one where the number has been used before.
    fn draw_cross<B: DrawingBackend>(
        self,
        backend: &mut B,
        (x, y): Point,
    ) -> Result<(), DrawingErrorKind<B::ErrorType>> {
        let style = stroked(self.role.number().map_or(self.role, Role::Cross));
        let arms: [[Point; 2]; 2] = if matches!(self.role, Role::Hollow(_)) {
            [[(-46, 0), (46, 0)], [(0, -46), (0, 46)]]
        } else {
            [[(-36, -36), (36, 36)], [(-36, 36), (36, -36)]]
        };
        arms.iter().try_for_each(|arm| backend.draw_path(arm.map(|(dx, dy)| (x + dx, y + dy)), &style))
    }
}

/// A mark as a plotters element.
struct MarkElement {
    at: (f64, f64),
    shape: Shape,
}

impl<'e> PointCollection<'e, (f64, f64)> for &'e MarkElement {
    type Point = &'e (f64, f64);
    type IntoIter = std::iter::Once<&'e (f64, f64)>;

    fn point_iter(self) -> Self::IntoIter {
        std::iter::once(&self.at)
    }
}

impl<B: DrawingBackend> Drawable<B> for MarkElement {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        mut points: I,
        backend: &mut B,
        _: (u32, u32),
    ) -> Result<(), DrawingErrorKind<B::ErrorType>> {
        points.next().map_or(Ok(()), |at| self.shape.draw(backend, at))
    }
}

/// A whisker as a plotters element; a limit outside the plot has no cap.
struct WhiskerElement {
    ends: [(f64, f64); 2],
    caps: [bool; 2],
    role: Role,
}

impl WhiskerElement {
    fn of(mean: &Mean, role: Role) -> Option<Self> {
        mean.interval.map(|limits| Self {
            ends: [(mean.at.0, limits.low), (mean.at.0, limits.high)],
            caps: [limits.ends_low, limits.ends_high],
            role,
        })
    }
}

impl<'e> PointCollection<'e, (f64, f64)> for &'e WhiskerElement {
    type Point = &'e (f64, f64);
    type IntoIter = std::slice::Iter<'e, (f64, f64)>;

    fn point_iter(self) -> Self::IntoIter {
        self.ends.iter()
    }
}

impl<B: DrawingBackend> Drawable<B> for WhiskerElement {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        points: I,
        backend: &mut B,
        _: (u32, u32),
    ) -> Result<(), DrawingErrorKind<B::ErrorType>> {
        let style = stroked(self.role);
        let ends: Vec<BackendCoord> = points.collect();
        for ((x, y), cap) in ends.iter().zip(self.caps) {
            if cap {
                backend.draw_path([(x - CAP, *y), (x + CAP, *y)], &style)?;
            }
        }
        backend.draw_path(ends, &style)
    }
}

/// Every series of the figure, ready to draw.
pub(super) fn drawings(plan: &Plan<'_>) -> Vec<Drawing> {
    let series = &plan.figure.series;
    let times_used = |index: usize, number: Number| {
        series.iter().take(index).filter(|earlier| Number::of(earlier.number) == number).count()
    };
    let drawing = |(index, one): (usize, &Series)| {
        let number = Number::of(one.number);
        let shape = Shape::of(number, times_used(index, number));
        Drawing { number, shape, line: Role::Line(number), means: means(plan, one, plan.dodge(index)) }
    };
    series.iter().enumerate().map(drawing).collect()
}

fn means(plan: &Plan<'_>, series: &Series, dodge: f64) -> Vec<Mean> {
    let mut means = Vec::new();
    for (point, one) in series.points.iter().enumerate() {
        match &one.estimate {
            Estimate::Mean { value, interval } => means.push(Mean {
                point,
                at: (plan.x.place(one.at) + dodge, plan.y.place(*value)),
                interval: match plan.figure.band {
                    TrendBand::Interval => *interval,
                    TrendBand::Quartiles => one.quartiles,
                }
                .map(|interval| Limits {
                    low: plan.y.place(interval.low),
                    high: plan.y.place(interval.high),
                    ends_low: plan.y.holds(interval.low),
                    ends_high: plan.y.holds(interval.high),
                }),
            }),
            Estimate::Hidden | Estimate::Empty => {}
        }
    }
    means
}

impl Drawing {
    /// The means in runs without a gap: a hidden or empty time point breaks the line.
    pub(super) fn runs(&self) -> Vec<&[Mean]> {
        self.means.chunk_by(|one, next| one.point + 1 == next.point).collect()
    }

    /// The last mean.
    pub(super) fn last(&self) -> Option<&Mean> {
        self.means.last()
    }
}

/// Draws the intervals of every series: bands, or whiskers where time points are few.
pub(super) fn draw_intervals(chart: &mut Chart<'_>, plan: &Plan<'_>, drawings: &[Drawing]) {
    for drawing in drawings {
        if plan.has_whiskers() {
            draw_whiskers(chart, drawing);
        } else {
            draw_bands(chart, drawing);
        }
    }
}

fn draw_whiskers(chart: &mut Chart<'_>, drawing: &Drawing) {
    draw_whiskers_at(chart, drawing, |_| true);
}

/// Draws the whiskers of those time points.
pub(super) fn draw_whiskers_at(chart: &mut Chart<'_>, drawing: &Drawing, is_drawn: impl Fn(&Mean) -> bool) {
    let role = Role::Whisker(drawing.number);
    let means = drawing.means.iter().filter(|mean| is_drawn(mean));
    done(chart.draw_series(means.filter_map(|mean| WhiskerElement::of(mean, role))));
}

/// A band over every run of intervals; a whisker where one stands alone.
pub(super) fn draw_bands(chart: &mut Chart<'_>, drawing: &Drawing) {
    for run in drawing.runs() {
        for part in run.chunk_by(|one, next| one.interval.is_some() == next.interval.is_some()) {
            let limits = || part.iter().filter_map(|mean| mean.interval.map(|limits| (mean.at.0, limits)));
            let upper = limits().map(|(x, limits)| (x, limits.high));
            let lower = limits().rev().map(|(x, limits)| (x, limits.low));
            let corners: Vec<(f64, f64)> = upper.chain(lower).collect();
            if part.len() > 1 && !corners.is_empty() {
                let band = Polygon::new(corners, filled(Role::Band(drawing.number)));
                done(chart.draw_series(std::iter::once(band)));
            } else {
                let role = Role::Whisker(drawing.number);
                done(chart.draw_series(part.iter().filter_map(|mean| WhiskerElement::of(mean, role))));
            }
        }
    }
}

/// Draws the line of every series.
pub(super) fn draw_lines(chart: &mut Chart<'_>, drawings: &[Drawing]) {
    for drawing in drawings {
        for run in drawing.runs().into_iter().filter(|run| run.len() > 1) {
            let points = run.iter().map(|mean| mean.at);
            done(chart.draw_series(LineSeries::new(points, stroked(drawing.line))));
        }
    }
}

/// Draws the marks of those time points of every series.
pub(super) fn draw_marks(chart: &mut Chart<'_>, drawings: &[Drawing], is_drawn: impl Fn(&Mean) -> bool) {
    for drawing in drawings {
        let means = drawing.means.iter().filter(|mean| is_drawn(mean));
        let mark = |mean: &Mean| MarkElement { at: mean.at, shape: drawing.shape };
        done(chart.draw_series(means.map(mark)));
    }
}
