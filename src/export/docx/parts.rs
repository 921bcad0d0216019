//! The parts of a document while they are gathered.

use crate::export::ooxml::package::{Part, Reference};

/// Parts, those that the document refers to apart from others.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Parts {
    referred: Vec<Part>,
    others: Vec<Part>,
}

impl Parts {
    /// Adds a part that the document refers to; the number of the reference.
    pub(super) fn refer(&mut self, part: Part) -> usize {
        self.referred.push(part);
        self.referred.len()
    }

    /// Adds a part that another refers to.
    pub(super) fn keep(&mut self, part: Part) {
        self.others.push(part);
    }

    /// The references of the document, by their numbers.
    pub(super) fn references(&self) -> Vec<Reference> {
        self.referred.iter().map(|part| Reference::to(part.kind, &part.name)).collect()
    }

    /// All parts.
    pub(super) fn all(self) -> impl Iterator<Item = Part> {
        self.referred.into_iter().chain(self.others)
    }
}
