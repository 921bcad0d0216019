//! The words of each point of a figure: the same for the pointer, the keyboard and a screen reader.

use crate::domain::{Finite, Interval, format};
use crate::exhibit::{Estimate, Exhibit, FigureSpec, HeadlineValue, SeriesPoint};
use crate::ui::choices::capitalised;

/// One group at one time, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PointWords {
    /// Group.
    pub group: String,
    /// Series number.
    pub number: u8,
    /// `22.3`, or why there is none.
    pub value: String,
    /// `20.1 to 24.5`.
    pub interval: Option<String>,
    /// `161 of 205`.
    pub people: String,
}

/// One time point: its name, and every group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeWords {
    /// As the study writes it ("12 months").
    pub label: String,
    /// One a group, in the order of the figure.
    pub groups: Vec<PointWords>,
}

impl TimeWords {
    /// For a heading.
    pub fn heading(&self) -> String {
        capitalised(&self.label)
    }

    /// For reading one group aloud.
    pub fn spoken(&self, series: usize) -> String {
        self.groups.get(series).map_or_else(String::new, |point| {
            let interval =
                point.interval.as_ref().map_or_else(String::new, |ends| format!(", 95% interval {ends}"));
            format!("{}, {}: {}{interval}; {} people", point.group, self.label, point.value, point.people)
        })
    }
}

/// The words of every point, by time.
pub fn words_by_time(exhibit: &Exhibit) -> Vec<TimeWords> {
    let FigureSpec::Trend(figure) = &exhibit.figure;
    let places = decimals(exhibit);
    let times = figure.series.first().map_or(0, |series| series.points.len());
    let group_words = |time: usize| {
        let points = figure.series.iter().filter_map(move |series| Some((series, series.points.get(time)?)));
        points.map(|(series, point)| point_words(&series.label, series.number, point, places)).collect()
    };
    let label = |time: usize| {
        figure.series.first().and_then(|series| series.points.get(time)).map(|point| point.label.clone())
    };
    (0..times)
        .map(|time| TimeWords { label: label(time).unwrap_or_default(), groups: group_words(time) })
        .collect()
}

/// Decimals of the exhibit's scores: those of its headlines, one where it has none.
fn decimals(exhibit: &Exhibit) -> usize {
    let places = exhibit.headlines.iter().find_map(|headline| match headline.value {
        HeadlineValue::Score { places, .. } => Some(usize::from(places)),
        HeadlineValue::Share { .. } | HeadlineValue::Hidden | HeadlineValue::Unavailable(_) => None,
    });
    places.unwrap_or(1)
}

fn point_words(group: &str, number: u8, point: &SeriesPoint, places: usize) -> PointWords {
    let (value, interval) = match &point.estimate {
        Estimate::Mean { value, interval } => {
            (printed(*value, places), interval.map(|ends| printed_interval(ends, places)))
        }
        Estimate::Hidden => ("hidden: under 11".to_owned(), None),
        Estimate::Empty => ("no values".to_owned(), None),
    };
    let people = format!("{} of {}", point.people.contributing.words(), point.people.group.words());
    PointWords { group: group.to_owned(), number, value, interval, people }
}

fn printed(value: Finite, places: usize) -> String {
    format::decimal(value, places)
}

fn printed_interval(ends: Interval, places: usize) -> String {
    format::interval(ends, places)
}
