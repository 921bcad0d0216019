//! Slides on a company's template, and templates that are refused.
//!
//! `company.potx` was made for these tests with python-pptx, whose default template (MIT) has its layouts: 16:9, fonts
//! and colours of its own, a picture and a link that leads out of it on the master, a subtitle on one layout, one slide.
//! `small.pptx` was made in the same way: slides of 10 by 5⅝ inches, as several programs make them.

mod changed;
mod chosen;
mod hostile;
mod kept;
mod refused;

use std::sync::Arc;

use roxmltree::{Document, Node};

use super::super::{Ground, SlideOptions, Template, pptx};
use crate::chart::examples;
use crate::export::example;
use crate::export::ooxml::read::Package;

/// The template.
const COMPANY: &[u8] = include_bytes!("company.potx");

/// A template whose slides are smaller than ours.
const SMALL: &[u8] = include_bytes!("small.pptx");

fn on_company(figure: &str) -> Vec<u8> {
    on(COMPANY, figure)
}

fn on(template: &[u8], figure: &str) -> Vec<u8> {
    let mut all = examples::all().into_iter();
    let (_, figure) = all.find(|(name, _)| *name == figure).unwrap();
    let template = Arc::new(Template::read(template).unwrap());
    let options = SlideOptions { ground: Ground::Template(template) };
    pptx(&example::of(figure).map(|exhibit| vec![exhibit]), &options).unwrap().into_inner()
}

fn slide(package: &Package) -> Document<'_> {
    Document::parse(package.text("ppt/slides/slide1.xml")).unwrap()
}

fn named<'a, 'i>(part: &'a Document<'i>, name: &'static str) -> impl Iterator<Item = Node<'a, 'i>> {
    part.descendants().filter(move |node| node.tag_name().name() == name)
}

/// The placeholders of a slide: type, index and words.
fn placeholders(slide: &Document<'_>) -> Vec<(String, String, String)> {
    let of = |mark: Node<'_, '_>| {
        let attribute = |name| mark.attribute(name).unwrap_or_default().to_owned();
        let shape = mark.ancestors().nth(3).unwrap();
        let words = shape.descendants().filter(|node| node.tag_name().name() == "t");
        (attribute("type"), attribute("idx"), words.filter_map(|node| node.text()).collect())
    };
    named(slide, "ph").map(of).collect()
}

#[test]
fn the_layout_with_a_title_a_subtitle_and_one_place_for_a_figure_is_chosen() {
    let template = Template::read(COMPANY).unwrap();
    assert_eq!(template.layout(), "Title and Content");
    assert_eq!(template.size_points(), (960, 540));
}

#[test]
fn placeholders_of_the_layout_are_filled() {
    let package = Package::read(&on_company("trial"));
    let slide = slide(&package);
    let filled = placeholders(&slide);
    let words = |kind: &str, index: &str| {
        let found = filled.iter().find(|(a, b, _)| (a.as_str(), b.as_str()) == (kind, index));
        found.unwrap_or_else(|| panic!("no {kind} {index}")).2.clone()
    };
    let exhibit = example::trial();
    assert_eq!(words("title", ""), exhibit.get().text.title);
    assert_eq!(words("body", "21"), exhibit.get().text.subtitle);
    assert!(words("ftr", "11").starts_with(exhibit.get().id.as_str()));
    assert_eq!(words("sldNum", "12"), "‹#›");
    assert!(named(&slide, "graphicFrame").any(|frame| {
        frame.descendants().any(|node| {
            node.has_tag_name(("http://schemas.openxmlformats.org/presentationml/2006/main", "ph"))
                && node.attribute("idx") == Some("1")
        })
    }));
    let layout = package
        .references()
        .into_iter()
        .find(|(from, _, target)| from.contains("slide1.xml") && target.contains("Layout"));
    let layout = layout.unwrap().2;
    assert!(package.text(&layout).contains("name=\"Title and Content\""));
    // Its size is the layout's: nothing but what does not fit has one of its own.
    assert!(named(&slide, "rPr").next().is_some_and(|first| first.attribute("sz").is_none()));
}

#[test]
fn the_theme_is_that_of_the_template_byte_by_byte_and_its_slides_are_left_out() {
    let (package, template) = (Package::read(&on_company("forest")), Package::read(COMPANY));
    for part in ["ppt/theme/theme1.xml", "ppt/theme/theme2.xml"] {
        assert!(package.parts[part] == template.parts["ppt/theme/theme1.xml"], "{part}");
    }
    assert!(template.words("ppt/slides/").contains("A slide of the company"));
    assert!(!package.words("ppt/slides/").contains("A slide of the company"));
    assert!(package.parts.keys().any(|part| part.starts_with("ppt/media/image")));
}

#[test]
fn nothing_leads_out_of_the_file_and_every_reference_leads_somewhere() {
    for figure in ["trial", "forest", "responders", "multiples", "attrition"] {
        let Some(_) = examples::all().into_iter().find(|(name, _)| *name == figure) else { continue };
        let package = Package::read(&on_company(figure));
        for (from, _, target) in package.references() {
            assert!(package.parts.contains_key(&target), "{figure}: {from} refers to {target}");
        }
        for (part, content) in &package.parts {
            if ["rels", "xml"].contains(&part.rsplit('.').next().unwrap_or_default()) {
                let text = std::str::from_utf8(content).unwrap();
                assert!(Document::parse(text).is_ok(), "{figure}: {part}");
                assert!(!text.contains("example.org") && !text.contains("External"), "{figure}: {part}");
            }
        }
        assert!(package.words("ppt/slideMasters/").contains("Example Clinic"), "the words of the link stay");
    }
}

#[test]
fn ids_of_masters_layouts_and_slides_are_those_the_format_asks_for() {
    let package = Package::read(&on_company("trial"));
    let ids = |part: &str, name: &'static str| -> Vec<u64> {
        let document = Document::parse(package.text(part)).unwrap();
        named(&document, name).map(|node| node.attribute("id").unwrap().parse().unwrap()).collect()
    };
    let mut all = ids("ppt/presentation.xml", "sldMasterId");
    for master in package.named("ppt/slideMasters/slideMaster") {
        all.extend(ids(master, "sldLayoutId"));
    }
    let many = all.len();
    assert!(many == 4 && all.iter().all(|id| *id >= 2_147_483_648), "{all:?}");
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), many);
    assert!(ids("ppt/presentation.xml", "sldId").iter().all(|id| *id >= 256));
}

#[test]
fn series_have_the_accents_of_the_theme_and_no_colour_of_ours_is_left() {
    for (figure, _) in examples::all() {
        let package = Package::read(&on_company(figure));
        for part in package.named("ppt/charts/chart").into_iter().chain(package.named("ppt/slides/slide")) {
            assert!(!package.text(part).contains("srgbClr"), "{figure}: {part}");
        }
    }
    let package = Package::read(&on_company("trial"));
    let chart = package.text("ppt/charts/chart1.xml");
    for (accent, dash) in [("accent1", "solid"), ("accent2", "dash")] {
        let line = format!(
            "<a:solidFill><a:schemeClr val=\"{accent}\"></a:schemeClr></a:solidFill><a:prstDash val=\"{dash}\"/>"
        );
        assert!(chart.contains(&line), "{accent}");
    }
    // An accent that is too pale for words is not taken for them.
    assert!(
        !chart
            .contains("<a:rPr lang=\"en-GB\" sz=\"1400\" b=\"1\"><a:solidFill><a:schemeClr val=\"accent2\">")
    );
}

#[test]
fn figures_and_words_stay_in_the_room_of_the_layout() {
    for figure in ["trial", "forest", "responders", "multiples"] {
        let Some(_) = examples::all().into_iter().find(|(name, _)| *name == figure) else { continue };
        let package = Package::read(&on_company(figure));
        let slide = slide(&package);
        for extent in named(&slide, "xfrm") {
            let length = |child: &str, name| {
                let node = extent.children().find(|node| node.tag_name().name() == child).unwrap();
                node.attribute(name).unwrap().parse::<i64>().unwrap()
            };
            let (left, top) = (length("off", "x"), length("off", "y"));
            let (right, bottom) = (left + length("ext", "cx"), top + length("ext", "cy"));
            assert!(left >= 0 && right <= 12_192_000 && top > 1_400_000 && bottom < 6_400_000, "{figure}");
        }
    }
}

#[test]
fn figures_on_small_slides_are_the_same_part_of_them_as_on_ours() {
    let package = Package::read(&on(SMALL, "trial"));
    let chart = Document::parse(package.text("ppt/charts/chart1.xml")).unwrap();
    let sizes: Vec<&str> = chart.descendants().filter_map(|node| node.attribute("sz")).collect();
    // Three quarters of 14 and 12 points.
    assert!(!sizes.is_empty() && sizes.iter().all(|size| ["1100", "900"].contains(size)), "{sizes:?}");
    let slide = slide(&package);
    let chart = named(&slide, "graphicFrame").next().unwrap();
    let extent = chart.descendants().find(|node| node.has_attribute("cx")).unwrap();
    let part = |name, whole: f64| extent.attribute(name).unwrap().parse::<f64>().unwrap() / whole;
    assert!(part("cx", 9_144_000.0) > 0.8 && part("cy", 5_143_500.0) > 0.35);
}

#[test]
fn the_same_exhibits_on_the_same_template_give_the_same_bytes() {
    assert!(on_company("trial") == on_company("trial"));
}
