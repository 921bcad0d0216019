//! A forest: words of each row at the left, its mark and interval on a common scale, the numbers at the right. On a
//! phone the words stand over the mark.

mod layout;
mod paint;

use layout::Plan;

use super::backend::{Sheet, SvgBackend};
use super::canvas::Canvas;
use super::palette::Palette;
use super::trend::{FOOT, clean, clean_axis, clean_id, document};
use super::{ChartOptions, ChartText, Drawn, Hotspot};
use crate::exhibit::{Estimate, ForestFigure};

/// Draws a forest.
pub(super) fn draw(figure: &ForestFigure, text: &ChartText<'_>, options: ChartOptions) -> Drawn {
    let figure = cleaned(figure);
    let plan = Plan::new(&figure, options.width);
    let id = clean_id(text.id);
    let palette = Palette::of(options.theme);
    let mut sheet = Sheet::default();
    let size = (plan.columns.width.unsigned_abs(), i32::MAX.unsigned_abs() / 2);
    let canvas = Canvas::on(SvgBackend { sheet: &mut sheet, id: &id, palette, size });
    let lowest = paint::paint(&canvas, &plan);
    drop(canvas);
    let (width, height) = (plan.columns.width / 10, (lowest + FOOT + 9) / 10);
    Drawn {
        svg: document(&sheet, &id, text, palette, (width, height)),
        width: width.unsigned_abs(),
        height: height.unsigned_abs(),
        plot_top: plan.top,
        plot_bottom: plan.bottom,
        hotspots: hotspots(&plan),
    }
}

/// One a row with an estimate, hidden ones among them.
fn hotspots(plan: &Plan<'_>) -> Vec<Hotspot> {
    let rows = plan.figure.rows.iter().enumerate();
    rows.filter_map(|(index, row)| {
        let x = match &row.estimate {
            Estimate::Mean { value, .. } => plan.map(*value),
            Estimate::Hidden => plan.middle(),
            Estimate::Empty => return None,
        };
        Some(Hotspot {
            series: 0,
            point: u16::try_from(index).ok()?,
            x,
            y: plan.mark_height(index),
            column_left: plan.columns.plot_left,
            column_right: plan.columns.plot_right,
        })
    })
    .collect()
}

/// The figure with control characters in its words made spaces.
fn cleaned(figure: &ForestFigure) -> ForestFigure {
    let mut figure = figure.clone();
    clean_axis(&mut figure.x);
    clean(&mut figure.sides.left);
    clean(&mut figure.sides.right);
    figure.band.iter_mut().for_each(|band| clean(&mut band.label));
    for row in &mut figure.rows {
        [&mut row.label, &mut row.detail, &mut row.value, &mut row.interval].into_iter().for_each(clean);
    }
    figure
}

#[cfg(test)]
pub(super) mod examples;
#[cfg(test)]
mod tests;
