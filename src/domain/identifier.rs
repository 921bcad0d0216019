//! Names that machines use.

use std::fmt;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

/// Why a name was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IdentifierError {
    /// Empty after trimming.
    #[error("is empty")]
    Empty,
    /// Longer than allowed.
    #[error("is longer than {0} characters")]
    TooLong(usize),
    /// A character outside the alphabet.
    #[error("holds the character {0:?}, which is not allowed")]
    Character(char),
}

/// A short lower-case name: `a–z`, `0–9` and `_`, beginning with a letter, at most 40 characters. Used for studies,
/// variables, instruments, time points and levels, in addresses and files.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Code(String);

impl Code {
    /// Longest code.
    pub const MAX_CHARACTERS: usize = 40;

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<&str> for Code {
    type Error = IdentifierError;

    fn try_from(text: &str) -> Result<Self, IdentifierError> {
        if text.is_empty() {
            return Err(IdentifierError::Empty);
        }
        if text.len() > Self::MAX_CHARACTERS {
            return Err(IdentifierError::TooLong(Self::MAX_CHARACTERS));
        }
        let allowed = |(index, c): (usize, char)| {
            c.is_ascii_lowercase() || (index > 0 && (c.is_ascii_digit() || c == '_'))
        };
        match text.chars().enumerate().find(|pair| !allowed(*pair)) {
            Some((_, character)) => Err(IdentifierError::Character(character)),
            None => Ok(Self(text.to_owned())),
        }
    }
}

impl TryFrom<String> for Code {
    type Error = IdentifierError;

    fn try_from(text: String) -> Result<Self, IdentifierError> {
        Self::try_from(text.as_str())
    }
}

impl From<Code> for String {
    fn from(code: Code) -> Self {
        code.0
    }
}

impl fmt::Display for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// The pseudonym of one person in one study: 1 to 64 letters, digits or `. _ : -`, after Unicode normalisation
/// (NFC), kept as text, so leading zeros stay.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ParticipantKey(String);

impl ParticipantKey {
    /// Longest key.
    pub const MAX_CHARACTERS: usize = 64;

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<&str> for ParticipantKey {
    type Error = IdentifierError;

    fn try_from(text: &str) -> Result<Self, IdentifierError> {
        if text.is_empty() {
            return Err(IdentifierError::Empty);
        }
        let text: String = text.nfc().take(Self::MAX_CHARACTERS + 1).collect();
        if text.chars().count() > Self::MAX_CHARACTERS {
            return Err(IdentifierError::TooLong(Self::MAX_CHARACTERS));
        }
        match text.chars().find(|c| !(c.is_alphanumeric() || matches!(c, '.' | '_' | ':' | '-'))) {
            Some(character) => Err(IdentifierError::Character(character)),
            None => Ok(Self(text)),
        }
    }
}
