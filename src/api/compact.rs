//! How answers travel: as bytes without names, which both sides know by their types.
//!
//! Decided in `docs/adr/0021-answers.md`: code that reads JSON was two fifths of the browser part.

use leptos::server::codee::{Decoder, Encoder};
use leptos::server_fn::codec::Post;
use leptos::server_fn::{Bytes, ContentType, Decodes, Encodes, Format, FormatType};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// The output encoding of every server function.
pub type CompactAnswer = Post<Compact>;

/// Postcard, after the version of the program.
pub struct Compact;

/// Goes before every answer: a page of another version must not take bytes for what they are not.
const VERSION: &[u8] = concat!(env!("CARGO_PKG_VERSION"), "\n").as_bytes();

/// Why an answer could not be written or read. The text is for the log, not for people.
#[derive(Debug, thiserror::Error)]
pub enum CompactError {
    /// Not the bytes of this type.
    #[error(transparent)]
    Postcard(#[from] postcard::Error),
    /// Written by another version of the program.
    #[error("the answer is of another version of the program")]
    OtherVersion,
    /// A character that stands for no byte.
    #[error("the answer holds a character that stands for no byte")]
    NoBytes,
    /// There is more than this type holds.
    #[error("the answer goes on after its end")]
    Longer,
}

impl Compact {
    fn written<T: Serialize>(answer: &T) -> Result<Vec<u8>, CompactError> {
        Ok(postcard::to_extend(answer, VERSION.to_vec())?)
    }

    fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, CompactError> {
        let bytes = bytes.strip_prefix(VERSION).ok_or(CompactError::OtherVersion)?;
        let (answer, rest) = postcard::take_from_bytes(bytes)?;
        if rest.is_empty() { Ok(answer) } else { Err(CompactError::Longer) }
    }
}

impl ContentType for Compact {
    const CONTENT_TYPE: &'static str = "application/x-postcard";
}

impl FormatType for Compact {
    const FORMAT_TYPE: Format = Format::Binary;
}

impl<T: Serialize> Encodes<T> for Compact {
    type Error = CompactError;

    fn encode(answer: &T) -> Result<Bytes, CompactError> {
        Self::written(answer).map(Into::into)
    }
}

impl<T: DeserializeOwned> Decodes<T> for Compact {
    type Error = CompactError;

    fn decode(bytes: Bytes) -> Result<T, CompactError> {
        Self::read(&bytes)
    }
}

impl<T: Serialize> Encoder<T> for Compact {
    type Error = CompactError;
    type Encoded = String;

    fn encode(answer: &T) -> Result<String, CompactError> {
        Ok(Self::written(answer)?.into_iter().map(letter).collect())
    }
}

impl<T: DeserializeOwned> Decoder<T> for Compact {
    type Error = CompactError;
    type Encoded = str;

    fn decode(text: &str) -> Result<T, CompactError> {
        let bytes: Option<Vec<u8>> = text.chars().map(byte).collect();
        Self::read(&bytes.ok_or(CompactError::NoBytes)?)
    }
}

/// A byte as a character of a page: letters and digits as they are, others as letters of the two blocks after Latin-1.
/// No script needs to escape them, and they compress as the bytes do, which those of base64 do not.
fn letter(byte: u8) -> char {
    if byte.is_ascii_alphanumeric() {
        byte as char
    } else {
        char::from_u32(0x100 + u32::from(byte)).unwrap_or(' ')
    }
}

/// The byte that was written as a character.
fn byte(letter: char) -> Option<u8> {
    let code = u32::from(letter);
    u8::try_from(code).or_else(|_| u8::try_from(code.checked_sub(0x100).unwrap_or(u32::MAX))).ok()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::domain::AppError;

    type Answer = Result<Vec<(String, f64)>, AppError>;

    #[test]
    fn an_answer_is_read_as_it_was_written() {
        let refused = AppError::NotFound { sentence: "There is no such study.".to_owned() };
        for answer in
            [Ok(vec![("−1,5".to_owned(), -1.5)]), Ok(Vec::new()), Err(refused), Err(AppError::Forbidden)]
        {
            let bytes = Compact::written(&answer).unwrap();
            assert_eq!(Compact::read::<Answer>(&bytes).unwrap(), answer);
        }
    }

    #[test]
    fn every_byte_is_a_letter_or_digit_of_its_own() {
        let letters: BTreeSet<char> = (0..=255).map(letter).collect();
        assert_eq!(letters.len(), 256);
        assert!(letters.iter().all(|letter| letter.is_alphanumeric()), "{letters:?}");
        assert!((0..=255).all(|each| byte(letter(each)) == Some(each)));
        assert_eq!(byte('€'), None);
    }

    #[test]
    fn bytes_of_another_version_or_length_are_refused() {
        let bytes = Compact::written(&7_u32).unwrap();
        let longer = [bytes.as_slice(), &[0]].concat();
        assert!(matches!(Compact::read::<u32>(&longer), Err(CompactError::Longer)));
        let shorter = bytes.split_last().unwrap().1;
        assert!(matches!(Compact::read::<u32>(shorter), Err(CompactError::Postcard(_))));
        let other = [b"9", bytes.as_slice()].concat();
        assert!(matches!(Compact::read::<u32>(&other), Err(CompactError::OtherVersion)));
        assert!(matches!(Compact::read::<u32>(&[]), Err(CompactError::OtherVersion)));
    }
}
