//! What sheets are called. Names hold no words of an exhibit, so they are always short, legal and different.

/// First sheet of several exhibits.
pub(super) const CONTENTS: &str = "Contents";

/// The sheets of one exhibit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SheetNames {
    pub(super) data: String,
    pub(super) table: String,
    pub(super) method: String,
    pub(super) provenance: String,
    /// The only one where there is no figure.
    pub(super) missing: String,
}

impl SheetNames {
    /// Names for so many exhibits: `Data`, or `1 Data`, `2 Data` … where there are several.
    pub(super) fn of(count: usize) -> Vec<Self> {
        (1..=count).map(|number| Self::numbered(number, count)).collect()
    }

    fn numbered(number: usize, count: usize) -> Self {
        let name = |word: &str| if count == 1 { word.to_owned() } else { format!("{number} {word}") };
        Self {
            data: name("Data"),
            table: name("Table"),
            method: name("Method"),
            provenance: name("Provenance"),
            missing: name("Missing"),
        }
    }
}
