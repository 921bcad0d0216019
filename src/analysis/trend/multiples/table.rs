//! The numbers of small multiples as a table: a row a level and time point, who improved on the last.

use super::words::{Improved, Levels};
use crate::analysis::trend::PublicGroup;
use crate::analysis::trend::table::{count, estimate_cells, number, number_column, text_column};
use crate::analysis::words::upper_first;
use crate::domain::Finite;
use crate::exhibit::{Cell, Column, Count, Row, Table};

/// Level, time, mean, limits, n, missing; on the last time point of a level share, limits, people and of how many.
pub(super) fn table(levels: Levels<'_>) -> Table {
    let (story, has_shares) = (levels.story, levels.responders.is_some());
    let rows = story.public.groups.iter().flat_map(|group| {
        let last = group.points.len().saturating_sub(1);
        let points = group.points.iter().zip(&story.catalogue.time_axis.points).enumerate();
        points.map(move |(time, (point, label))| {
            let mut cells = vec![Cell::Text(group.label.clone()), Cell::Text(upper_first(&label.label))];
            cells.extend(estimate_cells(&point.mean));
            cells.extend([count(point.people.contributing), count(point.people.missing)]);
            if has_shares {
                cells.extend(shares(levels, group, time == last));
            }
            Row { cells }
        })
    });
    let caption = format!(
        "{} by {}: mean, 95% confidence interval and people",
        story.measure_first(),
        levels.category()
    );
    Table { caption, columns: columns(levels), rows: rows.collect() }
}

fn columns(levels: Levels<'_>) -> Vec<Column> {
    let group = levels.story.setting().grouping_variable();
    let group = group.map_or("Group", |variable| variable.label.as_str());
    let mut columns = vec![
        text_column(group, "group"),
        text_column("Time", "time"),
        number_column("Mean", "mean"),
        number_column("95% CI low", "ci_low"),
        number_column("95% CI high", "ci_high"),
        number_column("n", "n"),
        number_column("Missing", "missing"),
    ];
    if levels.responders.is_some() {
        columns.extend([
            number_column(&format!("% improved ≥ {}%", Levels::CUT_OFF), "improved_percent"),
            number_column("95% CI low", "improved_ci_low"),
            number_column("95% CI high", "improved_ci_high"),
            number_column("People", "improved_people"),
            number_column("Of", "improved_of"),
        ]);
    }
    columns
}

fn shares(levels: Levels<'_>, group: &PublicGroup, is_last: bool) -> Vec<Cell> {
    const COLUMNS: usize = 5;
    let Some(Improved { share, of }) = levels.improved(group).filter(|_| is_last) else {
        return vec![Cell::Empty; COLUMNS];
    };
    let absent = if of == Count::Zero { Cell::Empty } else { Cell::Hidden };
    let percent = |part: Option<Finite>| {
        let percent = part.and_then(|part| Finite::new(part.get() * 100.0));
        percent.map_or_else(|| absent.clone(), |percent| number(percent, share.places))
    };
    vec![
        percent(share.share),
        percent(share.interval.map(|interval| interval.low)),
        percent(share.interval.map(|interval| interval.high)),
        count(share.people),
        count(of),
    ]
}
