//! How much a file may ask for.

/// Sizes past which a file is refused. They are checked on the raw bytes, before any of them is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one field, quotes included.
    pub field_bytes: u64,
    /// Bytes of one record, its line end not included.
    pub record_bytes: u64,
    /// Fields of one record.
    pub columns: u64,
    /// Bytes of a file.
    pub file_bytes: u64,
}

impl Limits {
    /// 64 KiB a field, 1 MiB a record, 200 columns, 1 GiB a file.
    pub const STANDARD: Self =
        Self { field_bytes: 64 << 10, record_bytes: 1 << 20, columns: 200, file_bytes: 1 << 30 };
}

/// Most levels of one category.
pub const MAX_LEVELS: usize = 500;
/// Most bytes of a mapping.
pub const MAX_MAPPING_BYTES: usize = 1 << 20;
/// Most time points of a study.
pub const MAX_TIME_POINTS: usize = 500;

/// A size for people: `64 KiB`, `1 GiB`, `100 bytes`.
pub(super) fn size_in_words(bytes: u64) -> String {
    match bytes {
        _ if bytes >= 1 << 30 && bytes.is_multiple_of(1 << 30) => format!("{} GiB", bytes >> 30),
        _ if bytes >= 1 << 20 && bytes.is_multiple_of(1 << 20) => format!("{} MiB", bytes >> 20),
        _ if bytes >= 1 << 10 && bytes.is_multiple_of(1 << 10) => format!("{} KiB", bytes >> 10),
        _ => format!("{bytes} bytes"),
    }
}
