//! Descriptions of one sample.

use super::{Call, CaseError, Field, Method, Outcome, field};
use crate::domain::Interval;
use crate::stats::sample::{
    QuantileType, SampleMoments, Shape, Weights, geometric_mean, interquartile_range,
    lag_one_autocorrelation, median, median_absolute_deviation, quantile, sample_moments, trimmed_mean,
    weighted_moments, weighted_quantile, winsorized_mean,
};
use crate::stats::{Moments, Undefined, mean_interval};

pub(super) const METHODS: &[Method] = &[
    Method {
        name: "descriptive.summary",
        title: "Summary of a sample",
        formula: "moments summed in double-double; skewness and excess kurtosis of types 1, 2 and 3",
        source: "Joanes & Gill, J R Stat Soc D 1998;47:183; R mean, sd, mad, IQR, e1071::skewness",
        arguments: &[X],
        options: &[
            CONFIDENCE,
            field("quantile_type", "1 to 9, of the quartiles; 7"),
            field("constant", "factor of the MAD; 1.4826"),
        ],
        results: &[
            field("n", "values that are not missing"),
            field("mean", "arithmetic mean"),
            field("standard_deviation", "divisor n − 1"),
            field("variance", "divisor n − 1"),
            field("standard_error", "of the mean"),
            field("conf_int", "t interval of the mean"),
            field("minimum", "smallest value"),
            field("maximum", "largest value"),
            field("median", "middle value"),
            field("first_quartile", "by quantile_type"),
            field("third_quartile", "by quantile_type"),
            field("iqr", "third less first quartile"),
            field("mad", "constant × median distance from the median"),
            field("skewness", "type_1 (g₁), type_2 (G₁), type_3 (b₁)"),
            field("kurtosis", "excess: type_1 (g₂), type_2 (G₂), type_3 (b₂)"),
        ],
        run: summary,
    },
    Method {
        name: "descriptive.quantile",
        title: "Quantiles",
        formula: "Hyndman and Fan's nine definitions",
        source: "Hyndman & Fan, Am Stat 1996;50:361; R quantile(x, p, type)",
        arguments: &[X, field("probability", "probability or list of them")],
        options: &[field("type", "1 to 9; 7")],
        results: &[field("quantile", "one for each probability")],
        run: quantiles,
    },
    Method {
        name: "descriptive.trimmed_mean",
        title: "Trimmed mean",
        formula: "mean without the lowest and highest ⌊n trim⌋ values; t interval by the winsorised SD",
        source: "Tukey & McLaughlin, Sankhya A 1963;25:331; R mean(x, trim)",
        arguments: &[X],
        options: &[TRIM, CONFIDENCE],
        results: &[
            field("estimate", "the trimmed mean"),
            field("trimmed", "values left out at each end"),
            field("standard_error", "null when fewer than two values are left"),
            field("df", "n − 2 trimmed − 1"),
            field("conf_int", "null as the standard error"),
        ],
        run: trimmed,
    },
    Method {
        name: "descriptive.winsorized_mean",
        title: "Winsorised mean",
        formula: "mean with the lowest and highest ⌊n trim⌋ values replaced by the nearest left",
        source: "Tukey & McLaughlin, Sankhya A 1963;25:331; scipy stats.mstats.winsorize",
        arguments: &[X],
        options: &[TRIM],
        results: &[field("estimate", "the winsorised mean")],
        run: winsorized,
    },
    Method {
        name: "descriptive.weighted",
        title: "Weighted mean, variance and quantiles",
        formula: "Σwx / Σw; Σw(x − mean)² over Σw − Σw²/Σw, Σw − 1 or Σw",
        source: "R cov.wt, weighted.mean; numpy.quantile(method = inverted_cdf, weights)",
        arguments: &[
            X,
            field("weights", "column or list of weights"),
            field("probability", "probability or list of them; none when not given"),
        ],
        options: &[field("kind", "reliability, frequency or maximum_likelihood")],
        results: &[
            field("mean", "weighted mean"),
            field("variance", "null where its divisor is not positive"),
            field("standard_deviation", "its root"),
            field("sum_of_weights", "Σw"),
            field("effective_n", "(Σw)² / Σw²"),
            field("quantile", "one for each probability"),
        ],
        run: weighted,
    },
    Method {
        name: "descriptive.geometric_mean",
        title: "Geometric mean",
        formula: "exp of the mean of the logarithms, and of its t interval",
        source: "Bland & Altman, BMJ 1996;312:1153; scipy stats.gmean",
        arguments: &[X],
        options: &[CONFIDENCE],
        results: &[field("estimate", "geometric mean"), field("conf_int", "null for one value")],
        run: geometric,
    },
    Method {
        name: "descriptive.autocorrelation",
        title: "Correlation of each value with the next",
        formula: "Σ(xᵢ − mean)(xᵢ₊₁ − mean) / Σ(xᵢ − mean)²",
        source: "NIST/SEMATECH e-Handbook 1.3.5.12; R acf",
        arguments: &[X],
        options: &[],
        results: &[field("estimate", "lag-1 autocorrelation")],
        run: autocorrelation,
    },
];

const X: Field = field("x", "column or list of the sample");
const CONFIDENCE: Field = field("confidence", "level of the interval; 0.95");
const TRIM: Field = field("trim", "share left out at each end, 0 to 0.5; 0.1");

fn summary(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let values = call.sample("x")?;
    let moments = sample_moments(&values)?;
    let definition = quantile_type(call, "quantile_type")?;
    let quartiles = quantile(&values, &[0.0, 0.25, 0.75, 1.0], definition)?;
    let constant = call.number_option("constant", 1.4826)?;
    let plain = Moments::of_values(&values).ok_or(Undefined::OutOfRange)?;
    let names = ["minimum", "first_quartile", "third_quartile", "maximum"];
    let outcome = names
        .iter()
        .zip(&quartiles)
        .fold(of_moments(&moments), |outcome, (name, &quartile)| outcome.with(name, quartile));
    Ok(outcome
        .with("conf_int", limits(mean_interval(&plain, call.confidence()?)))
        .with("median", median(&values)?)
        .with("iqr", interquartile_range(&values, definition)?)
        .with("mad", median_absolute_deviation(&values, constant)?))
}

fn of_moments(moments: &SampleMoments) -> Outcome {
    Outcome::default()
        .with("n", moments.n)
        .with("mean", moments.mean)
        .with("standard_deviation", moments.variance.map(libm::sqrt))
        .with("variance", moments.variance)
        .with("standard_error", moments.standard_error)
        .with("skewness", types(moments.skewness))
        .with("kurtosis", types(moments.kurtosis))
}

fn types(shape: Option<Shape>) -> Outcome {
    Outcome::default()
        .with("type_1", shape.map(|shape| shape.of_sample))
        .with("type_2", shape.and_then(|shape| shape.unbiased))
        .with("type_3", shape.map(|shape| shape.by_sample_sd))
}

fn quantiles(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let definition = quantile_type(call, "type")?;
    let found = quantile(&call.sample("x")?, &call.one_or_more("probability")?, definition)?;
    Ok(Outcome::default().with("quantile", found))
}

fn quantile_type(call: &Call<'_>, option: &str) -> Result<QuantileType, CaseError> {
    let number = call.number_option(option, 7.0)?;
    Ok(QuantileType::of_number(number as u32).ok_or(Undefined::BadOption)?)
}

fn trimmed(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let trim = call.number_option("trim", 0.1)?;
    let found = trimmed_mean(&call.sample("x")?, trim, call.confidence()?)?;
    Ok(Outcome::default()
        .with("estimate", found.estimate)
        .with("trimmed", found.trimmed)
        .with("standard_error", found.standard_error)
        .with("df", found.df)
        .with("conf_int", limits(found.conf_int)))
}

fn winsorized(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let estimate = winsorized_mean(&call.sample("x")?, call.number_option("trim", 0.1)?)?;
    Ok(Outcome::default().with("estimate", estimate))
}

fn weighted(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let pairs = call.complete(["x", "weights"])?;
    let (values, weights): (Vec<f64>, Vec<f64>) = pairs.iter().map(|[value, weight]| (value, weight)).unzip();
    let kind = call.choice(
        "kind",
        &[
            ("reliability", Weights::Reliability),
            ("frequency", Weights::Frequency),
            ("maximum_likelihood", Weights::MaximumLikelihood),
        ],
    )?;
    let found = weighted_moments(&values, &weights, kind)?;
    let wanted = if call.has("probability") { call.one_or_more("probability")? } else { Vec::new() };
    let quantiles = wanted.iter().map(|&p| weighted_quantile(&values, &weights, p));
    Ok(Outcome::default()
        .with("mean", found.mean)
        .with("variance", found.variance)
        .with("standard_deviation", found.standard_deviation())
        .with("sum_of_weights", found.sum_of_weights)
        .with("effective_n", found.effective_n)
        .with("quantile", quantiles.collect::<Result<Vec<f64>, Undefined>>()?))
}

fn geometric(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let (estimate, interval) = geometric_mean(&call.sample("x")?, call.confidence()?)?;
    Ok(Outcome::default().with("estimate", estimate).with("conf_int", limits(interval)))
}

fn autocorrelation(call: &Call<'_>) -> Result<Outcome, CaseError> {
    Ok(Outcome::default().with("estimate", lag_one_autocorrelation(&call.sample("x")?)?))
}

fn limits(interval: Option<Interval>) -> [Option<f64>; 2] {
    [interval.map(|interval| interval.low.get()), interval.map(|interval| interval.high.get())]
}
