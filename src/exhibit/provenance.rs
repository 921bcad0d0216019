//! Where an exhibit's numbers come from.

use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::Policy;
use crate::domain::format::hexadecimal;

/// What must be known to make the same exhibit again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Provenance {
    /// Study code.
    pub study: String,
    /// Study title.
    pub study_title: String,
    /// Data version number.
    pub data_version: u32,
    /// Day of the load, ISO 8601.
    pub data_as_of: String,
    /// SHA-256 of the source files, in order.
    pub files_sha256: Vec<String>,
    /// The cohort in words.
    pub cohort: String,
    /// The cohort definition as canonical JSON.
    pub cohort_definition: String,
    /// The question asked (`trend`).
    pub analysis: String,
    /// The options as canonical JSON.
    pub options: String,
    /// Disclosure policy.
    pub policy: Policy,
    /// Version of Sinew.
    pub program_version: String,
    /// Page address without scheme and host.
    pub address: String,
}

impl Provenance {
    /// The query string of the page it stands on, or of the id that stands for a long one; empty when nothing is set.
    pub fn query(&self) -> &str {
        self.address.split_once('?').map_or("", |(_, query)| query)
    }
}

/// Content address of an exhibit: `{analysis}/{16 hexadecimal digits}`. Made from published content only; equal
/// content under another policy has another id.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct ExhibitId(String);

impl ExhibitId {
    const DIGITS: usize = 16;
    const MOST_NAME_BYTES: usize = 40;

    /// The id of published content, given as its canonical JSON, and its provenance.
    pub(super) fn of(published_json: &str, provenance: &Provenance) -> Self {
        let mut hash = Sha256::new();
        for part in [
            published_json,
            provenance.study.as_str(),
            provenance.cohort_definition.as_str(),
            provenance.options.as_str(),
            provenance.policy.code(),
        ] {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part.as_bytes());
        }
        hash.update(provenance.data_version.to_le_bytes());
        let digits = hexadecimal(&hash.finalize());
        Self(format!("{}/{:.*}", provenance.analysis, Self::DIGITS, digits))
    }

    /// The id with this text, if it has the form of one; whether there is such an exhibit is another question.
    pub fn parse(text: &str) -> Option<Self> {
        let (analysis, digits) = text.split_once('/')?;
        let is_name = !analysis.is_empty()
            && analysis.len() <= Self::MOST_NAME_BYTES
            && analysis.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'_'));
        let is_hash = digits.len() == Self::DIGITS
            && digits.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'));
        (is_name && is_hash).then(|| Self(text.to_owned()))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ExhibitId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_name_and_sixteen_small_digits_are_an_id() {
        let text = "table_one/0123456789abcdef";
        assert_eq!(ExhibitId::parse(text).unwrap().as_str(), text);
        let upper = text.to_uppercase();
        let long = format!("{text}0");
        for other in
            ["", "trend", "/0123456789abcdef", "trend/", "a/b/0123456789abcdef", &upper, &long, &text[..20]]
        {
            assert_eq!(ExhibitId::parse(other), None, "{other}");
        }
    }
}
