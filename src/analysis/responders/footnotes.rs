//! The notes under responders, in their fixed order: what was filled in, who is missing, method, thresholds, caveats.

use super::words::Story;
use super::{PublicResponderGroup, PublicResponderSet, PublicResponders};
use crate::analysis::words::{GROUPED_AFTER_BASELINE, part_of, people, threshold_note, upper_first};
use crate::exhibit::{Count, Policy};

/// Most groups whose people are counted one by one in a note.
const MOST_GROUPS_LISTED: usize = 6;

/// All notes, without empty ones.
pub(super) fn footnotes(story: Story<'_>, policy: Policy) -> Vec<String> {
    let mut notes = vec![denominators(story)];
    notes.push(left_out(story));
    notes.extend(missing(story));
    notes.extend(ungrouped(story));
    notes.push(method(story));
    notes.extend(story.instrument().thresholds.iter().map(threshold_note));
    notes.extend(conventional(story));
    notes.extend(caveats(story));
    notes.extend(suppression(story.public, policy));
    notes
}

fn denominators(story: Story<'_>) -> String {
    format!(
        "Everyone: people with a {} above 0; {}. Completers: {}, of everyone.",
        story.start(),
        story.missing_words(),
        story.completer_words()
    )
}

/// One part a group, `None` where there are none or too many.
fn by_group(story: Story<'_>, words: impl Fn(&PublicResponderGroup) -> Option<String>) -> Option<String> {
    let groups = &story.public.groups;
    if groups.len() > MOST_GROUPS_LISTED {
        return None;
    }
    let named = |group: &PublicResponderGroup| {
        let words = words(group)?;
        Some(if story.setting().has_groups() { format!("{} {words}", group.label) } else { words })
    };
    let parts: Vec<String> = groups.iter().filter_map(named).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

fn left_out(story: Story<'_>) -> String {
    let start = story.start();
    let parts = by_group(story, |group| {
        let excluded = [group.baseline_missing, group.baseline_zero];
        (excluded != [Count::Zero; 2]).then(|| {
            let [missing, zero] = excluded.map(people);
            format!("{missing} without a {start} value and {zero} with one of 0")
        })
    });
    let nobody =
        |group: &PublicResponderGroup| [group.baseline_missing, group.baseline_zero] == [Count::Zero; 2];
    match parts {
        Some(parts) => format!("Left out of both: {parts}."),
        None if story.public.groups.iter().all(nobody) => "Left out of both: nobody.".to_owned(),
        None => format!("Left out of both: people without a {start} value, or with one of 0."),
    }
}

fn missing(story: Story<'_>) -> Option<String> {
    let parts = by_group(story, |group| part_of(group.everyone.missing, group.everyone.people))?;
    Some(format!("No value to compare, so not improved: {parts}."))
}

fn ungrouped(story: Story<'_>) -> Option<String> {
    let variable = story.setting().grouping_variable()?;
    let people = people(story.public.ungrouped);
    (story.public.ungrouped != Count::Zero)
        .then(|| format!("Without a value of “{}”, so in no group: {people}.", variable.label))
}

fn method(story: Story<'_>) -> String {
    format!(
        "Improved: {} {} by at least so many per cent of the person’s own {} value. Shares with 95% Wilson interval, \
         two-sided.",
        story.measure(),
        story.verb(),
        story.start()
    )
}

fn conventional(story: Story<'_>) -> Option<String> {
    story.marks_are_conventional().then(|| {
        "30% and 50%: called moderate and substantial improvement of chronic pain by IMMPACT (Dworkin RH et al., J Pain \
         2008;9:105); for other measures, conventions without a source."
            .to_owned()
    })
}

fn caveats(story: Story<'_>) -> Vec<String> {
    let setting = story.setting();
    let mut caveats: Vec<String> = story.cohort.caveat().into_iter().collect();
    if setting.is_grouped_after_baseline() {
        caveats.push(GROUPED_AFTER_BASELINE.to_owned());
    }
    caveats.extend(setting.comparison_caveat(true).map(str::to_owned));
    caveats.push(upper_first(
        "completers were selected by what happened after baseline: their share is not everyone’s.",
    ));
    caveats
}

fn suppression(public: &PublicResponders, policy: Policy) -> Option<String> {
    match policy {
        Policy::Exact => None,
        Policy::Rounded => {
            let second = if public.groups.iter().any(is_partly_hidden) {
                " A second number is hidden where the first could be worked out from a total."
            } else {
                ""
            };
            Some(format!(
                "Counts under {} are hidden, others are the middle of a band of five; shares come from those and are in \
                 whole per cents.{second}",
                Policy::THRESHOLD
            ))
        }
    }
}

fn is_partly_hidden(group: &PublicResponderGroup) -> bool {
    let set = |set: &PublicResponderSet| {
        let shares = set.at_least.iter().chain(&set.thresholds).map(|share| share.people);
        shares.chain([set.people, set.missing]).any(|count| count == Count::Hidden)
    };
    let counts = [group.people, group.baseline_missing, group.baseline_zero];
    counts.contains(&Count::Hidden) || set(&group.everyone) || set(&group.completers)
}
