//! Event handlers of one type an event.
//!
//! Leptos compiles a listener for every type of handler, and every closure is a type of its own: together more than a
//! figure's drawing. These are compiled once an event.

use leptos::ev::{Event, KeyboardEvent, MouseEvent, PointerEvent, SubmitEvent};

/// For `on:click`.
pub fn pressed(act: impl FnMut(MouseEvent) + 'static) -> Box<dyn FnMut(MouseEvent)> {
    Box::new(act)
}

/// For `on:change` and `on:input`.
pub fn changed(act: impl FnMut(Event) + 'static) -> Box<dyn FnMut(Event)> {
    Box::new(act)
}

/// For `on:submit`.
pub fn submitted(act: impl FnMut(SubmitEvent) + 'static) -> Box<dyn FnMut(SubmitEvent)> {
    Box::new(act)
}

/// For `on:keydown`.
pub fn keyed(act: impl FnMut(KeyboardEvent) + 'static) -> Box<dyn FnMut(KeyboardEvent)> {
    Box::new(act)
}

/// For everything that a pointer does.
pub fn pointed(act: impl FnMut(PointerEvent) + 'static) -> Box<dyn FnMut(PointerEvent)> {
    Box::new(act)
}
