//! A record in lines.

use crate::export::ooxml::read::{Package, ending};

use super::store::digest;

/// The lines of a record.
#[derive(Default)]
pub(super) struct Lines(String);

/// Begins the name of a part.
pub(super) const PART: &str = "## ";

impl Lines {
    /// One line.
    pub(super) fn add(&mut self, line: &str) {
        self.0.push_str(line);
        self.0.push('\n');
    }

    /// The name of a part.
    fn part(&mut self, name: &str) {
        self.add(&format!("{PART}{name}"));
    }

    /// Words as they are; a carriage return is seen.
    pub(super) fn words(&mut self, words: &str) {
        words.replace('\r', "␍").lines().for_each(|line| self.add(line));
    }

    /// Markup, a tag a line.
    pub(super) fn markup(&mut self, markup: &str) {
        self.words(&markup.replace("><", ">\n<"));
    }

    /// What is no text, after what is known of it.
    pub(super) fn bytes(&mut self, what: &str, bytes: &[u8]) {
        self.add(&format!("{what}{} bytes, {}", bytes.len(), digest(bytes)));
    }

    /// The parts of a package in their order, those of a workbook in it among them. What the package of the first case has
    /// as well is only named.
    pub(super) fn package(&mut self, name: &str, package: &Package, first: Option<&Package>) {
        for part in &package.order {
            let (full, content) = (format!("{name}{part}"), &package.parts[part]);
            let same = first.and_then(|first| first.parts.get(part));
            match ending(part) {
                _ if same == Some(content) => self.part(&format!("{full}, as of the first case")),
                "xlsx" => {
                    let same = same.map(|same| Package::read(same));
                    self.package(&format!("{full}/"), &Package::read(content), same.as_ref());
                }
                "xml" | "rels" => {
                    self.part(&full);
                    self.markup(std::str::from_utf8(content).unwrap());
                }
                _ => {
                    self.part(&full);
                    self.bytes("", content);
                }
            }
        }
    }

    /// The whole record.
    pub(super) fn text(self) -> String {
        self.0
    }
}
