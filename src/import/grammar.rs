//! The CSV grammar (RFC 4180, comma, LF or CR LF), checked byte by byte with limits.
//!
//! The csv crate accepts anything and allocates whatever a file asks for. This stands before it: what passes here is
//! bounded and means the same to every reader.

use std::collections::VecDeque;

use super::limits::Limits;
use super::structure::StructureError;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    RecordStart,
    FieldStart,
    Unquoted,
    Quoted,
    QuoteInQuoted,
    AfterCarriageReturn,
}

/// Where in the grammar the stream is.
#[derive(Debug)]
pub struct Grammar {
    limits: Limits,
    state: State,
    line: u64,
    quote_line: u64,
    fields: u64,
    field_bytes: u64,
    record_bytes: u64,
    record_lines: VecDeque<u64>,
}

impl Grammar {
    /// At the beginning of a file.
    pub const fn new(limits: Limits) -> Self {
        Self {
            limits,
            state: State::RecordStart,
            line: 1,
            quote_line: 1,
            fields: 1,
            field_bytes: 0,
            record_bytes: 0,
            record_lines: VecDeque::new(),
        }
    }

    /// The line at which the stream is, from 1; for an open quote the line that opened it.
    pub fn line(&self) -> u64 {
        if self.state == State::Quoted { self.quote_line } else { self.line }
    }

    /// The line on which the next record begins that has been seen and not asked for; blank lines are no records.
    pub fn next_record_line(&mut self) -> Option<u64> {
        self.record_lines.pop_front()
    }

    /// Takes the next byte.
    pub fn byte(&mut self, byte: u8) -> Result<(), StructureError> {
        match (self.state, byte) {
            (State::AfterCarriageReturn, b'\n') => self.end_line(),
            (State::AfterCarriageReturn, _) => return Err(StructureError::BareCarriageReturn),
            (State::Quoted, b'"') => self.grow(State::QuoteInQuoted)?,
            (State::Quoted, b'\n') => {
                self.line += 1;
                self.grow(State::Quoted)?;
            }
            (State::Quoted, _) => self.grow(State::Quoted)?,
            (_, b'\n') => self.end_line(),
            (_, b'\r') => self.state = State::AfterCarriageReturn,
            (State::RecordStart, _) => {
                self.record_lines.push_back(self.line);
                self.field_byte(byte)?;
            }
            (State::FieldStart | State::Unquoted | State::QuoteInQuoted, _) => self.field_byte(byte)?,
        }
        Ok(())
    }

    /// The file ends here.
    pub fn end(&self) -> Result<(), StructureError> {
        match self.state {
            State::Quoted => Err(StructureError::UnterminatedQuote),
            State::AfterCarriageReturn => Err(StructureError::BareCarriageReturn),
            State::RecordStart | State::FieldStart | State::Unquoted | State::QuoteInQuoted => Ok(()),
        }
    }

    fn field_byte(&mut self, byte: u8) -> Result<(), StructureError> {
        match (self.state, byte) {
            (_, b',') => self.end_field(),
            (State::QuoteInQuoted, b'"') => self.grow(State::Quoted),
            (State::QuoteInQuoted, _) => Err(StructureError::TextAfterQuote),
            (State::RecordStart | State::FieldStart, b'"') => {
                self.quote_line = self.line;
                self.grow(State::Quoted)
            }
            (_, b'"') => Err(StructureError::StrayQuote),
            (_, _) => self.grow(State::Unquoted),
        }
    }

    fn grow(&mut self, state: State) -> Result<(), StructureError> {
        self.state = state;
        self.field_bytes += 1;
        if self.field_bytes > self.limits.field_bytes {
            return Err(StructureError::FieldTooLarge(self.limits.field_bytes));
        }
        self.grow_record()
    }

    fn grow_record(&mut self) -> Result<(), StructureError> {
        self.record_bytes += 1;
        if self.record_bytes > self.limits.record_bytes {
            return Err(StructureError::RecordTooLarge(self.limits.record_bytes));
        }
        Ok(())
    }

    fn end_field(&mut self) -> Result<(), StructureError> {
        self.state = State::FieldStart;
        self.field_bytes = 0;
        self.fields += 1;
        if self.fields > self.limits.columns {
            return Err(StructureError::TooManyColumns(self.limits.columns));
        }
        self.grow_record()
    }

    const fn end_line(&mut self) {
        self.state = State::RecordStart;
        self.line += 1;
        self.fields = 1;
        self.field_bytes = 0;
        self.record_bytes = 0;
    }
}
