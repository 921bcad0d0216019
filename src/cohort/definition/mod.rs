//! The tree, as saved and sent.

mod criterion;

use serde::{Deserialize, Serialize};

pub use criterion::{Criterion, Presence};

use super::CohortError;

/// A cohort definition: a versioned tree of criteria.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CohortDefinition {
    /// Version of the language: [`Self::VERSION`].
    pub version: u8,
    /// The tree.
    pub root: Criterion,
}

impl CohortDefinition {
    /// Version of the language written by this program.
    pub const VERSION: u8 = 2;
    /// The oldest version read.
    pub const FIRST_VERSION: u8 = 1;
    /// Longest JSON text.
    pub const MAX_BYTES: usize = 64 * 1024;
    /// Deepest tree; the root is level 1.
    pub const MAX_DEPTH: usize = 12;
    /// Most nodes of a tree.
    pub const MAX_NODES: usize = 200;
    /// Most levels of one criterion.
    pub const MAX_LEVELS: usize = 500;

    /// Everyone.
    pub const fn everyone() -> Self {
        Self { version: Self::VERSION, root: Criterion::All(Vec::new()) }
    }

    /// Those who meet every criterion.
    pub const fn all_of(criteria: Vec<Criterion>) -> Self {
        Self { version: Self::VERSION, root: Criterion::All(criteria) }
    }

    /// The rules that must all be met: the members of a root that is an `all`, otherwise the root alone.
    pub fn rules(&self) -> &[Criterion] {
        if let Criterion::All(criteria) = &self.root { criteria } else { std::slice::from_ref(&self.root) }
    }

    /// Reads the JSON text of a definition of this version or an older one, which is brought up to date. Length and
    /// nesting are measured on the bytes first, so hostile text costs neither memory nor stack.
    ///
    /// # Errors
    /// [`CohortError::TooLong`], [`CohortError::TooDeep`], [`CohortError::Malformed`] (also for unknown and repeated
    /// fields and numbers too large), [`CohortError::UnknownVersion`], [`CohortError::NewerThanItsVersion`].
    pub fn parse(json: &str) -> Result<Self, CohortError> {
        let definition: Self = read(json)?;
        definition.upgraded()
    }

    /// Version 2 has every criterion of version 1, meaning the same.
    fn upgraded(self) -> Result<Self, CohortError> {
        match self.version {
            Self::VERSION => Ok(self),
            Self::FIRST_VERSION if self.root.is_of_version_1() => {
                Ok(Self { version: Self::VERSION, root: self.root })
            }
            Self::FIRST_VERSION => Err(CohortError::NewerThanItsVersion(Self::VERSION)),
            other => Err(CohortError::UnknownVersion(other)),
        }
    }
}

impl Criterion {
    /// Reads the JSON text of one criterion of the language as it is now, measured like a definition.
    ///
    /// # Errors
    /// As [`CohortDefinition::parse`], but for those about the version.
    pub fn parse(json: &str) -> Result<Self, CohortError> {
        read(json)
    }
}

fn read<T: serde::de::DeserializeOwned>(json: &str) -> Result<T, CohortError> {
    if json.len() > CohortDefinition::MAX_BYTES {
        return Err(CohortError::TooLong(CohortDefinition::MAX_BYTES));
    }
    if nesting(json) > MAX_NESTING {
        return Err(CohortError::TooDeep(CohortDefinition::MAX_DEPTH));
    }
    serde_json::from_str(json).map_err(|error| malformed(&error))
}

/// JSON nesting of the deepest definition: the definition, an object and an array each list, and in the deepest
/// criterion its object, its detail and the array of levels.
const MAX_NESTING: usize = 1 + 2 * (CohortDefinition::MAX_DEPTH - 1) + 3;

/// Deepest nesting of brackets outside strings.
fn nesting(json: &str) -> usize {
    let (mut depth, mut deepest, mut in_string, mut escaped) = (0_usize, 0, false, false);
    for byte in json.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            _ if in_string => {}
            b'[' | b'{' => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

const MAX_REASON_CHARACTERS: usize = 160;

fn malformed(error: &serde_json::Error) -> CohortError {
    let text = error.to_string();
    let suffix = format!(" at line {} column {}", error.line(), error.column());
    let reason = text.strip_suffix(&suffix).unwrap_or(&text);
    CohortError::Malformed {
        line: error.line(),
        column: error.column(),
        reason: reason.chars().take(MAX_REASON_CHARACTERS).collect(),
    }
}

#[cfg(test)]
mod tests;
