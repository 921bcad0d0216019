//! The same numbers as a table; the row of the point in focus is marked.

use leptos::prelude::*;

use super::icons::Hatch;
use super::points::{PointWords, TimeWords, says};
use crate::exhibit::{Alignment, Cell, Column, Row, Table};
use crate::ui::state::ActivePoint;

/// Opened by its own heading, also without JavaScript.
#[component]
pub fn DataTable(
    /// The table of an exhibit.
    table: Table,
    /// The words of its figure, to find the rows of a point.
    times: Vec<TimeWords>,
    /// The point in focus.
    active: RwSignal<Option<ActivePoint>>,
) -> impl IntoView {
    let Table { caption, columns, rows } = table;
    let alignments: Vec<Alignment> = columns.iter().map(|column| column.alignment).collect();
    let headings = columns.into_iter().map(|column| view! { <Heading column=column/> }).collect_view();
    let body = rows.into_iter().map(|row| {
        let point = point_of(&row, &times);
        view! { <TableRow row=row alignments=alignments.clone() point=point active=active/> }
    });
    view! {
        <details class="table-toggle">
            <summary class="button is-quiet">"Table"</summary>
            <div class="table-scroll" tabindex="0" role="region" aria-label="Table of the figure">
                <table>
                    <caption>{caption}</caption>
                    <thead><tr>{headings}</tr></thead>
                    <tbody>{body.collect_view()}</tbody>
                </table>
            </div>
        </details>
    }
}

#[component]
fn Heading(column: Column) -> impl IntoView {
    view! { <th scope="col" class=class_of(column.alignment)>{column.heading}</th> }
}

#[component]
fn TableRow(
    row: Row,
    alignments: Vec<Alignment>,
    point: PointOfRow,
    active: RwSignal<Option<ActivePoint>>,
) -> impl IntoView {
    let is_active = move || active.get().is_some_and(|active| point.is_at(active));
    let cells = row.cells.into_iter().zip(alignments).enumerate();
    let cells = cells.map(|(index, (cell, alignment))| {
        let content = content(cell);
        if index == 0 {
            view! { <th scope="row" class=class_of(alignment)>{content}</th> }.into_any()
        } else {
            view! { <td class=class_of(alignment)>{content}</td> }.into_any()
        }
    });
    view! { <tr class:is-active=is_active>{cells.collect_view()}</tr> }
}

fn content(cell: Cell) -> AnyView {
    match cell {
        Cell::Text(text) | Cell::Number { text, .. } => text.into_any(),
        Cell::Hidden => view! { <span class="hidden-cell"><Hatch/>"hidden"</span> }.into_any(),
        Cell::Empty => "–".into_any(),
    }
}

const fn class_of(alignment: Alignment) -> &'static str {
    match alignment {
        Alignment::Text => "",
        Alignment::Number => "is-number",
    }
}

/// Which point a row tells of, as far as its words say.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PointOfRow {
    time: Option<usize>,
    /// Lines of the group that the row names; none where it names none.
    series: Vec<usize>,
}

impl PointOfRow {
    /// A row without a time tells of no point; one without a group tells of all groups at its time.
    fn is_at(&self, active: ActivePoint) -> bool {
        self.time == Some(active.time) && (self.series.is_empty() || self.series.contains(&active.series))
    }
}

fn point_of(row: &Row, times: &[TimeWords]) -> PointOfRow {
    let time = times.iter().position(|time| says(row, &time.label));
    let groups = times.first().map(|time| time.groups.as_slice()).unwrap_or_default();
    // A line of one denominator is named by its group and that denominator.
    let is_named = |point: &PointWords| {
        says(row, &point.group) || point.group.rsplit_once(", ").is_some_and(|(group, _)| says(row, group))
    };
    let series = groups.iter().enumerate().filter(|(_, point)| is_named(point)).map(|(index, _)| index);
    PointOfRow { time, series: series.collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::components::points::PointWords;
    use crate::ui::state::Reached;

    fn times() -> Vec<TimeWords> {
        let group = |name: &str, number| PointWords {
            group: name.to_owned(),
            number,
            value: String::new(),
            interval: None,
            people: String::new(),
        };
        let groups = vec![group("Acupuncture", 1), group("Usual care", 2)];
        ["baseline", "12 months"]
            .map(|label| TimeWords { label: label.to_owned(), measure: "mean", groups: groups.clone() })
            .to_vec()
    }

    #[test]
    fn a_row_is_found_by_its_group_and_time() {
        let row =
            Row { cells: vec![Cell::Text("Usual care".to_owned()), Cell::Text("12 months".to_owned())] };
        let point = point_of(&row, &times());
        let at = |time, series| point.is_at(ActivePoint { time, series, reached: Reached::Pointer });
        assert!(at(1, 1));
        assert!(!at(1, 0));
        assert!(!at(0, 1));
    }

    #[test]
    fn a_row_without_a_time_is_never_marked() {
        let row = Row { cells: vec![Cell::Text("Usual care".to_owned())] };
        assert!(!point_of(&row, &times()).is_at(ActivePoint {
            time: 0,
            series: 1,
            reached: Reached::Pointer
        }));
    }
}
