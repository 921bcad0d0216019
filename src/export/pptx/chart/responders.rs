//! Cumulative responder curves: everyone as the group's line, completers as a thinner one, whiskers at the cut-offs of the
//! table, marked cut-offs as dotted lines with words, and the shares where curves meet them.

use super::super::template::Layout;
use super::super::words::{Align, Style, TEXT};
use super::super::workbook::{CellValue, Sheet, mean};
use super::axes::{Look, ValueAxis};
use super::ends::{self, End};
use super::hidden::{self, Course};
use super::labels::{self, Behind, Beside, Label};
use super::series::{Marker, Series, Stroke, line, marker};
use super::ticks;
use super::trend::{LINE, TICKS, caption, interval, numbers_width, whiskers};
use super::{Chart, Drawing, hidden_words};
use crate::chart::palette::LIGHT;
use crate::domain::{Finite, format};
use crate::exhibit::{CutOff, Denominator, Estimate, ResponderFigure, ResponderPoint, ResponderSeries};
use crate::export::ooxml::units::{Emu, Frame};

/// The caption.
const CAPTION: Emu = Emu::points(28);
/// A row of words over marked cut-offs.
const HEAD: Emu = Emu::points(18);
/// Most rows of those; words that find no room are left to the table, the line is not.
const MOST_ROWS: usize = 3;
/// Width of the line of completers.
const THIN: u32 = 140;

struct Plan<'f> {
    figure: &'f ResponderFigure,
    frame: Frame,
    plot: Frame,
    x: ValueAxis,
    y: ValueAxis,
}

/// The chart of responder curves.
pub(super) fn chart(figure: &ResponderFigure, alt: &str, frame: Frame) -> Chart {
    let plan = Plan::new(figure, frame);
    let mut sheet = Sheet::default();
    let mut series = plan.curves(&mut sheet);
    series.extend(plan.cut_offs(&mut sheet));
    series.extend(plan.uprights(&mut sheet));
    series.extend(hidden::words(&mut sheet, (&plan.x, &plan.y), &courses(figure), TEXT));
    let title = Style::CAPTION.fit(&figure.x.title, plan.plot.width);
    let under = plan.plot.bottom() + TICKS;
    if plan.x.numbering.is_none() {
        let axes = (&figure.x, &plan.x, &plan.y);
        series.push(ticks::floor_ticks(&mut sheet, axes, (frame, plan.plot), |_| Vec::new()));
    }
    if plan.y.numbering.is_none() {
        let room = plan.plot.left - frame.left;
        series.push(ticks::side_ticks(&mut sheet, &figure.y, &plan.x, &plan.y, room));
    }
    let x = ValueAxis { title: Some((Style::CAPTION.paragraph(title), (plan.plot.left, under))), ..plan.x };
    Chart {
        name: "Chart: responders".to_owned(),
        alt: alt.to_owned(),
        place: Some(Layout::Chart),
        frame,
        plot: plan.plot,
        caption: Some(caption(&figure.y, None, frame.right() - plan.plot.left)),
        tick: Style::TICK,
        drawing: Drawing::Scatter { x, y: plan.y, series },
        sheet,
    }
}

fn courses(figure: &ResponderFigure) -> Vec<Course<'_>> {
    let course = |series: &'_ ResponderSeries| -> Vec<(f64, Estimate)> {
        series.curve.iter().map(|point| (point.at.get(), point.estimate.clone())).collect()
    };
    figure.series.iter().map(|series| Course { label: &series.label, points: course(series) }).collect()
}

impl<'f> Plan<'f> {
    fn new(figure: &'f ResponderFigure, frame: Frame) -> Self {
        let (x, y) = (ValueAxis::of(&figure.x, Look::Line), ValueAxis::of(&figure.y, Look::Grid));
        let mut plan = Self { figure, frame, plot: frame, x, y };
        let ends = figure.series.iter().map(|series| labels::widest(&plan.end(series, None).full)).max();
        let names = ends.unwrap_or(Emu::ZERO).min(frame.width.part(0.3)) + Emu::points(20);
        let across = (frame.left + numbers_width(&figure.y), frame.right() - names);
        plan.plot = Frame::between(across, (frame.top + CAPTION, frame.bottom() - TICKS - Emu::points(20)));
        let rows = plan.heads().iter().flatten().map(|(_, row)| row + 1).max().unwrap_or(0);
        plan.plot = Frame::between(
            across,
            (frame.top + CAPTION + HEAD * rows, frame.bottom() - TICKS - Emu::points(20)),
        );
        plan
    }

    fn marks(&self) -> impl Iterator<Item = &'f CutOff> {
        self.figure.marks.iter().filter(|mark| self.x.holds(mark.at.get()))
    }

    /// Words of each mark with the row they stand in, 0 next to the plot; `None` for words that find no room.
    fn heads(&self) -> Vec<Option<(String, i64)>> {
        let mut ends: Vec<Emu> = Vec::new();
        let heads = self.marks().map(|mark| {
            let words = Style::STRONG.fit(&mark.label, Emu::points(190));
            let (half, centre) = (Style::STRONG.width(&words) / 2, self.x.across(self.plot, mark.at.get()));
            let row = ends.iter().position(|end| *end + Emu::points(10) <= centre - half);
            let row = row.unwrap_or(ends.len());
            if row >= MOST_ROWS {
                return None;
            }
            ends.resize(ends.len().max(row + 1), Emu::ZERO);
            if let Some(end) = ends.get_mut(row) {
                *end = centre + half;
            }
            Some((words, i64::try_from(row).unwrap_or(0)))
        });
        heads.collect()
    }

    /// Marked cut-offs: a dotted line with words over it.
    fn uprights(&self, sheet: &mut Sheet) -> Vec<Series> {
        let dotted = Stroke { colour: LIGHT.ink_3, width: 100, dash: "sysDash" };
        let lines = self.marks().zip(self.heads()).map(|(mark, head)| {
            let mut upright = super::forest::upright(sheet, &mark.label, (mark.at.get(), &self.y), dotted);
            upright.labels.extend(head.map(|(words, row)| {
                let words = Style::STRONG.paragraph(words).aligned(Align::Centre);
                Label::at(1, Beside::Above, vec![words]).moved(self.frame, (Emu::ZERO, HEAD * -row))
            }));
            upright
        });
        lines.collect()
    }

    /// The whole curves, named at their ends.
    fn curves(&self, sheet: &mut Sheet) -> Vec<Series> {
        let mut drawn: Vec<Series> = Vec::new();
        for series in &self.figure.series {
            let name = name(series);
            let at =
                sheet.numbers(&format!("{name}, cut-off"), series.curve.iter().map(|point| point.at.get()));
            let shares = series.curve.iter().map(|point| CellValue::of(mean(&point.estimate)));
            let shares = sheet.add(&name, shares.collect());
            drawn.push(Series { line: Some(stroke(series)), ..Series::bare(at, shares) });
        }
        let ends: Vec<End> = self.figure.series.iter().map(|one| self.end(one, Some(self.plot))).collect();
        let mut without = Vec::new();
        for ((end, (label, centre)), curve) in
            ends.iter().zip(ends::ends(self.frame, self.plot, &ends)).zip(&mut drawn)
        {
            if end.point.is_some() {
                curve.labels.push(label);
            } else {
                without.push((label, centre));
            }
        }
        if !without.is_empty() {
            drawn.push(ends::without_points(sheet, (&self.x, &self.y), self.plot, without));
        }
        drawn
    }

    fn end(&self, series: &ResponderSeries, plot: Option<Frame>) -> End {
        let last = series.curve.iter().rposition(|point| mean(&point.estimate).is_some());
        let strong = Style::series(series.number);
        let room = self.frame.width.part(0.3);
        let detail = if last.is_some() || series.curve.is_empty() {
            series.detail.clone()
        } else if series.curve.iter().any(|point| point.estimate == Estimate::Hidden) {
            hidden_words()
        } else {
            "no values".to_owned()
        };
        let place = |plot: Frame, index: usize| {
            let point = series.curve.get(index)?;
            let value = mean(&point.estimate)?;
            Some((index, (self.x.across(plot, point.at.get()), self.y.up(plot, value.get()))))
        };
        let short = Style::series(series.number).paragraph(strong.fit(&name(series), room));
        let name = strong.paragraph(strong.fit(&series.label, room));
        let detail = Style::NOTE.paragraph(Style::NOTE.fit(&detail, room));
        End {
            point: plot.zip(last).and_then(|(plot, last)| place(plot, last)),
            full: vec![name, detail],
            short,
        }
    }

    /// Cut-offs of the table: whiskers, and marks and shares at the marked ones. Those of completers only there.
    fn cut_offs(&self, sheet: &mut Sheet) -> Vec<Series> {
        let mut taken: Vec<Frame> = Vec::new();
        let cut_offs = self.figure.series.iter().map(|series| {
            let points: Vec<&ResponderPoint> = series
                .points
                .iter()
                .filter(|point| match series.denominator {
                    Denominator::Everyone => true,
                    Denominator::Completers => self.is_marked(point.at),
                })
                .collect();
            self.points(sheet, series, &points, &mut taken)
        });
        cut_offs.flatten().collect()
    }

    fn is_marked(&self, at: Finite) -> bool {
        self.figure.marks.iter().any(|mark| mark.at == at)
    }

    /// One series for all whiskers, one for the marks, so that only marked cut-offs have marks.
    fn points(
        &self,
        sheet: &mut Sheet,
        series: &ResponderSeries,
        points: &[&ResponderPoint],
        taken: &mut Vec<Frame>,
    ) -> Vec<Series> {
        let name = name(series);
        let at = sheet.numbers(&format!("{name}, at"), points.iter().map(|point| point.at.get()));
        let pairs: Vec<_> = points.iter().map(|point| (&point.estimate, interval(&point.estimate))).collect();
        let columns = sheet.estimates(&format!("{name}, with interval"), &pairs);
        let whiskers =
            Series { errors: vec![whiskers(columns, series.number)], ..Series::bare(at, columns.value) };
        let marked: Vec<&ResponderPoint> = points
            .iter()
            .copied()
            .filter(|point| self.is_marked(point.at) && self.x.holds(point.at.get()))
            .collect();
        let at = sheet.numbers(&format!("{name}, marked at"), marked.iter().map(|point| point.at.get()));
        let shares = marked.iter().map(|point| CellValue::of(mean(&point.estimate)));
        let shares = sheet.add(&format!("{name}, marked"), shares.collect());
        let labels =
            marked.iter().enumerate().filter_map(|(index, point)| self.share(series, (index, point), taken));
        let marks =
            Series { marker: Some(mark(series)), labels: labels.collect(), ..Series::bare(at, shares) };
        vec![whiskers, marks]
    }

    /// The share at a marked cut-off: the upper of two at the right and above, the lower at the left and below. One that
    /// would touch another is left to the table.
    fn share(
        &self,
        series: &ResponderSeries,
        (index, point): (usize, &ResponderPoint),
        taken: &mut Vec<Frame>,
    ) -> Option<Label> {
        let value = mean(&point.estimate)?;
        let words = format!("{}%", format::decimal(value, usize::from(self.figure.places.min(2))));
        let is_upper = self.figure.series.iter().filter(|other| other.number == series.number).all(|other| {
            let same = other.points.iter().find(|other| other.at == point.at);
            same.and_then(|other| mean(&other.estimate)).is_none_or(|other| value >= other)
        });
        let (beside, down) = if is_upper { (Beside::Right, -11) } else { (Beside::Left, 11) };
        let words = Style::series(series.number).paragraph(words);
        let (x, y) = (self.x.across(self.plot, point.at.get()), self.y.up(self.plot, value.get()));
        let (width, height) = (words.width(), Emu::points(17));
        let left = if is_upper { x } else { x - width };
        let place = Frame { left, top: y + Emu::points(down) - height / 2, width, height };
        if taken.iter().any(|other| other.touches(&place)) {
            return None;
        }
        taken.push(place);
        let label = Label { behind: Behind::Halo, ..Label::at(index, beside, vec![words]) };
        Some(label.moved(self.frame, (Emu::ZERO, Emu::points(down))))
    }
}

/// Group and denominator.
fn name(series: &ResponderSeries) -> String {
    if series.detail.is_empty() {
        series.label.clone()
    } else {
        format!("{}, {}", series.label, series.detail)
    }
}

fn stroke(series: &ResponderSeries) -> Stroke {
    match series.denominator {
        Denominator::Everyone => line(series.number, LINE),
        Denominator::Completers => line(series.number, THIN),
    }
}

/// Completers are hollow.
fn mark(series: &ResponderSeries) -> Marker {
    match series.denominator {
        Denominator::Everyone => marker(series.number, 0),
        Denominator::Completers => marker(series.number, 1),
    }
}
