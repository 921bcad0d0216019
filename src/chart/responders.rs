//! Cumulative responder curves: everyone as the group's line with its band, completers as a thinner one, marked cut-offs
//! as dotted lines with words, and the share of each curve where it meets them.
//!
//! The curves are planned as a trend over cut-offs, so that axes, labels and hidden parts are those of trends.

#[cfg(test)]
pub(super) mod examples;
mod heads;
#[cfg(test)]
mod tests;
mod values;

use super::backend::{Sheet, SvgBackend};
use super::canvas::Canvas;
use super::labels::{self, Label, Placed};
use super::layout::{Plan, Sizes, shorten};
use super::legend::{self, Entry};
use super::marks::{self, Drawing, Mean, Shape};
use super::obstacles::Obstacles;
use super::palette::Palette;
use super::role::Role;
use super::suppressed::{Block, BlockWords};
use super::trend::{FOOT, TITLE_TO_PLOT, chart, clean, clean_axis, clean_id, document, hotspots, suppress};
use super::{ChartOptions, ChartText, Drawn, Tenths, WidthClass, axes};
use crate::domain::{Direction, Finite};
use crate::exhibit::{
    Count, Denominator, Estimate, ResponderFigure, ResponderSeries, Series, SeriesPoint, StripColumn,
    TrendBand, TrendFigure,
};
use heads::Head;
use values::Value;

/// Everything that is decided before the first stroke.
struct Composition<'f> {
    figure: &'f ResponderFigure,
    plan: Plan<'f>,
    title: Vec<String>,
    heads: Vec<Head>,
    /// The cut-offs of the table.
    drawings: Vec<Drawing>,
    /// The whole curves.
    curves: Vec<Drawing>,
    blocks: Vec<Block>,
    block_words: Vec<BlockWords>,
    values: Vec<Value>,
    labels: Vec<Placed>,
    legend: Vec<Vec<Entry>>,
}

/// The same figure as two trends over cut-offs.
struct Trends {
    points: TrendFigure,
    curves: TrendFigure,
}

/// Draws responder curves.
pub(super) fn draw(figure: &ResponderFigure, text: &ChartText<'_>, options: ChartOptions) -> Drawn {
    let figure = cleaned(figure);
    let trends = Trends::of(&figure);
    let composition = compose(&figure, &trends, options.width);
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
    Drawn {
        svg: document(&sheet, &id, text, palette, (width, height)),
        width: width.unsigned_abs(),
        height: height.unsigned_abs(),
        plot_top: composition.plan.plot.top,
        plot_bottom: composition.plan.plot.bottom,
        hotspots: hotspots(&composition.plan, &composition.drawings),
    }
}

impl Trends {
    fn of(figure: &ResponderFigure) -> Self {
        let points = |series: &ResponderSeries| -> Vec<(Finite, String, Estimate)> {
            series
                .points
                .iter()
                .map(|point| (point.at, point.label.clone(), point.estimate.clone()))
                .collect()
        };
        let curve = |series: &ResponderSeries| -> Vec<(Finite, String, Estimate)> {
            series.curve.iter().map(|point| (point.at, String::new(), point.estimate.clone())).collect()
        };
        Self { points: as_trend(figure, points), curves: as_trend(figure, curve) }
    }
}

fn as_trend(
    figure: &ResponderFigure,
    points: impl Fn(&ResponderSeries) -> Vec<(Finite, String, Estimate)>,
) -> TrendFigure {
    let hidden = Count::Hidden;
    let people =
        StripColumn { contributing: hidden, no_report: hidden, left: hidden, group: hidden, missing: hidden };
    let point =
        |(at, label, estimate)| SeriesPoint { at, label, estimate, quartiles: None, people: people.clone() };
    let series = figure.series.iter().map(|series| Series {
        label: series.label.clone(),
        number: series.number,
        points: points(series).into_iter().map(point).collect(),
    });
    TrendFigure {
        x: figure.x.clone(),
        y: figure.y.clone(),
        direction: Direction::HigherIsBetter,
        band: TrendBand::Interval,
        series: series.collect(),
    }
}

fn compose<'f>(figure: &'f ResponderFigure, trends: &'f Trends, class: WidthClass) -> Composition<'f> {
    let above = Above::of(figure, &Plan::new(&trends.points, class, 0));
    let sketch = Sketch::new(figure, Plan::new(&trends.points, class, above.plot_top));
    let words = sketch.labels();
    let placed = match class {
        WidthClass::Medium | WidthClass::Wide if labels::end_apart(&words) => {
            labels::place(&sketch.plan, &words, &sketch.obstacles)
        }
        // Curves that end together are told apart by their lines, not by their ends; inside the plot of a phone those of
        // one colour always end so near that a name could be read to the wrong one.
        WidthClass::Medium | WidthClass::Wide | WidthClass::Narrow => None,
    };
    let (above, sketch, labels, legend) = if let Some(labels) = placed {
        (above, sketch, labels, Vec::new())
    } else {
        let legend = legend::rows(&sketch.plan, &words, &sketch.drawings);
        let rows = Tenths::try_from(legend.len()).unwrap_or(0);
        let above = Above::of(figure, &Plan::unlabelled(&trends.points, class, 0));
        let top = above.plot_top + rows * legend::ROW + 20;
        let sketch = Sketch::new(figure, Plan::unlabelled(&trends.points, class, top));
        (above, sketch, Vec::new(), legend)
    };
    let curves = Plan::sized(&trends.curves, class, sketch.plan.plot.top, sketch.plan.sizes);
    let curves = drawings(figure, &curves);
    Composition {
        figure,
        plan: sketch.plan,
        title: above.title,
        heads: above.heads,
        drawings: sketch.drawings,
        curves,
        blocks: sketch.blocks,
        block_words: sketch.block_words,
        values: sketch.values,
        labels,
        legend,
    }
}

/// What stands above the plot, without a legend.
struct Above {
    title: Vec<String>,
    heads: Vec<Head>,
    plot_top: Tenths,
}

impl Above {
    /// Over a plan of the same width as the final one.
    fn of(figure: &ResponderFigure, probe: &Plan<'_>) -> Self {
        let (title, heads) = (title_lines(figure, probe), heads::heads(probe, &figure.marks));
        let lines = Tenths::try_from(title.len()).unwrap_or(1) - 1;
        let plot_top = axes::FIRST_BASELINE + lines * axes::LINE + TITLE_TO_PLOT + heads::height(&heads);
        Self { title, heads, plot_top }
    }
}

/// What stands in the plot once its frame is known.
struct Sketch<'f> {
    figure: &'f ResponderFigure,
    plan: Plan<'f>,
    drawings: Vec<Drawing>,
    blocks: Vec<Block>,
    block_words: Vec<BlockWords>,
    values: Vec<Value>,
    obstacles: Obstacles,
}

impl<'f> Sketch<'f> {
    fn new(figure: &'f ResponderFigure, plan: Plan<'f>) -> Self {
        let drawings = drawings(figure, &plan);
        let (blocks, block_words, mut obstacles) = suppress(&plan, &drawings);
        for at in figure.marks.iter().filter(|mark| plan.x.holds(mark.at)).map(|mark| plan.map_x(mark.at)) {
            obstacles.add_line((at, plan.plot.top), (at, plan.plot.bottom));
        }
        let values = values::values(figure, &plan, &drawings, &mut obstacles);
        Self { figure, plan, drawings, blocks, block_words, values, obstacles }
    }

    fn labels(&self) -> Vec<Label> {
        let series = self.figure.series.iter().zip(&self.plan.figure.series);
        let label = |((one, planned), drawing): ((&ResponderSeries, &Series), &Drawing)| {
            labels::named(&self.plan, planned, drawing, (&one.label, &one.detail))
        };
        series.zip(&self.drawings).map(label).collect()
    }
}

/// Completers are thin and hollow, everyone is not, whatever numbers are used twice.
fn drawings(figure: &ResponderFigure, plan: &Plan<'_>) -> Vec<Drawing> {
    let mut drawings = marks::drawings(plan);
    for (drawing, series) in drawings.iter_mut().zip(&figure.series) {
        let number = drawing.number;
        (drawing.line, drawing.shape) = match series.denominator {
            Denominator::Everyone => (Role::Line(number), Shape::of(number, 0)),
            Denominator::Completers => (Role::ThinLine(number), Shape::of(number, 1)),
        };
    }
    drawings
}

fn title_lines(figure: &ResponderFigure, plan: &Plan<'_>) -> Vec<String> {
    let room = plan.sizes.width - plan.plot.left - 20;
    let note = figure.y.note.as_ref().map(|note| format!("({note})"));
    let lines = std::iter::once(figure.y.title.clone()).chain(note);
    lines.filter(|line| !line.is_empty()).map(|line| shorten(Role::Tick, &line, room)).collect()
}

/// Draws everything; returns the lowest baseline.
fn paint(backend: SvgBackend<'_>, composition: &Composition<'_>) -> Tenths {
    let Composition { plan, title, .. } = composition;
    let canvas = Canvas::on(backend);
    axes::draw_title(&canvas, plan, title);
    let title_lines = Tenths::try_from(title.len()).unwrap_or(0);
    legend::draw(&canvas, plan, &composition.legend, axes::FIRST_BASELINE + title_lines * axes::LINE + 40);
    for block in &composition.blocks {
        block.draw(&canvas);
    }
    axes::draw_y(&canvas, plan);
    heads::draw(&canvas, plan, &composition.figure.marks, &composition.heads);
    paint_curves(&canvas, composition);
    for words in &composition.block_words {
        words.draw(&canvas);
    }
    for value in &composition.values {
        value.draw(&canvas);
    }
    for label in &composition.labels {
        label.draw(&canvas);
    }
    axes::draw_x(&canvas, plan)
}

/// The band of everyone, every line, and at marked cut-offs the marks, those of completers with whiskers.
fn paint_curves(canvas: &Canvas<'_>, composition: &Composition<'_>) {
    let Composition { figure, plan, drawings, curves, .. } = composition;
    let Some(mut chart) = chart(canvas, plan) else { return };
    for (series, curve) in figure.series.iter().zip(curves) {
        match series.denominator {
            Denominator::Everyone => marks::draw_bands(&mut chart, curve),
            Denominator::Completers => {}
        }
    }
    marks::draw_lines(&mut chart, curves);
    let is_marked = |mean: &Mean| values::is_marked(figure, mean.point);
    for (series, drawing) in figure.series.iter().zip(drawings) {
        match series.denominator {
            Denominator::Everyone => {}
            Denominator::Completers => marks::draw_whiskers_at(&mut chart, drawing, is_marked),
        }
    }
    marks::draw_marks(&mut chart, drawings, is_marked);
}

/// The figure with control characters in its words made spaces.
fn cleaned(figure: &ResponderFigure) -> ResponderFigure {
    let mut figure = figure.clone();
    clean_axis(&mut figure.x);
    clean_axis(&mut figure.y);
    figure.marks.iter_mut().for_each(|mark| clean(&mut mark.label));
    for series in &mut figure.series {
        clean(&mut series.label);
        clean(&mut series.detail);
        series.points.iter_mut().for_each(|point| clean(&mut point.label));
    }
    figure
}
