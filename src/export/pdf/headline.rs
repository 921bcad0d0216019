//! The numbers above a figure: a tile a measure, the groups side by side, each with its interval and denominator.

use super::flow::{Flow, joined};
use super::page::{Hundredths, Page};
use super::sheet::{Frame, Role};
use super::words::Style;
use crate::chart::palette::LIGHT;
use crate::domain::format;
use crate::exhibit::{Headline, HeadlineValue, Policy};
use crate::export::ink::series_ink;

/// Numbers that stand in one row.
const MOST_IN_A_ROW: usize = 6;
/// A row is divided as if it held so many at least.
const FEWEST_IN_A_ROW: usize = 4;
/// Between two numbers.
const GAP: Hundredths = 1_000;

/// Puts the headlines in ruled rows; nothing without headlines.
pub(super) fn strip(flow: &mut Flow, headlines: &[Headline]) {
    let tiles = tiles(headlines);
    let rows = headlines.len().div_ceil(MOST_IN_A_ROW).max(1);
    let columns = headlines.len().div_ceil(rows).max(FEWEST_IN_A_ROW);
    let mut rest = tiles.as_slice();
    let mut ink = LIGHT.ink;
    while !rest.is_empty() {
        let mut used = 0;
        let fit = rest.iter().take_while(|tile| {
            used += tile.len();
            used <= columns
        });
        let (row, others) = rest.split_at(fit.count().max(1));
        flow.skip(1_200);
        place(flow, row, columns, ink);
        ink = LIGHT.rule_strong;
        rest = others;
    }
}

/// Headlines of one label together, in the order in which the labels first appear, no more than a row takes.
fn tiles(headlines: &[Headline]) -> Vec<Vec<&Headline>> {
    let mut tiles: Vec<Vec<&Headline>> = Vec::new();
    for headline in headlines {
        let takes = |tile: &&mut Vec<&Headline>| {
            tile.len() < MOST_IN_A_ROW && tile.iter().any(|other| other.label == headline.label)
        };
        match tiles.iter_mut().find(takes) {
            Some(tile) => tile.push(headline),
            None => tiles.push(vec![headline]),
        }
    }
    tiles
}

/// Lines of one number under its measure: group, number, doubt, people.
type Lines = Vec<(String, Style)>;

/// A tile with its words set.
struct Tile {
    label: Vec<String>,
    /// Lines and colour of each number.
    parts: Vec<(Lines, &'static str)>,
}

impl Tile {
    /// `step` is from the left of one number to the left of the next.
    fn set(headlines: &[&Headline], step: Hundredths) -> Self {
        let width = step * Hundredths::try_from(headlines.len()).unwrap_or(1) - GAP;
        let label = headlines.first().map_or("", |headline| &headline.label);
        let part =
            |headline: &&Headline| (lines(headline, step - GAP), series_ink(headline.series_number).mark);
        Self { label: Style::LABEL.wrap(label, width), parts: headlines.iter().map(part).collect() }
    }

    fn label_height(&self) -> Hundredths {
        Style::LABEL.line * Hundredths::try_from(self.label.len()).unwrap_or(1)
    }

    fn height(&self) -> Hundredths {
        let height = |(lines, _): &(Lines, _)| lines.iter().map(|(_, style)| style.line).sum();
        self.parts.iter().map(height).max().unwrap_or(0)
    }
}

/// One row of tiles under a rule of this colour.
fn place(flow: &mut Flow, tiles: &[Vec<&Headline>], columns: usize, ink: &'static str) {
    let step = (flow.page.inner() + GAP) / Hundredths::try_from(columns).unwrap_or(1).max(1);
    let tiles: Vec<Tile> = tiles.iter().map(|tile| Tile::set(tile, step)).collect();
    let labels = tiles.iter().map(Tile::label_height).max().unwrap_or(0) + UNDER_LABEL;
    let numbers = tiles.iter().map(Tile::height).max().unwrap_or(0);
    if flow.room() < UNDER_RULE + labels + numbers && !flow.is_fresh() {
        flow.turn(flow.page);
    }
    flow.rule(Frame { left: Page::LEFT, top: flow.bottom, width: flow.page.inner(), height: 75 }, ink);
    flow.bottom += UNDER_RULE;
    let mut left = Page::LEFT;
    for tile in tiles {
        let role = flow.next_paragraph();
        let label = joined(tile.label).map(|line| (line, Style::LABEL));
        column(flow, role, (left, flow.bottom), label);
        for (lines, colour) in tile.parts {
            part(flow, (left, flow.bottom + labels), lines, colour);
            left += step;
        }
    }
    flow.bottom += labels + numbers;
}

fn part(flow: &mut Flow, (left, top): (Hundredths, Hundredths), lines: Lines, colour: &'static str) {
    flow.rule(Frame { left, top: top + 240, width: 480, height: 480 }, colour);
    let role = flow.next_paragraph();
    let mut lines = lines.into_iter().map(|(words, style)| (format!("{words} "), style));
    if let Some((group, style)) = lines.next() {
        flow.line(role, (left + SWATCH, top), group, style);
        column(flow, role, (left, top + style.line), lines);
    }
}

/// Lines below one another.
fn column(
    flow: &mut Flow,
    role: Role,
    (left, mut top): (Hundredths, Hundredths),
    lines: impl Iterator<Item = (String, Style)>,
) {
    for (line, style) in lines {
        flow.line(role, (left, top), line, style);
        top += style.line;
    }
}

/// From a rule to the words below it.
const UNDER_RULE: Hundredths = 500;
/// From what numbers are of to the numbers.
const UNDER_LABEL: Hundredths = 300;
/// From the left of a swatch to the words beside it.
const SWATCH: Hundredths = 780;

fn lines(headline: &Headline, width: Hundredths) -> Lines {
    let mut lines = vec![(Style::DETAIL.shorten(&headline.group, width - SWATCH), Style::DETAIL)];
    let (value, doubt) = words(&headline.value);
    let style = match headline.value {
        HeadlineValue::Score { .. } | HeadlineValue::Share { .. } => Style::VALUE,
        HeadlineValue::Hidden | HeadlineValue::Unavailable(_) => Style::VALUE.coloured(LIGHT.ink_3),
    };
    lines.push((style.shorten(&value, width), style));
    let of = format!("{} of {} people", headline.people.words(), headline.of.words());
    let details = [doubt, of];
    let details = details.iter().flat_map(|words| Style::DETAIL.wrap(words, width));
    lines.extend(details.map(|line| (line, Style::DETAIL)));
    lines
}

/// The number and its doubt.
fn words(value: &HeadlineValue) -> (String, String) {
    let doubt = |interval: Option<String>| {
        interval.map_or_else(
            || "no interval: fewer than two values".to_owned(),
            |interval| format!("95% CI {interval}"),
        )
    };
    match value {
        HeadlineValue::Score { value, interval, places, scale: _ } => {
            let places = usize::from(*places);
            let interval = interval.map(|ends| format::interval(ends, places));
            (format::decimal(*value, places), doubt(interval))
        }
        HeadlineValue::Share { value, interval, places } => {
            let percent = |share| format::percent(share, usize::from(*places));
            let figures = |share| percent(share).trim_end_matches('%').to_owned();
            let interval = interval.map(|ends| format!("{} to {}", figures(ends.low), figures(ends.high)));
            (percent(*value), doubt(interval))
        }
        HeadlineValue::Hidden => ("hidden".to_owned(), format!("fewer than {} people", Policy::THRESHOLD)),
        HeadlineValue::Unavailable(reason) => ("–".to_owned(), reason.clone()),
    }
}
