//! XML as it is written: elements open and close with a closure, so that every part is well-formed.

use std::fmt::{Display, Write as _};

use crate::chart::escape;

/// Attributes in their order.
pub(in crate::export) type Attributes<'a> = &'a [(&'a str, &'a dyn Display)];

/// A part being written.
pub(in crate::export) struct Xml(String);

/// A whole part.
pub(in crate::export) fn document(
    name: &str,
    attributes: Attributes<'_>,
    content: impl FnOnce(&mut Xml),
) -> String {
    let mut xml = Xml("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n".to_owned());
    xml.element(name, attributes, content);
    xml.0
}

impl Xml {
    /// An element with content.
    pub(in crate::export) fn element(
        &mut self,
        name: &str,
        attributes: Attributes<'_>,
        content: impl FnOnce(&mut Self),
    ) {
        self.start(name, attributes);
        self.0.push('>');
        content(self);
        // Writing to a string cannot fail, here and below.
        let _ = write!(self.0, "</{name}>");
    }

    /// An element without content.
    pub(in crate::export) fn empty(&mut self, name: &str, attributes: Attributes<'_>) {
        self.start(name, attributes);
        self.0.push_str("/>");
    }

    /// An element that holds words.
    pub(in crate::export) fn text(&mut self, name: &str, attributes: Attributes<'_>, words: &str) {
        self.start(name, attributes);
        let _ = write!(self.0, ">{}</{name}>", escape(words));
    }

    /// Something that was read from a well-formed part, as it was written there.
    pub(in crate::export) fn copied(&mut self, written: &str) {
        self.0.push_str(written);
    }

    /// An element without content and with one attribute, `val`.
    pub(in crate::export) fn value(&mut self, name: &str, value: impl Display) {
        self.empty(name, &[("val", &value)]);
    }

    fn start(&mut self, name: &str, attributes: Attributes<'_>) {
        let _ = write!(self.0, "<{name}");
        for (attribute, value) in attributes {
            let _ = write!(self.0, " {attribute}=\"{}\"", escape(&value.to_string()));
        }
    }
}
