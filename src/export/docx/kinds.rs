//! Kinds of parts that only documents have.

use crate::export::ooxml::package::{Family, Kind};

pub(super) const DOCUMENT: Kind = part("document.main", "officeDocument");
pub(super) const STYLES: Kind = part("styles", "styles");
pub(super) const SETTINGS: Kind = part("settings", "settings");
pub(super) const FONTS: Kind = part("fontTable", "fontTable");
pub(super) const FOOTNOTES: Kind = part("footnotes", "footnotes");
pub(super) const HEADER: Kind = part("header", "header");
pub(super) const FOOTER: Kind = part("footer", "footer");

const fn part(name: &'static str, relationship: &'static str) -> Kind {
    Kind::new(Family::Word, name, relationship)
}
