//! Small multiples: a row a level and time point; a small chart a level, all on one scale, the other levels as ghosts.

use std::ops::Range;

use super::trend::{LINE, time_words};
use super::{CI, Finding, direction, interval, name};
use crate::chart::palette::LIGHT;
use crate::exhibit::{Estimate, MultiplesFigure, Panel, Tick};
use crate::export::numbering;
use crate::export::xlsx::board::{Board, COLUMN_PIXELS, Column, DrawnColumns, EstimateColumns, ROW_PIXELS};
use crate::export::xlsx::chart::{self, Scale, Times, Words};
use crate::export::xlsx::value::Value;

/// Panels beside each other, the pixels of one, and from one to the next.
const BESIDE: usize = 3;
const SIZE: (u32, u32) = (COLUMN_PIXELS * 6 - 16, ROW_PIXELS * 15);
const PITCH: (u32, u32) = (COLUMN_PIXELS * 6, ROW_PIXELS * 16);
/// More levels than these have no ghosts: each would have all the others.
const MOST_WITH_GHOSTS: usize = 12;
/// The level of a panel has the colour of the group that is looked at.
const NUMBER: u8 = 1;

/// A level and where its rows are.
struct Level<'f> {
    panel: &'f Panel,
    rows: Range<usize>,
}

/// Fills the sheet.
pub(super) fn fill(board: &mut Board, figure: &MultiplesFigure, finding: Finding<'_>) {
    let rows: Vec<(&Panel, &Tick, &Estimate)> = figure
        .panels
        .iter()
        .flat_map(|panel| figure.times.iter().zip(&panel.means).map(move |(time, mean)| (panel, time, mean)))
        .collect();
    board.words("Level", rows.iter().map(|(panel, _, _)| panel.label.as_str()));
    board.words("Time point", rows.iter().map(|(_, time, _)| time.label.as_str()));
    let at = board.numbers("Time", rows.iter().map(|(_, time, _)| Value::number(time.at.get())));
    let estimates: Vec<_> = rows.iter().map(|(_, _, mean)| (*mean, interval(mean))).collect();
    let columns =
        board.estimates([&figure.y.title, CI[0], CI[1]], &estimates, &numbering::readings(&figure.y));
    board.numbers("n of the level", rows.iter().map(|(panel, _, _)| Value::count(panel.people)));
    board.leave_room();
    if !rows.is_empty() {
        draw(board, figure, finding, (at, columns));
    }
}

fn draw(
    board: &mut Board,
    figure: &MultiplesFigure,
    finding: Finding<'_>,
    (at, columns): (Column, EstimateColumns),
) {
    let drawn = board.drawn_estimates(columns);
    let levels = levels(figure);
    let labels = levels.iter().map(|level| (level.rows.start, level.panel.label.as_str()));
    let named = chart::names(board, labels);
    let down = (0..).map(|index| u32::try_from(index).unwrap_or(0));
    for (place, (index, level)) in down.zip(levels.iter().enumerate()) {
        let title = name(&level.panel.label, level.panel.means.iter());
        let title = format!("{title}, n {}", level.panel.people.words());
        let y_words = format!("{}; {}", figure.y.title, direction(figure.direction));
        let words = Words::add(board, &title, time_words(&figure.x), &y_words);
        let mut made = panel(board, &levels, index, (at, drawn, named), figure, &words);
        made.legend().set_hidden();
        let alt = format!("{title}. {}", finding.sentence);
        let beside = u32::try_from(BESIDE).unwrap_or(1);
        let corner = (place % beside * PITCH.0, place / beside * PITCH.1);
        board.charts.push(chart::placed(made, &alt, corner, SIZE));
    }
}

fn levels(figure: &MultiplesFigure) -> Vec<Level<'_>> {
    let mut next = 0;
    let level = |panel: &'_ Panel| {
        let rows = next..next + panel.means.len().min(figure.times.len());
        next = rows.end;
        rows
    };
    let rows: Vec<Range<usize>> = figure.panels.iter().map(level).collect();
    figure.panels.iter().zip(rows).map(|(panel, rows)| Level { panel, rows }).collect()
}

impl Level<'_> {
    /// Whether there is a mean to be seen.
    fn is_shown(&self) -> bool {
        self.panel.means.iter().any(|mean| matches!(mean, Estimate::Mean { .. }))
    }

    /// Time points at which it is not hidden, as runs of neighbours.
    fn open_runs(&self) -> Vec<Range<usize>> {
        let mut runs: Vec<Range<usize>> = Vec::new();
        let means = self.panel.means.iter().take(self.rows.len()).enumerate();
        for (time, _) in means.filter(|(_, mean)| **mean != Estimate::Hidden) {
            match runs.last_mut().filter(|run| run.end == time) {
                Some(run) => run.end = time + 1,
                None => runs.push(time..time + 1),
            }
        }
        runs
    }
}

/// The other levels with the rows of which a line is drawn: where the level of the panel is hidden, none runs.
fn ghosts<'l, 'f>(levels: &'l [Level<'f>], index: usize) -> Vec<(&'l Level<'f>, Range<usize>)> {
    let Some(level) = levels.get(index).filter(|_| levels.len() <= MOST_WITH_GHOSTS) else {
        return Vec::new();
    };
    let runs: Vec<Range<usize>> = level.open_runs().into_iter().filter(|run| run.len() > 1).collect();
    let others = levels.iter().enumerate().filter(|(other, level)| *other != index && level.is_shown());
    let lines = others.flat_map(|(_, other)| {
        let start = other.rows.start;
        runs.iter().map(move |run| (other, start + run.start..(start + run.end).min(other.rows.end)))
    });
    lines.filter(|(_, rows)| rows.len() > 1).collect()
}

fn panel(
    board: &mut Board,
    levels: &[Level<'_>],
    index: usize,
    (at, drawn, named): (Column, DrawnColumns, Column),
    figure: &MultiplesFigure,
    words: &Words,
) -> rust_xlsxwriter::Chart {
    let (x, y) = (Scale::with_room(&figure.x), Scale::of(&figure.y));
    let mut made = chart::small(words, &x, &y);
    for (other, rows) in ghosts(levels, index) {
        chart::unseen(&mut made)
            .set_name(&board.cell(named, other.rows.start))
            .set_categories(&board.range(at, &rows))
            .set_values(&board.range(drawn.value, &rows))
            .set_format(&mut chart::stroke(LIGHT.chart_ghost, 1.0));
    }
    // A chart has a series: where nothing of this one is shown, it is the words along the floor.
    let has_words = !figure.x.ticks.is_empty();
    let is_drawn = |level: &&Level<'_>| !level.rows.is_empty() && (level.is_shown() || !has_words);
    if let Some(level) = levels.get(index).filter(is_drawn) {
        made.add_series()
            .set_name(&board.cell(named, level.rows.start))
            .set_categories(&board.range(at, &level.rows))
            .set_values(&board.range(drawn.value, &level.rows))
            .set_format(&mut chart::line(NUMBER, LINE))
            .set_marker(chart::marker(NUMBER, Times::First).set_size(4))
            .set_y_error_bars(&chart::whiskers(board, drawn, &level.rows, NUMBER));
    }
    chart::floor_words(board, &mut made, &figure.x, (&x, &y));
    made
}
