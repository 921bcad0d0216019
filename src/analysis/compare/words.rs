//! The words of a comparison: subtitle, sentence and what titles and notes share. Made from published numbers only.

use super::{Assignment, Method, PublicCompare, PublicComparedGroup, PublicNumber};
use crate::analysis::words::{GROUPED_AFTER_BASELINE, lower_first, plain, upper_first};
use crate::domain::{Direction, Finite, Instrument, Interval, StudyCatalogue, ThresholdKind, format};
use crate::exhibit::Count;

/// What the words are about.
#[derive(Debug, Clone, Copy)]
pub(super) struct Story<'a> {
    pub public: &'a PublicCompare,
    pub catalogue: &'a StudyCatalogue,
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

    /// Name of a time point.
    pub fn time_label(&self, position: u32) -> Option<&'a str> {
        self.catalogue.time_axis.points.get(position as usize).map(|point| point.label.as_str())
    }

    /// Name of the time point, as it follows "at".
    pub fn end(&self) -> &'a str {
        self.time_label(self.public.time).unwrap_or("the end")
    }

    /// Name of the baseline.
    pub fn start(&self) -> &'a str {
        self.time_label(self.public.baseline).unwrap_or("baseline")
    }

    /// First and second group.
    pub fn groups(&self) -> Option<[&'a PublicComparedGroup; 2]> {
        match self.public.groups.as_slice() {
            [first, second] => Some([first, second]),
            _ => None,
        }
    }

    /// `with usual care`, `in women`.
    pub fn in_group(&self, group: &PublicComparedGroup) -> String {
        let preposition = match self.public.assignment {
            Assignment::Randomised => "with",
            Assignment::NotRandomised | Assignment::SelectedAfterBaseline => "in",
        };
        format!("{preposition} {}", lower_first(&group.label))
    }

    /// `acupuncture minus usual care`.
    pub fn contrast(&self) -> String {
        self.groups().map_or_else(String::new, |[first, second]| {
            format!("{} minus {}", lower_first(&first.label), lower_first(&second.label))
        })
    }

    /// The size in points from which a difference matters to a person, with its source; the smallest of the score's.
    pub fn points_that_matter(&self) -> Option<(Finite, &'a str)> {
        let points = self.instrument().thresholds.iter().filter(|threshold| match threshold.kind {
            ThresholdKind::Points => true,
            ThresholdKind::PercentOfBaseline => false,
        });
        let smallest = points.min_by(|one, other| one.value.get().total_cmp(&other.value.get()));
        smallest.map(|threshold| (threshold.value, threshold.source.as_str()))
    }

    /// Population, measure, time, handling, what the band is.
    pub fn subtitle(&self) -> String {
        let range = self.instrument().range;
        let direction = match self.instrument().direction {
            Direction::LowerIsBetter => "lower is better",
            Direction::HigherIsBetter => "higher is better",
        };
        let measure = format!(
            "Change in {}, {} to {}, {direction}",
            self.measure(),
            plain(range.low),
            plain(range.high)
        );
        let when = format!("{} to {}", lower_first(self.start()), self.end());
        let lead = self.lead();
        let groups = self.public.groups.iter().zip(self.public.people(lead));
        let who = groups
            .map(|(group, people)| format!("{} {}", lower_first(&group.label), of(people, group.people)));
        let who = who.collect::<Vec<_>>().join(", ");
        let whose = match lead {
            Method::Crude | Method::Adjusted | Method::Ranked => "people with both values",
            Method::Repeated => "people with a baseline and a later value",
        };
        let assignment = match self.public.assignment {
            Assignment::Randomised => "groups randomised",
            Assignment::NotRandomised => "groups not randomised",
            Assignment::SelectedAfterBaseline => "groups selected after baseline",
        };
        [&measure, &who, &when, whose, "95% confidence intervals", assignment].join("; ")
    }

    /// The whole finding for reading aloud.
    pub fn sentence(&self) -> String {
        let mut sentences = vec![self.finding()];
        sentences.extend(self.clinical_meaning());
        sentences.extend(self.responders());
        match self.public.assignment {
            Assignment::SelectedAfterBaseline => sentences.push(GROUPED_AFTER_BASELINE.to_owned()),
            Assignment::Randomised | Assignment::NotRandomised => {}
        }
        sentences.join(" ")
    }

    fn finding(&self) -> String {
        let Some([first, second]) = self.groups() else { return String::new() };
        let changes = [first, second].map(|group| {
            let change = group.change.estimate.words().unwrap_or_else(|| reason(&group.change.estimate));
            format!("{change} {}, n {}", self.in_group(group), group.contributing.words())
        });
        let changes = changes.join(", and ");
        let mut text = format!(
            "{} changed from {} to {} by {changes}",
            self.measure_first(),
            lower_first(self.start()),
            self.end()
        );
        if let Some(difference) = self.difference() {
            text.push_str(&difference);
        }
        if let Some(effect) = self.public.effect_size.words() {
            text = format!("{text}; Hedges’ g {effect}");
        }
        format!("{text}.")
    }

    /// The difference by the method that leads, as it follows the changes.
    fn difference(&self) -> Option<String> {
        let lead = self.lead();
        let difference = self.public.estimate(lead).words()?;
        let p = self.public.p_value(lead).words().map_or_else(String::new, |p| format!(", {p}"));
        Some(match lead {
            Method::Crude => format!(": a difference of {difference}{p} by Welch’s t test, two-sided"),
            Method::Adjusted => {
                format!(
                    "; at equal baselines the difference is {difference}{p} by analysis of covariance, two-sided"
                )
            }
            Method::Repeated => {
                format!("; the difference by repeated measures is {difference}{p} (MMRM), two-sided")
            }
            Method::Ranked => {
                format!("; the median difference is {difference}{p} by the Mann-Whitney test, two-sided")
            }
        })
    }

    /// `Of everyone, 43.9% with acupuncture and 26.0% with usual care improved by 30% or more.`
    fn responders(&self) -> Option<String> {
        let [first, second] = self.groups()?;
        let comparison = self.public.responders.first()?;
        let share = |place: usize| {
            let share = comparison.shares.get(place)?;
            Some(format::percent(share.share?, usize::from(share.places)))
        };
        let (one, other) = (share(0)?, share(1)?);
        let size = match comparison.cut_off.kind {
            ThresholdKind::PercentOfBaseline => format!("{}%", plain(comparison.cut_off.size)),
            ThresholdKind::Points => format!("{} points", plain(comparison.cut_off.size)),
        };
        let difference = comparison.risk_difference.shown().and_then(|(difference, interval, places)| {
            let (low, high) = (interval?.low, interval?.high);
            let points = |share: Finite| {
                let points = Finite::new(100.0 * share.get())?;
                Some(format::decimal(points, usize::from(places.saturating_sub(2))))
            };
            let (difference, low, high) = (points(difference)?, points(low)?, points(high)?);
            Some(format!(", a difference of {difference} percentage points (95% CI {low} to {high})"))
        });
        Some(format!(
            "Of everyone, {one} {} and {other} {} improved by {size} or more{}.",
            self.in_group(first),
            self.in_group(second),
            difference.unwrap_or_default()
        ))
    }

    /// The difference beside the points that matter to a person.
    pub fn clinical_meaning(&self) -> Option<String> {
        let (matters, _) = self.points_that_matter()?;
        let (_, interval, _) = self.public.estimate(self.lead()).shown()?;
        let size = plain(matters);
        Some(match beside(interval?, matters.get()) {
            Beside::Past => format!("The whole interval is past the {size} points that matter to a person."),
            Beside::Short => {
                format!("The whole interval is short of the {size} points that matter to a person.")
            }
            Beside::Across => format!("The interval holds the {size} points that matter to a person."),
        })
    }
}

/// How an interval of a difference lies beside a size that matters.
enum Beside {
    Past,
    Short,
    Across,
}

fn beside(interval: Interval, matters: f64) -> Beside {
    let (low, high) = (interval.low.get(), interval.high.get());
    if low >= matters || high <= -matters {
        Beside::Past
    } else if low > -matters && high < matters {
        Beside::Short
    } else {
        Beside::Across
    }
}

/// `161 of 205 people`.
fn of(contributing: Count, people: Count) -> String {
    match (contributing, people) {
        (Count::Hidden, Count::Hidden) => "a hidden number of people".to_owned(),
        (contributing, people) => format!("{} of {} people", contributing.words(), people.words()),
    }
}

/// Why a number is not shown, in the middle of a sentence.
pub(super) fn reason(number: &PublicNumber) -> String {
    match number {
        PublicNumber::Hidden => "a hidden amount".to_owned(),
        PublicNumber::Undefined(_) | PublicNumber::Shown { .. } => "an unknown amount".to_owned(),
    }
}
