//! Baseline characteristics as a table: a row a level or number, two columns a group.

use super::words::Story;
use super::{PublicBody, PublicCharacteristic, PublicDifference, PublicNumber, Shape};
use crate::analysis::share::PublicShare;
use crate::domain::{Finite, format};
use crate::exhibit::{Alignment, Cell, Column, Count, Row, Table};

/// Variable, what is counted, then for each group and for everyone a count, mean or median and a percentage, SD or
/// quartiles, then the difference, on the first row of its variable.
pub(super) fn table(story: Story<'_>) -> Table {
    let has_difference = story.public.all.is_some();
    let rows = story.public.characteristics.iter().flat_map(|one| rows(one, has_difference));
    Table { caption: "Baseline characteristics".to_owned(), columns: columns(story), rows: rows.collect() }
}

fn columns(story: Story<'_>) -> Vec<Column> {
    let column = |heading: String, code: String, alignment| Column { heading, code, alignment };
    let mut columns = vec![
        column("Variable".to_owned(), "variable".to_owned(), Alignment::Text),
        column("Level or summary".to_owned(), "summary".to_owned(), Alignment::Text),
    ];
    let mut pair = |label: &str, people: Count, code: &str| {
        columns.push(column(format!("{label}, n {}", people.words()), code.to_owned(), Alignment::Number));
        columns.push(column("%, SD or quartiles".to_owned(), format!("{code}_spread"), Alignment::Number));
    };
    for (position, group) in story.public.groups.iter().enumerate() {
        // Chosen groups have names but no codes.
        let unnamed = if story.public.groups.len() == 1 {
            "everyone".to_owned()
        } else {
            format!("group_{}", position + 1)
        };
        let code = group.code.as_ref().map_or(unnamed, |code| code.as_str().to_owned());
        pair(&group.label, group.people, &code);
    }
    if let Some(all) = story.public.all {
        pair("All", all, "all");
        columns.push(column("SMD".to_owned(), "smd".to_owned(), Alignment::Number));
    }
    columns
}

fn rows(one: &PublicCharacteristic, has_difference: bool) -> Vec<Row> {
    let mut lines: Vec<(String, Vec<Cell>)> = match &one.body {
        PublicBody::Number { unit, shape, columns } => {
            vec![(summary_words(*shape, unit), columns.iter().flat_map(number).collect())]
        }
        PublicBody::Levels { levels } => levels
            .iter()
            .map(|level| (format!("{}, n (%)", level.label), level.columns.iter().flat_map(share).collect()))
            .collect(),
    };
    if one.missing.iter().any(|share| share.people != Count::Zero) {
        lines.push(("Missing, n (%)".to_owned(), one.missing.iter().flat_map(share).collect()));
    }
    let row = |(position, (summary, cells)): (usize, (String, Vec<Cell>))| {
        let mut row = vec![Cell::Text(one.label.clone()), Cell::Text(summary)];
        row.extend(cells);
        if has_difference {
            row.push(if position == 0 { difference(one.difference) } else { Cell::Empty });
        }
        Row { cells: row }
    };
    lines.into_iter().enumerate().map(row).collect()
}

fn summary_words(shape: Shape, unit: &str) -> String {
    let summary = match shape {
        Shape::Symmetric => "Mean (SD)",
        Shape::Skewed => "Median (quartiles)",
    };
    if unit.is_empty() { summary.to_owned() } else { format!("{summary}, {unit}") }
}

fn number(number: &PublicNumber) -> [Cell; 2] {
    let cell =
        |value: Finite, places: u8| Cell::Number { value, text: format::decimal(value, usize::from(places)) };
    match number {
        PublicNumber::Mean { mean, standard_deviation, places } => [
            cell(*mean, *places),
            standard_deviation.map_or(Cell::Empty, |deviation| cell(deviation, *places)),
        ],
        PublicNumber::Median { median, quartiles, places } => [
            cell(*median, *places),
            quartiles.map_or(Cell::Empty, |ends| Cell::Text(format::interval(ends, usize::from(*places)))),
        ],
        PublicNumber::Hidden => [Cell::Hidden, Cell::Hidden],
        PublicNumber::Empty => [Cell::Empty, Cell::Empty],
    }
}

fn share(share: &PublicShare) -> [Cell; 2] {
    let people = share
        .people
        .shown()
        .map_or(Cell::Hidden, |people| Cell::Number { value: people.into(), text: share.people.words() });
    let absent = if share.people == Count::Hidden { Cell::Hidden } else { Cell::Empty };
    let percent = share.share.and_then(|share| Finite::new(share.get() * 100.0));
    let places = usize::from(share.places);
    [people, percent.map_or(absent, |value| Cell::Number { value, text: format::decimal(value, places) })]
}

fn difference(difference: PublicDifference) -> Cell {
    match difference {
        PublicDifference::Shown { value, places } => {
            Cell::Number { value, text: format::decimal(value, usize::from(places)) }
        }
        PublicDifference::Hidden => Cell::Hidden,
        PublicDifference::Unavailable => Cell::Empty,
    }
}
