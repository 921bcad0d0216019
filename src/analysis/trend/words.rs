//! The words of a trend: title, subtitle, sentence. Made from published numbers only.

use super::{PublicChange, PublicEstimate, PublicGroup, PublicTrend};
use crate::domain::{
    Code, Direction, Finite, Instrument, Interval, MissingDataHandling, StudyCatalogue, TimePoint, Variable,
    format,
};

/// Most groups that a sentence goes through one by one.
const MOST_GROUPS_TOLD: usize = 6;

/// What the words are about.
#[derive(Debug, Clone, Copy)]
pub(super) struct Story<'a> {
    pub public: &'a PublicTrend,
    pub catalogue: &'a StudyCatalogue,
    pub grouping: Option<&'a Code>,
    pub cohort_sentence: &'a str,
}

/// How a group's score went.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Course {
    /// The interval of the paired change excludes zero.
    Changed { verb: &'static str, from: Printed, to: Printed },
    /// So it does, but the means of those who report at either end do not show it.
    ChangedWithin { verb: &'static str, by: Printed },
    /// The interval of the paired change holds zero.
    Unclear,
    /// There is a mean but no change.
    Level { at: Printed },
    /// No mean is shown.
    Hidden,
    /// Nobody has a value.
    Empty,
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

    fn size(self) -> Self {
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

    pub fn grouping_variable(&self) -> Option<&'a Variable> {
        self.catalogue.variable(self.grouping?).map(|(_, variable)| variable)
    }

    /// Whether chance decided who is in which group.
    pub fn is_randomised(&self) -> bool {
        let study = &self.catalogue.study;
        let by_chance = ["randomised", "randomized"];
        let assignment = study.assignment.trim().to_lowercase();
        self.grouping.is_some()
            && self.grouping == study.primary_grouping.as_ref()
            && by_chance.iter().any(|word| assignment.starts_with(word))
    }

    /// Whether the grouping was settled after the start.
    pub fn is_grouped_after_baseline(&self) -> bool {
        self.grouping_variable().is_some_and(|variable| variable.post_baseline)
    }

    /// ` with usual care`, ` (women)`, or nothing for everyone as one group.
    fn of_group(&self, group: &PublicGroup) -> String {
        match (self.grouping, &self.catalogue.study.primary_grouping) {
            (None, _) => String::new(),
            (Some(grouping), Some(primary)) if grouping == primary => {
                format!(" with {}", lower_first(&group.label))
            }
            (Some(_), _) => format!(" ({})", lower_first(&group.label)),
        }
    }

    fn mean_at(&self, group: &PublicGroup, position: Option<u32>) -> Option<Printed> {
        Printed::of(&group.points.get(position? as usize)?.mean)
    }

    fn course(&self, group: &PublicGroup) -> Course {
        let Some(point) = group.points.get(self.public.primary as usize) else { return Course::Empty };
        let to = match &point.mean {
            PublicEstimate::Empty => return Course::Empty,
            PublicEstimate::Hidden => return Course::Hidden,
            PublicEstimate::Shown { .. } => Printed::of(&point.mean),
        };
        let change = match &group.change {
            PublicChange::Paired { mean, pairs: _ } => Printed::of(mean),
            PublicChange::Unavailable => None,
        };
        match (to, change, self.mean_at(group, self.public.baseline)) {
            (None, _, _) => Course::Hidden,
            (Some(at), None | Some(Printed { interval: None, .. }), _) => Course::Level { at },
            (Some(to), Some(change), from) => course_of_change(change, from, to),
        }
    }

    /// The finding in about twelve words.
    pub fn title(&self) -> String {
        let courses: Vec<(&PublicGroup, Course)> =
            self.public.groups.iter().map(|group| (group, self.course(group))).collect();
        let told: Vec<&(&PublicGroup, Course)> =
            courses.iter().filter(|(_, course)| !matches!(course, Course::Hidden | Course::Empty)).collect();
        match told.as_slice() {
            [] if courses.iter().any(|(_, course)| *course == Course::Hidden) => {
                format!("Too few people to show {}", self.measure())
            }
            [] => format!("Nobody has a value of {} at {}", self.measure(), self.end()),
            [(group, course)] => self.title_of_one(group, *course),
            [first, second] => self.title_of_two(first, second),
            many => self.title_of_many(many),
        }
    }

    fn title_of_one(&self, group: &PublicGroup, course: Course) -> String {
        let (measure, end, who) = (self.measure_first(), self.end(), self.of_group(group));
        match course {
            Course::Changed { verb, from, to } => {
                format!("{measure} {verb} from {} to {}{who} by {end}", from.text(), to.text())
            }
            Course::ChangedWithin { verb, by } => {
                format!("{measure} {verb} by {}{who} by {end}", by.text())
            }
            Course::Unclear | Course::Hidden | Course::Empty => {
                format!("No clear change in {}{who} by {end}", self.measure())
            }
            Course::Level { at } => format!("{measure} was {}{who} at {end}", at.text()),
        }
    }

    fn title_of_two(&self, first: &(&PublicGroup, Course), second: &(&PublicGroup, Course)) -> String {
        let measure = self.measure_first();
        match (first.1, second.1) {
            (Course::Unclear, Course::Unclear) => {
                format!("No clear change in {} by {}", self.measure(), self.end())
            }
            (Course::Changed { .. } | Course::ChangedWithin { .. }, Course::Unclear) => {
                self.title_of_changed_and_unclear(first, second)
            }
            (Course::Unclear, Course::Changed { .. } | Course::ChangedWithin { .. }) => {
                self.title_of_changed_and_unclear(second, first)
            }
            (Course::Changed { verb, from, to }, Course::Changed { verb: other, from: start, to: end }) => {
                let verb_again = if verb == other { String::new() } else { format!("{other} ") };
                format!(
                    "{measure} {verb} from {} to {}{} and {verb_again}from {} to {}{}",
                    from.text(),
                    to.text(),
                    self.of_group(first.0),
                    start.text(),
                    end.text(),
                    self.of_group(second.0)
                )
            }
            _ => self.title_of_levels(first.0, second.0),
        }
    }

    fn title_of_changed_and_unclear(
        &self,
        changed: &(&PublicGroup, Course),
        unclear: &(&PublicGroup, Course),
    ) -> String {
        let measure = self.measure_first();
        let who = self.of_group(changed.0);
        let what = match changed.1 {
            Course::Changed { verb, from, to } => {
                format!("{measure} {verb} from {} to {}{who}", from.text(), to.text())
            }
            Course::ChangedWithin { verb, by } => format!("{measure} {verb} by {}{who}", by.text()),
            Course::Unclear | Course::Level { .. } | Course::Hidden | Course::Empty => {
                return self.title_of_levels(changed.0, unclear.0);
            }
        };
        format!("{what}; no clear change{}", self.of_group(unclear.0))
    }

    fn title_of_levels(&self, first: &PublicGroup, second: &PublicGroup) -> String {
        let at =
            |group| self.mean_at(group, Some(self.public.primary)).map_or_else(String::new, Printed::text);
        format!(
            "{} at {} was {}{} and {}{}",
            self.measure_first(),
            self.end(),
            at(first),
            self.of_group(first),
            at(second),
            self.of_group(second)
        )
    }

    /// The lowest and the highest mean at the end.
    fn title_of_many(&self, groups: &[&(&PublicGroup, Course)]) -> String {
        if groups.iter().all(|(_, course)| *course == Course::Unclear) {
            return format!("No clear change in {} by {}", self.measure(), self.end());
        }
        let means = groups.iter().filter_map(|(group, _)| {
            self.mean_at(group, Some(self.public.primary)).map(|mean| (*group, mean))
        });
        let ascending = |a: &(&PublicGroup, Printed), b: &(&PublicGroup, Printed)| {
            a.1.value.get().total_cmp(&b.1.value.get())
        };
        match (means.clone().min_by(ascending), means.max_by(ascending)) {
            (Some((lowest, low)), Some((highest, high))) => format!(
                "{} at {} was between {}{} and {}{}",
                self.measure_first(),
                self.end(),
                low.text(),
                self.of_group(lowest),
                high.text(),
                self.of_group(highest)
            ),
            _ => format!("Too few people to show {}", self.measure()),
        }
    }

    /// Population, measure, time, handling, what the band is.
    pub fn subtitle(&self) -> String {
        let who = format!(
            "{}, {}",
            upper_first(self.cohort_sentence.trim().trim_end_matches('.')),
            people(self.public.selected.words())
        );
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
        let mut parts = vec![who, what, when, lower_first(self.public.handling.sentence())];
        parts.push("bands are 95% confidence intervals".to_owned());
        if self.is_uncontrolled() {
            parts.push("uncontrolled change".to_owned());
        }
        parts.join("; ")
    }

    /// A change with nobody to compare it with, or with people who chose.
    pub fn is_uncontrolled(&self) -> bool {
        self.public.baseline.is_some() && !self.is_randomised()
    }

    /// The whole finding for reading aloud.
    pub fn sentence(&self) -> String {
        let mut sentences: Vec<String> = if self.public.groups.len() > MOST_GROUPS_TOLD {
            vec![format!("{}.", self.title()), "The table lists every group.".to_owned()]
        } else {
            self.public.groups.iter().map(|group| self.sentence_of_group(group)).collect()
        };
        if self.is_grouped_after_baseline() {
            sentences.push(GROUPED_AFTER_BASELINE.to_owned());
        }
        sentences.join(" ")
    }

    fn sentence_of_group(&self, group: &PublicGroup) -> String {
        let at = |position: Option<u32>| {
            let point = group.points.get(position? as usize)?;
            Some(Printed::of(&point.mean)?.with_doubt(&point.people.contributing.words()))
        };
        let name = upper_first(&group.label);
        let measure = self.measure();
        let Some(end) = at(Some(self.public.primary)) else {
            let reason = match self.course(group) {
                Course::Empty => "nobody has a value",
                Course::Hidden
                | Course::Changed { .. }
                | Course::ChangedWithin { .. }
                | Course::Unclear
                | Course::Level { .. } => "too few people to show",
            };
            return format!("{name}, {measure} at {}: {reason}.", self.end());
        };
        let start = at(self.public.baseline).zip(self.start());
        let course = start.map_or_else(
            || format!("{name}, mean {measure}: {end} at {}", self.end()),
            |(start, label)| {
                format!("{name}, mean {measure}: {start} at {}, {end} at {}", lower_first(label), self.end())
            },
        );
        format!("{course}{}.", change_words(&group.change))
    }
}

/// Said wherever the groups were settled after the start.
pub(super) const GROUPED_AFTER_BASELINE: &str =
    "Groups were selected by what happened after baseline; the difference is not an effect.";

fn change_words(change: &PublicChange) -> String {
    match change {
        PublicChange::Unavailable => String::new(),
        PublicChange::Paired { mean, pairs } => Printed::of(mean).map_or_else(String::new, |mean| {
            format!("; mean change {} of people with both values", mean.with_doubt(&pairs.words()))
        }),
    }
}

fn course_of_change(change: Printed, from: Option<Printed>, to: Printed) -> Course {
    let falls = change.interval.is_some_and(|interval| interval.high.get() < 0.0);
    let rises = change.interval.is_some_and(|interval| interval.low.get() > 0.0);
    let verb = match (falls, rises) {
        (true, _) => "fell",
        (false, true) => "rose",
        (false, false) => return Course::Unclear,
    };
    match from {
        Some(from) if falls == (to.value < from.value) && rises == (to.value > from.value) => {
            Course::Changed { verb, from, to }
        }
        Some(_) | None => Course::ChangedWithin { verb, by: change.size() },
    }
}

/// `1 person`, `401 people`.
pub(super) fn people(count: String) -> String {
    if count == "1" { "1 person".to_owned() } else { format!("{count} people") }
}

/// A number as it is declared: whole numbers without decimals.
pub(super) fn plain(value: Finite) -> String {
    let whole = value.get() == libm::floor(value.get());
    format::decimal(value, usize::from(!whole))
}

/// The first letter small, unless the word is written in capitals ("VAS pain").
pub(super) fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), second)
            if second.is_none_or(|second| !second.is_uppercase() && !second.is_numeric()) =>
        {
            first.to_lowercase().chain(letters).collect()
        }
        (Some(_) | None, _) => text.to_owned(),
    }
}

/// The first letter large.
pub(super) fn upper_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Whether the handling keeps only some people, and by what.
pub(super) const fn left_out_for(handling: MissingDataHandling) -> Option<&'static str> {
    match handling {
        MissingDataHandling::Observed => None,
        MissingDataHandling::Completers => Some("are not completers and are left out"),
        MissingDataHandling::Locf | MissingDataHandling::Bocf => {
            Some("have no baseline value and are left out")
        }
    }
}
