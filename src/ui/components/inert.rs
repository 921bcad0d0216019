//! Parts of a page that are read and not touched, written as text.
//!
//! Leptos takes every attribute of an element away and sets it again when its part of the page is drawn anew
//! (components are erased, `.cargo/config.toml`). Text is left alone when it is the same, and parsed at once when not.

use leptos::tachys::html::InertElement;

pub(super) use crate::chart::escape;

/// One element, from text whose words are escaped.
pub fn inert(html: String) -> InertElement {
    InertElement::new(html)
}

/// Appends to text; that cannot fail.
macro_rules! append {
    ($text:expr, $($part:tt)*) => {{
        use std::fmt::Write;
        let _ = write!($text, $($part)*);
    }};
}
pub(super) use append;
