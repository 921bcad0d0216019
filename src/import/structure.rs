//! What can be wrong with a file as a whole.

use super::limits::size_in_words;

/// Why a file cannot be read at all. Each is a sentence for the person who sent it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StructureError {
    #[error("the file is empty; the first line must name the columns.")]
    Empty,
    #[error("the file has a header but no rows; there is nothing to import.")]
    OnlyHeader,
    #[error("this is {0}, not a CSV file; save the table as CSV (UTF-8) and import that.")]
    OtherFormat(&'static str),
    #[error("this file is encoded in {0}; save it as UTF-8 and import that.")]
    OtherEncoding(&'static str),
    #[error(
        "byte {offset} (hexadecimal {byte:02X}) is not valid UTF-8; save the file as UTF-8 and import that."
    )]
    InvalidUtf8 { offset: u64, byte: u8 },
    #[error("the file ends in the middle of a UTF-8 character; it was probably cut off.")]
    CutUtf8,
    #[error(
        "byte {offset} is a NUL, which text cannot hold; save the file as plain CSV in UTF-8 (not UTF-16) and \
         import that."
    )]
    Nul { offset: u64 },
    #[error(
        "a carriage return stands without a line feed; end every line with LF or CR LF (old Macintosh line ends are \
         not read)."
    )]
    BareCarriageReturn,
    #[error("the quote opened here is never closed; close it, or double it (\"\") where a quote is meant.")]
    UnterminatedQuote,
    #[error(
        "a quote stands in the middle of a field; put the whole field in quotes and double the quotes inside (\"\")."
    )]
    StrayQuote,
    #[error(
        "text follows a closing quote; put the whole field in quotes and double the quotes inside (\"\")."
    )]
    TextAfterQuote,
    #[error(
        "a field is larger than {}; a quote was probably opened on this line and not closed.",
        size_in_words(*.0)
    )]
    FieldTooLarge(u64),
    #[error("a row is larger than {}; a quote was probably opened and not closed.", size_in_words(*.0))]
    RecordTooLarge(u64),
    #[error("a row has more than {0} fields; import at most {0} columns.")]
    TooManyColumns(u64),
    #[error("the file is larger than {}; split it and import the parts together.", size_in_words(*.0))]
    FileTooLarge(u64),
    #[error("the file could not be read ({0}); nothing was imported.")]
    Unreadable(String),
}
