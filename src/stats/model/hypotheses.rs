//! What is said of a term when it is tested beside all others.

use nalgebra::DMatrix;

use super::{Contrasts, Design, ModelFrame, ModelVariable, Variable};
use crate::stats::Undefined;

/// The hypotheses of each term of type III: rows of weights for the design's coefficients.
///
/// They say that the term's coefficients are zero when every factor is coded by contrasts that sum to zero, so that a
/// main effect is the mean over the levels of the other factors; in a design without empty cells these are the type III
/// hypotheses of SAS and of `lmerTest`. A covariate in an interaction counts as 0. The columns coded that way explain
/// what the design explains; weights for its own coefficients follow by least squares. Source: Searle, Speed & Milliken,
/// Am Stat 1980;34:216.
///
/// # Errors
/// [`Undefined::Collinear`] when the columns coded that way explain each other.
pub fn type_three_hypotheses(
    frame: &ModelFrame,
    design: &Design,
) -> Result<Vec<(String, DMatrix<f64>)>, Undefined> {
    let summed = Design::new(&coded_to_sum(frame));
    if summed.matrix.nrows() < summed.matrix.ncols() {
        return Err(Undefined::Collinear);
    }
    let factors = summed.matrix.clone().qr();
    let upper = factors.r();
    let largest = upper.diagonal().amax();
    let is_whole = upper.diagonal().iter().all(|pivot| pivot.abs() > f64::EPSILON.sqrt() * largest);
    if !is_whole {
        return Err(Undefined::Collinear);
    }
    let from_design = upper
        .solve_upper_triangular(&(factors.q().transpose() * &design.matrix))
        .ok_or(Undefined::Collinear)?;
    let weights = |term: usize| from_design.select_rows(&summed.columns_of(term));
    Ok(summed.terms.iter().enumerate().map(|(place, term)| (term.label.clone(), weights(place))).collect())
}

fn coded_to_sum(frame: &ModelFrame) -> ModelFrame {
    let coded = |variable: &ModelVariable| ModelVariable {
        expression: variable.expression.clone(),
        values: match &variable.values {
            Variable::Categorical(factor) => {
                Variable::Categorical(factor.clone().with_contrasts(Contrasts::Sum))
            }
            Variable::Numeric(values) => Variable::Numeric(values.clone()),
        },
    };
    ModelFrame { variables: frame.variables.iter().map(coded).collect(), ..frame.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::model::{Factor, Formula, Frame};

    fn frame() -> ModelFrame {
        let words = |words: &[&str]| {
            let labels: Vec<Option<String>> = words.iter().map(|word| Some((*word).to_owned())).collect();
            Variable::Categorical(Factor::new(vec!["a".to_owned(), "b".to_owned()], &labels))
        };
        let numbers = |numbers: &[f64]| Variable::Numeric(numbers.iter().copied().map(Some).collect());
        let frame = Frame::default()
            .with("y", numbers(&[1.0, 2.0, 3.0, 5.0, 8.0]))
            .and_then(|frame| frame.with("g", words(&["a", "a", "b", "b", "b"])))
            .and_then(|frame| frame.with("h", words(&["a", "b", "a", "b", "b"])))
            .unwrap();
        ModelFrame::new(&Formula::over_columns("y ~ g * h", &frame.names()).unwrap(), &frame, &[]).unwrap()
    }

    #[test]
    fn a_main_effect_is_the_mean_over_the_levels_of_the_other_factor() {
        let frame = frame();
        let found = type_three_hypotheses(&frame, &Design::new(&frame)).unwrap();
        let (label, weights) = &found[0];
        assert_eq!((label.as_str(), weights.shape()), ("g", (1, 4)));
        // By treatment contrasts: (g b) and half of the interaction, up to a factor.
        let scaled: Vec<f64> = weights.iter().map(|weight| weight / weights[(0, 1)]).collect();
        assert!(scaled.iter().zip([0.0, 1.0, 0.0, 0.5]).all(|(a, b)| (a - b).abs() < 1e-12), "{scaled:?}");
    }

    fn of_numbers(text: &str, x: &[f64], z: &[f64]) -> Result<Vec<(String, DMatrix<f64>)>, Undefined> {
        let numbers = |numbers: &[f64]| Variable::Numeric(numbers.iter().copied().map(Some).collect());
        let frame = Frame::default().with("x", numbers(x)).and_then(|frame| frame.with("z", numbers(z)));
        let frame = ModelFrame::new(&Formula::parse(text).unwrap(), &frame.unwrap(), &[]).unwrap();
        type_three_hypotheses(&frame, &Design::new(&frame))
    }

    #[test]
    fn columns_that_all_but_explain_each_other_are_refused_in_any_unit() {
        let x = [1.0, 2.0, 3.0, 4.0, 5.0];
        let near = [1.0, 2.0, 3.0, 4.0, 5.0 + 1e-10];
        assert_eq!(of_numbers("~ x + z", &x, &near), Err(Undefined::Collinear));
        let small = of_numbers("~ 0 + x", &x.map(|x| x * 1e-9), &x).unwrap();
        assert!((small[0].1[(0, 0)] - 1.0).abs() < 1e-12);
    }

    #[test]
    fn as_many_rows_as_columns_are_enough() {
        let found = of_numbers("~ x", &[1.0, 3.0], &[0.0, 0.0]).unwrap();
        let weights: Vec<f64> = found[0].1.iter().copied().collect();
        assert!(weights.iter().zip([0.0, 1.0]).all(|(a, b)| (a - b).abs() < 1e-12), "{weights:?}");
        assert_eq!(of_numbers("~ x + z", &[1.0, 3.0], &[0.0, 1.0]), Err(Undefined::Collinear));
    }
}
