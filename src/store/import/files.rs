//! The files of an import.

use std::fmt;
use std::fs::File;
use std::io::{self, Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::demo::SyntheticStudy;
use crate::domain::SourceFile;
use crate::domain::format::hexadecimal;
use crate::store::StoreError;

/// A file to import: read twice, once for its digest and once for its rows.
#[derive(Clone)]
pub struct ImportFile {
    name: String,
    content: Content,
}

#[derive(Clone)]
enum Content {
    Path(PathBuf),
    Bytes(Arc<[u8]>),
    Synthetic(SyntheticStudy),
}

impl fmt::Debug for ImportFile {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("ImportFile").field(&self.name).finish()
    }
}

/// What a file was when it was looked at first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fingerprint {
    /// Name and digest.
    pub file: SourceFile,
    /// Bytes.
    pub bytes: u64,
}

impl ImportFile {
    /// A file on disk; it goes by its name without the path.
    pub fn from_path(path: impl AsRef<Path>) -> Self {
        let path = path.as_ref();
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        Self { name, content: Content::Path(path.to_owned()) }
    }

    /// A file in memory.
    pub fn from_bytes(name: impl Into<String>, bytes: impl Into<Arc<[u8]>>) -> Self {
        Self { name: name.into(), content: Content::Bytes(bytes.into()) }
    }

    /// A synthetic study, whose rows are made as they are asked for. In the place of a file's digest stands that of
    /// everything the rows follow from.
    pub fn synthetic(study: SyntheticStudy) -> Self {
        Self { name: study.name(), content: Content::Synthetic(study) }
    }

    /// The synthetic study, when this is no file.
    pub(super) const fn synthetic_study(&self) -> Option<SyntheticStudy> {
        match &self.content {
            Content::Synthetic(study) => Some(*study),
            Content::Path(_) | Content::Bytes(_) => None,
        }
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Opens it from the start; for a synthetic study, its signature.
    pub(super) fn open(&self) -> Result<Box<dyn Read + Send>, StoreError> {
        match &self.content {
            Content::Path(path) => {
                let file = File::open(path).map_err(|error| self.unreadable(&error))?;
                Ok(Box::new(file))
            }
            Content::Bytes(bytes) => Ok(Box::new(Cursor::new(Arc::clone(bytes)))),
            Content::Synthetic(study) => Ok(Box::new(Cursor::new(study.signature()))),
        }
    }

    /// Reads it once for its digest. Blocks.
    pub(super) fn fingerprint(&self) -> Result<Fingerprint, StoreError> {
        let mut digest = Sha256::new();
        let mut input = self.open()?;
        let mut buffer = vec![0; 256 << 10];
        let mut bytes = 0;
        loop {
            let read = match input.read(&mut buffer) {
                Ok(0) => break,
                Ok(read) => read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(self.unreadable(&error)),
            };
            digest.update(buffer.get(..read).unwrap_or_default());
            bytes += read as u64;
        }
        let file = SourceFile { name: self.name.clone(), sha256: hexadecimal(&digest.finalize()) };
        Ok(Fingerprint { file, bytes })
    }

    fn unreadable(&self, error: &io::Error) -> StoreError {
        StoreError::File { name: self.name.clone(), reason: error.to_string() }
    }
}

/// The digest of a text.
pub fn digest_of(text: &str) -> String {
    hexadecimal(&Sha256::digest(text.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_is_that_of_the_standard() {
        // FIPS 180-4, example "abc".
        assert_eq!(
            ImportFile::from_bytes("abc.csv", *b"abc").fingerprint().unwrap().file.sha256,
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }

    #[test]
    fn a_file_that_is_not_there_is_named_without_its_path() {
        let file = ImportFile::from_path("/no/such/place/scores.csv");
        let sentence = file.fingerprint().unwrap_err().to_string();
        assert!(sentence.starts_with("scores.csv cannot be read"), "{sentence}");
    }
}
