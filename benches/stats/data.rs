//! Data of the workloads, from a seed, and as files that other programs read: numbers of 8 bytes, one file a column.
//!
//! Functions are those of `libm`, so that the data are the same on every machine.

use std::path::Path;

use nalgebra::DMatrix;

/// Numbers from a seed (`SplitMix64`).
struct Random(u64);

impl Random {
    fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Between 0 and 1, neither included.
    fn uniform(&mut self) -> f64 {
        ((self.bits() >> 12) as f64 + 0.5) / (1_u64 << 52) as f64
    }

    /// By Box and Muller.
    fn normal(&mut self) -> f64 {
        let radius = libm::sqrt(-2.0 * libm::log(self.uniform()));
        radius * libm::cos(std::f64::consts::TAU * self.uniform())
    }
}

/// People with repeated values.
pub struct Repeated {
    /// Intercept, time, group, time by group.
    pub design: DMatrix<f64>,
    /// A score.
    pub score: Vec<f64>,
    /// 0 or 1.
    pub event: Vec<f64>,
    /// From 0.
    pub subject: Vec<usize>,
    /// From 0.
    pub visit: Vec<usize>,
    /// Of each subject.
    pub visits: usize,
}

/// Columns of a regression.
pub struct Regression {
    /// The intercept first.
    pub design: DMatrix<f64>,
    /// Continuous.
    pub outcome: Vec<f64>,
    /// 0 or 1.
    pub event: Vec<f64>,
}

/// Times to an event in whole weeks.
pub struct Survival {
    /// Weeks.
    pub time: Vec<f64>,
    /// 1 with the event, else 0.
    pub event: Vec<f64>,
    /// Four covariates, the first a group of 0 or 1.
    pub covariates: DMatrix<f64>,
}

/// Two groups: a mean of 0.02 standard deviations apart.
pub fn two_samples(n: usize) -> [Vec<f64>; 2] {
    let mut random = Random(1);
    [0.0, 0.02].map(|mean| (0..n).map(|_| mean + random.normal()).collect())
}

/// Scores of 0 to 10 in two groups.
pub fn scores(n: usize) -> [Vec<f64>; 2] {
    let mut random = Random(2);
    [5.0, 5.01].map(|mean| (0..n).map(|_| (mean + 2.5 * random.normal()).round().clamp(0.0, 10.0)).collect())
}

/// `covariates` normal columns.
pub fn regression(n: usize, covariates: usize) -> Regression {
    let mut random = Random(3);
    let design =
        DMatrix::from_fn(n, covariates + 1, |_, column| if column == 0 { 1.0 } else { random.normal() });
    let predictor: Vec<f64> = design.row_iter().map(|row| row.iter().skip(1).sum::<f64>() * 0.1).collect();
    let outcome = predictor.iter().map(|value| value + random.normal() * (1.0 + 0.2 * value.abs())).collect();
    let event =
        predictor.iter().map(|value| f64::from(u8::from(random.uniform() < 1.0 / (1.0 + libm::exp(-value)))));
    let event = event.collect();
    Regression { design, outcome, event }
}

/// Everybody has a value at every visit but for a share `missing`.
pub fn repeated(subjects: usize, visits: usize, missing: f64) -> Repeated {
    let mut random = Random(4);
    let (mut rows, mut score, mut event, mut subject, mut visit) = (vec![], vec![], vec![], vec![], vec![]);
    for person in 0..subjects {
        let group = (person % 2) as f64;
        let (start, slope) = (random.normal(), 0.3 * random.normal());
        for time in 0..visits {
            let (t, noise) = (time as f64, random.normal());
            let mean = start + (slope - 0.1 - 0.05 * group) * t;
            if time > 0 && random.uniform() < missing {
                continue;
            }
            rows.push([1.0, t, group, t * group]);
            score.push(5.0 + mean + noise);
            let chance = 1.0 / (1.0 + libm::exp(-(start - 0.5 - 0.05 * t)));
            event.push(f64::from(u8::from(random.uniform() < chance)));
            subject.push(person);
            visit.push(time);
        }
    }
    let design = DMatrix::from_fn(rows.len(), 4, |row, column| rows[row][column]);
    Repeated { design, score, event, subject, visit, visits }
}

/// Up to a year, with ties.
pub fn survival(n: usize) -> Survival {
    let mut random = Random(5);
    let covariates =
        DMatrix::from_fn(n, 4, |row, column| if column == 0 { (row % 2) as f64 } else { random.normal() });
    let (mut time, mut event) = (Vec::with_capacity(n), Vec::with_capacity(n));
    for row in covariates.row_iter() {
        let hazard = 0.02 * libm::exp(0.1 * row.iter().sum::<f64>());
        let week = (-libm::log(random.uniform()) / hazard).ceil();
        let end = (random.uniform() * 78.0).ceil().min(52.0);
        time.push(week.min(end));
        event.push(f64::from(u8::from(week <= end)));
    }
    Survival { time, event, covariates }
}

/// A skewed sample.
pub fn skewed(n: usize) -> Vec<f64> {
    let mut random = Random(6);
    (0..n).map(|_| libm::exp(random.normal())).collect()
}

/// One column as a file.
pub fn write(folder: &Path, name: &str, values: impl IntoIterator<Item = f64>) {
    let bytes: Vec<u8> = values.into_iter().flat_map(f64::to_le_bytes).collect();
    std::fs::write(folder.join(format!("{name}.f64")), bytes).expect("the data are written");
}
