//! A forest: methods, people and numbers as a real table, the estimates with their intervals as a chart over its plot
//! column.

use super::super::grid::GridCell;
use super::super::shape::Anchor;
use super::super::slide::Object;
use super::super::template::Layout;
use super::super::words::{Align, Paragraph, Run, SMALL, Style};
use super::super::workbook::{EstimateColumns, Sheet, mean};
use super::axes::{Look, ValueAxis};
use super::error_bars::{Along, ErrorBars, Reach};
use super::rows::{RowHeight, Rows, axis_title, columns, frames, middle};
use super::series::{Marker, Series, Stroke};
use super::trend::interval;
use super::{Chart, Drawing, hidden_words};
use crate::chart::palette::LIGHT;
use crate::exhibit::{Estimate, ForestEmphasis, ForestFigure, ForestRow};
use crate::export::ink::series_ink;
use crate::export::ooxml::units::{Emu, Frame};

/// Thousandths of the width: method, people, plot, numbers.
const SHARES: [i64; 4] = [265, 115, 380, 240];
const PLOT: usize = 2;
/// Under the rows: ticks, the title of the axis, the sides.
const FLOOR: Emu = Emu::points(74);
const HEIGHTS: [Emu; 2] = [Emu::points(24), Emu::points(64)];
/// Rows this high have room for the details of a method.
const WITH_DETAIL: Emu = Emu::points(38);

/// A slide, or several where rows are many.
pub(super) fn bodies(figure: &ForestFigure, alt: &str, body: Frame) -> Vec<Vec<Object>> {
    let height = RowHeight::of(figure.rows.len(), body, FLOOR, HEIGHTS);
    height.slides(&figure.rows, |rows, height| one(figure, rows, alt, body, height))
}

fn one(figure: &ForestFigure, rows: &[ForestRow], alt: &str, body: Frame, height: Emu) -> Vec<Object> {
    let band = figure.band.as_ref().map_or("", |band| band.label.as_str());
    let headings = [
        ("Method", Align::Left),
        ("People", Align::Right),
        (band, Align::Centre),
        ("Difference, 95% CI", Align::Right),
    ];
    let grid = Rows {
        name: "Table: estimates by method",
        alt: format!("Methods with people, difference and 95% confidence interval. {alt}"),
        body,
        columns: columns(headings, SHARES),
        height,
        cells: rows.iter().map(|row| cells(row, body, height)).collect(),
    }
    .grid();
    let (frame, plot) = frames(&grid, PLOT, FLOOR);
    let chart = chart(figure, rows, alt, (frame, plot));
    let mut objects = band_behind(figure, plot);
    objects.extend([Object::Table(grid), Object::Chart(Box::new(chart))]);
    objects.extend([axis_title(&figure.x, plot, body)]);
    objects.extend(sides(figure, plot));
    objects
}

fn cells(row: &ForestRow, body: Frame, height: Emu) -> Vec<GridCell> {
    let [words, people, _, numbers] = SHARES.map(|share| Rows::room(body, share));
    let note = Style::NOTE.sized(SMALL);
    let mut method = vec![Style::STRONG.paragraph(Style::STRONG.fit(&row.label, words))];
    if height >= WITH_DETAIL {
        method.push(note.paragraph(note.fit(&row.detail, words)));
    }
    let plain = |words: &str| Style::NOTE.paragraph(Style::NOTE.fit(words, numbers)).aligned(Align::Right);
    let (plot, numbers) = match row.estimate {
        Estimate::Mean { .. } => (Vec::new(), value(row, numbers, height)),
        Estimate::Hidden => {
            let words = Style::NOTE.paragraph(hidden_words());
            (vec![words], vec![plain(&hidden_words())])
        }
        Estimate::Empty => (Vec::new(), vec![plain("no value")]),
    };
    vec![
        GridCell { paragraphs: method, anchor: Anchor::Middle },
        GridCell { paragraphs: people_lines(&row.people.words(), people), anchor: Anchor::Middle },
        GridCell { paragraphs: plot, anchor: Anchor::Middle },
        GridCell { paragraphs: numbers, anchor: Anchor::Middle },
    ]
}

/// A number of people is never cut: it is smaller, or its words stand under each other, where room is scarce.
fn people_lines(words: &str, room: Emu) -> Vec<Paragraph> {
    let line = |style: Style, words: &str| style.paragraph(words.to_owned()).aligned(Align::Right);
    let small = Style::NOTE.sized(SMALL);
    match [Style::NOTE, small].into_iter().find(|style| style.width(words) <= room) {
        Some(style) => vec![line(style, words)],
        None => words.split_whitespace().map(|word| line(small, word)).collect(),
    }
}

/// Value and interval: beside each other, the interval smaller where it has to be, or under each other; the value alone
/// where rows are too low for that.
fn value(row: &ForestRow, room: Emu, height: Emu) -> Vec<Paragraph> {
    let mut value = Style::STRONG.paragraph(Style::STRONG.fit(&row.value, room));
    let small = Style::NOTE.sized(SMALL);
    let beside = [Style::NOTE, small].map(|style| style.run(format!("  {}", row.interval)));
    let fits = |run: &Run| value.width() + run.style.width(&run.words) <= room;
    if let Some(interval) = beside.into_iter().find(fits) {
        value.runs.push(interval);
        return vec![value.aligned(Align::Right)];
    }
    let under = small.paragraph(small.fit(&row.interval, room)).aligned(Align::Right);
    let under = (height >= WITH_DETAIL).then_some(under);
    std::iter::once(value.aligned(Align::Right)).chain(under).collect()
}

fn axis(figure: &ForestFigure, plot: Frame) -> ValueAxis {
    ValueAxis::of(&figure.x, Look::Line).thinned(plot.width, Emu::points(34))
}

pub(super) fn chart(
    figure: &ForestFigure,
    rows: &[ForestRow],
    alt: &str,
    (frame, plot): (Frame, Frame),
) -> Chart {
    let x = axis(figure, plot);
    let y = ValueAxis::bare(0.0, rows.len().max(1) as f64);
    let mut sheet = Sheet::default();
    let mut series = Vec::new();
    for emphasis in [ForestEmphasis::Headline, ForestEmphasis::Method] {
        series.extend(estimates(rows, emphasis, &mut sheet));
    }
    series.extend(uprights(figure, &x, &y, &mut sheet));
    Chart {
        name: "Chart: estimates by method".to_owned(),
        alt: alt.to_owned(),
        place: Some(Layout::Chart),
        frame,
        plot,
        caption: None,
        tick: Style::TICK,
        drawing: Drawing::Scatter { x, y, series },
        sheet,
    }
}

/// The reference and the edges of the band.
fn uprights(figure: &ForestFigure, x: &ValueAxis, y: &ValueAxis, sheet: &mut Sheet) -> Vec<Series> {
    let edge = Stroke { colour: LIGHT.chart_mic_edge, width: 100, dash: "dash" };
    let mut lines = vec![("No difference", figure.reference.get(), Stroke::solid(LIGHT.chart_axis, 100))];
    lines.extend(
        figure
            .band
            .iter()
            .flat_map(|band| [("Band, from", band.low.get(), edge), ("Band, to", band.high.get(), edge)]),
    );
    lines.retain(|(_, at, _)| x.holds(*at));
    lines.into_iter().map(|(name, at, stroke)| upright(sheet, name, (at, y), stroke)).collect()
}

/// A line across the rows.
pub(super) fn upright(sheet: &mut Sheet, name: &str, (at, y): (f64, &ValueAxis), stroke: Stroke) -> Series {
    let across = sheet.numbers(&format!("{name}, at"), [at, at]);
    let up = sheet.numbers(name, [y.low, y.high]);
    Series { line: Some(stroke), ..Series::bare(across, up) }
}

/// The estimates of one emphasis. Rows without one are left out: a point without an x would be drawn somewhere.
fn estimates(rows: &[ForestRow], emphasis: ForestEmphasis, sheet: &mut Sheet) -> Vec<Series> {
    let of_it: Vec<(usize, &ForestRow)> =
        rows.iter().enumerate().filter(|(_, row)| is_drawn(row, emphasis)).collect();
    if of_it.is_empty() {
        return Vec::new();
    }
    let (name, symbol, size) = match emphasis {
        ForestEmphasis::Headline => ("Headline", "diamond", 11),
        ForestEmphasis::Method => ("Method", "square", 8),
    };
    sheet.words(&format!("{name}, label"), of_it.iter().map(|(_, row)| row.label.as_str()));
    let pairs: Vec<_> = of_it.iter().map(|(_, row)| (&row.estimate, interval(&row.estimate))).collect();
    let columns = sheet.estimates(&format!("{name}, estimate"), &pairs);
    let heights: Vec<f64> = of_it.iter().map(|(index, _)| middle(*index, rows.len())).collect();
    let up = sheet.numbers(name, heights.iter().copied());
    let stroke = Stroke::solid(series_ink(1).mark, 175);
    let errors = ErrorBars {
        along: Along::X,
        reach: Reach::Columns { below: columns.below, above: columns.above },
        stroke,
    };
    let marker = Marker { symbol, size, colour: stroke.colour, fill: stroke.colour };
    let lines = of_it.iter().zip(heights).enumerate();
    let mut series: Vec<Series> = lines
        .filter_map(|(place, ((_, row), height))| interval_line(sheet, columns, place, (row, height), stroke))
        .collect();
    series.push(Series { marker: Some(marker), errors: vec![errors], ..Series::bare(columns.value, up) });
    series
}

/// The interval of a row as a line under its error bar: LibreOffice draws no error bars of this kind along x.
fn interval_line(
    sheet: &mut Sheet,
    columns: EstimateColumns,
    place: usize,
    (row, height): (&ForestRow, f64),
    stroke: Stroke,
) -> Option<Series> {
    let across = sheet.interval(&format!("{}, limits", row.label), columns, place)?;
    let up = sheet.numbers(&format!("{}, interval", row.label), [height, height]);
    Some(Series { line: Some(stroke), ..Series::bare(across, up) })
}

fn is_drawn(row: &ForestRow, emphasis: ForestEmphasis) -> bool {
    row.emphasis == emphasis && mean(&row.estimate).is_some()
}

/// The band of differences that are too small to matter, behind the table.
fn band_behind(figure: &ForestFigure, plot: Frame) -> Vec<Object> {
    let x = ValueAxis::of(&figure.x, Look::Line);
    let band = figure.band.iter().map(|band| {
        let (left, right) = (x.across(plot, band.low.get()), x.across(plot, band.high.get()));
        let frame = Frame::between((left, right), (plot.top, plot.bottom()));
        Object::Rectangle { name: band.label.clone(), frame, colour: LIGHT.chart_mic }
    });
    band.collect()
}

/// What lies on either side of the reference, under the axis.
fn sides(figure: &ForestFigure, plot: Frame) -> Vec<Object> {
    let gap = Emu::points(8);
    let width = (plot.width - gap) / 2;
    let top = plot.bottom() + Emu::points(39);
    let both = [&figure.sides.left, &figure.sides.right];
    let fits = both.iter().all(|words| Style::NOTE.width(words) <= width);
    let style = if fits { Style::NOTE } else { Style::NOTE.sized(SMALL) };
    let side = |words: &str, left, align| {
        let lines = style.wrap(words, width.part(0.97));
        let words = if lines.len() > 2 { style.fit(words, width) } else { words.to_owned() };
        Object::Words {
            name: "Side of the reference".to_owned(),
            frame: Frame { left, top, width, height: Emu::points(34) },
            anchor: Anchor::Top,
            paragraphs: vec![style.paragraph(words).aligned(align)],
        }
    };
    let right = plot.left + width + gap;
    [(&figure.sides.left, plot.left, Align::Left), (&figure.sides.right, right, Align::Right)]
        .into_iter()
        .filter(|(words, _, _)| !words.is_empty())
        .map(|(words, left, align)| side(words, left, align))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::examples;
    use crate::exhibit::FigureSpec;

    #[test]
    fn an_estimate_keeps_its_interval_where_a_slide_is_narrow() {
        let (_, figure) = examples::all().into_iter().find(|(name, _)| *name == "forest").unwrap();
        let FigureSpec::Forest(figure) = figure else { panic!("a forest") };
        for row in &figure.rows {
            for room in [200, 110, 90] {
                let paragraphs = value(row, Emu::points(room), WITH_DETAIL);
                let words: String =
                    paragraphs.iter().flat_map(|one| &one.runs).map(|run| run.words.as_str()).collect();
                assert!(words.contains(&row.interval), "{room}: {words}");
                assert!(paragraphs.iter().all(|one| one.width() <= Emu::points(room)), "{room}: {words}");
            }
        }
    }
}
