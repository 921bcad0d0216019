//! The table of an exhibit for the clipboard: cells where a spreadsheet takes it, a table where a letter does.

use super::csv::{cell, harmless};
use crate::chart::escape;
use crate::exhibit::{Exhibit, Row};

/// One table in the two forms that a clipboard keeps side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clipping {
    /// Lines of cells with tabs between them.
    pub tabs: String,
    /// A `<table>`.
    pub html: String,
}

/// The headings, the rows and, below them, the id of the exhibit. Numbers are written with all
/// the digits that the page has and an ASCII minus, so that a spreadsheet reads them as numbers; hidden cells are `hidden`, cells without a
/// value are empty. A text that a spreadsheet would take for a formula begins with an apostrophe.
///
/// Takes an exhibit as it is on the page: that one was released when it was sent.
pub fn clipping(exhibit: &Exhibit) -> Clipping {
    let headings = exhibit.table.columns.iter().map(|column| harmless(&column.heading)).collect();
    let rows = exhibit.table.rows.iter().map(row);
    let source = vec![harmless(&format!("Sinew exhibit {}", exhibit.id))];
    let lines: Vec<Vec<String>> = std::iter::once(headings).chain(rows).chain([source]).collect();
    Clipping { tabs: tabs(&lines), html: html(&lines) }
}

fn row(row: &Row) -> Vec<String> {
    row.cells.iter().map(cell).collect()
}

fn tabs(lines: &[Vec<String>]) -> String {
    let line = |cells: &Vec<String>| {
        // A tab or a line end within a cell would make two of it.
        let cells = cells.iter().map(|cell| cell.replace(char::is_control, " "));
        cells.collect::<Vec<_>>().join("\t")
    };
    lines.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn html(lines: &[Vec<String>]) -> String {
    let line = |cells: &Vec<String>| {
        let cells = cells.iter().map(|cell| escape(cell)).collect::<Vec<_>>().join("</td><td>");
        format!("<tr><td>{cells}</td></tr>")
    };
    let lines: Vec<String> = lines.iter().map(line).collect();
    format!("<table>{}</table>", lines.concat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::example;

    #[test]
    fn a_spreadsheet_finds_one_cell_a_value_and_the_id_below() {
        let exhibit = example::trial().into_inner();
        let Clipping { tabs, html } = clipping(&exhibit);
        let lines: Vec<&str> = tabs.split('\n').collect();
        assert_eq!(lines.len(), exhibit.table.rows.len() + 2);
        assert!(
            lines[..lines.len() - 1]
                .iter()
                .all(|line| line.split('\t').count() == exhibit.table.columns.len())
        );
        assert!(tabs.contains("\t22.34\t-4.37\t"), "{tabs}");
        assert!(tabs.contains("'=HYPERLINK(\"x\")\thidden\thidden"), "{tabs}");
        assert_eq!(lines.last().copied(), Some(format!("Sinew exhibit {}", exhibit.id).as_str()));
        assert!(html.contains("<td>22.34</td><td>-4.37</td>"), "{html}");
        assert!(html.contains("<td>&#39;=HYPERLINK(&quot;x&quot;)</td>"), "{html}");
    }
}
