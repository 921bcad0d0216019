//! Competing risks.

use super::aft::estimates;
use super::cox::record;
use super::cox_data::read_competing;
use super::survival_curves::{curve_options, limits, numbers};
use super::survival_data::{EVENT_VALUE, Groups, TIME, groups, same, value};
use super::{Call, CaseError, Field, Method, Outcome, field};
use crate::stats::Undefined;
use crate::stats::survival::competing::{
    CompetingTime, CumulativeIncidence, GrayRow, IncidenceStep, cumulative_incidence, fine_gray, gray,
};
use crate::verify::Cell;
use crate::verify::call::levels;
use crate::verify::model::{CONTRASTS, FACTORS, FORMULA, REFERENCE};

pub(super) const METHODS: &[Method] = &[
    Method {
        name: "cumulative_incidence.fit",
        title: "Cumulative incidence of competing causes (Aalen–Johansen)",
        formula: "F_k(t) = Σ S(t−) d_k / n",
        source: "Aalen, Ann Stat 1978;6:534; R survival::survfit, cmprsk::cuminc",
        arguments: &[
            TIME,
            CAUSES,
            CENSORING,
            field("group", "column of the groups; all in one when not given"),
            LEVELS,
        ],
        options: &[
            field("interval", "scale of the pointwise intervals: log, plain, log_log, logit or arcsine"),
            field("confidence", "level of the intervals; 0.95"),
            field("times", "times at which the incidences are wanted; all distinct times of each group"),
        ],
        results: &[
            field(
                "group",
                "level of the group, for each cause and time; groups, causes and times follow each other",
            ),
            field("cause", "the cause"),
            field("time", "the time"),
            field("n_event", "events of the cause at it; null where times were asked for"),
            field("n_risk", "under observation just before it; null where times were asked for"),
            field("incidence", "share with the cause up to the time; null after the last"),
            field("standard_error", "by the delta method (survfit)"),
            field("variance_aalen", "by Aalen's and Gray's formula (cuminc)"),
            field("lower", "pointwise lower limit; null at incidence 0"),
            field("upper", "pointwise upper limit"),
        ],
        run: incidence,
    },
    Method {
        name: "gray.test",
        title: "Gray's test of cumulative incidences",
        formula: "zᵀ V⁻¹ z of weighted differences of subdistribution hazards",
        source: "Gray, Ann Stat 1988;16:1141; R cmprsk::cuminc",
        arguments: &[
            TIME,
            CAUSES,
            CENSORING,
            field("group", "column of the groups compared"),
            LEVELS,
            field("strata", "column of strata within which they are compared; none"),
        ],
        options: &[field("rho", "power of the weight; 0")],
        results: &[
            field("cause", "each cause"),
            field("statistic", "chi-squared of each"),
            field("df", "groups less one"),
            field("p_value", "of each"),
        ],
        run: gray_test,
    },
    Method {
        name: "fine_gray.fit",
        title: "Fine and Gray's model of the subdistribution hazard",
        formula: "weighted Cox model in which other causes stay at risk",
        source: "Fine & Gray, J Am Stat Assoc 1999;94:496; R cmprsk::crr",
        arguments: &[
            FORMULA,
            FACTORS,
            TIME,
            field("event", "column of the causes and of censoring"),
            EVENT_VALUE,
            CENSORING,
        ],
        options: &[field("confidence", "level of the intervals; 0.95"), CONTRASTS, REFERENCE],
        results: &[
            field("term", "names of the coefficients as in R"),
            field("estimate", "logarithms of the ratios of subdistribution hazards"),
            field("standard_error", "sandwich, with the censoring estimated"),
            field("statistic", "z"),
            field("p_value", "two-sided"),
            field("conf_int", "limits of each"),
            field("covariance", "row by row"),
            field("log_likelihood", "pseudo-likelihood without covariates and with them"),
            field("likelihood_ratio_test", "record of statistic, df, p_value"),
            field("n", "complete rows"),
            field("events", "events of the cause among them"),
        ],
        run: fine_gray_fit,
    },
];

const CAUSES: Field = field("event", "column of the causes and of censoring");
const CENSORING: Field = field("censored_value", "what that column says of the censored; 0");
const LEVELS: Field = field("levels", "levels of the groups in the order wanted");

/// Time and cause of each row, with the names of the causes.
pub(super) type NamedCauses = (Vec<Option<CompetingTime>>, Vec<String>);

/// Reads times and causes; the causes ascend, or are only the one given and all others.
pub(super) fn ends(call: &Call<'_>) -> Result<NamedCauses, CaseError> {
    let (times, cells) = (call.numbers("time")?, call.cells("event")?);
    let censored = value(call, "censored_value", "0")?;
    let labels: Vec<Option<String>> = cells
        .iter()
        .map(|cell| if same(cell, &censored) { None } else { cell.text().map(str::to_owned) })
        .collect();
    let causes = levels(&labels);
    let end = |((time, cell), label): ((&Option<f64>, &Cell), &Option<String>)| {
        cell.text()?;
        let cause = causes.iter().position(|cause| Some(cause) == label.as_ref());
        time.map(|time| CompetingTime { time, cause })
    };
    Ok((times.iter().zip(&cells).zip(&labels).map(end).collect(), causes))
}

fn incidence(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let (ends, causes) = ends(call)?;
    let (groups, options, times) =
        (groups(call, "group", ends.len())?, curve_options(call)?, numbers(call, "times", &[])?);
    let mut lines = Vec::new();
    for (group, level) in groups.levels.iter().enumerate() {
        let members = ends.iter().zip(&groups.of_row).filter(|(_, of)| **of == Some(group));
        let people: Vec<CompetingTime> = members.filter_map(|(end, _)| *end).collect();
        let found = cumulative_incidence(&people, options)?;
        for (cause, name) in causes.iter().enumerate() {
            lines.extend(
                of_cause(&found, cause, &times).into_iter().map(|line| (level.clone(), name.clone(), line)),
            );
        }
    }
    let numbers = |value: &dyn Fn(&Line) -> Option<f64>| {
        lines.iter().map(|(_, _, line)| value(line)).collect::<Vec<_>>()
    };
    Ok(Outcome::default()
        .with("group", lines.iter().map(|(level, _, _)| level.as_str()).collect::<Vec<_>>())
        .with("cause", lines.iter().map(|(_, name, _)| name.as_str()).collect::<Vec<_>>())
        .with("time", lines.iter().map(|(_, _, line)| line.time).collect::<Vec<_>>())
        .with("n_event", numbers(&|line| Some(f64::from(line.own?.n_event))))
        .with("n_risk", numbers(&|line| Some(f64::from(line.own?.n_risk))))
        .with("incidence", numbers(&|line| Some(line.at?.incidence)))
        .with("standard_error", numbers(&|line| Some(line.at?.standard_error)))
        .with("variance_aalen", numbers(&|line| Some(line.at?.variance_aalen)))
        .with("lower", numbers(&|line| limits(line.at?.conf_int)[0]))
        .with("upper", numbers(&|line| limits(line.at?.conf_int)[1])))
}

/// A time, with the step in force and, where the time is a step's own, that step.
#[derive(Clone, Copy)]
struct Line {
    time: f64,
    at: Option<IncidenceStep>,
    own: Option<IncidenceStep>,
}

fn of_cause(found: &CumulativeIncidence, cause: usize, times: &[f64]) -> Vec<Line> {
    let steps = found.causes.get(cause).map(Vec::as_slice).unwrap_or_default();
    if times.is_empty() {
        return steps
            .iter()
            .map(|step| Line { time: step.time, at: Some(*step), own: Some(*step) })
            .collect();
    }
    times.iter().map(|&time| Line { time, at: found.at(cause, time).copied(), own: None }).collect()
}

fn gray_test(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let (ends, causes) = ends(call)?;
    let [groups, strata]: [Groups; 2] =
        [groups(call, "group", ends.len())?, groups(call, "strata", ends.len())?];
    let row = |((end, group), stratum): ((&Option<CompetingTime>, &Option<usize>), &Option<usize>)| {
        Some(GrayRow { end: (*end)?, group: (*group)?, stratum: (*stratum)? })
    };
    let rows: Vec<GrayRow> = ends.iter().zip(&groups.of_row).zip(&strata.of_row).filter_map(row).collect();
    let rho = call.number_option("rho", 0.0)?;
    let tests: Result<Vec<_>, Undefined> = (0..causes.len()).map(|cause| gray(&rows, cause, rho)).collect();
    let tests = tests?;
    Ok(Outcome::default()
        .with("cause", causes)
        .with("statistic", tests.iter().map(|test| test.statistic).collect::<Vec<_>>())
        .with("df", tests.iter().map(|test| test.df).collect::<Vec<_>>())
        .with("p_value", tests.iter().map(|test| test.p_value).collect::<Vec<_>>()))
}

fn fine_gray_fit(call: &Call<'_>) -> Result<Outcome, CaseError> {
    let (ends, causes) = ends(call)?;
    let wanted = value(call, "event_value", "1")?;
    let is_wanted = |cause: &String| same(&cell_of(cause), &wanted);
    let cause = causes.iter().position(is_wanted).ok_or(Undefined::NoEvents)?;
    let (kept, names, design) = read_competing(call)?;
    let people: Option<Vec<CompetingTime>> =
        kept.iter().map(|&row| ends.get(row).copied().flatten()).collect();
    let fit = fine_gray(&people.ok_or(Undefined::WrongShape)?, cause, &design, call.confidence()?)?;
    Ok(estimates(names, &fit.estimates)
        .with("log_likelihood", fit.log_likelihood)
        .with("likelihood_ratio_test", record(&fit.likelihood_ratio_test))
        .with("n", fit.n)
        .with("events", fit.events))
}

fn cell_of(text: &str) -> Cell {
    let number = crate::domain::reading::number(text).map(crate::domain::Finite::get);
    number.map_or_else(|| Cell::Text(text.to_owned()), |number| Cell::Number(number, text.to_owned()))
}
