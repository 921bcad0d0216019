//! The rows of a model of repeated values.

use std::collections::{BTreeMap, BTreeSet};

use nalgebra::DMatrix;

use super::{Correlated, RandomEffects};
use crate::stats::Undefined;
use crate::stats::model::{Design, Expression, ModelFrame, RandomTerm, Variable};

/// Design and response of a model frame for a linear model.
#[derive(Debug, Clone, PartialEq)]
pub struct Rows {
    /// The design, whose columns have names.
    pub design: Design,
    /// The response less the offset.
    pub response: Vec<f64>,
}

impl Rows {
    /// Of a model frame.
    ///
    /// # Errors
    /// [`Undefined::TooFewValues`] without a complete row, [`Undefined::BadValues`] when the response is not one numeric
    /// variable.
    pub fn new(frame: &ModelFrame) -> Result<Self, Undefined> {
        if frame.is_empty() {
            return Err(Undefined::TooFewValues);
        }
        let response = frame.numeric_response().ok_or(Undefined::BadValues)?;
        let response = response.iter().zip(&frame.offset).map(|(value, offset)| value - offset).collect();
        Ok(Self { design: Design::new(frame), response })
    }

    /// The design without names.
    pub const fn matrix(&self) -> &DMatrix<f64> {
        &self.design.matrix
    }
}

/// A column as numbers of its levels, with the levels: numbers ascend, words stand in their order.
pub fn numbered(variable: &Variable) -> (Vec<usize>, Vec<String>) {
    let factor = variable.as_factor();
    (factor.codes().iter().copied().flatten().collect(), factor.levels().to_vec())
}

/// Random effects with the names of their columns and levels.
#[derive(Debug, Clone, PartialEq)]
pub struct NamedEffects {
    /// The effects.
    pub effects: RandomEffects,
    /// The grouping factor, as `g` or `a:b`.
    pub group: String,
    /// The effects' names, as `(Intercept)` and `time`.
    pub names: Vec<String>,
    /// The levels' names.
    pub levels: Vec<String>,
}

/// The random effects of a model frame's formula, term by term.
pub fn random_effects(frame: &ModelFrame) -> Vec<NamedEffects> {
    frame.formula.random.iter().map(|term| named(frame, term)).collect()
}

fn named(frame: &ModelFrame, term: &RandomTerm) -> NamedEffects {
    let design = Design::of(frame, &term.effects);
    let factors: Vec<(Vec<usize>, Vec<String>)> =
        term.group.iter().filter_map(|expression| frame.variable(expression)).map(numbered).collect();
    let key = |row: usize| factors.iter().map(|(codes, _)| codes[row]).collect::<Vec<usize>>();
    let places: BTreeSet<Vec<usize>> = (0..frame.len()).map(key).collect();
    let places: BTreeMap<Vec<usize>, usize> = places.into_iter().zip(0..).collect();
    let name = |key: &Vec<usize>| {
        let parts = factors.iter().zip(key).map(|((_, levels), &code)| levels[code].as_str());
        parts.collect::<Vec<_>>().join(":")
    };
    NamedEffects {
        effects: RandomEffects {
            design: design.matrix,
            group: (0..frame.len()).filter_map(|row| places.get(&key(row)).copied()).collect(),
            levels: places.len(),
            correlated: if term.correlated { Correlated::Freely } else { Correlated::Not },
        },
        group: term.group.iter().map(Expression::to_string).collect::<Vec<_>>().join(":"),
        names: design.names,
        levels: places.keys().map(name).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::model::{Formula, Frame};

    #[test]
    fn an_offset_is_taken_from_the_response() {
        let numeric = |values: [f64; 3]| Variable::Numeric(values.map(Some).to_vec());
        let columns = [("y", [5.0, 7.0, 4.0]), ("x", [1.0, 2.0, 4.0]), ("o", [1.0, 2.5, 0.5])];
        let frame = columns
            .into_iter()
            .fold(Frame::default(), |frame, (name, values)| frame.with(name, numeric(values)).unwrap());
        let frame = ModelFrame::new(&Formula::parse("y ~ x + offset(o)").unwrap(), &frame, &[]).unwrap();
        assert_eq!(Rows::new(&frame).unwrap().response, [4.0, 4.5, 3.5]);
    }
}
