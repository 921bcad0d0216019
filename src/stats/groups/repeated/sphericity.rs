//! Whether repeated measurements are spherical, and corrections when they are not.

use libm::log;
use nalgebra::DMatrix;

use crate::stats::ChiSquared;

/// Which series gives the p-value of Mauchly's W. Both are approximations to order `1/n²` and differ in the third digit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MauchlySeries {
    /// Anderson's, An Introduction to Multivariate Statistical Analysis, 1958, section 10.7.4, in which the number of
    /// contrasts `p` stands throughout.
    Anderson,
    /// As R's `mauchly.test` and car compute it: with the number of measurements in place of `p` in one term.
    AsR,
}

/// Mauchly's test and the corrections of the degrees of freedom for one set of contrasts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sphericity {
    /// Mauchly's W, from 0 to 1: `det(E) / (tr(E) / p)ᵖ`.
    pub mauchly_w: f64,
    /// P of a W as small, by the series asked for.
    pub mauchly_p_value: f64,
    /// Greenhouse and Geisser's ε: `tr(E)² / (p tr(E²))`, from `1/p` to 1.
    pub greenhouse_geisser: f64,
    /// Huynh and Feldt's ε, which may exceed 1: `((ν + 1) p ε − 2) / (p (ν − p ε))` with ν the degrees of freedom of the
    /// error. With groups of people it is as corrected by Lecoutre, J Educ Stat 1991;16:371.
    pub huynh_feldt: f64,
}

/// Of the sums of squares and products of the errors along `p` orthonormal contrasts. `None` for a single contrast,
/// where nothing can be unlike, and when the errors lie in fewer dimensions.
///
/// Sources: Mauchly, Ann Math Stat 1940;11:204; Greenhouse & Geisser, Psychometrika 1959;24:95; Huynh & Feldt, J Educ
/// Stat 1976;1:69.
pub(super) fn sphericity(
    errors: &DMatrix<f64>,
    df: f64,
    measurements: usize,
    series: MauchlySeries,
) -> Option<Sphericity> {
    let contrasts = errors.nrows();
    let p = contrasts as f64;
    if contrasts < 2 || df < p {
        return None;
    }
    let trace = errors.trace();
    let scaled = errors * (p / trace);
    let mauchly_w = scaled.determinant();
    if !(mauchly_w > 0.0 && mauchly_w.is_finite()) {
        return None;
    }
    // A rounding above 1 would be a W better than spherical.
    let mauchly_w = mauchly_w.min(1.0);
    let squares: f64 = errors.iter().map(|value| value * value).sum();
    let greenhouse_geisser = trace * trace / (p * squares);
    let huynh_feldt = ((df + 1.0) * p * greenhouse_geisser - 2.0) / (p * (df - p * greenhouse_geisser));
    let in_one_term = match series {
        MauchlySeries::Anderson => p,
        MauchlySeries::AsR => measurements as f64,
    };
    let mauchly_p_value = mauchly_p_value(mauchly_w, df, p, in_one_term)?;
    huynh_feldt.is_finite().then_some(Sphericity {
        mauchly_w,
        mauchly_p_value,
        greenhouse_geisser,
        huynh_feldt,
    })
}

fn mauchly_p_value(w: f64, df: f64, p: f64, in_one_term: f64) -> Option<f64> {
    let scale = 1.0 - (2.0 * p * p + p + 2.0) / (6.0 * p * df);
    let cubic = 2.0 * p * p * p + 6.0 * p * p + 3.0 * in_one_term + 2.0;
    let size = df * p * scale;
    let second = (p + 2.0) * (p - 1.0) * (p - 2.0) * cubic / (288.0 * size * size);
    let statistic = -df * scale * log(w);
    let free = 0.5 * p * (p + 1.0) - 1.0;
    let [first, beyond] = [ChiSquared::new(free)?.sf(statistic), ChiSquared::new(free + 4.0)?.sf(statistic)];
    Some((first + second * (beyond - first)).clamp(0.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By hand of errors of 3 and 1: `W = 3 / 2²`, `ε = 4² / (2 · 10)` and `(3 · 1.6 − 2) / (2 · 0.4)`.
    #[test]
    fn as_many_degrees_of_freedom_as_contrasts_are_enough() {
        let errors = DMatrix::from_row_slice(2, 2, &[3.0, 0.0, 0.0, 1.0]);
        let found = sphericity(&errors, 2.0, 3, MauchlySeries::Anderson).unwrap();
        let near = |found: f64, expected: f64| (found - expected).abs() < 1e-14;
        assert!(near(found.mauchly_w, 0.75) && near(found.greenhouse_geisser, 0.8), "{found:?}");
        assert!(near(found.huynh_feldt, 3.5), "{found:?}");
        assert_eq!(sphericity(&errors, 1.0, 3, MauchlySeries::Anderson), None);
    }

    #[test]
    fn errors_in_fewer_dimensions_have_no_test() {
        let errors = DMatrix::from_element(2, 2, 1.0);
        assert_eq!(sphericity(&errors, 3.0, 3, MauchlySeries::Anderson), None);
    }
}
