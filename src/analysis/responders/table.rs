//! The numbers of responders as a table: a row a group and cut-off, everyone beside the completers.

use super::words::{Printed, Stop, Story};
use super::{PublicResponderSet, PublicResponders};
use crate::domain::{Finite, ThresholdKind, format};
use crate::exhibit::{Alignment, Cell, Column, Count, Row, Table};

/// Group, cut-off, then for everyone and for the completers share, limits, people and of how many.
pub(super) fn table(story: Story<'_>) -> Table {
    let stops = table_stops(story);
    let rows = story.public.groups.iter().flat_map(|group| {
        stops.iter().map(|stop| {
            let mut cells = vec![Cell::Text(group.label.clone()), Cell::Text(stop.or_more())];
            for set in [&group.everyone, &group.completers] {
                cells.extend(numbers(*stop, story.public, set));
            }
            Row { cells }
        })
    });
    Table {
        caption: format!(
            "Share whose {} {} by at least each part of their own baseline, with 95% Wilson interval",
            story.measure(),
            story.verb()
        ),
        columns: columns(story),
        rows: rows.collect(),
    }
}

/// 10 % to 90 %, the instrument's thresholds in per cent among them, then those in points.
fn table_stops(story: Story<'_>) -> Vec<Stop<'_>> {
    let is_end = |stop: &Stop<'_>| matches!(stop, Stop::Percent(0 | 100));
    let mut stops = story.stops();
    stops.retain(|stop| !is_end(stop));
    stops.extend(story.thresholds(ThresholdKind::Points));
    stops
}

fn columns(story: Story<'_>) -> Vec<Column> {
    let column = |heading: String, code: String, alignment| Column { heading, code, alignment };
    let group = story.setting().grouping_variable().map_or("Group", |variable| variable.label.as_str());
    let mut columns = vec![
        column(group.to_owned(), "group".to_owned(), Alignment::Text),
        column("Improved by".to_owned(), "cut_off".to_owned(), Alignment::Text),
    ];
    for (heading, code) in [("everyone", "everyone"), ("completers", "completers")] {
        columns.extend([
            column(format!("% of {heading}"), format!("{code}_percent"), Alignment::Number),
            column("95% CI low".to_owned(), format!("{code}_ci_low"), Alignment::Number),
            column("95% CI high".to_owned(), format!("{code}_ci_high"), Alignment::Number),
            column("People".to_owned(), format!("{code}_people"), Alignment::Number),
            column("Of".to_owned(), format!("{code}_of"), Alignment::Number),
        ]);
    }
    columns
}

fn numbers(stop: Stop<'_>, public: &PublicResponders, set: &PublicResponderSet) -> Vec<Cell> {
    let Some(share) = stop.share(public, set) else { return vec![Cell::Empty; 5] };
    let absent = if set.people == Count::Zero { Cell::Empty } else { Cell::Hidden };
    let printed = Printed::of(share);
    let interval = printed.and_then(|printed| printed.interval);
    let cell = |value: Option<Finite>| {
        let value = value.and_then(|value| Finite::new(value.get() * 100.0));
        value.map_or_else(|| absent.clone(), |value| number(value, share.places))
    };
    vec![
        cell(printed.map(|printed| printed.value)),
        cell(interval.map(|interval| interval.low)),
        cell(interval.map(|interval| interval.high)),
        count(share.people),
        count(set.people),
    ]
}

fn number(value: Finite, places: u8) -> Cell {
    Cell::Number { value, text: format::decimal(value, usize::from(places)) }
}

fn count(count: Count) -> Cell {
    count.shown().map_or(Cell::Hidden, |people| Cell::Number { value: people.into(), text: count.words() })
}
