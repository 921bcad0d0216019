//! Compressed twins beside files, made once at build time instead of at every request.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use brotli::enc::backward_references::BrotliEncoderMode;
use flate2::Compression;
use flate2::write::GzEncoder;

/// Endings of files that shrink; fonts and pictures are compressed already.
const SHRINKS: [&str; 7] = ["css", "html", "js", "json", "svg", "txt", "wasm"];

/// How much time goes into making a file small.
#[derive(Debug, Clone, Copy)]
pub enum Setting {
    /// As a server would that compresses while it answers.
    Quick,
    /// As small as it gets.
    Highest,
}

/// Writes `.br` and `.gz` beside a file, if it shrinks.
///
/// # Errors
///
/// When the file cannot be read or a twin not written.
pub fn beside(file: &Path, setting: Setting) -> Result<()> {
    if shrinks(file) {
        let content = std::fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
        std::fs::write(twin(file, "br"), brotli(&content, setting, mode(file))?)?;
        std::fs::write(twin(file, "gz"), gzip(&content, setting)?)?;
    }
    Ok(())
}

/// Size of the brotli twin of a file.
///
/// # Errors
///
/// When there is none.
pub fn brotli_bytes(file: &Path) -> Result<u64> {
    let twin = twin(file, "br");
    Ok(std::fs::metadata(&twin).with_context(|| format!("cannot read {}", twin.display()))?.len())
}

/// Removes compressed twins of a file: they would be served in place of a changed one.
pub fn forget(file: &Path) {
    for ending in ["br", "gz"] {
        // A twin that is not there needs no removing.
        let _ = std::fs::remove_file(twin(file, ending));
    }
}

/// What an encoder may take for granted; every decoder reads all of them. WebAssembly is some hundred bytes shorter when it
/// is taken for a font: distances in it repeat by small numbers of bytes.
fn mode(file: &Path) -> BrotliEncoderMode {
    let is_wasm = file.extension().is_some_and(|ending| ending == "wasm");
    if is_wasm { BrotliEncoderMode::BROTLI_MODE_FONT } else { BrotliEncoderMode::BROTLI_MODE_GENERIC }
}

fn brotli(content: &[u8], setting: Setting, mode: BrotliEncoderMode) -> Result<Vec<u8>> {
    let quality = match setting {
        Setting::Quick => 4,
        Setting::Highest => 11,
    };
    let parameters = brotli::enc::BrotliEncoderParams { quality, lgwin: 22, mode, ..Default::default() };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &*content, &mut compressed, &parameters)?;
    Ok(compressed)
}

fn gzip(content: &[u8], setting: Setting) -> Result<Vec<u8>> {
    let level = match setting {
        Setting::Quick => Compression::fast(),
        Setting::Highest => Compression::best(),
    };
    let mut encoder = GzEncoder::new(Vec::new(), level);
    encoder.write_all(content)?;
    Ok(encoder.finish()?)
}

/// Every file below a folder, in the order of their paths.
///
/// # Errors
///
/// When a folder cannot be read.
pub fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in
            std::fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))?
        {
            let entry = entry?;
            let list = if entry.file_type()?.is_dir() { &mut folders } else { &mut files };
            list.push(entry.path());
        }
    }
    files.sort();
    Ok(files)
}

fn shrinks(file: &Path) -> bool {
    file.extension().is_some_and(|ending| SHRINKS.iter().any(|known| ending == *known))
}

fn twin(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    PathBuf::from(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_twin_keeps_the_ending_of_its_file() {
        assert_eq!(twin(Path::new("pkg/sinew.css"), "br"), Path::new("pkg/sinew.css.br"));
    }

    #[test]
    fn fonts_are_not_compressed_again() {
        assert!(shrinks(Path::new("mark.svg")));
        assert!(!shrinks(Path::new("inter.woff2")));
    }

    #[test]
    fn brotli_can_be_read_back() {
        let text = b"pain pain pain pain pain pain pain".as_slice();
        for setting in [Setting::Quick, Setting::Highest] {
            for mode in ["sinew.css", "sinew.wasm"].map(|file| mode(Path::new(file))) {
                let compressed = brotli(text, setting, mode).unwrap();
                let mut again = Vec::new();
                brotli::BrotliDecompress(&mut compressed.as_slice(), &mut again).unwrap();
                assert_eq!(again, text);
            }
        }
    }
}
