//! What the synthetic study consists of.

use crate::import::{Mapping, Problems};

/// Name of the study in addresses.
pub const CODE: &str = "synthetic";

/// The mapping, in the format of every import; `rows` keeps to its order of variables and instruments.
pub const MAPPING_TOML: &str = include_str!("programme.toml");

/// The mapping, read.
///
/// # Errors
/// Never, as a test shows; reading it is the same as reading anyone's.
pub fn mapping() -> Result<Mapping, Problems> {
    Mapping::from_toml(MAPPING_TOML)
}
