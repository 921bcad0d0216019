//! What counts as improved: cut-offs in per cent of the person's own baseline, and the score's own thresholds.

use crate::analysis::improvement::{ROUNDING, gain};
use crate::domain::{Direction, Instrument, Threshold, ThresholdKind};

/// Cut-offs of the curve: every whole per cent from 0 to 100.
pub(super) const CUT_OFFS: usize = 101;

/// Between the cut-offs that are shown when counts are rounded, and between the rows of the table.
pub(super) const STEP: u32 = 10;

/// Cut-offs that are always marked.
pub(super) const MARKED: [u32; 2] = [30, 50];

/// How the improvement of one person is judged. Higher scores may be better.
#[derive(Debug, Clone, Copy)]
pub(super) struct Judge<'a> {
    pub direction: Direction,
    pub thresholds: &'a [Threshold],
}

/// What a person's baseline and later value count as.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Pair {
    NoBaseline,
    /// Not above 0, so that no share of it can be lost.
    ZeroBaseline,
    /// Nothing to compare the baseline with.
    NoValue,
    /// From `start`, above 0, to `end`: so many cut-offs are reached.
    Judged {
        start: f64,
        end: f64,
        cut_offs: usize,
    },
}

impl<'a> Judge<'a> {
    /// By the instrument's own direction and thresholds.
    pub fn of(instrument: &'a Instrument) -> Self {
        Self { direction: instrument.direction, thresholds: &instrument.thresholds }
    }

    /// Judges a baseline and a later value.
    pub fn pair(self, start: Option<f64>, end: Option<f64>) -> Pair {
        match (start, end) {
            (None, _) => Pair::NoBaseline,
            (Some(start), _) if start <= 0.0 => Pair::ZeroBaseline,
            (Some(_), None) => Pair::NoValue,
            (Some(start), Some(end)) => {
                Pair::Judged { start, end, cut_offs: self.cut_offs_reached(start, end) }
            }
        }
    }

    /// Points by which the score got better; negative when it got worse.
    pub fn gain(self, start: f64, end: f64) -> f64 {
        gain(self.direction, start, end)
    }

    /// How many of the cut-offs 0, 1, 2 … 100 % a person reaches who goes from `start`, above 0, to `end`.
    pub fn cut_offs_reached(self, start: f64, end: f64) -> usize {
        let gain = self.gain(start, end);
        let guess = libm::floor((gain / start + ROUNDING) * 100.0);
        if guess < 0.0 { 0 } else { (guess as usize).saturating_add(1).min(CUT_OFFS) }
    }

    /// Whether a person reaches a threshold of the instrument.
    pub fn reaches(self, threshold: &Threshold, start: f64, end: f64) -> bool {
        let needed = match threshold.kind {
            ThresholdKind::Points => threshold.value.get(),
            ThresholdKind::PercentOfBaseline => start * threshold.value.get() / 100.0,
        };
        self.gain(start, end) >= needed - ROUNDING * start
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judge(direction: Direction) -> Judge<'static> {
        Judge { direction, thresholds: &[] }
    }

    #[test]
    fn a_person_reaches_every_cut_off_up_to_their_own_improvement() {
        let lower = judge(Direction::LowerIsBetter);
        let reached = [(10.0, 11.0), (10.0, 10.0), (10.0, 9.95), (10.0, 7.0), (10.0, 0.0), (10.0, -4.0)]
            .map(|(start, end)| lower.cut_offs_reached(start, end));
        assert_eq!(reached, [0, 1, 1, 31, 101, 101]);
        let higher = judge(Direction::HigherIsBetter);
        assert_eq!(higher.cut_offs_reached(40.0, 60.0), 51);
        assert_eq!(higher.cut_offs_reached(40.0, 39.0), 0);
        assert_eq!(higher.cut_offs_reached(10.0, 95.0), 101);
    }

    #[test]
    fn a_decimal_that_binary_cannot_hold_still_reaches_its_cut_off() {
        let lower = judge(Direction::LowerIsBetter);
        for tenths in 1..=400_u32 {
            for percent in 0..=100_u32 {
                // Ends that are a decimal with three places at most.
                let (start, end) = (f64::from(tenths) / 10.0, f64::from(tenths * (100 - percent)) / 1_000.0);
                assert_eq!(lower.cut_offs_reached(start, end), percent as usize + 1, "{start} to {end}");
                let short = end + 0.001;
                assert!(lower.cut_offs_reached(start, short) <= percent as usize, "{start} to {short}");
            }
        }
    }
}
