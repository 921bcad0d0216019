//! Files that are not CSV, recognised by their first bytes.

use super::structure::StructureError;

/// The UTF-8 byte order mark.
pub const BYTE_ORDER_MARK: &[u8] = &[0xEF, 0xBB, 0xBF];

const ENCODINGS: [(&[u8], &str); 4] = [
    (&[0xFF, 0xFE, 0x00, 0x00], "UTF-32 (little endian)"),
    (&[0x00, 0x00, 0xFE, 0xFF], "UTF-32 (big endian)"),
    (&[0xFF, 0xFE], "UTF-16 (little endian)"),
    (&[0xFE, 0xFF], "UTF-16 (big endian)"),
];

const FORMATS: [(&[u8], &str); 10] = [
    (&[0x1F, 0x8B], "a gzip file"),
    (b"PK\x05\x06", "a ZIP archive"),
    (&[0xD0, 0xCF, 0x11, 0xE0], "an old Excel workbook (.xls)"),
    (b"%PDF", "a PDF file"),
    (b"PAR1", "a Parquet file"),
    (&[0x28, 0xB5, 0x2F, 0xFD], "a Zstandard file"),
    (b"BZh", "a bzip2 file"),
    (&[0xFD, b'7', b'z', b'X', b'Z'], "an xz file"),
    (&[b'7', b'z', 0xBC, 0xAF], "a 7-Zip archive"),
    (b"$FL2", "an SPSS file"),
];

/// What the first bytes of a file say it is, when that is not CSV in UTF-8.
pub fn other_format(head: &[u8]) -> Option<StructureError> {
    let starts = |(signature, _): &&(&[u8], &'static str)| head.starts_with(signature);
    if head.starts_with(b"PK\x03\x04") {
        return Some(StructureError::OtherFormat(zip_kind(head)));
    }
    if let Some((_, name)) = ENCODINGS.iter().find(starts) {
        return Some(StructureError::OtherEncoding(name));
    }
    FORMATS.iter().find(starts).map(|(_, name)| StructureError::OtherFormat(name))
}

fn zip_kind(head: &[u8]) -> &'static str {
    let holds = |name: &[u8]| head.windows(name.len()).any(|window| window == name);
    if holds(b"[Content_Types].xml") || holds(b"xl/") { "an Excel workbook (.xlsx)" } else { "a ZIP archive" }
}
