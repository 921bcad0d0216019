//! A company's template: its masters, layouts, fonts and colours under our figures.
//!
//! Decided in `docs/adr/0025-templates.md`.

mod archive;
mod choice;
mod cut;
mod error;
mod ids;
mod keep;
mod placeholder;
mod presentation;
mod scheme;
mod setting;
#[cfg(test)]
mod tests;

pub use error::TemplateError;
pub(super) use scheme::Scheme;

use archive::{Archive, xml};
use choice::{Choice, LEAST_HEIGHT, LEAST_WIDTH};
use keep::Kept;
use placeholder::placeholders;
use presentation::Presentation;
use roxmltree::Document;

use super::seats::Setting;
use super::template;
use crate::export::ooxml::package::Part;
use crate::export::ooxml::units::Emu;

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
    /// Reads a `.potx` or `.pptx` file. Its slides are left out.
    ///
    /// # Errors
    /// [`TemplateError`] says in one sentence what is wrong with the file and what to do.
    pub fn read(bytes: &[u8]) -> Result<Self, TemplateError> {
        let archive = Archive::read(bytes)?;
        let presentation = Presentation::of(&archive)?;
        let kept = keep::keep(&archive, &presentation.masters)?;
        let documents = Documents::of(&kept)?;
        let best = documents.best(&kept, presentation.size)?;
        let scheme = Scheme::of(
            documents.named(best.theme)?,
            documents.named(best.master)?,
            documents.named(best.layout)?,
        );
        let layout_name = name(documents.named(best.layout)?);
        let (layout_part, setting) =
            (best.layout.to_owned(), Setting::company(&best.choice, presentation.size));
        drop(documents);
        Ok(Self { kept, layout_part, layout_name, setting, scheme, default_text: presentation.default_text })
    }

    /// The name of the layout that figures are put on.
    pub fn layout(&self) -> &str {
        &self.layout_name
    }

    /// Width and height of its slides, in points.
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

/// The layout that suits figures best.
struct Best<'k> {
    choice: Choice,
    layout: &'k str,
    master: &'k str,
    theme: &'k str,
}

/// The parts of XML that were kept, by their names.
struct Documents<'k>(Vec<(&'k str, Document<'k>)>);

impl<'k> Documents<'k> {
    fn of(kept: &'k Kept) -> Result<Self, TemplateError> {
        let parts = kept.parts.iter().filter(|part| part.kind.is_xml());
        let read = |part: &'k Part| {
            let text = std::str::from_utf8(&part.content).map_err(|_| TemplateError::broken(&part.name))?;
            Ok((part.name.as_str(), xml(&part.name, text.trim_start_matches('\u{feff}'))?))
        };
        Ok(Self(parts.map(read).collect::<Result<_, _>>()?))
    }

    fn named(&self, part: &str) -> Result<&Document<'k>, TemplateError> {
        let named = self.0.iter().find(|(name, _)| *name == part);
        named.map(|(_, document)| document).ok_or_else(|| TemplateError::broken(part))
    }

    fn best(&self, kept: &'k Kept, size: (Emu, Emu)) -> Result<Best<'k>, TemplateError> {
        let mut best: Option<Best<'k>> = None;
        for master in &kept.masters {
            for layout in &master.layouts {
                let places = self.named(layout)?;
                if has_colours_of_its_own(places) {
                    continue;
                }
                let places = placeholders(places.root_element(), self.named(&master.part)?.root_element());
                let Some(choice) = Choice::of(&places, size) else { continue };
                if best.as_ref().is_none_or(|best| choice.is_better_than(&best.choice)) {
                    best = Some(Best { choice, layout, master: &master.part, theme: &master.theme });
                }
            }
        }
        best.ok_or(TemplateError::NoLayout { width: LEAST_WIDTH, height: LEAST_HEIGHT })
    }
}

/// Whether a layout turns the colours of its master around, which its slides would have to do, too.
fn has_colours_of_its_own(layout: &Document<'_>) -> bool {
    layout.descendants().any(|node| node.tag_name().name() == "overrideClrMapping")
}

fn name(layout: &Document<'_>) -> String {
    let content = layout.descendants().find(|node| node.tag_name().name() == "cSld");
    content.and_then(|content| content.attribute("name")).unwrap_or_default().to_owned()
}
