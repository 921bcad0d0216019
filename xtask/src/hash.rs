//! File names that change with the content, so that browsers may keep a file for ever.

use std::path::Path;

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

/// The first 16 hexadecimal digits of the SHA-256 of the content.
pub fn of(content: &[u8]) -> String {
    Sha256::digest(content).iter().take(8).fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

/// The hashes of the three browser files, in the words of the file leptos reads beside the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hashes {
    /// Of the script.
    pub js: String,
    /// Of the WebAssembly.
    pub wasm: String,
    /// Of the style sheet.
    pub css: String,
}

impl Hashes {
    /// Writes `hash.txt` into the folder of the server.
    ///
    /// # Errors
    ///
    /// When the file cannot be written.
    pub fn write(&self, folder: &Path) -> Result<()> {
        std::fs::create_dir_all(folder)?;
        let file = folder.join("hash.txt");
        let text = format!("js: {}\nwasm: {}\ncss: {}\n", self.js, self.wasm, self.css);
        std::fs::write(&file, text).with_context(|| format!("cannot write {}", file.display()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_the_start_of_the_sha_256() {
        assert_eq!(of(b"abc"), "ba7816bf8f01cfea");
    }
}
