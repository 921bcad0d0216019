//! The numbers above a figure: a tile a measure, the groups side by side, each with its interval and denominator.

use super::flow::{Flow, joined};
use super::page::{Hundredths, Page};
use super::sheet::Frame;
use super::words::Style;
use crate::chart::palette::LIGHT;
use crate::domain::format;
use crate::exhibit::{Headline, HeadlineValue, Policy};

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

/// One row of tiles under a rule of this colour.
fn place(flow: &mut Flow, tiles: &[Vec<&Headline>], columns: usize, ink: &'static str) {
    let across = Hundredths::try_from(columns).unwrap_or(1).max(1);
    let step = (flow.page.inner() + GAP) / across;
    let label = |tile: &[&Headline]| {
        let width = step * Hundredths::try_from(tile.len()).unwrap_or(1) - GAP;
        Style::LABEL.wrap(tile.first().map_or("", |headline| &headline.label), width)
    };
    let labels: Vec<Vec<String>> = tiles.iter().map(|tile| label(tile)).collect();
    let parts: Vec<Vec<Lines>> =
        tiles.iter().map(|tile| tile.iter().map(|headline| lines(headline, step - GAP)).collect()).collect();
    let label_lines = labels.iter().map(Vec::len).max().unwrap_or(0);
    let label_height = Style::LABEL.line * Hundredths::try_from(label_lines).unwrap_or(1) + 300;
    let tallest = parts.iter().flatten().map(height).max().unwrap_or(0);
    let whole = 500 + label_height + tallest;
    if flow.room() < whole && !flow.is_fresh() {
        flow.turn(flow.page);
    }
    let top = flow.bottom;
    let rule = Frame { left: Page::LEFT, top, width: flow.page.inner(), height: 75 };
    flow.rule(rule, ink);
    let mut left = Page::LEFT;
    for ((tile, label), parts) in tiles.iter().zip(labels).zip(parts) {
        let mut y = top + 500;
        let role = flow.next_paragraph();
        for line in joined(label) {
            flow.line(role, (left, y), line, Style::LABEL);
            y += Style::LABEL.line;
        }
        for (headline, lines) in tile.iter().zip(parts) {
            part(flow, (left, top + 500 + label_height), lines, colour(headline.series_number));
            left += step;
        }
    }
    flow.bottom = top + whole;
}

fn part(flow: &mut Flow, (left, top): (Hundredths, Hundredths), lines: Lines, colour: &'static str) {
    let swatch = Frame { left, top: top + 240, width: 480, height: 480 };
    flow.rule(swatch, colour);
    let mut y = top;
    let role = flow.next_paragraph();
    for (index, (words, style)) in lines.into_iter().enumerate() {
        let indent = if index == 0 { SWATCH } else { 0 };
        flow.line(role, (left + indent, y), format!("{words} "), style);
        y += style.line;
    }
}

/// From the left of a swatch to the words beside it.
const SWATCH: Hundredths = 780;

fn height(lines: &Lines) -> Hundredths {
    lines.iter().map(|(_, style)| style.line).sum()
}

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

/// The colour of a series; numbers past 6 start again.
fn colour(number: u8) -> &'static str {
    let [one, two, three, four, five, six] = &LIGHT.series;
    let ink = match number.saturating_sub(1) % 6 {
        1 => two,
        2 => three,
        3 => four,
        4 => five,
        5 => six,
        _ => one,
    };
    ink.mark
}
