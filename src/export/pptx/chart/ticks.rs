//! Ticks that no number format prints: series without marks whose labels they are.

use super::super::words::{Align, Paragraph, Style};
use super::super::workbook::Sheet;
use super::axes::ValueAxis;
use super::error_bars::{Along, ErrorBars, Reach};
use super::labels::{Beside, Label, widest};
use super::series::{Series, Stroke};
use crate::chart::layout::choose;
use crate::chart::number::power_of_ten;
use crate::chart::palette::LIGHT;
use crate::exhibit::{Axis, Tick};
use crate::export::ooxml::units::{Emu, Frame};

/// Labels of ticks that no number format prints, as a series along the floor of the plot. Lines under a label are given
/// by `under`; labels that would touch are left out.
pub(super) fn floor_ticks(
    sheet: &mut Sheet,
    (axis, x, y): (&Axis, &ValueAxis, &ValueAxis),
    (frame, plot): (Frame, Frame),
    under: impl Fn(&Tick) -> Vec<String>,
) -> Series {
    let ticks: Vec<&Tick> = axis.ticks.iter().filter(|tick| x.holds(tick.at.get())).collect();
    let at = sheet.numbers("Axis, position", ticks.iter().map(|tick| tick.at.get()));
    let floor = sheet.numbers("Axis", ticks.iter().map(|_| y.low));
    sheet.words("Axis, label", ticks.iter().map(|tick| tick.label.as_str()));
    let room = plot.width.part(0.45);
    let lines = |tick: &Tick| -> Vec<Paragraph> {
        let words = std::iter::once(tick.label.clone()).chain(under(tick));
        words
            .map(|words| Style::TICK.paragraph(Style::TICK.fit(&words, room)).aligned(Align::Centre))
            .collect()
    };
    let labels: Vec<Vec<Paragraph>> = ticks.iter().map(|tick| lines(tick)).collect();
    let widths: Vec<i32> = labels.iter().map(|lines| widest(lines).tenths()).collect();
    let centres: Vec<i32> =
        ticks.iter().map(|tick| (x.across(plot, tick.at.get()) - plot.left).tenths()).collect();
    let chosen = choose(&centres, &widths, 100);
    let label = |point: usize| {
        let label = Label::at(point, Beside::Below, labels.get(point)?.clone());
        Some(label.moved(frame, (Emu::ZERO, Emu::points(2))))
    };
    Series { labels: chosen.into_iter().filter_map(label).collect(), ..Series::bare(at, floor) }
}

/// Gridlines and labels of a y axis that no number format prints, as a series along the left of the plot.
pub(super) fn side_ticks(sheet: &mut Sheet, axis: &Axis, x: &ValueAxis, y: &ValueAxis, room: Emu) -> Series {
    let ticks: Vec<&Tick> = axis.ticks.iter().filter(|tick| y.holds(tick.at.get())).collect();
    let left = sheet.numbers("Scale, position", ticks.iter().map(|_| x.low));
    let at = sheet.numbers("Scale", ticks.iter().map(|tick| tick.at.get()));
    sheet.words("Scale, label", ticks.iter().map(|tick| tick.label.as_str()));
    let label = |(point, tick): (usize, &&Tick)| {
        // A shortened number would be another number.
        let fits = Style::TICK.width(&tick.label) <= room;
        let words = Style::TICK.paragraph(if fits { tick.label.clone() } else { power_of_ten(tick.at) });
        Label::at(point, Beside::Left, vec![words.aligned(Align::Right)])
    };
    let grid = ErrorBars {
        along: Along::X,
        reach: Reach::Forward(x.high - x.low),
        stroke: Stroke::solid(LIGHT.chart_grid, 75),
    };
    Series {
        labels: ticks.iter().enumerate().map(label).collect(),
        errors: vec![grid],
        ..Series::bare(left, at)
    }
}
