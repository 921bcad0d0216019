//! What slides stand on: our own template, or that of a company.

use std::sync::Arc;

use super::company::{Scheme, Template};
use super::page::{Page, SlideShape};
use super::seats::Setting;
use super::template::{self, Layout};
use crate::export::ooxml::package::Part;

/// What slides stand on.
#[derive(Debug, Clone, PartialEq)]
pub enum Ground {
    /// Our own template, in one of its forms.
    Ours(SlideShape),
    /// A company's: its masters, layouts, fonts, colours and size.
    Template(Arc<Template>),
}

impl Default for Ground {
    fn default() -> Self {
        Self::Ours(SlideShape::default())
    }
}

/// The parts that slides stand on, and what slides have to know of them.
pub(super) struct Foundation {
    pub(super) setting: Setting,
    pub(super) parts: Vec<Part>,
    /// Ids and parts.
    pub(super) masters: Vec<(u64, String)>,
    pub(super) theme: String,
    layouts: [String; 2],
    /// How text is that nobody has styled, as it is written.
    pub(super) default_text: Option<String>,
    scheme: Option<Scheme>,
}

impl Foundation {
    pub(super) fn of(ground: &Ground) -> Self {
        match ground {
            Ground::Ours(shape) => Self::ours(*shape),
            Ground::Template(template) => Self::company(template),
        }
    }

    fn ours(shape: SlideShape) -> Self {
        let page = Page::of(shape);
        Self {
            setting: Setting::ours(page),
            parts: template::parts(&page),
            masters: vec![(template::FIRST_MASTER_ID, template::MASTER.to_owned())],
            theme: template::THEME.to_owned(),
            layouts: Layout::ALL.map(|layout| layout.part().to_owned()),
            default_text: None,
            scheme: None,
        }
    }

    fn company(template: &Template) -> Self {
        Self {
            setting: template.setting.clone(),
            parts: template.foundation_parts(),
            masters: template.masters(),
            theme: template.theme().to_owned(),
            layouts: Layout::ALL.map(|_| template.layout_part.clone()),
            default_text: template.default_text.clone(),
            scheme: Some(template.scheme.clone()),
        }
    }

    /// The part of a layout.
    pub(super) fn layout(&self, layout: Layout) -> &str {
        let [chart, table] = &self.layouts;
        match layout {
            Layout::Chart => chart,
            Layout::Table => table,
        }
    }

    /// A part in the colours of the foundation.
    pub(super) fn coloured(&self, part: String) -> String {
        match &self.scheme {
            Some(scheme) => scheme.recoloured(&part),
            None => part,
        }
    }
}
