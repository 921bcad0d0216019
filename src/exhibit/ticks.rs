//! Round ticks: computed once, so that no renderer chooses its own.

use super::Tick;
use crate::domain::{Finite, format};

/// Fewest ticks of an axis.
const FEWEST: usize = 4;
/// Most ticks of an axis.
const MOST: usize = 6;
/// Steps that read best.
const PREFERRED: [f64; 3] = [1.0, 2.0, 5.0];
/// Steps for spans that the preferred ones divide into too few or too many.
const SECOND_CHOICE: [f64; 3] = [4.0, 3.0, 2.5];
/// Steps for ranges whose ends are not round.
const LAST_CHOICE: [f64; 3] = [8.0, 6.0, 1.5];

/// A drawn range with round ticks inside.
#[derive(Debug, Clone, PartialEq)]
pub struct Scale {
    /// Drawn from.
    pub low: Finite,
    /// Drawn to, above `low`.
    pub high: Finite,
    /// Four to six round values, ascending, within the drawn range.
    pub ticks: Vec<Tick>,
}

/// A step `mantissa × 10^exponent`.
#[derive(Debug, Clone, Copy)]
struct Step {
    mantissa: f64,
    exponent: i32,
}

impl Step {
    /// `count` steps from zero, rounded once.
    fn times(self, count: f64) -> f64 {
        let power = libm::exp10(f64::from(self.exponent.abs()));
        if self.exponent < 0 { count * self.mantissa / power } else { count * self.mantissa * power }
    }

    fn size(self) -> f64 {
        self.times(1.0)
    }

    /// Decimals that tell its multiples apart.
    fn places(self) -> usize {
        let own = usize::from(self.mantissa != libm::floor(self.mantissa));
        usize::try_from(-self.exponent).unwrap_or(0) + if self.exponent <= 0 { own } else { 0 }
    }
}

/// A scale from `floor` to a round value at or beyond `reach`, never past `ceiling`, with four to six round ticks.
///
/// The scale begins at `floor` and may stop before `ceiling`. A `reach` outside `floor..ceiling` is drawn in; a ceiling
/// that is not above the floor is put one above it.
pub fn nice_ticks(floor: Finite, reach: Finite, ceiling: Finite) -> Scale {
    let low = floor.get();
    let ceiling = if ceiling.get() > low { ceiling.get() } else { low + low.abs().max(1.0) };
    let reach = if reach.get() > low { reach.get().min(ceiling) } else { ceiling };
    let (step, high) = [PREFERRED, SECOND_CHOICE, LAST_CHOICE]
        .into_iter()
        .find_map(|mantissas| shortest(&mantissas, low, reach, ceiling))
        .unwrap_or((Step { mantissa: ceiling - low, exponent: 0 }, ceiling));
    let ticks = counts_between(step, low, high).filter_map(|count| tick(step, count)).collect();
    Scale { low: floor, high: Finite::new(high).unwrap_or(floor), ticks }
}

/// A scale whose ends are moved outward to round values, with four to eight round ticks, zero among them when it lies
/// inside: for differences, which have no floor to begin at. Ends in the wrong order or alike are set apart.
pub fn round_ticks(low: Finite, high: Finite) -> Scale {
    let (low, high) = (low.get().min(high.get()), low.get().max(high.get()));
    let (low, high) = if high - low > 0.0 { (low, high) } else { (low - 1.0, high + 1.0) };
    let middle = libm::floor(libm::log10((high - low) / 5.0)) as i32;
    let steps = (middle - 1..=middle + 1)
        .flat_map(|exponent| PREFERRED.map(move |mantissa| Step { mantissa, exponent }));
    let ends = steps.map(|step| {
        let (first, last) = (libm::floor(low / step.size() + 1e-9), libm::ceil(high / step.size() - 1e-9));
        (step, first, last)
    });
    let fits = ends.filter(|(_, first, last)| (3.0..=7.0).contains(&(last - first)));
    let shortest = fits.min_by(|(step, first, last), (other, from, to)| {
        step.times(last - first).total_cmp(&other.times(to - from)).then(step.size().total_cmp(&other.size()))
    });
    let (step, first, last) = shortest.unwrap_or((
        Step { mantissa: high - low, exponent: 0 },
        low / (high - low),
        high / (high - low),
    ));
    let finite = |value| Finite::new(value).unwrap_or(Finite::ZERO);
    // No sign on zero.
    let (low, high) = (step.times(first) + 0.0, step.times(last) + 0.0);
    Scale {
        low: finite(low),
        high: finite(high),
        ticks: counts_between(step, low, high).filter_map(|count| tick(step, count)).collect(),
    }
}

/// The step, of those around a fifth of the span, whose axis ends soonest; the earlier mantissa wins a tie.
fn shortest(mantissas: &[f64; 3], low: f64, reach: f64, ceiling: f64) -> Option<(Step, f64)> {
    let middle = libm::floor(libm::log10((reach - low) / 5.0)) as i32;
    let steps = mantissas
        .iter()
        .flat_map(|&mantissa| (middle - 1..=middle + 1).map(move |exponent| Step { mantissa, exponent }));
    steps
        .map(|step| (step, drawn_to(step, low, reach, ceiling)))
        .filter(|(step, high)| (FEWEST..=MOST).contains(&counts_between(*step, low, *high).count()))
        .min_by(|(_, a), (_, b)| a.total_cmp(b))
}

/// The first multiple of the step at or beyond `reach`, or the ceiling.
fn drawn_to(step: Step, low: f64, reach: f64, ceiling: f64) -> f64 {
    let count = libm::ceil(reach / step.size() - 1e-9);
    let high = step.times(count).min(ceiling);
    if high > low { high } else { ceiling }
}

fn counts_between(step: Step, low: f64, high: f64) -> impl Iterator<Item = f64> {
    const GUARD: usize = 1_000;
    let first = libm::ceil(low / step.size() - 1e-9);
    (0..GUARD)
        .map(move |index| first + index as f64)
        .take_while(move |&count| step.times(count) <= high + 1e-9 * step.size())
}

fn tick(step: Step, count: f64) -> Option<Tick> {
    let at = Finite::new(step.times(count))?;
    Some(Tick { at, label: format::decimal(at, step.places()) })
}

/// Leaves out ticks that stand closer than an eighth of the axis: the first and the last stay, then that at `main`, then
/// from left to right as many as fit. `ticks` ascend.
pub fn thin_labels(ticks: &[Tick], main: Finite) -> Vec<Tick> {
    let (Some(first), Some(last)) = (ticks.first(), ticks.last()) else { return Vec::new() };
    let gap = (last.at.get() - first.at.get()) / 8.0;
    let mut kept: Vec<&Tick> = Vec::with_capacity(ticks.len());
    for tick in [first, last].into_iter().chain(ticks.iter().filter(|tick| tick.at == main)).chain(ticks) {
        let apart = |other: &&Tick| (tick.at.get() - other.at.get()).abs() >= gap - 1e-9;
        if !kept.contains(&tick) && kept.iter().all(apart) {
            kept.push(tick);
        }
    }
    kept.sort_by(|one, other| one.at.get().total_cmp(&other.at.get()));
    kept.into_iter().cloned().collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn scale(floor: f64, reach: f64, ceiling: f64) -> (Vec<String>, f64) {
        let finite = |value| Finite::new(value).unwrap();
        let scale = nice_ticks(finite(floor), finite(reach), finite(ceiling));
        (scale.ticks.into_iter().map(|tick| tick.label).collect(), scale.high.get())
    }

    #[test]
    fn a_score_from_0_to_100_that_stays_under_46_is_drawn_to_50() {
        assert_eq!(
            scale(0.0, 46.2, 100.0),
            (["0", "10", "20", "30", "40", "50"].map(String::from).into(), 50.0)
        );
    }

    #[test]
    fn ticks_stay_within_a_short_range() {
        assert_eq!(scale(1.0, 4.3, 5.0), (["1", "2", "3", "4", "5"].map(String::from).into(), 5.0));
        assert_eq!(scale(0.0, 12.0, 12.0).0, ["0", "4", "8", "12"]);
        assert_eq!(scale(0.0, 1.7, 10.0).0, ["0.0", "0.5", "1.0", "1.5", "2.0"]);
        assert_eq!(
            scale(0.0, 27.0, 27.0),
            (["0", "5", "10", "15", "20", "25"].map(String::from).into(), 27.0)
        );
    }

    #[test]
    fn a_range_of_no_width_is_given_one() {
        assert!(scale(3.0, 3.0, 3.0).1 > 3.0);
    }

    fn at(positions: &[f64]) -> Vec<Tick> {
        let tick = |&at: &f64| Tick { at: Finite::new(at).unwrap(), label: at.to_string() };
        positions.iter().map(tick).collect()
    }

    #[test]
    fn differences_are_drawn_between_round_ends_with_zero_among_the_ticks() {
        let ends = |low: f64, high: f64| {
            let scale = round_ticks(Finite::new(low).unwrap(), Finite::new(high).unwrap());
            (
                scale.ticks.into_iter().map(|tick| tick.label).collect::<Vec<_>>(),
                scale.low.get(),
                scale.high.get(),
            )
        };
        assert_eq!(
            ends(-26.7, 0.0),
            (["−30", "−25", "−20", "−15", "−10", "−5", "0"].map(String::from).into(), -30.0, 0.0)
        );
        assert_eq!(ends(-6.3, 0.2).0, ["−8", "−6", "−4", "−2", "0", "2"]);
        assert_eq!(ends(0.0, 0.0).0.len(), 5);
        assert_eq!(ends(-0.31, 0.04).0, ["−0.4", "−0.3", "−0.2", "−0.1", "0.0", "0.1"]);
    }

    #[test]
    fn dense_ticks_are_thinned_and_the_ends_stay() {
        let weeks: Vec<f64> = (0..=12).map(f64::from).collect();
        let thinned = |values: &[f64], main: f64| thin_labels(&at(values), Finite::new(main).unwrap());
        assert_eq!(thinned(&weeks, 0.0), at(&[0.0, 2.0, 4.0, 6.0, 8.0, 10.0, 12.0]));
        assert_eq!(thinned(&weeks, 5.0), at(&[0.0, 2.0, 5.0, 7.0, 9.0, 12.0]));
        assert_eq!(thinned(&[0.5, 1.5, 4.0, 20.0], 1.5), at(&[0.5, 4.0, 20.0]));
        assert_eq!(thinned(&[0.0, 99.0, 100.0], 99.0), at(&[0.0, 100.0]));
        assert_eq!(thinned(&[5.0], 5.0), at(&[5.0]));
        assert_eq!(thin_labels(&[], Finite::ZERO), []);
    }

    proptest! {
        #[test]
        fn round_ends_hold_everything(low in -5_000.0_f64..5_000.0, span in 0.001_f64..5_000.0) {
            let finite = |value| Finite::new(value).unwrap();
            let scale = round_ticks(finite(low), finite(low + span));
            prop_assert!((4..=8).contains(&scale.ticks.len()), "{:?}", scale.ticks);
            let slack = 1e-6 * span;
            prop_assert!(scale.low.get() <= low + slack && scale.high.get() >= low + span - slack);
            prop_assert!(scale.ticks.windows(2).all(|pair| pair[0].at < pair[1].at));
        }

        #[test]
        fn four_to_six_ticks_ascend_within_the_drawn_range(floor in -50.0_f64..50.0, span in 0.01_f64..5_000.0, part in 0.02_f64..=1.0) {
            let finite = |value| Finite::new(value).unwrap();
            let scale = nice_ticks(finite(floor), finite(floor + span * part), finite(floor + span));
            let positions: Vec<f64> = scale.ticks.iter().map(|tick| tick.at.get()).collect();
            prop_assert!((FEWEST..=MOST).contains(&positions.len()), "{positions:?} to {:?}", scale.high);
            prop_assert!(positions.windows(2).all(|pair| pair[0] < pair[1]));
            let slack = 1e-8 * span;
            prop_assert!(positions[0] >= floor - slack && positions[positions.len() - 1] <= scale.high.get() + slack);
            prop_assert!(scale.high.get() >= floor + span * part - slack);
        }
    }
}
