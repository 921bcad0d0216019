//! Notices changed files by their modification times.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::compress::files_below;

/// Folders and files, and when each file in them was last changed.
pub struct Watch {
    places: Vec<PathBuf>,
    seen: BTreeMap<PathBuf, SystemTime>,
}

impl Watch {
    /// Remembers how the places look now; a place that does not exist may come later.
    pub fn new(places: Vec<PathBuf>) -> Self {
        let seen = look(&places);
        Self { places, seen }
    }

    /// Whether something changed, came or went since the last time.
    pub fn has_changed(&mut self) -> bool {
        let now = look(&self.places);
        let changed = now != self.seen;
        self.seen = now;
        changed
    }
}

/// When a file was last changed, if it exists.
pub fn changed_at(file: &Path) -> Option<SystemTime> {
    std::fs::metadata(file).and_then(|metadata| metadata.modified()).ok()
}

fn look(places: &[PathBuf]) -> BTreeMap<PathBuf, SystemTime> {
    let files = places.iter().flat_map(|place| {
        // A file that vanishes while it is looked at is noticed the next time.
        if place.is_dir() { files_below(place).unwrap_or_default() } else { vec![place.clone()] }
    });
    files.filter_map(|file| changed_at(&file).map(|time| (file, time))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::DataFolder;

    #[test]
    fn a_new_file_is_a_change_and_only_once() {
        let folder = DataFolder::create("watch-test").unwrap();
        let mut watch = Watch::new(vec![folder.path().to_path_buf()]);
        assert!(!watch.has_changed());
        std::fs::write(folder.path().join("new.rs"), "fn new() {}").unwrap();
        assert!(watch.has_changed());
        assert!(!watch.has_changed());
    }
}
