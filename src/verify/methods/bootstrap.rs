//! Bootstrap intervals.

use super::{Call, CaseError, Method, Outcome, field};
use crate::domain::Interval;
use crate::stats::Undefined;
use crate::stats::bootstrap::{
    JackknifeCentre, Resampler, Statistic, bootstrap_intervals, jackknife_acceleration,
    regression_acceleration,
};

pub(super) const METHODS: &[Method] = &[Method {
    name: "bootstrap.intervals",
    title: "Bootstrap intervals: normal, basic, percentile and BCa",
    formula: "Davison & Hinkley's formulae, quantiles interpolated on the normal scale",
    source: "Davison & Hinkley 1997, chapter 5; Efron, J Am Stat Assoc 1987;82:171; R boot::boot.ci",
    arguments: &[
        field("x", "column or list"),
        field("y", "second column or list, for a correlation"),
        field("resamples", "rows of indices from 0; otherwise drawn by seed and count"),
    ],
    options: &[
        field("statistic", "mean, median, standard_deviation or correlation"),
        field(
            "acceleration",
            "regression (boot.ci), jackknife (about the estimate, R empinf) or jackknife_mean (about its mean, scipy)",
        ),
        field("confidence", "level of the intervals; 0.95"),
        field("seed", "of the resamples; 1"),
        field("count", "number of resamples; 1999"),
    ],
    results: &[
        field("estimate", "the statistic of the sample"),
        field("bias", "mean of the replicates less the estimate"),
        field("standard_error", "SD of the replicates"),
        field("normal", "limits"),
        field("basic", "limits"),
        field("percentile", "limits"),
        field("bca", "limits; null when it does not exist"),
        field("bias_correction", "z₀"),
        field("acceleration", "a"),
    ],
    run: intervals,
}];

#[derive(Clone, Copy)]
enum Acceleration {
    Regression,
    AboutEstimate,
    AboutMean,
}

fn intervals(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let observations = if call.has("y") {
        call.complete(["x", "y"])?
    } else {
        call.sample("x")?.into_iter().map(|value| [value, value]).collect()
    };
    let n = observations.len();
    let statistic = call.choice(
        "statistic",
        &[
            ("mean", Statistic::Mean),
            ("median", Statistic::Median),
            ("standard_deviation", Statistic::StandardDeviation),
            ("correlation", Statistic::Correlation),
        ],
    )?;
    let resamples = resamples(call, n)?;
    let estimate = statistic.of(&observations, &(0..n).collect::<Vec<usize>>())?;
    let replicates = statistic.replicates(&observations, &resamples)?;
    let ways = [
        ("regression", Acceleration::Regression),
        ("jackknife", Acceleration::AboutEstimate),
        ("jackknife_mean", Acceleration::AboutMean),
    ];
    let acceleration = match call.choice("acceleration", &ways)? {
        Acceleration::Regression => regression_acceleration(&resamples, &replicates, n)?,
        Acceleration::AboutEstimate => {
            jackknife_acceleration(&statistic.left_out(&observations)?, JackknifeCentre::Estimate(estimate))?
        }
        Acceleration::AboutMean => {
            jackknife_acceleration(&statistic.left_out(&observations)?, JackknifeCentre::Mean)?
        }
    };
    let found = bootstrap_intervals(estimate, &replicates, acceleration, call.confidence()?)?;
    let limits = |interval: Interval| [Some(interval.low.get()), Some(interval.high.get())];
    Ok(Outcome::default()
        .with("estimate", found.estimate)
        .with("bias", found.bias)
        .with("standard_error", found.standard_error)
        .with("normal", limits(found.normal))
        .with("basic", limits(found.basic))
        .with("percentile", limits(found.percentile))
        .with("bca", found.bca.map_or([None, None], limits))
        .with("bias_correction", found.bias_correction)
        .with("acceleration", acceleration))
}

fn resamples(call: &Call<'_>, n: usize) -> Result<Vec<Vec<usize>>, CaseError> {
    if call.has("resamples") {
        let rows = call.counts("resamples")?;
        return Ok(rows
            .into_iter()
            .map(|row| row.into_iter().map(|index| index as usize).collect())
            .collect());
    }
    let people = u32::try_from(n).map_err(|_| Undefined::TooManyValues)?;
    let (seed, count) =
        (call.number_option("seed", 1.0)? as u64, call.number_option("count", 1999.0)? as u32);
    Ok(Resampler::new(seed, people).ok_or(Undefined::TooFewValues)?.resamples(count.min(1_000_000)))
}
