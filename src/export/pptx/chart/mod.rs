//! Native charts: each figure as series, axes and labels that PowerPoint draws and a person can edit.

mod attrition;
mod axes;
mod bars;
mod differences;
mod ends;
mod error_bars;
mod forest;
mod hidden;
mod labels;
mod multiples;
pub(super) mod paper;
pub(super) mod resize;
mod responders;
mod rows;
mod series;
mod ticks;
mod trend;

use axes::ValueAxis;
use bars::Bars;
use series::Series;

use super::page::Page;
use super::seats::Seats;
use super::shape::position;
use super::slide::Object;
use super::template::Layout;
use super::words::{Paragraph, Style, properties};
use super::workbook::Sheet;
use crate::exhibit::{Exhibit, FigureSpec};
use crate::export::ooxml::units::{Emu, Frame};
use crate::export::ooxml::xml::{Xml, document};

/// A chart with its place.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Chart {
    /// Name in the list of objects.
    pub(super) name: String,
    /// For those who do not see it.
    pub(super) alt: String,
    /// The layout whose place for a figure it stands in; none where it is one of several.
    pub(super) place: Option<Layout>,
    /// The whole chart.
    pub(super) frame: Frame,
    /// Inside its axes.
    pub(super) plot: Frame,
    /// Words over the plot.
    pub(super) caption: Option<Paragraph>,
    /// The look of words that the chart makes itself.
    tick: Style,
    drawing: Drawing,
    /// The numbers.
    pub(super) sheet: Sheet,
}

/// What a chart draws.
#[derive(Debug, Clone, PartialEq)]
enum Drawing {
    /// Series over two axes of numbers.
    Scatter { x: ValueAxis, y: ValueAxis, series: Vec<Series> },
    /// Horizontal bars.
    Bars(Bars),
}

/// What stands on each slide of a figure: nearly always one slide.
pub(super) fn bodies(exhibit: &Exhibit, page: &Page) -> Vec<Vec<Object>> {
    let alt = exhibit.text.sentence.as_str();
    match &exhibit.figure {
        FigureSpec::Trend(figure) => {
            vec![vec![Object::Chart(Box::new(trend::chart(figure, alt, page.body)))]]
        }
        FigureSpec::Responders(figure) => {
            vec![vec![Object::Chart(Box::new(responders::chart(figure, alt, page.body)))]]
        }
        FigureSpec::Forest(figure) => forest::bodies(figure, alt, page.body),
        FigureSpec::Differences(figure) => differences::bodies(figure, alt, page.body),
        FigureSpec::Attrition(figure) => attrition::bodies(figure, alt, page.body),
        FigureSpec::Multiples(figure) => multiples::bodies(figure, alt, page.body),
    }
}

impl Chart {
    /// The frame of the chart on its slide; `reference` is the relationship to its part.
    pub(super) fn write_frame(&self, xml: &mut Xml, (id, reference): (usize, &str), seats: &Seats) {
        xml.element("p:graphicFrame", &[], |xml| {
            xml.element("p:nvGraphicFramePr", &[], |xml| {
                xml.empty("p:cNvPr", &[("id", &id), ("name", &self.name), ("descr", &self.alt)]);
                xml.element("p:cNvGraphicFramePr", &[], |xml| {
                    xml.empty("a:graphicFrameLocks", &[("noGrp", &1)]);
                });
                xml.element("p:nvPr", &[], |xml| seats.write_figure(xml, self.place));
            });
            position(xml, "p:xfrm", &seats.drawn(self.frame));
            xml.element("a:graphic", &[], |xml| {
                xml.element("a:graphicData", &[("uri", &CHART)], |xml| {
                    xml.empty("c:chart", &[("xmlns:c", &CHART), ("r:id", &reference)]);
                });
            });
        });
    }

    /// The part of the chart; the workbook is its first relationship.
    pub(super) fn part(&self) -> String {
        let namespaces: [(&str, &dyn std::fmt::Display); 3] = [
            ("xmlns:c", &CHART),
            ("xmlns:a", &"http://schemas.openxmlformats.org/drawingml/2006/main"),
            ("xmlns:r", &"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
        ];
        document("c:chartSpace", &namespaces, |xml| {
            xml.value("c:date1904", 0);
            xml.value("c:roundedCorners", 0);
            xml.element("c:chart", &[], |xml| self.write(xml));
            no_fill(xml);
            xml.element("c:txPr", &[], |xml| text_properties(xml, self.tick));
            xml.element("c:externalData", &[("r:id", &"rId1")], |xml| xml.value("c:autoUpdate", 0));
        })
    }

    fn write(&self, xml: &mut Xml) {
        if let Some(caption) = &self.caption {
            let left = (self.plot.left - self.frame.left).of(self.frame.width);
            title(xml, caption, (left, 0.0));
        }
        xml.value("c:autoTitleDeleted", u8::from(self.caption.is_none()));
        xml.element("c:plotArea", &[], |xml| {
            xml.element("c:layout", &[], |xml| self.inner(xml));
            match &self.drawing {
                Drawing::Scatter { x, y, series } => {
                    xml.element("c:scatterChart", &[], |xml| {
                        xml.value("c:scatterStyle", "lineMarker");
                        xml.value("c:varyColors", 0);
                        // LibreOffice leaves out series that stand before longer ones.
                        let mut series: Vec<&Series> = series.iter().collect();
                        series.sort_by_key(|one| std::cmp::Reverse(self.sheet.cells(one.y).len()));
                        for (index, one) in series.into_iter().enumerate() {
                            one.write(xml, index, &self.sheet);
                        }
                        xml.value("c:axId", axes::X_ID);
                        xml.value("c:axId", axes::Y_ID);
                    });
                    x.write(xml, axes::Side::Bottom, self);
                    y.write(xml, axes::Side::Left, self);
                }
                Drawing::Bars(bars) => bars.write(xml, &self.sheet, self.tick),
            }
            xml.element("c:spPr", &[], |xml| xml.empty("a:noFill", &[]));
        });
        xml.value("c:plotVisOnly", 1);
        // A value that is hidden or missing is a gap, never a zero.
        xml.value("c:dispBlanksAs", "gap");
    }

    /// The place of the plot in the chart.
    fn inner(&self, xml: &mut Xml) {
        let (frame, plot) = (self.frame, self.plot);
        xml.element("c:manualLayout", &[], |xml| {
            xml.value("c:layoutTarget", "inner");
            xml.value("c:xMode", "edge");
            xml.value("c:yMode", "edge");
            xml.value("c:x", part((plot.left - frame.left).of(frame.width)));
            xml.value("c:y", part((plot.top - frame.top).of(frame.height)));
            xml.value("c:w", part(plot.width.of(frame.width)));
            xml.value("c:h", part(plot.height.of(frame.height)));
        });
    }
}

const CHART: &str = "http://schemas.openxmlformats.org/drawingml/2006/chart";

/// A part of a length, to six decimals.
fn part(share: f64) -> String {
    format!("{share:.6}")
}

/// A title whose top left corner is at these parts of the chart.
fn title(xml: &mut Xml, words: &Paragraph, (x, y): (f64, f64)) {
    xml.element("c:title", &[], |xml| {
        xml.element("c:tx", &[], |xml| rich(xml, std::slice::from_ref(words)));
        xml.element("c:layout", &[], |xml| {
            xml.element("c:manualLayout", &[], |xml| {
                xml.value("c:xMode", "edge");
                xml.value("c:yMode", "edge");
                xml.value("c:x", part(x));
                xml.value("c:y", part(y));
            });
        });
        xml.value("c:overlay", 1);
    });
}

/// Words in a chart; nothing is ever turned.
fn rich(xml: &mut Xml, paragraphs: &[Paragraph]) {
    xml.element("c:rich", &[], |xml| {
        xml.empty("a:bodyPr", &[("rot", &0), ("vert", &"horz")]);
        xml.empty("a:lstStyle", &[]);
        for paragraph in paragraphs {
            paragraph.write(xml);
        }
    });
}

/// The look of words that a chart makes itself.
fn text_properties(xml: &mut Xml, style: Style) {
    xml.empty("a:bodyPr", &[("rot", &0), ("vert", &"horz")]);
    xml.empty("a:lstStyle", &[]);
    xml.element("a:p", &[], |xml| {
        xml.element("a:pPr", &[], |xml| properties(xml, "a:defRPr", style));
        xml.empty("a:endParaRPr", &[("lang", &"en-GB")]);
    });
}

fn no_fill(xml: &mut Xml) {
    xml.element("c:spPr", &[], |xml| {
        xml.empty("a:noFill", &[]);
        xml.element("a:ln", &[], |xml| xml.empty("a:noFill", &[]));
    });
}

/// `hidden: under 11`.
fn hidden_words() -> String {
    format!("hidden: under {}", crate::exhibit::Policy::THRESHOLD)
}

/// Width of the widest of some words.
fn widest<'w>(style: Style, words: impl Iterator<Item = &'w str>) -> Emu {
    words.map(|words| style.width(words)).max().unwrap_or(Emu::ZERO)
}
