//! The baseline hazard of a Cox model.

use libm::exp;

use super::data::Prepared;
use super::residuals::HazardPath;

/// The cumulative hazard at one time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BaselineStep {
    /// A time at which somebody's observation in the stratum ended.
    pub time: f64,
    /// Of somebody whose covariates are all 0: `basehaz(fit, centered = FALSE)` of R. `None`
    /// where it is too large for an `f64`, as for a calendar year of 0.
    pub hazard: Option<f64>,
    /// Of somebody with the mean covariates, except that those which are only −1, 0 or 1 are 0: `basehaz(fit)` of R.
    pub hazard_centred: Option<f64>,
}

/// The cumulative baseline hazard of a stratum: Breslow's estimator, and with Efron's ties its like.
#[derive(Debug, Clone, PartialEq)]
pub struct BaselineStratum {
    /// The stratum, as in the data.
    pub stratum: usize,
    /// Ascending times.
    pub steps: Vec<BaselineStep>,
}

/// The baseline hazards; `shifts` are the linear predictors at covariates 0 and at R's centre, both less that at the
/// mean.
pub(super) fn baseline(data: &Prepared, path: &HazardPath, shifts: [f64; 2]) -> Vec<BaselineStratum> {
    let mut ends: Vec<(usize, f64)> =
        data.strata.iter().zip(&data.follow_up).map(|(&stratum, one)| (stratum, one.stop)).collect();
    ends.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    ends.dedup();
    let [zero, centre] = shifts.map(|shift| exp(shift - path.largest));
    let step = |&(stratum, time): &(usize, f64)| {
        let hazard = path.cumulative(stratum, time);
        let finite = |value: f64| value.is_finite().then_some(value);
        BaselineStep { time, hazard: finite(hazard * zero), hazard_centred: finite(hazard * centre) }
    };
    let strata = ends.chunk_by(|a, b| a.0 == b.0);
    strata
        .map(|ends| BaselineStratum { stratum: ends[0].0, steps: ends.iter().map(step).collect() })
        .collect()
}
