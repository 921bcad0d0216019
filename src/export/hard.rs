//! Exhibits for tests that are hard to set.

use super::example;
use crate::chart::examples;
use crate::domain::{Finite, Interval};
use crate::exhibit::{Cell, Count, Exhibit, FigureSpec, Headline, HeadlineValue, Released};

/// The trial with these words wherever words are.
pub(crate) fn in_words(words: &str) -> Released<Exhibit> {
    let mut figure = examples::trial();
    figure.series.iter_mut().for_each(|series| series.label = words.to_owned());
    words.clone_into(&mut figure.x.title);
    words.clone_into(&mut figure.y.title);
    figure.x.ticks.iter_mut().for_each(|tick| tick.label = words.to_owned());
    example::of(FigureSpec::Trend(figure)).map(|mut exhibit| {
        let text = &mut exhibit.text;
        for field in [&mut text.title, &mut text.subtitle, &mut text.sentence] {
            words.clone_into(field);
        }
        text.footnotes = vec![words.to_owned()];
        let provenance = &mut exhibit.provenance;
        for field in [&mut provenance.cohort, &mut provenance.cohort_definition, &mut provenance.study] {
            words.clone_into(field);
        }
        exhibit.table.columns.iter_mut().for_each(|column| column.heading = words.to_owned());
        exhibit.table.rows.iter_mut().for_each(|row| row.cells[0] = Cell::Text(words.to_owned()));
        exhibit
    })
}

fn headline(label: &str, number: u8, value: HeadlineValue) -> Headline {
    Headline {
        label: label.to_owned(),
        group: format!("Group {number}"),
        series_number: number,
        value,
        people: Count::Exact(1_161),
        of: Count::About(2_203),
        explanation: "mean".to_owned(),
    }
}

/// Headlines of every kind.
pub(crate) fn headlines() -> Vec<Headline> {
    let interval = |low, high| Interval::new(low, high);
    let finite = |value| Finite::new(value).unwrap();
    let scale = interval(0.0, 100.0).unwrap();
    let score = |interval| HeadlineValue::Score { value: finite(-16.19), interval, places: 1, scale };
    let share = HeadlineValue::Share { value: finite(0.696), interval: interval(0.687, 0.705), places: 1 };
    vec![
        headline("Mean change in headache severity, 12 months", 1, score(interval(-18.3, -14.1))),
        headline("Mean change in headache severity, 12 months", 2, score(None)),
        headline("Severity fell by 30% or more", 1, share),
        headline("Severity fell by 30% or more", 2, HeadlineValue::Hidden),
        headline("Stayed to the last month", 1, HeadlineValue::Unavailable("Nobody was asked".to_owned())),
    ]
}
