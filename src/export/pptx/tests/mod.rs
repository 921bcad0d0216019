//! What a package must be, whatever it shows.

mod several;
mod shown;

use std::collections::BTreeSet;
use std::sync::OnceLock;

use roxmltree::Document;

use super::*;
use crate::chart::examples;
use crate::exhibit::{Exhibit, FigureSpec};
use crate::export::example;
use crate::export::ooxml::read::{Package, ending};

const OPTIONS: SlideOptions = SlideOptions { ground: Ground::Ours(SlideShape::Wide) };

/// Parts that nothing refers to by an id.
const IMPLIED: [&str; 9] = [
    "slideLayout",
    "theme",
    "notesMaster",
    "slideMaster",
    "notesSlide",
    "slides/",
    "presProps",
    "viewProps",
    "tableStyles",
];

fn deck(exhibit: Released<Exhibit>) -> Released<Vec<Exhibit>> {
    exhibit.map(|exhibit| vec![exhibit])
}

fn package(exhibit: Released<Exhibit>) -> Package {
    Package::read(pptx(&deck(exhibit), &OPTIONS).unwrap().get())
}

/// Every example, and the trial in words that are hard to set.
fn every_exhibit() -> Vec<(String, Released<Exhibit>)> {
    let hard = [
        ("endless", "A finding that goes on for very much longer than any finding should ".repeat(9)),
        ("unbroken", "x".repeat(2_000)),
        ("right_to_left", "انخفض الألم بعد اثني عشر أسبوعًا بمقدار 26 نقطة".to_owned()),
        ("pictures", "Pain fell 🦵🏽 by 👩‍⚕️ 30 & <more> \"points\" \u{0}\u{7}\u{ffff}".to_owned()),
        ("empty", String::new()),
    ];
    let of = |words: &str| {
        let mut figure = examples::trial();
        figure.series.iter_mut().for_each(|series| series.label = words.to_owned());
        example::of(FigureSpec::Trend(figure)).map(|mut exhibit| {
            words.clone_into(&mut exhibit.text.title);
            words.clone_into(&mut exhibit.text.subtitle);
            words.clone_into(&mut exhibit.provenance.cohort);
            exhibit.text.footnotes.push(words.to_owned());
            exhibit
        })
    };
    let examples = examples::all().into_iter().map(|(name, figure)| (name.to_owned(), example::of(figure)));
    examples.chain(hard.map(|(name, words)| (name.to_owned(), of(&words)))).collect()
}

/// An exhibit and its slides.
struct Made {
    name: String,
    exhibit: Released<Exhibit>,
    bytes: Vec<u8>,
    package: Package,
}

/// Every exhibit with its slides, made once for all tests.
fn every_package() -> &'static [Made] {
    static MADE: OnceLock<Vec<Made>> = OnceLock::new();
    let make = |(name, exhibit): (String, Released<Exhibit>)| {
        let bytes = pptx(&deck(exhibit.clone()), &OPTIONS).unwrap().into_inner();
        Made { name, exhibit, package: Package::read(&bytes), bytes }
    };
    MADE.get_or_init(|| every_exhibit().into_iter().map(make).collect())
}

#[test]
fn the_same_exhibits_give_the_same_bytes() {
    for Made { name, exhibit, bytes, .. } in every_package() {
        let again = pptx(&deck(exhibit.clone()), &OPTIONS).unwrap().into_inner();
        assert!(*bytes == again, "{name}");
    }
}

#[test]
fn the_parts_are_these_and_none_is_a_picture() {
    let parts = package(example::trial()).order;
    let expected = include_str!("parts.txt");
    assert_eq!(parts.join("\n"), expected.trim_end());
    for Made { name, package, .. } in every_package() {
        let is_picture =
            |part: &&String| part.contains("media") || !["xml", "rels", "xlsx"].contains(&ending(part));
        assert_eq!(package.order.iter().find(is_picture), None, "{name}");
        assert!(package.parts.keys().all(|part| !package_text(package, part).contains("<a:blip")), "{name}");
    }
}

fn package_text<'p>(package: &'p Package, part: &str) -> &'p str {
    if ending(part) == "xlsx" { "" } else { package.text(part) }
}

#[test]
fn every_part_is_well_formed_declared_and_reached() {
    for Made { name, package, .. } in every_package() {
        package.assert_sound(name, &IMPLIED);
    }
}

#[test]
fn what_a_chart_has_copied_is_what_its_workbook_holds() {
    for Made { name, package, .. } in every_package() {
        package.assert_charts_copy_their_workbooks(name, "ppt/charts/chart");
    }
}

#[test]
fn every_chart_and_table_is_described_and_ids_are_unique() {
    for Made { name, package, .. } in every_package() {
        for part in package.named("ppt/slides/slide") {
            let document = Document::parse(package.text(part)).unwrap();
            let mut ids = BTreeSet::new();
            for node in document.descendants().filter(|node| node.tag_name().name() == "cNvPr") {
                assert!(ids.insert(node.attribute("id").unwrap()), "{name}: {part}");
                let is_frame =
                    node.parent().is_some_and(|parent| parent.tag_name().name() == "nvGraphicFramePr");
                let described = node.attribute("descr").is_some_and(|words| !words.trim().is_empty());
                assert!(described || !is_frame, "{name}: {part}");
            }
        }
        for part in package.named("ppt/charts/chart") {
            let document = Document::parse(package.text(part)).unwrap();
            let ids = |parent: fn(&str) -> bool, child: &str| -> BTreeSet<String> {
                let of = document.descendants().filter(|node| {
                    node.tag_name().name() == child && parent(node.parent().unwrap().tag_name().name())
                });
                of.map(|node| node.attribute("val").unwrap().to_owned()).collect()
            };
            let named = ids(|parent| parent.ends_with("Chart"), "axId");
            assert_eq!(named, ids(|parent| parent.ends_with("Ax"), "axId"), "{name}: {part}");
            assert_eq!(named, ids(|parent| parent.ends_with("Ax"), "crossAx"), "{name}: {part}");
        }
    }
}

#[test]
fn several_exhibits_follow_each_other_and_none_give_an_empty_presentation() {
    let [trend, forest] = ["trial", "forest"].map(|wanted| {
        let mut all = examples::all().into_iter();
        example::of(all.find(|(name, _)| *name == wanted).unwrap().1)
    });
    let both = trend.clone().join(forest).map(|(one, other)| vec![one, other]);
    let package = Package::read(pptx(&both, &OPTIONS).unwrap().get());
    assert_eq!(package.named("ppt/slides/slide").len(), 4);
    assert_eq!(package.named("ppt/charts/chart").len(), 2);
    let none = trend.map(|_| Vec::<Exhibit>::new());
    let package = Package::read(pptx(&none, &OPTIONS).unwrap().get());
    assert_eq!(package.named("ppt/slides/slide").len(), 0);
}

#[test]
fn slides_of_four_to_three_are_as_sound() {
    for (name, exhibit) in every_exhibit() {
        let options = SlideOptions { ground: Ground::Ours(SlideShape::Standard) };
        let package = Package::read(pptx(&deck(exhibit), &options).unwrap().get());
        assert!(package.text("ppt/presentation.xml").contains("cx=\"9144000\""), "{name}");
        assert!(
            package.named("ppt/slides/slide").iter().all(|part| Document::parse(package.text(part)).is_ok())
        );
    }
}
