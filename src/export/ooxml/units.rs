//! Lengths on a slide.

use std::fmt;
use std::ops::{Add, Div, Mul, Sub};

use crate::chart::Tenths;

/// A length in English Metric Units, the whole numbers of the format: 12,700 in a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::export) struct Emu(i64);

/// English Metric Units in a point.
const IN_A_POINT: i64 = 12_700;

impl Emu {
    /// Nothing.
    pub(in crate::export) const ZERO: Self = Self(0);

    /// So many units of the format.
    pub(in crate::export) const fn units(units: i64) -> Self {
        Self(units)
    }

    /// So many points.
    pub(in crate::export) const fn points(points: i64) -> Self {
        Self(points * IN_A_POINT)
    }

    /// A length measured in tenths at a text size in points.
    pub(in crate::export) fn measured(tenths: Tenths) -> Self {
        Self(i64::from(tenths) * IN_A_POINT / 10)
    }

    /// The length as tenths of a point, for measuring words.
    pub(in crate::export) fn tenths(self) -> Tenths {
        Tenths::try_from(self.0 * 10 / IN_A_POINT).unwrap_or(Tenths::MAX / 4)
    }

    /// So many twentieths of a point.
    pub(in crate::export) const fn from_twips(twips: i64) -> Self {
        Self(twips * IN_A_POINT / 20)
    }

    /// The length in twentieths of a point.
    pub(in crate::export) const fn twips(self) -> i64 {
        self.0 * 20 / IN_A_POINT
    }

    /// A part of the length; `part` is finite.
    pub(in crate::export) fn part(self, part: f64) -> Self {
        Self(libm::round(self.0 as f64 * part) as i64)
    }

    /// This length as a part of `whole`; 0 of nothing.
    pub(in crate::export) fn of(self, whole: Self) -> f64 {
        if whole.0 == 0 { 0.0 } else { self.0 as f64 / whole.0 as f64 }
    }
}

impl fmt::Display for Emu {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl Add for Emu {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for Emu {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Mul<i64> for Emu {
    type Output = Self;

    fn mul(self, times: i64) -> Self {
        Self(self.0 * times)
    }
}

impl Div<i64> for Emu {
    type Output = Self;

    fn div(self, parts: i64) -> Self {
        Self(self.0 / parts.max(1))
    }
}

impl std::iter::Sum for Emu {
    fn sum<I: Iterator<Item = Self>>(lengths: I) -> Self {
        lengths.fold(Self::ZERO, Add::add)
    }
}

/// How large something is drawn, in hundredths of the size it is planned in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::export) struct Share(i32);

impl Share {
    /// As it is planned.
    pub(in crate::export) const WHOLE: Self = Self(100);

    pub(in crate::export) const fn hundredths(share: i32) -> Self {
        Self(share)
    }

    /// A text size, in points.
    pub(in crate::export) const fn size(self, size: i32) -> i32 {
        (size * self.0 + 50) / 100
    }

    /// A width of lines, or the size of a mark, rounded down.
    pub(in crate::export) const fn width(self, width: u32) -> u32 {
        width * self.0.unsigned_abs() / 100
    }

    /// A length as it is drawn.
    pub(in crate::export) fn drawn(self, length: Emu) -> Emu {
        length * i64::from(self.0) / 100
    }

    /// A length as it is planned, so that it is drawn as long as `length`.
    pub(in crate::export) fn planned(self, length: Emu) -> Emu {
        length * 100 / i64::from(self.0)
    }
}

/// A rectangle on a slide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::export) struct Frame {
    pub(in crate::export) left: Emu,
    pub(in crate::export) top: Emu,
    pub(in crate::export) width: Emu,
    pub(in crate::export) height: Emu,
}

impl Frame {
    /// A rectangle in points.
    pub(in crate::export) const fn points(left: i64, top: i64, width: i64, height: i64) -> Self {
        Self {
            left: Emu::points(left),
            top: Emu::points(top),
            width: Emu::points(width),
            height: Emu::points(height),
        }
    }

    /// The rectangle between four edges.
    pub(in crate::export) fn between((left, right): (Emu, Emu), (top, bottom): (Emu, Emu)) -> Self {
        Self { left, top, width: right - left, height: bottom - top }
    }

    /// The rectangle with each of its lengths changed.
    pub(in crate::export) fn map(self, change: impl Fn(Emu) -> Emu) -> Self {
        let [left, top, width, height] = [self.left, self.top, self.width, self.height].map(change);
        Self { left, top, width, height }
    }

    /// Whether two rectangles share some ground.
    pub(in crate::export) fn touches(&self, other: &Self) -> bool {
        self.left < other.right()
            && other.left < self.right()
            && self.top < other.bottom()
            && other.top < self.bottom()
    }

    pub(in crate::export) fn right(&self) -> Emu {
        self.left + self.width
    }

    pub(in crate::export) fn bottom(&self) -> Emu {
        self.top + self.height
    }
}
