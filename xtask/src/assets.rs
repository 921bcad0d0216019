//! Files that go to the site as they are: fonts, the mark, `robots.txt`. Their names stay stable, because the style
//! sheet and other sites refer to them.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::compress;
use crate::project::Project;

/// Copies `public/` into the site and returns the copies.
///
/// # Errors
///
/// When a file cannot be copied.
pub fn copy(project: &Project) -> Result<Vec<PathBuf>> {
    let from = project.root.join(&project.leptos.assets_dir);
    if !from.is_dir() {
        return Ok(Vec::new());
    }
    let mut copies = Vec::new();
    for file in compress::files_below(&from)? {
        let inside = file.strip_prefix(&from)?;
        let copy = project.site().join(inside);
        copy_one(&file, &copy)?;
        copies.push(copy);
    }
    Ok(copies)
}

fn copy_one(from: &Path, to: &Path) -> Result<()> {
    if let Some(folder) = to.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::copy(from, to).with_context(|| format!("cannot copy {} to {}", from.display(), to.display()))?;
    compress::forget(to);
    Ok(())
}
