//! The scores of two groups as rows of a model.

use nalgebra::DMatrix;

use super::{Scores, Seen};
use crate::domain::frame::{ScoreMatrix, Selection};

/// Columns of the design: the time point itself, the first group and the baseline. Each has an effect at each time point.
const COLUMNS: usize = 3;
const GROUP: usize = 1;

/// A row a score.
#[derive(Debug)]
pub(super) struct Rows {
    pub design: DMatrix<f64>,
    /// Changes from baseline.
    pub response: Vec<f64>,
    pub subject: Vec<usize>,
    pub visit: Vec<usize>,
    /// Number of time points.
    pub visits: usize,
    /// Of the first and the second group.
    pub people: [u32; 2],
}

/// One score.
struct Row {
    subject: usize,
    visit: usize,
    /// 1 in the first group.
    group: f64,
    baseline: f64,
    change: f64,
}

impl Rows {
    pub fn new(of: Scores<'_>, seen: &Seen, visits: &[usize]) -> Self {
        let everyone = seen.at_any(visits).unwrap_or_else(|| Selection::none(of.matrix.participants()));
        let used = of.groups.each_ref().map(|group| group.and(&everyone));
        let mut rows = Vec::with_capacity(everyone.count() as usize * visits.len());
        for (people, group) in used.iter().zip([1.0, 0.0]) {
            people.rows().for_each(|subject| add_person(&mut rows, of, visits, (subject, group)));
        }
        Self::set(&rows, visits.len(), used.each_ref().map(Selection::count))
    }

    /// Baselines are taken from their mean, so that the columns stay apart.
    fn set(rows: &[Row], visits: usize, people: [u32; 2]) -> Self {
        let mean = rows.iter().map(|row| row.baseline).sum::<f64>() / rows.len().max(1) as f64;
        let intercepts = std::iter::repeat_n(1.0, rows.len());
        let groups = rows.iter().map(|row| row.group);
        let columns = intercepts.chain(groups).chain(rows.iter().map(|row| row.baseline - mean));
        Self {
            design: DMatrix::from_iterator(rows.len(), COLUMNS, columns),
            response: rows.iter().map(|row| row.change).collect(),
            subject: rows.iter().map(|row| row.subject).collect(),
            visit: rows.iter().map(|row| row.visit).collect(),
            visits,
            people,
        }
    }

    /// The effects: one of each column at each time point.
    pub const fn effects(&self) -> usize {
        COLUMNS * self.visits
    }

    /// The effect of the first group at the last time point.
    pub const fn last_group_effect(&self) -> usize {
        COLUMNS * self.visits.saturating_sub(1) + GROUP
    }
}

fn add_person(rows: &mut Vec<Row>, of: Scores<'_>, visits: &[usize], (subject, group): (usize, f64)) {
    let code_at =
        |time: usize| of.matrix.codes_at(time).get(subject).copied().unwrap_or(ScoreMatrix::MISSING);
    let Some(baseline) = of.matrix.decode(code_at(of.baseline)) else { return };
    for (visit, &time) in visits.iter().enumerate() {
        if let Some(score) = of.matrix.decode(code_at(time)) {
            rows.push(Row { subject, visit, group, baseline, change: score - baseline });
        }
    }
}
