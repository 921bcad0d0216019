//! Whatever is given, what comes back is a finite number or a reason.

use nalgebra::DMatrix;
use proptest::prelude::*;

use super::aft::{AftDistribution, accelerated_failure_time};
use super::competing::{CompetingTime, GrayRow, cumulative_incidence, fine_gray, gray};
use super::cox::{CoxData, CoxOptions, Ties, TimeTransform, VarianceKind, cox, proportional_hazards};
use super::*;
use crate::stats::{Confidence, Undefined};

/// Start, stop, event, two covariates, stratum.
type Row = (i32, i32, bool, (i32, i32), usize);

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let covariate = prop_oneof![4 => 0_i32..3, 1 => Just(1_000_000)];
    let row = (-1_i32..4, -1_i32..8, any::<bool>(), (0_i32..2, covariate), 0_usize..2);
    prop::collection::vec(row, 0..12)
}

fn follow_up(rows: &[Row], late: bool) -> Vec<FollowUp> {
    let one = |&(start, stop, event, _, _): &Row| {
        let status = if event { Status::Event } else { Status::Censored };
        let (start, stop) = (f64::from(start), f64::from(stop));
        if late && start < stop {
            FollowUp::between(start, stop, status)
        } else {
            FollowUp::until(stop, status)
        }
    };
    rows.iter().map(one).collect()
}

fn design(rows: &[Row], columns: usize) -> DMatrix<f64> {
    DMatrix::from_fn(rows.len(), columns, |row, column| {
        let (first, second) = rows[row].3;
        f64::from(if column == 0 { first } else { second })
    })
}

fn all_finite<'a>(values: impl IntoIterator<Item = &'a f64>) -> bool {
    values.into_iter().all(|value| value.is_finite())
}

fn curves_and_tests(rows: &[Row], late: bool) -> Result<(), Undefined> {
    let people = follow_up(rows, late);
    let table = RiskTable::of_people(&people)?;
    let curve =
        kaplan_meier(&table, CurveOptions { interval: CurveInterval::LogLog, ..CurveOptions::default() });
    assert!(
        curve.steps.iter().all(|step| all_finite([&step.survival, &step.cumulative_hazard_standard_error]))
    );
    if let Ok(mean) = restricted_mean(&table, 5.0, Confidence::NINETY_FIVE) {
        assert!(all_finite([&mean.estimate, &mean.standard_error]));
    }
    let group = |stratum: usize, group: i32| {
        let is_member = |row: &&(usize, &Row)| row.1.4 == stratum && row.1.3.0 == group;
        let rows: Vec<(usize, &Row)> = rows.iter().enumerate().collect();
        let members: Vec<FollowUp> = rows.iter().filter(is_member).map(|(place, _)| people[*place]).collect();
        RiskTable::of_people(&members).ok()
    };
    let strata = [0, 1].map(|stratum| vec![group(stratum, 0), group(stratum, 1)]);
    for weights in [LogRankWeights::LogRank, LogRankWeights::GRho { rho: 1.0 }, LogRankWeights::Gehan] {
        let test = log_rank(&strata, weights)?;
        assert!(all_finite([&test.statistic, &test.p_value]) && (0.0..=1.0).contains(&test.p_value));
    }
    Ok(())
}

fn models(rows: &[Row], late: bool, columns: usize) {
    let data = CoxData {
        follow_up: follow_up(rows, late),
        design: design(rows, columns),
        strata: rows.iter().map(|row| row.4).collect(),
        clusters: (0..rows.len()).map(|row| row / 2).collect(),
        weights: Vec::new(),
        offset: Vec::new(),
    };
    let kinds = [VarianceKind::Model, VarianceKind::Robust];
    for (ties, variance) in
        [Ties::Efron, Ties::Breslow, Ties::Exact].into_iter().flat_map(|t| kinds.map(|k| (t, k)))
    {
        let Ok(fit) = cox(&data, CoxOptions { ties, variance, ..CoxOptions::default() }) else {
            continue;
        };
        assert!(
            all_finite(fit.coefficients.iter().chain(&fit.standard_errors).chain(&fit.p_values)),
            "{fit:?}"
        );
        assert!(all_finite(&fit.martingale_residuals));
        assert!(
            fit.baseline
                .iter()
                .flat_map(|stratum| &stratum.steps)
                .all(|step| step.hazard.is_none_or(f64::is_finite))
        );
        for transform in [TimeTransform::KaplanMeier, TimeTransform::Rank, TimeTransform::Log] {
            if let Ok(test) = proportional_hazards(&data, &fit, &[vec![0]], transform) {
                assert!(test.global.statistic.is_finite());
            }
        }
    }
    let with_ones = data.design.clone().insert_column(0, 1.0);
    for distribution in [AftDistribution::Weibull, AftDistribution::Exponential, AftDistribution::LogLogistic]
    {
        let people = follow_up(rows, false);
        let fit = accelerated_failure_time(&people, &with_ones, distribution, Confidence::NINETY_FIVE);
        if let Ok(fit) = fit {
            assert!(all_finite(fit.estimates.coefficients.iter().chain(&fit.estimates.standard_errors)));
        }
    }
}

fn competing_risks(rows: &[Row], columns: usize) -> Result<(), Undefined> {
    let end = |row: &Row| CompetingTime { time: f64::from(row.1), cause: row.2.then_some(row.4) };
    let people: Vec<CompetingTime> = rows.iter().map(end).collect();
    let found = cumulative_incidence(&people, CurveOptions::default())?;
    for step in found.causes.iter().flatten() {
        assert!(all_finite([&step.incidence, &step.standard_error, &step.variance_aalen]));
    }
    let row = |row: &Row| GrayRow { end: end(row), group: usize::from(row.3.0 == 1), stratum: 0 };
    if let Ok(test) = gray(&rows.iter().map(row).collect::<Vec<_>>(), 0, 0.0) {
        assert!(all_finite([&test.statistic, &test.p_value]));
    }
    let fit = fine_gray(&people, 0, &design(rows, columns), Confidence::NINETY_FIVE)?;
    assert!(all_finite(fit.estimates.coefficients.iter().chain(&fit.estimates.standard_errors)));
    Ok(())
}

#[test]
fn data_of_unlike_lengths_are_refused() {
    let people = [1.0, 2.0, 3.0].map(|time| FollowUp::until(time, Status::Event));
    let refused = Some(Undefined::WrongShape);
    let (short, none) = (DMatrix::from_element(2, 1, 1.0), DMatrix::from_element(3, 0, 1.0));
    for design in [&short, &none] {
        let fit =
            accelerated_failure_time(&people, design, AftDistribution::Weibull, Confidence::NINETY_FIVE);
        assert_eq!(fit.err(), refused);
        let ends = people.map(|one| CompetingTime { time: one.stop, cause: Some(0) });
        assert_eq!(fine_gray(&ends, 0, design, Confidence::NINETY_FIVE).err(), refused);
    }
    let ranked = |marker, strata, clusters, weights| {
        concordance(&Ranked { follow_up: &people, marker, strata, clusters, weights }).err()
    };
    let marker = [3.0, 2.0, 1.0];
    assert_eq!(ranked(&marker, &[], &[], &[]), None);
    assert_eq!(ranked(&marker[..2], &[], &[], &[]), refused);
    assert_eq!(ranked(&marker, &[0, 0], &[], &[]), refused);
    assert_eq!(ranked(&marker, &[], &[0, 0], &[]), refused);
    assert_eq!(ranked(&marker, &[], &[], &[1.0, 1.0]), refused);
}

#[test]
fn weights_are_not_negative_and_the_exact_likelihood_has_none() {
    let fit = |weights: &[f64], ties| {
        let data = CoxData {
            follow_up: [1.0, 2.0, 3.0, 4.0].map(|time| FollowUp::until(time, Status::Event)).to_vec(),
            design: DMatrix::from_column_slice(4, 1, &[0.0, 2.0, 1.0, 1.0]),
            strata: Vec::new(),
            clusters: Vec::new(),
            weights: weights.to_vec(),
            offset: Vec::new(),
        };
        cox(&data, CoxOptions { ties, ..CoxOptions::default() }).map(|fit| fit.coefficients)
    };
    assert_eq!(fit(&[1.0, 1.0, -1.0, 1.0], Ties::Efron), Err(Undefined::BadValues));
    assert_eq!(fit(&[1.0, 2.0, 1.0, 1.0], Ties::Exact), Err(Undefined::BadOption));
    assert_eq!(fit(&[1.0; 4], Ties::Exact), fit(&[], Ties::Exact));
    // Without weight somebody is not there at all, and without anybody there is no event.
    assert!(fit(&[1.0, 1.0, 0.0, 1.0], Ties::Breslow).is_ok());
    assert_eq!(fit(&[0.0; 4], Ties::Efron), Err(Undefined::NoEvents));
}

#[test]
fn numbers_that_are_none_are_refused() {
    let people = [1.0, 2.0, 3.0].map(|time| FollowUp::until(time, Status::Event));
    let ends = people.map(|one| CompetingTime { time: one.stop, cause: Some(0) });
    let design = DMatrix::from_column_slice(3, 1, &[0.0, f64::NAN, 1.0]);
    assert_eq!(fine_gray(&ends, 0, &design, Confidence::NINETY_FIVE).err(), Some(Undefined::BadValues));
    let endless = [CompetingTime { time: f64::INFINITY, cause: None }, ends[0], ends[1]];
    let design = DMatrix::from_column_slice(3, 1, &[0.0, 2.0, 1.0]);
    assert_eq!(fine_gray(&endless, 0, &design, Confidence::NINETY_FIVE).err(), Some(Undefined::BadValues));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn small_and_degenerate_data_give_finite_numbers_or_a_reason(
        rows in rows(), late in any::<bool>(), columns in 1_usize..3
    ) {
        // Only the reason is of no interest here; what must not happen is a panic or a number that is none.
        models(&rows, late, columns);
        let outcomes = [curves_and_tests(&rows, late), competing_risks(&rows, columns)];
        prop_assert!(!rows.is_empty() || outcomes == [Err(Undefined::TooFewValues); 2]);
    }
}

/// Two events and two censored, with a covariate that varies.
fn four() -> CoxData {
    CoxData {
        follow_up: vec![
            FollowUp::until(1.0, Status::Event),
            FollowUp::until(2.0, Status::Event),
            FollowUp::until(3.0, Status::Censored),
            FollowUp::until(4.0, Status::Censored),
        ],
        design: DMatrix::from_column_slice(4, 1, &[0.0, 1.0, 0.0, 1.0]),
        strata: Vec::new(),
        clusters: Vec::new(),
        weights: Vec::new(),
        offset: Vec::new(),
    }
}

#[test]
fn weights_of_a_cox_model_are_checked() {
    let with = |weights: [f64; 4], ties| {
        let options = CoxOptions { ties, ..CoxOptions::default() };
        cox(&CoxData { weights: weights.to_vec(), ..four() }, options).map(|fit| fit.coefficients)
    };
    let without = cox(&four(), CoxOptions::default()).map(|fit| fit.coefficients).unwrap();
    assert!((with([1.0; 4], Ties::Exact).unwrap()[0] - without[0]).abs() < 1e-9);
    assert_eq!(with([1.0, 2.0, 1.0, 1.0], Ties::Exact), Err(Undefined::BadOption));
    assert_eq!(with([0.0, 0.0, 1.0, 1.0], Ties::Efron), Err(Undefined::NoEvents));
    assert_eq!(with([1.0, 1.0, -1.0, 1.0], Ties::Efron), Err(Undefined::BadValues));
    // By hand: without the last row 1 is e/(2 + e) + e/(1 + e) with e = √2; with all 1 is e/(1 + e) + 2e/(1 + 2e).
    let half = 0.5 * std::f64::consts::LN_2;
    assert!((with([1.0, 1.0, 1.0, 0.0], Ties::Efron).unwrap()[0] - half).abs() < 1e-9);
    assert!((without[0] + half).abs() < 1e-9);
}

#[test]
fn a_test_of_proportional_hazards_fits_its_model_and_its_times() {
    let data = four();
    let fit = cox(&data, CoxOptions::default()).unwrap();
    let none = TimeTransform::Identity;
    assert_eq!(proportional_hazards(&data, &fit, &[vec![1]], none), Err(Undefined::WrongShape));
    let mut longer = fit.clone();
    longer.coefficients.push(0.0);
    assert_eq!(proportional_hazards(&data, &longer, &[vec![0]], none), Err(Undefined::WrongShape));
    let mut early = data;
    early.follow_up[3] = FollowUp::until(0.0, Status::Censored);
    let found = proportional_hazards(&early, &fit, &[vec![0]], TimeTransform::Log);
    assert_eq!(found, Err(Undefined::OutOfRange));
}

#[test]
fn a_column_that_varies_by_rounding_alone_is_none() {
    let design = DMatrix::from_column_slice(3, 1, &[1e15, 1e15 + 1.0, 1e15 + 2.0]);
    assert_eq!(super::standardised::standardised(&design), Err(Undefined::Collinear));
}

#[test]
fn an_estimate_without_variance_has_no_test() {
    let estimate = nalgebra::DVector::from_element(1, 1.0);
    let found = Estimates::new(&estimate, DMatrix::zeros(1, 1), Confidence::NINETY_FIVE);
    assert_eq!(found, Err(Undefined::NoSpread));
}

#[test]
fn what_is_left_by_rounding_is_told_from_information_at_any_size() {
    use super::newton::{positive_definite, without_rounding};
    let near = DMatrix::from_row_slice(2, 2, &[1e10, 1e10, 1e10, 1e10 * (1.0 + 1e-12)]);
    assert!(positive_definite(&near).is_none());
    let mut products = DMatrix::from_element(1, 1, 1e-3);
    without_rounding(&mut products, &nalgebra::DVector::from_element(1, 1e12));
    assert_eq!(products[(0, 0)], 0.0);
}

#[test]
fn a_climb_needs_a_finite_slope() {
    use super::newton::{Derivatives, climb};
    let evaluate = |_: &nalgebra::DVector<f64>| {
        Some(Derivatives {
            log_likelihood: 0.0,
            score: nalgebra::DVector::from_element(1, f64::NAN),
            information: DMatrix::identity(1, 1),
        })
    };
    let found = climb(nalgebra::DVector::zeros(1), &evaluate);
    assert_eq!(found.err(), Some(Undefined::OutOfRange));
}

#[test]
fn a_concordance_needs_pairs_and_lists_of_one_length() {
    use super::concordance::{Ranked, concordance};
    let follow_up = [1.0, 2.0].map(|time| FollowUp::until(time, Status::Censored));
    let of = |marker: &[f64], weights: &[f64]| {
        concordance(&Ranked { follow_up: &follow_up, marker, strata: &[], clusters: &[], weights }).err()
    };
    assert_eq!(of(&[1.0, 2.0], &[]), Some(Undefined::NothingInCommon));
    assert_eq!(of(&[1.0], &[]), Some(Undefined::WrongShape));
    assert_eq!(of(&[1.0, 2.0], &[1.0]), Some(Undefined::WrongShape));
}
