//! A first mapping for an unmapped file, to be edited by whoever knows the study.

mod guess;
mod write;

use super::profile::FileProfile;

/// A `mapping.toml` for a file, with what can be guessed filled in and every guess marked `CHECK`. It reads as TOML
/// always, and as a [`super::Mapping`] whenever scores were found.
pub fn suggest(file_name: &str, profile: &FileProfile) -> String {
    write::mapping(file_name, &guess::roles(profile))
}
