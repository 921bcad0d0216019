//! Placeholder: who asks.

use crate::domain::AppError;

/// What a server function needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Permission {
    /// See studies.
    ViewStudies,
}

/// Who asks.
#[derive(Debug, Clone, Copy)]
pub struct Context;

/// Lets everyone in.
///
/// # Errors
/// Never.
pub fn authorise(_permission: Permission) -> Result<Context, AppError> {
    Ok(Context)
}
