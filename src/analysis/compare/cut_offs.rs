//! What counts as improved: 30 % and 50 % of the person's own baseline, and the score's own thresholds.

use serde::{Deserialize, Serialize};

use crate::analysis::improvement::{ROUNDING, gain, least_percent};
use crate::domain::{Direction, Finite, Instrument, ThresholdKind};

/// Cut-offs in per cent that every comparison has. Source: Dworkin et al., J Pain 2008;9:105.
const ALWAYS: [(f64, &str); 2] = [(30.0, "moderate improvement"), (50.0, "substantial improvement")];
const ALWAYS_SOURCE: &str = "Dworkin et al., J Pain 2008;9:105";

/// Two cut-offs nearer than this are one.
const SAME: f64 = 1e-9;

/// From which improvement on a person is a responder.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResponderCutOff {
    /// Points or per cent.
    pub kind: ThresholdKind,
    /// Size, positive.
    pub size: Finite,
    /// Name for people ("moderate improvement").
    pub label: String,
    /// The publication.
    pub source: String,
}

impl ResponderCutOff {
    /// Those of an instrument: per cents ascending, then points ascending, no two alike.
    pub(super) fn of(instrument: &Instrument) -> Vec<Self> {
        let own = instrument.thresholds.iter().map(|threshold| Self {
            kind: threshold.kind,
            size: threshold.value,
            label: threshold.label.clone(),
            source: threshold.source.clone(),
        });
        let always = ALWAYS.into_iter().filter_map(|(size, label)| {
            let (label, source) = (label.to_owned(), ALWAYS_SOURCE.to_owned());
            Some(Self { kind: ThresholdKind::PercentOfBaseline, size: Finite::new(size)?, label, source })
        });
        // The instrument's own name and source win.
        let mut all: Vec<Self> = own.chain(always).collect();
        all.sort_by(|one, other| {
            let (a, b) = (one.size.get(), other.size.get());
            is_points(one.kind).cmp(&is_points(other.kind)).then(a.total_cmp(&b))
        });
        all.dedup_by(|later, earlier| {
            later.kind == earlier.kind && (later.size.get() - earlier.size.get()).abs() < SAME
        });
        all
    }

    /// Whether someone who goes from `start`, above 0, to `end` reaches it.
    pub(super) fn is_reached(&self, direction: Direction, start: f64, end: f64) -> bool {
        let needed = match self.kind {
            ThresholdKind::Points => self.size.get(),
            ThresholdKind::PercentOfBaseline => start * self.size.get() / 100.0,
        };
        gain(direction, start, end) >= needed - ROUNDING * start
    }

    /// Whether everyone who reaches this cut-off also reaches `easier`, whatever the baseline.
    pub(super) fn implies(&self, easier: &Self, instrument: &Instrument) -> bool {
        match (self.kind, easier.kind) {
            (ThresholdKind::Points, ThresholdKind::PercentOfBaseline) => {
                least_percent(instrument, self.size.get()) >= easier.size.get()
            }
            (ThresholdKind::PercentOfBaseline, ThresholdKind::Points) => false,
            (ThresholdKind::Points, ThresholdKind::Points)
            | (ThresholdKind::PercentOfBaseline, ThresholdKind::PercentOfBaseline) => {
                self.size.get() >= easier.size.get()
            }
        }
    }
}

const fn is_points(kind: ThresholdKind) -> bool {
    matches!(kind, ThresholdKind::Points)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Code, NumberRange, Threshold};

    fn instrument(thresholds: &[(ThresholdKind, f64)]) -> Instrument {
        let finite = |value| Finite::new(value).unwrap();
        let threshold = |&(kind, value): &(ThresholdKind, f64)| Threshold {
            label: "own".to_owned(),
            kind,
            value: finite(value),
            source: "A paper".to_owned(),
        };
        Instrument {
            code: Code::try_from("pain").unwrap(),
            label: "pain".to_owned(),
            unit: "points".to_owned(),
            range: NumberRange { low: finite(0.0), high: finite(100.0) },
            direction: Direction::LowerIsBetter,
            baseline: None,
            thresholds: thresholds.iter().map(threshold).collect(),
            bands: None,
            note: String::new(),
        }
    }

    #[test]
    fn thirty_and_fifty_per_cent_are_always_there_and_only_once() {
        let own = instrument(&[(ThresholdKind::Points, 15.0), (ThresholdKind::PercentOfBaseline, 30.0)]);
        let all = ResponderCutOff::of(&own);
        let sizes: Vec<f64> = all.iter().map(|cut_off| cut_off.size.get()).collect();
        assert_eq!(sizes, [30.0, 50.0, 15.0]);
        assert_eq!((all[0].label.as_str(), all[0].source.as_str()), ("own", "A paper"));
    }

    #[test]
    fn a_decimal_that_binary_cannot_hold_still_reaches_its_cut_off() {
        let all = ResponderCutOff::of(&instrument(&[]));
        assert!(all[0].is_reached(Direction::LowerIsBetter, 4.0, 2.8));
        assert!(!all[0].is_reached(Direction::LowerIsBetter, 4.0, 2.801));
        assert!(all[1].is_reached(Direction::HigherIsBetter, 40.0, 60.0));
    }

    #[test]
    fn a_harder_cut_off_implies_an_easier_one() {
        let own = instrument(&[(ThresholdKind::Points, 15.0), (ThresholdKind::Points, 40.0)]);
        let all = ResponderCutOff::of(&own);
        let implies = |one: usize, other: usize| all[one].implies(&all[other], &own);
        assert!(implies(1, 0) && !implies(0, 1), "50 % is more than 30 %");
        assert!(implies(3, 0) && !implies(2, 0), "40 points of at most 100 are at least 40 %, 15 only 15 %");
        assert!(implies(3, 2) && !implies(1, 2));
    }
}
