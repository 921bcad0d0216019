//! Where an exhibit's numbers come from and how to get to them again, in one paragraph.

use super::styles::{CharacterStyle, ParagraphStyle};
use super::words::{paragraph, run, styled};
use crate::exhibit::Exhibit;
use crate::export::ooxml::xml::Xml;

/// Writes the paragraph.
pub(super) fn write(xml: &mut Xml, exhibit: &Exhibit) {
    paragraph(xml, ParagraphStyle::Source, |xml| {
        for (place, (head, words)) in facts(exhibit).into_iter().enumerate() {
            if place > 0 {
                run(xml, " ");
            }
            styled(xml, CharacterStyle::Strong, head);
            run(xml, &format!(" {words}."));
        }
    });
}

/// What is said, each under its head.
fn facts(exhibit: &Exhibit) -> Vec<(&'static str, String)> {
    let provenance = &exhibit.provenance;
    let mut facts = vec![
        (
            "Source",
            format!(
                "{}, data as of {}, version {}",
                provenance.study_title, provenance.data_as_of, provenance.data_version
            ),
        ),
        ("Cohort", provenance.cohort.clone()),
        ("Question", format!("{}; choices {}", provenance.analysis, provenance.options)),
        ("Suppression", provenance.policy.sentence().to_owned()),
    ];
    let files = provenance.files_sha256.join(", ");
    facts.push(("Files, SHA-256", files));
    facts.push(("Exhibit", format!("{}, made with Sinew {}", exhibit.id, provenance.program_version)));
    facts.push(("Page", provenance.address.clone()));
    facts.retain(|(_, words)| !words.trim().is_empty());
    facts
}
