//! Speaker notes: what a person who shows the slide may be asked.

use super::seats::Holder;
use super::shape::{Place, placeholder, shape, tree};
use super::template::namespaces;
use crate::export::ooxml::xml::document;
use crate::export::placed::Placed;

/// The notes of an exhibit as paragraphs: what a person wrote to it, the finding in full, every footnote, the cohort and its definition, and how to
/// get to the same page again.
pub(super) fn paragraphs(placed: Placed<'_>) -> Vec<String> {
    let exhibit = placed.exhibit;
    let (text, provenance) = (&exhibit.text, &exhibit.provenance);
    let mut paragraphs: Vec<String> = placed.note_lines().map(str::to_owned).collect();
    paragraphs.extend([text.title.clone(), text.sentence.clone(), text.subtitle.clone()]);
    paragraphs.extend(text.footnotes.iter().cloned());
    paragraphs.extend([
        format!("Cohort: {}", provenance.cohort),
        format!("Cohort definition: {}", provenance.cohort_definition),
        format!("Question: {}; choices: {}", provenance.analysis, provenance.options),
        format!(
            "Study: {}, data as of {}, version {}",
            provenance.study_title, provenance.data_as_of, provenance.data_version
        ),
        format!("Suppression {}", provenance.policy.sentence()),
    ]);
    paragraphs.extend(provenance.files_sha256.iter().map(|digest| format!("Source file, SHA-256: {digest}")));
    paragraphs.push(format!("Exhibit {}, Sinew {}", exhibit.id, provenance.program_version));
    paragraphs.push(format!("Page: {}", provenance.address));
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs
}

/// Notes as a part.
pub(super) fn part(paragraphs: &[String]) -> String {
    document("p:notes", &namespaces(), |xml| {
        xml.element("p:cSld", &[], |xml| {
            tree(xml, |xml| {
                shape(xml, (2, Place::SlidePicture.name()), Some(Place::SlidePicture), |xml| {
                    xml.empty("p:spPr", &[]);
                });
                placeholder(xml, (3, Place::Notes.name()), &Holder::ours(Place::Notes), |xml| {
                    for words in paragraphs {
                        xml.element("a:p", &[], |xml| {
                            xml.element("a:r", &[], |xml| {
                                xml.empty("a:rPr", &[("lang", &"en-GB")]);
                                xml.text("a:t", &[], words);
                            });
                        });
                    }
                });
            });
        });
        xml.element("p:clrMapOvr", &[], |xml| xml.empty("a:masterClrMapping", &[]));
    })
}
