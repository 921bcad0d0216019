//! The words of a trend: subtitle, sentence and what titles and notes share. Made from published numbers only.

use super::{PublicChange, PublicEstimate, PublicGroup, PublicTrend};
use crate::analysis::words::{GROUPED_AFTER_BASELINE, Grouped, Setting, lower_first, plain, upper_first};
use crate::cohort::CohortWords;
use crate::domain::{
    Direction, Finite, Instrument, Interval, MissingDataHandling, StudyCatalogue, TimePoint, format,
};
use crate::exhibit::TrendBand;

/// Most groups that a sentence goes through one by one.
pub(super) const MOST_GROUPS_TOLD: usize = 6;

/// What the words are about.
#[derive(Debug, Clone, Copy)]
pub(super) struct Story<'a> {
    pub public: &'a PublicTrend,
    pub catalogue: &'a StudyCatalogue,
    pub grouped: Grouped<'a>,
    pub cohort: &'a CohortWords,
    pub band: TrendBand,
}

/// A number and the decimals it is printed with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Printed {
    pub value: Finite,
    pub interval: Option<Interval>,
    pub places: u8,
}

impl Printed {
    pub fn of(estimate: &PublicEstimate) -> Option<Self> {
        match estimate {
            PublicEstimate::Shown { value, interval, standard_deviation: _, places } => {
                Some(Self { value: *value, interval: *interval, places: *places })
            }
            PublicEstimate::Hidden | PublicEstimate::Empty => None,
        }
    }

    pub fn text(self) -> String {
        format::decimal(self.value, usize::from(self.places))
    }

    /// `24.6 (95% CI 22.4 to 26.8, n 205)`.
    fn with_doubt(self, people: &str) -> String {
        let interval = self.interval.map_or_else(String::new, |interval| {
            format!("95% CI {}, ", format::interval(interval, usize::from(self.places)))
        });
        format!("{} ({interval}n {people})", self.text())
    }

    pub fn size(self) -> Self {
        Self { value: Finite::new(self.value.get().abs()).unwrap_or(Finite::ZERO), ..self }
    }
}

impl<'a> Story<'a> {
    pub fn instrument(&self) -> &'a Instrument {
        &self.public.instrument
    }

    /// The measure in the middle of a sentence.
    pub fn measure(&self) -> String {
        lower_first(&self.instrument().label)
    }

    /// The measure at the beginning of one.
    pub fn measure_first(&self) -> String {
        upper_first(&self.instrument().label)
    }

    fn time_point(&self, position: u32) -> Option<&'a TimePoint> {
        self.catalogue.time_axis.points.get(position as usize)
    }

    /// Name of the primary time point, as it follows "at".
    pub fn end(&self) -> &'a str {
        self.time_point(self.public.primary).map_or("the end", |point| point.label.as_str())
    }

    fn start(&self) -> Option<&'a str> {
        self.time_point(self.public.baseline?).map(|point| point.label.as_str())
    }

    /// How people came to be in their groups.
    pub fn setting(&self) -> Setting<'a> {
        Setting { catalogue: self.catalogue, grouped: self.grouped }
    }

    /// ` with usual care`, ` (women)`, or nothing for everyone as one group.
    pub fn of_group(&self, group: &PublicGroup) -> String {
        self.setting().of_group(&group.label)
    }

    /// Who is in the figure.
    fn who(&self) -> String {
        let groups = self.public.groups.iter().map(|group| (group.label.as_str(), group.people));
        self.setting().who(self.cohort, self.public.selected, groups)
    }

    pub fn mean_at(group: &PublicGroup, position: Option<u32>) -> Option<Printed> {
        Printed::of(&group.points.get(position? as usize)?.mean)
    }

    /// Population, measure, time, handling, what the band is.
    pub fn subtitle(&self) -> String {
        match self.band {
            TrendBand::Interval => self.subtitle_with(&["95% confidence intervals"]),
            TrendBand::Quartiles => self.subtitle_with(&[
                "the band holds the middle half of people, from the 25th to the 75th percentile of their values",
            ]),
        }
    }

    /// The same with other words for what is drawn.
    pub fn subtitle_with(&self, drawn: &[&str]) -> String {
        let range = self.instrument().range;
        let direction = match self.instrument().direction {
            Direction::LowerIsBetter => "lower is better",
            Direction::HigherIsBetter => "higher is better",
        };
        let what =
            format!("mean {}, {} to {}, {direction}", self.measure(), plain(range.low), plain(range.high));
        let when = self.start().map_or_else(
            || format!("to {}", self.end()),
            |start| format!("{} to {}", lower_first(start), self.end()),
        );
        let mut parts = vec![self.who(), what, when, lower_first(self.public.handling.sentence())];
        parts.extend(drawn.iter().map(|words| (*words).to_owned()));
        let has_change = self.public.baseline.is_some();
        parts.extend(self.setting().control_words().filter(|_| has_change).map(str::to_owned));
        parts.join("; ")
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

    fn sentence_of_group(&self, group: &PublicGroup) -> String {
        let at = |position: Option<u32>| {
            let point = group.points.get(position? as usize)?;
            Some(Printed::of(&point.mean)?.with_doubt(&point.people.contributing.words()))
        };
        let name = self.setting().name_before(&group.label, ", ");
        let measure = self.measure();
        let Some(end) = at(Some(self.public.primary)) else {
            let mean = group.points.get(self.public.primary as usize).map(|point| &point.mean);
            let reason = match mean {
                Some(PublicEstimate::Empty) | None => "nobody has a value",
                Some(PublicEstimate::Hidden | PublicEstimate::Shown { .. }) => "too few people to show",
            };
            return upper_first(&format!("{name}{measure} at {}: {reason}.", self.end()));
        };
        let start = at(self.public.baseline).zip(self.start());
        let course = start.map_or_else(
            || format!("{name}mean {measure}: {end} at {}", self.end()),
            |(start, label)| {
                format!("{name}mean {measure}: {start} at {}, {end} at {}", lower_first(label), self.end())
            },
        );
        upper_first(&format!("{course}{}.", change_words(&group.change)))
    }
}

fn change_words(change: &PublicChange) -> String {
    match change {
        PublicChange::Unavailable => String::new(),
        PublicChange::Paired { mean, pairs } => Printed::of(mean).map_or_else(String::new, |mean| {
            format!("; mean change {} of people with both values", mean.with_doubt(&pairs.words()))
        }),
    }
}

/// Whom the handling leaves out, if anybody.
pub(super) const fn left_out(handling: MissingDataHandling) -> Option<&'static str> {
    match handling {
        MissingDataHandling::Observed => None,
        MissingDataHandling::Completers => Some("Left out because they are not completers"),
        MissingDataHandling::Locf | MissingDataHandling::Bocf => {
            Some("Left out because they have no baseline value")
        }
    }
}
