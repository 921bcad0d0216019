//! The layout of a template that suits figures best.

use std::collections::BTreeMap;

use roxmltree::Document;

use super::super::seats::Setting;
use super::choice::{Choice, LEAST_HEIGHT, LEAST_WIDTH};
use super::error::TemplateError;
use super::ground::{GroundColour, GroundStyles, named};
use super::keep::{Kept, Master};
use super::model::Models;
use super::placeholder::placeholders;
use super::scheme::Scheme;
use super::xml::xml;
use crate::export::ooxml::units::Emu;

/// The layout that suits figures best, and how slides look on it.
pub(super) struct Best {
    pub(super) layout_part: String,
    pub(super) layout_name: String,
    pub(super) setting: Setting,
    pub(super) scheme: Scheme,
}

/// Finds the layout for slides of this size.
///
/// # Errors
/// [`TemplateError::NoLayout`] when none can hold a figure.
pub(super) fn find(kept: &Kept, size: (Emu, Emu)) -> Result<Best, TemplateError> {
    let texts = Texts::of(kept)?;
    let mut best: Option<Candidate<'_>> = None;
    for master in &kept.masters {
        for candidate in texts.candidates(master, size)? {
            if best.as_ref().is_none_or(|best| candidate.is_better_than(best)) {
                best = Some(candidate);
            }
        }
    }
    let best = best.ok_or(TemplateError::NoLayout { width: LEAST_WIDTH, height: LEAST_HEIGHT })?;
    let layout = texts.document(best.layout)?;
    let name = named(&layout, "cSld").and_then(|content| content.attribute("name"));
    let (theme, master) = (texts.document(&best.master.theme)?, texts.document(&best.master.part)?);
    Ok(Best {
        layout_part: best.layout.to_owned(),
        layout_name: name.unwrap_or_default().to_owned(),
        setting: Setting::company(&best.choice, size),
        scheme: Scheme::of(&theme, &master, &layout),
    })
}

/// A layout that can hold figures.
struct Candidate<'k> {
    master: &'k Master,
    layout: &'k str,
    choice: Choice,
    own: OwnGround,
}

/// What a layout says about its ground. The better of two is the lesser.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum OwnGround {
    /// Nothing, or a colour that words can be judged on.
    Judged,
    /// Something else.
    Unknown,
}

impl OwnGround {
    fn of(layout: &Document<'_>, styles: &GroundStyles) -> Self {
        match GroundColour::of(layout, styles) {
            None | Some(GroundColour::Named(_) | GroundColour::Rgb(_)) => Self::Judged,
            Some(GroundColour::Unknown) => Self::Unknown,
        }
    }
}

impl Candidate<'_> {
    fn is_better_than(&self, other: &Self) -> bool {
        self.own < other.own || self.own == other.own && self.choice.is_better_than(&other.choice)
    }
}

/// The parts of XML that were kept, by their names. Few of them are parsed at a time, as trees are large.
struct Texts<'k>(BTreeMap<&'k str, &'k str>);

impl<'k> Texts<'k> {
    fn of(kept: &'k Kept) -> Result<Self, TemplateError> {
        let parts = kept.parts.iter().filter(|part| part.kind.is_xml());
        let texts = parts.map(|part| {
            let text = std::str::from_utf8(&part.content).map_err(|_| TemplateError::broken(&part.name))?;
            Ok((part.name.as_str(), text))
        });
        texts.collect::<Result<_, _>>().map(Self)
    }

    fn document(&self, part: &str) -> Result<Document<'k>, TemplateError> {
        xml(part, self.0.get(part).ok_or_else(|| TemplateError::broken(part))?)
    }

    /// The layouts of a master that can hold figures.
    fn candidates(&self, master: &'k Master, size: (Emu, Emu)) -> Result<Vec<Candidate<'k>>, TemplateError> {
        let models = Models::of(self.document(&master.part)?.root_element());
        let styles = GroundStyles::of(&self.document(&master.theme)?);
        let mut candidates = Vec::new();
        for layout in &master.layouts {
            let document = self.document(layout)?;
            // A layout that turns the colours of its master around would ask the same of its slides.
            if named(&document, "overrideClrMapping").is_some() {
                continue;
            }
            if let Some(choice) = Choice::of(&placeholders(document.root_element(), &models), size) {
                let own = OwnGround::of(&document, &styles);
                candidates.push(Candidate { master, layout, choice, own });
            }
        }
        Ok(candidates)
    }
}
