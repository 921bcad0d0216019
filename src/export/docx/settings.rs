//! Settings of a document.

use super::footnotes;
use super::words::setting;
use crate::export::ooxml::xml::document;

/// Word 2013 and later, so that no window says "compatibility mode".
const WORD: u32 = 15;

/// The settings as a part.
pub(super) fn part() -> String {
    document("w:settings", &super::namespaces(), |xml| {
        xml.empty("w:zoom", &[("w:percent", &100)]);
        setting(xml, "w:defaultTabStop", 720);
        setting(xml, "w:characterSpacingControl", "doNotCompress");
        footnotes::settings(xml);
        xml.element("w:compat", &[], |xml| {
            xml.empty(
                "w:compatSetting",
                &[
                    ("w:name", &"compatibilityMode"),
                    ("w:uri", &"http://schemas.microsoft.com/office/word"),
                    ("w:val", &WORD),
                ],
            );
        });
        xml.empty("w:themeFontLang", &[("w:val", &"en-GB")]);
    })
}
