//! Parts of a page that are drawn anew on their own.
//!
//! An answer changes nearly everything on a page, and to draw all of it at once takes longer than a pointer may wait. What
//! is looked at, the figure and the handle that is held, is drawn at once; the rest follows a few parts a frame, so that the
//! next move of the pointer gets in between. On the server, and when a page is opened, there is nothing to wait for and
//! everything is drawn at once.

#[cfg(feature = "hydrate")]
mod queue;
#[cfg(feature = "hydrate")]
mod view;

use leptos::prelude::*;

#[cfg(feature = "hydrate")]
pub use queue::{OnItsWay, draw_later, is_drawing};

/// When a part is drawn anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// With the answer.
    AtOnce,
    /// In one of the next frames, in the order in which the parts stand in the page.
    Later,
}

/// Whoever owns what the pieces of a page remember: they outlive the answer they are drawn from.
#[derive(Clone)]
#[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "only a browser draws anew"))]
struct Keeper(Owner);

/// Keeps the pieces of the page that is being made.
pub fn keep_pieces() {
    if let Some(owner) = Owner::current() {
        provide_context(Keeper(owner));
    }
}

/// A part of a page, drawn anew in its turn; until then it stays as it was, and works.
#[cfg(feature = "hydrate")]
pub fn piece(turn: Turn, draw: impl FnOnce() -> AnyView + Send + 'static) -> AnyView {
    view::Piece::new(turn, Box::new(draw)).into_any()
}

/// A part of a page, as it is.
#[cfg(not(feature = "hydrate"))]
pub fn piece(_turn: Turn, draw: impl FnOnce() -> AnyView) -> AnyView {
    draw()
}

/// The server draws everything at once.
#[cfg(not(feature = "hydrate"))]
pub fn draw_later(_draw: Box<dyn FnOnce()>) {}

/// The server waits for every answer.
#[cfg(not(feature = "hydrate"))]
pub struct OnItsWay;

#[cfg(not(feature = "hydrate"))]
impl OnItsWay {
    /// From now on.
    pub const fn from_now() -> Self {
        Self
    }
}

/// The server draws everything at once.
#[cfg(not(feature = "hydrate"))]
pub fn is_drawing() -> Signal<bool> {
    Signal::stored(false)
}
