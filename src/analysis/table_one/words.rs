//! The words of baseline characteristics. Made from published numbers only.

use super::{PublicBody, PublicCharacteristic, PublicDifference, PublicTableOne, Shape};
use crate::analysis::words::{GROUPED_AFTER_BASELINE, Grouped, Setting, lower_first, people};
use crate::cohort::CohortWords;
use crate::domain::{Finite, StudyCatalogue, format};
use crate::exhibit::{Count, Policy};

/// From here on groups are called different at the start (Austin, Stat Med 2009;28:3083).
pub(super) const NOTABLE: f64 = 0.1;

/// Most differences that the sentence goes through.
const MOST_TOLD: usize = 5;

/// What the words are about.
#[derive(Debug, Clone, Copy)]
pub(super) struct Story<'a> {
    pub public: &'a PublicTableOne,
    pub catalogue: &'a StudyCatalogue,
    pub grouped: Grouped<'a>,
    pub cohort: &'a CohortWords,
}

/// A difference that is shown.
#[derive(Debug, Clone, Copy)]
struct Told<'a> {
    characteristic: &'a PublicCharacteristic,
    value: Finite,
    places: u8,
}

impl Told<'_> {
    /// `chronicity (SMD 0.21)`.
    fn words(&self) -> String {
        let value = format::decimal(self.value, usize::from(self.places));
        format!("{} (SMD {value})", lower_first(&self.characteristic.label))
    }
}

impl<'a> Story<'a> {
    pub fn setting(&self) -> Setting<'a> {
        Setting { catalogue: self.catalogue, grouped: self.grouped }
    }

    /// Groups of which the reader may know that they are not empty.
    fn groups(&self) -> usize {
        self.public.groups.iter().filter(|group| group.people != Count::Zero).count()
    }

    /// Differences that are shown, the largest first.
    fn told(&self) -> Vec<Told<'a>> {
        let mut told: Vec<Told<'a>> = self
            .public
            .characteristics
            .iter()
            .filter_map(|characteristic| match characteristic.difference {
                PublicDifference::Shown { value, places } => Some(Told { characteristic, value, places }),
                PublicDifference::Hidden | PublicDifference::Unavailable => None,
            })
            .collect();
        told.sort_by(|one, other| other.value.get().total_cmp(&one.value.get()));
        told
    }

    /// The finding in about twelve words.
    pub fn title(&self) -> String {
        if self.groups() < 2 {
            return format!("Baseline characteristics of {}", people(self.public.selected));
        }
        let told = self.told();
        let notable = told.iter().filter(|told| told.value.get() >= NOTABLE).count();
        match told.first() {
            None => "Too few people to compare groups at baseline".to_owned(),
            Some(_) if notable == 0 => {
                format!("Groups were alike in all {} characteristics compared at baseline", told.len())
            }
            Some(largest) => format!(
                "Groups differed in {notable} of {} characteristics at baseline, most in {}",
                told.len(),
                largest.words()
            ),
        }
    }

    /// Who is in the table.
    fn who(&self) -> String {
        let groups = self.public.groups.iter().map(|group| (group.label.as_str(), group.people));
        self.setting().who(self.cohort, self.public.selected, groups)
    }

    pub fn subtitle(&self) -> String {
        let mut parts = vec![self.who(), "baseline characteristics".to_owned()];
        if self.groups() > 1 {
            parts.push("absolute standardised differences between groups".to_owned());
        }
        parts.join("; ")
    }

    /// The whole finding for reading aloud.
    pub fn sentence(&self) -> String {
        let told = self.told();
        let mut sentence = format!("{}.", self.title());
        if self.groups() > 1 && !told.is_empty() {
            let words: Vec<String> = told.iter().take(MOST_TOLD).map(Told::words).collect();
            let largest = if told.len() > MOST_TOLD { "Largest differences" } else { "Differences" };
            sentence = format!("{sentence} {largest}: {}.", words.join(", "));
        }
        let mut sentences = vec![sentence, "The table lists every characteristic.".to_owned()];
        sentences.extend(self.late_caveats());
        sentences.join(" ")
    }

    /// All notes, in their fixed order: missing, method, caveats, suppression.
    pub fn footnotes(&self, policy: Policy) -> Vec<String> {
        let mut notes = vec![
            "Percentages of a level are of those with a value, of the missing of everyone in the group."
                .to_owned(),
        ];
        if let Some(variable) = self.setting().grouping_variable()
            && self.public.ungrouped != Count::Zero
        {
            let people = people(self.public.ungrouped);
            notes.push(format!("Without a value of “{}”, so in no group: {people}.", variable.label));
        }
        notes.push(self.method());
        notes.extend(self.difference_note());
        notes.extend(self.late_caveats());
        notes.extend(self.setting().comparison_caveat(false).map(str::to_owned));
        notes.extend(suppression(policy));
        notes
    }

    /// What is said where something after baseline decided who is in the table, or in which group.
    fn late_caveats(&self) -> Vec<String> {
        let grouped_late = self.setting().is_grouped_after_baseline();
        let of_groups = grouped_late.then(|| GROUPED_AFTER_BASELINE.to_owned());
        self.cohort.caveat().into_iter().chain(of_groups).collect()
    }

    fn method(&self) -> String {
        let is_skewed = |one: &&PublicCharacteristic| match &one.body {
            PublicBody::Number { shape, .. } => *shape == Shape::Skewed,
            PublicBody::Levels { .. } => false,
        };
        let skewed = self.public.characteristics.iter().any(|one| is_skewed(&one));
        let rest = if skewed {
            format!(
                "; median and quartiles where the whole study’s values have a skewness beyond {} in either direction",
                format::decimal(Finite::new(Shape::MOST_SKEWNESS).unwrap_or(Finite::ZERO), 0)
            )
        } else {
            String::new()
        };
        format!("Numbers as mean and SD{rest}.")
    }

    fn difference_note(&self) -> Option<String> {
        let of_several = match self.groups() {
            0 | 1 => return None,
            2 => "",
            _ => " Of several groups the largest of any two.",
        };
        Some(format!(
            "SMD, absolute: numbers, difference of means / square root of ((s₁² + s₂²) / 2); categories after Yang and Dalton (2012).\
             {of_several} From 0.1 on groups are called different (Austin 2009)."
        ))
    }
}

fn suppression(policy: Policy) -> Option<String> {
    match policy {
        Policy::Exact => None,
        Policy::Rounded => Some(format!(
            "Counts under {} are hidden, others are the middle of a band of five; means have two significant digits, \
             medians need 22 people and quartiles 44. A second number is hidden where the first could be worked out.",
            Policy::THRESHOLD
        )),
    }
}
