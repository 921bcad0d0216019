//! Means over time: a line a group over times that are to scale, whiskers at every mean, names and last values at the
//! ends, and under each time the people behind the means.

use super::super::template::Layout;
use super::super::words::{Paragraph, Run, Style, TEXT};
use super::super::workbook::{EstimateColumns, Sheet, mean};
use super::axes::{Look, ValueAxis};
use super::ends::{self, End};
use super::error_bars::{Along, ErrorBars, Reach};
use super::hidden::{self, Course};
use super::labels::{self, Label};
use super::series::{self, Series as Drawn, Stroke, line, marker};
use super::ticks;
use super::{Chart, Drawing, hidden_words, widest};
use crate::chart::metrics::Weight;
use crate::chart::number::Precision;
use crate::domain::{Direction, Interval};
use crate::exhibit::{Axis, Estimate, Series, SeriesPoint, Tick, TrendBand, TrendFigure};
use crate::export::numbering::range;
use crate::export::ooxml::units::{Emu, Frame};

/// From the top of the chart to its plot: the caption.
const CAPTION: Emu = Emu::points(28);
/// A line of ticks.
pub(super) const TICKS: Emu = Emu::points(22);
/// Most groups whose people are counted under the times.
const MOST_COUNTED: usize = 3;
/// Width of a line of means, in hundredths of a point.
pub(super) const LINE: u32 = 225;
/// Of whiskers, and of those of many groups.
const WHISKER: u32 = 150;
const THIN_WHISKER: u32 = 75;
/// More groups than these are many.
const FEW: usize = 2;

/// Everything that is decided before columns are filled.
struct Plan<'f> {
    figure: &'f TrendFigure,
    precision: Precision,
    frame: Frame,
    plot: Frame,
    x: ValueAxis,
    y: ValueAxis,
}

/// The chart of a trend.
pub(super) fn chart(figure: &TrendFigure, alt: &str, frame: Frame) -> Chart {
    let plan = Plan::new(figure, frame);
    let mut sheet = Sheet::default();
    let mut series = plan.lines(&mut sheet);
    series.extend(hidden::words(&mut sheet, (&plan.x, &plan.y), &courses(figure), TEXT));
    let under = |tick: &Tick| plan.people_at(tick);
    series.push(ticks::floor_ticks(&mut sheet, (&figure.x, &plan.x, &plan.y), (frame, plan.plot), under));
    if plan.y.numbering.is_none() {
        let room = plan.plot.left - frame.left;
        series.push(ticks::side_ticks(&mut sheet, &figure.y, &plan.x, &plan.y, room));
    }
    let caption = caption(&figure.y, Some(figure.direction), frame.right() - plan.plot.left);
    Chart {
        name: "Chart: means over time".to_owned(),
        alt: alt.to_owned(),
        place: Some(Layout::Chart),
        frame,
        plot: plan.plot,
        caption: Some(caption),
        tick: Style::TICK,
        drawing: Drawing::Scatter { x: plan.x, y: plan.y, series },
        sheet,
    }
}

fn courses(figure: &TrendFigure) -> Vec<Course<'_>> {
    let course = |series: &'_ Series| -> Vec<(f64, Estimate)> {
        series.points.iter().map(|point| (point.at.get(), point.estimate.clone())).collect()
    };
    figure.series.iter().map(|series| Course { label: &series.label, points: course(series) }).collect()
}

/// What the score is, which way is good, and what the axis leaves out.
pub(super) fn caption(axis: &Axis, direction: Option<Direction>, room: Emu) -> Paragraph {
    let direction = direction.map(|direction| match direction {
        Direction::LowerIsBetter => "↓ lower is better",
        Direction::HigherIsBetter => "↑ higher is better",
    });
    let note = axis.note.as_ref().map(|note| format!("({note})"));
    let mut rest = String::new();
    for words in direction.map(str::to_owned).into_iter().chain(note) {
        rest.push_str("   ");
        rest.push_str(&words);
    }
    let title = Style::CAPTION.fit(&axis.title, room.part(0.95) - Style::STRONG.width(&rest));
    let mut caption = Style::CAPTION.paragraph(title);
    caption.runs.push(Style { weight: Weight::Semibold, ..Style::CAPTION }.run(rest));
    caption
}

/// Room for the numbers of a y axis.
pub(super) fn numbers_width(axis: &Axis) -> Emu {
    let labels = axis.ticks.iter().map(|tick| tick.label.as_str());
    widest(Style::TICK, labels).min(Emu::points(110)) + Emu::points(10)
}

impl<'f> Plan<'f> {
    fn new(figure: &'f TrendFigure, frame: Frame) -> Self {
        let precision = Precision::of(figure);
        let (low, high) = range(&figure.x);
        let inset = (high - low) * 0.03;
        let x = ValueAxis { look: Look::Line, ..ValueAxis::bare(low - inset, high + inset) };
        let y = ValueAxis::of(&figure.y, Look::Grid);
        let mut plan = Self { figure, precision, frame, plot: frame, x, y };
        let names = plan.ends_width().min(frame.width.part(0.3)) + Emu::points(16);
        let floor = TICKS + Emu::points(if plan.counts_people() { 16 } else { 0 });
        plan.plot = Frame::between(
            (frame.left + numbers_width(&figure.y), frame.right() - names),
            (frame.top + CAPTION, frame.bottom() - floor),
        );
        plan
    }

    fn ends_width(&self) -> Emu {
        let ends = self.figure.series.iter().map(|series| self.end(series, None));
        ends.map(|end| labels::widest(&end.full)).max().unwrap_or(Emu::ZERO)
    }

    fn counts_people(&self) -> bool {
        (1..=MOST_COUNTED).contains(&self.figure.series.len())
    }

    /// `n 140 and 161`, in the order of the series.
    fn people_at(&self, tick: &Tick) -> Vec<String> {
        let point = |series: &'f Series| series.points.iter().find(|point| point.at == tick.at);
        let points: Option<Vec<&SeriesPoint>> = self.figure.series.iter().map(point).collect();
        match points {
            Some(points) if self.counts_people() => {
                let counts: Vec<String> =
                    points.iter().map(|point| point.people.contributing.words()).collect();
                vec![format!("n {}", counts.join(" and "))]
            }
            Some(_) | None => Vec::new(),
        }
    }

    /// A line a group, with whiskers, and its name at its end.
    fn lines(&self, sheet: &mut Sheet) -> Vec<Drawn> {
        let mut series: Vec<Drawn> = Vec::new();
        for (index, one) in self.figure.series.iter().enumerate() {
            let at =
                sheet.numbers(&format!("{}, time", one.label), one.points.iter().map(|point| point.at.get()));
            sheet.words(
                &format!("{}, time point", one.label),
                one.points.iter().map(|point| point.label.as_str()),
            );
            let columns = sheet.estimates(&one.label, &self.estimates(one));
            let times_used = earlier(&self.figure.series, index);
            series.push(Drawn {
                line: Some(line(one.number, LINE)),
                marker: Some(marker(one.number, times_used)),
                errors: vec![self.whiskers(columns, one.number)],
                ..Drawn::bare(at, columns.value)
            });
        }
        self.name(sheet, &mut series);
        series
    }

    /// Each mean with its interval or quartiles, whichever is drawn.
    fn estimates(&self, series: &'f Series) -> Vec<(&'f Estimate, Option<Interval>)> {
        let limits = |point: &SeriesPoint| match self.figure.band {
            TrendBand::Interval => interval(&point.estimate),
            TrendBand::Quartiles => point.quartiles.filter(|_| mean(&point.estimate).is_some()),
        };
        series.points.iter().map(|point| (&point.estimate, limits(point))).collect()
    }

    fn whiskers(&self, columns: EstimateColumns, number: u8) -> ErrorBars {
        let whiskers = whiskers(columns, number);
        if self.figure.series.len() <= FEW {
            return whiskers;
        }
        ErrorBars { stroke: Stroke { width: THIN_WHISKER, ..whiskers.stroke }, ..whiskers }
    }

    /// Names at the ends; those of groups without a value stand on points of their own.
    fn name(&self, sheet: &mut Sheet, series: &mut Vec<Drawn>) {
        let ends: Vec<End> = self.figure.series.iter().map(|one| self.end(one, Some(self.plot))).collect();
        let labels = ends::ends(self.frame, self.plot, &ends);
        let mut without: Vec<(Label, Emu)> = Vec::new();
        for ((end, (label, centre)), drawn) in ends.iter().zip(labels).zip(series.iter_mut()) {
            if end.point.is_some() {
                drawn.labels.push(label);
            } else {
                without.push((label, centre));
            }
        }
        if !without.is_empty() {
            series.push(ends::without_points(sheet, (&self.x, &self.y), self.plot, without));
        }
    }

    /// Name, last value and interval; without a plot only how wide they are matters.
    fn end(&self, series: &Series, plot: Option<Frame>) -> End {
        let last = series.points.iter().rposition(|point| mean(&point.estimate).is_some());
        let (value, detail) = self.value_and_detail(series, last);
        let strong = Style::series(series.number);
        let room = self.frame.width.part(0.3);
        let value_runs = |style: Style, note: Style| -> Vec<Run> {
            let space = if value.is_empty() || detail.is_empty() { "" } else { " " };
            vec![style.run(value.clone()), note.run(format!("{space}{detail}"))]
        };
        let name = strong.paragraph(strong.fit(&series.label, room));
        let mut values = strong.paragraph("");
        values.runs = value_runs(strong, Style::NOTE);
        let short_room = room - strong.width(&format!(" {value}"));
        let mut short = strong.paragraph(strong.fit(&series.label, short_room));
        short.runs.push(if value.is_empty() {
            Style::NOTE.run(format!(" {detail}"))
        } else {
            strong.run(format!(" {value}"))
        });
        let place = |plot: Frame, index: usize| {
            let point = series.points.get(index)?;
            let value = mean(&point.estimate)?;
            Some((index, (self.x.across(plot, point.at.get()), self.y.up(plot, value.get()))))
        };
        let point = plot.zip(last).and_then(|(plot, index)| place(plot, index));
        End { point, full: vec![name, values], short }
    }

    fn value_and_detail(&self, series: &Series, last: Option<usize>) -> (String, String) {
        let Some((index, point)) = last.and_then(|last| Some((last, series.points.get(last)?))) else {
            let hidden = series.points.iter().any(|point| point.estimate == Estimate::Hidden);
            return (String::new(), if hidden { hidden_words() } else { "no values".to_owned() });
        };
        let value = mean(&point.estimate).map(|value| self.precision.value(value)).unwrap_or_default();
        let detail = if index + 1 < series.points.len() {
            format!("at {}", point.label)
        } else {
            interval(&point.estimate).map(|interval| self.precision.interval(interval)).unwrap_or_default()
        };
        (value, detail)
    }
}

/// How often the number of a series has been used before it.
fn earlier(series: &[Series], index: usize) -> usize {
    let number = series.get(index).map(|series| series.number);
    series.iter().take(index).filter(|earlier| Some(earlier.number) == number).count()
}

/// The interval of an estimate.
pub(super) const fn interval(estimate: &Estimate) -> Option<Interval> {
    match estimate {
        Estimate::Mean { interval, .. } => *interval,
        Estimate::Hidden | Estimate::Empty => None,
    }
}

/// The interval of every value of a series.
pub(super) fn whiskers(columns: EstimateColumns, number: u8) -> ErrorBars {
    ErrorBars {
        along: Along::Y,
        reach: Reach::Columns { below: columns.below, above: columns.above },
        stroke: Stroke { width: WHISKER, dash: "solid", ..series::line(number, LINE) },
    }
}
