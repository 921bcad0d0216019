//! A company's template: its masters, layouts, fonts and colours under our figures.
//!
//! Decided in `docs/adr/0025-templates.md`.

mod archive;
mod best;
mod choice;
mod cut;
mod error;
mod ground;
mod ids;
mod keep;
mod model;
mod placeholder;
mod presentation;
mod scheme;
mod setting;
#[cfg(test)]
mod tests;
mod xml;

pub use error::TemplateError;
pub(super) use scheme::Scheme;

use archive::Archive;
use keep::Kept;
use presentation::Presentation;

use super::seats::Setting;
use super::template;
use crate::export::ooxml::package::Part;

/// A company's template, checked: what is kept of it can stand under slides. It has no slides, no programs, no embedded
/// files and no links out of itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Template {
    kept: Kept,
    pub(super) layout_part: String,
    layout_name: String,
    pub(super) setting: Setting,
    pub(super) scheme: Scheme,
    pub(super) default_text: Option<String>,
}

impl Template {
    /// Largest file that is read, in bytes.
    pub const MOST_BYTES: usize = archive::MOST_BYTES;

    /// Reads a `.potx` or `.pptx` file. Its slides are left out.
    ///
    /// # Errors
    /// [`TemplateError`] says in one sentence what is wrong with the file and what to do.
    pub fn read(bytes: &[u8]) -> Result<Self, TemplateError> {
        let mut archive = Archive::open(bytes)?;
        let presentation = Presentation::of(&mut archive)?;
        let kept = keep::keep(&mut archive, &presentation.masters)?;
        let best = best::find(&kept, presentation.size)?;
        Ok(Self {
            kept,
            layout_part: best.layout_part,
            layout_name: best.layout_name,
            setting: best.setting,
            scheme: best.scheme,
            default_text: presentation.default_text,
        })
    }

    /// The name of the layout that figures are put on.
    pub fn layout(&self) -> &str {
        &self.layout_name
    }

    /// Width and height of its slides, in points, rounded down.
    pub const fn size_points(&self) -> (i64, i64) {
        (self.setting.page.width.twips() / 20, self.setting.page.height.twips() / 20)
    }

    /// What slides stand on; notes have a master of ours in the template's fonts and colours.
    pub(super) fn foundation_parts(&self) -> Vec<Part> {
        let mut parts: Vec<Part> = template::beginning().into();
        parts.extend(self.kept.parts.iter().cloned());
        let theme = self.kept.parts.iter().find(|part| part.name == self.theme());
        let content =
            theme.map(|theme| (theme.content.clone(), theme.references.clone())).unwrap_or_default();
        parts.extend(template::notes(format!("ppt/theme/theme{}.xml", self.kept.themes + 1), content));
        parts
    }

    pub(super) fn masters(&self) -> Vec<(u64, String)> {
        self.kept.masters.iter().map(|master| (master.id, master.part.clone())).collect()
    }

    /// The theme of the first master.
    pub(super) fn theme(&self) -> &str {
        self.kept.masters.first().map_or("", |master| master.theme.as_str())
    }
}
