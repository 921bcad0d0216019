//! A reader that stands between a file and the CSV parser: it hashes, counts and checks every byte first.

use std::io::{self, Read};

use sha2::{Digest, Sha256};

use super::grammar::Grammar;
use super::limits::Limits;
use super::problem::Problem;
use super::signature::{BYTE_ORDER_MARK, other_format};
use super::structure::StructureError;
use super::utf8::Utf8State;
use crate::domain::format::hexadecimal;

const HEAD_BYTES: u64 = 4096;

/// Hands on only bytes that are UTF-8 without NUL, within the limits and the grammar.
pub struct Guard<R> {
    input: io::Chain<io::Cursor<Vec<u8>>, R>,
    file: String,
    limits: Limits,
    digest: Sha256,
    bytes: u64,
    encoding: Utf8State,
    /// Offset and first byte of the character at which the stream is.
    character: (u64, u8),
    grammar: Grammar,
    failure: Option<Problem>,
}

impl<R: Read> Guard<R> {
    /// Looks at the first bytes: an empty file, another format and another encoding are refused by name; a byte
    /// order mark is dropped.
    pub fn new(file: &str, mut input: R, limits: Limits) -> Result<Self, Problem> {
        let mut head = Vec::new();
        let refused = |error: StructureError| Problem::new(file, error);
        (&mut input)
            .take(HEAD_BYTES)
            .read_to_end(&mut head)
            .map_err(|error| refused(StructureError::Unreadable(error.to_string())))?;
        if let Some(error) = other_format(&head) {
            return Err(refused(error));
        }
        let mut digest = Sha256::new();
        let mut bytes = 0;
        if head.starts_with(BYTE_ORDER_MARK) {
            digest.update(BYTE_ORDER_MARK);
            bytes = BYTE_ORDER_MARK.len() as u64;
            head.drain(..BYTE_ORDER_MARK.len());
        }
        if head.is_empty() {
            return Err(refused(StructureError::Empty));
        }
        Ok(Self {
            input: io::Cursor::new(head).chain(input),
            file: file.to_owned(),
            limits,
            digest,
            bytes,
            encoding: Utf8State::START,
            character: (0, 0),
            grammar: Grammar::new(limits),
            failure: None,
        })
    }

    /// Why reading stopped, once.
    pub const fn take_failure(&mut self) -> Option<Problem> {
        self.failure.take()
    }

    /// The line on which the next record begins.
    pub fn next_record_line(&mut self) -> Option<u64> {
        self.grammar.next_record_line()
    }

    /// SHA-256 of the bytes read and their number.
    pub fn finish(self) -> (String, u64) {
        (hexadecimal(&self.digest.finalize()), self.bytes)
    }

    fn check(&mut self, chunk: &[u8]) -> Result<(), StructureError> {
        self.digest.update(chunk);
        for &byte in chunk {
            if self.bytes >= self.limits.file_bytes {
                return Err(StructureError::FileTooLarge(self.limits.file_bytes));
            }
            self.bytes += 1;
            self.check_byte(byte)?;
        }
        Ok(())
    }

    fn check_byte(&mut self, byte: u8) -> Result<(), StructureError> {
        let offset = self.bytes;
        if byte == 0 {
            return Err(StructureError::Nul { offset });
        }
        if self.encoding.is_between_characters() {
            self.character = (offset, byte);
        }
        let (offset, first) = self.character;
        self.encoding.byte(byte).map_err(|_| StructureError::InvalidUtf8 { offset, byte: first })?;
        self.grammar.byte(byte)
    }

    fn check_end(&self) -> Result<(), StructureError> {
        if !self.encoding.is_between_characters() {
            return Err(StructureError::CutUtf8);
        }
        self.grammar.end()
    }

    fn read_some(&mut self, buffer: &mut [u8]) -> Result<usize, StructureError> {
        loop {
            match self.input.read(buffer) {
                Ok(length) => return Ok(length),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(StructureError::Unreadable(error.to_string())),
            }
        }
    }

    fn read_checked(&mut self, buffer: &mut [u8]) -> Result<usize, StructureError> {
        let length = self.read_some(buffer)?;
        match buffer.get(..length) {
            Some([]) | None => self.check_end()?,
            Some(chunk) => self.check(chunk)?,
        }
        Ok(length)
    }
}

impl<R: Read> Read for Guard<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.read_checked(buffer).map_err(|error| {
            self.failure = Some(Problem::new(&self.file, error).at_line(Some(self.grammar.line())));
            io::Error::other("the file was refused")
        })
    }
}
