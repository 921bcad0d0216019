//! Parts of a page that are read and not touched, written as text.
//!
//! Leptos takes every attribute of an element away and sets it again when its part of the page is drawn anew
//! (components are erased, `.cargo/config.toml`). Text is left alone when it is the same, and parsed at once when not.

use leptos::attr::Attribute;
use leptos::attr::any_attribute::AnyAttribute;
use leptos::tachys::html::InertElement;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::renderer::types::{Element, Node, TemplateElement};
use leptos::tachys::renderer::{CastFrom, Rndr};
use leptos::tachys::view::add_attr::AddAnyAttr;
use leptos::tachys::view::{Mountable, Position, PositionState, Render, RenderHtml};

pub(super) use crate::chart::escape;
use crate::ui::browser;

/// One element, from text whose words are escaped.
pub const fn inert(html: String) -> Inert {
    Inert { html }
}

/// An element that is parsed where it is put in. Leptos' own [`InertElement`], which is used wherever nothing is parsed,
/// keeps what it parsed as a template, and to find one it copies every template that stands before it, whole pictures
/// among them.
#[derive(Debug)]
pub struct Inert {
    html: String,
}

/// An element in the page, with the text it was made of.
#[derive(Debug)]
pub struct InertState {
    html: String,
    element: Element,
}

fn parsed(html: &str) -> Element {
    // What the macro writes as templates is few and small as long as it is forgotten this often.
    browser::forget_templates();
    let template = Rndr::create_element("template", None);
    Rndr::set_inner_html(&template, html);
    let content = TemplateElement::cast_from(template.clone()).map(|template| template.content());
    content.and_then(|content| content.first_element_child()).unwrap_or(template)
}

impl Render for Inert {
    type State = InertState;

    fn build(self) -> InertState {
        InertState { element: parsed(&self.html), html: self.html }
    }

    fn rebuild(self, state: &mut InertState) {
        if self.html != state.html {
            let mut new = self.build();
            state.element.insert_before_this(&mut new);
            state.unmount();
            *state = new;
        }
    }
}

impl Mountable for InertState {
    fn unmount(&mut self) {
        self.element.unmount();
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        self.element.mount(parent, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        self.element.insert_before_this(child)
    }

    fn elements(&self) -> Vec<Element> {
        vec![self.element.clone()]
    }
}

impl AddAnyAttr for Inert {
    type Output<SomeNewAttr: Attribute> = Self;

    /// Its attributes are in its text: there are no others.
    fn add_any_attr<NewAttr: Attribute>(self, _attribute: NewAttr) -> Self {
        self
    }
}

impl RenderHtml for Inert {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn html_len(&self) -> usize {
        self.html.len()
    }

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(
        self,
        buffer: &mut String,
        position: &mut Position,
        escape: bool,
        mark_branches: bool,
        attributes: Vec<AnyAttribute>,
    ) {
        let element = InertElement::new(self.html);
        element.to_html_with_buf(buffer, position, escape, mark_branches, attributes);
    }

    fn hydrate<const FROM_SERVER: bool>(self, cursor: &Cursor, position: &PositionState) -> InertState {
        let found = InertElement::new(self.html.clone()).hydrate::<FROM_SERVER>(cursor, position);
        let element = found.elements().pop().unwrap_or_else(|| parsed(&self.html));
        InertState { html: self.html, element }
    }

    fn into_owned(self) -> Self {
        self
    }
}

/// Appends to text; that cannot fail.
macro_rules! append {
    ($text:expr, $($part:tt)*) => {{
        use std::fmt::Write;
        let _ = write!($text, $($part)*);
    }};
}
pub(super) use append;
