//! Events in person-time.

use super::two_by_two::{ALTERNATIVE, CONFIDENCE, pair};
use super::{Call, CaseError, Field, Method, Outcome, field, means::limits};
use crate::domain::Finite;
use crate::stats::Undefined;
use crate::stats::rate::{Rate, RateInterval, RateRatioMethod, rate_difference, rate_ratio};

pub(super) const METHODS: &[Method] = &[
    Method {
        name: "rate.interval",
        title: "Interval of a rate",
        formula: "by name: exact, mid-P, Byar, Wald, Wald of the logarithm",
        source: "Garwood, Biometrika 1936;28:437; Breslow & Day, Statistical Methods in Cancer Research II, 1987; R epitools::pois.exact, pois.byar",
        arguments: ONE,
        options: &[
            field("method", "exact (as long as nothing else is said), mid_p, byar, wald or wald_log"),
            PER,
            CONFIDENCE,
        ],
        results: &[field("estimate", "events by time"), field("conf_int", "lower and upper limit")],
        run: interval,
    },
    Method {
        name: "rate.test",
        title: "Exact test of a rate",
        formula: "the sum over all counts that are no more probable, or over one tail",
        source: "Garwood, Biometrika 1936;28:437; R poisson.test",
        arguments: ONE,
        options: &[ALTERNATIVE, field("null_value", "rate under the null hypothesis; 1"), PER, CONFIDENCE],
        results: &[
            field("statistic", "number of events"),
            field("expected", "events under the null hypothesis"),
            field("p_value", "by the alternative"),
            field("estimate", "events by time"),
            field("conf_int", "exact limits; null where open"),
        ],
        run: test,
    },
    Method {
        name: "rate.ratio",
        title: "Ratio of two rates",
        formula: "(x₁/t₁)/(x₂/t₂); given x₁ + x₂ the first is binomial with r t₁/(r t₁ + t₂)",
        source: "Przyborowski & Wilenski, Biometrika 1940;31:313; R poisson.test; epitools::rateratio",
        arguments: TWO,
        options: &[
            field("method", "exact (as long as nothing else is said), mid_p or wald"),
            ALTERNATIVE,
            field("null_value", "ratio under the null hypothesis; 1"),
            CONFIDENCE,
        ],
        results: &[
            field("estimate", "first by second; null where infinite"),
            field("p_value", "by the alternative"),
            field("conf_int", "lower and upper limit; null where open"),
        ],
        run: ratio,
    },
    Method {
        name: "rate.difference",
        title: "Difference of two rates",
        formula: "x₁/t₁ − x₂/t₂ ± z √(x₁/t₁² + x₂/t₂²)",
        source: "Rothman & Greenland, Modern Epidemiology, 1998; statsmodels test_poisson_2indep(compare = \"diff\", method = \"score\")",
        arguments: TWO,
        options: &[PER, CONFIDENCE],
        results: &[
            field("estimate", "first − second"),
            field("standard_error", "of the difference"),
            field("conf_int", "lower and upper limit"),
            field("statistic", "score z of equal rates"),
            field("p_value", "two-sided"),
        ],
        run: difference,
    },
];

const ONE: &[Field] = &[field("events", "how many"), field("time", "over how much person-time")];

const TWO: &[Field] =
    &[field("events", "list of how many in the two groups"), field("time", "list of their person-times")];

const PER: Field = field("per", "the unit of person-time that rates are given for, as 1000; 1");

fn one(call: &Call<'_>) -> Result<Rate, CaseError> {
    Ok(Rate::per(call.count("events")?, call.number("time")?, call.number_option("per", 1.0)?)?)
}

fn two(call: &Call<'_>) -> Result<[Rate; 2], CaseError> {
    let (events, times) = (call.count_list("events")?, call.sample("time")?);
    let unit = call.number_option("per", 1.0)?;
    match (events.as_slice(), times.as_slice()) {
        (&[first, second], &[time, other]) => {
            Ok([Rate::per(first, time, unit)?, Rate::per(second, other, unit)?])
        }
        _ => Err(Undefined::WrongShape.into()),
    }
}

fn interval(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let methods = [
        ("exact", RateInterval::Exact),
        ("mid_p", RateInterval::MidP),
        ("byar", RateInterval::Byar),
        ("wald", RateInterval::Wald),
        ("wald_log", RateInterval::WaldOfLogarithm),
    ];
    let rate = one(call)?;
    let conf_int = rate.conf_int(call.choice("method", &methods)?, call.confidence()?)?;
    Ok(Outcome::default().with("estimate", rate.estimate()).with("conf_int", pair(conf_int)))
}

fn test(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let test = one(call)?.test(call.test_options_against(1.0)?)?;
    Ok(Outcome::default()
        .with("statistic", test.statistic)
        .with("expected", test.expected)
        .with("p_value", test.p_value)
        .with("estimate", test.estimate)
        .with("conf_int", limits(test.conf_int)))
}

fn ratio(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let methods = [
        ("exact", RateRatioMethod::Exact),
        ("mid_p", RateRatioMethod::MidP),
        ("wald", RateRatioMethod::Wald),
    ];
    let [first, second] = two(call)?;
    let found = rate_ratio(first, second, call.choice("method", &methods)?, call.test_options_against(1.0)?)?;
    Ok(Outcome::default()
        .with("estimate", found.estimate.map(Finite::get))
        .with("p_value", found.p_value)
        .with("conf_int", limits(found.conf_int)))
}

fn difference(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let [first, second] = two(call)?;
    let found = rate_difference(first, second, call.confidence()?)?;
    Ok(Outcome::default()
        .with("estimate", found.estimate)
        .with("standard_error", found.standard_error)
        .with("conf_int", pair(found.conf_int))
        .with("statistic", found.statistic)
        .with("p_value", found.p_value))
}
