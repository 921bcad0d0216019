//! The template with something in it changed.

use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::COMPANY;
use crate::export::ooxml::read::Package;

pub(super) const MASTER: &str = "ppt/slideMasters/slideMaster1.xml";
pub(super) const MASTER_REFERENCES: &str = "ppt/slideMasters/_rels/slideMaster1.xml.rels";
pub(super) const CONTENT: &str = "ppt/slideLayouts/slideLayout2.xml";
pub(super) const TITLE_ONLY: &str = "ppt/slideLayouts/slideLayout6.xml";

/// The template with parts changed: `None` leaves one out.
pub(super) fn with(change: impl Fn(&str, &[u8]) -> Option<Vec<u8>>) -> Vec<u8> {
    let package = Package::read(COMPANY);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for name in &package.order {
        if let Some(content) = change(name, &package.parts[name]) {
            zip.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
            zip.write_all(&content).unwrap();
        }
    }
    zip.finish().unwrap().into_inner()
}

/// The template with words of one part replaced.
pub(super) fn replaced(part: &str, from: &str, to: &str) -> Vec<u8> {
    all_replaced(&[(part, from, to)])
}

/// The template with words of some parts replaced: part, words, other words.
pub(super) fn all_replaced(changes: &[(&str, &str, &str)]) -> Vec<u8> {
    with(|name, content| {
        let Ok(text) = std::str::from_utf8(content) else { return Some(content.to_vec()) };
        let mut text = text.to_owned();
        for (part, from, to) in changes.iter().filter(|(part, ..)| *part == name) {
            assert!(text.contains(from), "{part} has no {from}");
            text = text.replace(from, to);
        }
        Some(text.into_bytes())
    })
}

/// A file with more parts.
pub(super) fn with_more(bytes: &[u8], more: &[(&str, String)]) -> Vec<u8> {
    let mut zip = ZipWriter::new_append(Cursor::new(bytes.to_vec())).unwrap();
    for (name, content) in more {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}
