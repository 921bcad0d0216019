//! Axes of numbers: range, ticks and their numbers from the specification, so that PowerPoint chooses none of its own.

use super::super::words::{Paragraph, Style};
use super::{Chart, no_fill, text_properties, title};
use crate::chart::palette::LIGHT;
use crate::domain::format;
use crate::exhibit::{Axis, Tick};
use crate::export::ooxml::theme::hex;
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

/// Evenly spaced ticks that a number format prints as the specification has them.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Numbering {
    step: f64,
    format: String,
}

/// The range an axis is drawn over: ordered, finite, not empty.
pub(super) fn range(axis: &Axis) -> (f64, f64) {
    /// Past this a chart of PowerPoint holds nothing.
    const LARGEST: f64 = 1e300;
    let (low, high) = (axis.low.get().clamp(-LARGEST, LARGEST), axis.high.get().clamp(-LARGEST, LARGEST));
    let (low, high) = (low.min(high), low.max(high));
    let apart = low.abs().max(1.0);
    if high - low > 0.0 { (low, high) } else { (low - apart, high + apart) }
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
            xml.element("a:solidFill", &[], |xml| xml.value("a:srgbClr", hex(colour)));
        });
    });
}

impl Numbering {
    /// `None` where ticks are uneven, do not begin at the axis or are words.
    fn of(axis: &Axis, (low, high): (f64, f64)) -> Option<Self> {
        let [first, second, ..] = axis.ticks.as_slice() else { return None };
        let step = second.at.get() - first.at.get();
        let slack = (high - low) * 1e-9;
        let is_even = |(tick, count): (&Tick, f64)| (tick.at.get() - (low + step * count)).abs() <= slack;
        let counts = (0..).map(f64::from);
        if step <= slack || !axis.ticks.iter().zip(counts).all(is_even) {
            return None;
        }
        Some(Self { step, format: format_code(&axis.ticks)? })
    }
}

/// The number format that prints every label: decimals, and what follows the number.
fn format_code(ticks: &[Tick]) -> Option<String> {
    let first = ticks.first()?;
    let end = first.label.rfind(|character: char| character.is_ascii_digit())? + 1;
    let (number, unit) = first.label.split_at(end);
    let places = number.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let prints = |tick: &Tick| tick.label == format!("{}{unit}", format::decimal(tick.at, places));
    if unit.contains('"') || !ticks.iter().all(prints) {
        return None;
    }
    let decimals = if places == 0 { String::new() } else { format!(".{}", "0".repeat(places)) };
    let unit = if unit.is_empty() { String::new() } else { format!("\"{unit}\"") };
    let number = format!("#,##0{decimals}{unit}");
    // With a true minus.
    Some(format!("{number};\"{}\"{number}", format::MINUS))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Finite;

    fn axis(ticks: &[(f64, &str)], low: f64, high: f64) -> Axis {
        let finite = |value| Finite::new(value).unwrap();
        let tick = |(at, label): &(f64, &str)| Tick { at: finite(*at), label: (*label).to_owned() };
        Axis {
            title: String::new(),
            low: finite(low),
            high: finite(high),
            ticks: ticks.iter().map(tick).collect(),
            note: None,
        }
    }

    #[test]
    fn even_ticks_of_numbers_are_left_to_a_number_format() {
        let code = |axis: &Axis| Numbering::of(axis, range(axis)).map(|numbering| numbering.format);
        let scores = axis(&[(0.0, "0"), (10.0, "10"), (20.0, "20")], 0.0, 27.0);
        assert_eq!(code(&scores).as_deref(), Some("#,##0;\"−\"#,##0"));
        let shares = axis(&[(0.0, "0%"), (50.0, "50%")], 0.0, 100.0);
        assert_eq!(code(&shares).as_deref(), Some("#,##0\"%\";\"−\"#,##0\"%\""));
        let small = axis(&[(-0.5, "−0.5"), (0.0, "0.0"), (0.5, "0.5")], -0.5, 0.5);
        assert_eq!(code(&small).as_deref(), Some("#,##0.0;\"−\"#,##0.0"));
    }

    #[test]
    fn words_and_uneven_ticks_are_not() {
        for ticks in [
            axis(&[(0.0, "Baseline"), (1.0, "1")], 0.0, 1.0),
            axis(&[(0.0, "0"), (3.0, "3"), (12.0, "12")], 0.0, 12.0),
            axis(&[(2.0, "2"), (4.0, "4")], 1.0, 5.0),
            axis(&[(2.0, "2")], 1.0, 5.0),
        ] {
            assert_eq!(Numbering::of(&ticks, range(&ticks)), None);
        }
    }
}
