//! Forests and differences on paper: the words of a row to the left of its mark, its numbers to the right.

use super::super::super::words::{Align, Paragraph, SMALL, Style};
use super::super::labels::{self, Beside};
use super::super::rows::middle;
use super::super::{Chart, Drawing, differences, forest, hidden_words};
use crate::domain::format;
use crate::exhibit::{DifferenceFigure, DifferenceRow, Estimate, ForestFigure, ForestRow};
use crate::export::ooxml::units::{Emu, Frame};

/// Height of a row of two lines, and of one.
const TWO_LINES: Emu = Emu::points(42);
const ONE_LINE: Emu = Emu::points(26);
/// Over the rows: what the band is.
const HEAD: Emu = Emu::points(24);
/// Under the rows: ticks and the title of the axis, then the sides.
const AXIS: Emu = Emu::points(42);
const SIDES: Emu = Emu::points(24);
/// Between a word and the plot.
const GAP: Emu = Emu::points(12);

/// What stands beside a row.
struct Words {
    left: Vec<Paragraph>,
    right: Paragraph,
}

/// Most rows of a chart, so that it stands on a page that lies on its side, too.
const MOST_METHODS: usize = 13;
const MOST_CHARACTERISTICS: usize = 22;

/// A forest with its methods and numbers, in several charts where methods are many.
pub(super) fn forest(figure: &ForestFigure, alt: &str, width: Emu) -> Vec<Chart> {
    figure.rows.chunks(MOST_METHODS).map(|rows| forest_of(figure, rows, alt, width)).collect()
}

/// Differences with their characteristics and numbers, in several charts where characteristics are many.
pub(super) fn differences(figure: &DifferenceFigure, alt: &str, width: Emu) -> Vec<Chart> {
    figure.rows.chunks(MOST_CHARACTERISTICS).map(|rows| differences_of(figure, rows, alt, width)).collect()
}

fn forest_of(figure: &ForestFigure, rows: &[ForestRow], alt: &str, width: Emu) -> Chart {
    let words: Vec<Words> = rows.iter().map(|row| of_method(row, width)).collect();
    let frames = frames(&words, width, (HEAD, TWO_LINES, AXIS + SIDES));
    let mut chart = forest::chart(figure, rows, alt, frames);
    let room = frames.1.width;
    chart.caption =
        figure.band.as_ref().map(|band| Style::CAPTION.paragraph(Style::CAPTION.fit(&band.label, room)));
    chart.say_beside(words);
    chart.title_axis(&figure.x.title);
    chart.say_sides(figure);
    chart
}

fn differences_of(figure: &DifferenceFigure, rows: &[DifferenceRow], alt: &str, width: Emu) -> Chart {
    let places = usize::from(figure.places.min(3));
    let words: Vec<Words> = rows.iter().map(|row| of_characteristic(row, places, width)).collect();
    let frames = frames(&words, width, (Emu::points(4), ONE_LINE, AXIS));
    let mut chart = differences::chart(figure, rows, alt, frames);
    chart.say_beside(words);
    chart.title_axis(&figure.x.title);
    chart
}

fn of_method(row: &ForestRow, width: Emu) -> Words {
    let note = Style::NOTE.sized(SMALL);
    let people = note.run(format!("  n {}", row.people.words()));
    let room = width.part(0.36);
    let mut method = Style::STRONG.paragraph(Style::STRONG.fit(&row.label, room - note.width(&people.words)));
    method.runs.push(people);
    let left = [method, note.paragraph(note.fit(&row.detail, room))];
    let left = left.map(|words| words.aligned(Align::Right));
    let mut right = Style::STRONG.paragraph("");
    match row.estimate {
        Estimate::Mean { .. } => {
            let value = Style::STRONG.fit(&row.value, width.part(0.1));
            let room = width.part(0.26) - Style::STRONG.width(&value);
            let interval = note.fit(&format!("  {}", row.interval), room);
            right.runs = vec![Style::STRONG.run(value), note.run(interval)];
        }
        Estimate::Hidden => right.runs = vec![note.run(hidden_words())],
        Estimate::Empty => right.runs = vec![note.run("no value")],
    }
    Words { left: left.into(), right }
}

fn of_characteristic(row: &DifferenceRow, places: usize, width: Emu) -> Words {
    let note = Style::NOTE.sized(SMALL);
    let left = note.paragraph(note.fit(&row.label, width.part(0.4))).aligned(Align::Right);
    let right = match &row.difference {
        Estimate::Mean { value, .. } => Style::STRONG.sized(SMALL).paragraph(format::decimal(*value, places)),
        Estimate::Hidden => note.paragraph(hidden_words()),
        Estimate::Empty => note.paragraph("none"),
    };
    Words { left: vec![left], right }
}

/// The frame of a chart and its plot, between the words of its rows.
fn frames(words: &[Words], width: Emu, (head, row, foot): (Emu, Emu, Emu)) -> (Frame, Frame) {
    let widest = |of: fn(&Words) -> Emu| words.iter().map(of).max().unwrap_or(Emu::ZERO) + GAP;
    let left = widest(|words| labels::widest(&words.left)).min(width.part(0.42));
    let right = widest(|words| words.right.width()).min(width.part(0.3));
    let rows = row * i64::try_from(words.len().max(1)).unwrap_or(1);
    let plot = Frame::between((left, width - right), (head, head + rows));
    (Frame { left: Emu::ZERO, top: Emu::ZERO, width, height: head + rows + foot }, plot)
}

impl Chart {
    /// Adds the words of the rows, from top to bottom.
    fn say_beside(&mut self, words: Vec<Words>) {
        let (low, high) = match &self.drawing {
            Drawing::Scatter { x, .. } => (x.low, x.high),
            Drawing::Bars(_) => return,
        };
        let rows = words.len();
        let placed = words.into_iter().enumerate().map(|(index, words)| {
            let height = middle(index, rows);
            (((low, height), words.left), ((high, height), vec![words.right]))
        });
        let (left, right): (Vec<_>, Vec<_>) = placed.unzip();
        self.add_words(Beside::Left, &left, Emu::ZERO);
        self.add_words(Beside::Right, &right, Emu::ZERO);
    }

    /// Says what lies on either side of the reference, under the axis.
    fn say_sides(&mut self, figure: &ForestFigure) {
        let (reference, at) = match &self.drawing {
            Drawing::Scatter { x, .. } => {
                let reference = figure.reference.get().clamp(x.low, x.high);
                (reference, x.across(self.plot, reference))
            }
            Drawing::Bars(_) => return,
        };
        let note = Style::NOTE.sized(SMALL);
        let sides = [
            (&figure.sides.left, Beside::Left, at - self.frame.left),
            (&figure.sides.right, Beside::Right, self.frame.right() - at),
        ];
        for (words, beside, room) in sides {
            let words = note.paragraph(note.fit(words, room - GAP));
            self.add_words(beside, &[((reference, 0.0), vec![words])], AXIS + SIDES / 2);
        }
    }

    /// Names the axis under its ticks.
    fn title_axis(&mut self, words: &str) {
        let at = (self.plot.left, self.plot.bottom() + Emu::points(20));
        let words = Style::CAPTION.fit(words, self.frame.right() - self.plot.left);
        match &mut self.drawing {
            Drawing::Scatter { x, .. } => x.title = Some((Style::CAPTION.paragraph(words), at)),
            Drawing::Bars(_) => {}
        }
    }
}
