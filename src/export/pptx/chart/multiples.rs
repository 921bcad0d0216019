//! Small multiples: a small chart a level, all of one size and on one scale, the other levels as ghosts behind each.

use super::super::shape::Anchor;
use super::super::slide::Object;
use super::super::words::{Paragraph, SMALL, Style};
use super::super::workbook::{CellValue, Column, Sheet, mean};
use super::axes::{Look, ValueAxis};
use super::hidden::{self, Course};
use super::labels::{Beside, Label};
use super::series::{Marker, Series, Stroke, line, marker};
use super::ticks;
use super::trend::{LINE, caption, interval, numbers_width, whiskers};
use super::{Chart, Drawing};
use crate::chart::palette::LIGHT;
use crate::exhibit::{Estimate, MultiplesFigure, Panel};
use crate::export::numbering::range;
use crate::export::ooxml::units::{Emu, Frame};

const COLUMNS: usize = 3;
/// Panels of one slide.
const ON_A_SLIDE: usize = 6;
const GAP: Emu = Emu::points(20);
const ROW_GAP: Emu = Emu::points(8);
const CAPTION: Emu = Emu::points(22);
const HEAD: Emu = Emu::points(18);
const FOOT: Emu = Emu::points(32);
const TICKS: Emu = Emu::points(20);
/// Where only one row of panels stands on a slide, it is no higher than this.
const HIGHEST: Emu = Emu::points(230);
/// The level of a panel has the colour of the group that is looked at.
const NUMBER: u8 = 1;

/// A slide for every six levels.
pub(super) fn bodies(figure: &MultiplesFigure, alt: &str, body: Frame) -> Vec<Vec<Object>> {
    let panels: Vec<usize> = (0..figure.panels.len()).collect();
    if panels.is_empty() {
        return vec![vec![head(figure, body)]];
    }
    let slide = |panels: &[usize]| {
        let mut objects = vec![head(figure, body)];
        let rows = panels.len().div_ceil(COLUMNS);
        for (place, index) in panels.iter().enumerate() {
            let frame = place_of(place, rows, body);
            objects.extend(
                figure
                    .panels
                    .get(*index)
                    .into_iter()
                    .flat_map(|panel| one(&Plan::new(figure, (*index, panel), frame), alt)),
            );
        }
        objects
    };
    panels.chunks(ON_A_SLIDE).map(slide).collect()
}

/// What the score is and which way is good, once for all panels.
fn head(figure: &MultiplesFigure, body: Frame) -> Object {
    Object::Words {
        name: "Scale of all panels".to_owned(),
        frame: Frame { height: CAPTION, ..body },
        anchor: Anchor::Top,
        paragraphs: vec![caption(&figure.y, Some(figure.direction), body.width)],
    }
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(1)
}

fn place_of(place: usize, rows: usize, body: Frame) -> Frame {
    let (column, row) = (count(place % COLUMNS), count(place / COLUMNS));
    let width = (body.width - GAP * (count(COLUMNS) - 1)) / count(COLUMNS);
    let height = (body.height - CAPTION - ROW_GAP * (count(rows) - 1)) / count(rows);
    let height = height.min(HIGHEST);
    Frame {
        left: body.left + (width + GAP) * column,
        top: body.top + CAPTION + (height + ROW_GAP) * row,
        width,
        height,
    }
}

/// One panel.
struct Plan<'f> {
    figure: &'f MultiplesFigure,
    panel: &'f Panel,
    index: usize,
    whole: Frame,
    frame: Frame,
    plot: Frame,
    x: ValueAxis,
    y: ValueAxis,
}

impl<'f> Plan<'f> {
    fn new(figure: &'f MultiplesFigure, (index, panel): (usize, &'f Panel), whole: Frame) -> Self {
        let frame = Frame::between((whole.left, whole.right()), (whole.top + HEAD, whole.bottom() - FOOT));
        let value = Style::series(NUMBER);
        let ends = figure.panels.iter().map(|panel| value.width(&panel.end)).max().unwrap_or(Emu::ZERO);
        let plot = Frame::between(
            (
                frame.left + numbers_width(&figure.y),
                frame.right() - ends.min(Emu::points(70)) - Emu::points(10),
            ),
            (frame.top + Emu::points(6), frame.bottom() - TICKS),
        );
        let (low, high) = range(&figure.x);
        let inset = (high - low) * 0.03;
        let x = ValueAxis { look: Look::Line, ..ValueAxis::bare(low - inset, high + inset) };
        let y = ValueAxis::of(&figure.y, Look::Grid).thinned(plot.height, Emu::points(15));
        Self { figure, panel, index, whole, frame, plot, x, y }
    }

    fn is_hidden(&self, time: usize) -> bool {
        self.panel.means.get(time) == Some(&Estimate::Hidden)
    }

    /// The other levels; where this one is hidden, no line runs.
    fn ghosts(&self, sheet: &mut Sheet, at: Column) -> Vec<Series> {
        let others = self.figure.panels.iter().enumerate().filter(|(index, _)| *index != self.index);
        let ghosts = others.map(|(_, panel)| {
            let cells = panel.means.iter().enumerate().map(|(time, estimate)| {
                if self.is_hidden(time) { CellValue::Blank } else { CellValue::of(mean(estimate)) }
            });
            let column = sheet.add(&panel.label, cells.collect());
            Series { line: Some(Stroke::solid(LIGHT.chart_ghost, 100)), ..Series::bare(at, column) }
        });
        ghosts.collect()
    }

    fn course(&self, sheet: &mut Sheet, at: Column) -> Series {
        let pairs: Vec<_> = self.panel.means.iter().map(|mean| (mean, interval(mean))).collect();
        let columns = sheet.estimates(&self.panel.label, &pairs);
        let last = self.panel.means.iter().rposition(|estimate| mean(estimate).is_some());
        let is_last = last.is_some_and(|last| last + 1 == self.panel.means.len());
        let words =
            Style::series(NUMBER).paragraph(Style::series(NUMBER).fit(&self.panel.end, Emu::points(70)));
        let label = last.filter(|_| is_last && !self.panel.end.is_empty());
        Series {
            line: Some(line(NUMBER, LINE)),
            marker: Some(Marker { size: 4, ..marker(NUMBER, 0) }),
            errors: vec![whiskers(columns, NUMBER)],
            labels: label.map(|last| Label::at(last, Beside::Right, vec![words])).into_iter().collect(),
            ..Series::bare(at, columns.value)
        }
    }
}

/// Head, chart and foot of a panel.
fn one(plan: &Plan<'_>, alt: &str) -> Vec<Object> {
    let (panel, whole) = (plan.panel, plan.whole);
    let words = |name: &str, top: Emu, height: Emu, paragraphs: Vec<Paragraph>| Object::Words {
        name: format!("{name}: {}", panel.label),
        frame: Frame { top, height, ..whole },
        anchor: Anchor::Top,
        paragraphs,
    };
    vec![
        words("Level", whole.top, HEAD, vec![heading(panel, whole.width)]),
        Object::Chart(Box::new(chart(plan, alt))),
        words("Notes", whole.bottom() - FOOT, FOOT, foot(panel, whole.width)),
    ]
}

/// The panels for paper, all `width` wide, with their names and notes inside them.
pub(super) fn panels(figure: &MultiplesFigure, alt: &str, width: Emu) -> Vec<Chart> {
    /// More than on a slide under the plot: each note has a line.
    const MORE: Emu = Emu::points(16);
    /// From the plot to the middle of the notes, under the ticks.
    const NOTES: Emu = Emu::points(44);
    let whole = Frame { left: Emu::ZERO, top: Emu::ZERO, width, height: HIGHEST };
    let panel = |(index, panel): (usize, &Panel)| {
        let frame = Frame { height: whole.height + MORE, ..whole };
        let plan = Plan { frame, ..Plan::new(figure, (index, panel), whole) };
        let room = (whole.right() - plan.plot.left).part(0.97);
        let mut chart = chart(&plan, alt);
        chart.caption = Some(heading(panel, room));
        let words = std::iter::once(&panel.strong).chain(&panel.notes);
        let note = Style::NOTE.sized(SMALL);
        let lines = words.map(|words| note.paragraph(note.fit(words, room))).collect();
        chart.add_words(Beside::Right, &[((plan.x.low, plan.y.low), lines)], NOTES);
        chart
    };
    figure.panels.iter().enumerate().map(panel).collect()
}

/// What the score is and which way is good, in words.
pub(super) fn scale(figure: &MultiplesFigure, room: Emu) -> String {
    let runs = caption(&figure.y, Some(figure.direction), room).runs;
    runs.iter().map(|run| run.words.as_str()).collect()
}

/// How wide each of the panels is that stand beside each other.
pub(super) fn panel_width(room: Emu) -> Emu {
    // Three that fill the line to the last hair would not all find room in it.
    (room - Emu::points(2)) / count(COLUMNS)
}

fn heading(panel: &Panel, width: Emu) -> Paragraph {
    let people = format!("   n {}", panel.people.words());
    let room = width.part(0.97) - Style::NOTE.width(&people);
    let mut heading = Style::STRONG.paragraph(Style::STRONG.fit(&panel.label, room));
    heading.runs.push(Style::NOTE.run(people));
    heading
}

fn foot(panel: &Panel, width: Emu) -> Vec<Paragraph> {
    let (strong, note) = (Style::STRONG.sized(SMALL), Style::NOTE.sized(SMALL));
    let room = width.part(0.97);
    let notes = panel.notes.join(", ");
    let lines = [(strong, panel.strong.clone()), (note, notes)];
    lines.into_iter().map(|(style, words)| style.paragraph(style.fit(&words, room))).collect()
}

fn chart(plan: &Plan<'_>, alt: &str) -> Chart {
    let mut sheet = Sheet::default();
    sheet.words("Time point", plan.figure.times.iter().map(|time| time.label.as_str()));
    let at = sheet.numbers("Time", plan.figure.times.iter().map(|time| time.at.get()));
    let mut series = plan.ghosts(&mut sheet, at);
    series.push(plan.course(&mut sheet, at));
    let points = plan.figure.times.iter().zip(&plan.panel.means);
    let points = points.map(|(time, estimate)| (time.at.get(), estimate.clone())).collect();
    let course = Course { label: &plan.panel.label, points };
    series.extend(hidden::words(&mut sheet, (&plan.x, &plan.y), &[course], SMALL));
    let axes = (&plan.figure.x, &plan.x, &plan.y);
    series.push(ticks::floor_ticks(&mut sheet, axes, (plan.frame, plan.plot), |_| Vec::new()));
    if plan.y.numbering.is_none() {
        let room = plan.plot.left - plan.frame.left;
        series.push(ticks::side_ticks(&mut sheet, &plan.figure.y, &plan.x, &plan.y, room));
    }
    Chart {
        name: format!("Chart: {}", plan.panel.label),
        alt: format!("{}, n {}. {alt}", plan.panel.label, plan.panel.people.words()),
        place: None,
        frame: plan.frame,
        plot: plan.plot,
        caption: None,
        tick: Style::TICK,
        drawing: Drawing::Scatter { x: plan.x.clone(), y: plan.y.clone(), series },
        sheet,
    }
}
