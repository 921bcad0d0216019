//! Footnotes as Word knows them.

use super::styles::{CharacterStyle, ParagraphStyle};
use super::words::{Reading, flag, properly, run, setting};
use crate::export::ooxml::xml::{Xml, document};

/// What Word draws over footnotes, and over those that go on from the page before.
const SEPARATORS: [(i32, &str, &str); 2] =
    [(-1, "separator", "w:separator"), (0, "continuationSeparator", "w:continuationSeparator")];

/// The footnotes of a document, numbered from 1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Footnotes(Vec<String>);

impl Footnotes {
    /// Adds footnotes; their numbers.
    pub(super) fn add(&mut self, words: &[String]) -> Vec<usize> {
        let first = self.0.len() + 1;
        self.0.extend(words.iter().cloned());
        (first..=self.0.len()).collect()
    }

    /// The part.
    pub(super) fn part(&self) -> String {
        document("w:footnotes", &super::namespaces(), |xml| {
            for (id, kind, element) in SEPARATORS {
                xml.element("w:footnote", &[("w:type", &kind), ("w:id", &id)], |xml| {
                    let content = |xml: &mut Xml| xml.element("w:r", &[], |xml| flag(xml, element));
                    properly(xml, ParagraphStyle::Footnote, |_| {}, content);
                });
            }
            for (id, words) in (1..).zip(&self.0) {
                xml.element("w:footnote", &[("w:id", &id)], |xml| footnote(xml, words));
            }
        })
    }
}

fn footnote(xml: &mut Xml, words: &str) {
    let properties = |xml: &mut Xml| match Reading::of(words) {
        Reading::LeftToRight => {}
        Reading::RightToLeft => flag(xml, "w:bidi"),
    };
    properly(xml, ParagraphStyle::Footnote, properties, |xml| {
        xml.element("w:r", &[], |xml| {
            xml.element("w:rPr", &[], |xml| {
                setting(xml, "w:rStyle", CharacterStyle::FootnoteReference.id());
            });
            flag(xml, "w:footnoteRef");
        });
        run(xml, " ");
        run(xml, words);
    });
}

/// What settings say of footnotes.
pub(super) fn settings(xml: &mut Xml) {
    xml.element("w:footnotePr", &[], |xml| {
        for (id, _, _) in SEPARATORS {
            xml.empty("w:footnote", &[("w:id", &id)]);
        }
    });
}
