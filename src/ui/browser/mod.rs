//! The browser, behind functions that do nothing on the server. Called from effects and event handlers only.

#[cfg(not(feature = "hydrate"))]
mod absent;
#[cfg(feature = "hydrate")]
mod clipboard;
#[cfg(feature = "hydrate")]
mod present;

#[cfg(not(feature = "hydrate"))]
pub use absent::*;
#[cfg(feature = "hydrate")]
pub use clipboard::*;
#[cfg(feature = "hydrate")]
pub use present::*;

/// What became of something that was to be copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "only a browser copies"))]
pub enum Copied {
    /// It is on the clipboard.
    Done,
    /// The browser has no clipboard for this page, or did not give what was to be copied.
    Refused,
}
