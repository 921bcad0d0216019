//! The words of responders: subtitle, sentence and what titles and notes share. Made from published numbers only.

use super::cut_offs::MARKED;
use super::{PublicResponderGroup, PublicResponderSet, PublicResponders};
use crate::analysis::share::PublicShare;
use crate::analysis::words::{GROUPED_AFTER_BASELINE, Grouped, Setting, lower_first, plain, upper_first};
use crate::cohort::CohortWords;
use crate::domain::{
    CompleterRule, Direction, Finite, Instrument, Interval, StudyCatalogue, Threshold, ThresholdKind, format,
};

/// Most groups that a sentence goes through one by one.
const MOST_GROUPS_TOLD: usize = 6;

/// What the words are about.
#[derive(Debug, Clone, Copy)]
pub(super) struct Story<'a> {
    pub public: &'a PublicResponders,
    pub catalogue: &'a StudyCatalogue,
    pub grouped: Grouped<'a>,
    pub cohort: &'a CohortWords,
}

/// A share and the words around it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Printed {
    pub value: Finite,
    pub interval: Option<Interval>,
    pub places: u8,
}

impl Printed {
    pub fn of(share: &PublicShare) -> Option<Self> {
        share.share.map(|value| Self { value, interval: share.interval, places: share.places })
    }

    /// `69.6%`.
    pub fn text(self) -> String {
        format::percent(self.value, usize::from(self.places))
    }

    /// `67.8 to 71.3`.
    pub fn limits(self) -> Option<String> {
        let in_percent = |limit: Finite| limit.get() * 100.0;
        let interval = self.interval?;
        let interval = Interval::new(in_percent(interval.low), in_percent(interval.high))?;
        Some(format::interval(interval, usize::from(self.places)))
    }
}

/// The share of a set at one of its cut-offs.
pub(in crate::analysis) fn at_percent<'s>(
    public: &PublicResponders,
    set: &'s PublicResponderSet,
    percent: u32,
) -> Option<&'s PublicShare> {
    set.at_least.get(public.cut_offs.iter().position(|cut_off| *cut_off == percent)?)
}

/// A cut-off of the table: one of the fixed ones or a threshold of the instrument.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Stop<'a> {
    Percent(u32),
    Threshold(usize, &'a Threshold),
}

impl Stop<'_> {
    /// The share of a set here.
    pub fn share<'s>(
        self,
        public: &PublicResponders,
        set: &'s PublicResponderSet,
    ) -> Option<&'s PublicShare> {
        match self {
            Self::Percent(percent) => at_percent(public, set, percent),
            Self::Threshold(position, _) => set.thresholds.get(position),
        }
    }

    /// Position on the curve; `None` for a threshold in points.
    pub fn percent(self) -> Option<Finite> {
        match self {
            Self::Percent(percent) => Some(percent.into()),
            Self::Threshold(_, threshold) => match threshold.kind {
                ThresholdKind::PercentOfBaseline => Some(threshold.value),
                ThresholdKind::Points => None,
            },
        }
    }

    /// `30%`, `15 points`.
    pub fn size(self) -> String {
        match self {
            Self::Percent(percent) => format!("{percent}%"),
            Self::Threshold(_, threshold) => match threshold.kind {
                ThresholdKind::PercentOfBaseline => format!("{}%", plain(threshold.value)),
                ThresholdKind::Points => format!("{} points", plain(threshold.value)),
            },
        }
    }

    /// `30% or more`.
    pub fn or_more(self) -> String {
        format!("{} or more", self.size())
    }
}

/// Whether a cut-off is shown whatever the instrument.
fn is_fixed(percent: Finite) -> bool {
    (0..=100).step_by(super::cut_offs::STEP as usize).any(|fixed| percent == Finite::from(fixed))
}

impl<'a> Story<'a> {
    pub fn instrument(&self) -> &'a Instrument {
        &self.public.instrument
    }

    pub fn setting(&self) -> Setting<'a> {
        Setting { catalogue: self.catalogue, grouped: self.grouped }
    }

    /// The measure in the middle of a sentence.
    pub fn measure(&self) -> String {
        lower_first(&self.instrument().label)
    }

    /// What improvement is ("fell", "rose").
    pub fn verb(&self) -> &'static str {
        match self.instrument().direction {
            Direction::LowerIsBetter => "fell",
            Direction::HigherIsBetter => "rose",
        }
    }

    fn label_at(&self, position: u32) -> Option<&'a str> {
        self.catalogue.time_axis.points.get(position as usize).map(|point| point.label.as_str())
    }

    /// Name of the primary time point, as it follows "at".
    pub fn end(&self) -> &'a str {
        self.label_at(self.public.primary).unwrap_or("the end")
    }

    /// Name of the baseline.
    pub fn start(&self) -> String {
        lower_first(self.label_at(self.public.baseline).unwrap_or("baseline"))
    }

    /// Cut-offs of table and figure in per cent, ascending: every tenth, and the thresholds of the instrument.
    pub fn stops(&self) -> Vec<Stop<'a>> {
        let fixed = (0..=100).step_by(super::cut_offs::STEP as usize).map(Stop::Percent);
        let own = self.thresholds(ThresholdKind::PercentOfBaseline).filter(|stop| {
            stop.percent().is_some_and(|percent| !is_fixed(percent) && percent.get() <= 100.0)
        });
        let mut stops: Vec<Stop<'a>> = fixed.chain(own).collect();
        let place = |stop: &Stop<'_>| stop.percent().map_or(f64::MAX, Finite::get);
        stops.sort_by(|one, other| place(one).total_cmp(&place(other)));
        stops.dedup_by(|later, earlier| later.percent() == earlier.percent());
        stops
    }

    /// Thresholds of the instrument of one kind.
    pub fn thresholds(&self, kind: ThresholdKind) -> impl Iterator<Item = Stop<'a>> + use<'a> {
        let thresholds = self.instrument().thresholds.iter().enumerate();
        thresholds
            .filter(move |(_, threshold)| threshold.kind == kind)
            .map(|(position, threshold)| Stop::Threshold(position, threshold))
    }

    /// Cut-offs marked in the figure: 30 %, 50 % and the thresholds of the instrument in per cent.
    pub fn marked(&self) -> Vec<(Stop<'a>, String)> {
        let is_marked = |stop: &Stop<'a>| match stop {
            Stop::Percent(percent) => MARKED.contains(percent) || self.own_label(*stop).is_some(),
            Stop::Threshold(..) => true,
        };
        let words = |stop: Stop<'a>| {
            let label = self.own_label(stop).unwrap_or_default();
            (stop, format!("{} {label}", stop.size()).trim_end().to_owned())
        };
        self.stops().into_iter().filter(is_marked).map(words).collect()
    }

    /// What the instrument calls an improvement of this size, without the size and the word "improvement".
    fn own_label(&self, stop: Stop<'a>) -> Option<String> {
        let percent = stop.percent()?;
        let same = |threshold: &&Threshold| {
            threshold.kind == ThresholdKind::PercentOfBaseline && threshold.value == percent
        };
        let label = lower_first(self.instrument().thresholds.iter().find(same)?.label.trim());
        let label = label.strip_suffix("improvement").unwrap_or(&label);
        Some(label.strip_prefix(stop.size().as_str()).unwrap_or(label).trim().to_owned())
    }

    /// Whether none of the marked cut-offs comes from the instrument.
    pub fn marks_are_conventional(&self) -> bool {
        MARKED.iter().all(|percent| self.own_label(Stop::Percent(*percent)).is_none())
    }

    /// Who is in the figure.
    fn who(&self) -> String {
        let groups = self.public.groups.iter().map(|group| (group.label.as_str(), group.people));
        self.setting().who(self.cohort, self.public.selected, groups)
    }

    pub fn subtitle(&self) -> String {
        let mut parts = vec![
            self.who(),
            format!(
                "share whose {} {} by at least each part of their own baseline, {} to {}",
                self.measure(),
                self.verb(),
                self.start(),
                self.end()
            ),
            self.missing_words(),
            "band and whiskers are 95% confidence intervals".to_owned(),
        ];
        parts.extend(self.setting().control_words().map(str::to_owned));
        parts.join("; ")
    }

    /// What is done about a missing value.
    pub fn missing_words(&self) -> String {
        self.public.value.missing_words(self.end())
    }

    /// Who is a completer.
    pub fn completer_words(&self) -> String {
        match &self.public.completer {
            CompleterRule::ObservedAtPrimaryTimePoint => format!("people with a value at {}", self.end()),
            CompleterRule::Flag { variable } => {
                let label = self.catalogue.variable(variable).map(|(_, variable)| variable.label.as_str());
                format!("people of whom “{}” is true", label.unwrap_or(variable.as_str()))
            }
        }
    }

    /// The whole finding for reading aloud.
    pub fn sentence(&self) -> String {
        let mut sentences: Vec<String> = if self.public.groups.len() > MOST_GROUPS_TOLD {
            vec![format!("{}.", self.title()), "The table lists every group.".to_owned()]
        } else {
            self.public.groups.iter().map(|group| self.sentence_of_group(group)).collect()
        };
        sentences.extend(self.cohort.caveat());
        if self.setting().is_grouped_after_baseline() {
            sentences.push(GROUPED_AFTER_BASELINE.to_owned());
        }
        sentences.join(" ")
    }

    fn sentence_of_group(&self, group: &PublicResponderGroup) -> String {
        let name = self.setting().name_before(&group.label, ": ");
        let points = self.thresholds(ThresholdKind::Points);
        let stops = MARKED.map(Stop::Percent).into_iter().chain(points);
        let parts: Vec<String> = stops.filter_map(|stop| self.told(group, stop)).collect();
        if parts.is_empty() {
            let reason = match group.everyone.people.shown() {
                Some(0) => format!("nobody has a {} above 0", self.start()),
                Some(_) | None => "too few people to show".to_owned(),
            };
            return upper_first(&format!("{name}improvement in {}: {reason}.", self.measure()));
        }
        upper_first(&format!("{name}{}.", parts.join("; ")))
    }

    /// `69.6% of everyone (95% CI 68.7 to 70.5, n 7,144 of 10,264) and 78.6% of completers (…) improved by 30% or more`.
    fn told(&self, group: &PublicResponderGroup, stop: Stop<'_>) -> Option<String> {
        let of = |set: &PublicResponderSet, whom: &str| {
            let share = stop.share(self.public, set)?;
            let printed = Printed::of(share)?;
            let interval = printed.limits().map_or_else(String::new, |limits| format!("95% CI {limits}, "));
            let n = format!("n {} of {}", share.people.words(), set.people.words());
            Some(format!("{} of {whom} ({interval}{n})", printed.text()))
        };
        let parts = [of(&group.everyone, "everyone"), of(&group.completers, "completers")];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        (!parts.is_empty()).then(|| format!("{} improved by {}", parts.join(" and "), stop.or_more()))
    }
}
