//! For tests: many exhibits together, and figures that are missing among others.

use super::example;
use super::placed::{Annotated, Chosen, Missing};
use crate::chart::examples;
use crate::exhibit::{Exhibit, Released};

/// The most that anybody asks for in one file.
pub(super) const SIXTY: usize = 60;

/// Every kind of figure again and again until there are sixty, each with its number as its title.
pub(super) fn sixty() -> Released<Vec<Exhibit>> {
    let figures: Vec<_> = examples::all().into_iter().map(|(_, figure)| figure).collect();
    let exhibits = figures.into_iter().cycle().take(SIXTY).map(|figure| example::of(figure).into_inner());
    let numbered = (1..).zip(exhibits).map(|(number, mut exhibit)| {
        exhibit.text.title = title(number);
        exhibit
    });
    let numbered = numbered.collect();
    example::trial().map(|_| numbered)
}

/// The title of the exhibit with this number.
pub(super) fn title(number: usize) -> String {
    format!("Finding {number}.")
}

/// A figure that is missing.
pub(super) fn missing() -> Missing {
    Missing {
        title: "Figure 2 cannot be drawn".to_owned(),
        study: "Acupuncture & more".to_owned(),
        exhibit: "trend/0123456789abcdef".to_owned(),
        reason: "The study “gone” is not loaded here any more. Load it again, or take the figure out."
            .to_owned(),
    }
}

/// A figure, one that is missing, and a figure.
pub(super) fn with_missing() -> Released<Vec<Chosen>> {
    example::trial().map(|exhibit| {
        let drawn = |number: usize| {
            Chosen::Drawn(Box::new(Annotated::new(exhibit.clone(), Some(title(number)), None)))
        };
        vec![drawn(1), Chosen::Missing(missing()), drawn(3)]
    })
}
