//! From an axis of the specification to a range plotters can map: always finite, ordered and not empty.

use std::ops::Range;

use crate::domain::Finite;
use crate::exhibit::Axis;

/// Past this size the difference of two values may not be finite, so values are halved twice before mapping.
const HUGE: f64 = 1e307;

/// The range an axis is drawn over.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Domain {
    low: f64,
    high: f64,
    factor: f64,
}

impl Domain {
    /// The range of `axis`. Ends in the wrong order are exchanged; equal ends are set apart by their size or by one.
    pub(super) fn of(axis: &Axis) -> Self {
        let (low, high) = (axis.low.get(), axis.high.get());
        let factor = if low.abs().max(high.abs()) > HUGE { 0.25 } else { 1.0 };
        let (low, high) = (low.min(high) * factor, low.max(high) * factor);
        if low < high {
            return Self { low, high, factor };
        }
        let apart = low.abs().max(1.0);
        Self { low: low - apart, high: high + apart, factor }
    }

    /// The range for plotters.
    pub(super) const fn range(&self) -> Range<f64> {
        self.low..self.high
    }

    /// Where a value is drawn: inside the range, at its edge when the value is outside.
    pub(super) fn place(&self, value: Finite) -> f64 {
        (value.get() * self.factor).clamp(self.low, self.high)
    }

    /// Whether a value is inside the range.
    pub(super) fn holds(&self, value: Finite) -> bool {
        let value = value.get() * self.factor;
        self.low <= value && value <= self.high
    }

    /// High minus low.
    pub(super) fn span(&self) -> f64 {
        self.high - self.low
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn axis(low: f64, high: f64) -> Axis {
        let finite = |value| Finite::new(value).unwrap();
        Axis { title: String::new(), low: finite(low), high: finite(high), ticks: Vec::new(), note: None }
    }

    #[test]
    fn every_axis_gives_a_range_that_can_be_divided_by() {
        for (low, high) in
            [(0.0, 50.0), (5.0, 5.0), (3.0, 1.0), (-1.7e308, 1.7e308), (1e308, 1e308), (0.0, 5e-324)]
        {
            let domain = Domain::of(&axis(low, high));
            assert!(domain.span() > 0.0 && domain.span().is_finite(), "{low} {high}");
        }
    }

    #[test]
    fn values_outside_are_drawn_at_the_edge() {
        let domain = Domain::of(&axis(0.0, 50.0));
        assert_eq!(domain.place(Finite::new(80.0).unwrap()), 50.0);
        assert!(!domain.holds(Finite::new(80.0).unwrap()));
    }
}
