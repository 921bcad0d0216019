//! Gray's test of cumulative incidences.

use libm::pow;
use nalgebra::{DMatrix, DVector};

use super::CompetingTime;
use crate::stats::Undefined;
use crate::stats::survival::ChiSquaredTest;
use crate::stats::survival::newton::positive_definite;

/// A person with group and stratum, both counted from 0.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GrayRow {
    /// Time and cause.
    pub end: CompetingTime,
    /// The group compared.
    pub group: usize,
    /// The stratum within which it is compared.
    pub stratum: usize,
}

/// Gray's test whether the cumulative incidence of `cause` is the same in all groups.
///
/// The groups' subdistribution hazards are compared at each time with events of the cause, weighted by `(1 − F(t−))^rho`
/// of the common incidence. Source: Gray, Ann Stat 1988;16:1141, with his correction for tied events. Equals the tests of
/// `cuminc` of R's cmprsk.
///
/// # Errors
/// [`Undefined::WrongShape`] for fewer than two groups, [`Undefined::NoEvents`], [`Undefined::BadValues`],
/// [`Undefined::BadOption`] for a power that is not finite, [`Undefined::NothingInCommon`] when groups cannot be compared.
pub fn gray(rows: &[GrayRow], cause: usize, rho: f64) -> Result<ChiSquaredTest, Undefined> {
    let groups = rows.iter().map(|row| row.group + 1).max().unwrap_or(0);
    if groups < 2 {
        return Err(Undefined::WrongShape);
    }
    if !rows.iter().all(|row| row.end.time.is_finite()) {
        return Err(Undefined::BadValues);
    }
    if !rho.is_finite() {
        return Err(Undefined::BadOption);
    }
    if !rows.iter().any(|row| row.end.cause == Some(cause)) {
        return Err(Undefined::NoEvents);
    }
    let mut strata: Vec<usize> = rows.iter().map(|row| row.stratum).collect();
    strata.sort_unstable();
    strata.dedup();
    let (mut score, mut variance) = (DVector::zeros(groups), DMatrix::zeros(groups, groups));
    for stratum in strata {
        let members: Vec<GrayRow> = rows.iter().copied().filter(|row| row.stratum == stratum).collect();
        let walked = Walk::new(groups, rho).through(members, cause);
        score += &walked.score;
        variance += walked.variance();
    }
    let kept = groups - 1;
    let factor = positive_definite(&variance.view((0, 0), (kept, kept)).into_owned());
    let score = score.rows(0, kept).into_owned();
    let statistic = score.dot(&factor.ok_or(Undefined::NothingInCommon)?.solve(&score));
    ChiSquaredTest::new(statistic, kept)
}

/// What one group's counting process at one time adds to the variance.
struct Part {
    group: usize,
    /// Variance of the process there.
    variance: f64,
    /// Weight of the score at the time itself.
    now: DVector<f64>,
    /// Factor of the score's later weights.
    factor: f64,
    /// Those weights summed up to here.
    before: DVector<f64>,
}

struct Walk {
    rho: f64,
    score: DVector<f64>,
    parts: Vec<Part>,
    /// Later weights of each group (row) for each group's process (column), summed.
    later: DMatrix<f64>,
    /// Common incidence of the cause.
    common: f64,
    survival: Vec<f64>,
    incidence: Vec<f64>,
}

/// A group at one time.
#[derive(Clone, Copy)]
struct Counts {
    n: f64,
    own: f64,
    other: f64,
}

impl Walk {
    fn new(groups: usize, rho: f64) -> Self {
        Self {
            rho,
            score: DVector::zeros(groups),
            parts: Vec::new(),
            later: DMatrix::zeros(groups, groups),
            common: 0.0,
            survival: vec![1.0; groups],
            incidence: vec![0.0; groups],
        }
    }

    fn through(mut self, mut rows: Vec<GrayRow>, cause: usize) -> Self {
        rows.sort_by(|a, b| a.end.time.total_cmp(&b.end.time));
        let groups = self.survival.len();
        let mut counts = vec![Counts { n: 0.0, own: 0.0, other: 0.0 }; groups];
        for row in &rows {
            counts[row.group].n += 1.0;
        }
        for tied in rows.chunk_by(|a, b| a.end.time == b.end.time) {
            for row in tied {
                match row.end.cause {
                    Some(found) if found == cause => counts[row.group].own += 1.0,
                    Some(_) => counts[row.group].other += 1.0,
                    None => {}
                }
            }
            if counts.iter().any(|group| group.own + group.other > 0.0) {
                self.step(&counts);
            }
            for row in tied {
                counts[row.group].n -= 1.0;
            }
            for group in &mut counts {
                (group.own, group.other) = (0.0, 0.0);
            }
        }
        self
    }

    fn step(&mut self, counts: &[Counts]) {
        let groups = counts.len();
        let own: f64 = counts.iter().map(|group| group.own).sum();
        // Those who would be at risk had nobody left by another cause or censoring, and of these who had not the cause.
        let exposed = |j: usize| if counts[j].n > 0.0 { counts[j].n / self.survival[j] } else { 0.0 };
        let exposed = DVector::from_fn(groups, |j, _| exposed(j));
        let free = DVector::from_fn(groups, |j, _| exposed[j] * (1.0 - self.incidence[j]));
        let (total, total_free) = (exposed.sum(), free.sum());
        let weight = pow(1.0 - self.common, self.rho);
        let now = DMatrix::from_fn(groups, groups, |i, j| {
            let same = if i == j { exposed[i] } else { 0.0 };
            weight * (same - exposed[i] * exposed[j] / total)
        });
        self.later += &now * (own / (total * (1.0 - self.common)));
        for j in 0..groups {
            if counts[j].n > 0.0 {
                self.score[j] += weight * (counts[j].own - own * free[j] / total_free);
            }
        }
        self.common += own / total;
        for j in (0..groups).filter(|&j| counts[j].n > 0.0) {
            let before = self.survival[j];
            self.incidence[j] += before * counts[j].own / counts[j].n;
            self.survival[j] *= (counts[j].n - counts[j].own - counts[j].other) / counts[j].n;
            self.add_parts(j, counts[j], before, [own, total], &now);
        }
    }

    /// The variances of a group's two processes: of the cause, estimated from all groups, and of the other causes.
    fn add_parts(
        &mut self,
        group: usize,
        counts: Counts,
        before: f64,
        [own, total]: [f64; 2],
        now: &DMatrix<f64>,
    ) {
        let after = self.survival[group];
        let share = if after > 0.0 { (1.0 - self.common) / after } else { 0.0 };
        let sum = self.later.column(group).into_owned();
        if own > 0.0 {
            let correction = if own > 1.0 { 1.0 - (own - 1.0) / (total * before - 1.0) } else { 1.0 };
            let variance = correction * before * own / (total * counts.n);
            let now = now.column(group).into_owned();
            let factor = if after > 0.0 { 1.0 - share } else { 1.0 };
            self.parts.push(Part { group, variance, now, factor, before: sum.clone() });
        }
        if counts.other > 0.0 && after > 0.0 {
            let correction =
                if counts.other > 1.0 { (counts.n - counts.other) / (counts.n - 1.0) } else { 1.0 };
            let variance = correction * before * before * counts.other / (counts.n * counts.n);
            let now = DVector::zeros(sum.len());
            self.parts.push(Part { group, variance, now, factor: share, before: sum });
        }
    }

    fn variance(&self) -> DMatrix<f64> {
        let mut variance = DMatrix::zeros(self.survival.len(), self.survival.len());
        for part in &self.parts {
            let reach = &part.now + (self.later.column(part.group) - &part.before) * part.factor;
            variance.ger(part.variance, &reach, &reach, 1.0);
        }
        variance
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_compared_is_said() {
        let row = |time, cause, group| GrayRow { end: CompetingTime { time, cause }, group, stratum: 0 };
        assert_eq!(gray(&[], 0, 0.0), Err(Undefined::WrongShape));
        assert_eq!(gray(&[row(1.0, Some(0), 0)], 0, 0.0), Err(Undefined::WrongShape));
        let other = [row(1.0, Some(1), 0), row(2.0, None, 1)];
        assert_eq!(gray(&other, 0, 0.0), Err(Undefined::NoEvents));
        let apart = [row(1.0, None, 0), row(2.0, Some(0), 1)];
        assert_eq!(gray(&apart, 0, 0.0), Err(Undefined::NothingInCommon));
    }

    /// Both groups are there at the first time only: 2 events, 1 expected, with the hypergeometric variance 1/3. The common
    /// incidence is 2/4 + 1/2, which is 1 before the last one is censored.
    #[test]
    fn who_is_censored_after_all_events_changes_nothing() {
        let row = |time, cause, group| GrayRow { end: CompetingTime { time, cause }, group, stratum: 0 };
        let rows = [row(1.0, Some(0), 0), row(1.0, Some(0), 0), row(2.0, Some(0), 1), row(3.0, None, 1)];
        let found = gray(&rows, 0, 0.0).unwrap();
        assert!((found.statistic - 3.0).abs() < 1e-12, "{found:?}");
    }
}
