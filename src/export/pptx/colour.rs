//! Colours as parts say them: written in ours, and found again to be said in a company's.

use std::fmt::Write as _;

use crate::export::ooxml::theme::hex;
use crate::export::ooxml::xml::Xml;

/// A colour as it is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Colour {
    /// By its name in the theme.
    Named(String),
    /// `RRGGBB`.
    Rgb(String),
}

impl Colour {
    pub(super) fn named(name: &str) -> Self {
        Self::Named(name.to_owned())
    }

    const fn element(&self) -> (&'static str, &str) {
        match self {
            Self::Named(name) => ("a:schemeClr", name.as_str()),
            Self::Rgb(digits) => (OURS, digits.as_str()),
        }
    }
}

/// The element of our colours.
const OURS: &str = "a:srgbClr";

/// Writes a colour, from `#rrggbb`.
pub(super) fn colour(xml: &mut Xml, colour: &str) {
    xml.value(OURS, hex(colour));
}

/// Writes a colour that is seen through, from `#rrggbb`; `opacity` in thousandths of a percent.
pub(super) fn translucent(xml: &mut Xml, colour: &str, opacity: u32) {
    xml.element(OURS, &[("val", &hex(colour))], |xml| xml.value("a:alpha", opacity));
}

/// A solid fill, from `#rrggbb`.
pub(super) fn fill(xml: &mut Xml, of: &str) {
    xml.element("a:solidFill", &[], |xml| colour(xml, of));
}

/// A part with each of our colours, `RRGGBB`, said as another with a change; those that have none stay.
pub(super) fn said_otherwise<'c>(
    part: &str,
    other: impl Fn(&str) -> Option<(&'c Colour, &'c str)>,
) -> String {
    let (start, end) = (format!("<{OURS} val=\""), format!("</{OURS}>"));
    let mut pieces = part.split(&start);
    let mut rest = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let known = piece.split_once('"').and_then(|(colour, after)| Some((other(colour)?, after)));
        let Some(((colour, change), after)) = known else {
            rest.push_str(&start);
            rest.push_str(piece);
            continue;
        };
        let (inside, after) = match after.strip_prefix("/>") {
            Some(after) => ("", after),
            None => after.trim_start_matches('>').split_once(&end).unwrap_or(("", after)),
        };
        let (element, value) = colour.element();
        // Writing to a string cannot fail.
        let _ = write!(rest, "<{element} val=\"{value}\">{change}{inside}</{element}>{after}");
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::ooxml::xml::document;

    #[test]
    fn every_colour_that_is_written_is_found_again() {
        let part = document("part", &[], |xml| {
            colour(xml, "#102030");
            translucent(xml, "#102030", 70_000);
            fill(xml, "#405060");
        });
        let other = Colour::named("tx1");
        let said = said_otherwise(&part, |ours| (ours == "102030").then_some((&other, "<a:shade/>")));
        let expected = "<part><a:schemeClr val=\"tx1\"><a:shade/></a:schemeClr><a:schemeClr val=\"tx1\"><a:shade/>\
                        <a:alpha val=\"70000\"/></a:schemeClr><a:solidFill><a:srgbClr val=\"405060\"/></a:solidFill></part>";
        assert!(said.ends_with(expected), "{said}");
        let none = said_otherwise(&part, |_| None);
        assert_eq!(none, part);
    }
}
