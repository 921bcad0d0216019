//! Whether a file is still waited for while it is made.

use super::ExportError;

/// Asked between the exhibits of a file, so that one that nobody waits for any more ends with the exhibit it is at.
#[derive(Clone, Copy)]
pub struct StillWanted<'w>(&'w dyn Fn() -> bool);

impl<'w> StillWanted<'w> {
    /// For a file that is made to its end.
    pub const ALWAYS: StillWanted<'static> = StillWanted(&|| true);

    /// As `ask` answers whenever it is asked.
    pub const fn by(ask: &'w dyn Fn() -> bool) -> Self {
        Self(ask)
    }

    /// # Errors
    /// [`ExportError::GivenUp`] when nobody waits for the file any more.
    pub(super) fn check(self) -> Result<(), ExportError> {
        if (self.0)() { Ok(()) } else { Err(ExportError::GivenUp) }
    }
}
