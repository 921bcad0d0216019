use super::*;
use crate::stats::mixed::{Correlated, random};

fn near(first: &DMatrix<f64>, second: &DMatrix<f64>) -> bool {
    first.shape() == second.shape() && (first - second).amax() <= 1e-11 * (1.0 + second.amax())
}

/// Thirty levels of one to five values with `Q` effects, and forty of four values with the same effects.
fn level_by_level_is_as_in_blocks<const Q: usize>() {
    let size = |level: usize| if level < 30 { 1 + level % 5 } else { 4 };
    let group: Vec<usize> = (0..70).flat_map(|level| std::iter::repeat_n(level, size(level))).collect();
    let value = |row: usize, step: usize| ((row * step) % 31) as f64 / 31.0 - 0.4;
    let effect = |row: usize, step: usize| {
        let row = if group[row] < 30 { row } else { (row - 90) % 4 };
        ((row * step) % 31) as f64 / 31.0 - 0.4
    };
    let of = |columns: usize, value: &dyn Fn(usize, usize) -> f64| {
        DMatrix::from_fn(group.len(), columns, |row, column| match column {
            0 => 1.0,
            _ => value(row, 7 + 6 * column),
        })
    };
    let response: Vec<f64> = (0..group.len()).map(|row| value(row, 17) + value(row, 11)).collect();
    let basis = Basis::new(&of(3, &value), &response).unwrap();
    let design = of(Q, &effect);
    let term = RandomEffects { design, group, levels: 70, correlated: Correlated::Freely };
    let factor = DMatrix::from_fn(Q, Q, |a, b| if a < b { 0.0 } else { 0.9 - 0.3 * (a + b) as f64 });
    let (factors, terms) = ([factor], [term]);
    assert!(Levels::<Q>::new(&basis, &terms[0]).groups.iter().any(|group| group.count > 39.0));
    let (levels, blocks) = (Levels::<Q>::new(&basis, &terms[0]), Blocks::new(&basis, &terms));
    let effects = [levels.effects(&factors), Parts::effects(&blocks, &factors)].map(Option::unwrap);
    assert!((effects[0].log_determinant - effects[1].log_determinant).abs() < 1e-12);
    assert!((&effects[0].estimate - &effects[1].estimate).amax() < 1e-12);
    let directions = random::directions(&terms, &factors);
    let at = Residuals { effects: &effects[0], variance: 0.7, estimation: Estimation::Reml };
    let sums = [levels.sums(&factors, &directions, at), blocks.sums(&factors, &directions, at)];
    let [found, right] = sums.map(Option::unwrap);
    assert!((&found.trace - &right.trace).amax() < 1e-11);
    assert!((&found.residual - &right.residual).amax() < 1e-11);
    assert!(near(&found.traces, &right.traces) && near(&found.residuals, &right.residuals));
    assert!(near(&found.projections, &right.projections) && near(&found.pulls, &right.pulls));
    assert!(near(&found.slopes[0], &right.slopes[0]));
    assert!(found.information.iter().zip(&right.information).all(|(a, b)| near(a, b)));
    let weights = DMatrix::from_fn(directions.len(), directions.len(), |k, l| 1.0 / (1 + k + l) as f64);
    let curved = |parts: &dyn Parts| parts.curved_information(&factors, &directions, &weights).unwrap();
    assert!(near(&curved(&levels), &curved(&blocks)));
    let modes = |parts: &dyn Parts| parts.modes(&factors, &effects[0]).unwrap();
    let (found, right) = (modes(&levels), modes(&blocks));
    assert!(near(&found.0[0], &right.0[0]) && near(&found.1[0], &right.1[0]));
}

#[test]
fn level_by_level_says_the_same_as_in_blocks() {
    level_by_level_is_as_in_blocks::<1>();
    level_by_level_is_as_in_blocks::<2>();
    level_by_level_is_as_in_blocks::<3>();
}

#[test]
fn any_number_of_effects_has_the_parts_of_blocks() {
    let group: Vec<usize> = (0..40).map(|row| row / 8).collect();
    let of = |columns: usize| {
        DMatrix::from_fn(40, columns, |row, column| match column {
            0 => 1.0,
            _ => ((row * (7 + 6 * column)) % 31) as f64 / 31.0 - 0.4,
        })
    };
    let response: Vec<f64> = (0..40).map(|row| f64::from((row * 17) % 31)).collect();
    let basis = Basis::new(&of(2), &response).unwrap();
    for effects in 1..=4 {
        let (design, group) = (of(effects), group.clone());
        let terms = [RandomEffects { design, group, levels: 5, correlated: Correlated::Freely }];
        let factor = |a: usize, b: usize| if a < b { 0.0 } else { 0.9 - 0.1 * (a + b) as f64 };
        let factors = [DMatrix::from_fn(effects, effects, factor)];
        let found = parts(&basis, &terms).effects(&factors).unwrap();
        let right = Parts::effects(&Blocks::new(&basis, &terms), &factors).unwrap();
        assert!((found.log_determinant - right.log_determinant).abs() < 1e-11, "{effects}");
        assert!((&found.estimate - &right.estimate).amax() < 1e-11, "{effects}");
    }
}
