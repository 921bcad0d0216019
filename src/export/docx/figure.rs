//! The figure of an exhibit: charts that can be edited, in the line of the text, with their workbooks.

use rust_xlsxwriter::XlsxError;

use super::page::Page;
use super::parts::Parts;
use super::styles::ParagraphStyle;
use super::words::{field, paragraph, properly, run};
use crate::exhibit::Exhibit;
use crate::export::Paper;
use crate::export::ooxml::package::{Kind, Part, Reference};
use crate::export::ooxml::units::Emu;
use crate::export::ooxml::xml::Xml;
use crate::export::pptx::{PaperChart, paper_figure};

/// The charts of an exhibit.
pub(super) struct Figure {
    /// In the document.
    number: usize,
    /// What is said once of all charts.
    scale: Option<String>,
    drawings: Vec<Drawing>,
}

/// A chart in the text.
struct Drawing {
    /// Of the chart in the document, and of the reference to its part.
    ids: (usize, usize),
    name: String,
    /// For those who do not see it.
    alt: String,
    width: Emu,
    height: Emu,
}

/// Numbers of the last figure and of the last chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Numbers {
    figures: usize,
    charts: usize,
}

impl Figure {
    /// The figure of an exhibit, its charts and workbooks added to `parts`; `None` where nothing is drawn.
    ///
    /// # Errors
    /// When a workbook cannot be written.
    pub(super) fn of(
        exhibit: &Exhibit,
        paper: Paper,
        numbers: &mut Numbers,
        parts: &mut Parts,
    ) -> Result<Option<Self>, XlsxError> {
        // On its side, too, a page shows a figure as large as upright.
        let figure = paper_figure(exhibit, Page::upright(paper).room())?;
        if figure.charts.is_empty() {
            return Ok(None);
        }
        numbers.figures += 1;
        let drawings = figure.charts.into_iter().map(|chart| {
            numbers.charts += 1;
            drawing(chart, numbers.charts, parts)
        });
        let drawings = drawings.collect();
        Ok(Some(Self { number: numbers.figures, scale: figure.scale, drawings }))
    }

    /// Writes the charts, beside each other where there is room, and `Figure 1. Mean pain`.
    pub(super) fn write(&self, xml: &mut Xml, caption: &str) {
        paragraph(xml, ParagraphStyle::Figure, |xml| {
            self.drawings.iter().for_each(|drawing| drawing.write(xml));
        });
        // A figure has its caption under it: it need not stay with what follows.
        let free = |xml: &mut Xml| xml.empty("w:keepNext", &[("w:val", &0)]);
        properly(xml, ParagraphStyle::Caption, free, |xml| {
            run(xml, "Figure ");
            field(xml, "SEQ Figure \\* ARABIC", self.number);
            run(xml, &format!(". {caption}"));
            if let Some(scale) = &self.scale {
                run(xml, &format!(". {scale}"));
            }
        });
    }
}

fn drawing(chart: PaperChart, number: usize, parts: &mut Parts) -> Drawing {
    let PaperChart { name, alt, width, height, part, workbook } = chart;
    let sheet = format!("word/embeddings/workbook{number}.xlsx");
    let to_sheet = vec![Reference::to(Kind::WORKBOOK, &sheet)];
    let part = Part::xml(format!("word/charts/chart{number}.xml"), Kind::CHART, part).with(to_sheet);
    parts.keep(Part { name: sheet, kind: Kind::WORKBOOK, content: workbook, references: Vec::new() });
    Drawing { ids: (number, parts.refer(part)), name, alt, width, height }
}

impl Drawing {
    fn write(&self, xml: &mut Xml) {
        const PLACE: &str = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing";
        let none = 0;
        let (id, reference) = self.ids;
        xml.element("w:r", &[], |xml| {
            xml.element("w:drawing", &[], |xml| {
                xml.element(
                    "wp:inline",
                    &[
                        ("xmlns:wp", &PLACE),
                        ("distT", &none),
                        ("distB", &none),
                        ("distL", &none),
                        ("distR", &none),
                    ],
                    |xml| {
                        xml.empty("wp:extent", &[("cx", &self.width), ("cy", &self.height)]);
                        xml.empty("wp:docPr", &[("id", &id), ("name", &self.name), ("descr", &self.alt)]);
                        xml.empty("wp:cNvGraphicFramePr", &[]);
                        graphic(xml, &format!("rId{reference}"));
                    },
                );
            });
        });
    }
}

fn graphic(xml: &mut Xml, reference: &str) {
    const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";
    const CHART: &str = "http://schemas.openxmlformats.org/drawingml/2006/chart";
    xml.element("a:graphic", &[("xmlns:a", &DRAWING)], |xml| {
        xml.element("a:graphicData", &[("uri", &CHART)], |xml| {
            xml.empty("c:chart", &[("xmlns:c", &CHART), ("r:id", &reference)]);
        });
    });
}
