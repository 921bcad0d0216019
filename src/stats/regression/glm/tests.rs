use super::*;
use crate::stats::model::{Formula, Frame, ModelFrame, Variable};
use proptest::prelude::*;

fn design(x: &[f64]) -> Design {
    let column = Variable::Numeric(x.iter().copied().map(Some).collect());
    let frame = Frame::default().with("x", column).unwrap();
    Design::new(&ModelFrame::new(&Formula::parse("~ x").unwrap(), &frame, &[]).unwrap())
}

fn fit(x: &[f64], y: &[f64], family: Family, link: Link) -> Result<Glm, Undefined> {
    glm(&design(x), y, Rows::default(), family, link)
}

#[test]
fn separation_is_named_and_not_estimated() {
    let x = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
    let logit = |y: &[f64]| fit(&x, y, Family::Binomial, Link::Logit).unwrap_err();
    assert_eq!(logit(&[0.0, 0.0, 0.0, 1.0, 1.0, 1.0]), Undefined::Separated);
    assert_eq!(logit(&[1.0, 1.0, 1.0, 0.0, 0.0, 0.0]), Undefined::Separated);
    assert_eq!(logit(&[1.0; 6]), Undefined::Separated);
    assert_eq!(logit(&[0.0; 6]), Undefined::NoEvents);
    // A group without an event: its log odds have no end.
    let group = [0.0, 0.0, 0.0, 1.0, 1.0, 1.0];
    let quasi = fit(&group, &[1.0, 0.0, 1.0, 0.0, 0.0, 0.0], Family::Binomial, Link::Logit);
    assert_eq!(quasi.unwrap_err(), Undefined::Separated);
    let counts = fit(&group, &[1.0, 4.0, 2.0, 0.0, 0.0, 0.0], Family::Poisson, Link::Log);
    assert_eq!(counts.unwrap_err(), Undefined::Separated);
}

#[test]
fn what_the_family_cannot_have_is_refused() {
    let x = [1.0, 2.0, 3.0];
    for (y, family) in [
        ([0.0, 2.0, 1.0], Family::Binomial),
        ([1.0, -1.0, 2.0], Family::Poisson),
        ([1.0, 0.0, 2.0], Family::Gamma),
        ([1.0, f64::NAN, 2.0], Family::Poisson),
    ] {
        assert_eq!(fit(&x, &y, family, Link::Log).unwrap_err(), Undefined::BadValues);
    }
    assert_eq!(
        fit(&[2.0; 3], &[1.0, 2.0, 3.0], Family::Poisson, Link::Log).unwrap_err(),
        Undefined::Collinear
    );
    assert_eq!(fit(&[], &[], Family::Poisson, Link::Log).unwrap_err(), Undefined::TooFewValues);
    assert_eq!(fit(&x, &[1.0, 2.0], Family::Poisson, Link::Log).unwrap_err(), Undefined::WrongShape);
}

#[test]
fn counts_that_vary_less_than_poisson_have_no_finite_size() {
    let x = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
    let found = negative_binomial(&design(&x), &[3.0, 3.0, 4.0, 4.0, 5.0, 5.0], Rows::default(), Link::Log);
    assert_eq!(found.unwrap_err(), Undefined::NotConverged);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn the_scores_of_the_estimates_are_zero(
        rows in prop::collection::vec((-2.0_f64..2.0, 0_u32..9), 8..30)
    ) {
        let x: Vec<f64> = rows.iter().map(|row| row.0).collect();
        let y: Vec<f64> = rows.iter().map(|row| f64::from(row.1)).collect();
        if let Ok(model) = fit(&x, &y, Family::Poisson, Link::Log) {
            let rest = model.residuals(Residuals::Response);
            let score: f64 = rest.iter().zip(&x).map(|(rest, x)| rest * x).sum();
            prop_assert!(rest.iter().sum::<f64>().abs() < 1e-8 && score.abs() < 1e-8);
        }
    }

    #[test]
    fn swapping_the_outcomes_turns_the_signs(
        rows in prop::collection::vec((-2.0_f64..2.0, any::<bool>()), 10..30)
    ) {
        let x: Vec<f64> = rows.iter().map(|row| row.0).collect();
        let y: Vec<f64> = rows.iter().map(|row| f64::from(u8::from(row.1))).collect();
        let other: Vec<f64> = y.iter().map(|y| 1.0 - y).collect();
        let there = fit(&x, &y, Family::Binomial, Link::Logit);
        let back = fit(&x, &other, Family::Binomial, Link::Logit);
        if let (Ok(there), Ok(back)) = (there, back) {
            for (a, b) in there.coefficients.iter().zip(&back.coefficients) {
                prop_assert!((a + b).abs() < 1e-7 * (1.0 + a.abs()));
            }
        }
    }
}
