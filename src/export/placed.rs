//! What stands in a file: exhibits, with what a person wrote to them, and figures that cannot be drawn.

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

/// A figure that was chosen for a file and cannot be drawn any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// What it is called.
    pub title: String,
    /// The study that it was of.
    pub study: String,
    /// Id of its exhibit when it was chosen.
    pub exhibit: String,
    /// Why it cannot be drawn, and what to do, as a sentence.
    pub reason: String,
}

impl Missing {
    /// Which figure it was, as a sentence.
    pub(super) fn which(&self) -> String {
        format!("It was chosen as {} of {}, and cannot be drawn now.", self.exhibit, self.study)
    }
}

/// What stands at one place of a file.
#[derive(Debug, Clone, Copy)]
pub enum Entry<'e> {
    /// A figure.
    Figure(Placed<'e>),
    /// Which figure is missing here, and why.
    Missing(&'e Missing),
}

impl<'e> Entry<'e> {
    /// The finding, or what the missing figure is called.
    pub(super) fn title(self) -> &'e str {
        match self {
            Self::Figure(placed) => &placed.exhibit.text.title,
            Self::Missing(missing) => &missing.title,
        }
    }

    /// The title of the study.
    pub(super) fn study(self) -> &'e str {
        match self {
            Self::Figure(placed) => &placed.exhibit.provenance.study_title,
            Self::Missing(missing) => &missing.study,
        }
    }

    /// The id of the exhibit; of a missing figure the one that it had.
    pub(super) fn id(self) -> &'e str {
        match self {
            Self::Figure(placed) => placed.exhibit.id.as_str(),
            Self::Missing(missing) => &missing.exhibit,
        }
    }

    /// The exhibit, where there is one.
    pub(super) fn exhibit(self) -> Option<&'e Exhibit> {
        match self {
            Self::Figure(placed) => Some(placed.exhibit),
            Self::Missing(_) => None,
        }
    }
}

/// What several of which make a file.
pub trait Shown {
    /// As a file shows it.
    fn entry(&self) -> Entry<'_>;
}

/// What a file shows, in its order.
pub(super) fn entries<E: Shown>(shown: &[E]) -> Vec<Entry<'_>> {
    shown.iter().map(Shown::entry).collect()
}

impl Shown for Exhibit {
    fn entry(&self) -> Entry<'_> {
        Entry::Figure(Placed { exhibit: self, note: None })
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
    fn entry(&self) -> Entry<'_> {
        Entry::Figure(Placed { exhibit: &self.exhibit, note: self.note.as_deref() })
    }
}

/// A figure that was chosen for a file.
#[derive(Debug, Clone, PartialEq)]
pub enum Chosen {
    /// As it is drawn.
    Drawn(Box<Annotated>),
    /// What stands in its place.
    Missing(Missing),
}

impl Shown for Chosen {
    fn entry(&self) -> Entry<'_> {
        match self {
            Self::Drawn(annotated) => annotated.entry(),
            Self::Missing(missing) => Entry::Missing(missing),
        }
    }
}
