//! What the synthetic claims study consists of.

/// Name of the study in addresses.
pub const CODE: &str = "synthetic_claims";

/// The mapping, in the format of every import; `rows` keeps to its order of variables and instruments.
pub const MAPPING_TOML: &str = include_str!("claims.toml");
