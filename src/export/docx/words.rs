//! Words in a document: paragraphs, runs, fields and the numbers of footnotes.

use std::fmt::Display;

use super::styles::{CharacterStyle, ParagraphStyle};
use crate::export::ooxml::xml::Xml;

/// An element with one value.
pub(super) fn setting(xml: &mut Xml, name: &str, value: impl Display) {
    xml.empty(name, &[("w:val", &value)]);
}

/// An element that is a yes.
pub(super) fn flag(xml: &mut Xml, name: &str) {
    xml.empty(name, &[]);
}

/// Which way a paragraph is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    LeftToRight,
    RightToLeft,
}

impl Reading {
    /// As the first letter is read; from the left without one.
    pub(super) fn of(words: &str) -> Self {
        let is_from_the_right = |letter: char| matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}');
        match words.chars().find(|character| character.is_alphabetic()) {
            Some(letter) if is_from_the_right(letter) => Self::RightToLeft,
            Some(_) | None => Self::LeftToRight,
        }
    }
}

/// A paragraph; `content` writes its runs.
pub(super) fn paragraph(xml: &mut Xml, style: ParagraphStyle, content: impl FnOnce(&mut Xml)) {
    properly(xml, style, |_| {}, content);
}

/// A paragraph of words.
pub(super) fn plain(xml: &mut Xml, style: ParagraphStyle, words: &str) {
    let reading = Reading::of(words);
    let properties = |xml: &mut Xml| match reading {
        Reading::LeftToRight => {}
        Reading::RightToLeft => flag(xml, "w:bidi"),
    };
    properly(xml, style, properties, |xml| run(xml, words));
}

/// A paragraph with properties beyond its style.
pub(super) fn properly(
    xml: &mut Xml,
    style: ParagraphStyle,
    properties: impl FnOnce(&mut Xml),
    content: impl FnOnce(&mut Xml),
) {
    xml.element("w:p", &[], |xml| {
        xml.element("w:pPr", &[], |xml| {
            setting(xml, "w:pStyle", style.id());
            properties(xml);
        });
        content(xml);
    });
}

/// Words in the look of their paragraph.
pub(super) fn run(xml: &mut Xml, words: &str) {
    write_run(xml, None, words);
}

/// Words with a style of their own.
pub(super) fn styled(xml: &mut Xml, style: CharacterStyle, words: &str) {
    write_run(xml, Some(style), words);
}

fn write_run(xml: &mut Xml, style: Option<CharacterStyle>, words: &str) {
    if words.is_empty() {
        return;
    }
    let reading = Reading::of(words);
    xml.element("w:r", &[], |xml| {
        if style.is_some() || reading == Reading::RightToLeft {
            xml.element("w:rPr", &[], |xml| {
                if let Some(style) = style {
                    setting(xml, "w:rStyle", style.id());
                }
                match reading {
                    Reading::LeftToRight => {}
                    Reading::RightToLeft => flag(xml, "w:rtl"),
                }
            });
        }
        xml.text("w:t", &[("xml:space", &"preserve")], words);
    });
}

/// What Word counts by itself; `shown` until it does.
pub(super) fn field(xml: &mut Xml, instruction: &str, shown: impl Display) {
    let mark = |xml: &mut Xml, kind: &str| {
        xml.element("w:r", &[], |xml| xml.empty("w:fldChar", &[("w:fldCharType", &kind)]));
    };
    mark(xml, "begin");
    xml.element("w:r", &[], |xml| {
        xml.text("w:instrText", &[("xml:space", &"preserve")], &format!(" {instruction} "));
    });
    mark(xml, "separate");
    run(xml, &shown.to_string());
    mark(xml, "end");
}

/// The rest of a line begins at the next tab stop.
pub(super) fn tab(xml: &mut Xml) {
    xml.element("w:r", &[], |xml| flag(xml, "w:tab"));
}

/// Numbers of footnotes, apart from each other.
pub(super) fn footnote_references(xml: &mut Xml, ids: &[usize]) {
    for (place, id) in ids.iter().enumerate() {
        if place > 0 {
            styled(xml, CharacterStyle::FootnoteReference, ", ");
        }
        xml.element("w:r", &[], |xml| {
            xml.element("w:rPr", &[], |xml| {
                setting(xml, "w:rStyle", CharacterStyle::FootnoteReference.id());
            });
            xml.empty("w:footnoteReference", &[("w:id", id)]);
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_the_way_their_first_letter_is() {
        assert_eq!(Reading::of("26 انخفض"), Reading::RightToLeft);
        assert_eq!(Reading::of("כאב fell"), Reading::RightToLeft);
        assert_eq!(Reading::of("Pain كأ"), Reading::LeftToRight);
        assert_eq!(Reading::of("🦵🏽 12"), Reading::LeftToRight);
    }
}
