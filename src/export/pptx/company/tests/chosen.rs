//! Which layout is chosen where a template has places that are not for figures, and the colours on its ground.

use roxmltree::Document;

use super::super::Template;
use super::changed::{CONTENT, MASTER, TITLE_ONLY, all_replaced, replaced};
use super::{named, on, placeholders, slide};
use crate::export::ooxml::read::Package;

/// A place for words at the foot.
const SOURCE: &str = "<p:sp><p:nvSpPr><p:cNvPr id=\"30\" name=\"Source\"/><p:cNvSpPr><a:spLocks noGrp=\"1\"/></p:cNvSpPr>\
                      <p:nvPr><p:ph type=\"body\" sz=\"quarter\" idx=\"31\"/></p:nvPr></p:nvSpPr><p:spPr><a:xfrm>\
                      <a:off x=\"609600\" y=\"5900000\"/><a:ext cx=\"10972800\" cy=\"400000\"/></a:xfrm></p:spPr><p:txBody>\
                      <a:bodyPr/><a:lstStyle/><a:p/></p:txBody></p:sp></p:spTree>";
/// The place of the subtitle on the layout with content, and one at the foot.
const SUBTITLE: &str = "<a:off x=\"609600\" y=\"1417638\"/><a:ext cx=\"10972800\" cy=\"520000\"/>";
const AT_FOOT: &str = "<a:off x=\"609600\" y=\"6130000\"/><a:ext cx=\"10972800\" cy=\"220000\"/>";
const TITLE: (&str, &str) = ("<p:ph type=\"title\"/>", "<p:ph type=\"ctrTitle\"/>");

fn layout(template: &[u8]) -> String {
    Template::read(template).unwrap().layout().to_owned()
}

#[test]
fn a_place_for_the_source_at_the_foot_is_not_taken_for_the_subtitle() {
    let template = replaced(CONTENT, SUBTITLE, AT_FOOT);
    assert_eq!(layout(&template), "Title and Content");
    let package = Package::read(&on(&template, "trial"));
    let filled = placeholders(&slide(&package));
    assert!(filled.iter().any(|(kind, index, _)| kind.is_empty() && index == "1"), "{filled:?}");
    assert!(!filled.iter().any(|(_, index, _)| index == "21"), "{filled:?}");
}

#[test]
fn a_title_over_a_place_for_the_source_has_room_for_a_figure_down_to_that() {
    let template = all_replaced(&[(CONTENT, TITLE.0, TITLE.1), (TITLE_ONLY, "</p:spTree>", SOURCE)]);
    assert_eq!(layout(&template), "Title Only");
    let package = Package::read(&on(&template, "trial"));
    let slide = slide(&package);
    let bottoms = named(&slide, "xfrm").map(|place| {
        let length = |child: &str, name| {
            let node = place.children().find(|node| node.tag_name().name() == child).unwrap();
            node.attribute(name).unwrap().parse::<i64>().unwrap()
        };
        length("off", "y") + length("ext", "cy")
    });
    let lowest = bottoms.max().unwrap();
    assert!((5_400_000..=5_900_000).contains(&lowest), "{lowest}");
}

#[test]
fn a_place_that_is_turned_is_not_taken_for_the_upright_one_of_the_master() {
    let turned = replaced(
        CONTENT,
        "<a:xfrm><a:off x=\"609600\" y=\"1977638\"/>",
        "<a:xfrm rot=\"5400000\"><a:off x=\"609600\" y=\"1977638\"/>",
    );
    assert_eq!(layout(&turned), "Title Only");
}

/// Grounds as they are written in a layout or master.
const GRADIENT: &str = "<p:bg><p:bgPr><a:gradFill><a:gsLst><a:gs pos=\"0\"><a:schemeClr val=\"bg1\"/></a:gs><a:gs pos=\"100000\">\
                        <a:schemeClr val=\"tx1\"/></a:gs></a:gsLst></a:gradFill><a:effectLst/></p:bgPr></p:bg>";
const CHANGED: &str = "<p:bg><p:bgPr><a:solidFill><a:schemeClr val=\"bg1\"><a:lumMod val=\"15000\"/></a:schemeClr></a:solidFill>\
                       <a:effectLst/></p:bgPr></p:bg>";
const PICTURE: &str =
    "<p:bg><p:bgPr><a:blipFill><a:blip/><a:stretch/></a:blipFill><a:effectLst/></p:bgPr></p:bg>";
const STYLED: &str = "<p:bg><p:bgRef idx=\"1003\"><a:schemeClr val=\"bg1\"/></p:bgRef></p:bg>";
const DARK: &str =
    "<p:bg><p:bgPr><a:solidFill><a:srgbClr val=\"101820\"/></a:solidFill><a:effectLst/></p:bgPr></p:bg>";

fn grounded(layout: &str, ground: &str) -> String {
    format!("<p:cSld name=\"{layout}\">{ground}")
}

#[test]
fn a_layout_on_a_ground_of_its_own_that_cannot_be_judged_is_passed_over_unless_there_is_no_other() {
    let [content, title_only] = ["Title and Content", "Title Only"];
    for ground in [GRADIENT, CHANGED, PICTURE, STYLED] {
        let content = (CONTENT, &*grounded(content, ""), &*grounded(content, ground));
        let title_only = (TITLE_ONLY, &*grounded(title_only, ""), &*grounded(title_only, ground));
        assert_eq!(layout(&all_replaced(&[content])), "Title Only", "{ground}");
        assert_eq!(layout(&all_replaced(&[content, title_only])), "Title and Content", "{ground}");
    }
    let judged = replaced(CONTENT, &grounded(content, ""), &grounded(content, DARK));
    assert_eq!(layout(&judged), "Title and Content");
}

/// The colours of words that a chart makes itself.
fn colours_of_words(template: &[u8]) -> Vec<String> {
    let package = Package::read(&on(template, "trial"));
    let chart = Document::parse(package.text("ppt/charts/chart1.xml")).unwrap();
    let words = named(&chart, "defRPr").flat_map(|words| words.descendants().collect::<Vec<_>>());
    let colours = words.filter(|node| node.tag_name().name().ends_with("Clr"));
    colours.map(|colour| colour.attribute("val").unwrap().to_owned()).collect()
}

#[test]
fn words_are_light_on_a_dark_ground_however_it_is_said() {
    const PLAIN: &str = "<p:bg><p:bgRef idx=\"1001\"><a:schemeClr val=\"bg1\"/></p:bgRef></p:bg>";
    const NAMED: &str =
        "<p:bg><p:bgPr><a:solidFill><a:schemeClr val=\"tx1\"/></a:solidFill><a:effectLst/></p:bgPr></p:bg>";
    let words = |ground: &str| colours_of_words(&replaced(MASTER, PLAIN, ground));
    let are = |words: &[String], name: &str| !words.is_empty() && words.iter().all(|colour| colour == name);
    for (ground, ink) in [(PLAIN, "tx1"), (NAMED, "bg1"), (DARK, "bg1")] {
        let words = words(ground);
        assert!(are(&words, ink), "{ground}: {words:?}");
    }
    // What cannot be judged has words in the colour of the master's text.
    let body = "</p:titleStyle><p:bodyStyle>";
    let package = Package::read(super::COMPANY);
    let level = package.text(MASTER).split_once(body).unwrap().1.split_once("</a:lvl1pPr>").unwrap().0;
    let light = level.replace("\"tx1\"", "\"bg1\"");
    assert_ne!(level, light);
    let bytes = all_replaced(&[
        (MASTER, PLAIN, GRADIENT),
        (MASTER, &format!("{body}{level}"), &format!("{body}{light}")),
    ]);
    let words = colours_of_words(&bytes);
    assert!(are(&words, "bg1"), "{words:?}");
}
