//! How many times as long others take, and how sure that is.

use sinew::stats::Confidence;
use sinew::stats::bootstrap::{Resampler, Statistic, bootstrap_intervals};

/// Resamples of the runs.
const RESAMPLES: u32 = 1_999;
/// With fewer runs there is no interval.
const FEWEST: usize = 3;

/// Their median over ours, with the percentile interval (95 %) of resampled runs of both, drawn apart.
///
/// Runs that follow each other on a shared machine are not independent, so the interval is rather too narrow: it says what
/// the scatter within this run allows, not what another day brings.
pub fn of(ours: &[f64], theirs: &[f64]) -> (f64, Option<[f64; 2]>) {
    let estimate = median(theirs) / median(ours);
    (estimate, interval(estimate, ours, theirs))
}

fn interval(estimate: f64, ours: &[f64], theirs: &[f64]) -> Option<[f64; 2]> {
    if ours.len().min(theirs.len()) < FEWEST {
        return None;
    }
    let ratios: Vec<f64> =
        medians(theirs, 1)?.iter().zip(medians(ours, 2)?).map(|(theirs, ours)| theirs / ours).collect();
    let found = bootstrap_intervals(estimate, &ratios, 0.0, Confidence::NINETY_FIVE).ok()?;
    Some([found.percentile.low.get(), found.percentile.high.get()])
}

fn medians(times: &[f64], seed: u64) -> Option<Vec<f64>> {
    let resampler = Resampler::new(seed, times.len() as u32)?;
    Statistic::Median.drawn(&pairs(times), resampler, RESAMPLES).ok()
}

fn median(times: &[f64]) -> f64 {
    let all: Vec<usize> = (0..times.len()).collect();
    Statistic::Median.of(&pairs(times), &all).unwrap_or(f64::NAN)
}

fn pairs(times: &[f64]) -> Vec<[f64; 2]> {
    times.iter().map(|&time| [time, time]).collect()
}
