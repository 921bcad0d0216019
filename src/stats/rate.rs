//! Events in person-time: one rate, and two rates compared.

mod one;
mod two;

pub use one::{RateInterval, RateTest};
pub use two::{RateDifference, RateRatio, RateRatioMethod, rate_difference, rate_ratio};

use super::Undefined;

/// Events counted over a time at risk, a Poisson count.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rate {
    events: u32,
    time: f64,
}

impl Rate {
    /// `events` over the person-time `time`; rates are per unit of it.
    ///
    /// # Errors
    /// [`Undefined::BadValues`] unless the time is positive and finite.
    pub fn new(events: u32, time: f64) -> Result<Self, Undefined> {
        if time > 0.0 && time.is_finite() { Ok(Self { events, time }) } else { Err(Undefined::BadValues) }
    }

    /// The same with rates per `unit` of person-time, as per 1 000 person-years.
    ///
    /// # Errors
    /// [`Undefined::BadValues`] unless the time, and the time in these units, are positive and finite.
    pub fn per(events: u32, time: f64, unit: f64) -> Result<Self, Undefined> {
        if unit > 0.0 { Self::new(events, time / unit) } else { Err(Undefined::BadValues) }
    }

    /// Number of events.
    pub const fn events(self) -> u32 {
        self.events
    }

    /// Time at risk, in units of the rate.
    pub const fn time(self) -> f64 {
        self.time
    }

    /// Events by time.
    pub fn estimate(self) -> f64 {
        f64::from(self.events) / self.time
    }
}

#[cfg(test)]
mod tests;
