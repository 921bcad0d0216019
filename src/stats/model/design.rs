//! The design matrix of a model.

use nalgebra::DMatrix;

use super::contrasts::indicators;
use super::{ModelFrame, RightSide, Variable};

/// The columns by which a model explains its response: `model.matrix` of R.
#[derive(Debug, Clone, PartialEq)]
pub struct Design {
    /// A row for each row of the model frame, a column for each coefficient.
    pub matrix: DMatrix<f64>,
    /// The columns' names in R's way: `(Intercept)`, `age`, `group2`, `age:group2`.
    pub names: Vec<String>,
    /// The term each column belongs to: 0 is the intercept, `i` is `terms[i − 1]`.
    pub assign: Vec<usize>,
    /// The terms.
    pub terms: Vec<DesignTerm>,
    /// Whether there is a column of ones.
    pub intercept: bool,
}

/// A term of the design.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DesignTerm {
    /// As `a:b`.
    pub label: String,
    /// Its variables, by their place in [`RightSide::variables`].
    pub variables: Vec<usize>,
}

/// A named column.
type Named = (String, Vec<f64>);

impl Design {
    /// The design of the fixed effects.
    pub fn new(frame: &ModelFrame) -> Self {
        Self::of(frame, &frame.formula.fixed)
    }

    /// The design of one right side evaluated in the frame, as of the effects of a random term.
    ///
    /// A factor is coded by its contrasts where the term without it is part of an earlier term, and otherwise by one column
    /// a level; without an intercept the first factor has one column a level. These are R's rules.
    pub fn of(frame: &ModelFrame, side: &RightSide) -> Self {
        let coding = codings(frame, side);
        let mut columns: Vec<Named> = Vec::new();
        let mut assign = Vec::new();
        if side.intercept {
            columns.push(("(Intercept)".to_owned(), vec![1.0; frame.len()]));
            assign.push(0);
        }
        for (index, (term, full)) in side.terms.iter().zip(&coding).enumerate() {
            let coded = term_columns(frame, side, term, full);
            assign.extend(std::iter::repeat_n(index + 1, coded.len()));
            columns.extend(coded);
        }
        let matrix = DMatrix::from_fn(frame.len(), columns.len(), |row, column| columns[column].1[row]);
        let term = |term: &Vec<usize>| DesignTerm { label: side.label(term), variables: term.clone() };
        Self {
            matrix,
            names: columns.into_iter().map(|(name, _)| name).collect(),
            assign,
            terms: side.terms.iter().map(term).collect(),
            intercept: side.intercept,
        }
    }

    /// The columns of a term, by its place in [`Design::terms`].
    pub fn columns_of(&self, term: usize) -> Vec<usize> {
        (0..self.assign.len()).filter(|&column| self.assign[column] == term + 1).collect()
    }

    /// Without the columns of these terms (by their place), which keep their coding: for tests of nested models.
    #[must_use]
    pub fn without_columns(&self, removed: &[usize]) -> DMatrix<f64> {
        let kept: Vec<usize> = (0..self.names.len()).filter(|column| !removed.contains(column)).collect();
        self.matrix.select_columns(&kept)
    }
}

/// For each term and each of its variables, whether a factor there has one column a level.
fn codings(frame: &ModelFrame, side: &RightSide) -> Vec<Vec<bool>> {
    let is_factor = |variable: usize| {
        let values = side.variables.get(variable).and_then(|expression| frame.variable(expression));
        matches!(values, Some(Variable::Categorical(_)))
    };
    let full = |index: usize, variable: usize| {
        let rest: Vec<usize> = side.terms[index].iter().copied().filter(|&other| other != variable).collect();
        let earlier = &side.terms[..index];
        !rest.is_empty() && !earlier.iter().any(|term| rest.iter().all(|variable| term.contains(variable)))
    };
    let mut codings: Vec<Vec<bool>> = (0..side.terms.len())
        .map(|index| {
            side.terms[index].iter().map(|&variable| is_factor(variable) && full(index, variable)).collect()
        })
        .collect();
    if !side.intercept {
        let places = side.terms.iter().enumerate();
        let mut factors = places.flat_map(|(i, term)| (0..term.len()).map(move |j| (i, j)));
        if let Some((i, j)) = factors.find(|&(i, j)| is_factor(side.terms[i][j])) {
            codings[i][j] = true;
        }
    }
    codings
}

/// The products of the columns of a term's variables; the first variable's columns change fastest.
fn term_columns(frame: &ModelFrame, side: &RightSide, term: &[usize], full: &[bool]) -> Vec<Named> {
    let mut products: Vec<Named> = Vec::new();
    for (position, (&variable, &full)) in term.iter().zip(full).enumerate() {
        let coded = variable_columns(frame, side, variable, full);
        if position == 0 {
            products = coded;
            continue;
        }
        products = coded
            .iter()
            .flat_map(|(name, values)| {
                products.iter().map(move |(first, product)| {
                    let values = product.iter().zip(values).map(|(a, b)| a * b).collect();
                    (format!("{first}:{name}"), values)
                })
            })
            .collect();
    }
    products
}

fn variable_columns(frame: &ModelFrame, side: &RightSide, variable: usize, full: bool) -> Vec<Named> {
    let Some(expression) = side.variables.get(variable) else {
        return Vec::new();
    };
    let name = expression.to_string();
    match frame.variable(expression) {
        None => Vec::new(),
        Some(Variable::Numeric(values)) => {
            vec![(name, values.iter().map(|value| value.unwrap_or(0.0)).collect())]
        }
        Some(Variable::Categorical(factor)) => {
            let coding =
                if full { indicators(factor.levels()) } else { factor.contrasts.columns(factor.levels()) };
            let value = |column: &[f64], code: &Option<usize>| {
                code.and_then(|code| column.get(code).copied()).unwrap_or(0.0)
            };
            let coded = |(level, column): (String, Vec<f64>)| {
                let values = factor.codes().iter().map(|code| value(&column, code)).collect();
                (format!("{name}{level}"), values)
            };
            coding.into_iter().map(coded).collect()
        }
    }
}

#[cfg(test)]
mod tests;
