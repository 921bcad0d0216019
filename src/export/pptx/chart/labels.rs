//! Words at points of a series.

use super::super::units::{Emu, Frame};
use super::super::words::{Align, Paragraph, Style, hex};
use super::super::workbook::Sheet;
use super::super::xml::Xml;
use super::axes::ValueAxis;
use super::series::Series;
use super::{part, rich};
use crate::chart::layout::choose;
use crate::chart::palette::LIGHT;
use crate::chart::spread::spread;
use crate::exhibit::{Axis, Tick};

/// On which side of its point a label stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Beside {
    Right,
    Left,
    Above,
    Below,
    Over,
}

/// What is behind a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Behind {
    /// What it stands over.
    Clear,
    /// The colour of the slide, nearly solid: for words over lines.
    Halo,
    /// The colour of the slide with an edge: the mark of something hidden.
    Hidden,
}

/// Words at a point.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Label {
    /// Place of the point in its series.
    pub(super) point: usize,
    pub(super) paragraphs: Vec<Paragraph>,
    pub(super) beside: Beside,
    /// Moved by these parts of the chart.
    pub(super) moved: (f64, f64),
    pub(super) behind: Behind,
}

impl Label {
    /// Words at a point that stand where PowerPoint puts them.
    pub(super) fn at(point: usize, beside: Beside, paragraphs: Vec<Paragraph>) -> Self {
        Self { point, paragraphs, beside, moved: (0.0, 0.0), behind: Behind::Clear }
    }

    pub(super) fn moved(self, frame: Frame, (across, down): (Emu, Emu)) -> Self {
        Self { moved: (across.of(frame.width), down.of(frame.height)), ..self }
    }

    fn write(&self, xml: &mut Xml) {
        xml.element("c:dLbl", &[], |xml| {
            xml.value("c:idx", self.point);
            if self.moved != (0.0, 0.0) {
                xml.element("c:layout", &[], |xml| {
                    xml.element("c:manualLayout", &[], |xml| {
                        xml.value("c:x", part(self.moved.0));
                        xml.value("c:y", part(self.moved.1));
                    });
                });
            }
            xml.element("c:tx", &[], |xml| self.words(xml));
            xml.element("c:spPr", &[], |xml| match self.behind {
                Behind::Clear => {
                    xml.empty("a:noFill", &[]);
                    xml.element("a:ln", &[], |xml| xml.empty("a:noFill", &[]));
                }
                Behind::Halo => {
                    xml.element("a:solidFill", &[], |xml| {
                        xml.element("a:srgbClr", &[("val", &hex(LIGHT.ground))], |xml| {
                            xml.value("a:alpha", 70_000);
                        });
                    });
                }
                Behind::Hidden => {
                    xml.element("a:solidFill", &[], |xml| xml.value("a:srgbClr", hex(LIGHT.ground)));
                    xml.element("a:ln", &[("w", &9_525)], |xml| {
                        xml.element("a:solidFill", &[], |xml| {
                            xml.value("a:srgbClr", hex(LIGHT.chart_hidden));
                        });
                        xml.value("a:prstDash", "dash");
                    });
                }
            });
            xml.value(
                "c:dLblPos",
                match self.beside {
                    Beside::Right => "r",
                    Beside::Left => "l",
                    Beside::Above => "t",
                    Beside::Below => "b",
                    Beside::Over => "ctr",
                },
            );
            shown(xml, 1);
        });
    }

    /// Never broken into more lines than they have.
    fn words(&self, xml: &mut Xml) {
        if self.paragraphs.is_empty() {
            return rich(xml, &[]);
        }
        xml.element("c:rich", &[], |xml| {
            xml.element(
                "a:bodyPr",
                &[("rot", &0), ("vert", &"horz"), ("wrap", &"none"), ("anchor", &"ctr")],
                |xml| xml.empty("a:spAutoFit", &[]),
            );
            xml.empty("a:lstStyle", &[]);
            self.paragraphs.iter().for_each(|paragraph| paragraph.write(xml));
        });
    }
}

/// Writes the labels of a series; points without one show nothing.
pub(super) fn write(xml: &mut Xml, labels: &[Label]) {
    if labels.is_empty() {
        return;
    }
    let mut labels: Vec<&Label> = labels.iter().collect();
    labels.sort_by_key(|label| label.point);
    xml.element("c:dLbls", &[], |xml| {
        for label in labels {
            label.write(xml);
        }
        shown(xml, 0);
        no_leader_lines(xml);
    });
}

/// Labels that were moved have no line to their point.
fn no_leader_lines(xml: &mut Xml) {
    let uri = "{CE6537A1-D6FC-4f65-9D91-7224C49458BB}";
    let namespace = "http://schemas.microsoft.com/office/drawing/2012/chart";
    xml.element("c:extLst", &[], |xml| {
        xml.element("c:ext", &[("uri", &uri), ("xmlns:c15", &namespace)], |xml| {
            xml.value("c15:showLeaderLines", 0);
        });
    });
}

fn shown(xml: &mut Xml, value: u8) {
    xml.value("c:showLegendKey", 0);
    xml.value("c:showVal", value);
    for part in ["c:showCatName", "c:showSerName", "c:showPercent", "c:showBubbleSize"] {
        xml.value(part, 0);
    }
}

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

/// Width of the widest line.
pub(super) fn widest(lines: &[Paragraph]) -> Emu {
    lines.iter().map(Paragraph::width).max().unwrap_or(Emu::ZERO)
}

/// What stands at the end of a line.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct End {
    /// Its last point: place in its series, and where it is on the slide. `None` where no value is shown.
    pub(super) point: Option<(usize, (Emu, Emu))>,
    /// Two lines.
    pub(super) full: Vec<Paragraph>,
    /// One line, where there is no room for two.
    pub(super) short: Paragraph,
}

impl End {
    fn shorter(&self, size: i32) -> Paragraph {
        let mut short = self.short.clone();
        short.runs.iter_mut().for_each(|run| run.style = run.style.sized(size));
        short
    }
}

/// From a point to the words beside it.
const GAP: Emu = Emu::points(6);

/// Labels beside the ends of lines, apart from each other: two lines each, else one, else one in small type, which may
/// touch. In the order of `ends`; those without a point are given with the height of their middle.
pub(super) fn ends(frame: Frame, plot: Frame, ends: &[End]) -> Vec<(Label, Emu)> {
    let two_lines: Vec<Emu> = ends.iter().map(|end| height(&end.full)).collect();
    let one_line = vec![Emu::points(18); ends.len()];
    let small = vec![Emu::points(15); ends.len()];
    let centres = |heights: &[Emu]| centres(plot, ends, heights);
    let full = |end: &End| end.full.clone();
    let (centres, words): (Vec<Emu>, Vec<Vec<Paragraph>>) = if let Some(found) = centres(&two_lines) {
        (found, ends.iter().map(full).collect())
    } else if let Some(found) = centres(&one_line) {
        (found, ends.iter().map(|end| vec![end.short.clone()]).collect())
    } else {
        let evenly = (0..).map(|index| plot.top + plot.height * (2 * index + 1) / many(ends.len()));
        let found = centres(&small).unwrap_or_else(|| evenly.take(ends.len()).collect());
        (found, ends.iter().map(|end| vec![end.shorter(super::super::words::SMALL)]).collect())
    };
    let placed = ends.iter().zip(words).zip(centres);
    placed.map(|((end, words), centre)| (place(frame, plot, end, words, centre), centre)).collect()
}

fn many(count: usize) -> i64 {
    i64::try_from(count * 2).unwrap_or(2)
}

fn height(lines: &[Paragraph]) -> Emu {
    let line = |paragraph: &Paragraph| paragraph.runs.iter().map(|run| run.style.line()).max();
    lines.iter().filter_map(line).sum::<Emu>() + Emu::points(3)
}

fn place(frame: Frame, plot: Frame, end: &End, words: Vec<Paragraph>, centre: Emu) -> Label {
    let (point, (x, y)) = end.point.unwrap_or((0, (plot.right(), centre)));
    // Names begin under each other, whether a line ends at the last time or before.
    let across = plot.right() + Emu::points(4) - x;
    Label::at(point, Beside::Right, words).moved(frame, (across, centre - y))
}

/// Centres in the order of the ends.
fn centres(plot: Frame, ends: &[End], heights: &[Emu]) -> Option<Vec<Emu>> {
    let middle = plot.top + plot.height / 2;
    let wish = |index: &usize| ends.get(*index).and_then(|end| end.point).map_or(middle, |(_, (_, y))| y);
    let mut order: Vec<usize> = (0..ends.len()).collect();
    order.sort_by_key(|index| (wish(index), *index));
    let wishes: Vec<i32> = order.iter().map(|index| wish(index).tenths()).collect();
    let ordered: Vec<i32> =
        order.iter().filter_map(|index| heights.get(*index)).map(|height| height.tenths()).collect();
    let spread = spread(&wishes, &ordered, (plot.top - GAP).tenths(), (plot.bottom() + GAP).tenths())?;
    let mut centres: Vec<(usize, Emu)> =
        order.into_iter().zip(spread.into_iter().map(Emu::measured)).collect();
    centres.sort_unstable();
    Some(centres.into_iter().map(|(_, centre)| centre).collect())
}

/// Gridlines and labels of a y axis that no number format prints, as a series along the left of the plot.
pub(super) fn side_ticks(sheet: &mut Sheet, axis: &Axis, x: &ValueAxis, y: &ValueAxis, room: Emu) -> Series {
    use super::error_bars::{Along, ErrorBars, Reach};
    use super::series::Stroke;

    let ticks: Vec<&Tick> = axis.ticks.iter().filter(|tick| y.holds(tick.at.get())).collect();
    let left = sheet.numbers("Scale, position", ticks.iter().map(|_| x.low));
    let at = sheet.numbers("Scale", ticks.iter().map(|tick| tick.at.get()));
    sheet.words("Scale, label", ticks.iter().map(|tick| tick.label.as_str()));
    let label = |(point, tick): (usize, &&Tick)| {
        let words = Style::TICK.paragraph(Style::TICK.fit(&tick.label, room));
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

/// Names of lines that show nothing, as points of their own at these heights of the plot's right edge.
pub(super) fn without_points(
    sheet: &mut Sheet,
    (x, y): (&ValueAxis, &ValueAxis),
    plot: Frame,
    names: Vec<(Label, Emu)>,
) -> Series {
    let value = |centre: Emu| {
        let share = (plot.bottom() - centre).of(plot.height);
        y.low + (y.high - y.low) * share.clamp(0.0, 1.0)
    };
    let at = sheet.numbers("Name without a line, at", names.iter().map(|_| x.high));
    let heights = sheet.numbers("Name without a line", names.iter().map(|(_, centre)| value(*centre)));
    let labels = (0..).zip(names).map(|(point, (label, _))| Label { point, moved: (0.0, 0.0), ..label });
    Series { labels: labels.collect(), ..Series::bare(at, heights) }
}
