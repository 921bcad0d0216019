//! People in both groups: a comparison of a group with itself is refused, and ways out are offered.

use serde::{Deserialize, Serialize};

use crate::domain::frame::Selection;
use crate::exhibit::disclosure::LinkedCounts;
use crate::exhibit::{Count, Policy, Publish, Raw};

/// What is done with people who are in both groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OverlapResolution {
    /// Nothing: groups with people in common are refused.
    #[default]
    Refuse,
    /// They stay in the first group: "A against B without A".
    SecondWithoutFirst,
    /// They are in neither group.
    DropFromBoth,
}

impl OverlapResolution {
    /// The ways out of an overlap, the default first.
    pub const OFFERS: [Self; 2] = [Self::SecondWithoutFirst, Self::DropFromBoth];

    /// The word used in addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Refuse => "refuse",
            Self::SecondWithoutFirst => "second_without_first",
            Self::DropFromBoth => "drop_from_both",
        }
    }

    /// The resolution with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Refuse, Self::SecondWithoutFirst, Self::DropFromBoth]
            .into_iter()
            .find(|resolution| resolution.code() == code)
    }
}

/// Two groups of one frame without a person in common; made only by [`disjoint`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DisjointGroups {
    selections: [Selection; 2],
    given: [u32; 2],
    overlap: u32,
    resolution: OverlapResolution,
}

impl DisjointGroups {
    /// The first and the second group.
    pub const fn selections(&self) -> &[Selection; 2] {
        &self.selections
    }

    /// People in the groups as they were given.
    pub const fn given(&self) -> [u32; 2] {
        self.given
    }

    /// People who were in both.
    pub const fn overlap(&self) -> u32 {
        self.overlap
    }

    /// What was done with them.
    pub const fn resolution(&self) -> OverlapResolution {
        self.resolution
    }
}

/// The groups without people in common, by `resolution`.
///
/// # Errors
/// The overlap, not yet published, when there is one and nothing is to be done about it.
pub fn disjoint(
    first: &Selection,
    second: &Selection,
    resolution: OverlapResolution,
) -> Result<DisjointGroups, Raw<Overlap>> {
    let (given, overlap) = ([first.count(), second.count()], first.and(second).count());
    let selections = match resolution {
        OverlapResolution::Refuse if overlap > 0 => {
            return Err(Raw::new(Overlap { people: overlap, groups: given }));
        }
        OverlapResolution::Refuse => [first.clone(), second.clone()],
        OverlapResolution::SecondWithoutFirst => [first.clone(), second.and_not(first)],
        OverlapResolution::DropFromBoth => [first.and_not(second), second.and_not(first)],
    };
    Ok(DisjointGroups { selections, given, overlap, resolution })
}

/// So many people are in both groups.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overlap {
    /// In both.
    pub people: u32,
    /// In the first and in the second.
    pub groups: [u32; 2],
}

/// An overlap as a viewer may see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicOverlap {
    /// In both.
    pub people: Count,
    /// In the first and in the second.
    pub groups: Vec<Count>,
    /// What can be done, the default first.
    pub offers: Vec<OverlapResolution>,
}

impl PublicOverlap {
    /// What is wrong and what to do, for the person who asked.
    pub fn sentence(&self, first: &str, second: &str) -> String {
        let who = match self.people {
            Count::Exact(1) => "1 person is".to_owned(),
            Count::Zero | Count::Exact(_) | Count::About(_) => format!("{} people are", self.people.words()),
            Count::Hidden => "Some people are".to_owned(),
        };
        let who = crate::analysis::words::upper_first(&who);
        format!(
            "{who} in both groups, so they cannot be compared. Compare “{first}” with “{second}” without the people of “{first}”, or leave those people out of both."
        )
    }
}

impl Publish for Overlap {
    type Public = PublicOverlap;

    /// Those in both and those in one only are counts of their own.
    fn publish(self, policy: Policy) -> PublicOverlap {
        let mut counts = LinkedCounts::default();
        let both = counts.printed(self.people);
        let cells = self.groups.map(|people| {
            let (group, only) = (counts.printed(people), counts.implied(people.saturating_sub(self.people)));
            counts.sum(group, &[both, only]);
            group
        });
        let shown = counts.publish(policy);
        PublicOverlap {
            people: shown.count(both),
            groups: cells.map(|cell| shown.count(cell)).to_vec(),
            offers: OverlapResolution::OFFERS.to_vec(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(rows: std::ops::Range<usize>) -> Selection {
        Selection::from_fn(100, |row| rows.contains(&row))
    }

    #[test]
    fn groups_without_people_in_common_are_taken_as_they_are() {
        let groups = disjoint(&rows(0..40), &rows(40..90), OverlapResolution::Refuse).unwrap();
        assert_eq!(groups.selections(), &[rows(0..40), rows(40..90)]);
        assert_eq!((groups.overlap(), groups.given()), (0, [40, 50]));
    }

    #[test]
    fn an_overlap_is_refused_with_two_offers() {
        let raw = disjoint(&rows(0..50), &rows(30..90), OverlapResolution::Refuse).unwrap_err();
        let published = raw.publish(Policy::Exact);
        let public = published.get();
        assert_eq!(public.people, Count::Exact(20));
        assert_eq!(public.offers.first(), Some(&OverlapResolution::SecondWithoutFirst));
        assert_eq!(
            public.sentence("Women", "Back pain"),
            "20 people are in both groups, so they cannot be compared. Compare “Women” with “Back pain” without the \
             people of “Women”, or leave those people out of both."
        );
    }

    #[test]
    fn each_offer_leaves_groups_apart() {
        let (first, second) = (rows(0..50), rows(30..90));
        let without = disjoint(&first, &second, OverlapResolution::SecondWithoutFirst).unwrap();
        assert_eq!(without.selections(), &[rows(0..50), rows(50..90)]);
        let neither = disjoint(&first, &second, OverlapResolution::DropFromBoth).unwrap();
        assert_eq!(neither.selections(), &[rows(0..30), rows(50..90)]);
        assert_eq!(neither.overlap(), 20);
    }

    #[test]
    fn a_small_overlap_is_hidden_and_cannot_be_worked_out() {
        let raw = disjoint(&rows(0..50), &rows(46..90), OverlapResolution::Refuse).unwrap_err();
        let published = raw.publish(Policy::Rounded);
        let public = published.get();
        assert_eq!(public.people, Count::Hidden);
        assert!(public.sentence("A", "B").starts_with("Some people are in both groups"));
        // All of the second group but three are in both.
        let raw = disjoint(&rows(0..50), &rows(33..53), OverlapResolution::Refuse).unwrap_err();
        let published = raw.publish(Policy::Rounded);
        let shown = [published.get().people, published.get().groups[1]].map(Count::shown);
        if let [Some(both), Some(group)] = shown {
            // The middles of two bands of five: those in the second group only may be so many or fewer.
            let most = (group + 2).saturating_sub(both - 2);
            assert!(most >= 4, "three of 0 to {most} could be told from {both} and {group}");
        }
    }

    #[test]
    fn every_resolution_is_found_by_its_code() {
        for resolution in OverlapResolution::OFFERS {
            assert_eq!(OverlapResolution::from_code(resolution.code()), Some(resolution));
        }
        assert_eq!(OverlapResolution::from_code("both"), None);
    }
}
