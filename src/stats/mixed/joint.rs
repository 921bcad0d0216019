//! Several combinations of fixed effects tested at once.

use libm::fabs;
use nalgebra::{Cholesky, DMatrix, DVector, Dyn, SymmetricEigen};

use super::{DegreesOfFreedom, FixedEffects};
use crate::stats::{FisherF, Undefined};

/// An F test of several combinations of fixed effects.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct JointTest {
    /// F.
    pub statistic: f64,
    /// Degrees of freedom of the numerator and of the denominator.
    pub df: [f64; 2],
    /// By the F distribution.
    pub p_value: f64,
}

/// Smaller than this part of the largest, a variance counts as none and the combination as one that repeats others.
const NO_VARIANCE: f64 = 1e-8;
/// Degrees of freedom that differ by less are the same to Satterthwaite's formula.
const ALIKE: f64 = 1e-8;

impl FixedEffects {
    /// Tests that all combinations, a row of weights each, are zero.
    ///
    /// Satterthwaite: `F = Σ tₘ² / q` over the independent combinations, on the degrees of freedom whose F distribution
    /// has the mean of the tₘ², as `lmerTest::contestMD` and `mmrm::df_md` (Fai & Cornelius, J Stat Comput Simul
    /// 1996;54:363). Kenward and Roger: their scaled F, as `pbkrtest::KRmodcomp` (Biometrics 1997;53:983).
    ///
    /// # Errors
    /// [`Undefined::WrongShape`] unless there is a row, and a weight for each effect; [`Undefined::NoSpread`] for weights
    /// that are all zero; [`Undefined::Collinear`] for rows that repeat each other, with Kenward and Roger.
    pub fn joint_test(
        &self,
        hypothesis: &DMatrix<f64>,
        degrees_of_freedom: DegreesOfFreedom,
    ) -> Result<JointTest, Undefined> {
        if hypothesis.nrows() == 0 || hypothesis.ncols() != self.estimate.len() {
            return Err(Undefined::WrongShape);
        }
        match degrees_of_freedom {
            DegreesOfFreedom::Satterthwaite => self.joint_satterthwaite(hypothesis),
            DegreesOfFreedom::KenwardRoger => self.joint_kenward_roger(hypothesis),
        }
    }

    fn joint_satterthwaite(&self, hypothesis: &DMatrix<f64>) -> Result<JointTest, Undefined> {
        let eigen = SymmetricEigen::new(hypothesis * &self.model_covariance * hypothesis.transpose());
        let largest = eigen.eigenvalues.amax();
        let rotated = eigen.eigenvectors.transpose() * hypothesis;
        let (mut squares, mut freedoms) = (0.0, Vec::new());
        for (row, &variance) in eigen.eigenvalues.iter().enumerate() {
            if variance <= NO_VARIANCE * largest {
                continue;
            }
            let weights = rotated.row(row).transpose();
            let value = weights.dot(&self.estimate);
            squares += value * value / variance;
            freedoms.push(self.satterthwaite(&weights));
        }
        if freedoms.is_empty() {
            return Err(Undefined::NoSpread);
        }
        tested(squares / freedoms.len() as f64, freedoms.len() as f64, shared_freedom(&freedoms))
    }

    /// `2(l′Cl)² / (g′Wg)`, see [`Self::contrast`].
    pub(super) fn satterthwaite(&self, weights: &DVector<f64>) -> f64 {
        let spread = |covariance: &DMatrix<f64>| weights.dot(&(covariance * weights));
        let slopes = DVector::from_iterator(self.sensitivities.len(), self.sensitivities.iter().map(spread));
        let model = spread(&self.model_covariance);
        2.0 * model * model / slopes.dot(&(&self.parameter_covariance * &slopes))
    }

    fn joint_kenward_roger(&self, hypothesis: &DMatrix<f64>) -> Result<JointTest, Undefined> {
        let count = hypothesis.nrows() as f64;
        let within = |covariance: &DMatrix<f64>| hypothesis * covariance * hypothesis.transpose();
        let of_model = independent(within(&self.model_covariance)).ok_or(Undefined::Collinear)?;
        let shares: Vec<DMatrix<f64>> =
            self.sensitivities.iter().map(|change| of_model.solve(&within(change))).collect();
        let [traces, products] = self.spreads(&shares);
        let [scale, below] = kenward_roger(count, traces, products);
        let values = hypothesis * &self.estimate;
        let reported = independent(within(&self.reported_covariance)).ok_or(Undefined::Collinear)?;
        tested(scale * values.dot(&reported.solve(&values)) / count, count, below)
    }

    /// Kenward and Roger's A₁ and A₂.
    fn spreads(&self, shares: &[DMatrix<f64>]) -> [f64; 2] {
        let mut sums = [0.0; 2];
        for (i, first) in shares.iter().enumerate() {
            for (j, second) in shares.iter().enumerate() {
                let weight = self.parameter_covariance[(i, j)];
                sums[0] += weight * first.trace() * second.trace();
                sums[1] += weight * (first * second).trace();
            }
        }
        sums
    }
}

/// The factor of a covariance in which none follows from the others but for rounding.
fn independent(covariance: DMatrix<f64>) -> Option<Cholesky<f64, Dyn>> {
    let variances = covariance.diagonal();
    let factor = covariance.cholesky()?;
    let own = factor.l_dirty().diagonal();
    let is_own = own.iter().zip(&variances).all(|(own, whole)| own * own > NO_VARIANCE * whole);
    is_own.then_some(factor)
}

/// The degrees of freedom of the denominator that have the mean of the squared t statistics; 2 where one has no mean.
fn shared_freedom(freedoms: &[f64]) -> f64 {
    let count = freedoms.len() as f64;
    let first = freedoms.first().copied().unwrap_or(f64::NAN);
    if freedoms.iter().all(|freedom| fabs(freedom - first) < ALIKE) {
        return freedoms.iter().sum::<f64>() / count;
    }
    if freedoms.iter().any(|&freedom| freedom <= 2.0) {
        return 2.0;
    }
    let mean: f64 = freedoms.iter().map(|freedom| freedom / (freedom - 2.0)).sum();
    2.0 * mean / (mean - count)
}

/// The factor λ and the degrees of freedom m of Kenward and Roger for `q` combinations.
fn kenward_roger(q: f64, traces: f64, products: f64) -> [f64; 2] {
    let b = (traces + 6.0 * products) / (2.0 * q);
    let g = ((q + 1.0) * traces - (q + 4.0) * products) / ((q + 2.0) * products);
    let divisor = 3.0 * q + 2.0 * (1.0 - g);
    let (c1, c2, c3) = (g / divisor, (q - g) / divisor, (q + 2.0 - g) / divisor);
    let rest = 1.0 - products / q;
    let spread = rest / (1.0 - c2 * b);
    let ratio = spread * spread * (1.0 + c1 * b) / (1.0 - c3 * b) / q;
    let below = 4.0 + (q + 2.0) / (q * ratio - 1.0);
    // As pbkrtest: near two degrees of freedom the factor has no value.
    let scale = if fabs(below - 2.0) < 1e-2 { 1.0 } else { below * rest / (below - 2.0) };
    [scale, below]
}

fn tested(statistic: f64, above: f64, below: f64) -> Result<JointTest, Undefined> {
    let distribution = FisherF::new(above, below).ok_or(Undefined::OutOfRange)?;
    Ok(JointTest { statistic, df: [above, below], p_value: distribution.sf(statistic) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Confidence;

    fn effects() -> FixedEffects {
        let covariance = DMatrix::from_row_slice(2, 2, &[0.5, 0.1, 0.1, 0.25]);
        FixedEffects {
            estimate: DVector::from_column_slice(&[1.5, -0.75]),
            model_covariance: covariance.clone(),
            reported_covariance: covariance.clone(),
            sensitivities: vec![covariance * 0.5],
            parameter_covariance: DMatrix::from_element(1, 1, 0.4),
        }
    }

    #[test]
    fn a_single_combination_is_the_square_of_its_t_test() {
        let (effects, weights) = (effects(), [1.0, -1.0]);
        let single = effects.contrast(&weights, Confidence::NINETY_FIVE).unwrap();
        for method in [DegreesOfFreedom::Satterthwaite, DegreesOfFreedom::KenwardRoger] {
            let joint = effects.joint_test(&DMatrix::from_row_slice(1, 2, &weights), method).unwrap();
            assert!((joint.statistic - single.statistic * single.statistic).abs() < 1e-12);
            assert!((joint.df[1] - single.df).abs() < 1e-9, "{method:?}");
            assert!((joint.p_value - single.p_value).abs() < 1e-12);
        }
    }

    #[test]
    fn combinations_that_repeat_each_other_count_once_or_are_refused() {
        let repeated = DMatrix::from_row_slice(2, 2, &[1.0, 0.0, 2.0, 0.0]);
        let found = effects().joint_test(&repeated, DegreesOfFreedom::Satterthwaite).unwrap();
        assert!((found.df[0] - 1.0).abs() < 1e-12 && (found.statistic - 4.5).abs() < 1e-12);
        let refused = effects().joint_test(&repeated, DegreesOfFreedom::KenwardRoger);
        assert_eq!(refused, Err(Undefined::Collinear));
        let narrow = DMatrix::from_row_slice(1, 1, &[1.0]);
        let refused = effects().joint_test(&narrow, DegreesOfFreedom::Satterthwaite);
        assert_eq!(refused, Err(Undefined::WrongShape));
    }

    #[test]
    fn weights_of_zero_test_nothing() {
        let effects = effects();
        let nothing = effects.contrast(&[0.0, 0.0], Confidence::NINETY_FIVE);
        assert_eq!(nothing, Err(Undefined::NoSpread));
        let nothing = effects.joint_test(&DMatrix::zeros(1, 2), DegreesOfFreedom::Satterthwaite);
        assert_eq!(nothing, Err(Undefined::NoSpread));
    }

    #[test]
    fn a_joint_test_does_not_depend_on_the_unit() {
        let plain = effects();
        let small = FixedEffects {
            estimate: &plain.estimate * 1e-5,
            model_covariance: &plain.model_covariance * 1e-10,
            reported_covariance: &plain.reported_covariance * 1e-10,
            sensitivities: plain.sensitivities.iter().map(|change| change * 1e-10).collect(),
            parameter_covariance: plain.parameter_covariance.clone(),
        };
        let both = DMatrix::identity(2, 2);
        for method in [DegreesOfFreedom::Satterthwaite, DegreesOfFreedom::KenwardRoger] {
            let [one, other] = [&plain, &small].map(|effects| effects.joint_test(&both, method).unwrap());
            assert!((one.statistic / other.statistic - 1.0).abs() < 1e-12, "{one:?} {other:?}");
            assert!((one.df[1] / other.df[1] - 1.0).abs() < 1e-9, "{one:?} {other:?}");
        }
    }

    /// The rule of pbkrtest.
    #[test]
    fn near_two_degrees_of_freedom_the_factor_of_kenward_and_roger_is_one() {
        let [scale, below] = kenward_roger(2.0, 0.9, 1.865);
        assert!((below - 2.0).abs() < 1e-2 && scale == 1.0, "{scale} {below}");
    }

    /// An F on q and m degrees of freedom has the mean m/(m − 2), and the mean of the squared t statistics on 4 and 6 is that
    /// of 2 and 3/2: m/(m − 2) is 7/4.
    #[test]
    fn unlike_degrees_of_freedom_are_shared_by_the_mean_of_the_statistic() {
        assert!((shared_freedom(&[4.0, 6.0]) - 14.0 / 3.0).abs() < 1e-14);
        assert_eq!(shared_freedom(&[2.0, 30.0]), 2.0);
    }

    #[test]
    fn a_statistic_without_a_mean_leaves_two_degrees_of_freedom() {
        assert!((shared_freedom(&[1.5, 30.0]) - 2.0).abs() < 1e-15);
        assert!((shared_freedom(&[12.0, 12.0]) - 12.0).abs() < 1e-12);
        assert!((shared_freedom(&[1.5, 1.5]) - 1.5).abs() < 1e-15);
    }
}
