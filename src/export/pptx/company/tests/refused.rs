//! Files that are no template, or a hostile one.

use proptest::prelude::*;

use super::super::{Template, TemplateError};
use super::COMPANY;
use super::changed::{MASTER, replaced, with};
use crate::export::ooxml::read::Package;

fn error(bytes: &[u8]) -> TemplateError {
    Template::read(bytes).unwrap_err()
}

const TYPES: &str = "[Content_Types].xml";

#[test]
fn what_is_no_template_is_refused_in_one_sentence() {
    let old = [&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1][..], &[0; 512]].concat();
    let strict = "http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument";
    let usual = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument";
    let macros = "application/vnd.ms-powerpoint.template.macroEnabled.main+xml";
    let template = "application/vnd.openxmlformats-officedocument.presentationml.template.main+xml";
    let document = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
    assert_eq!(error(b"no zip"), TemplateError::NotAPackage);
    assert_eq!(error(b""), TemplateError::NotAPackage);
    assert_eq!(error(&old), TemplateError::Encrypted);
    assert_eq!(
        error(&vec![0; 26 * 1_048_576]),
        TemplateError::TooLarge { megabytes: 26, most_megabytes: 25 }
    );
    assert_eq!(error(&replaced(TYPES, template, macros)), TemplateError::Macros);
    assert_eq!(error(&replaced(TYPES, template, document)), TemplateError::NoPresentation);
    assert_eq!(error(&replaced("_rels/.rels", usual, strict)), TemplateError::Strict);
    let empty = with(|name, content| (name != "_rels/.rels").then(|| content.to_vec()));
    assert_eq!(error(&empty), TemplateError::NoPresentation);
    let without = with(|name, content| (name != MASTER).then(|| content.to_vec()));
    assert!(matches!(error(&without), TemplateError::Broken { .. }));
}

#[test]
fn a_template_without_room_for_a_figure_is_refused() {
    let small = with(|name, content| {
        let text = String::from_utf8_lossy(content);
        let is_layout = name.starts_with("ppt/slideLayouts/slideLayout");
        Some(if is_layout {
            text.replace("type=\"title\"", "type=\"ctrTitle\"").into_bytes()
        } else {
            content.to_vec()
        })
    });
    assert_eq!(error(&small), TemplateError::NoLayout { width: 400, height: 220 });
}

#[test]
fn what_swells_when_unpacked_is_refused_before_it_fills_the_memory() {
    let bomb = with(|name, content| {
        Some(if name == MASTER { vec![b' '; 110 * 1_048_576] } else { content.to_vec() })
    });
    assert!(bomb.len() < 1_048_576);
    assert!(matches!(error(&bomb), TemplateError::UnpackedTooLarge { .. }));
}

#[test]
fn definitions_that_expand_are_refused() {
    let lol = "<!DOCTYPE p:sldMaster [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><p:sldMaster ";
    assert!(matches!(error(&replaced(MASTER, "<p:sldMaster ", lol)), TemplateError::Broken { .. }));
}

#[test]
fn an_embedded_program_and_its_shape_are_left_out() {
    let object = "<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id=\"77\" name=\"Object\"/><p:cNvGraphicFramePr/><p:nvPr/>\
                  </p:nvGraphicFramePr><p:xfrm/><a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/\
                  presentationml/2006/ole\"><p:oleObj r:id=\"rId99\" progId=\"Package\"/></a:graphicData></a:graphic>\
                  </p:graphicFrame></p:spTree>";
    let hostile = replaced(MASTER, "</p:spTree>", object);
    let template = Template::read(&hostile).unwrap();
    let master = template.kept.parts.iter().find(|part| part.name == MASTER).unwrap();
    let text = std::str::from_utf8(&master.content).unwrap();
    assert!(!text.contains("oleObj") && !text.contains("graphicFrame") && text.contains("Logo"));
}

#[test]
fn repeated_ids_of_layouts_are_made_different() {
    let twice = replaced(MASTER, "id=\"2147483650\"", "id=\"2147483649\"");
    let template = Template::read(&twice).unwrap();
    let master = template.kept.parts.iter().find(|part| part.name == MASTER).unwrap();
    let text = std::str::from_utf8(&master.content).unwrap();
    assert_eq!(text.matches("id=\"2147483649\"").count(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    /// Every file is read or refused; none ends the program.
    #[test]
    fn a_template_cut_short_is_refused(length in 0..COMPANY.len()) {
        prop_assert!(Template::read(&COMPANY[..length]).is_err());
    }

    #[test]
    fn a_template_with_other_bytes_is_read_or_refused(
        changes in prop::collection::vec((0..COMPANY.len(), any::<u8>()), 1..24),
    ) {
        let mut bytes = COMPANY.to_vec();
        for (at, byte) in changes {
            bytes[at] = byte;
        }
        let _ = Template::read(&bytes);
    }

    #[test]
    fn a_template_with_other_words_is_read_or_refused(
        part in 0..14_usize,
        changes in prop::collection::vec((any::<prop::sample::Index>(), "[<>/\"= a-z0-9-]{0,3}"), 1..6),
    ) {
        let names: Vec<String> = Package::read(COMPANY).order;
        let chosen = names[part % names.len()].clone();
        let bytes = with(|name, content| {
            let mut content = content.to_vec();
            if name == chosen {
                for (at, words) in &changes {
                    let at = at.index(content.len() + 1);
                    let end = (at + words.len()).min(content.len());
                    content.splice(at..end, words.bytes());
                }
            }
            Some(content)
        });
        let _ = Template::read(&bytes);
    }
}
