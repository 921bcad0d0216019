//! The workloads by our engine: what is timed, and the numbers that must be those of the others.

use sinew::stats::bootstrap::{
    JackknifeCentre, Resampler, Statistic, bootstrap_intervals, jackknife_acceleration,
};
use sinew::stats::gee::{self, GeeOptions, RepeatedCounts, WorkingCorrelation};
use sinew::stats::mixed::{self, Correlated, LmmOptions, RandomEffects};
use sinew::stats::mmrm::{self, MmrmOptions, RepeatedValues, VisitEffects};
use sinew::stats::model::Design;
use sinew::stats::regression::{Family, Heteroscedastic, Ingredients, Link, Rows, glm, ols};
use sinew::stats::survival::cox::{CoxData, CoxOptions, cox};
use sinew::stats::survival::{
    CurveOptions, FollowUp, LogRankWeights, RiskTable, Status, kaplan_meier, log_rank,
};
use sinew::stats::{
    Alternative, Confidence, Counted, MannWhitneyMethod, Moments, TestOptions, mann_whitney, welch_t_test,
};

use crate::data::{Regression, Repeated, Survival};

/// Statistic and p-value.
pub fn welch(samples: &[Vec<f64>; 2]) -> Vec<f64> {
    let [first, second] = samples.each_ref().map(|sample| Moments::of_values(sample).expect("numbers"));
    let test = welch_t_test(&first, &second, TestOptions::default()).expect("varies");
    vec![test.statistic, test.p_value]
}

/// U and p-value; the scores are counted first, as they are not when they come from a snapshot.
pub fn rank_sum(samples: &[Vec<f64>; 2]) -> Vec<f64> {
    let [first, second] = samples.each_ref().map(|sample| Counted::of_values(sample).expect("scores"));
    let test = mann_whitney(&first, &second, Alternative::TwoSided, MannWhitneyMethod::NormalWithContinuity);
    let test = test.expect("scores");
    vec![test.statistic, test.p_value]
}

/// The columns as a design, which is there before anything is timed, as those of the others are.
pub fn regression(data: Regression) -> (Design, Regression) {
    let columns = data.design.ncols();
    let names = (0..columns).map(|column| format!("x{column}")).collect();
    let matrix = data.design.clone();
    (Design { matrix, names, assign: vec![0; columns], terms: Vec::new(), intercept: true }, data)
}

/// Coefficients and HC3 standard errors.
pub fn robust_regression(design: &Design, data: &Regression) -> Vec<f64> {
    let model = ols(design, &data.outcome, Rows::default()).expect("fits");
    let covariance = Ingredients::of_ols(&model).heteroscedastic(Heteroscedastic::Hc3).expect("fits");
    let errors = covariance.diagonal().map(f64::sqrt);
    model.coefficients.iter().chain(errors.iter()).copied().collect()
}

/// Coefficients and standard errors.
pub fn logistic(design: &Design, data: &Regression) -> Vec<f64> {
    let model = glm(design, &data.event, Rows::default(), Family::Binomial, Link::Logit);
    let model = model.expect("fits");
    let errors = model.covariance.diagonal().map(f64::sqrt);
    model.coefficients.iter().chain(errors.iter()).copied().collect()
}

/// Coefficients, with a random intercept and slope by subject.
pub fn random_slopes(data: &Repeated) -> Vec<f64> {
    let term = RandomEffects {
        design: data.design.columns(0, 2).into_owned(),
        group: data.subject.clone(),
        levels: data.subject.last().map_or(0, |last| last + 1),
        correlated: Correlated::Freely,
    };
    let model = mixed::fit(&data.design, &data.score, &[term], LmmOptions::default()).expect("fits");
    let mut values = model.effects.estimate().to_vec();
    values.push(model.deviance);
    values
}

/// Coefficients with an unstructured covariance of the visits, and −2 log L.
pub fn repeated_measures(data: &Repeated) -> Vec<f64> {
    let values = RepeatedValues {
        design: &data.design,
        effects: VisitEffects::Shared,
        response: &data.score,
        subject: &data.subject,
        visit: &data.visit,
        visits: data.visits,
    };
    let model = mmrm::fit(values, MmrmOptions::default()).expect("fits");
    let mut values = model.effects.estimate().to_vec();
    values.push(model.deviance);
    values
}

/// Coefficients and robust standard errors, exchangeable.
pub fn estimating_equations(data: &Repeated) -> Vec<f64> {
    let values = RepeatedCounts {
        design: &data.design,
        response: &data.event,
        offset: &vec![0.0; data.event.len()],
        subject: &data.subject,
        time: None,
    };
    let options = GeeOptions {
        family: gee::Family::Binomial,
        correlation: WorkingCorrelation::Exchangeable,
        ..GeeOptions::default()
    };
    let model = gee::fit(values, options).expect("fits");
    let errors = model.standard_errors();
    model.estimate.iter().chain(&errors).copied().collect()
}

/// Coefficients, with Efron's ties.
pub fn proportional_hazards(data: &Survival) -> Vec<f64> {
    let follow_up = data.time.iter().zip(&data.event).map(|(&time, &event)| {
        FollowUp::until(time, if event > 0.0 { Status::Event } else { Status::Censored })
    });
    let data = CoxData {
        follow_up: follow_up.collect(),
        design: data.covariates.clone(),
        strata: Vec::new(),
        clusters: Vec::new(),
        weights: Vec::new(),
        offset: Vec::new(),
    };
    cox(&data, CoxOptions::default()).expect("fits").coefficients
}

/// Survival at the last week of each group, and the log-rank statistic; weeks are counted first.
pub fn curves(data: &Survival) -> Vec<f64> {
    curves_of_weeks(&weekly(data))
}

/// As [`curves`], of what [`weekly`] counted.
pub fn curves_of_weeks(counts: &Weekly) -> Vec<f64> {
    let weeks: Vec<f64> = (1_u32..).take(WEEKS).map(f64::from).collect();
    let tables = counts
        .each_ref()
        .map(|[censored, events]| RiskTable::of_counts(&weeks, events, censored).expect("weeks"));
    let last = |table: &RiskTable| {
        kaplan_meier(table, CurveOptions::default()).steps.last().map_or(1.0, |step| step.survival)
    };
    let ends = tables.each_ref().map(last);
    let test = log_rank(&[tables.map(Some).to_vec()], LogRankWeights::default()).expect("events");
    vec![ends[0], ends[1], test.statistic]
}

/// By group, the censored before those with the event, and week.
pub type Weekly = [[[u32; WEEKS]; 2]; 2];

const WEEKS: usize = 52;

/// How many people of each group are censored and have the event in each week.
pub fn weekly(data: &Survival) -> Weekly {
    let mut lanes = [[0_u32; 4 * WEEKS]; 4];
    let groups = data.covariates.column(0);
    let rows = data.time.iter().zip(&data.event).zip(groups.iter());
    for (row, ((&time, &event), &group)) in rows.enumerate() {
        // One number is made whole instead of three; neighbours count in different lanes.
        lanes[row % 4][((group * 2.0 + event) * WEEKS as f64 + time - 1.0) as usize] += 1;
    }
    let count = |place: usize| lanes.iter().map(|lane| lane[place]).sum();
    [0, 1].map(|group| {
        [0, 1].map(|event| std::array::from_fn(|week| count((group * 2 + event) * WEEKS + week)))
    })
}

/// The interval of the mean corrected for bias and acceleration, from `count` resamples; other programs draw others, so
/// it is near theirs only.
pub fn bootstrap(sample: &[f64], count: u32) -> Vec<f64> {
    let observations: Vec<[f64; 2]> = sample.iter().map(|&value| [value, 0.0]).collect();
    let all: Vec<usize> = (0..sample.len()).collect();
    let statistic = Statistic::Mean;
    let estimate = statistic.of(&observations, &all).expect("numbers");
    let resampler = Resampler::new(7, sample.len() as u32).expect("somebody");
    let replicates = statistic.drawn(&observations, resampler, count).expect("numbers");
    let left_out = statistic.left_out(&observations).expect("numbers");
    let acceleration = jackknife_acceleration(&left_out, JackknifeCentre::Mean).expect("varies");
    let found = bootstrap_intervals(estimate, &replicates, acceleration, Confidence::NINETY_FIVE);
    let interval = found.expect("varies").bca.expect("exists");
    vec![interval.low.get(), interval.high.get()]
}
