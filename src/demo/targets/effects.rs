//! What pain at the end depends on among completers, by a linear model.

use super::cohort::{COMPLETE, Estimate, Figure, Row, assert_figures};
use super::likelihood::{Products, SIZE, regression};
use crate::stats::Moments;

/// A one and five things that pain at the end is explained by.
const EXPLAINED: usize = 6;
/// Parts of the cohort; standard errors are taken from how the parts differ.
const PARTS: usize = 30;

fn values(row: &Row) -> [f64; SIZE] {
    let mut values = [0.0; SIZE];
    let sessions_a_week = row.total_sessions() / row.last_week as f64;
    values[..=EXPLAINED].copy_from_slice(&[
        1.0,
        row.baseline,
        sessions_a_week,
        row.age,
        row.body_mass_index,
        row.distress,
        row.last,
    ]);
    values
}

fn coefficients(rows: &[Row]) -> Vec<f64> {
    let mut products: Products = [[0.0; SIZE]; SIZE];
    for row in rows.iter().filter(|row| row.is_completer) {
        let values = values(row);
        for (products, &value) in products.iter_mut().zip(&values) {
            products.iter_mut().zip(&values).for_each(|(sum, other)| *sum += value * other);
        }
    }
    regression(&products, EXPLAINED)
}

#[test]
#[ignore = "takes 10 seconds; run by cargo xtask test"]
fn pain_at_the_end_depends_on_the_start_engagement_body_mass_and_distress() {
    let whole = coefficients(&COMPLETE);
    let parts: Vec<Vec<f64>> = COMPLETE.chunks(COMPLETE.len() / PARTS).map(coefficients).collect();
    let find = |at: usize| {
        let each: Vec<f64> = parts.iter().map(|part| part[at]).collect();
        let spread = Moments::of_values(&each).unwrap().standard_deviation().unwrap();
        Estimate { value: whole[at], standard_error: spread / (PARTS as f64).sqrt() }
    };
    assert_figures(&[
        Figure::new("Completers’ last pain, for a point at the start", (0.28, 2), find(1)),
        Figure::new("Completers’ last pain, for a session a week more", (-1.1, 1), find(2)),
        Figure::new("Completers’ last pain, for a year of age", (0.0, 1), find(3)),
        Figure::new("Completers’ last pain, for a unit of body mass index", (0.29, 2), find(4)),
        Figure::new("Completers’ last pain, for an SD of distress", (2.9, 1), find(5)),
    ]);
}
