//! A workbook read back without the writer.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use roxmltree::{Document, Node};
use zip::ZipArchive;

/// The parts of a workbook by name.
pub(super) struct Package(pub(super) BTreeMap<String, String>);

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Read {
    Number(f64),
    Words(String),
    Formula(String),
}

/// A sheet: cells by row and column letters.
pub(super) struct Sheet {
    pub(super) cells: BTreeMap<(u32, String), Read>,
    /// Style of each cell.
    pub(super) styles: BTreeMap<(u32, String), usize>,
}

impl Package {
    pub(super) fn read(bytes: &[u8]) -> Self {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut parts = BTreeMap::new();
        for index in 0..archive.len() {
            let mut file = archive.by_index(index).unwrap();
            let (name, mut text) = (file.name().unwrap().to_string(), String::new());
            file.read_to_string(&mut text).unwrap();
            parts.insert(name, text);
        }
        Self(parts)
    }

    pub(super) fn document(&self, name: &str) -> Document<'_> {
        Document::parse(self.0.get(name).unwrap_or_else(|| panic!("no part {name}"))).unwrap()
    }

    /// Parts that begin so.
    pub(super) fn named(&self, start: &str) -> Vec<&str> {
        self.0.keys().map(String::as_str).filter(|name| name.starts_with(start)).collect()
    }

    /// Names of sheets in their order.
    pub(super) fn sheets(&self) -> Vec<String> {
        let workbook = self.document("xl/workbook.xml");
        let sheets = workbook.descendants().filter(|node| node.tag_name().name() == "sheet");
        sheets.map(|sheet| sheet.attribute("name").unwrap().to_owned()).collect()
    }

    /// The sheet of this name.
    pub(super) fn sheet(&self, name: &str) -> Sheet {
        let place = self.sheets().iter().position(|sheet| sheet == name).unwrap() + 1;
        let shared = self.0.get("xl/sharedStrings.xml").map(String::as_str).map(strings).unwrap_or_default();
        let document = self.document(&format!("xl/worksheets/sheet{place}.xml"));
        let mut sheet = Sheet { cells: BTreeMap::new(), styles: BTreeMap::new() };
        for cell in document.descendants().filter(|node| node.tag_name().name() == "c") {
            let at = place_of(cell.attribute("r").unwrap());
            let style = cell.attribute("s").map_or(0, |style| style.parse().unwrap());
            sheet.styles.insert(at.clone(), style);
            if let Some(read) = read(&cell, &shared) {
                sheet.cells.insert(at, read);
            }
        }
        sheet
    }
}

fn read(cell: &Node<'_, '_>, shared: &[String]) -> Option<Read> {
    let child = |name: &str| cell.children().find(|node| node.tag_name().name() == name);
    let value = child("v").and_then(|value| value.text());
    match (child("f"), cell.attribute("t")) {
        (Some(formula), _) => Some(Read::Formula(formula.text().unwrap_or_default().to_owned())),
        (None, Some("s")) => Some(Read::Words(shared[value?.parse::<usize>().unwrap()].clone())),
        (None, None) => Some(Read::Number(value?.parse().unwrap())),
        (None, Some(other)) => panic!("a cell of {other}"),
    }
}

fn strings(part: &str) -> Vec<String> {
    let document = Document::parse(part).unwrap();
    let strings = document.root_element().children().filter(|node| node.tag_name().name() == "si");
    let text = |string: Node<'_, '_>| {
        string.descendants().filter(Node::is_text).filter_map(|node| node.text()).collect()
    };
    strings.map(text).collect()
}

fn place_of(name: &str) -> (u32, String) {
    let letters = name.trim_end_matches(|character: char| character.is_ascii_digit());
    (name[letters.len()..].parse().unwrap(), letters.to_owned())
}

impl Sheet {
    /// The heading of a column.
    pub(super) fn heading(&self, column: &str) -> &str {
        match self.cells.get(&(1, column.to_owned())) {
            Some(Read::Words(words)) => words,
            Some(Read::Number(_) | Read::Formula(_)) | None => "",
        }
    }

    /// Cells under the heading of a column, by row; the first column that is called so.
    pub(super) fn column(&self, heading: &str) -> BTreeMap<u32, &Read> {
        let is_it = |((row, _), read): &(&(u32, String), &Read)| {
            *row == 1 && **read == Read::Words(heading.to_owned())
        };
        let ((_, letters), _) =
            self.cells.iter().find(is_it).unwrap_or_else(|| panic!("no column {heading}"));
        let of_it = self.cells.iter().filter(|((row, column), _)| *row > 1 && column == letters);
        of_it.map(|((row, _), read)| (*row, read)).collect()
    }
}
