//! Small multiples: a panel a level, all of one size and on one scale, the other levels as ghosts behind each.

#[cfg(test)]
pub(super) mod examples;
mod grid;
mod panel;
#[cfg(test)]
mod tests;

use super::backend::{Sheet, SvgBackend};
use super::canvas::{Anchor, Canvas};
use super::palette::Palette;
use super::role::Role;
use super::trend::{FOOT, clean, clean_axis, clean_id, document};
use super::{ChartOptions, ChartText, Drawn, Hotspot, Tenths, WidthClass, axes};
use crate::exhibit::{MultiplesFigure, TrendBand, TrendFigure};
use grid::{EDGE, Grid};
use panel::PanelPlan;

/// Draws small multiples.
pub(super) fn draw(figure: &MultiplesFigure, text: &ChartText<'_>, options: ChartOptions) -> Drawn {
    let figure = cleaned(figure);
    let title = title_lines(&figure, options.width);
    let lines = Tenths::try_from(title.len()).unwrap_or(1);
    let grid = Grid::new(&figure, options.width, axes::FIRST_BASELINE + lines * axes::LINE);
    let panels: Vec<PanelPlan<'_>> =
        (0..figure.panels.len()).filter_map(|index| PanelPlan::new(&figure, &grid, index)).collect();
    let id = clean_id(text.id);
    let palette = Palette::of(options.theme);
    let mut sheet = Sheet::default();
    let size = (grid.width.unsigned_abs(), i32::MAX.unsigned_abs() / 2);
    let canvas = Canvas::on(SvgBackend { sheet: &mut sheet, id: &id, palette, size });
    for (line, baseline) in title.iter().zip((0..).map(|line| axes::FIRST_BASELINE + line * axes::LINE)) {
        canvas.text(Role::AxisTitle, Anchor::Start, (EDGE, baseline), line);
    }
    for panel in &panels {
        panel.draw(&canvas);
    }
    drop(canvas);
    let (width, height) = (grid.width / 10, (grid.bottom() + FOOT + 9) / 10);
    Drawn {
        svg: document(&sheet, &id, text, palette, (width, height)),
        width: width.unsigned_abs(),
        height: height.unsigned_abs(),
        plot_top: grid.top,
        plot_bottom: grid.bottom(),
        hotspots: hotspots(&panels),
    }
}

/// What the score is, which way is good, what the axis leaves out: once for all panels.
fn title_lines(figure: &MultiplesFigure, class: WidthClass) -> Vec<String> {
    let trend = TrendFigure {
        x: figure.x.clone(),
        y: figure.y.clone(),
        direction: figure.direction,
        band: TrendBand::Interval,
        series: Vec::new(),
    };
    axes::title_lines(&trend, class)
}

/// A panel stands for a series.
fn hotspots(panels: &[PanelPlan<'_>]) -> Vec<Hotspot> {
    let places = panels.iter().enumerate();
    let of_panel = |(series, panel): (usize, &PanelPlan<'_>)| panel.hotspots(series);
    places.flat_map(of_panel).collect()
}

/// The figure with control characters in its words made spaces.
fn cleaned(figure: &MultiplesFigure) -> MultiplesFigure {
    let mut figure = figure.clone();
    clean_axis(&mut figure.x);
    clean_axis(&mut figure.y);
    figure.times.iter_mut().for_each(|time| clean(&mut time.label));
    for panel in &mut figure.panels {
        let words = [&mut panel.label, &mut panel.end, &mut panel.strong];
        words.into_iter().chain(&mut panel.notes).for_each(clean);
    }
    figure
}
