//! A package read back without the writer.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _};

use roxmltree::{Document, Node};
use zip::ZipArchive;

/// A package: its parts by name, and their names in the order they are stored.
pub(in crate::export) struct Package {
    pub(in crate::export) parts: BTreeMap<String, Vec<u8>>,
    pub(in crate::export) order: Vec<String>,
}

/// The ending of a part's name: `rels`, `xml` or `xlsx`.
pub(in crate::export) fn ending(part: &str) -> &str {
    part.rsplit_once('.').map_or("", |(_, ending)| ending)
}

impl Package {
    pub(in crate::export) fn read(bytes: &[u8]) -> Self {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
        let (mut parts, mut order) = (BTreeMap::new(), Vec::new());
        for index in 0..archive.len() {
            let mut file = archive.by_index(index).unwrap();
            let (name, mut content) = (file.name().unwrap().to_string(), Vec::new());
            file.read_to_end(&mut content).unwrap();
            order.push(name.clone());
            parts.insert(name, content);
        }
        Self { parts, order }
    }

    pub(in crate::export) fn text(&self, name: &str) -> &str {
        std::str::from_utf8(self.parts.get(name).unwrap_or_else(|| panic!("no part {name}"))).unwrap()
    }

    /// Names of parts that begin so, in order of their numbers.
    pub(in crate::export) fn named(&self, start: &str) -> Vec<&str> {
        let mut names: Vec<&str> =
            self.parts.keys().map(String::as_str).filter(|name| name.starts_with(start)).collect();
        names.sort_by_key(|name| (name.len(), *name));
        names
    }

    /// Every reference: the part it is from, its id and its target from the root.
    pub(in crate::export) fn references(&self) -> Vec<(String, String, String)> {
        let mut references = Vec::new();
        for name in self.parts.keys().filter(|name| ending(name) == "rels") {
            let from = name.replace("_rels/", "").trim_end_matches(".rels").to_owned();
            let document = Document::parse(self.text(name)).unwrap();
            for node in document.root_element().children() {
                let attribute = |name| node.attribute(name).unwrap().to_owned();
                let target = attribute("Target").trim_start_matches('/').to_owned();
                references.push((from.clone(), attribute("Id"), target));
            }
        }
        references
    }

    /// Every part is well-formed, has a type and is referred to; every reference leads to a part and is used by its id,
    /// but for those to parts whose names hold one of `implied`.
    pub(in crate::export) fn assert_sound(&self, name: &str, implied: &[&str]) {
        for part in self.parts.keys().filter(|part| ending(part) != "xlsx") {
            let parsed = Document::parse(self.text(part));
            assert!(parsed.is_ok(), "{name}: {part}: {:?}", parsed.err());
        }
        let references = self.references();
        let targets: BTreeSet<&str> = references.iter().map(|(_, _, target)| target.as_str()).collect();
        for part in self.parts.keys().filter(|part| *part != "[Content_Types].xml") {
            assert!(self.declares(part), "{name}: {part} has no type");
            assert!(
                ending(part) == "rels" || targets.contains(part.as_str()),
                "{name}: nothing refers to {part}"
            );
        }
        for (from, id, target) in &references {
            assert!(self.parts.contains_key(target), "{name}: {from} refers to {target}");
            let is_used = from.is_empty()
                || self.text(from).contains(&format!("\"{id}\""))
                || implied.iter().any(|kind| target.contains(kind));
            assert!(is_used, "{name}: {from} does not use {id}");
        }
    }

    fn declares(&self, part: &str) -> bool {
        let types = Document::parse(self.text("[Content_Types].xml")).unwrap();
        types.root_element().children().any(|node| {
            node.attribute("PartName") == Some(&format!("/{part}"))
                || node
                    .attribute("Extension")
                    .is_some_and(|ending| ending != "xml" && part.ends_with(&format!(".{ending}")))
        })
    }

    /// What charts have copied is what their workbooks hold, cell by cell.
    pub(in crate::export) fn assert_charts_copy_their_workbooks(&self, name: &str, charts: &str) {
        let references = self.references();
        for part in self.named(charts) {
            let (_, _, workbook) = references.iter().find(|(from, _, _)| from == part).unwrap();
            let cells = cells(&self.parts[workbook]);
            for copy in copies(self.text(part)) {
                let names = names(&copy.range);
                let is_as_long = copy.count == names.len() || copy.count == 0 && names.len() == 1;
                assert!(is_as_long, "{name}: {}", copy.range);
                for (index, cell) in names.iter().enumerate() {
                    let held = cells.get(cell).map(|cell| cell.value.as_str());
                    let copied = copy.values.get(&index).map(String::as_str);
                    let [held, copied] = [held, copied].map(|value| value.filter(|value| !value.is_empty()));
                    assert_eq!(held, copied, "{name}: {part} {cell}");
                }
            }
        }
    }

    /// Every word of every part that people read on slides and in notes.
    pub(in crate::export) fn words(&self, start: &str) -> String {
        let mut words = Vec::new();
        for name in self.named(start) {
            let document = Document::parse(self.text(name)).unwrap();
            let texts = document.descendants().filter(|node| node.tag_name().name() == "p");
            words.extend(texts.map(|paragraph| {
                let runs = paragraph.descendants().filter(|node| node.tag_name().name() == "t");
                runs.filter_map(|run| run.text()).collect::<String>()
            }));
        }
        words.join("\n")
    }
}

/// What a chart names and what it has copied: the range, and the copies by their place.
pub(in crate::export) struct Copied {
    pub(in crate::export) range: String,
    pub(in crate::export) values: BTreeMap<usize, String>,
    pub(in crate::export) count: usize,
}

/// Everything a chart has copied from its workbook.
pub(in crate::export) fn copies(chart: &str) -> Vec<Copied> {
    let document = Document::parse(chart).unwrap();
    let references =
        document.descendants().filter(|node| ["numRef", "strRef"].contains(&node.tag_name().name()));
    references.map(|reference| copied(&reference)).collect()
}

pub(in crate::export) fn copied(reference: &Node<'_, '_>) -> Copied {
    let find = |name: &str| reference.descendants().find(|node| node.tag_name().name() == name);
    let points = reference.descendants().filter(|node| node.tag_name().name() == "pt");
    let value = |point: Node<'_, '_>| {
        let words =
            point.descendants().find(|node| node.tag_name().name() == "v").and_then(|node| node.text());
        (point.attribute("idx").unwrap().parse().unwrap(), words.unwrap_or_default().to_owned())
    };
    Copied {
        range: find("f").unwrap().text().unwrap().to_owned(),
        values: points.map(value).collect(),
        count: find("ptCount").unwrap().attribute("val").unwrap().parse().unwrap(),
    }
}

/// A cell of a workbook.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::export) struct SheetCell {
    pub(in crate::export) value: String,
    pub(in crate::export) is_number: bool,
    pub(in crate::export) is_formula: bool,
}

/// The cells of the only sheet of a workbook by their names (`B2`).
pub(in crate::export) fn cells(workbook: &[u8]) -> BTreeMap<String, SheetCell> {
    let package = Package::read(workbook);
    assert_eq!(package.named("xl/worksheets/sheet").len(), 1);
    let shared =
        package.parts.contains_key("xl/sharedStrings.xml").then(|| package.text("xl/sharedStrings.xml"));
    let shared: Vec<String> = shared.map(strings).unwrap_or_default();
    let document = Document::parse(package.text("xl/worksheets/sheet1.xml")).unwrap();
    let cells = document.descendants().filter(|node| node.tag_name().name() == "c");
    let read = |cell: Node<'_, '_>| {
        let child = |name: &str| cell.children().find(|node| node.tag_name().name() == name);
        let value = child("v").and_then(|value| value.text()).unwrap_or_default();
        let is_word = cell.attribute("t") == Some("s");
        let value = if is_word { shared[value.parse::<usize>().unwrap()].clone() } else { value.to_owned() };
        let is_formula = child("f").is_some();
        (cell.attribute("r").unwrap().to_owned(), SheetCell { value, is_number: !is_word, is_formula })
    };
    cells.map(read).collect()
}

fn strings(part: &str) -> Vec<String> {
    let document = Document::parse(part).unwrap();
    let items = document.root_element().children().filter(|node| node.tag_name().name() == "si");
    let words = |item: Node<'_, '_>| {
        let texts = item.descendants().filter(|node| node.tag_name().name() == "t");
        texts.filter_map(|text| text.text()).collect::<String>()
    };
    items.map(words).collect()
}

/// Names of the cells of a range of one column: `Sheet1!$B$2:$B$4`.
pub(in crate::export) fn names(range: &str) -> Vec<String> {
    let cells = range.strip_prefix("Sheet1!").unwrap().replace('$', "");
    let (first, last) = cells.split_once(':').unwrap_or((&cells, &cells));
    let split = |cell: &str| {
        let digits = cell.find(|character: char| character.is_ascii_digit()).unwrap();
        (cell[..digits].to_owned(), cell[digits..].parse::<usize>().unwrap())
    };
    let ((column, first), (other, last)) = (split(first), split(last));
    assert_eq!(column, other);
    (first..=last).map(|row| format!("{column}{row}")).collect()
}
