//! Words at points of a series.

use super::super::colour::{fill, translucent};
use super::super::words::Paragraph;
use super::{part, rich};
use crate::chart::palette::LIGHT;
use crate::export::ooxml::units::{Emu, Frame};
use crate::export::ooxml::xml::Xml;

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
                    xml.element("a:solidFill", &[], |xml| translucent(xml, LIGHT.ground, 70_000));
                }
                Behind::Hidden => {
                    fill(xml, LIGHT.ground);
                    xml.element("a:ln", &[("w", &9_525)], |xml| {
                        fill(xml, LIGHT.chart_hidden);
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

/// Width of the widest line.
pub(super) fn widest(lines: &[Paragraph]) -> Emu {
    lines.iter().map(Paragraph::width).max().unwrap_or(Emu::ZERO)
}
