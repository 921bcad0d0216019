//! x
pub fn exhibit() {}
