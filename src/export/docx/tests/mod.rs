//! What a document must be, whatever it shows.

use std::sync::OnceLock;

use roxmltree::{Document, Node};

use super::*;
use crate::chart::examples;
use crate::exhibit::{Alignment, Cell, Column, Exhibit, FigureSpec, Row};
use crate::export::example;
use crate::export::ooxml::read::{Package, ending};
use crate::export::several::{SIXTY, missing, sixty, title, with_missing};

/// Parts that a document refers to without naming the reference.
const IMPLIED: [&str; 5] = ["styles", "settings", "fontTable", "theme", "footnotes"];

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

fn alone(exhibit: Released<Exhibit>) -> Released<Vec<Exhibit>> {
    exhibit.map(|exhibit| vec![exhibit])
}

/// The trial with other words and another table.
fn changed(change: impl FnOnce(&mut Exhibit)) -> Released<Exhibit> {
    example::trial().map(|mut exhibit| {
        change(&mut exhibit);
        exhibit
    })
}

fn long(exhibit: &mut Exhibit) {
    let row = |number: u32| Row {
        cells: vec![
            Cell::Text(format!("Row {number}")),
            Cell::Number { value: number.into(), text: number.to_string() },
            Cell::Hidden,
            Cell::Empty,
        ],
    };
    exhibit.table.rows = (1..=200).map(row).collect();
}

/// A column more for each of so many groups.
fn groups(exhibit: &mut Exhibit, count: u32) {
    for group in 1..=count {
        exhibit.table.columns.push(Column {
            heading: format!("Arm {group}, n 40"),
            code: format!("arm_{group}"),
            alignment: Alignment::Number,
        });
        for row in &mut exhibit.table.rows {
            row.cells.push(Cell::Number { value: 40.into(), text: "40 (100.0%)".to_owned() });
        }
    }
}

/// A figure of more rows than stand on a page.
fn many_rows() -> FigureSpec {
    let found = examples::all().into_iter().find(|(name, _)| *name == "differences");
    let Some((_, FigureSpec::Differences(mut figure))) = found else { panic!("no differences") };
    figure.rows = figure.rows.iter().cycle().take(100).cloned().collect();
    FigureSpec::Differences(figure)
}

/// Every example, tables of every size, and words that are hard to set.
fn every_exhibit() -> Vec<(String, Released<Exhibit>)> {
    let hard = [
        ("endless", "A finding that goes on for very much longer than any finding should ".repeat(9)),
        ("unbroken", "x".repeat(2_000)),
        ("right_to_left", "انخفض الألم بعد اثني عشر أسبوعًا بمقدار 26 نقطة".to_owned()),
        ("pictures", "Pain fell 🦵🏽 by 👩‍⚕️ 30 & <more> \"points\" \u{0}\u{7}\u{ffff}".to_owned()),
        ("no_words", String::new()),
    ];
    let of = |words: &str| {
        changed(|exhibit| {
            words.clone_into(&mut exhibit.text.title);
            words.clone_into(&mut exhibit.text.subtitle);
            words.clone_into(&mut exhibit.provenance.cohort);
            words.clone_into(&mut exhibit.table.caption);
            exhibit.text.footnotes.push(words.to_owned());
            exhibit.table.rows[0].cells[0] = Cell::Text(words.to_owned());
        })
    };
    let tables = [
        ("no_rows", changed(|exhibit| exhibit.table.rows.clear())),
        ("no_columns", changed(|exhibit| exhibit.table.columns.clear())),
        ("no_footnotes", changed(|exhibit| exhibit.text.footnotes.clear())),
        ("long", changed(long)),
        ("many_rows", example::of(many_rows())),
        ("five_groups_of_people", changed(|exhibit| groups(exhibit, 5))),
        ("twelve_groups_of_people", changed(|exhibit| groups(exhibit, 12))),
    ];
    let owned = |(name, exhibit): (&str, Released<Exhibit>)| (name.to_owned(), exhibit);
    let examples = examples::all().into_iter().map(|(name, figure)| (name.to_owned(), example::of(figure)));
    let hard = hard.map(|(name, words)| (name.to_owned(), of(&words)));
    examples.chain(hard).chain(tables.map(owned)).collect()
}

/// An exhibit and its document.
struct Made {
    name: String,
    exhibit: Released<Exhibit>,
    bytes: Vec<u8>,
    package: Package,
}

/// Every exhibit with its document, made once for all tests.
fn every_document() -> &'static [Made] {
    static MADE: OnceLock<Vec<Made>> = OnceLock::new();
    let make = |(name, exhibit): (String, Released<Exhibit>)| {
        let bytes = docx(&alone(exhibit.clone()), Paper::A4).unwrap().into_inner();
        Made { name, exhibit, package: Package::read(&bytes), bytes }
    };
    MADE.get_or_init(|| every_exhibit().into_iter().map(make).collect())
}

fn elements<'n>(node: Node<'n, 'n>, name: &'static str) -> impl Iterator<Item = Node<'n, 'n>> {
    node.descendants().filter(move |node| node.has_tag_name((WORD, name)))
}

fn value<'n>(node: Node<'n, 'n>, name: &'static str) -> Option<&'n str> {
    elements(node, name).next()?.attribute((WORD, "val"))
}

fn words(node: Node<'_, '_>) -> String {
    elements(node, "t").filter_map(|text| text.text().map(str::to_owned)).collect()
}

/// Words of every paragraph with this style.
fn in_style(document: &Document<'_>, style: &str) -> Vec<String> {
    let mut found = Vec::new();
    for paragraph in document.descendants().filter(|node| node.has_tag_name((WORD, "p"))) {
        let named = paragraph.descendants().find(|node| node.has_tag_name((WORD, "pStyle")));
        if named.is_some_and(|node| node.attribute((WORD, "val")) == Some(style)) {
            let texts = paragraph.descendants().filter(|node| node.has_tag_name((WORD, "t")));
            found.push(texts.filter_map(|text| text.text()).collect());
        }
    }
    found
}

/// As XML can hold it.
fn held(words: &str) -> String {
    let is_allowed = |character: char| !character.is_control() && character != '\u{ffff}';
    words.chars().map(|character| if is_allowed(character) { character } else { ' ' }).collect()
}

/// As the page prints it.
fn printed(cell: &Cell) -> String {
    match cell {
        Cell::Text(words) | Cell::Number { text: words, .. } => held(words),
        Cell::Hidden => "hidden".to_owned(),
        Cell::Empty => "–".to_owned(),
    }
}

#[test]
fn the_same_exhibits_give_the_same_bytes() {
    for Made { name, exhibit, bytes, .. } in every_document() {
        assert!(*bytes == docx(&alone(exhibit.clone()), Paper::A4).unwrap().into_inner(), "{name}");
    }
}

#[test]
fn every_part_is_well_formed_declared_and_reached() {
    for Made { name, package, .. } in every_document() {
        package.assert_sound(name, &IMPLIED);
        assert!(package.order.iter().all(|part| ["xml", "rels", "xlsx"].contains(&ending(part))), "{name}");
    }
}

#[test]
fn tables_hold_every_cell_as_printed_with_headings_that_repeat_and_rows_that_stay_whole() {
    for Made { name, exhibit, package, .. } in every_document() {
        let table = &exhibit.get().table;
        let document = Document::parse(package.text("word/document.xml")).unwrap();
        let mut seen = vec![false; table.columns.len()];
        for block in elements(document.root(), "tbl") {
            let rows: Vec<Node<'_, '_>> = elements(block, "tr").collect();
            let grid: Vec<Vec<String>> =
                rows.iter().map(|row| elements(*row, "tc").map(words).collect()).collect();
            let places: Vec<usize> = grid[0]
                .iter()
                .scan(0, |from, heading| {
                    // Headings may be alike: those at the left are in every block, the others follow in their order.
                    let found = (*from..table.columns.len()).find(|place| {
                        held(&table.columns[*place].heading) == *heading && (*place < 2 || !seen[*place])
                    })?;
                    *from = found + 1;
                    Some(found)
                })
                .collect();
            assert_eq!(places.len(), grid[0].len(), "{name}");
            for place in &places {
                seen[*place] = true;
            }
            assert_eq!(rows.len(), table.rows.len() + 1, "{name}");
            for (row, cells) in table.rows.iter().zip(&grid[1..]) {
                let expected: Vec<String> = places.iter().map(|place| printed(&row.cells[*place])).collect();
                assert_eq!(*cells, expected, "{name}");
            }
            assert!(rows.iter().all(|row| elements(*row, "cantSplit").next().is_some()), "{name}");
            let heads = rows.iter().filter(|row| elements(**row, "tblHeader").next().is_some());
            assert_eq!(heads.count(), 1, "{name}");
            assert!(elements(rows[0], "tblHeader").next().is_some(), "{name}");
            for (cell, place) in elements(rows[0], "tc").zip(&places) {
                let style = match table.columns[*place].alignment {
                    Alignment::Text => "TableHeading",
                    Alignment::Number => "TableNumberHeading",
                };
                assert_eq!(value(cell, "pStyle"), Some(style), "{name}");
            }
            assert!(value(block, "tblCaption").is_some(), "{name}");
            assert_eq!(
                value(block, "tblDescription"),
                Some(held(&exhibit.get().text.sentence).as_str()),
                "{name}"
            );
        }
        assert!(seen.iter().all(|seen| *seen), "{name}");
    }
}

#[test]
fn a_table_never_leaves_its_page() {
    for Made { name, package, .. } in every_document() {
        let document = Document::parse(package.text("word/document.xml")).unwrap();
        let number = |node: Node<'_, '_>, name| node.attribute((WORD, name)).unwrap().parse::<i64>().unwrap();
        let page = number(elements(document.root(), "pgSz").next().unwrap(), "w");
        for block in elements(document.root(), "tblGrid") {
            let width: i64 = elements(block, "gridCol").map(|column| number(column, "w")).sum();
            assert!(width <= page - 2 * 1_134, "{name}: {width} of {page}");
        }
    }
}

#[test]
fn footnotes_are_those_of_word_and_are_referred_to_at_the_caption_in_their_order() {
    for Made { name, exhibit, package, .. } in every_document() {
        let document = Document::parse(package.text("word/document.xml")).unwrap();
        let ids: Vec<&str> = elements(document.root(), "footnoteReference")
            .filter_map(|node| node.attribute((WORD, "id")))
            .collect();
        let part = Document::parse(package.text("word/footnotes.xml")).unwrap();
        let footnote = |id: &&str| {
            let mut all = elements(part.root(), "footnote");
            words(all.find(|node| node.attribute((WORD, "id")) == Some(id)).unwrap())
        };
        let shown: Vec<String> = ids.iter().map(footnote).collect();
        let expected: Vec<String> =
            exhibit.get().text.footnotes.iter().map(|words| format!(" {}", held(words))).collect();
        assert_eq!(shown, expected, "{name}");
        for reference in elements(document.root(), "footnoteReference") {
            let paragraph = reference.ancestors().find(|node| node.has_tag_name((WORD, "p"))).unwrap();
            assert_eq!(value(paragraph, "pStyle"), Some("Caption"), "{name}");
        }
    }
}

#[test]
fn a_document_says_what_was_found_and_where_it_comes_from() {
    let exhibit = example::trial();
    let (text, provenance) = (exhibit.get().text.clone(), exhibit.get().provenance.clone());
    let id = exhibit.get().id.to_string();
    let package = Package::read(docx(&alone(exhibit), Paper::A4).unwrap().get());
    let document = Document::parse(package.text("word/document.xml")).unwrap();
    assert_eq!(in_style(&document, "Heading1"), [text.title.as_str()]);
    assert_eq!(in_style(&document, "Subtitle"), [text.subtitle]);
    assert_eq!(in_style(&document, "BodyText"), [text.sentence]);
    let source = in_style(&document, "SourceNote").concat();
    for words in [
        &provenance.study_title,
        &provenance.cohort,
        &provenance.data_as_of,
        &provenance.address,
        &provenance.options,
        &id,
    ] {
        assert!(source.contains(words.as_str()), "{words}");
    }
    assert!(package.text("word/header1.xml").contains(&provenance.study_title));
    let footer = package.text("word/footer1.xml");
    assert!(["PAGE", "NUMPAGES", &id].iter().all(|words| footer.contains(words)));
    let core = package.text("docProps/core.xml");
    assert!(core.contains(&text.title) && core.contains("<dc:language>en-GB<"));
}

#[test]
fn several_exhibits_are_numbered_and_each_lies_on_its_page_as_its_table_needs() {
    let trend = example::trial();
    let wide = changed(|exhibit| groups(exhibit, 5));
    let both = trend.clone().join(wide).map(|(one, other)| vec![one, other]);
    let package = Package::read(docx(&both, Paper::A4).unwrap().get());
    package.assert_sound("both", &IMPLIED);
    let document = Document::parse(package.text("word/document.xml")).unwrap();
    let pages: Vec<Option<&str>> =
        elements(document.root(), "pgSz").map(|page| page.attribute((WORD, "orient"))).collect();
    assert_eq!(pages, [None, Some("landscape")]);
    let captions = in_style(&document, "Caption");
    let numbers = captions.iter().filter(|words| words.starts_with("Table "));
    assert_eq!(numbers.map(|words| &words[..8]).collect::<Vec<_>>(), ["Table 1.", "Table 2."]);
    let none = Package::read(docx(&trend.map(|_| Vec::<Exhibit>::new()), Paper::A4).unwrap().get());
    none.assert_sound("none", &IMPLIED);
}

#[test]
fn words_from_the_right_are_marked_so() {
    let made = every_document().iter().find(|made| made.name == "right_to_left").unwrap();
    let document = Document::parse(made.package.text("word/document.xml")).unwrap();
    let title =
        elements(document.root(), "p").find(|node| value(*node, "pStyle") == Some("Heading1")).unwrap();
    assert!(elements(title, "bidi").next().is_some() && elements(title, "rtl").next().is_some());
}

fn everything_in(bytes: &[u8]) -> String {
    let package = Package::read(bytes);
    let text = |(name, content): (&String, &Vec<u8>)| match ending(name) {
        "xlsx" => everything_in(content),
        _ => String::from_utf8(content.clone()).unwrap(),
    };
    package.parts.iter().map(text).collect()
}

#[test]
fn a_table_has_no_number_finer_than_it_is_printed() {
    let table = |exhibit: &Exhibit| exhibit.table.rows[0].cells[2].clone();
    assert!(matches!(table(example::trial().get()), Cell::Number { value, .. } if value.get() == -4.37));
    let all = everything_in(docx(&alone(example::trial()), Paper::A4).unwrap().get());
    assert!(all.contains("−4.4") && !all.contains("4.37"));
}

#[test]
fn figures_of_every_kind_are_charts_with_workbooks_that_hold_the_same() {
    let mut drawn: Vec<&str> = Vec::new();
    for Made { name, exhibit, package, .. } in every_document() {
        package.assert_charts_copy_their_workbooks(name, "word/charts/chart");
        assert_eq!(
            package.named("word/charts/chart").len(),
            package.named("word/embeddings/").len(),
            "{name}"
        );
        let kind = match exhibit.get().figure {
            FigureSpec::Trend(_) => "trend",
            FigureSpec::Responders(_) => "responders",
            FigureSpec::Forest(_) => "forest",
            FigureSpec::Differences(_) => "differences",
            FigureSpec::Attrition(_) => "attrition",
            FigureSpec::Multiples(_) => "multiples",
        };
        drawn.extend((!package.named("word/charts/chart").is_empty()).then_some(kind));
    }
    drawn.sort_unstable();
    drawn.dedup();
    assert_eq!(drawn, ["attrition", "differences", "forest", "multiples", "responders", "trend"]);
}

#[test]
fn every_chart_is_described_stays_on_its_page_and_has_an_id_of_its_own() {
    for Made { name, package, .. } in every_document() {
        let document = Document::parse(package.text("word/document.xml")).unwrap();
        let named =
            |name: &'static str| document.descendants().filter(move |node| node.tag_name().name() == name);
        let mut ids: Vec<&str> = named("docPr").filter_map(|node| node.attribute("id")).collect();
        let charts = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!((ids.len(), package.named("word/charts/chart").len()), (charts, charts), "{name}");
        assert!(
            named("docPr").all(|node| node.attribute("descr").is_some_and(|words| !words.is_empty())),
            "{name}"
        );
        for extent in named("extent") {
            let side = |name| extent.attribute(name).unwrap().parse::<i64>().unwrap() / 12_700;
            assert!(side("cx") <= 482 && (20..=460).contains(&side("cy")), "{name}: {}", side("cy"));
        }
    }
}

#[test]
fn a_figure_without_rows_is_left_out() {
    let made = every_document().iter().find(|made| made.name == "nothing").unwrap();
    assert!(made.package.named("word/charts/").is_empty());
    let document = Document::parse(made.package.text("word/document.xml")).unwrap();
    assert!(in_style(&document, "Caption").iter().all(|words| !words.starts_with("Figure")));
}

#[test]
fn sixty_exhibits_are_one_sound_document_in_their_order() {
    let package = Package::read(docx(&sixty(), Paper::A4).unwrap().get());
    package.assert_sound("sixty", &IMPLIED);
    package.assert_charts_copy_their_workbooks("sixty", "word/charts/chart");
    let document = Document::parse(package.text("word/document.xml")).unwrap();
    let expected: Vec<String> = (1..=SIXTY).map(title).collect();
    assert_eq!(in_style(&document, "Heading1"), expected);
    assert_eq!(elements(document.root(), "sectPr").count(), SIXTY);
    for name in ["docPr", "footnoteReference"] {
        let all: Vec<_> = document
            .descendants()
            .filter(|node| node.tag_name().name() == name)
            .map(|node| {
                node.attributes().find(|attribute| attribute.name() == "id").unwrap().value().to_owned()
            })
            .collect();
        let unique: std::collections::BTreeSet<_> = all.iter().collect();
        assert!(all.len() > SIXTY && unique.len() == all.len(), "{name}: an id is given twice");
    }
}

#[test]
fn a_missing_figure_is_named_in_its_place_and_takes_no_number() {
    let package = Package::read(docx(&with_missing(), Paper::A4).unwrap().get());
    package.assert_sound("missing", &IMPLIED);
    let document = Document::parse(package.text("word/document.xml")).unwrap();
    assert_eq!(in_style(&document, "Heading1"), [title(1), missing().title, title(3)]);
    assert!(in_style(&document, "BodyText").contains(&missing().reason));
    assert!(in_style(&document, "Subtitle").iter().any(|words| words.contains(&missing().exhibit)));
    let captions = in_style(&document, "Caption");
    let numbers = captions.iter().filter(|words| words.starts_with("Table "));
    assert_eq!(numbers.map(|words| &words[..8]).collect::<Vec<_>>(), ["Table 1.", "Table 2."]);
    assert!(package.text("word/header2.xml").contains("Acupuncture &amp; more"));
}

#[test]
fn letter_paper_is_letter_paper_and_no_table_leaves_it() {
    for exhibit in
        [example::trial(), changed(|exhibit| groups(exhibit, 5)), changed(|exhibit| groups(exhibit, 12))]
    {
        let package = Package::read(docx(&alone(exhibit), Paper::Letter).unwrap().get());
        let document = Document::parse(package.text("word/document.xml")).unwrap();
        let number = |node: Node<'_, '_>, name| node.attribute((WORD, name)).unwrap().parse::<i64>().unwrap();
        let page = elements(document.root(), "pgSz").next().unwrap();
        let mut sides = [number(page, "w"), number(page, "h")];
        for block in elements(document.root(), "tblGrid") {
            let width: i64 = elements(block, "gridCol").map(|column| number(column, "w")).sum();
            assert!(width <= sides[0] - 2 * 1_134, "{width} of {}", sides[0]);
        }
        sides.sort_unstable();
        assert_eq!(sides, [12_240, 15_840]);
    }
}
