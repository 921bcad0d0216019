//! Error bars: intervals, and with them gridlines and stems, which a scatter chart has no other means for.

use super::super::workbook::{Column, Sheet};
use super::series::{Stroke, numbers};
use crate::export::ooxml::xml::Xml;

/// Along which axis an error bar runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Along {
    X,
    Y,
}

/// How far an error bar reaches.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Reach {
    /// As two columns say: an interval.
    Columns { below: Column, above: Column },
    /// Back to zero: a stem.
    ToZero,
    /// So far forward: a gridline.
    Forward(f64),
}

/// Error bars of a series.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct ErrorBars {
    pub(super) along: Along,
    pub(super) reach: Reach,
    pub(super) stroke: Stroke,
}

impl ErrorBars {
    /// Writes the error bars.
    pub(super) fn write(&self, xml: &mut Xml, sheet: &Sheet) {
        let direction = match self.along {
            Along::X => "x",
            Along::Y => "y",
        };
        let (kind, values, without_caps) = match self.reach {
            Reach::Columns { .. } => ("both", "cust", 0),
            Reach::ToZero => ("minus", "percentage", 1),
            Reach::Forward(_) => ("plus", "fixedVal", 1),
        };
        xml.element("c:errBars", &[], |xml| {
            xml.value("c:errDir", direction);
            xml.value("c:errBarType", kind);
            xml.value("c:errValType", values);
            xml.value("c:noEndCap", without_caps);
            match self.reach {
                Reach::Columns { below, above } => {
                    xml.element("c:plus", &[], |xml| numbers(xml, sheet, above));
                    xml.element("c:minus", &[], |xml| numbers(xml, sheet, below));
                }
                Reach::ToZero => xml.value("c:val", 100),
                Reach::Forward(length) => xml.value("c:val", length),
            }
            xml.element("c:spPr", &[], |xml| self.stroke.write(xml));
        });
    }
}
