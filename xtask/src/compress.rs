//! Compressed twins beside files, made once at build time instead of at every request.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use brotli::enc::BrotliEncoderParams;
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
        std::fs::write(twin(file, "br"), brotli(&content, setting)?)?;
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

/// How distances may be written, as postfix bits and direct codes: every decoder reads all of them. Which makes a file
/// shortest nobody can tell before; for WebAssembly it is some hundred bytes.
const DISTANCES: [(u32, u32); 3] = [(0, 0), (1, 8), (1, 20)];

/// The shortest of some ways to write it where that is wanted.
fn brotli(content: &[u8], setting: Setting) -> Result<Vec<u8>> {
    let [first, others @ ..] = DISTANCES;
    match setting {
        Setting::Quick => encoded(content, 4, first),
        Setting::Highest => others.into_iter().try_fold(encoded(content, 11, first)?, |shortest, way| {
            let next = encoded(content, 11, way)?;
            Ok(if next.len() < shortest.len() { next } else { shortest })
        }),
    }
}

fn encoded(content: &[u8], quality: i32, (postfix_bits, direct_codes): (u32, u32)) -> Result<Vec<u8>> {
    let mut parameters = BrotliEncoderParams { quality, lgwin: 22, ..Default::default() };
    parameters.dist.distance_postfix_bits = postfix_bits;
    parameters.dist.num_direct_distance_codes = direct_codes;
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
    fn every_way_to_write_distances_can_be_read_back() {
        let text: Vec<u8> = (0_u32..20_000).map(|place| (place * place % 251) as u8).collect();
        for way in DISTANCES {
            let mut again = Vec::new();
            let compressed = encoded(&text, 11, way).unwrap();
            brotli::BrotliDecompress(&mut compressed.as_slice(), &mut again).unwrap();
            assert_eq!(again, text, "{way:?}");
        }
    }

    #[test]
    fn brotli_can_be_read_back() {
        let text = b"pain pain pain pain pain pain pain".as_slice();
        for setting in [Setting::Quick, Setting::Highest] {
            let compressed = brotli(text, setting).unwrap();
            let mut again = Vec::new();
            brotli::BrotliDecompress(&mut compressed.as_slice(), &mut again).unwrap();
            assert_eq!(again, text);
        }
    }
}
