//! Changes to a text, and where they end up.

use std::ops::Range;

/// What a change begins or ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// The expression of the site with this number begins.
    Open(u32),
    /// It ends.
    Close(u32),
    /// Something within it.
    Within,
}

/// A stretch of the source that is replaced.
#[derive(Debug)]
pub struct Edit {
    /// Which bytes.
    pub bytes: Range<usize>,
    /// By what.
    pub text: String,
    /// What it means.
    pub mark: Mark,
}

/// Where the expression of a site is in the written text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The site's number.
    pub site: u32,
    /// Its bytes.
    pub bytes: Range<usize>,
}

/// The text with the changes, which are in the order of the source.
pub fn applied(source: &str, edits: &[Edit]) -> (String, Vec<Place>) {
    let (mut written, mut places, mut open) =
        (String::with_capacity(2 * source.len()), Vec::new(), Vec::new());
    let mut copied = 0;
    for edit in edits {
        written.push_str(source.get(copied..edit.bytes.start).unwrap_or_default());
        let begins = written.len();
        written.push_str(&edit.text);
        copied = edit.bytes.end;
        match edit.mark {
            Mark::Open(_) => open.push(begins),
            Mark::Close(site) => {
                places.extend(open.pop().map(|begins| Place { site, bytes: begins..written.len() }));
            }
            Mark::Within => (),
        }
    }
    written.push_str(source.get(copied..).unwrap_or_default());
    (written, places)
}
