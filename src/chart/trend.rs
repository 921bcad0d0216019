//! A trend: axes, intervals, lines, marks and labels, and under them the people behind each mean.

use plotters::chart::ChartBuilder;

use super::backend::{Sheet, SvgBackend, escape};
use super::canvas::Canvas;
use super::labels::{self, Placed};
use super::layout::{Plan, Sizes};
use super::legend::{self, Entry};
use super::marks::{self, Chart, Drawing};
use super::obstacles::Obstacles;
use super::palette::Palette;
use super::suppressed::{self, Block, BlockWords};
use super::{ChartOptions, ChartText, Drawn, Hotspot, Tenths, WidthClass, axes, hatch, strip};
use crate::exhibit::{Axis, Estimate, Series, Tick, TrendFigure};

/// From the last title line's baseline to the top gridline.
const TITLE_TO_PLOT: Tenths = 140;
/// Under the lowest baseline.
pub(super) const FOOT: Tenths = 50;

/// Everything that is decided before the first stroke.
struct Composition<'f> {
    plan: Plan<'f>,
    title: Vec<String>,
    drawings: Vec<Drawing>,
    blocks: Vec<Block>,
    block_words: Vec<BlockWords>,
    labels: Vec<Placed>,
    legend: Vec<Vec<Entry>>,
}

/// Draws a trend.
pub(super) fn draw(figure: &TrendFigure, text: &ChartText<'_>, options: ChartOptions) -> Drawn {
    let figure = cleaned(figure);
    let composition = compose(&figure, options.width);
    let id = clean_id(text.id);
    let palette = Palette::of(options.theme);
    let mut sheet = Sheet::default();
    let width = Sizes::of(options.width).width;
    let backend = SvgBackend {
        sheet: &mut sheet,
        id: &id,
        palette,
        size: (width.unsigned_abs(), i32::MAX.unsigned_abs() / 2),
    };
    let lowest = paint(backend, &composition);
    let (width, height) = (width / 10, (lowest + FOOT + 9) / 10);
    let svg = document(&sheet, &id, text, palette, (width, height));
    Drawn {
        svg,
        width: width.unsigned_abs(),
        height: height.unsigned_abs(),
        plot_top: composition.plan.plot.top,
        plot_bottom: composition.plan.plot.bottom,
        hotspots: hotspots(&composition),
    }
}

fn compose(figure: &TrendFigure, class: WidthClass) -> Composition<'_> {
    let title = axes::title_lines(figure, class);
    let lines = Tenths::try_from(title.len()).unwrap_or(1) - 1;
    let title_bottom = axes::FIRST_BASELINE + lines * axes::LINE;
    let mut plan = Plan::new(figure, class, title_bottom + TITLE_TO_PLOT);
    let mut drawings = marks::drawings(&plan);
    let (mut blocks, mut block_words, obstacles) = suppress(&plan, &drawings);
    let words = labels::labels(&plan, &drawings);
    let labels = labels::place(&plan, &words, &obstacles);
    let mut legend = Vec::new();
    if labels.is_none() {
        legend = legend::rows(&plan, &words, &drawings);
        let rows = Tenths::try_from(legend.len()).unwrap_or(0);
        plan = Plan::new(figure, class, title_bottom + TITLE_TO_PLOT + rows * legend::ROW + 20);
        drawings = marks::drawings(&plan);
        (blocks, block_words, _) = suppress(&plan, &drawings);
    }
    Composition { plan, title, drawings, blocks, block_words, labels: labels.unwrap_or_default(), legend }
}

/// The hidden blocks, their words, and what labels must then keep off.
fn suppress(plan: &Plan<'_>, drawings: &[Drawing]) -> (Vec<Block>, Vec<BlockWords>, Obstacles) {
    let mut obstacles = Obstacles::of(plan, drawings);
    let blocks = suppressed::blocks(plan);
    let mut words = Vec::new();
    for block in &blocks {
        if let Some(placed) = block.place_words(plan, &obstacles) {
            obstacles.add_words(placed.frame);
            words.push(placed);
        }
    }
    (blocks, words, obstacles)
}

/// Draws everything; returns the lowest baseline.
fn paint(backend: SvgBackend<'_>, composition: &Composition<'_>) -> Tenths {
    let Composition { plan, title, drawings, blocks, block_words, labels, legend } = composition;
    let canvas = Canvas::on(backend);
    axes::draw_title(&canvas, plan, title);
    let title_lines = Tenths::try_from(title.len()).unwrap_or(0);
    legend::draw(&canvas, plan, legend, axes::FIRST_BASELINE + title_lines * axes::LINE + 40);
    for block in blocks {
        block.draw(&canvas);
    }
    axes::draw_y(&canvas, plan);
    if let Some(mut chart) = chart(&canvas, plan) {
        marks::draw_intervals(&mut chart, plan, drawings);
        marks::draw_lines(&mut chart, drawings);
    }
    for words in block_words {
        words.draw(&canvas);
    }
    for label in labels {
        label.draw(&canvas);
    }
    let lowest = axes::draw_x(&canvas, plan);
    strip::draw(&canvas, plan, lowest)
}

/// Plotters' chart on the plot. It takes the last pixel off each side it is given, so it is given
/// one more. Building one fails only when a backend fails, which ours cannot.
fn chart<'a>(canvas: &Canvas<'a>, plan: &Plan<'_>) -> Option<Chart<'a>> {
    let frame = plan.plot;
    let (width, height) = canvas.root.dim_in_pixel();
    let (width, height) = (Tenths::try_from(width).ok()?, Tenths::try_from(height).ok()?);
    let area = canvas.root.margin(frame.top, height - frame.bottom - 1, frame.left, width - frame.right - 1);
    ChartBuilder::on(&area).build_cartesian_2d(plan.x_range(), plan.y.range()).ok()
}

/// The whole drawing as an SVG element.
pub(super) fn document(
    sheet: &Sheet,
    id: &str,
    text: &ChartText<'_>,
    palette: Option<&Palette>,
    (width, height): (Tenths, Tenths),
) -> String {
    let (title, description) = (escape(text.title), escape(text.description));
    let definitions = hatch::definitions(sheet, id, palette);
    let paint = if palette.is_none() {
        " class=\"trend-chart\""
    } else {
        " font-family=\"Inter, system-ui, -apple-system, &quot;Segoe UI&quot;, Roboto, Arial, sans-serif\""
    };
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
         height=\"{height}\" role=\"img\" aria-labelledby=\"{id}-title {id}-description\"{paint} font-size=\"12\">\
         <title id=\"{id}-title\">{title}</title><desc id=\"{id}-description\">{description}</desc>\
         {definitions}{body}</svg>",
        body = sheet.body
    )
}

fn hotspots(composition: &Composition<'_>) -> Vec<Hotspot> {
    let plan = &composition.plan;
    let mut hotspots = Vec::new();
    for (index, (series, drawing)) in plan.figure.series.iter().zip(&composition.drawings).enumerate() {
        for point in 0..series.points.len() {
            if let Some((x, y)) = place_of(plan, series, drawing, point) {
                hotspots.extend(hotspot(plan, (index, point), (x, y)));
            }
        }
    }
    hotspots
}

fn place_of(plan: &Plan<'_>, series: &Series, drawing: &Drawing, point: usize) -> Option<(Tenths, Tenths)> {
    match &series.points.get(point)?.estimate {
        Estimate::Mean { .. } => {
            let mean = drawing.means.iter().find(|mean| mean.point == point)?;
            Some(plan.map(mean.at.0, mean.at.1))
        }
        Estimate::Hidden => {
            Some((plan.columns.get(point)?.centre, Tenths::midpoint(plan.plot.top, plan.plot.bottom)))
        }
        Estimate::Empty => None,
    }
}

fn hotspot(plan: &Plan<'_>, (series, point): (usize, usize), (x, y): (Tenths, Tenths)) -> Option<Hotspot> {
    let column = plan.columns.get(point)?;
    Some(Hotspot {
        series: u16::try_from(series).ok()?,
        point: u16::try_from(point).ok()?,
        x,
        y,
        column_left: column.left,
        column_right: column.right,
    })
}

/// A prefix of ids that needs no escaping.
pub(super) fn clean_id(id: &str) -> String {
    let allowed = |c: char| if c.is_ascii_alphanumeric() || c == '-' || c == '_' { c } else { '-' };
    let id: String = id.chars().map(allowed).collect();
    if id.is_empty() { "chart".to_owned() } else { id }
}

/// The figure with control characters in its words made spaces: one of them separates the voices of a text.
fn cleaned(figure: &TrendFigure) -> TrendFigure {
    let mut figure = figure.clone();
    clean_axis(&mut figure.x);
    clean_axis(&mut figure.y);
    for series in &mut figure.series {
        clean(&mut series.label);
        series.points.iter_mut().for_each(|point| clean(&mut point.label));
    }
    figure
}

fn clean_axis(axis: &mut Axis) {
    clean(&mut axis.title);
    axis.note.iter_mut().for_each(clean);
    axis.ticks.iter_mut().for_each(|Tick { label, .. }| clean(label));
}

/// Control characters made spaces: one of them separates the voices of a text.
pub(super) fn clean(words: &mut String) {
    if words.contains(char::is_control) {
        *words = words.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    }
}
