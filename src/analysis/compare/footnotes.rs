//! The notes under a comparison, in their fixed order: what was filled in, who is missing, method, thresholds, caveats.

use super::figure::both;
use super::words::Story;
use super::{
    Arrival, Assignment, Method, OverlapResolution, PublicCompare, PublicNumber, RankMethod, ResponderCutOff,
    Structure,
};
use crate::analysis::words::{GROUPED_AFTER_BASELINE, lower_first, part_of, people, plain, upper_first};
use crate::domain::{CompleterRule, ThresholdKind, format};
use crate::exhibit::{Count, Policy};

/// All notes, without empty ones.
pub(super) fn footnotes(story: Story<'_>, policy: Policy) -> Vec<String> {
    let mut notes: Vec<String> = story.recommendation().into_iter().collect();
    notes.push(filled_in(story));
    notes.extend(missing(story));
    notes.extend(overlap(story));
    notes.push(method_of_change());
    notes.extend(method_of_repeated(story));
    notes.push(method_of_ranks(story.public));
    notes.push(method_of_responders(story));
    notes.extend(cut_offs(story.public).map(cut_off_note));
    notes.extend(distance(story));
    notes.extend(story.multiplicity());
    notes.push(caveat(story.public.assignment, story.lead()).to_owned());
    notes.extend(suppression(policy));
    notes
}

fn filled_in(story: Story<'_>) -> String {
    format!(
        "Nothing is filled in: changes are of people with a value at {} and at {}.",
        lower_first(story.start()),
        story.end()
    )
}

/// `Without one of the two values: acupuncture 44 of 205 (21%), usual care 56 of 196 (29%).`
fn missing(story: Story<'_>) -> Option<String> {
    let counted = story.groups()?.map(|group| {
        part_of(group.missing, group.people).map(|part| format!("{} {part}", lower_first(&group.label)))
    });
    let counted: Vec<String> = counted.into_iter().flatten().collect();
    (!counted.is_empty()).then(|| format!("Without one of the two values: {}.", counted.join(", ")))
}

fn overlap(story: Story<'_>) -> Option<String> {
    let [first, _] = story.groups()?;
    if story.public.overlap == Count::Zero {
        return None;
    }
    let people = upper_first(&people(story.public.overlap));
    match story.public.resolution {
        OverlapResolution::Refuse => None,
        OverlapResolution::SecondWithoutFirst => {
            Some(format!("In both groups, and counted in “{}” only: {}.", first.label, lower_first(&people)))
        }
        OverlapResolution::DropFromBoth => {
            Some(format!("In both groups, and left out of both: {}.", lower_first(&people)))
        }
    }
}

fn method_of_change() -> String {
    "Change within a group by paired t test, difference of changes by Welch’s t test, both two-sided with 95% \
     intervals. The adjusted difference holds the baseline equal: analysis of covariance with one slope in both groups. Hedges’ g is the difference by the pooled standard deviation of the changes, with the exact small-sample \
     correction and an interval from the noncentral t distribution. Improvement in per cent is a ratio of means with an \
     interval by the delta method."
        .to_owned()
}

/// `None` where nothing may be told.
fn method_of_repeated(story: Story<'_>) -> Option<String> {
    let repeated = &story.public.repeated;
    match (&repeated.test.estimate, repeated.structure) {
        (PublicNumber::Shown { .. }, Some(structure)) => Some(model(story, structure)),
        (PublicNumber::Undefined(reason), _) => Some(match repeated.arrival {
            Arrival::Here => format!("There is no estimate from repeated measures. {reason}"),
            Arrival::Coming => "The estimate from repeated measures is being fitted.".to_owned(),
        }),
        (PublicNumber::Shown { .. } | PublicNumber::Hidden, _) => None,
    }
}

fn model(story: Story<'_>, structure: Structure) -> String {
    let repeated = &story.public.repeated;
    let used = people(both(repeated.people.iter().copied()));
    let scores =
        repeated.scores.map_or_else(String::new, |scores| format!(", {} scores", format::count(scores)));
    format!(
        "Repeated measures (MMRM): one model of the changes at {} with effects of time point, group, baseline, group by time \
         point and baseline by time point, residual maximum likelihood, Satterthwaite’s degrees of freedom; the difference of \
         the least-squares means at {}. Covariance {}. Of {used} with a baseline and one of these scores{scores}. Assumes that \
         a score is missing at random, given the scores that are known.",
        time_points(story),
        story.end(),
        covariance(structure),
    )
}

/// `all 12 time points after baseline`, `8 of the 12 time points after baseline (week 1, …)`.
fn time_points(story: Story<'_>) -> String {
    let repeated = &story.public.repeated;
    let (used, offered) = (repeated.visits.len(), repeated.offered as usize);
    if used == offered {
        return format!("all {offered} time points after {} up to this one", lower_first(story.start()));
    }
    let labels: Vec<&str> = repeated.visits.iter().filter_map(|time| story.time_label(*time)).collect();
    format!(
        "{used} of the {offered} time points after {} ({}), those with 11 people or more in each group and no more than can \
         be fitted at once",
        lower_first(story.start()),
        labels.join(", ")
    )
}

fn covariance(structure: Structure) -> String {
    match structure {
        Structure::Unstructured => structure.name().to_owned(),
        Structure::Toeplitz | Structure::Autoregressive | Structure::Compound => format!(
            "{}, time points taken as equally far apart, since no richer one can be fitted to who has which score",
            structure.name()
        ),
    }
}

fn method_of_ranks(public: &PublicCompare) -> String {
    let how = match public.ranks.method {
        Some(RankMethod::Exact) => "exact, conditional on ties",
        Some(RankMethod::NormalWithContinuity) | None => {
            "normal approximation corrected for ties and continuity"
        }
        Some(RankMethod::Normal) => "normal approximation corrected for ties",
    };
    format!(
        "Mann-Whitney test of the changes, two-sided, {how}. The Hodges-Lehmann shift is the median of all differences \
         between a change of the first group and one of the second, with the interval that belongs to the test."
    )
}

fn method_of_responders(story: Story<'_>) -> String {
    let completers = match &story.public.completer {
        CompleterRule::ObservedAtPrimaryTimePoint => {
            "those with a value at the primary time point".to_owned()
        }
        CompleterRule::Flag { variable } => {
            let variable = story.catalogue.variable(variable);
            variable.map_or_else(
                || "by the study’s own rule".to_owned(),
                |(_, variable)| format!("those with “{}”", variable.label),
            )
        }
    };
    format!(
        "Responders are counted of everyone with a baseline above 0, where a missing value is not improved, and of \
         completers ({completers}). Risk difference with Newcombe’s interval, risk ratio and odds ratio with Wald intervals \
         of their logarithms; nothing is added to empty cells. Fisher’s exact test and Pearson’s chi-squared test, without \
         and with Yates’ correction, are two-sided."
    )
}

/// Each cut-off once.
fn cut_offs(public: &PublicCompare) -> impl Iterator<Item = &ResponderCutOff> {
    let all = public.responders.iter().map(|comparison| &comparison.cut_off).enumerate();
    all.filter(|(position, cut_off)| {
        !public.responders.iter().take(*position).any(|earlier| earlier.cut_off == **cut_off)
    })
    .map(|(_, cut_off)| cut_off)
}

fn cut_off_note(cut_off: &ResponderCutOff) -> String {
    let size = cut_off_words(cut_off);
    format!("{}: {size} ({}).", upper_first(&cut_off.label), cut_off.source.trim_end_matches('.'))
}

/// `30% of the person’s own baseline`, `15 points`.
fn cut_off_words(cut_off: &ResponderCutOff) -> String {
    let size = plain(cut_off.size);
    match cut_off.kind {
        ThresholdKind::Points => format!("{size} points"),
        ThresholdKind::PercentOfBaseline => format!("{size}% of the person’s own baseline"),
    }
}

/// A threshold for one person is no threshold for a difference of means.
fn distance(story: Story<'_>) -> Option<String> {
    let (points, source) = story.points_that_matter()?;
    Some(format!(
        "{} points is a threshold for the change of one person ({}). It is a yardstick here, not a test: for a difference \
         between groups there is no agreed minimum.",
        plain(points),
        source.trim_end_matches('.')
    ))
}

const fn caveat(assignment: Assignment, lead: Method) -> &'static str {
    match (assignment, lead) {
        (Assignment::Randomised, Method::Repeated) => {
            "Groups were randomised; who has which score chance did not decide."
        }
        (Assignment::Randomised, Method::Crude | Method::Adjusted | Method::Ranked) => {
            "Groups were randomised; those without a value are left out, which chance did not decide."
        }
        (Assignment::NotRandomised, Method::Crude | Method::Ranked) => {
            "Groups were not randomised and nothing is adjusted for: the difference may reflect who is in them."
        }
        (Assignment::NotRandomised, Method::Adjusted | Method::Repeated) => {
            "Groups were not randomised and only the baseline is adjusted for: the difference may reflect who is in them."
        }
        (Assignment::SelectedAfterBaseline, _) => GROUPED_AFTER_BASELINE,
    }
}

fn suppression(policy: Policy) -> Option<String> {
    match policy {
        Policy::Exact => None,
        Policy::Rounded => Some(format!(
            "Counts under {} are hidden, others are the middle of a band of five; estimates have two significant digits, \
             p-values are given in bands, and shares and what is made of them come from the rounded counts.",
            Policy::THRESHOLD
        )),
    }
}
