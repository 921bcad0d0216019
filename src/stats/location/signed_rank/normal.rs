//! The interval of the pseudomedian by the normal approximation, as R searches it.

use super::{Continuity, Signed, ZeroHandling};
use crate::domain::Finite;
use crate::stats::location::{Point, crossing, tail};
use crate::stats::{Alternative, Confidence, Limits, Normal, Undefined};

/// The statistic as the values are moved down by more and more.
pub(super) struct Search<'a> {
    pub values: &'a [f64],
    pub zeros: ZeroHandling,
    pub alternative: Alternative,
}

impl Search<'_> {
    /// Where the statistic crosses `level`.
    pub fn crossing(&self, continuity: Continuity, level: f64) -> Result<f64, Undefined> {
        let [start, end] = self.ends(continuity)?;
        let start = Point { height: start.height - level, ..start };
        let end = Point { height: end.height - level, ..end };
        let height = |shift: f64| Some(self.at(shift, continuity)? - level);
        crossing(start, end, height).ok_or(Undefined::NoSpread)
    }

    /// The limits, and the level they aim at.
    pub fn limits(&self, continuity: Continuity, confidence: Confidence) -> Result<(Limits, f64), Undefined> {
        let ends = self.ends(continuity)?;
        let asked = tail(self.alternative, confidence);
        let mut tail = asked;
        while tail < 0.5 && !self.reaches(ends, quantile(tail)?) {
            tail *= 2.0;
        }
        let share = tail / asked;
        let level = if share == 1.0 { confidence.level() } else { 1.0 - (1.0 - confidence.level()) * share };
        let z = quantile(tail)?;
        if level <= 0.0 || !self.reaches(ends, z) {
            return Ok((Limits { low: None, high: None }, 0.0));
        }
        let at = |level: f64| Ok(Finite::new(self.crossing(continuity, level)?));
        Ok(match self.alternative {
            Alternative::TwoSided => (Limits { low: at(z)?, high: at(-z)? }, level),
            Alternative::Less => (Limits { low: None, high: at(-z)? }, level),
            Alternative::Greater => (Limits { low: at(z)?, high: None }, level),
        })
    }

    /// Whether the statistic goes beyond the quantile at the ends where there is a limit.
    fn reaches(&self, [start, end]: [Point; 2], quantile: f64) -> bool {
        let (low, high) = (start.height >= quantile, end.height <= -quantile);
        match self.alternative {
            Alternative::TwoSided => low && high,
            Alternative::Less => high,
            Alternative::Greater => low,
        }
    }

    /// The one value, when all are equal: at it nothing has a sign.
    pub fn equal_ends(&self) -> Option<f64> {
        let [low, high] = self.extremes();
        (low == high).then_some(low)
    }

    fn extremes(&self) -> [f64; 2] {
        let low = self.values.iter().copied().fold(f64::INFINITY, f64::min);
        let high = self.values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        [low, high]
    }

    fn ends(&self, continuity: Continuity) -> Result<[Point; 2], Undefined> {
        let [low, high] = self.extremes();
        let point = |x| self.at(x, continuity).map(|height| Point { x, height }).ok_or(Undefined::NoSpread);
        Ok([point(low)?, point(high)?])
    }

    fn at(&self, shift: f64, continuity: Continuity) -> Option<f64> {
        Signed::new(self.values, self.zeros, shift).ok()?.standardised(self.alternative, continuity)
    }
}

fn quantile(tail: f64) -> Result<f64, Undefined> {
    Normal.quantile(1.0 - tail).ok_or(Undefined::OutOfRange)
}
