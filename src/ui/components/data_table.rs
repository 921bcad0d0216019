//! The same numbers as a table; the row of the point in focus is marked.

use leptos::html;
use leptos::prelude::*;

use super::icons::HATCH;
use super::inert::{append, escape, inert};
use super::points::{PointWords, TimeWords, says};
use crate::analysis::compare::HOW_WELL_THEY_FIT;
use crate::exhibit::{Alignment, Cell, Column, Row, Table};
use crate::ui::browser;
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
    let (rows, fit) = folded(table.rows);
    let points: Vec<PointOfRow> = rows.iter().map(|row| point_of(row, &times)).collect();
    let element = NodeRef::<html::Table>::new();
    Effect::new(move |was_marked: Option<bool>| {
        let active = active.get();
        if active.is_some() || was_marked == Some(true) {
            let is_marked = |point: &PointOfRow| active.is_some_and(|active| point.is_at(active));
            browser::mark_rows(element, points.iter().map(is_marked));
        }
        active.is_some()
    });
    view! {
        <details class="table-toggle">
            <summary class="button is-quiet">"Table"</summary>
            <div class="table-scroll" tabindex="0" role="region" aria-label="Table of the figure">
                <table node_ref=element>
                    <caption>{table.caption}</caption>
                    {inert(headings(&table.columns))}
                    {inert(body(&rows, &table.columns))}
                </table>
            </div>
        </details>
        {(!fit.is_empty()).then(|| how_well_they_fit(&fit, &table.columns))}
    }
}

/// The rows of a table, and those that tell how well its methods fit.
fn folded(mut rows: Vec<Row>) -> (Vec<Row>, Vec<Row>) {
    let is_of_fit = |row: &Row| row.cells.first().is_some_and(|cell| cell.words() == HOW_WELL_THEY_FIT);
    let fit = rows.split_off(rows.iter().position(is_of_fit).unwrap_or(rows.len()));
    (rows, fit)
}

/// Under a heading of their own.
fn how_well_they_fit(rows: &[Row], columns: &[Column]) -> AnyView {
    view! {
        <details class="table-toggle">
            <summary class="button is-quiet">{HOW_WELL_THEY_FIT}</summary>
            <div class="table-scroll" tabindex="0" role="region" aria-label=HOW_WELL_THEY_FIT>
                <table>
                    {inert(headings(columns))}
                    {inert(body(rows, columns))}
                </table>
            </div>
        </details>
    }
    .into_any()
}

fn headings(columns: &[Column]) -> String {
    let mut text = String::from("<thead><tr>");
    for column in columns {
        let class = class_of(column.alignment);
        append!(text, "<th scope=\"col\"{class}>{}</th>", escape(&column.heading));
    }
    text.push_str("</tr></thead>");
    text
}

fn body(rows: &[Row], columns: &[Column]) -> String {
    let mut text = String::from("<tbody>");
    for row in rows {
        text.push_str("<tr>");
        for (index, (cell, column)) in row.cells.iter().zip(columns).enumerate() {
            let (tag, scope) = if index == 0 { ("th", " scope=\"row\"") } else { ("td", "") };
            let class = class_of(column.alignment);
            append!(text, "<{tag}{scope}{class}>{}</{tag}>", content(cell));
        }
        text.push_str("</tr>");
    }
    text.push_str("</tbody>");
    text
}

fn content(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) | Cell::Number { text, .. } => escape(text),
        Cell::Hidden => format!("<span class=\"hidden-cell\">{HATCH}hidden</span>"),
        Cell::Empty => "–".to_owned(),
    }
}

/// The class of a cell, as an attribute.
const fn class_of(alignment: Alignment) -> &'static str {
    match alignment {
        Alignment::Text => "",
        Alignment::Number => " class=\"is-number\"",
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
    fn what_a_cell_says_is_never_read_as_markup() {
        let column = |alignment| Column { heading: "a<b".to_owned(), code: String::new(), alignment };
        let columns = [column(Alignment::Text), column(Alignment::Number)];
        let row = Row { cells: vec![Cell::Text("<script>\"&".to_owned()), Cell::Empty] };
        assert!(headings(&columns).contains("<th scope=\"col\" class=\"is-number\">a&lt;b</th>"));
        assert_eq!(
            body(&[row], &columns),
            "<tbody><tr><th scope=\"row\">&lt;script&gt;&quot;&amp;</th><td class=\"is-number\">–</td></tr></tbody>"
        );
    }

    #[test]
    fn rows_about_the_methods_are_folded_away_by_themselves() {
        let row = |text: &str| Row { cells: vec![Cell::Text(text.to_owned())] };
        let (rows, fit) = folded(vec![row("Change"), row(HOW_WELL_THEY_FIT), row(HOW_WELL_THEY_FIT)]);
        assert_eq!((rows.len(), fit.len()), (1, 2));
        assert_eq!(folded(vec![row("Change")]).1, []);
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
