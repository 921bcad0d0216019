use proptest::prelude::*;

use super::super::risk_sets::Moments;
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

#[test]
fn the_effort_of_exact_ties_is_events_by_rows_by_what_is_summed() {
    let mut data = data(&[
        (1.0, Status::Event, 0.0),
        (2.0, Status::Event, 0.0),
        (3.0, Status::Censored, 0.0),
        (4.0, Status::Censored, 0.0),
        (5.0, Status::Censored, 0.0),
    ]);
    data.design = DMatrix::from_fn(5, 3, |row, column| ((row + 1) * (column + 2) % 5) as f64);
    let prepared = Prepared::new(&data, Ties::Exact).unwrap();
    assert_eq!(exact::effort(&prepared), 2.0 * 5.0 * (1.0 + 3.0 + 9.0));
}

/// Half of 200 people have the event at once, alike in both groups of 100: one way in `200! / 100!²`, and the number of
/// events in a group is hypergeometric with variance `100 · ½ · ½ · 100 / 199`.
#[test]
fn a_hundred_exact_ties_are_within_reach() {
    let row = |place: usize| {
        let x = (place % 2) as f64;
        if place < 100 { (1.0, Status::Event, x) } else { (2.0, Status::Censored, x) }
    };
    let rows: Vec<(f64, Status, f64)> = (0..200).map(row).collect();
    let fit = cox(&data(&rows), with_ties(Ties::Exact)).unwrap();
    let ways: f64 = (1..=100).map(|i| libm::log(f64::from(100 + i) / f64::from(i))).sum();
    assert!((fit.log_likelihood[0] + ways).abs() < 1e-10, "{:?}", fit.log_likelihood);
    assert!(fit.coefficients[0].abs() < 1e-10);
    assert!((fit.standard_errors[0] - sqrt(199.0) / 50.0).abs() < 1e-10);
}

/// R 4.2.2, `basehaz(coxph(Surv(time, event) ~ x, eps = 1e-14))`, with `centered = FALSE` too.
#[test]
fn a_covariate_of_minus_one_and_one_is_not_centred() {
    use Status::{Censored, Event};
    let status = [Event, Event, Censored, Event, Event, Censored, Event, Event];
    let x = [-1.0, 1.0, 1.0, -1.0, -1.0, 1.0, 1.0, 1.0];
    let rows: Vec<_> = (0..8).map(|row| (row as f64 + 1.0, status[row], x[row])).collect();
    let fit = cox(&data(&rows), CoxOptions::default()).unwrap();
    for (step, expected) in [(0, 0.104_682_130_765_957_9), (7, 4.462_487_893_431_245)] {
        let found = fit.baseline[0].steps[step];
        for hazard in [found.hazard, found.hazard_centred] {
            assert!((hazard.unwrap() / expected - 1.0).abs() < 1e-10, "{found:?}");
        }
    }
}

#[test]
fn an_event_without_weight_is_no_tie() {
    use Status::{Censored, Event};
    let mut rows = vec![
        (1.0, Event, 1.0),
        (1.0, Event, 0.0),
        (2.0, Event, 1.0),
        (3.0, Event, 0.0),
        (4.0, Event, 1.0),
        (5.0, Censored, 0.0),
        (6.0, Censored, 0.0),
    ];
    let without = cox(&data(&rows), CoxOptions::default()).unwrap();
    rows.push((1.0, Event, 1.0));
    let mut with = data(&rows);
    with.weights = vec![1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 0.0];
    let with = cox(&with, CoxOptions::default()).unwrap();
    assert!((with.coefficients[0] - without.coefficients[0]).abs() < 1e-10);
    assert!((with.standard_errors[0] - without.standard_errors[0]).abs() < 1e-10);
}

/// 0.1 + 0.2 + 0.3 less each of them leaves some 1e-16, far more than the only person then at risk.
#[test]
fn nothing_is_left_of_those_who_entered_later() {
    let mut data = data(&[
        (8.0, Status::Censored, 1.0),
        (7.0, Status::Censored, 0.0),
        (6.0, Status::Censored, 1.0),
        (1.0, Status::Event, 0.0),
    ]);
    for one in data.follow_up.iter_mut().take(3) {
        one.start = 5.0;
    }
    let prepared = Prepared::new(&data, Ties::Efron).unwrap();
    let mut totals = Vec::new();
    let risks = [0.1, 0.2, 0.3, 1e-20];
    RiskSets::new(&prepared).walk(&prepared, &risks, Moments::First, &mut |time| {
        totals.push(time.at_risk.zeroth);
    });
    assert_eq!(totals, [1e-20]);
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

#[test]
fn of_a_covariate_in_tiny_units_the_limits_of_the_ratio_end_with_the_numbers() {
    use Status::{Censored, Event};
    let status = [Event, Event, Censored, Event, Event, Censored, Event, Event];
    let x = [1.0, 3.0, 2.0, 1.5, 4.0, 2.5, 3.5, 0.5];
    let rows =
        |unit: f64| (0..8).map(|row| (row as f64 + 1.0, status[row], x[row] * unit)).collect::<Vec<_>>();
    let [plain, tiny] = [1.0, 1e-8].map(|unit| cox(&data(&rows(unit)), CoxOptions::default()).unwrap());
    assert!((tiny.z[0] / plain.z[0] - 1.0).abs() < 1e-9);
    let limits = tiny.hazard_ratio_conf_int[0];
    assert_eq!((limits.low.get(), limits.high.get()), (0.0, f64::MAX));
}
