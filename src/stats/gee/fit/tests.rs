use super::*;

fn solved(response: &[f64], options: GeeOptions) -> Result<Gee, Undefined> {
    let rows = response.len();
    let design = DMatrix::from_fn(rows, 2, |row, column| if column == 0 { 1.0 } else { row as f64 });
    let (offset, subject) = (vec![0.0; rows], (0..rows).map(|row| row / 3).collect::<Vec<_>>());
    let values = RepeatedCounts { design: &design, response, offset: &offset, subject: &subject, time: None };
    fit(values, options)
}

#[test]
fn responses_that_cannot_be_fitted_say_why() {
    let of = |family| GeeOptions { family, ..GeeOptions::default() };
    let separated: Vec<f64> = (0..12).map(|row| f64::from(u8::from(row > 5))).collect();
    assert_eq!(solved(&separated, of(Family::Binomial)), Err(Undefined::Separated));
    assert_eq!(solved(&[2.0; 12], of(Family::Binomial)), Err(Undefined::BadValues));
    assert_eq!(solved(&[-1.0; 12], of(Family::Poisson)), Err(Undefined::BadValues));
    assert_eq!(solved(&[1.0, 2.0], of(Family::Normal)), Err(Undefined::TooFewValues));
    assert_eq!(solved(&[0.0; 12], of(Family::Normal)), Err(Undefined::NoSpread));
}

#[test]
fn values_of_unlike_number_are_refused() {
    let (design, longer) = (DMatrix::from_element(6, 1, 1.0), DMatrix::from_element(7, 1, 1.0));
    let (response, time) = ([1.0, 2.0, 4.0, 3.0, 5.0, 2.0], [0.0, 1.0, 0.0, 1.0, 0.0, 1.0]);
    let (offset, subject) = ([0.0; 6], [0, 0, 1, 1, 2, 2]);
    let whole = RepeatedCounts {
        design: &design,
        response: &response,
        offset: &offset,
        subject: &subject,
        time: Some(&time),
    };
    let of = |values| fit(values, GeeOptions::default()).map(|found| found.subjects);
    assert_eq!(of(whole), Ok(3));
    for unlike in [
        RepeatedCounts { design: &longer, ..whole },
        RepeatedCounts { offset: &offset[1..], ..whole },
        RepeatedCounts { subject: &subject[1..], ..whole },
        RepeatedCounts { time: Some(&time[1..]), ..whole },
    ] {
        assert_eq!(of(unlike), Err(Undefined::WrongShape));
    }
}

/// Without covariates the rate is all events by all time.
#[test]
fn an_offset_is_the_logarithm_of_the_time() {
    let design = DMatrix::from_element(6, 1, 1.0);
    let offset = [1.0_f64, 2.0, 2.0, 3.0, 1.0, 1.0].map(libm::log);
    let (response, subject) = ([2.0, 4.0, 3.0, 5.0, 1.0, 3.0], [0, 0, 1, 1, 2, 2]);
    let values = RepeatedCounts {
        design: &design,
        response: &response,
        offset: &offset,
        subject: &subject,
        time: None,
    };
    let found = fit(values, GeeOptions { family: Family::Poisson, ..GeeOptions::default() }).unwrap();
    assert!((found.estimate[0] - libm::log(1.8)).abs() < 1e-12, "{found:?}");
}

#[test]
fn subjects_of_one_value_have_no_correlation() {
    let design = DMatrix::from_element(4, 1, 1.0);
    let values = RepeatedCounts {
        design: &design,
        response: &[1.0, 2.0, 4.0, 3.0],
        offset: &[0.0; 4],
        subject: &[0, 1, 2, 3],
        time: None,
    };
    let options = GeeOptions { correlation: WorkingCorrelation::Exchangeable, ..GeeOptions::default() };
    assert_eq!(fit(values, options), Err(Undefined::NotIdentified));
}

/// Of people seen once each.
fn logit(x: &[f64], response: &[f64], offset: &[f64]) -> Result<Vec<f64>, Undefined> {
    let design = DMatrix::from_fn(x.len(), 2, |row, column| if column == 0 { 1.0 } else { x[row] });
    let subject: Vec<usize> = (0..x.len()).collect();
    let values = RepeatedCounts { design: &design, response, offset, subject: &subject, time: None };
    fit(values, GeeOptions { family: Family::Binomial, ..GeeOptions::default() }).map(|found| found.estimate)
}

/// R 4.2.2, `glm(y ~ x, binomial, control = list(epsilon = 1e-15))`, whose estimates independence gives.
#[test]
fn one_row_far_out_is_no_separation() {
    let (x, y) = ([1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0], [0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 1.0, 1.0]);
    for (far, event) in [(-100.0, 0.0), (100.0, 1.0)] {
        let found = logit(&[&x[..], &[far]].concat(), &[&y[..], &[event]].concat(), &[0.0; 9]).unwrap();
        for (found, expected) in found.iter().zip([-1.949_406_644_970_071, 0.433_201_476_660_015_7]) {
            assert!((found / expected - 1.0).abs() < 1e-9, "{found}");
        }
    }
}

#[test]
fn offsets_and_few_holding_rows_are_no_separation() {
    assert!(logit(&[0.0, 0.0, 1.0, 1.0], &[0.0, 1.0, 0.0, 1.0], &[0.0, 0.0, -36.0, 36.0]).is_ok());
    let x = [1.0, 2.0, 3.0, 2.0];
    assert!(logit(&x, &[0.0, 1.0, 0.0, 1.0], &[0.0; 4]).is_ok());
    assert!(logit(&x, &[1.0, 0.0, 1.0, 0.0], &[0.0; 4]).is_ok());
}
