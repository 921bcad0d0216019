//! What crosses the wire: the same on 32 and 64 bits, no number that is none, nothing unknown taken in.

use crate::source::{Source, block_end, tree, words};

/// Rooms whose types are sent, stored or read.
const WIRE_ROOMS: &[&str] = &["domain", "exhibit", "analysis", "api", "cohort"];

/// Types of numbers that do not cross: their width or their range differs on the other side.
const REFUSED: &[&str] = &["usize", "isize", "f64", "f32"];

/// The one type that wraps a float, and lets only finite ones through.
const FINITE: &str = "Finite";

/// What a type may not ask of its format, because answers are bytes without names.
const NEEDS_NAMES: &[&str] = &["flatten", "untagged", "skip_serializing", "skip_serializing_if"];

/// The room whose types are kept and sent in JSON of their own, as text.
const LANGUAGE_ROOM: &str = "cohort";

/// Enums that people send; other enums are only ever sent to the browser.
const INPUT_ENUM_ROOMS: &[&str] = &["cohort"];

/// A type with the attributes above it.
#[derive(Debug)]
struct Item<'a> {
    attributes: &'a str,
    keyword: &'a str,
    name: &'a str,
    body: &'a str,
    line: usize,
}

/// Every struct and enum below a `#[derive(…)]`.
fn derived_items(source: &Source) -> Vec<Item<'_>> {
    source.code.match_indices("#[derive(").filter_map(|(start, _)| item(source, start)).collect()
}

fn item(source: &Source, start: usize) -> Option<Item<'_>> {
    let code = source.code.as_str();
    let mut end = start;
    while code[end..].trim_start().starts_with("#[") {
        let attribute = end + code[end..].find('[')?;
        end = block_end(code, attribute);
    }
    let declaration = code[end..].trim_start();
    let mut tokens = declaration.split_whitespace().skip_while(|token| token.starts_with("pub"));
    let keyword = tokens.find(|token| ["struct", "enum"].contains(token))?;
    let name = tokens.next()?.split(['<', '(', '{', ';']).next()?;
    let offset = code.len() - declaration.len();
    let name_at = offset + declaration.find(name)?;
    let open = code[name_at..].find(['{', '(', ';']).map(|found| name_at + found)?;
    Some(Item {
        // Attributes are read with their strings, as written.
        attributes: &source.text[start..end],
        keyword,
        name,
        body: &code[open..block_end(code, open)],
        line: source.line(offset),
    })
}

impl Item<'_> {
    fn derives(&self, name: &str) -> bool {
        words(self.attributes, name).next().is_some()
    }

    /// Whether it can be told only by a format that names its fields.
    fn needs_names(&self) -> bool {
        let asks = |asked: &&str| {
            words(self.attributes, asked).next().is_some() || words(self.body, asked).next().is_some()
        };
        self.attributes.contains("tag =") || NEEDS_NAMES.iter().any(asks)
    }

    fn has_named_fields(&self) -> bool {
        self.keyword == "struct" && self.body.starts_with('{')
    }
}

fn broken_rules(sources: &[Source]) -> Vec<String> {
    let mut broken = Vec::new();
    for source in sources.iter().filter(|source| WIRE_ROOMS.contains(&source.room())) {
        for item in derived_items(source) {
            let place = format!("src/{}:{}: `{}`", source.path, item.line, item.name);
            if item.derives("Serialize") && item.name != FINITE {
                let numbers = REFUSED.iter().filter(|number| words(item.body, number).next().is_some());
                broken.extend(numbers.map(|number| format!("{place} is sent and holds `{number}`")));
            }
            let is_language = LANGUAGE_ROOM == source.room();
            if item.derives("Serialize") && item.needs_names() && !is_language {
                broken.push(format!("{place} is sent and cannot be read without names"));
            }
            let is_input = item.has_named_fields()
                || (item.keyword == "enum" && INPUT_ENUM_ROOMS.contains(&source.room()));
            if is_input && item.derives("Deserialize") && !item.attributes.contains("deny_unknown_fields") {
                broken.push(format!("{place} is read and does not deny unknown fields"));
            }
        }
    }
    broken
}

#[test]
fn what_crosses_the_wire_is_safe_on_both_sides() {
    let broken = broken_rules(tree());
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn the_scan_finds_the_types_that_are_sent() {
    let tree = tree();
    let names: Vec<&str> = tree
        .iter()
        .flat_map(derived_items)
        .filter(|item| item.derives("Serialize"))
        .map(|item| item.name)
        .collect();
    for name in
        ["Finite", "Code", "StudyCatalogue", "CohortDefinition", "Criterion", "Released", "PublicFacets"]
    {
        assert!(names.contains(&name), "{name} is not among {names:?}");
    }
}

#[test]
fn planted_violations_are_caught() {
    let planted = [
        ("api/page.rs", "#[derive(Clone, Serialize)]\npub struct Page { pub rows: Vec<usize> }"),
        ("domain/a.rs", "#[derive(Serialize)]\npub enum A { B { c: Option<f64> }, D }"),
        ("domain/a.rs", "#[derive(Serialize)]\n#[serde(tag = \"kind\")]\npub enum A { B { c: u32 }, D }"),
        (
            "exhibit/a.rs",
            "#[derive(Serialize)]\npub struct A { #[serde(skip_serializing_if = \"Option::is_none\")] b: Option<u32> }",
        ),
        ("exhibit/a.rs", "#[derive(serde::Serialize)] pub(crate) struct A<T>(T, isize);"),
        ("analysis/a.rs", "#[derive(Deserialize)]\nstruct Options { a: u32 }"),
        ("cohort/a.rs", "#[derive(Deserialize)]\n#[serde(tag = \"kind\")]\nenum Node { A { b: u32 } }"),
    ];
    for (path, text) in planted {
        assert_eq!(broken_rules(&[Source::new(path, text)]).len(), 1, "{text}");
    }
}

#[test]
fn what_is_not_sent_may_hold_what_it_likes() {
    let fine = [
        ("api/page.rs", "#[derive(Clone)]\npub struct Page { pub rows: usize }"),
        ("stats/a.rs", "#[derive(Serialize)]\npub struct A { b: f64 }"),
        (
            "domain/a.rs",
            "#[derive(Serialize, Deserialize)]\n#[serde(deny_unknown_fields)]\nstruct A { b: u32, /* usize */ }",
        ),
        ("domain/a.rs", "#[derive(Serialize, Deserialize)]\nstruct A(String);\nfn f(x: usize) {}"),
    ];
    for (path, text) in fine {
        assert_eq!(broken_rules(&[Source::new(path, text)]), [""; 0], "{text}");
    }
}
