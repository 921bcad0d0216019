//! Scores with missing values filled in.

use crate::domain::frame::ScoreMatrix;

/// The same scores with each missing value replaced by the person's last value before it (last observation carried
/// forward). A value missing before the first one stays missing. `O(times × participants)`; keep the result where the
/// same snapshot is asked often.
pub fn carried_forward(scores: &ScoreMatrix) -> ScoreMatrix {
    let mut codes: Vec<u16> = Vec::with_capacity(scores.times() * scores.participants());
    for time in 0..scores.times() {
        let filled = codes.len();
        codes.extend_from_slice(scores.codes_at(time));
        let (before, here) = codes.split_at_mut(filled);
        let last = before.get(filled.saturating_sub(scores.participants())..).unwrap_or(&[]);
        for (code, &last) in here.iter_mut().zip(last) {
            *code = if *code == ScoreMatrix::MISSING { last } else { *code };
        }
    }
    same_shape(scores, codes)
}

/// The same scores with each missing value replaced by the person's value at time point `baseline` (baseline
/// observation carried forward). People without one keep their gaps.
pub(super) fn baseline_carried_forward(scores: &ScoreMatrix, baseline: usize) -> ScoreMatrix {
    let first = scores.codes_at(baseline);
    let mut codes: Vec<u16> = Vec::with_capacity(scores.times() * scores.participants());
    for time in 0..scores.times() {
        let filled = scores.codes_at(time).iter().zip(first);
        codes.extend(filled.map(|(&code, &start)| if code == ScoreMatrix::MISSING { start } else { code }));
    }
    same_shape(scores, codes)
}

/// Codes taken from a matrix always fit its own table.
fn same_shape(scores: &ScoreMatrix, codes: Vec<u16>) -> ScoreMatrix {
    scores.with_codes(codes).unwrap_or_else(|| scores.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    const GAP: u16 = ScoreMatrix::MISSING;

    /// Four time points (the second is the baseline) of three people.
    fn scores() -> ScoreMatrix {
        let codes = vec![GAP, 0, 1, 2, GAP, GAP, GAP, 3, GAP, 1, GAP, GAP];
        ScoreMatrix::new(vec![0.0, 10.0, 20.0, 30.0], codes, 3).unwrap()
    }

    fn rows(filled: &ScoreMatrix) -> Vec<&[u16]> {
        (0..filled.times()).map(|time| filled.codes_at(time)).collect()
    }

    #[test]
    fn the_last_value_is_carried_until_the_next() {
        assert_eq!(rows(&carried_forward(&scores())), [[GAP, 0, 1], [2, 0, 1], [2, 3, 1], [1, 3, 1]]);
    }

    #[test]
    fn the_baseline_fills_every_gap_of_those_who_have_one() {
        let filled = baseline_carried_forward(&scores(), 1);
        assert_eq!(rows(&filled), [[2, 0, 1], [2, GAP, GAP], [2, 3, GAP], [1, GAP, GAP]]);
    }

    #[test]
    fn scores_of_nobody_stay_empty() {
        let empty = ScoreMatrix::new(vec![], vec![], 0).unwrap();
        assert_eq!(carried_forward(&empty), empty);
    }
}
