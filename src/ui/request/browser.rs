//! In the browser there is no response to set.

use crate::ui::browser;

/// A cookie of the document.
pub fn cookie(name: &str) -> Option<String> {
    let line = browser::cookie_line()?;
    line.split(';')
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value.to_owned())
}

/// Nothing.
#[derive(Debug, Clone)]
pub struct ResponseStatus;

impl ResponseStatus {
    /// Nothing.
    pub const fn current() -> Self {
        Self
    }

    /// Does nothing.
    #[expect(clippy::unused_self, reason = "the twin of the server’s function")]
    pub const fn set(&self, _status: u16) {}

    /// Does nothing: the page itself moves on.
    #[expect(clippy::unused_self, reason = "the twin of the server’s function")]
    pub const fn see_other(&self, _path: &str) {}
}
