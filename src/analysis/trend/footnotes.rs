//! The notes under a trend, in their fixed order: what was filled in, who is missing, method, thresholds, caveats.

use super::words::{Printed, Story, left_out};
use super::{PublicGroup, PublicTrend};
use crate::analysis::rounding::QuartileSupport;
use crate::analysis::words::{GROUPED_AFTER_BASELINE, Grouped, bands_note, part_of, people, threshold_note};
use crate::domain::MissingDataHandling;
use crate::exhibit::{Count, Policy, TrendBand};

/// Most groups whose missing people are counted one by one in a note.
const MOST_GROUPS_LISTED: usize = 6;

/// All notes, without empty ones.
pub(super) fn footnotes(story: Story<'_>, policy: Policy) -> Vec<String> {
    footnotes_with(story, policy, bands_note(story.instrument()).into_iter().collect())
}

/// All notes, with more about the method after it.
pub(super) fn footnotes_with(story: Story<'_>, policy: Policy, more: Vec<String>) -> Vec<String> {
    let mut notes = vec![filled_in(story.public)];
    notes.extend(missing(story));
    notes.extend(ungrouped(story));
    notes.push(method(story.public));
    notes.extend(quartiles(story));
    notes.extend(more);
    notes.extend(story.instrument().thresholds.iter().map(threshold_note));
    notes.extend(caveats(story));
    notes.extend(suppression(story.public, policy));
    notes
}

fn filled_in(public: &PublicTrend) -> String {
    let handling = public.handling.sentence();
    match left_out(public.handling) {
        Some(reason) => format!("{handling}. {reason}: {}.", people(public.excluded)),
        None => format!("{handling}."),
    }
}

/// `Missing at 12 months: usual care 56 of 196 (29%), acupuncture 44 of 205 (21%).`
fn missing(story: Story<'_>) -> Option<String> {
    let groups = &story.public.groups;
    if groups.len() > MOST_GROUPS_LISTED {
        return Some(format!("The table lists who is missing at {}, by group.", story.end()));
    }
    let named = story.setting().has_groups();
    let counted = groups.iter().filter_map(|group| {
        let missing = missing_of_group(group, story.public.primary)?;
        Some(if named { format!("{} {missing}", group.label) } else { missing })
    });
    let counted: Vec<String> = counted.collect();
    let filled = match story.public.handling {
        MissingDataHandling::Observed | MissingDataHandling::Completers => "",
        MissingDataHandling::Locf | MissingDataHandling::Bocf => " before filling",
    };
    (!counted.is_empty()).then(|| format!("Missing at {}{filled}: {}.", story.end(), counted.join(", ")))
}

fn missing_of_group(group: &PublicGroup, primary: u32) -> Option<String> {
    let people = &group.points.get(primary as usize)?.people;
    part_of(people.missing, people.group)
}

fn ungrouped(story: Story<'_>) -> Option<String> {
    let variable = story.setting().grouping_variable()?;
    let people = people(story.public.ungrouped);
    (story.public.ungrouped != Count::Zero)
        .then(|| format!("Without a value of “{}”, so in no group: {people}.", variable.label))
}

fn method(public: &PublicTrend) -> String {
    let change = if public.baseline.is_some() {
        "; change is the mean of paired differences from baseline with its 95% t interval"
    } else {
        ""
    };
    format!("Mean with 95% t interval, two-sided{change}; shares with 95% Wilson interval, two-sided.")
}

/// How the middle half is computed, and where it is held back.
fn quartiles(story: Story<'_>) -> Vec<String> {
    match story.band {
        TrendBand::Interval => Vec::new(),
        TrendBand::Quartiles => {
            let points = || story.public.groups.iter().flat_map(|group| &group.points);
            let held_back =
                points().any(|point| point.quartiles.is_none() && Printed::of(&point.mean).is_some());
            let method = "25th and 75th percentile by linear interpolation between ordered values (Hyndman and Fan \
                          1996, definition 7), of the values that are in the mean; the mean and its interval are in \
                          the table.";
            let reason = held_back.then(|| {
                format!(
                    "The middle half is left out where fewer than {} people, or a number of people that is hidden, \
                     have a value.",
                    QuartileSupport::FEWEST
                )
            });
            std::iter::once(method.to_owned()).chain(reason).collect()
        }
    }
}

fn caveats(story: Story<'_>) -> Vec<String> {
    let mut caveats: Vec<String> = story.cohort.caveat().into_iter().collect();
    if story.setting().is_grouped_after_baseline() {
        caveats.push(GROUPED_AFTER_BASELINE.to_owned());
    }
    caveats.extend(story.setting().comparison_caveat(story.public.baseline.is_some()).map(str::to_owned));
    caveats.extend(untested(story));
    if story.public.handling == MissingDataHandling::Completers {
        let caveat =
            "Completers were selected by what happened after baseline: theirs is not everyone’s course.";
        caveats.push(caveat.to_owned());
    }
    caveats
}

/// Two groups side by side look like a test of one against the other.
fn untested(story: Story<'_>) -> Option<String> {
    match story.grouped {
        Grouped::Together | Grouped::By(_) => None,
        Grouped::Chosen(_) => Some("The difference between the groups is not tested here.".to_owned()),
    }
}

fn suppression(public: &PublicTrend, policy: Policy) -> Option<String> {
    match policy {
        Policy::Exact => None,
        Policy::Rounded => {
            let second = if any_hidden(public) {
                " A second number is hidden where the first could be worked out from a total."
            } else {
                ""
            };
            Some(format!(
                "Counts under {} are hidden, others are the middle of a band of five; means have two significant digits.{second}",
                Policy::THRESHOLD
            ))
        }
    }
}

fn any_hidden(public: &PublicTrend) -> bool {
    let hidden = |count: Count| count == Count::Hidden;
    public.groups.iter().any(|group| {
        hidden(group.people)
            || group.points.iter().any(|point| {
                let people = &point.people;
                [people.contributing, people.no_report, people.left, people.missing].into_iter().any(hidden)
            })
    })
}
