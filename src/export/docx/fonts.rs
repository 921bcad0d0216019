//! What a machine without the font takes in its place.

use super::words::setting;
use crate::export::ooxml::xml::document;

/// The font table as a part.
pub(super) fn part() -> String {
    document("w:fonts", &super::namespaces(), |xml| {
        xml.element("w:font", &[("w:name", &"Arial")], |xml| {
            setting(xml, "w:panose1", "020B0604020202020204");
            setting(xml, "w:charset", "00");
            setting(xml, "w:family", "swiss");
            setting(xml, "w:pitch", "variable");
        });
    })
}
