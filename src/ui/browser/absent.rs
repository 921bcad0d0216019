//! The server's twin of each function: there is no browser, so there is nothing to do.

use leptos::ev;
use leptos::html::Table;
use leptos::prelude::NodeRef;

use super::Copied;
use crate::chart::WidthClass;
use crate::export::Clipping;

/// There is none.
pub const fn is_here() -> bool {
    false
}

/// Does nothing.
pub const fn mark_hydrated() {}

/// Does nothing.
pub const fn close_menus_on_leaving() {}

/// Does nothing.
pub const fn set_document_theme(_theme: &str) {}

/// Does nothing.
pub const fn set_cookie(_name: &str, _value: &str) {}

/// There is no form.
pub const fn form_query(_form_id: &str) -> Option<String> {
    None
}

/// There is no form.
pub const fn field_value(_form_id: &str, _name: &str) -> Option<String> {
    None
}

/// Does nothing.
pub const fn set_field(_form_id: &str, _name: &str, _text: &str) {}

/// Does nothing.
pub const fn restore_controls(_form_id: &str) {}

/// Does nothing.
pub fn copy_address(_tell: impl FnOnce(Copied) + 'static) {}

/// Does nothing.
pub fn copy_table(_table: &Clipping, _tell: impl FnOnce(Copied) + 'static) {}

/// Does nothing.
pub fn copy_picture(_address: &str, _tell: impl FnOnce(Copied) + 'static) {}

/// Does nothing.
pub fn focus_soon(_id: impl Into<String>) {}

/// Does nothing.
pub fn before_next_frame(_act: impl FnOnce() + 'static) {}

/// Does nothing.
pub fn when_width_changes(_look: impl Fn() + Clone + 'static, _draw_all: impl Fn() + 'static) {}

/// Nothing is shown.
pub const fn shown_widths() -> Vec<WidthClass> {
    Vec::new()
}

/// Does nothing.
pub const fn forget_templates() {}

/// Nothing was clicked.
pub const fn data_of(_event: &ev::MouseEvent, _name: &str) -> Option<String> {
    None
}

/// Does nothing.
pub fn mark_rows(_table: NodeRef<Table>, _is_marked: impl Iterator<Item = bool>) {}

/// Does nothing.
pub const fn go_back() {}

/// Does nothing.
pub const fn capture_pointer(_event: &ev::PointerEvent) {}

/// There is no pointer.
pub const fn row_under(_list_id: &str, _event: &ev::PointerEvent) -> Option<usize> {
    None
}

/// There is no pointer.
pub const fn position_within(_event: &ev::PointerEvent) -> Option<(f64, f64)> {
    None
}
