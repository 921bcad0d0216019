//! One panel: head, axes, ghosts, the course with its band, what is hidden, and the lines at its foot.

use super::grid::{BESIDE, FOOT_FROM_TICKS, Grid, HEAD, SERIES, TICKS, end_words, foot, y_label};
use crate::chart::axes::{LINE, row};
use crate::chart::canvas::{Anchor, Canvas, Frame, Point, done, text_width};
use crate::chart::layout::shorten;
use crate::chart::legend::Sample;
use crate::chart::marks::Shape;
use crate::chart::role::Role;
use crate::chart::suppressed::{hidden_words, under_threshold};
use crate::chart::{Hotspot, Tenths};
use crate::domain::{Direction, Interval};
use crate::exhibit::{Estimate, MultiplesFigure, Panel};

/// Half the width of the hatch of one hidden time point.
const HALF: Tenths = 60;
/// Least distance between baselines of y tick labels.
const TICK_PITCH: Tenths = 150;
/// Length of an x tick.
const TICK: Tenths = 30;
/// From the middle of a mark to the baseline of words beside it.
const BASELINE: Tenths = 42;

/// A panel with its place.
pub(super) struct PanelPlan<'f> {
    figure: &'f MultiplesFigure,
    grid: &'f Grid,
    panel: &'f Panel,
    index: usize,
    place: Frame,
    plot: Frame,
    /// Where each time point is drawn.
    times: Vec<Tenths>,
}

impl<'f> PanelPlan<'f> {
    /// Plans the panel at `index`.
    pub(super) fn new(figure: &'f MultiplesFigure, grid: &'f Grid, index: usize) -> Option<Self> {
        let (panel, place) = (figure.panels.get(index)?, grid.place(index));
        let plot = grid.plot(place);
        let times = figure.times.iter().map(|time| grid.x(plot, time.at)).collect();
        Some(Self { figure, grid, panel, index, place, plot, times })
    }

    /// Draws everything.
    pub(super) fn draw(&self, canvas: &Canvas<'_>) {
        self.draw_head(canvas);
        self.draw_axes(canvas);
        self.draw_ghosts(canvas);
        self.draw_course(canvas);
        self.draw_nothing(canvas);
        for block in self.blocks() {
            draw_block(canvas, block);
        }
        self.draw_foot(canvas);
    }

    fn draw_head(&self, canvas: &Canvas<'_>) {
        let (people, baseline) = (format!("n {}", self.panel.people.words()), self.place.top + HEAD);
        let room = self.place.right - self.place.left;
        let people = shorten(Role::Note, &people, room / 2);
        let label = shorten(Role::Strong, &self.panel.label, room - text_width(Role::Note, &people) - BESIDE);
        canvas.text(Role::Strong, Anchor::Start, (self.place.left, baseline), &label);
        canvas.text(Role::Note, Anchor::End, (self.place.right, baseline), &people);
    }

    fn draw_axes(&self, canvas: &Canvas<'_>) {
        let Frame { left, right, bottom, .. } = self.plot;
        let mut labelled: Vec<Tenths> = Vec::new();
        for tick in self.figure.y.ticks.iter().filter(|tick| self.grid.holds_y(tick.at)) {
            let y = self.grid.y(self.plot, tick.at);
            if y != bottom {
                canvas.line(Role::Grid, &[(left, y), (right, y)]);
            }
            if labelled.iter().all(|other| (other - y).abs() >= TICK_PITCH) {
                canvas.text(Role::Tick, Anchor::End, (left - BESIDE, y + 40), &y_label(tick));
                labelled.push(y);
            }
        }
        canvas.line(Role::Axis, &[(left, bottom), (right, bottom)]);
        self.draw_x_ticks(canvas);
    }

    fn draw_x_ticks(&self, canvas: &Canvas<'_>) {
        let floor = self.plot.bottom;
        let width = self.place.right - self.place.left;
        let ticks = self.figure.x.ticks.iter().filter(|tick| self.grid.holds_x(tick.at));
        let places: Vec<(String, Tenths)> = ticks
            .map(|tick| (shorten(Role::Tick, &tick.label, width / 2), self.grid.x(self.plot, tick.at)))
            .collect();
        for (_, at) in &places {
            canvas.line(Role::Axis, &[(*at, floor), (*at, floor + TICK)]);
        }
        let within = places.into_iter().map(|(label, at)| (label, at - self.place.left)).collect();
        for (label, centre) in row(width, Role::Tick, within) {
            let at = (self.place.left + centre, floor + TICKS);
            canvas.text(Role::Tick, Anchor::Middle, at, &label);
        }
    }

    fn is_hidden(&self, time: usize) -> bool {
        self.panel.means.get(time) == Some(&Estimate::Hidden)
    }

    /// The means of a panel that may be drawn here, in runs without a gap; where this panel is hidden, no line runs.
    fn runs(&self, panel: &Panel) -> Vec<Vec<(Point, Option<Interval>)>> {
        let mut runs: Vec<Vec<(Point, Option<Interval>)>> = vec![Vec::new()];
        for (time, (estimate, &x)) in panel.means.iter().zip(&self.times).enumerate() {
            match estimate {
                Estimate::Mean { value, interval } if !self.is_hidden(time) => {
                    let point = ((x, self.grid.y(self.plot, *value)), *interval);
                    runs.last_mut().into_iter().for_each(|run| run.push(point));
                }
                Estimate::Mean { .. } | Estimate::Hidden | Estimate::Empty => runs.push(Vec::new()),
            }
        }
        runs.retain(|run| !run.is_empty());
        runs
    }

    fn draw_ghosts(&self, canvas: &Canvas<'_>) {
        let others = self.figure.panels.iter().enumerate().filter(|(index, _)| *index != self.index);
        for run in others.flat_map(|(_, panel)| self.runs(panel)).filter(|run| run.len() > 1) {
            let points: Vec<Point> = run.iter().map(|(point, _)| *point).collect();
            canvas.line(Role::Ghost, &points);
        }
    }

    fn draw_course(&self, canvas: &Canvas<'_>) {
        let runs = self.runs(self.panel);
        for run in &runs {
            self.draw_band(canvas, run);
        }
        for run in runs.iter().filter(|run| run.len() > 1) {
            let points: Vec<Point> = run.iter().map(|(point, _)| *point).collect();
            canvas.line(Role::Line(SERIES), &points);
        }
        let lone = runs.iter().filter(|run| run.len() == 1);
        let marked = lone.chain(runs.last().filter(|run| run.len() > 1));
        for (at, _) in marked.filter_map(|run| run.last()) {
            done(canvas.root.draw(&Sample { at: *at, shape: Shape::of(SERIES, 0) }));
        }
        self.draw_end(canvas);
    }

    /// A band over every stretch of intervals; a whisker where one stands alone.
    fn draw_band(&self, canvas: &Canvas<'_>, run: &[(Point, Option<Interval>)]) {
        for part in run.chunk_by(|one, next| one.1.is_some() == next.1.is_some()) {
            let limits = || part.iter().filter_map(|((x, _), limits)| limits.map(|limits| (*x, limits)));
            let upper = limits().map(|(x, limits)| (x, self.grid.y(self.plot, limits.high)));
            let lower = limits().rev().map(|(x, limits)| (x, self.grid.y(self.plot, limits.low)));
            let corners: Vec<Point> = upper.chain(lower).collect();
            match corners.len() {
                0 => {}
                2 => canvas.line(Role::Whisker(SERIES), &corners),
                _ => canvas.polygon(Role::Band(SERIES), &corners),
            }
        }
    }

    /// Words in a plot of which nobody has a value, where there is room for them: ghosts alone look like a course.
    fn draw_nothing(&self, canvas: &Canvas<'_>) {
        const WORDS: &str = "no values";
        let Frame { left, top, right, bottom } = self.plot;
        let is_empty = self.panel.means.iter().all(|mean| *mean == Estimate::Empty);
        if is_empty && text_width(Role::Note, WORDS) <= right - left {
            // At the end, on the side that courses leave.
            let baseline = match self.figure.direction {
                Direction::LowerIsBetter => top + LINE,
                Direction::HigherIsBetter => bottom - BESIDE,
            };
            canvas.text_over_lines(Role::Note, Anchor::End, (right, baseline), WORDS);
        }
    }

    /// The value beside the last time point, where there is one.
    fn draw_end(&self, canvas: &Canvas<'_>) {
        if let Some(Estimate::Mean { value, .. }) = self.panel.means.last() {
            let at = (self.plot.right + BESIDE - 20, self.grid.y(self.plot, *value) + BASELINE);
            canvas.text(Role::Value(SERIES), Anchor::Start, at, &end_words(self.panel));
        }
    }

    /// Stretches of hidden time points as columns of the plot; the whole plot when all are hidden.
    fn blocks(&self) -> Vec<Frame> {
        let hidden: Vec<bool> = (0..self.times.len()).map(|time| self.is_hidden(time)).collect();
        if !hidden.is_empty() && hidden.iter().all(|hidden| *hidden) {
            return vec![self.plot];
        }
        let gaps = self.times.windows(2).map(|pair| (pair[1] - pair[0]).abs());
        let half = HALF.min((gaps.min().unwrap_or(HALF) / 2).max(10));
        let mut blocks = Vec::new();
        let mut time = 0;
        for run in hidden.chunk_by(|one, next| one == next) {
            let places = self.times.get(time..time + run.len()).unwrap_or_default();
            time += run.len();
            if let (Some(true), Some(first), Some(last)) = (run.first(), places.first(), places.last()) {
                let left = (*first.min(last) - half).max(self.plot.left);
                let right = (*first.max(last) + half).min(self.plot.right);
                blocks.push(Frame { left, right, ..self.plot });
            }
        }
        blocks
    }

    fn draw_foot(&self, canvas: &Canvas<'_>) {
        let first = self.plot.bottom + TICKS + FOOT_FROM_TICKS;
        let lines = foot(self.panel, self.place.right - self.place.left);
        for ((role, line), baseline) in lines.iter().zip((0..).map(|line| first + line * LINE)) {
            canvas.text(*role, Anchor::Start, (self.place.left, baseline), line);
        }
    }

    /// One a mean, hidden ones among them.
    pub(super) fn hotspots(&self, series: usize) -> Vec<Hotspot> {
        let means = self.panel.means.iter().zip(&self.times).enumerate();
        let middle = Tenths::midpoint(self.plot.top, self.plot.bottom);
        let spot = |(point, (estimate, &x)): (usize, (&Estimate, &Tenths))| {
            let y = match estimate {
                Estimate::Mean { value, .. } => self.grid.y(self.plot, *value),
                Estimate::Hidden => middle,
                Estimate::Empty => return None,
            };
            let beside =
                |other: Option<&Tenths>, edge| other.map_or(edge, |other| Tenths::midpoint(x, *other));
            let before = point.checked_sub(1).and_then(|before| self.times.get(before));
            Some(Hotspot {
                series: u16::try_from(series).ok()?,
                point: u16::try_from(point).ok()?,
                x,
                y,
                column_left: beside(before, self.plot.left),
                column_right: beside(self.times.get(point + 1), self.plot.right),
            })
        };
        means.filter_map(spot).collect()
    }
}

/// Hatch and edge, and words on it where it is wide enough for them.
fn draw_block(canvas: &Canvas<'_>, block: Frame) {
    canvas.fill(Role::HiddenHatch, block);
    canvas.outline(Role::HiddenEdge, block);
    let one_line = vec![hidden_words()];
    let lines = [one_line, vec!["hidden:".to_owned(), under_threshold()]];
    let width = |lines: &[String]| lines.iter().map(|line| text_width(Role::Note, line)).max().unwrap_or(0);
    let room = block.right - block.left - 80;
    let Some(lines) = lines.into_iter().find(|lines| width(lines) <= room) else { return };
    let height = Tenths::try_from(lines.len()).unwrap_or(1) * LINE + 40;
    let centre = (Tenths::midpoint(block.left, block.right), Tenths::midpoint(block.top, block.bottom));
    let half = width(&lines) / 2 + 30;
    let top = centre.1 - height / 2;
    canvas.fill(
        Role::Ground,
        Frame { left: centre.0 - half, right: centre.0 + half, top, bottom: top + height },
    );
    for (line, baseline) in lines.iter().zip((0..).map(|line| top + 130 + line * LINE)) {
        canvas.text(Role::Note, Anchor::Middle, (centre.0, baseline), line);
    }
}
