//! Why some mutants may survive: `tests/mutants/*.toml`.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

/// A file of explanations.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    reason: Vec<Reason>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Reason {
    why: String,
    /// Names, one a line.
    mutants: String,
}

/// Explanations by the names of mutants.
pub type Explained = BTreeMap<String, String>;

/// Reads every explanation; none when there is no such folder.
///
/// # Errors
///
/// When a file cannot be read or explains a mutant that is explained already.
pub fn read(folder: &Path) -> Result<Explained> {
    let mut explained = Explained::new();
    if !folder.is_dir() {
        return Ok(explained);
    }
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let text = std::fs::read_to_string(&path)?;
        for (name, why) in parsed(&text).with_context(|| path.display().to_string())? {
            if explained.contains_key(&name) {
                bail!("{}: explained twice: {name}", path.display());
            }
            explained.insert(name, why);
        }
    }
    Ok(explained)
}

fn parsed(text: &str) -> Result<Vec<(String, String)>> {
    let file: File = toml::from_str(text)?;
    let of_reason = |reason: &Reason| {
        let names = reason.mutants.lines().map(str::trim).filter(|name| !name.is_empty());
        names.map(|name| (name.to_owned(), reason.why.clone())).collect::<Vec<_>>()
    };
    Ok(file.reason.iter().flat_map(of_reason).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_explains_every_mutant_below_it() {
        let text = "[[reason]]\nwhy = 'alike'\nmutants = '''\na.rs | f | < to <= | a < b\n\nb.rs | g | + to - | 'x' + y\n'''\n";
        let both = [("a.rs | f | < to <= | a < b", "alike"), ("b.rs | g | + to - | 'x' + y", "alike")];
        let both = both.map(|(name, why)| (name.to_owned(), why.to_owned()));
        assert_eq!(parsed(text).unwrap(), both);
    }

    #[test]
    fn a_misspelt_key_is_refused() {
        assert!(parsed("[[reason]]\nwhy = 'alike'\nmutant = ''\n").is_err());
    }
}
