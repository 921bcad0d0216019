//! Small files that would take minutes or fill the memory.

use super::super::{Template, TemplateError};
use super::changed::{MASTER, all_replaced, replaced, with};

fn assert_broken(bytes: &[u8]) {
    let error = Template::read(bytes).unwrap_err();
    assert!(matches!(error, TemplateError::Broken { .. }), "{error:?}");
}

#[test]
fn a_tag_of_many_attributes_is_refused() {
    for many in [100, 4_000] {
        let attributes: Vec<String> = (0..many).map(|number| format!("a{number}=\"\"")).collect();
        assert_broken(&replaced(MASTER, "<p:cSld>", &format!("<p:cSld {}>", attributes.join(" "))));
    }
}

#[test]
fn long_pieces_are_refused() {
    let comment = format!("<!--{}--></p:spTree>", " ".repeat(20_000));
    let namespace = format!("<p:ext xmlns:n=\"{}\"/></p:spTree>", "n".repeat(5_000));
    let name = format!("<p:ext xmlns:{}=\"n\"/></p:spTree>", "n".repeat(40));
    for piece in [comment, namespace, name] {
        assert_broken(&replaced(MASTER, "</p:spTree>", &piece));
    }
}

#[test]
fn a_part_of_hundreds_of_thousands_of_elements_is_refused() {
    let many = "<p:sp/>".repeat(200_001);
    assert_broken(&replaced(MASTER, "</p:spTree>", &format!("{many}</p:spTree>")));
}

#[test]
fn elements_within_each_other_that_each_name_a_namespace_are_refused() {
    let starts: Vec<String> = (0..200).map(|number| format!("<p:ext xmlns:n{number}=\"u\">")).collect();
    let ends = "</p:ext>".repeat(200);
    assert_broken(&replaced(MASTER, "</p:spTree>", &format!("{}{ends}</p:spTree>", starts.concat())));
}

#[test]
fn parts_of_xml_that_are_large_together_are_refused() {
    let comment = format!("<!--{}-->", " ".repeat(16_000)).repeat(7 * 64);
    let large = with(|name, content| {
        let is_large = name == MASTER || name.starts_with("ppt/slideLayouts/slideLayout");
        Some(if is_large { [content, comment.as_bytes()].concat() } else { content.to_vec() })
    });
    let error = Template::read(&large).unwrap_err();
    assert!(matches!(error, TemplateError::UnpackedTooLarge { .. }), "{error:?}");
}

#[test]
fn a_layout_that_is_listed_again_and_again_is_refused() {
    let one = "<p:sldLayoutId id=\"2147483650\" r:id=\"rId2\"/>";
    assert_broken(&replaced(MASTER, one, &one.repeat(3)));
}

#[test]
fn two_masters_on_one_theme_are_refused() {
    let second = "ppt/slideMasters/slideMaster2.xml";
    let list = "<p:sldMasterId id=\"2147483648\" r:id=\"rId1\"/>";
    let reference = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/slideMaster\" Target=\"slideMasters/slideMaster1.xml\"/>";
    let again =
        format!("{reference}<Relationship Id=\"rId77\" Type=\"{}", reference.replace("Master1", "Master2"));
    let bytes = all_replaced(&[
        ("ppt/presentation.xml", list, &format!("{list}<p:sldMasterId id=\"2147483700\" r:id=\"rId77\"/>")),
        ("ppt/_rels/presentation.xml.rels", reference, &again),
    ]);
    let package = crate::export::ooxml::read::Package::read(&bytes);
    let none = "<p:sldLayoutIdLst/>";
    let (before, after) = package.text(MASTER).split_once("<p:sldLayoutIdLst>").unwrap();
    let after = after.split_once("</p:sldLayoutIdLst>").unwrap().1;
    let extra = [
        (second, format!("{before}{none}{after}")),
        (
            "ppt/slideMasters/_rels/slideMaster2.xml.rels",
            package.text(super::changed::MASTER_REFERENCES).to_owned(),
        ),
    ];
    assert_broken(&super::changed::with_more(&bytes, &extra));
}
