//! Where a falling standardised rank statistic crosses a value, found as R finds it.

use libm::fabs;

/// How near R's `wilcox.test` comes to the crossing (`tol.root`).
const TOLERANCE: f64 = 1e-4;
/// The most steps of R's `uniroot`.
const MOST_STEPS: usize = 1_000;

/// A place and the height of the function there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Point {
    pub x: f64,
    pub height: f64,
}

/// A zero of `height` between two places with heights of unlike sign; `None` where `height` is.
///
/// Brent's method in the steps of R's `uniroot` with a tolerance of 1e-4, for the statistic of a rank test is a
/// staircase: any place within 1e-4 of its step is a zero to R, and only the same steps lead to the same place. Source:
/// Brent, Algorithms for Minimization without Derivatives, 1973, chapter 4.
pub(super) fn crossing(start: Point, end: Point, height: impl Fn(f64) -> Option<f64>) -> Option<f64> {
    if start.height == 0.0 {
        return Some(start.x);
    }
    let (mut before, mut best, mut other) = (start, end, start);
    for _ in 0..MOST_STEPS {
        let last_step = best.x - before.x;
        if fabs(other.height) < fabs(best.height) {
            (before, best, other) = (best, other, best);
        }
        let nearest = 2.0 * f64::EPSILON * fabs(best.x) + 0.5 * TOLERANCE;
        let half = 0.5 * (other.x - best.x);
        if fabs(half) <= nearest || best.height == 0.0 {
            return Some(best.x);
        }
        let may_interpolate = fabs(last_step) >= nearest && fabs(before.height) > fabs(best.height);
        let interpolated = may_interpolate.then(|| interpolation(before, best, other)).and_then(|(p, q)| {
            let inside = p < 0.75 * (other.x - best.x) * q - 0.5 * fabs(nearest * q);
            (inside && p < fabs(0.5 * last_step * q)).then(|| p / q)
        });
        let step = interpolated.unwrap_or(half);
        let step = if fabs(step) >= nearest {
            step
        } else if step > 0.0 {
            nearest
        } else {
            -nearest
        };
        before = best;
        best.x += step;
        best.height = height(best.x)?;
        if best.height * other.height > 0.0 {
            other = before;
        }
    }
    Some(best.x)
}

/// The step from `best` as a fraction whose upper part is not negative: by a parabola through three places, or a line
/// through two.
fn interpolation(before: Point, best: Point, other: Point) -> (f64, f64) {
    let span = other.x - best.x;
    let (p, q) = if before.x == other.x {
        let slope = best.height / before.height;
        (span * slope, 1.0 - slope)
    } else {
        let q = before.height / other.height;
        let (t1, t2) = (best.height / other.height, best.height / before.height);
        let p = t2 * (span * q * (q - t1) - (best.x - before.x) * (t1 - 1.0));
        (p, (q - 1.0) * (t1 - 1.0) * (t2 - 1.0))
    };
    if p > 0.0 { (p, -q) } else { (-p, q) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `uniroot(function(x) exp(-x) - 0.3, c(0, 5), tol = 1e-4)$root` of R 4.2.2, at 17 digits.
    #[test]
    fn the_steps_are_those_of_r() {
        let at = |x: f64| Point { x, height: libm::exp(-x) - 0.3 };
        let found = crossing(at(0.0), at(5.0), |x| Some(at(x).height)).unwrap();
        assert!((found - UNIROOT).abs() < 1e-14, "{found}");
    }

    /// `uniroot(function(x) (x - 0.4)^5, c(0, 2), tol = 1e-4)$root` of R 4.2.2, a function that lies flat at its zero.
    #[test]
    fn the_steps_are_those_of_r_where_a_function_is_flat() {
        let at = |x: f64| Point { x, height: libm::pow(x - 0.4, 5.0) };
        let found = crossing(at(0.0), at(2.0), |x| Some(at(x).height)).unwrap();
        assert!((found - 0.400_029_810_206_761_7).abs() < 1e-12, "{found}");
    }

    const UNIROOT: f64 = 1.203_973_764_579_573_4;
}
