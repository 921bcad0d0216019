//! Survival curves and restricted means.

use super::survival_data::{CENSORED, EVENT, EVENT_VALUE, EVENTS, START, STOP, TIME, risk_tables};
use super::{Call, CaseError, Field, Method, Outcome, field};
use crate::domain::Interval;
use crate::stats::Undefined;
use crate::stats::survival::{
    CurveInterval, CurveOptions, KaplanMeier, Landmark, RestrictedMean, RiskTable, Step, kaplan_meier,
    restricted_mean, restricted_mean_difference, restricted_mean_ratio,
};
use crate::verify::Quantity;
use crate::verify::call::bad;

pub(super) const METHODS: &[Method] = &[
    Method {
        name: "kaplan_meier.fit",
        title: "Kaplan–Meier and Nelson–Aalen curves of each group",
        formula: "S = Π (1 − d/n), Greenwood's variance S² Σ d / (n (n − d)); H = Σ d/n",
        source: "Kaplan & Meier, J Am Stat Assoc 1958;53:457; R survival::survfit",
        arguments: ARGUMENTS,
        options: &[
            field("interval", "scale of the pointwise intervals: log, plain, log_log, logit or arcsine"),
            field("confidence", "level of the intervals; 0.95"),
            field("probabilities", "shares whose times are wanted as quantile; 0.25, 0.5, 0.75"),
            field("times", "times at which the curves are wanted as landmark; none"),
        ],
        results: &[
            field("group", "level of the group, for each time; the groups follow each other"),
            field("time", "distinct times, ascending within the group"),
            field("n_risk", "under observation just before the time"),
            field("n_event", "events at the time"),
            field("n_censor", "censored at the time"),
            field("survival", "share without the event after the time"),
            field("standard_error", "Greenwood's, of the survival; null at survival 0"),
            field("standard_error_log", "of its logarithm (std.err of R); null at survival 0"),
            field("lower", "pointwise lower limit"),
            field("upper", "pointwise upper limit"),
            field("conf_int", "both limits as pairs"),
            field("cumulative_hazard", "Nelson–Aalen"),
            field("cumulative_hazard_standard_error", "of that"),
            field("level", "level of each group"),
            field("n", "people in each group"),
            field("events", "events in each group"),
            field("median", "median time of each group; null where the curve stays above one half"),
            field("median_conf_int", "its limits, for each group"),
            field("median_lower", "its lower limit, for each group"),
            field("median_upper", "its upper limit, for each group"),
            field("quantile", "for each group, the time of each of the probabilities"),
            field("quantile_conf_int", "for each group, the limits of each"),
            field("landmark", "record of lists: group, time, n_risk, survival, standard_error, lower, upper"),
        ],
        run: curves,
    },
    Method {
        name: "restricted_mean.fit",
        title: "Restricted mean survival time of each group",
        formula: "∫ S(t) dt up to the horizon, variance Σ A² d / (n (n − d))",
        source: "Irwin 1949; Karrison, Control Clin Trials 1987;8:198; R print(survfit, rmean), survRM2::rmst2",
        arguments: ARGUMENTS,
        options: &[
            field("horizon", "end of the area; the earliest of the groups' last times"),
            field("confidence", "level of the intervals; 0.95"),
        ],
        results: &[
            field("level", "level of each group"),
            field("horizon", "end of the area"),
            field("estimate", "mean time without the event, for each group"),
            field("standard_error", "of each"),
            field("conf_int", "limits of each"),
            field(
                "difference",
                "of two groups, first − second: estimate, standard_error, conf_int, statistic, p_value",
            ),
            field(
                "ratio",
                "of two groups, first / second: estimate, standard_error_log, conf_int, statistic, p_value",
            ),
        ],
        run: means,
    },
];

const ARGUMENTS: &[Field] = &[
    TIME,
    START,
    STOP,
    EVENT,
    EVENT_VALUE,
    EVENTS,
    CENSORED,
    field("group", "column of the groups; all in one when not given"),
    field("levels", "levels of the groups in the order wanted"),
];

fn groups(call: &Call<'_>) -> Result<Vec<(String, RiskTable)>, CaseError> {
    let (levels, mut strata) = risk_tables(call)?;
    let tables = strata.pop().unwrap_or_default();
    let present = levels.into_iter().zip(tables).filter_map(|(level, table)| Some((level, table?)));
    let groups: Vec<_> = present.collect();
    if groups.is_empty() { Err(Undefined::TooFewValues.into()) } else { Ok(groups) }
}

/// The options `interval` and `confidence` of curves.
pub(super) fn curve_options(call: &Call<'_>) -> Result<CurveOptions, CaseError> {
    let scales = [
        ("log", CurveInterval::Log),
        ("plain", CurveInterval::Plain),
        ("log_log", CurveInterval::LogLog),
        ("logit", CurveInterval::Logit),
        ("arcsine", CurveInterval::Arcsine),
    ];
    Ok(CurveOptions { interval: call.choice("interval", &scales)?, confidence: call.confidence()? })
}

fn curves(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let options = curve_options(call)?;
    let curve = |(level, table): &(String, RiskTable)| (level.clone(), kaplan_meier(table, options));
    let curves: Vec<(String, KaplanMeier)> = groups(call)?.iter().map(curve).collect();
    let probabilities = numbers(call, "probabilities", &[0.25, 0.5, 0.75])?;
    let outcome = per_group(per_step(&curves), &curves, &probabilities);
    Ok(outcome.with("landmark", landmarks(&curves, &numbers(call, "times", &[])?)))
}

/// An option that is a list of numbers.
pub(super) fn numbers(call: &Call<'_>, name: &str, default: &[f64]) -> Result<Vec<f64>, CaseError> {
    let Some(given) = call.option(name) else {
        return Ok(default.to_vec());
    };
    let list = given.as_array().and_then(|list| list.iter().map(serde_json::Value::as_f64).collect());
    list.ok_or_else(|| bad(name, "a list of numbers"))
}

fn per_step(curves: &[(String, KaplanMeier)]) -> Outcome {
    let steps: Vec<(&str, &Step)> = curves
        .iter()
        .flat_map(|(level, curve)| curve.steps.iter().map(|step| (level.as_str(), step)))
        .collect();
    let all = |value: &dyn Fn(&Step) -> Quantity| {
        Quantity::List(steps.iter().map(|(_, step)| value(step)).collect())
    };
    Outcome::default()
        .with("group", steps.iter().map(|(level, _)| *level).collect::<Vec<_>>())
        .with("time", all(&|step| step.time.into()))
        .with("n_risk", all(&|step| step.n_risk.into()))
        .with("n_event", all(&|step| step.n_event.into()))
        .with("n_censor", all(&|step| step.n_censor.into()))
        .with("survival", all(&|step| step.survival.into()))
        .with("standard_error", all(&|step| step.standard_error.into()))
        .with("standard_error_log", all(&|step| step.standard_error_log.into()))
        .with("lower", all(&|step| limits(step.conf_int)[0].into()))
        .with("upper", all(&|step| limits(step.conf_int)[1].into()))
        .with("conf_int", all(&|step| limits(step.conf_int).into()))
        .with("cumulative_hazard", all(&|step| step.cumulative_hazard.into()))
        .with("cumulative_hazard_standard_error", all(&|step| step.cumulative_hazard_standard_error.into()))
}

fn per_group(outcome: Outcome, curves: &[(String, KaplanMeier)], probabilities: &[f64]) -> Outcome {
    let each = |value: &dyn Fn(&KaplanMeier) -> Quantity| {
        Quantity::List(curves.iter().map(|(_, curve)| value(curve)).collect())
    };
    let quantiles = |value: &dyn Fn(f64) -> Quantity| {
        Quantity::List(probabilities.iter().map(|&probability| value(probability)).collect())
    };
    outcome
        .with("level", curves.iter().map(|(level, _)| level.as_str()).collect::<Vec<_>>())
        .with("n", each(&|curve| curve.n.into()))
        .with("events", each(&|curve| curve.events.into()))
        .with("median", each(&|curve| curve.quantile(0.5).time.into()))
        .with("median_conf_int", each(&|curve| between(curve, 0.5)))
        .with("median_lower", each(&|curve| curve.quantile(0.5).low.into()))
        .with("median_upper", each(&|curve| curve.quantile(0.5).high.into()))
        .with("quantile", each(&|curve| quantiles(&|p| curve.quantile(p).time.into())))
        .with("quantile_conf_int", each(&|curve| quantiles(&|p| between(curve, p))))
}

fn between(curve: &KaplanMeier, probability: f64) -> Quantity {
    let quantile = curve.quantile(probability);
    [quantile.low, quantile.high].into()
}

fn landmarks(curves: &[(String, KaplanMeier)], times: &[f64]) -> Outcome {
    let asked: Vec<(&str, f64, Option<Landmark>)> = curves
        .iter()
        .flat_map(|(level, curve)| times.iter().map(|&time| (level.as_str(), time, curve.at(time))))
        .collect();
    let all = |value: &dyn Fn(&Landmark) -> Option<f64>| {
        asked.iter().map(|(_, _, at)| at.as_ref().and_then(value)).collect::<Vec<Option<f64>>>()
    };
    Outcome::default()
        .with("group", asked.iter().map(|(level, _, _)| *level).collect::<Vec<_>>())
        .with("time", asked.iter().map(|(_, time, _)| *time).collect::<Vec<_>>())
        .with("n_risk", all(&|at| Some(f64::from(at.n_risk))))
        .with("survival", all(&|at| Some(at.survival)))
        .with("standard_error", all(&|at| at.standard_error))
        .with("lower", all(&|at| limits(at.conf_int)[0]))
        .with("upper", all(&|at| limits(at.conf_int)[1]))
}

/// Lower and upper limit, if there is an interval.
pub(super) fn limits(interval: Option<Interval>) -> [Option<f64>; 2] {
    [interval.map(|interval| interval.low.get()), interval.map(|interval| interval.high.get())]
}

fn means(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let (groups, confidence) = (groups(call)?, call.confidence()?);
    let earliest = groups.iter().map(|(_, table)| table.last_time()).fold(f64::INFINITY, f64::min);
    let horizon = call.number_option("horizon", earliest)?;
    let mean = |(_, table): &(String, RiskTable)| restricted_mean(table, horizon, confidence);
    let means: Vec<RestrictedMean> = groups.iter().map(mean).collect::<Result<_, _>>()?;
    let each =
        |value: &dyn Fn(&RestrictedMean) -> Quantity| Quantity::List(means.iter().map(value).collect());
    let outcome = Outcome::default()
        .with("level", groups.iter().map(|(level, _)| level.as_str()).collect::<Vec<_>>())
        .with("horizon", horizon)
        .with("estimate", each(&|mean| mean.estimate.into()))
        .with("standard_error", each(&|mean| mean.standard_error.into()))
        .with("conf_int", each(&|mean| limits(Some(mean.conf_int)).into()));
    let [first, second] = means.as_slice() else {
        return Ok(outcome);
    };
    let difference = restricted_mean_difference(first, second, confidence)?;
    let ratio = restricted_mean_ratio(first, second, confidence)?;
    let between = Outcome::default()
        .with("estimate", difference.estimate)
        .with("standard_error", difference.standard_error)
        .with("conf_int", limits(Some(difference.conf_int)))
        .with("statistic", difference.statistic)
        .with("p_value", difference.p_value);
    let relative = Outcome::default()
        .with("estimate", ratio.estimate)
        .with("standard_error_log", ratio.standard_error_log)
        .with("conf_int", limits(Some(ratio.conf_int)))
        .with("statistic", ratio.statistic)
        .with("p_value", ratio.p_value);
    Ok(outcome.with("difference", between).with("ratio", relative))
}
