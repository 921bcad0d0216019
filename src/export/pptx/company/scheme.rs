//! The colours of a company instead of ours: by their names in its theme, so that figures follow the deck they are in.

use std::collections::BTreeMap;

use roxmltree::Document;

use super::super::colour::{Colour, said_otherwise};
use super::ground::{GroundColour, GroundStyles, is_name, named};
use crate::chart::palette::LIGHT;
use crate::export::ooxml::theme::hex;

/// Least contrast of words.
const WORDS: f64 = 4.5;
/// Least contrast of lines and marks, which are large and have dashes and forms, too.
const MARKS: f64 = 1.6;
/// Darker grounds have light words.
const MIDDLE: f64 = 0.18;

/// How each colour of ours is said: the company's, and how it is changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::export::pptx) struct Scheme(BTreeMap<String, (Colour, &'static str)>);

impl Scheme {
    /// The colours of a theme as a master names them, for slides on a layout.
    pub(super) fn of(theme: &Document<'_>, master: &Document<'_>, layout: &Document<'_>) -> Self {
        let colours = Colours { theme, master };
        let (ground, ink) = colours.ground_and_ink(layout);
        let shades =
            if colours.luminance(&ink) < colours.luminance(&ground) { &DARK_INK } else { &LIGHT_INK };
        let mut scheme = BTreeMap::from([(hex(LIGHT.ground), (ground.clone(), ""))]);
        scheme.extend(shades.iter().map(|(ours, change)| (hex(ours), (ink.clone(), *change))));
        for (number, series) in (1..).zip(&LIGHT.series) {
            let accent = Colour::named(&format!("accent{number}"));
            let contrast = colours.contrast(&accent, &ground);
            let seen = |least: f64| (if contrast >= least { accent.clone() } else { ink.clone() }, "");
            scheme.insert(hex(series.mark), seen(MARKS));
            scheme.insert(hex(series.text), seen(WORDS));
        }
        Self(scheme)
    }

    /// A part written in our colours, in those of the theme.
    pub(in crate::export::pptx) fn recoloured(&self, part: &str) -> String {
        said_otherwise(part, |ours| self.0.get(ours).map(|(colour, change)| (colour, *change)))
    }
}

/// Shades of dark words on light ground.
const DARK_INK: [(&str, &str); 10] = [
    (LIGHT.ink, ""),
    (LIGHT.ink_2, "<a:lumMod val=\"75000\"/><a:lumOff val=\"25000\"/>"),
    (LIGHT.ink_3, "<a:lumMod val=\"65000\"/><a:lumOff val=\"35000\"/>"),
    (LIGHT.rule_strong, "<a:lumMod val=\"25000\"/><a:lumOff val=\"75000\"/>"),
    (LIGHT.chart_grid, "<a:lumMod val=\"15000\"/><a:lumOff val=\"85000\"/>"),
    (LIGHT.chart_axis, "<a:lumMod val=\"50000\"/><a:lumOff val=\"50000\"/>"),
    (LIGHT.chart_ghost, "<a:lumMod val=\"25000\"/><a:lumOff val=\"75000\"/>"),
    (LIGHT.chart_hidden, "<a:lumMod val=\"50000\"/><a:lumOff val=\"50000\"/>"),
    (LIGHT.chart_mic, "<a:alpha val=\"7000\"/>"),
    (LIGHT.chart_mic_edge, "<a:lumMod val=\"50000\"/><a:lumOff val=\"50000\"/>"),
];
/// Shades of light words on dark ground.
const LIGHT_INK: [(&str, &str); 10] = [
    (LIGHT.ink, ""),
    (LIGHT.ink_2, "<a:lumMod val=\"90000\"/>"),
    (LIGHT.ink_3, "<a:lumMod val=\"80000\"/>"),
    (LIGHT.rule_strong, "<a:lumMod val=\"60000\"/>"),
    (LIGHT.chart_grid, "<a:lumMod val=\"40000\"/>"),
    (LIGHT.chart_axis, "<a:lumMod val=\"75000\"/>"),
    (LIGHT.chart_ghost, "<a:lumMod val=\"55000\"/>"),
    (LIGHT.chart_hidden, "<a:lumMod val=\"75000\"/>"),
    (LIGHT.chart_mic, "<a:alpha val=\"12000\"/>"),
    (LIGHT.chart_mic_edge, "<a:lumMod val=\"75000\"/>"),
];

/// The colours of a theme, and the master that names them.
struct Colours<'a, 'i> {
    theme: &'a Document<'i>,
    master: &'a Document<'i>,
}

impl Colours<'_, '_> {
    /// The colour of the ground and that of words on it.
    fn ground_and_ink(&self, layout: &Document<'_>) -> (Colour, Colour) {
        let styles = GroundStyles::of(self.theme);
        let ground = GroundColour::of(layout, &styles).or_else(|| GroundColour::of(self.master, &styles));
        let ground = match ground {
            None => Colour::named("bg1"),
            Some(GroundColour::Named(name)) => Colour::Named(name),
            Some(GroundColour::Rgb(digits)) => Colour::Rgb(digits),
            Some(GroundColour::Unknown) => return self.unjudged(),
        };
        let ink = self.ink(&ground);
        (ground, ink)
    }

    /// Where the ground is not known, words are as the master has them, and the ground is what they are seen on best.
    fn unjudged(&self) -> (Colour, Colour) {
        let ink = self.text();
        let grounds = ["bg1", "tx1"].map(Colour::named);
        let [light, dark] = grounds;
        let is_seen_on_dark = self.contrast(&ink, &dark) > self.contrast(&ink, &light);
        (if is_seen_on_dark { dark } else { light }, ink)
    }

    /// The colour of words: that of the master's text, unless it cannot be read on the ground.
    fn ink(&self, ground: &Colour) -> Colour {
        let choices = [self.text(), Colour::named("tx1"), Colour::named("bg1")];
        let readable = choices.into_iter().find(|colour| self.contrast(colour, ground) >= WORDS);
        readable.unwrap_or_else(|| Colour::named("tx1"))
    }

    /// The colour of the master's text.
    fn text(&self) -> Colour {
        let level = named(self.master, "bodyStyle")
            .and_then(|style| style.descendants().find(|node| node.tag_name().name() == "defRPr"));
        let own =
            level.and_then(|level| level.descendants().find(|node| node.tag_name().name() == "schemeClr"));
        let own = own.and_then(|colour| colour.attribute("val")).filter(|name| is_name(name));
        Colour::named(own.unwrap_or("tx1"))
    }

    fn contrast(&self, one: &Colour, other: &Colour) -> f64 {
        let (one, other) = (self.luminance(one), self.luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    /// Relative luminance of a colour; that of middle grey when the theme does not say it.
    fn luminance(&self, colour: &Colour) -> f64 {
        let known = match colour {
            Colour::Rgb(digits) => luminance(digits),
            Colour::Named(name) => self.named_luminance(name),
        };
        known.unwrap_or(MIDDLE)
    }

    fn named_luminance(&self, name: &str) -> Option<f64> {
        let name = named(self.master, "clrMap").and_then(|map| map.attribute(name)).unwrap_or(name);
        let colour =
            named(self.theme, "clrScheme")?.children().find(|node| node.tag_name().name() == name)?;
        let colour = colour.first_element_child()?;
        luminance(match colour.tag_name().name() {
            "sysClr" => colour.attribute("lastClr")?,
            _ => colour.attribute("val")?,
        })
    }
}

/// Relative luminance of `RRGGBB`.
fn luminance(digits: &str) -> Option<f64> {
    let channel = |at: usize, share: f64| {
        let value = f64::from(u8::from_str_radix(digits.get(at..at + 2)?, 16).ok()?) / 255.0;
        let linear = if value <= 0.040_45 { value / 12.92 } else { libm::pow((value + 0.055) / 1.055, 2.4) };
        Some(share * linear)
    };
    Some(channel(0, 0.2126)? + channel(2, 0.7152)? + channel(4, 0.0722)?)
}
