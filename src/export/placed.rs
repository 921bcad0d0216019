//! An exhibit in a file, with what a person wrote to it.

use crate::exhibit::Exhibit;

/// An exhibit as a file shows it.
#[derive(Debug, Clone, Copy)]
pub struct Placed<'e> {
    /// The exhibit.
    pub exhibit: &'e Exhibit,
    /// What is to be said to it, in lines: spoken on slides, beneath the figure elsewhere.
    pub note: Option<&'e str>,
}

impl<'e> Placed<'e> {
    /// The lines of the note that are not empty.
    pub(super) fn note_lines(self) -> impl Iterator<Item = &'e str> {
        self.note.unwrap_or_default().lines().map(str::trim).filter(|line| !line.is_empty())
    }
}

/// What several of which make a file.
pub trait Shown {
    /// As a file shows it.
    fn placed(&self) -> Placed<'_>;
}

/// The exhibits as a file shows them, in their order.
pub(super) fn placed<E: Shown>(shown: &[E]) -> Vec<Placed<'_>> {
    shown.iter().map(Shown::placed).collect()
}

impl Shown for Exhibit {
    fn placed(&self) -> Placed<'_> {
        Placed { exhibit: self, note: None }
    }
}

/// An exhibit with words of a person's own.
#[derive(Debug, Clone, PartialEq)]
pub struct Annotated {
    exhibit: Exhibit,
    note: Option<String>,
}

impl Annotated {
    /// The exhibit under `title` instead of its finding, which stays in its sentence, and with a note.
    pub fn new(mut exhibit: Exhibit, title: Option<String>, note: Option<String>) -> Self {
        exhibit.text.title = title.unwrap_or(exhibit.text.title);
        Self { exhibit, note }
    }
}

impl Shown for Annotated {
    fn placed(&self) -> Placed<'_> {
        Placed { exhibit: &self.exhibit, note: self.note.as_deref() }
    }
}
