//! The door through which arbitrary bytes are pushed, by the fuzzer and by the property tests.

use super::mapping::Mapping;
use super::reader::open;
use super::row::FileDigest;
use super::shipped;

/// Reads `bytes` as a mapping, and as a file under every shipped mapping. Never panics, whatever the bytes.
pub fn read_anything(bytes: &[u8]) {
    let _ = std::str::from_utf8(bytes).map(Mapping::from_toml);
    for study in shipped::STUDIES {
        let _ = Mapping::from_toml(study.mapping_toml).map(|mapping| read_file(&mapping, bytes));
    }
}

/// Reads `bytes` to the end or to the first problem as a file under `mapping`; `None` when it is refused.
pub fn read_file(mapping: &Mapping, bytes: &[u8]) -> Option<FileDigest> {
    let mut reader = open(mapping, "anything.csv", bytes).ok()?;
    while reader.next_batch(64).ok()?.is_some() {}
    Some(reader.finish())
}
