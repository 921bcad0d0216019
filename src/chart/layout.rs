//! Where everything goes: sizes of a width class, the plot's frame and the mapping of values into it.

use std::ops::Range;

use plotters::coord::CoordTranslate;
use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::types::RangedCoordf64;

use super::canvas::{Frame, Point, text_width};
use super::number::{Precision, power_of_ten};
use super::role::Role;
use super::scale::Domain;
use super::{Tenths, WidthClass, metrics};
use crate::domain::Finite;
use crate::exhibit::{Tick, TrendFigure};

/// From this many time points on, intervals are bands; below, whiskers.
const BAND_FROM: usize = 5;

/// Sizes of a width class, in tenths of a pixel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sizes {
    /// Whole drawing.
    pub(super) width: Tenths,
    /// Plot from the top gridline to the floor.
    pub(super) plot_height: Tenths,
    /// From the plot's right edge to the drawing's.
    pub(super) right: Tenths,
    /// Least room for tick labels at the left.
    pub(super) left_least: Tenths,
    /// Most room for tick labels at the left.
    pub(super) left_most: Tenths,
    /// Widest x tick label.
    pub(super) tick_most: Tenths,
    /// Widest column of the strip.
    pub(super) column: Tenths,
    /// Height of the strip for few groups.
    pub(super) strip: Tenths,
}

impl Sizes {
    /// The sizes of a width class.
    pub(super) const fn of(width: WidthClass) -> Self {
        match width {
            WidthClass::Narrow => Self {
                width: 3_580,
                plot_height: 2_500,
                right: 140,
                left_least: 240,
                left_most: 980,
                tick_most: 900,
                column: 150,
                strip: 300,
            },
            WidthClass::Medium => Self {
                width: 6_800,
                plot_height: 2_700,
                right: 1_900,
                left_least: 340,
                left_most: 1_100,
                tick_most: 1_200,
                column: 220,
                strip: 360,
            },
            WidthClass::Wide => Self {
                width: 10_400,
                plot_height: 3_480,
                right: 1_900,
                left_least: 340,
                left_most: 1_200,
                tick_most: 1_600,
                column: 300,
                strip: 420,
            },
        }
    }
}

/// From the plot's edge to the first and last time point.
const INSET: Tenths = 100;
/// Between a y tick label and the plot.
const TICK_GAP: Tenths = 80;

/// A time point as a column of the drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TimeColumn {
    /// Where its marks are.
    pub(super) centre: Tenths,
    /// Half-way to the time point before.
    pub(super) left: Tenths,
    /// Half-way to the time point after.
    pub(super) right: Tenths,
}

/// The mapping of one figure into one drawing.
pub(super) struct Plan<'f> {
    /// What is drawn.
    pub(super) figure: &'f TrendFigure,
    /// Its width class.
    pub(super) class: WidthClass,
    /// Sizes of the class.
    pub(super) sizes: Sizes,
    /// Top gridline to floor, and the length of the gridlines.
    pub(super) plot: Frame,
    /// Time.
    pub(super) x: Domain,
    /// Score.
    pub(super) y: Domain,
    /// One a time point.
    pub(super) columns: Vec<TimeColumn>,
    /// How numbers are printed.
    pub(super) precision: Precision,
    coordinates: Cartesian2d<RangedCoordf64, RangedCoordf64>,
}

impl<'f> Plan<'f> {
    /// Plans `figure` with its plot beginning at `top` and room for labels at its right.
    pub(super) fn new(figure: &'f TrendFigure, class: WidthClass, top: Tenths) -> Self {
        Self::sized(figure, class, top, Sizes::of(class))
    }

    /// The same with the plot as wide as the drawing, as on a phone: nothing stands beside it.
    pub(super) fn unlabelled(figure: &'f TrendFigure, class: WidthClass, top: Tenths) -> Self {
        let right = Sizes::of(WidthClass::Narrow).right;
        Self::sized(figure, class, top, Sizes { right, ..Sizes::of(class) })
    }

    /// The same with these sizes.
    pub(super) fn sized(figure: &'f TrendFigure, class: WidthClass, top: Tenths, sizes: Sizes) -> Self {
        let plot = Frame {
            left: left_margin(figure, sizes),
            top,
            right: sizes.width - sizes.right,
            bottom: top + sizes.plot_height,
        };
        let (x, y) = (Domain::of(&figure.x), Domain::of(&figure.y));
        let pixels = (plot.left..plot.right, plot.bottom..plot.top);
        let coordinates = Cartesian2d::new(padded(&x, plot), y.range(), pixels);
        let precision = Precision::of(figure);
        let mut plan = Self { figure, class, sizes, plot, x, y, columns: Vec::new(), precision, coordinates };
        plan.columns = plan.time_columns();
        plan
    }

    /// Where a point in axis units is drawn.
    pub(super) fn map(&self, x: f64, y: f64) -> Point {
        self.coordinates.translate(&(x, y))
    }

    /// Where a time is drawn.
    pub(super) fn map_x(&self, at: Finite) -> Tenths {
        self.map(self.x.place(at), self.y.range().start).0
    }

    /// Where a score is drawn.
    pub(super) fn map_y(&self, at: Finite) -> Tenths {
        self.map(self.x.range().start, self.y.place(at)).1
    }

    /// Whether a frame lies inside the plot.
    pub(super) const fn holds(&self, frame: &Frame) -> bool {
        let plot = self.plot;
        plot.left <= frame.left
            && frame.right <= plot.right
            && plot.top <= frame.top
            && frame.bottom <= plot.bottom
    }

    /// Whether intervals are whiskers, because time points are few.
    pub(super) fn has_whiskers(&self) -> bool {
        self.columns.len() < BAND_FROM
    }

    /// The part of the plot between the first and the last time.
    pub(super) const fn timed(&self) -> Frame {
        Frame { left: self.plot.left + INSET, right: self.plot.right - INSET, ..self.plot }
    }

    /// The x range of the whole plot, in axis units.
    pub(super) fn x_range(&self) -> Range<f64> {
        padded(&self.x, self.plot)
    }

    /// Shift of a series to the side in axis units, so that whiskers at one time point do not cover each other.
    pub(super) fn dodge(&self, series: usize) -> f64 {
        let groups = Tenths::try_from(self.figure.series.len()).unwrap_or(Tenths::MAX);
        if groups < 2 || !self.has_whiskers() {
            return 0.0;
        }
        let width = self.timed().right - self.timed().left;
        let most = if self.columns.len() < 2 { 400 } else { 120 };
        let step = most.min(self.least_gap() / groups.saturating_mul(2));
        let offset = step * (2 * Tenths::try_from(series).unwrap_or(0) + 1 - groups) / 2;
        f64::from(offset) * (self.x.span() / f64::from(width))
    }

    /// Smallest distance between neighbouring time points; the plot's width when there is one.
    pub(super) fn least_gap(&self) -> Tenths {
        let width = self.timed().right - self.timed().left;
        let gaps = self.columns.windows(2).map(|pair| (pair[1].centre - pair[0].centre).abs());
        gaps.min().unwrap_or(width).min(width)
    }

    /// Name of a time point.
    pub(super) fn time_label(&self, point: usize) -> &'f str {
        let mut labels = self.figure.series.iter().filter_map(|series| series.points.get(point));
        labels.next().map_or("", |point| point.label.as_str())
    }

    fn time_columns(&self) -> Vec<TimeColumn> {
        let longest = self.figure.series.iter().max_by_key(|series| series.points.len());
        let centres: Vec<Tenths> = longest
            .map(|series| series.points.iter().map(|point| self.map_x(point.at)).collect())
            .unwrap_or_default();
        let edge = |one: Tenths, other: Option<&Tenths>, outer| {
            other.map_or(outer, |other| Tenths::midpoint(one, *other))
        };
        let column = |(index, centre): (usize, &Tenths)| {
            let before = index.checked_sub(1).and_then(|index| centres.get(index));
            let one = edge(*centre, before, self.plot.left);
            let other = edge(*centre, centres.get(index + 1), self.plot.right);
            TimeColumn { centre: *centre, left: one.min(other), right: one.max(other) }
        };
        centres.iter().enumerate().map(column).collect()
    }
}

/// The range of times with the plot's insets on both sides.
fn padded(x: &Domain, plot: Frame) -> Range<f64> {
    let inset = x.span() * (f64::from(INSET) / f64::from(plot.right - plot.left - 2 * INSET));
    x.range().start - inset..x.range().end + inset
}

fn left_margin(figure: &TrendFigure, sizes: Sizes) -> Tenths {
    let widths = figure.y.ticks.iter().map(|tick| text_width(Role::Tick, &y_label(tick, sizes)));
    (widths.max().unwrap_or(0) + TICK_GAP + 20).clamp(sizes.left_least, sizes.left_most)
}

/// The words of a y tick; a power of ten where they are too long, because a shortened number is another number.
pub(super) fn y_label(tick: &Tick, sizes: Sizes) -> String {
    let room = sizes.left_most - TICK_GAP - 20;
    if text_width(Role::Tick, &tick.label) <= room { tick.label.clone() } else { power_of_ten(tick.at) }
}

/// Shortens a text to a width in the font of its role.
pub(super) fn shorten(role: Role, text: &str, limit: Tenths) -> String {
    let (size, weight) = role.font();
    metrics::shorten(text, size, weight, limit)
}

/// Chooses which of the texts with these centres and widths can stand in one row without touching: all, else an
/// even choice that keeps the first and the last, else the first, the last and what fits between.
pub(crate) fn choose(centres: &[Tenths], widths: &[Tenths], gap: Tenths) -> Vec<usize> {
    let fits = |chosen: &[usize]| {
        chosen.windows(2).all(|pair| {
            let (one, other) = (pair[0], pair[1]);
            centres[one] + widths[one] / 2 + gap <= centres[other] - widths[other] / 2
        })
    };
    let last = centres.len().saturating_sub(1);
    let every = |step: usize| (0..centres.len()).step_by(step).collect::<Vec<_>>();
    let even = (1..=last.max(1)).filter(|step| last.is_multiple_of(*step)).map(every).find(|c| fits(c));
    let greedy = greedy_choice(centres, widths, gap);
    match even {
        Some(even) if even.len() * 3 > greedy.len() * 2 => even,
        Some(_) | None => greedy,
    }
}

fn greedy_choice(centres: &[Tenths], widths: &[Tenths], gap: Tenths) -> Vec<usize> {
    let mut chosen: Vec<usize> = Vec::new();
    let Some(last) = centres.len().checked_sub(1) else { return chosen };
    let free = |index: usize, other: usize| {
        (centres[index] - centres[other]).abs() >= Tenths::midpoint(widths[index], widths[other]) + gap
    };
    chosen.push(0);
    if last > 0 && free(0, last) {
        chosen.push(last);
    }
    for index in 1..last {
        if chosen.iter().all(|other| free(index, *other)) {
            chosen.push(index);
        }
    }
    chosen.sort_unstable();
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thirteen_weeks_on_a_phone_show_every_fourth() {
        let centres: Vec<Tenths> = (0..13).map(|week| 340 + week * 250).collect();
        assert_eq!(choose(&centres, &[400; 13], 80), [0, 2, 4, 6, 8, 10, 12]);
        assert_eq!(choose(&centres, &[550; 13], 80), [0, 3, 6, 9, 12]);
        assert_eq!(choose(&centres, &[750; 13], 80), [0, 4, 8, 12]);
    }

    #[test]
    fn uneven_times_keep_the_ends_and_what_fits() {
        assert_eq!(choose(&[0, 50, 100, 2_000, 4_000], &[400; 5], 80), [0, 3, 4]);
        assert_eq!(choose(&[100], &[400], 80), [0]);
        assert_eq!(choose(&[], &[], 80), Vec::<usize>::new());
        assert_eq!(choose(&[0, 100], &[400; 2], 80), [0]);
    }
}
