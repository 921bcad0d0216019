//! The programme's weeks.

/// Length of the programme.
pub const WEEKS: usize = 12;

/// A value for each of the weeks 1 to 12.
pub type Weekly<T> = [T; WEEKS];

/// Weeks after the start at which people are asked once more.
pub const FOLLOW_UP_WEEKS: [u8; 2] = [26, 52];

/// 1 to 12.
pub fn numbers() -> impl Iterator<Item = f64> {
    (1..=WEEKS as u32).map(f64::from)
}

/// How much of the change until week 12 has happened by each week, where it comes exponentially with the time constant
/// `tau_weeks`: `(1 − exp(−w/τ)) / (1 − exp(−12/τ))`.
pub fn exponential(tau_weeks: f64) -> Weekly<f64> {
    let part = |week: f64| -libm::expm1(-week / tau_weeks);
    let mut course = [0.0; WEEKS];
    for (share, week) in course.iter_mut().zip(numbers()) {
        *share = part(week) / part(WEEKS as f64);
    }
    course
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_exponential_course_is_steep_first_and_whole_at_week_12() {
        let course = exponential(3.5);
        assert_eq!(course[11], 1.0);
        let expected = (1.0 - (-4.0_f64 / 3.5).exp()) / (1.0 - (-12.0_f64 / 3.5).exp());
        assert!((course[3] - expected).abs() < 1e-15);
    }
}
