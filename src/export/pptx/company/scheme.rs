//! The colours of a company instead of ours: by their names in its theme, so that figures follow the deck they are in.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use roxmltree::{Document, Node};

use crate::chart::palette::LIGHT;
use crate::export::ooxml::theme::hex;

/// Least contrast of words.
const WORDS: f64 = 4.5;
/// Least contrast of lines and marks, which are large and have dashes and forms, too.
const MARKS: f64 = 1.6;
/// Darker grounds have light words.
const MIDDLE: f64 = 0.18;

/// How each colour of ours is said: a name of the theme, and how it is changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::export::pptx) struct Scheme(BTreeMap<String, (String, &'static str)>);

impl Scheme {
    /// The colours of a theme as a master names them, for slides on a layout.
    pub(super) fn of(theme: &Document<'_>, master: &Document<'_>, layout: &Document<'_>) -> Self {
        let colours = Colours { theme, master };
        let ground = ground(layout).or_else(|| ground(master)).unwrap_or_else(|| "bg1".to_owned());
        let ink = colours.ink(&ground);
        let shades =
            if colours.luminance(&ink) < colours.luminance(&ground) { &DARK_INK } else { &LIGHT_INK };
        let mut scheme = BTreeMap::from([(hex(LIGHT.ground), (ground.clone(), ""))]);
        scheme.extend(shades.iter().map(|(ours, change)| (hex(ours), (ink.clone(), *change))));
        for (number, series) in (1..).zip(&LIGHT.series) {
            let accent = format!("accent{number}");
            let contrast = colours.contrast(&accent, &ground);
            let seen = |least: f64| (if contrast >= least { accent.clone() } else { ink.clone() }, "");
            scheme.insert(hex(series.mark), seen(MARKS));
            scheme.insert(hex(series.text), seen(WORDS));
        }
        Self(scheme)
    }

    /// A part written in our colours, in those of the theme.
    pub(in crate::export::pptx) fn recoloured(&self, part: &str) -> String {
        const START: &str = "<a:srgbClr val=\"";
        const END: &str = "</a:srgbClr>";
        let mut pieces = part.split(START);
        let mut rest = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            let known = piece.split_once('"').and_then(|(colour, after)| Some((self.0.get(colour)?, after)));
            let Some(((name, change), after)) = known else {
                rest.push_str(START);
                rest.push_str(piece);
                continue;
            };
            let (inside, after) = match after.strip_prefix("/>") {
                Some(after) => ("", after),
                None => after.trim_start_matches('>').split_once(END).unwrap_or(("", after)),
            };
            // Writing to a string cannot fail.
            let _ = write!(rest, "<a:schemeClr val=\"{name}\">{change}{inside}</a:schemeClr>{after}");
        }
        rest
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

fn named<'a, 'i>(part: &'a Document<'i>, name: &str) -> Option<Node<'a, 'i>> {
    part.descendants().find(|node| node.is_element() && node.tag_name().name() == name)
}

/// The colour of the ground of a master or layout, when it says one by name.
fn ground(part: &Document<'_>) -> Option<String> {
    let colour = named(part, "bg")?.descendants().find(|node| node.tag_name().name() == "schemeClr")?;
    let is_plain =
        colour.parent_element().is_some_and(|of| ["bgRef", "solidFill"].contains(&of.tag_name().name()));
    colour.attribute("val").filter(|name| is_plain && is_name(name)).map(str::to_owned)
}

/// Whether this is a name that slides can use.
fn is_name(name: &str) -> bool {
    let accents = (1..=6).map(|number| format!("accent{number}"));
    ["bg1", "tx1", "bg2", "tx2", "dk1", "lt1", "dk2", "lt2"].contains(&name)
        || accents.into_iter().any(|one| one == name)
}

/// The colours of a theme, and the master that names them.
struct Colours<'a, 'i> {
    theme: &'a Document<'i>,
    master: &'a Document<'i>,
}

impl Colours<'_, '_> {
    /// The name of the colour of words: that of the master's text, unless it cannot be read on the ground.
    fn ink(&self, ground: &str) -> String {
        let level = named(self.master, "bodyStyle")
            .and_then(|style| style.descendants().find(|node| node.tag_name().name() == "defRPr"));
        let own =
            level.and_then(|level| level.descendants().find(|node| node.tag_name().name() == "schemeClr"));
        let own =
            own.and_then(|colour| colour.attribute("val")).filter(|name| is_name(name)).unwrap_or("tx1");
        let choices = [own, "tx1", "bg1"];
        let readable = choices.into_iter().find(|name| self.contrast(name, ground) >= WORDS);
        readable.unwrap_or("tx1").to_owned()
    }

    fn contrast(&self, one: &str, other: &str) -> f64 {
        let (one, other) = (self.luminance(one), self.luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    /// Relative luminance of a named colour; that of middle grey when the theme does not say it.
    fn luminance(&self, name: &str) -> f64 {
        let map = named(self.master, "clrMap");
        let name = map.and_then(|map| map.attribute(name)).unwrap_or(name);
        let scheme = named(self.theme, "clrScheme");
        let colour = scheme.and_then(|scheme| scheme.children().find(|node| node.tag_name().name() == name));
        let colour = colour.and_then(|colour| colour.first_element_child());
        let digits = colour.and_then(|colour| match colour.tag_name().name() {
            "sysClr" => colour.attribute("lastClr"),
            _ => colour.attribute("val"),
        });
        digits.and_then(luminance).unwrap_or(MIDDLE)
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
