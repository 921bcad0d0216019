//! People left after each rule: rules and people as a real table, bars in its plot column, full for those left, hatched
//! for those who leave.

use super::super::grid::GridCell;
use super::super::shape::Anchor;
use super::super::slide::Object;
use super::super::template::Layout;
use super::super::words::{Align, Style};
use super::super::workbook::{CellValue, Sheet};
use super::bars::{BarFill, BarNames, Bars};
use super::rows::{RowHeight, Rows, columns, frames, text_size};
use super::{Chart, Drawing, hidden_words};
use crate::exhibit::{AttritionBar, AttritionFigure, Count};
use crate::export::ink::series_ink;
use crate::export::ooxml::units::{Emu, Frame};

/// Thousandths of the width: rule, bar, people.
const SHARES: [i64; 3] = [430, 430, 140];
const PLOT: usize = 1;
/// There is no axis under the rows.
const FLOOR: Emu = Emu::ZERO;
const HEIGHTS: [Emu; 2] = [Emu::points(18), Emu::points(42)];
/// Rows this high take a rule in two lines.
const TWO_LINES: Emu = Emu::points(38);

/// A slide, or several where rules are many.
pub(super) fn bodies(figure: &AttritionFigure, alt: &str, body: Frame) -> Vec<Vec<Object>> {
    let height = RowHeight::of(figure.bars.len(), body, FLOOR, HEIGHTS);
    let most = most(figure);
    height.slides(&figure.bars, |bars, height| one(bars, most, alt, body, height))
}

/// The most people of any bar, at least one.
pub(super) fn most(figure: &AttritionFigure) -> u32 {
    let counts = figure.bars.iter().flat_map(|bar| [bar.before, bar.left]).filter_map(Count::shown);
    counts.max().unwrap_or(0).max(1)
}

fn one(bars: &[AttritionBar], most: u32, alt: &str, body: Frame, height: Emu) -> Vec<Object> {
    let headings = [("Rule", Align::Left), ("", Align::Left), ("People left", Align::Right)];
    let grid = Rows {
        name: "Table: people left",
        alt: format!("Rules with the people left after each. {alt}"),
        body,
        columns: columns(headings, SHARES),
        height,
        cells: bars.iter().map(|bar| cells(bar, body, height)).collect(),
    }
    .grid();
    let frames = frames(&grid, PLOT, FLOOR);
    let chart = chart(bars, BarNames::InTable, most, alt, frames);
    vec![Object::Table(grid), Object::Chart(Box::new(chart))]
}

fn cells(bar: &AttritionBar, body: Frame, height: Emu) -> Vec<GridCell> {
    let [words, _, numbers] = SHARES.map(|share| Rows::room(body, share));
    let size = text_size(height);
    let (rule, value, note) = (
        Style { colour: Style::STRONG.colour, ..Style::NOTE.sized(size) },
        Style::STRONG.sized(size),
        Style::NOTE.sized(size),
    );
    let lines = if height >= TWO_LINES { 2 } else { 1 };
    let mut label = rule.wrap(&bar.label, words);
    if label.len() > lines {
        label.truncate(lines);
        if let Some(last) = label.last_mut() {
            *last = format!("{}…", rule.fit(last, words - rule.width("…")).trim_end_matches('…'));
        }
    }
    let (plot, count) = match bar.left {
        Count::Hidden => (vec![note.paragraph(hidden_words()).aligned(Align::Centre)], "hidden".to_owned()),
        Count::Zero | Count::Exact(_) | Count::About(_) => (Vec::new(), bar.left.words()),
    };
    vec![
        GridCell::of(rule.paragraph(label.join(" "))),
        GridCell { paragraphs: plot, anchor: Anchor::Middle },
        GridCell::of(value.paragraph(value.fit(&count, numbers)).aligned(Align::Right)),
    ]
}

pub(super) fn chart(
    bars: &[AttritionBar],
    names: BarNames,
    most: u32,
    alt: &str,
    (frame, plot): (Frame, Frame),
) -> Chart {
    let mut sheet = Sheet::default();
    let labels: Vec<String> = bars.iter().map(|bar| name(bar, names)).collect();
    let categories = sheet.words("Rule", labels.iter().map(String::as_str));
    let number =
        |count: Count| count.shown().map_or(CellValue::Blank, |people| CellValue::Number(people.into()));
    // Where those left are hidden, no bar stands that they could be read from.
    let before = |bar: &AttritionBar| match bar.left {
        Count::Hidden => CellValue::Blank,
        Count::Zero | Count::Exact(_) | Count::About(_) => number(bar.before),
    };
    let before = sheet.add("People before", bars.iter().map(before).collect());
    let left = sheet.add("People left", bars.iter().map(|bar| number(bar.left)).collect());
    let colour = series_ink(1).mark;
    let series = vec![(before, BarFill::Hatched(colour)), (left, BarFill::Solid(colour))];
    Chart {
        name: "Chart: people left".to_owned(),
        alt: alt.to_owned(),
        place: Some(Layout::Chart),
        frame,
        plot,
        caption: None,
        tick: Style::TICK,
        drawing: Drawing::Bars(Bars { categories, names, series, most: most.into() }),
        sheet,
    }
}

/// The rule, with the people left where no table says them.
fn name(bar: &AttritionBar, names: BarNames) -> String {
    match names {
        BarNames::InTable => bar.label.clone(),
        BarNames::OnAxis => format!("{}: {}", bar.label, bar.left.words()),
    }
}
