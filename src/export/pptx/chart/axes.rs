//! Axes of numbers: range, ticks and their numbers from the specification, so that PowerPoint chooses none of its own.

use super::super::colour::fill;
use super::super::words::{Paragraph, Style};
use super::{Chart, no_fill, text_properties, title};
use crate::chart::palette::LIGHT;
use crate::exhibit::Axis;
use crate::export::numbering::{Numbering, range};
use crate::export::ooxml::units::{Emu, Frame};
use crate::export::ooxml::xml::Xml;

/// Ids by which axes and series find each other.
pub(super) const X_ID: u32 = 500_001;
pub(super) const Y_ID: u32 = 500_002;

/// Where an axis stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Bottom,
    Left,
}

/// How an axis is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// Nothing.
    Bare,
    /// A line.
    Line,
    /// Gridlines at the ticks.
    Grid,
}

/// An axis of numbers.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ValueAxis {
    pub(super) low: f64,
    pub(super) high: f64,
    pub(super) numbering: Option<Numbering>,
    pub(super) look: Look,
    /// The title, and the top left corner of its words on the slide.
    pub(super) title: Option<(Paragraph, (Emu, Emu))>,
}

impl ValueAxis {
    /// The axis of the specification with numbers where a number format can print them.
    pub(super) fn of(axis: &Axis, look: Look) -> Self {
        let (low, high) = range(axis);
        Self { low, high, numbering: Numbering::of(axis, (low, high)), look, title: None }
    }

    /// An axis of which nothing is seen.
    pub(super) const fn bare(low: f64, high: f64) -> Self {
        Self { low, high, numbering: None, look: Look::Bare, title: None }
    }

    /// How far along the axis a value lies, from 0 to 1; outside it at its end.
    pub(super) fn share(&self, value: f64) -> f64 {
        ((value - self.low) / (self.high - self.low)).clamp(0.0, 1.0)
    }

    /// Whether a value lies on the axis.
    pub(super) fn holds(&self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }

    /// Where a value stands across a plot.
    pub(super) fn across(&self, plot: Frame, value: f64) -> Emu {
        plot.left + plot.width.part(self.share(value))
    }

    /// Where a value stands in the height of a plot.
    pub(super) fn up(&self, plot: Frame, value: f64) -> Emu {
        plot.bottom() - plot.height.part(self.share(value))
    }

    /// Numbers at every second, third … tick, so that they stand at least so far apart.
    pub(super) fn thinned(mut self, length: Emu, least: Emu) -> Self {
        let span = self.high - self.low;
        if let Some(numbering) = &mut self.numbering {
            let pitch = length.part(numbering.step / span);
            let every = (1_u32..100).find(|every| pitch * i64::from(*every) >= least).unwrap_or(100);
            numbering.step *= f64::from(every);
        }
        self
    }

    /// Writes the axis.
    pub(super) fn write(&self, xml: &mut Xml, side: Side, chart: &Chart) {
        let (id, other, position) = match side {
            Side::Bottom => (X_ID, Y_ID, "b"),
            Side::Left => (Y_ID, X_ID, "l"),
        };
        xml.element("c:valAx", &[], |xml| {
            xml.value("c:axId", id);
            xml.element("c:scaling", &[], |xml| {
                xml.value("c:orientation", "minMax");
                xml.value("c:max", self.high);
                xml.value("c:min", self.low);
            });
            xml.value("c:delete", 0);
            xml.value("c:axPos", position);
            if self.look == Look::Grid {
                xml.element("c:majorGridlines", &[], |xml| stroke(xml, LIGHT.chart_grid));
            }
            if let Some((words, (left, top))) = &self.title {
                let (x, y) = (*left - chart.frame.left, *top - chart.frame.top);
                title(xml, words, (x.of(chart.frame.width), y.of(chart.frame.height)));
            }
            self.write_numbers(xml, side, chart.tick);
            xml.value("c:crossAx", other);
            xml.value("c:crosses", "min");
            xml.value("c:crossBetween", "midCat");
            if let Some(numbering) = &self.numbering {
                xml.value("c:majorUnit", numbering.step);
            }
        });
    }

    fn write_numbers(&self, xml: &mut Xml, side: Side, look: Style) {
        let format = self.numbering.as_ref().map_or("General", |numbering| &numbering.format);
        xml.empty("c:numFmt", &[("formatCode", &format), ("sourceLinked", &0)]);
        let tick = match (side, &self.numbering) {
            (Side::Bottom, Some(_)) => "out",
            (Side::Left, _) | (Side::Bottom, None) => "none",
        };
        xml.value("c:majorTickMark", tick);
        xml.value("c:minorTickMark", "none");
        xml.value("c:tickLblPos", if self.numbering.is_some() { "low" } else { "none" });
        match self.look {
            Look::Bare | Look::Grid => no_fill(xml),
            Look::Line => stroke(xml, LIGHT.chart_axis),
        }
        xml.element("c:txPr", &[], |xml| text_properties(xml, look));
    }
}

fn stroke(xml: &mut Xml, colour: &str) {
    xml.element("c:spPr", &[], |xml| {
        xml.element("a:ln", &[("w", &9_525)], |xml| {
            fill(xml, colour);
        });
    });
}
