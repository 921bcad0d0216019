use proptest::prelude::*;

use super::super::{TimeTransform, proportional_hazards};
use super::*;
use crate::stats::survival::{FollowUp, LogRankWeights, RiskTable, Status, log_rank};

fn data(rows: &[(f64, Status, f64)]) -> CoxData {
    CoxData {
        follow_up: rows.iter().map(|&(time, status, _)| FollowUp::until(time, status)).collect(),
        design: DMatrix::from_iterator(rows.len(), 1, rows.iter().map(|&(_, _, x)| x)),
        strata: Vec::new(),
        clusters: Vec::new(),
        weights: Vec::new(),
        offset: Vec::new(),
    }
}

fn with_ties(ties: Ties) -> CoxOptions {
    CoxOptions { ties, ..CoxOptions::default() }
}

const ALL_TIES: [Ties; 3] = [Ties::Efron, Ties::Breslow, Ties::Exact];

#[test]
fn what_cannot_be_estimated_is_said() {
    use Status::{Censored, Event};
    let never = data(&[(1.0, Event, 1.0), (2.0, Event, 1.0), (3.0, Censored, 0.0), (4.0, Censored, 0.0)]);
    let nobody = data(&[(1.0, Censored, 1.0), (2.0, Censored, 0.0)]);
    let constant = data(&[(1.0, Event, 1.0), (2.0, Event, 1.0)]);
    let alone = data(&[(1.0, Event, 1.0)]);
    let last = data(&[(1.0, Censored, 1.0), (2.0, Event, 0.0)]);
    let broken = data(&[(1.0, Event, f64::NAN), (2.0, Event, 0.0)]);
    for ties in ALL_TIES {
        let reason = |data: &CoxData| cox(data, with_ties(ties)).map(|fit| fit.coefficients);
        assert_eq!(reason(&never), Err(Undefined::Separated), "{ties:?}");
        assert_eq!(reason(&nobody), Err(Undefined::NoEvents));
        assert_eq!(reason(&constant), Err(Undefined::Collinear));
        assert_eq!(reason(&alone), Err(Undefined::Collinear));
        assert_eq!(reason(&last), Err(Undefined::Collinear));
        assert_eq!(reason(&broken), Err(Undefined::BadValues));
        assert_eq!(reason(&data(&[])), Err(Undefined::WrongShape));
    }
    let robust = CoxOptions { ties: Ties::Exact, variance: VarianceKind::Robust, ..CoxOptions::default() };
    assert_eq!(cox(&never, robust).err(), Some(Undefined::BadOption));
}

#[test]
fn a_covariate_that_is_the_sum_of_two_others_is_collinear() {
    let mut data = data(&[
        (1.0, Status::Event, 1.3),
        (2.0, Status::Event, 2.1),
        (3.0, Status::Event, 0.7),
        (4.0, Status::Censored, 1.9),
        (5.0, Status::Event, 0.2),
    ]);
    let other = [0.3, 0.1, 0.9, 0.4, 0.2];
    data.design = DMatrix::from_fn(5, 3, |row, column| match column {
        0 => data.design[(row, 0)],
        1 => other[row],
        _ => data.design[(row, 0)] + other[row],
    });
    assert_eq!(cox(&data, CoxOptions::default()).err(), Some(Undefined::Collinear));
}

#[test]
fn one_time_with_events_tells_nothing_of_change_with_time() {
    let data = data(&[
        (1.0, Status::Event, 1.0),
        (1.0, Status::Event, 0.0),
        (2.0, Status::Censored, 1.0),
        (2.0, Status::Censored, 0.0),
        (2.0, Status::Censored, 0.5),
    ]);
    let fit = cox(&data, CoxOptions::default()).unwrap();
    let found = proportional_hazards(&data, &fit, &[vec![0]], TimeTransform::Identity);
    assert_eq!(found, Err(Undefined::Collinear));
}

fn rows() -> impl Strategy<Value = Vec<(f64, Status, f64)>> {
    let status = prop_oneof![3 => Just(Status::Event), 1 => Just(Status::Censored)];
    let row =
        (1_u32..60, status, 0_u32..2).prop_map(|(time, status, x)| (f64::from(time), status, f64::from(x)));
    prop::collection::vec(row, 8..40)
}

fn distinct(rows: &[(f64, Status, f64)]) -> Vec<(f64, Status, f64)> {
    rows.iter()
        .enumerate()
        .map(|(index, &(time, status, x))| (time + index as f64 / 64.0, status, x))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn without_ties_the_score_test_is_the_log_rank_test(rows in rows()) {
        let rows = distinct(&rows);
        if let Ok(fit) = cox(&data(&rows), CoxOptions::default()) {
            let table = |group: f64| {
                let members = rows.iter().filter(|row| row.2 == group);
                let people: Vec<FollowUp> = members.map(|row| FollowUp::until(row.0, row.1)).collect();
                RiskTable::of_people(&people).ok()
            };
            let test = log_rank(&[vec![table(0.0), table(1.0)]], LogRankWeights::LogRank).unwrap();
            prop_assert!((test.statistic - fit.score_test.statistic).abs() < 1e-9 * (1.0 + test.statistic));
        }
    }

    #[test]
    fn without_ties_all_ways_with_ties_agree(rows in rows()) {
        let data = data(&distinct(&rows));
        let fits = ALL_TIES.map(|ties| cox(&data, with_ties(ties)).map(|fit| fit.coefficients[0]));
        match fits {
            [Ok(efron), Ok(breslow), Ok(exact)] => {
                prop_assert!((efron - breslow).abs() < 1e-9 && (efron - exact).abs() < 1e-9);
            }
            [efron, breslow, exact] => {
                prop_assert_eq!(efron, breslow);
                prop_assert_eq!(efron, exact);
            }
        }
    }

    #[test]
    fn residuals_sum_to_nothing_and_units_do_not_matter(rows in rows(), unit in 0.001_f64..1000.0) {
        let shifted: Vec<_> = rows.iter().map(|&(time, status, x)| (time, status, x * unit + 7.0)).collect();
        for ties in [Ties::Efron, Ties::Breslow] {
            let both = (cox(&data(&rows), with_ties(ties)), cox(&data(&shifted), with_ties(ties)));
            if let (Ok(fit), Ok(other)) = both {
                prop_assert!(fit.martingale_residuals.iter().sum::<f64>().abs() < 1e-9);
                prop_assert!((fit.coefficients[0] - other.coefficients[0] * unit).abs() < 1e-7);
                prop_assert!((fit.z[0] - other.z[0]).abs() < 1e-7);
            }
        }
    }

    #[test]
    fn people_cut_into_intervals_have_the_fit_of_whole_people(rows in rows()) {
        let whole = data(&rows);
        let mut cut = whole.clone();
        let mut kept = Vec::new();
        cut.follow_up.clear();
        for (row, &(time, status, _)) in rows.iter().enumerate() {
            let middle = libm::floor(0.5 * time);
            if middle > 0.0 {
                cut.follow_up.push(FollowUp::between(0.0, middle, Status::Censored));
                kept.push(row);
            }
            cut.follow_up.push(FollowUp::between(middle, time, status));
            kept.push(row);
        }
        cut.design = whole.design.select_rows(&kept);
        cut.clusters = kept;
        let options = CoxOptions { variance: VarianceKind::Robust, ..CoxOptions::default() };
        if let (Ok(whole), Ok(cut)) = (cox(&whole, options), cox(&cut, options)) {
            prop_assert!((whole.coefficients[0] - cut.coefficients[0]).abs() < 1e-8);
            prop_assert!((whole.standard_errors[0] - cut.standard_errors[0]).abs() < 1e-8);
            let of = |fit: &CoxFit| fit.concordance.map(|found| (found.estimate, found.standard_error));
            if let (Some(whole), Some(cut)) = (of(&whole), of(&cut)) {
                prop_assert!((whole.0 - cut.0).abs() < 1e-9 && (whole.1 - cut.1).abs() < 1e-9);
            }
        }
    }
}
