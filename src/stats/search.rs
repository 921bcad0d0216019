//! Where a condition turns: bisection to the last digit.

use libm::{exp, log};

/// The number between `low` and `high` at which `is_before`, true below it, turns false. `high` when it never does.
///
/// Bisection halves the bracket until no number lies between its ends, or they are nearer than 1e-40.
pub(super) fn turning_point(low: f64, high: f64, is_before: impl Fn(f64) -> bool) -> f64 {
    const MOST_STEPS: usize = 1_100;
    const NEAREST: f64 = 1e-40;
    let (mut below, mut above) = (None, None);
    for _ in 0..MOST_STEPS {
        let (first, last) = (below.unwrap_or(low), above.unwrap_or(high));
        let middle = 0.5 * (first + last);
        if middle <= first || middle >= last || last - first < NEAREST {
            break;
        }
        if is_before(middle) {
            below = Some(middle);
        } else {
            above = Some(middle);
        }
    }
    // An end that never moved is the place itself.
    match (below, above) {
        (Some(first), Some(last)) => 0.5 * (first + last),
        (None, _) => low,
        (Some(_), None) => high,
    }
}

/// The same for a positive number of any magnitude, from 1e-300 to 1e300.
pub(super) fn positive_turning_point(is_before: impl Fn(f64) -> bool) -> f64 {
    const LARGEST: f64 = 1e300;
    exp(turning_point(-log(LARGEST), log(LARGEST), |ln| is_before(exp(ln))))
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn a_root_is_found_to_the_last_digit() {
        assert!((turning_point(0.0, 2.0, |x| x * x < 2.0) - std::f64::consts::SQRT_2).abs() < 1e-15);
        assert!((positive_turning_point(|x| x < 1e-200) / 1e-200 - 1.0).abs() < 1e-12);
        assert_eq!(turning_point(0.0, 1.0, |_| true), 1.0);
        assert_eq!(turning_point(0.0, 1.0, |_| false), 0.0);
    }

    #[test]
    fn the_search_ends_where_no_number_lies_between_its_ends() {
        for place in [0.3, 0.7, 1.0, std::f64::consts::SQRT_2] {
            for end in [place, place.next_up()] {
                let asked = Cell::new(0);
                turning_point(0.0, 2.0, |x| {
                    asked.set(asked.get() + 1);
                    x < end
                });
                assert!(asked.get() < 60, "{end}: {}", asked.get());
            }
        }
    }
}
