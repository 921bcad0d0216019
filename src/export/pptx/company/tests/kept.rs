//! What is kept of a template, and what is cut out of it.

use super::super::Template;
use super::changed::{CONTENT, MASTER, MASTER_REFERENCES, all_replaced, replaced, with, with_more};
use super::on;
use crate::export::ooxml::read::Package;

fn master(template: &Template) -> &str {
    let master = template.kept.parts.iter().find(|part| part.name == MASTER).unwrap();
    std::str::from_utf8(&master.content).unwrap()
}

#[test]
fn a_group_whose_own_properties_cannot_be_kept_is_left_out_as_a_whole() {
    let group = "<p:grpSp><p:nvGrpSpPr><p:cNvPr id=\"70\" name=\"Group\"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr>\
                 <a:blipFill><a:blip r:embed=\"rId99\"/></a:blipFill></p:grpSpPr></p:grpSp></p:spTree>";
    let template = Template::read(&replaced(MASTER, "</p:spTree>", group)).unwrap();
    assert!(!master(&template).contains("grpSp>"), "a group without its properties is no group");
    assert!(master(&template).contains("Logo"));
}

#[test]
fn drawings_that_may_hold_programs_are_left_out_and_the_picture_beside_them_stays() {
    let logo = "<a:blip r:embed=\"rId5\"/>";
    let drawing = "<a:blip r:embed=\"rId5\"><a:extLst><a:ext uri=\"{96DAC541-7B7A-43D3-8B79-37D633B846F1}\">\
                   <asvg:svgBlip xmlns:asvg=\"http://schemas.microsoft.com/office/drawing/2016/SVG/main\" \
                   r:embed=\"rId88\"/></a:ext></a:extLst></a:blip>";
    let reference = "<Relationship Id=\"rId88\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/\
                     relationships/image\" Target=\"../media/drawing.svg\"/></Relationships>";
    let bytes = all_replaced(&[(MASTER, logo, drawing), (MASTER_REFERENCES, "</Relationships>", reference)]);
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>".to_owned();
    let package = Package::read(&on(&with_more(&bytes, &[("ppt/media/drawing.svg", svg)]), "trial"));
    assert!(!package.parts.keys().any(|part| part.to_lowercase().ends_with("svg")));
    let master = package.text(MASTER);
    assert!(!master.contains("svgBlip") && !master.contains("rId88") && master.contains("r:embed=\"rId5\""));
    let references = package.references();
    assert!(
        references.iter().any(|(from, id, target)| from == MASTER && id == "rId5" && target.ends_with("png"))
    );
    assert!(!references.iter().any(|(_, id, _)| id == "rId88"));
}

#[test]
fn parts_that_begin_with_a_byte_order_mark_are_kept_without_it() {
    let marked = with(|name, content| {
        let is_xml = name.ends_with("xml") || name.ends_with("rels");
        Some(if is_xml { ["\u{feff}".as_bytes(), content].concat() } else { content.to_vec() })
    });
    assert!(on(&marked, "trial") == super::on_company("trial"));
    assert!(
        !Template::read(&marked)
            .unwrap()
            .kept
            .parts
            .iter()
            .any(|part| part.content.starts_with(b"\xef\xbb\xbf"))
    );
}

#[test]
fn what_is_not_kept_is_not_unpacked() {
    let films = [
        ("ppt/media/film.mp4", " ".repeat(60 * 1_048_576)),
        ("ppt/slides/slide9.xml", "<".repeat(60 * 1_048_576)),
    ];
    let bytes = with_more(super::COMPANY, &films);
    assert_eq!(Template::read(&bytes).unwrap().layout(), "Title and Content");
}

#[test]
fn a_reference_that_leads_nowhere_takes_only_its_own_shape_with_it() {
    let broken = "<p:pic><p:nvPicPr><p:cNvPr id=\"40\" name=\"Lost\"/><p:cNvPicPr/><p:nvPr/></p:nvPicPr><p:blipFill>\
                  <a:blip r:embed=\"rId97\"/></p:blipFill><p:spPr/></p:pic></p:spTree>";
    let template = Template::read(&replaced(CONTENT, "</p:spTree>", broken)).unwrap();
    let parts = &template.kept.parts;
    assert!(!parts.iter().any(|part| String::from_utf8_lossy(&part.content).contains("Lost")));
    assert_eq!(template.layout(), "Title and Content");
}
