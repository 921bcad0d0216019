//! Series of a scatter chart: line, marks, error bars and labels, and the numbers with where they stand in the workbook.

use super::super::colour::fill;
use super::super::workbook::{Column, Sheet};
use super::error_bars::ErrorBars;
use super::labels::{self, Label};
use crate::chart::palette::LIGHT;
use crate::export::ink::series_ink;
use crate::export::ooxml::xml::Xml;

/// A line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Stroke {
    pub(super) colour: &'static str,
    /// Hundredths of a point.
    pub(super) width: u32,
    /// Name of the dash.
    pub(super) dash: &'static str,
}

impl Stroke {
    pub(super) const fn solid(colour: &'static str, width: u32) -> Self {
        Self { colour, width, dash: "solid" }
    }

    /// Writes the line.
    pub(super) fn write(&self, xml: &mut Xml) {
        xml.element("a:ln", &[("w", &(self.width * 127)), ("cap", &"flat")], |xml| {
            fill(xml, self.colour);
            xml.value("a:prstDash", self.dash);
            xml.empty("a:round", &[]);
        });
    }
}

/// The line of a group: its colour and its dash, the nearest that PowerPoint has.
pub(super) fn line(number: u8, width: u32) -> Stroke {
    let dash = match number.saturating_sub(1) % 6 {
        1 => "dash",
        2 => "sysDot",
        3 => "dashDot",
        4 => "sysDash",
        5 => "dot",
        _ => "solid",
    };
    Stroke { colour: series_ink(number).mark, width, dash }
}

/// A mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Marker {
    pub(super) symbol: &'static str,
    /// Points.
    pub(super) size: u8,
    pub(super) colour: &'static str,
    pub(super) fill: &'static str,
}

/// The mark of a group; hollow where its number has been used before. PowerPoint has no triangle that stands on its
/// tip: the fifth is a star.
pub(super) fn marker(number: u8, times_used: usize) -> Marker {
    let colour = series_ink(number).mark;
    let symbol = match (number.saturating_sub(1) % 6, times_used) {
        (1, _) => "square",
        (2, _) => "triangle",
        (3, _) => "diamond",
        (4, _) => "star",
        (5, 0) => "x",
        (5, _) => "plus",
        _ => "circle",
    };
    Marker { symbol, size: 8, colour, fill: if times_used == 0 { colour } else { LIGHT.ground } }
}

/// A series.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Series {
    pub(super) x: Column,
    /// Its heading is the name of the series.
    pub(super) y: Column,
    pub(super) line: Option<Stroke>,
    pub(super) marker: Option<Marker>,
    pub(super) errors: Vec<ErrorBars>,
    pub(super) labels: Vec<Label>,
}

impl Series {
    /// A series of which only what is added is seen.
    pub(super) const fn bare(x: Column, y: Column) -> Self {
        Self { x, y, line: None, marker: None, errors: Vec::new(), labels: Vec::new() }
    }

    /// Writes the series.
    pub(super) fn write(&self, xml: &mut Xml, index: usize, sheet: &Sheet) {
        xml.element("c:ser", &[], |xml| {
            xml.value("c:idx", index);
            xml.value("c:order", index);
            name(xml, sheet, self.y);
            xml.element("c:spPr", &[], |xml| match &self.line {
                Some(line) => line.write(xml),
                None => xml.element("a:ln", &[("w", &19_050)], |xml| xml.empty("a:noFill", &[])),
            });
            xml.element("c:marker", &[], |xml| write_marker(xml, self.marker.as_ref()));
            labels::write(xml, &self.labels);
            for errors in &self.errors {
                errors.write(xml, sheet);
            }
            xml.element("c:xVal", &[], |xml| numbers(xml, sheet, self.x));
            xml.element("c:yVal", &[], |xml| numbers(xml, sheet, self.y));
            xml.value("c:smooth", 0);
        });
    }
}

fn write_marker(xml: &mut Xml, marker: Option<&Marker>) {
    let Some(marker) = marker else {
        xml.value("c:symbol", "none");
        return;
    };
    xml.value("c:symbol", marker.symbol);
    xml.value("c:size", marker.size);
    xml.element("c:spPr", &[], |xml| {
        fill(xml, marker.fill);
        Stroke::solid(marker.colour, 150).write(xml);
    });
}

/// The name of a series: the heading of a column.
pub(super) fn name(xml: &mut Xml, sheet: &Sheet, column: Column) {
    xml.element("c:tx", &[], |xml| {
        xml.element("c:strRef", &[], |xml| {
            xml.text("c:f", &[], &Sheet::heading_cell(column));
            xml.element("c:strCache", &[], |xml| {
                xml.value("c:ptCount", 1);
                xml.element("c:pt", &[("idx", &0)], |xml| xml.text("c:v", &[], sheet.heading(column)));
            });
        });
    });
}

/// The numbers of a column with where they stand; what has none is left out.
pub(super) fn numbers(xml: &mut Xml, sheet: &Sheet, column: Column) {
    xml.element("c:numRef", &[], |xml| {
        xml.text("c:f", &[], &sheet.range(column));
        xml.element("c:numCache", &[], |xml| {
            xml.text("c:formatCode", &[], "General");
            let cells = sheet.cells(column);
            xml.value("c:ptCount", cells.len());
            for (index, cell) in cells.iter().enumerate() {
                if let Some(number) = cell.number() {
                    xml.element("c:pt", &[("idx", &index)], |xml| {
                        xml.text("c:v", &[], &number.to_string());
                    });
                }
            }
        });
    });
}
