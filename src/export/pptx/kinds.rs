//! Kinds of parts that only presentations have.

use crate::export::ooxml::package::{Family, Kind};

pub(super) const PRESENTATION: Kind = part("presentation.main", "officeDocument");
pub(super) const PRESENTATION_PROPERTIES: Kind = part("presProps", "presProps");
pub(super) const VIEW_PROPERTIES: Kind = part("viewProps", "viewProps");
pub(super) const MASTER: Kind = part("slideMaster", "slideMaster");
pub(super) const LAYOUT: Kind = part("slideLayout", "slideLayout");
pub(super) const SLIDE: Kind = part("slide", "slide");
pub(super) const NOTES_MASTER: Kind = part("notesMaster", "notesMaster");
pub(super) const NOTES: Kind = part("notesSlide", "notesSlide");
pub(super) const TABLE_STYLES: Kind = part("tableStyles", "tableStyles");

const fn part(name: &'static str, relationship: &'static str) -> Kind {
    Kind::new(Family::Presentation, name, relationship)
}
