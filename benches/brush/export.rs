//! The programme as a file, in the layout that suits the peers best: one row a person, a small whole number a value.

use std::io::{BufWriter, Write};
use std::path::Path;

use serde_json::{Value, json};
use sinew::analysis::facets::{FacetRow, FacetValue};
use sinew::domain::frame::{Column, ScoreMatrix};

use super::moves::{Answers, HIGH, MOVES, REGIONS, low};
use super::people::People;
use super::support::code;

/// Writes the file and gives what the peers must be told of it.
///
/// `age` is as it is; `f0`, `f1` … are the places of each facet's values, level, answer or bin, so that no peer has to
/// find a bin while it is timed; `v0`, `v1` … the pain scores.
pub fn write(people: &People, path: &Path) -> std::io::Result<Value> {
    let facets = Answers::at(people, 0).facets.facets;
    let (age, _) = people.catalogue.variable(&code("age")).expect("an age");
    let (vas, _) = people.catalogue.instrument(&code("vas")).expect("a score");
    let columns: Vec<Places<'_>> = facets
        .iter()
        .map(|facet| {
            let (position, _) = people.catalogue.variable(&facet.variable).expect("a variable");
            Places::of(&people.frame().columns[position], &facet.rows)
        })
        .collect();
    let scores = &people.frame().scores[vas];
    let mut file = BufWriter::new(std::fs::File::create(path)?);
    let header = std::iter::once("age".to_owned())
        .chain((0..columns.len()).map(|facet| format!("f{facet}")))
        .chain((0..scores.times()).map(|time| format!("v{time}")));
    writeln!(file, "{}", header.collect::<Vec<_>>().join(","))?;
    let ages = &people.frame().columns[age];
    for row in 0..people.participants {
        write_row(&mut file, ages, &columns, scores, row)?;
    }
    file.flush()?;
    let place = |name: &str| facets.iter().position(|facet| facet.variable == code(name)).expect("a facet");
    let region = &facets[place("region")];
    let regions: Vec<usize> = REGIONS.iter().filter_map(|name| place_of_level(&region.rows, name)).collect();
    let primary = &people.catalogue.study.primary_time_point;
    Ok(json!({
        "lows": (0..MOVES).map(low).collect::<Vec<_>>(),
        "high": HIGH,
        "region": format!("f{}", place("region")),
        "regions": regions,
        "arm": format!("f{}", place("arm")),
        "arms": facets[place("arm")].rows.len(),
        "places": facets.iter().map(|facet| facet.rows.len()).collect::<Vec<_>>(),
        "times": scores.times(),
        "primary": people.catalogue.time_point(primary).expect("a time point").0,
    }))
}

fn place_of_level(rows: &[FacetRow], name: &str) -> Option<usize> {
    rows.iter().position(|row| matches!(&row.value, FacetValue::Level { code, .. } if code.as_str() == name))
}

fn write_row(
    file: &mut impl Write,
    ages: &Column,
    columns: &[Places<'_>],
    scores: &ScoreMatrix,
    row: usize,
) -> std::io::Result<()> {
    if let Column::Number { values, present } = ages
        && present.contains(row)
    {
        write!(file, "{}", values[row])?;
    }
    for column in columns {
        match column.place(row) {
            Some(place) => write!(file, ",{place}")?,
            None => write!(file, ",")?,
        }
    }
    for time in 0..scores.times() {
        match scores.value(time, row) {
            Some(value) => write!(file, ",{value}")?,
            None => write!(file, ",")?,
        }
    }
    writeln!(file)
}

/// Where each person stands among the rows of a facet.
struct Places<'a> {
    column: &'a Column,
    /// The beginning of every bin after the first.
    inner_edges: Vec<f64>,
}

impl<'a> Places<'a> {
    fn of(column: &'a Column, rows: &[FacetRow]) -> Self {
        let low = |row: &FacetRow| match &row.value {
            FacetValue::Bin { low, .. } => Some(low.get()),
            FacetValue::Level { .. } | FacetValue::Answer(_) => None,
        };
        Self { column, inner_edges: rows.iter().skip(1).filter_map(low).collect() }
    }

    fn place(&self, row: usize) -> Option<usize> {
        let place = match self.column {
            Column::Number { values, .. } => self.inner_edges.partition_point(|edge| *edge <= values[row]),
            Column::Category { codes, .. } => usize::from(codes[row]),
            Column::Flag { yes, .. } => usize::from(!yes.contains(row)),
            Column::Date { .. } => return None,
        };
        self.column.present().contains(row).then_some(place)
    }
}
