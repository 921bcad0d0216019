//! Horizontal bars, one over the other from the first category at the top.

use super::super::colour::{colour, fill as solid};
use super::super::words::Style;
use super::super::workbook::{CellValue, Column, Sheet};
use super::axes::{X_ID, Y_ID};
use super::series::{Stroke, name, numbers};
use super::{no_fill, text_properties};
use crate::chart::palette::LIGHT;
use crate::export::ooxml::xml::Xml;

/// How a bar is filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BarFill {
    Solid(&'static str),
    Hatched(&'static str),
}

/// Where the names of bars are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BarNames {
    /// In the table under the chart.
    InTable,
    /// On the axis of the chart.
    OnAxis,
}

/// Bars that lie over each other, the last series in front.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Bars {
    /// Words, one a row.
    pub(super) categories: Column,
    pub(super) names: BarNames,
    pub(super) series: Vec<(Column, BarFill)>,
    /// The axis begins at zero and ends here.
    pub(super) most: f64,
}

impl Bars {
    /// Writes bars and axes; nothing is seen of the axes but names.
    pub(super) fn write(&self, xml: &mut Xml, sheet: &Sheet, look: Style) {
        xml.element("c:barChart", &[], |xml| {
            xml.value("c:barDir", "bar");
            xml.value("c:grouping", "clustered");
            xml.value("c:varyColors", 0);
            for (index, (column, fill)) in self.series.iter().enumerate() {
                self.write_series(xml, sheet, (index, *column), *fill);
            }
            xml.value("c:gapWidth", 60);
            xml.value("c:overlap", 100);
            xml.value("c:axId", X_ID);
            xml.value("c:axId", Y_ID);
        });
        xml.element("c:catAx", &[], |xml| {
            let shown = match self.names {
                BarNames::InTable => "none",
                BarNames::OnAxis => "low",
            };
            axis(xml, X_ID, |xml| xml.value("c:orientation", "maxMin"), ("l", shown), look);
            xml.value("c:crossAx", Y_ID);
            xml.value("c:crosses", "autoZero");
            xml.value("c:auto", 0);
            xml.value("c:lblAlgn", "ctr");
            xml.value("c:lblOffset", 100);
            xml.value("c:noMultiLvlLbl", 1);
        });
        xml.element("c:valAx", &[], |xml| {
            let range = |xml: &mut Xml| {
                xml.value("c:orientation", "minMax");
                xml.value("c:max", self.most);
                xml.value("c:min", 0);
            };
            axis(xml, Y_ID, range, ("t", "none"), look);
            xml.value("c:crossAx", X_ID);
            xml.value("c:crosses", "autoZero");
            xml.value("c:crossBetween", "between");
        });
    }

    fn write_series(&self, xml: &mut Xml, sheet: &Sheet, (index, column): (usize, Column), fill: BarFill) {
        xml.element("c:ser", &[], |xml| {
            xml.value("c:idx", index);
            xml.value("c:order", index);
            name(xml, sheet, column);
            xml.element("c:spPr", &[], |xml| write_fill(xml, fill));
            xml.value("c:invertIfNegative", 0);
            xml.element("c:cat", &[], |xml| self.write_categories(xml, sheet));
            xml.element("c:val", &[], |xml| numbers(xml, sheet, column));
        });
    }

    fn write_categories(&self, xml: &mut Xml, sheet: &Sheet) {
        xml.element("c:strRef", &[], |xml| {
            xml.text("c:f", &[], &sheet.range(self.categories));
            xml.element("c:strCache", &[], |xml| {
                let cells = sheet.cells(self.categories);
                xml.value("c:ptCount", cells.len());
                for (index, cell) in cells.iter().enumerate() {
                    if let CellValue::Words(words) = cell {
                        xml.element("c:pt", &[("idx", &index)], |xml| xml.text("c:v", &[], words));
                    }
                }
            });
        });
    }
}

fn axis(
    xml: &mut Xml,
    id: u32,
    scaling: impl FnOnce(&mut Xml),
    (position, labels): (&str, &str),
    look: Style,
) {
    xml.value("c:axId", id);
    xml.element("c:scaling", &[], scaling);
    xml.value("c:delete", 0);
    xml.value("c:axPos", position);
    xml.empty("c:numFmt", &[("formatCode", &"#,##0"), ("sourceLinked", &0)]);
    xml.value("c:majorTickMark", "none");
    xml.value("c:minorTickMark", "none");
    xml.value("c:tickLblPos", labels);
    no_fill(xml);
    xml.element("c:txPr", &[], |xml| text_properties(xml, look));
}

fn write_fill(xml: &mut Xml, fill: BarFill) {
    match fill {
        BarFill::Solid(colour) => {
            solid(xml, colour);
            xml.element("a:ln", &[], |xml| xml.empty("a:noFill", &[]));
        }
        BarFill::Hatched(lines) => {
            xml.element("a:pattFill", &[("prst", &"ltUpDiag")], |xml| {
                xml.element("a:fgClr", &[], |xml| colour(xml, lines));
                xml.element("a:bgClr", &[], |xml| colour(xml, LIGHT.ground));
            });
            Stroke::solid(LIGHT.rule_strong, 75).write(xml);
        }
    }
}
